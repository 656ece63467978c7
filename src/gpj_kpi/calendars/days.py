"""Days and moments as whole numbers, in plain Python.

Law: days are counted from 1 January 1970, and moments in microseconds from the midnight with which that day began.
`day_columns` does the same for columns.
"""

from __future__ import annotations

import calendar
import datetime as dt

EPOCH = dt.date(1970, 1, 1)
FIRST_YEAR, LAST_YEAR = 1950, 2199
"""The years that are read: a date outside them is a typing slip or a placeholder, never a real case."""

DAY, MICROSECOND = dt.timedelta(days=1), dt.timedelta(microseconds=1)
MICROSECONDS_A_DAY = DAY // MICROSECOND
"""On the face of a clock, whatever the real length of the day."""

FAR_PAST, FAR_FUTURE = dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31)
"""Stand in for a beginning and an end that nobody knows."""


def day_number(day: dt.date) -> int:
    """Count the days from 1970-01-01 up to a day.

    >>> day_number(dt.date(1970, 2, 1)), day_number(dt.date(1969, 12, 31))
    (31, -1)
    """
    return (day - EPOCH).days


def day_at(number: int) -> dt.date:
    """Give the day of a number.

    >>> day_at(31)
    datetime.date(1970, 2, 1)
    """
    return EPOCH + number * DAY


def midnight(day: dt.date) -> dt.datetime:
    """Give the naive time at which a day begins."""
    return dt.datetime.combine(day, dt.time())


def microseconds_of(moment: dt.datetime) -> int:
    """Count the microseconds from 1970 up to a moment.

    A moment with an offset is counted in UTC. A naive one is counted as it stands.

    >>> microseconds_of(dt.datetime(1970, 1, 2))
    86400000000
    """
    return (moment - midnight(EPOCH).replace(tzinfo=dt.UTC if moment.tzinfo else None)) // MICROSECOND


def moment_at(microseconds: int) -> dt.datetime:
    """Give the naive moment so many microseconds after 1970 began.

    >>> moment_at(1)
    datetime.datetime(1970, 1, 1, 0, 0, 0, 1)
    """
    return midnight(EPOCH) + microseconds * MICROSECOND


def months_later(day: dt.date, months: int) -> dt.date:
    """Give the day so many months later.

    It is the day of the same number, or the last day of a month that has no such day.

    >>> months_later(dt.date(2008, 1, 31), 1)
    datetime.date(2008, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
