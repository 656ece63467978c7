"""What one part of a rule file demands of another."""
