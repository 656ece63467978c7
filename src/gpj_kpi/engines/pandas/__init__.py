"""Frames of pandas and other libraries, judged where they are."""
