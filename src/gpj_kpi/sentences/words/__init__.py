"""What `validate` says of a rule file: made columns, indicators, and how many there are."""
