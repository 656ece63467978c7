"""The text of a rule file: YAML as plain data, with the place of each value, and the faults in it."""
