"""Days and moments as whole numbers, against a calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi.calendars.days import (
    FIRST_YEAR,
    LAST_YEAR,
    MICROSECONDS_A_DAY,
    day_at,
    day_number,
    microseconds_of,
    midnight,
    moment_at,
    months_later,
)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (dt.date(1970, 1, 1), 0),
        (dt.date(1969, 12, 31), -1),
        (dt.date(1971, 1, 1), 365),
        (dt.date(1973, 1, 1), 3 * 365 + 1),  # 1972 was a leap year
        (dt.date(2000, 1, 1), 30 * 365 + 7),  # 1972, 76, 80, 84, 88, 92, 96
    ],
)
def test_a_day_is_counted_from_1970(day: dt.date, number: int) -> None:
    """And the number gives the day back."""
    assert day_number(day) == number
    assert day_at(number) == day


def test_a_moment_is_counted_in_microseconds() -> None:
    """To the last one, before 1970 too, and in UTC where it has an offset."""
    assert MICROSECONDS_A_DAY == 24 * 60 * 60 * 1_000_000
    moment = dt.datetime(1970, 1, 3, 0, 0, 1, 7)
    assert microseconds_of(moment) == 2 * MICROSECONDS_A_DAY + 1_000_007
    assert moment_at(2 * MICROSECONDS_A_DAY + 1_000_007) == moment
    assert microseconds_of(dt.datetime(1969, 12, 31, 23, 59, 59, 999_999)) == -1
    assert microseconds_of(dt.datetime(1970, 1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1)))) == 0


def test_a_day_begins_at_midnight() -> None:
    """Whatever the zone, which it does not name."""
    assert midnight(dt.date(2008, 3, 30)) == dt.datetime(2008, 3, 30)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2008-01-31", 1, "2008-02-29"),
        ("2007-01-31", 1, "2007-02-28"),
        ("2008-02-29", 12, "2009-02-28"),
        ("2008-02-29", 48, "2012-02-29"),
        ("2008-12-15", 2, "2009-02-15"),
        ("2008-11-30", 1, "2008-12-30"),
        ("2008-03-31", 0, "2008-03-31"),
    ],
)
def test_months_later_is_the_day_of_that_number_or_the_last_one(day: str, months: int, later: str) -> None:
    """Over the end of a year as well."""
    assert months_later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


def test_the_years_that_are_read_are_two_and_a_half_centuries() -> None:
    """The bounds that the documents name."""
    assert (FIRST_YEAR, LAST_YEAR) == (1950, 2199)
