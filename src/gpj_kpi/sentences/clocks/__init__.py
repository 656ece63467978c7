"""What is said of clocks: limits, and where their days begin and end."""
