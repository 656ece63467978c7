"""What clocks demand of a rule file: limits, pauses, days and hours."""
