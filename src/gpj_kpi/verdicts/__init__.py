"""Cases become verdicts: each case under one indicator, judged on its own."""
