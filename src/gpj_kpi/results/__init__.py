"""Verdicts become results: counted by period and group, and held against the target."""
