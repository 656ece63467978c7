"""How limits are counted: where they begin and end, and the account of their days."""
