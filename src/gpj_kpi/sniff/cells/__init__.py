"""What the cells of a column look like: dates, numbers, or something that no type reads."""
