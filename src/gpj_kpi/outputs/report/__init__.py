"""What a report says, whoever draws it: its rows, its notices and what stands under them."""
