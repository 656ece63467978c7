"""Columns of days and moments, held to the plain conversions of one value."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from gpj_kpi.calendars.day_columns import (
    all_months_later,
    array_microseconds,
    array_moments,
    day_numbers,
    microseconds,
)
from gpj_kpi.calendars.days import day_number, microseconds_of, months_later

DAYS = [dt.date(1950, 1, 1), dt.date(1969, 12, 31), dt.date(1970, 1, 1), dt.date(2008, 2, 29), dt.date(2199, 12, 31)]
MOMENTS = [dt.datetime(1969, 12, 31, 23, 59, 59, 999_999), dt.datetime(1970, 1, 1), dt.datetime(2008, 10, 26, 2, 30)]


def test_a_column_of_days_has_the_numbers_of_its_days() -> None:
    """Before 1970 too, in whichever unit pandas holds them."""
    for unit in ("s", "us", "ns"):
        column = pd.Series(np.array(DAYS, dtype=f"datetime64[{unit}]"))
        assert day_numbers(column).tolist() == [day_number(day) for day in DAYS]


def test_a_column_of_moments_has_the_microseconds_of_its_moments() -> None:
    """As a series and as an array, and back."""
    expected = [microseconds_of(moment) for moment in MOMENTS]
    assert microseconds(pd.Series(MOMENTS)).tolist() == expected
    array = np.array(MOMENTS, dtype="datetime64[us]")
    assert array_microseconds(array).tolist() == expected
    assert array_moments(array_microseconds(array)).tolist() == MOMENTS
    assert array_microseconds(np.array(["1970-01-02"], dtype="datetime64[D]")).tolist() == [86_400_000_000]


def test_months_later_of_all_days_are_those_of_each_day() -> None:
    """Every day of 2007 and 2008, by one month to five years."""
    days = np.arange(np.datetime64("2007-01-01"), np.datetime64("2009-01-01"))
    for months in (1, 2, 3, 6, 11, 12, 60):
        expected = [months_later(day, months) for day in days.tolist()]
        assert all_months_later(days, months).tolist() == expected
