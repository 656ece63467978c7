"""Time zones: which there are, and what they make of a time."""
