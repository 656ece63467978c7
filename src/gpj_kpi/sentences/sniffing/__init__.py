"""What `sniff` says."""
