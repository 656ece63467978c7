"""Cases and columns made of other rows."""
