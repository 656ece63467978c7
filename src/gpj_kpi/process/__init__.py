"""What belongs to the running process: its signals and its temporary files."""
