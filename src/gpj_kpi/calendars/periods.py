"""Periods: years, quarters, months, ISO weeks and free ranges of local days.

Law: the first and the last day of a period belong to it. The parts of a period cover it exactly once: a week or month
that reaches beyond the period is cut. A year is named by the calendar year in which it begins.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gpj_kpi.calendars.days import DAY, FIRST_YEAR, LAST_YEAR, months_later
from gpj_kpi.errors import UsageError
from gpj_kpi.sentences import outputs as sentences
from gpj_kpi.sentences.sentence import say

Grain = Literal["year", "quarter", "month", "week"]
GRAINS: tuple[Grain, ...] = ("year", "quarter", "month", "week")
COMPARISONS = ("previous", "year-before")
"""What a period can be compared with by its place; any period can be named instead."""
_MONTHS = 12
_MONTHS_A_QUARTER = 3


@dataclass(frozen=True, order=True)
class Period:
    """Local days from `first_day` to `last_day`, both inclusive.

    Attributes:
        first_day: first local day.
        last_day: last local day.
        label: `2008`, `2008-Q1`, `2008-03`, `2008-W05` or `2008-01-15/2008-02-10`.
        year_begins: month in which the years and quarters begin by which it is named and parted.
    """

    first_day: dt.date
    last_day: dt.date
    label: str
    year_begins: int = field(default=1, compare=False, repr=False)

    def covers(self, other: Period) -> bool:
        """Whether every day of another period is one of this."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def is_whole(self, grain: Grain) -> bool:
        """Whether the period is exactly one year, quarter, month or week."""
        return self == containing(self.first_day, grain, self.year_begins)

    @property
    def grain(self) -> Grain | None:
        """Its kind; None where it is a free range, or cut."""
        return next((grain for grain in GRAINS if self.is_whole(grain)), None)


def containing(day: dt.date, grain: Grain, year_begins: int = 1) -> Period:
    """Give the period of a grain that holds a day.

    Args:
        day: any.
        grain: kind of period.
        year_begins: month in which years begin, 1 to 12; their quarters begin with them.

    >>> containing(dt.date(2008, 2, 29), "quarter").label
    '2008-Q1'
    >>> containing(dt.date(2008, 1, 31), "quarter", year_begins=2).label
    '2007-Q4'
    """
    if grain == "week":
        year, week, weekday = day.isocalendar()
        monday = day - (weekday - 1) * DAY
        return Period(monday, monday + 6 * DAY, f"{year}-W{week:02}", year_begins)
    if grain == "month":
        last = calendar.monthrange(day.year, day.month)[1]
        return Period(day.replace(day=1), day.replace(day=last), f"{day.year}-{day.month:02}", year_begins)
    year, month = divmod(day.year * _MONTHS + day.month - year_begins, _MONTHS)
    first_day = dt.date(year, year_begins, 1)
    if grain == "year":
        return Period(first_day, months_later(first_day, _MONTHS) - DAY, f"{year}", year_begins)
    quarter = month // _MONTHS_A_QUARTER
    first_day = months_later(first_day, quarter * _MONTHS_A_QUARTER)
    last_day = months_later(first_day, _MONTHS_A_QUARTER) - DAY
    return Period(first_day, last_day, f"{year}-Q{quarter + 1}", year_begins)


def named_by_days(first_day: dt.date, last_day: dt.date, year_begins: int = 1) -> Period:
    """Give the period between two days, named by them in any case."""
    return Period(first_day, last_day, f"{first_day}/{last_day}", year_begins)


def free_range(first_day: dt.date, last_day: dt.date, year_begins: int = 1) -> Period:
    """Give the period between two days, both included.

    A range that is a whole year, quarter, month or week gets its name.

    Raises:
        UsageError: the last day comes before the first.
    """
    if last_day < first_day:
        message = f"the period ends on {last_day}, before it starts on {first_day}. Exchange the two days."
        raise UsageError(message)
    for grain in GRAINS:
        period = containing(first_day, grain, year_begins)
        if period.last_day == last_day and period.first_day == first_day:
            return period
    return named_by_days(first_day, last_day, year_begins)


