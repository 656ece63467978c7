"""Public holidays: what a package knows of them, and what is known better."""
