"""Columns of days and moments as whole numbers.

Law: days are counted from 1970-01-01, and instants in microseconds from its midnight in UTC. `days` does the same for
one value.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from gpj_kpi.calendars.days import MICROSECONDS_A_DAY

Integers: TypeAlias = npt.NDArray[np.int64]
Booleans: TypeAlias = npt.NDArray[np.bool_]
Moments: TypeAlias = npt.NDArray[np.datetime64]
"""Days as datetime64[D], or moments as datetime64[us]."""


def day_numbers(days: pd.Series) -> pd.Series:
    """Count the days of local midnights from 1970-01-01."""
    return microseconds(days) // MICROSECONDS_A_DAY


def microseconds(instants: pd.Series) -> pd.Series:
    """Count the microseconds of naive UTC instants from 1970-01-01."""
    return instants.astype("datetime64[us]").astype("int64")


def array_microseconds(moments: Moments) -> Integers:
    """Count the microseconds of days or moments from 1970-01-01."""
    return moments.astype("datetime64[us]").astype(np.int64)


def array_moments(microseconds: Integers) -> Moments:
    """Give the moments that lie so many microseconds after 1970-01-01, as datetime64[us]."""
    return microseconds.astype("datetime64[us]")


def all_months_later(days: Moments, months: int) -> Moments:
    """Give the day so many months after each day, as `months_later` does.

    All of them are datetime64[D].
    """
    month = days.astype("datetime64[M]")
    month_start = (month + months).astype("datetime64[D]")
    month_end = (month + months + 1).astype("datetime64[D]") - 1
    same_number = month_start + (days - month.astype("datetime64[D]"))
    later: Moments = np.minimum(same_number, month_end)
    return later
