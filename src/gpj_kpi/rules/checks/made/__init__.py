"""Checks of columns made of other rows, and of sources made of another."""
