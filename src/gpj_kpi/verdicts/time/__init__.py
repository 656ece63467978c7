"""What judging by the clock takes: clocks, pauses, steps, and cases that were given up."""
