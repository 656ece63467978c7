"""Text files as offices write them: lines, records, headers, footers."""
