"""The words of outputs, in each language."""
