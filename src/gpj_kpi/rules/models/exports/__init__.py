"""How the files of an export are written, and what is expected of them."""
