"""Periods: years, quarters, months, ISO weeks and free ranges of local days.

Law: the first and the last day of a period belong to it. The parts of a period cover it exactly once: a week or month
that reaches beyond the period is cut.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from gpj_kpi.calendars.days import DAY, FIRST_YEAR, LAST_YEAR
from gpj_kpi.errors import UsageError

Grain = Literal["year", "quarter", "month", "week"]
GRAINS: tuple[Grain, ...] = ("year", "quarter", "month", "week")


@dataclass(frozen=True, order=True)
class Period:
    """Local days from `first_day` to `last_day`, both inclusive.

    Attributes:
        first_day: first local day.
        last_day: last local day.
        label: `2008`, `2008-Q1`, `2008-03`, `2008-W05` or `2008-01-15/2008-02-10`.
    """

    first_day: dt.date
    last_day: dt.date
    label: str

    def covers(self, other: Period) -> bool:
        """Whether every day of another period is one of this."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def is_whole(self, grain: Grain) -> bool:
        """Whether the period is exactly one year, quarter, month or week."""
        return self == containing(self.first_day, grain)


def containing(day: dt.date, grain: Grain) -> Period:
    """Give the period of a grain that holds a day.

    >>> containing(dt.date(2008, 2, 29), "quarter").label
    '2008-Q1'
    """
    if grain == "year":
        return Period(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), f"{day.year}")
    if grain == "week":
        year, week, weekday = day.isocalendar()
        monday = day - (weekday - 1) * DAY
        return Period(monday, monday + 6 * DAY, f"{year}-W{week:02}")
    length = 3 if grain == "quarter" else 1
    first_month = (day.month - 1) // length * length + 1
    last_month = first_month + length - 1
    last_day = dt.date(day.year, last_month, calendar.monthrange(day.year, last_month)[1])
    label = f"{day.year}-Q{last_month // 3}" if grain == "quarter" else f"{day.year}-{first_month:02}"
    return Period(dt.date(day.year, first_month, 1), last_day, label)


def free_range(first_day: dt.date, last_day: dt.date) -> Period:
    """Give the period between two days, both included.

    A range that is a whole year, quarter, month or week gets its name.

    Raises:
        UsageError: the last day comes before the first.
    """
    if last_day < first_day:
        message = f"the period ends on {last_day}, before it starts on {first_day}. Exchange the two days."
        raise UsageError(message)
    for grain in GRAINS:
        period = containing(first_day, grain)
        if period.last_day == last_day and period.first_day == first_day:
            return period
    return Period(first_day, last_day, f"{first_day}/{last_day}")


def parse_period(text: str) -> Period:
    """Read `2008`, `2008-Q1`, `2008-03`, `2008-W05` or `2008-01-15/2008-02-10`.

    Raises:
        UsageError: the text is none of these, or names no existing day.
    """
    try:
        if match := re.fullmatch(r"(\d{4})", text):
            return _in_range(containing(dt.date(int(text), 1, 1), "year"), text)
        if match := re.fullmatch(r"(\d{4})-[QqTt]([1-4])", text):
            return _in_range(containing(dt.date(int(match[1]), int(match[2]) * 3, 1), "quarter"), text)
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return _in_range(containing(dt.date(int(match[1]), int(match[2]), 1), "month"), text)
        if match := re.fullmatch(r"(\d{4})-W(\d{2})", text):
            return _in_range(containing(dt.date.fromisocalendar(int(match[1]), int(match[2]), 1), "week"), text)
        if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", text):
            return _in_range(free_range(dt.date.fromisoformat(match[1]), dt.date.fromisoformat(match[2])), text)
    except ValueError as error:
        message = f'"{text}" is not a period: {error}.'
        raise UsageError(message) from error
    message = f'"{text}" is not a period. Expected e.g. 2008, 2008-Q1, 2008-03, 2008-W05 or 2008-01-15/2008-02-10.'
    raise UsageError(message)


def _in_range(period: Period, text: str) -> Period:
    if not FIRST_YEAR <= period.first_day.year <= period.last_day.year <= LAST_YEAR:
        message = f'"{text}" lies outside the years {FIRST_YEAR} to {LAST_YEAR}.'
        raise UsageError(message)
    return period


def parts(period: Period, grain: Grain) -> list[Period]:
    """Cut a period into parts of a grain, in order.

    A part that sticks out is cut to the period, and keeps its label.
    """
    found = []
    day = period.first_day
    while day <= period.last_day:
        part = containing(day, grain)
        found.append(Period(max(part.first_day, period.first_day), min(part.last_day, period.last_day), part.label))
        day = part.last_day + DAY
    return found
