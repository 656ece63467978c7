"""Time: periods, limits, open days and open hours, and when a limit ends."""
