"""Frames of pandas and of other libraries, read and judged where they are."""
