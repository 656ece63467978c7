"""Months counted on the calendar, for one day and for all days at once.

Law: the day of the same number so many months later, or the last day of that month where it has none.
"""

from __future__ import annotations

import calendar
import datetime as dt

import numpy as np
import numpy.typing as npt


def months_later(day: dt.date, months: int) -> dt.date:
    """Give the day so many months later.

    >>> months_later(dt.date(2008, 1, 31), 1)
    datetime.date(2008, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def all_months_later(days: npt.NDArray[np.datetime64], months: int) -> npt.NDArray[np.datetime64]:
    """Give the day so many months after each day, all of them datetime64[D]."""
    month = days.astype("datetime64[M]")
    month_start = (month + months).astype("datetime64[D]")
    month_end = (month + months + 1).astype("datetime64[D]") - 1
    same_number = month_start + (days - month.astype("datetime64[D]"))
    later: npt.NDArray[np.datetime64] = np.minimum(same_number, month_end)
    return later
