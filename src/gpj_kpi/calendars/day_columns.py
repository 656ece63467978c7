"""Columns of local days and of instants, as the whole numbers that cases hold.

Law: a day is counted from 1970-01-01, and an instant is in microseconds of UTC from its midnight.
"""

from __future__ import annotations

import pandas as pd

_MICROSECONDS_A_DAY = 86_400_000_000


def day_numbers(days: pd.Series) -> pd.Series:
    """Count the days of local midnights from 1970-01-01."""
    return days.astype("datetime64[us]").astype("int64") // _MICROSECONDS_A_DAY


def microseconds(instants: pd.Series) -> pd.Series:
    """Count the microseconds of naive UTC instants from 1970-01-01."""
    return instants.astype("datetime64[us]").astype("int64")
