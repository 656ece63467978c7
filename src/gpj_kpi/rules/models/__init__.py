"""What a rule file says, as frozen models: one module for each part of it."""