def parse_period(text: str, year_begins: int = 1) -> Period:
    """Read `2008`, `2008-Q1`, `2008-03`, `2008-W05` or `2008-01-15/2008-02-10`.

    Args:
        text: what was written.
        year_begins: month in which years begin.

    Raises:
        UsageError: the text is none of these, or names no existing day.
    """
    try:
        if match := re.fullmatch(r"(\d{4})", text):
            return _in_range(containing(dt.date(int(text), year_begins, 1), "year", year_begins), text)
        if match := re.fullmatch(r"(\d{4})-[QqTt]([1-4])", text):
            begin = months_later(dt.date(int(match[1]), year_begins, 1), (int(match[2]) - 1) * _MONTHS_A_QUARTER)
            return _in_range(containing(begin, "quarter", year_begins), text)
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return _in_range(containing(dt.date(int(match[1]), int(match[2]), 1), "month", year_begins), text)
        if match := re.fullmatch(r"(\d{4})-W(\d{2})", text):
            monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return _in_range(containing(monday, "week", year_begins), text)
        if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", text):
            first_day, last_day = (dt.date.fromisoformat(match[place]) for place in (1, 2))
            return _in_range(free_range(first_day, last_day, year_begins), text)
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
        part = containing(day, grain, period.year_begins)
        first_day, last_day = max(part.first_day, period.first_day), min(part.last_day, period.last_day)
        found.append(Period(first_day, last_day, part.label, period.year_begins))
        day = part.last_day + DAY
    return found


def previous(period: Period) -> Period:
    """Give the period of equal kind before; of a free range, as many days.

    Raises:
        UsageError: it lies outside the years that are read.

    >>> previous(parse_period("2008-Q1")).label, previous(parse_period("2008-02-01/2008-02-10")).label
    ('2007-Q4', '2008-01-22/2008-01-31')
    """
    eve = period.first_day - DAY
    if period.grain is not None:
        found = containing(eve, period.grain, period.year_begins)
    else:
        found = free_range(eve - (period.last_day - period.first_day), eve, period.year_begins)
    return _in_range(found, found.label)


def year_before(period: Period) -> Period | None:
    """Give the period of the same name a year before.

    A free range has the same days a year before: 29 February is then 28 February.

    Returns:
        None for week 53, where the year before has none.

    Raises:
        UsageError: it lies outside the years that are read.

    >>> year_before(parse_period("2008-02")).label, year_before(parse_period("2020-W53"))
    ('2007-02', None)
    """
    if period.grain == "week":
        year, week = int(period.label[:4]) - 1, int(period.label[-2:])
        try:
            monday = dt.date.fromisocalendar(year, week, 1)
        except ValueError:
            return None
        found = containing(monday, "week", period.year_begins)
    else:
        first_day = months_later(period.first_day, -_MONTHS)
        if period.grain is not None:
            found = containing(first_day, period.grain, period.year_begins)
        else:
            found = free_range(first_day, months_later(period.last_day, -_MONTHS), period.year_begins)
    return _in_range(found, found.label)


@dataclass(frozen=True)
class Window:
    """A length of time that goes back from a last day.

    Attributes:
        count: how many units.
        unit: one of them.
        text: as it was written, on one line.
    """

    count: int
    unit: Literal["day", "week", "month"]
    text: str

    def ending(self, last_day: dt.date, year_begins: int = 1) -> Period:
        """Give the window that ends with a day, named by its days.

        Months go back from the day after the end: to the day of the same number, else to the last day of its month.

        Raises:
            UsageError: it begins before the years that are read.

        >>> Window(12, "month", "12 months").ending(dt.date(2008, 2, 29)).label
        '2007-03-01/2008-02-29'
        """
        if self.unit == "month":
            end = last_day + DAY
            months = end.year * _MONTHS + end.month - 1 - self.count
            first_day = months_later(end, -self.count) if months >= _MONTHS else dt.date.min
        else:
            days = self.count * (7 if self.unit == "week" else 1)
            first_day = last_day - (days - 1) * DAY if days <= last_day.toordinal() else dt.date.min
        if first_day.year < FIRST_YEAR:
            raise UsageError(say(sentences.WINDOW_TOO_LONG, text=self.text, day=last_day, first=FIRST_YEAR))
        return named_by_days(first_day, last_day, year_begins)


_UNITS: Mapping[str, tuple[int, Literal["day", "week", "month"]]] = {
    **dict.fromkeys(("day", "days", "jour", "jours"), (1, "day")),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), (1, "week")),
    **dict.fromkeys(("month", "months", "mois"), (1, "month")),
    **dict.fromkeys(("quarter", "quarters", "trimestre", "trimestres"), (_MONTHS_A_QUARTER, "month")),
    **dict.fromkeys(("year", "years", "an", "ans", "annee", "annees"), (_MONTHS, "month")),
}


def parse_window(text: str) -> Window:
    """Read the length of a window: `12 months`, `30 jours`.

    Raises:
        UsageError: it is none.
    """
    folded = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    match = re.fullmatch(r"([1-9][0-9]{0,5}) ?([a-z]+)", re.sub("[\u0300-\u036f]", "", folded))
    if match is None or match[2] not in _UNITS:
        raise UsageError(say(sentences.NO_WINDOW, text=" ".join(text.split())))
    many, unit = _UNITS[match[2]]
    return Window(int(match[1]) * many, unit, " ".join(text.split()))
