"""The calendar and the clock of the office, from the day its systems went live to the extraction.

Law: instants are wall-clock times in Paris, without a zone. Hours are those that really elapsed, also across a change
of clock. The calendar is written out here; no library of holidays is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
LIVE_ON = date(2007, 12, 3)
EXTRACTED_AT = datetime(2009, 1, 8, 8, 12)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
SATURDAY = 5
CLOSED_DAYS = frozenset(
    date(year, month, day)
    for year, month, day in (
        *((2007, 12, 25), (2008, 1, 1), (2008, 3, 24), (2008, 5, 1), (2008, 5, 2), (2008, 5, 8), (2008, 5, 9)),
        *((2008, 7, 14), (2008, 8, 15), (2008, 11, 1), (2008, 11, 11), (2008, 12, 25), (2009, 1, 1)),
    )
)


class Quarter(NamedTuple):
    """Days `first` to `last`, both inclusive, of a quarter in the exports."""

    first: date
    last: date

    def list_days(self) -> list[date]:
        """List every day of the quarter, in order."""
        return [self.first + DAY * offset for offset in range((self.last - self.first).days + 1)]


QUARTERS = (
    Quarter(LIVE_ON, date(2007, 12, 31)),
    Quarter(date(2008, 1, 1), date(2008, 3, 31)),
    Quarter(date(2008, 4, 1), date(2008, 6, 30)),
    Quarter(date(2008, 7, 1), date(2008, 9, 30)),
    Quarter(date(2008, 10, 1), date(2008, 12, 31)),
    Quarter(date(2009, 1, 1), EXTRACTED_AT.date()),
)


def is_open(day: date) -> bool:
    """Say whether the office is open: on weekdays, but for `CLOSED_DAYS`."""
    return day.weekday() < SATURDAY and day not in CLOSED_DAYS


BUSINESS_DAYS = [day for day in (LIVE_ON + DAY * offset for offset in range(480)) if is_open(day)]


def add_business_days(day: date, count: int) -> date:
    """Find the `count`-th business day after a day."""
    return BUSINESS_DAYS[bisect_right(BUSINESS_DAYS, day) + count - 1]


def add_days(at: datetime, count: int) -> datetime:
    """Find the last second of the `count`-th day after an instant."""
    return datetime.combine(at.date() + DAY * count, time(23, 59, 59))


def add_hours(at: datetime, count: int) -> datetime:
    """Find the instant when `count` hours have elapsed since another."""
    due = at.replace(tzinfo=PARIS).astimezone(UTC) + timedelta(hours=count)
    return due.astimezone(PARIS).replace(tzinfo=None, fold=0)


def list_staffed_spans(after: datetime, before: datetime) -> list[tuple[datetime, datetime]]:
    """List the spans between two instants when back-office staff are at work.

    They are from 8:30 to 18:30 when the office is open, and on Saturdays from 9:00 to 12:30.
    """
    spans = []
    for offset in range((before.date() - after.date()).days + 1):
        day = after.date() + DAY * offset
        if is_open(day):
            opens, closes = datetime.combine(day, time(8, 30)), datetime.combine(day, time(18, 30))
        elif day.weekday() == SATURDAY and day not in CLOSED_DAYS:
            opens, closes = datetime.combine(day, time(9)), datetime.combine(day, time(12, 30))
        else:
            continue
        first, last = max(opens, after), min(closes, before)
        if first <= last:
            spans.append((first, last))
    return spans


def is_hard(after: datetime, before: datetime) -> bool:
    """Say whether staff work less than three hours between two instants."""
    return sum((last - first).total_seconds() for first, last in list_staffed_spans(after, before)) < 3 * 3600
