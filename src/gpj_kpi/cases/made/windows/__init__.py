"""Columns made of the rows around a moment of the case, and of the other rows of its own source."""
