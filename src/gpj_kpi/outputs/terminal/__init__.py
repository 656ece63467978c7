"""The outputs for a terminal of any width, with or without colour: the one place where reports meet rich."""
