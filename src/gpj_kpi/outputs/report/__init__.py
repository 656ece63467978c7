"""What a report says, as plain values: every output that people read draws the same ones."""
