"""Time: periods, limits, open days and hours, and deadlines."""
