"""Text files as offices write them: lines, records, headers and footers, told from the bytes."""
