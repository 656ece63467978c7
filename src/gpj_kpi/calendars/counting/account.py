"""What each day takes of a limit: the account of a deadline.

Law: the days follow each other without a gap until the limit is used up. A day takes what `by_hand` counts of it, and
a day that takes nothing has its reason. Instants are naive UTC, unless said otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.by_hand import is_counted, month_end, open_stretches, roll, to_local
from gpj_kpi.calendars.counting.reasons import (
    NO_REASONS,
    SKIPPED,
    ClockChange,
    Reason,
    Reasons,
    clock_changes,
    hours_reasons_for,
    reasons_for,
)
from gpj_kpi.calendars.days import DAY, MICROSECOND, months_later
from gpj_kpi.calendars.limits import ROLLOVERS, Limit, Rollover
from gpj_kpi.calendars.time_zones.offsets import at_zone, to_utc

_Hours: TypeAlias = Callable[[dt.date], Iterable[tuple[dt.datetime, dt.datetime]]]
_Why: TypeAlias = Callable[[dt.date, bool], Reasons]


@dataclass(frozen=True)
class TakenStretch:
    """Time without a break that a limit took from one day.

    Attributes:
        from_at: local time with its offset, included.
        to_at: the same, excluded.
        taken: real time between them, in microseconds.
        left: what the limit has left after it, in microseconds.
    """

    from_at: dt.datetime
    to_at: dt.datetime
    taken: int
    left: int


@dataclass(frozen=True, kw_only=True)
class CountedDay:
    """One day of an account.

    A limit in months has one such day a month: the one on which that month ends.

    Attributes:
        day: local day.
        taken: what the day takes of the limit: 0 or 1 for days and months, microseconds for a limit in time.
        total: what this day and those before it took. For a day that counts it is the day's number.
        left: what the limit has left after the day.
        reasons: why the day was skipped, or why it counts although it is a holiday, for instance.
        stretches: for a limit in time, the times of the day that were taken.
        change: clock change within those times.
    """

    day: dt.date
    taken: int
    total: int
    left: int
    reasons: Reasons = NO_REASONS
    stretches: tuple[TakenStretch, ...] = ()
    change: ClockChange | None = None


def count_days(
    start_on: dt.date, limit: Limit, calendar: Calendar, *, counts_first: bool = False
) -> Iterator[CountedDay]:
    """Count a limit in days, from the day after the start.

    With `counts_first` the day of the start comes first.
    """
    total, day = 0, start_on - DAY if counts_first else start_on
    while total < limit.count:
        day += DAY
        taken = int(is_counted(calendar, limit.unit, day))
        total += taken
        reasons = reasons_for(day, limit.unit, calendar)
        yield CountedDay(day=day, taken=taken, total=total, left=limit.count - total, reasons=reasons)


def count_months(
    start_on: dt.date, limit: Limit, calendar: Calendar, *, counts_first: bool = False
) -> Iterator[CountedDay]:
    """Count a limit in months: the day on which each month ends."""
    for total in range(1, limit.count + 1):
        day = month_end(calendar, start_on, total, counts_first=counts_first)
        named = day if counts_first else months_later(start_on, total)
        although = [] if counts_first or named.day == start_on.day else [Reason("short_month")]
        if day != named:
            although.append(Reason("before_skipped"))
        reasons = Reasons(although=tuple(although))
        yield CountedDay(day=day, taken=1, total=total, left=limit.count - total, reasons=reasons)


def moved_days(day: dt.date, rollover: Rollover, calendar: Calendar) -> Iterator[CountedDay]:
    """List the days that a rollover passes over, then the open one.

    Nothing is listed where the limit falls on an open day already.
    """
    passed, unit = roll(calendar, day, rollover), ROLLOVERS[rollover]
    if unit is None or len(passed) == 1:
        return
    for each in passed:
        yield CountedDay(day=each, taken=0, total=0, left=0, reasons=reasons_for(each, unit, calendar))


def count_elapsed(start: dt.datetime, limit: Limit, calendar: Calendar) -> Iterator[CountedDay]:
    """Count a limit in elapsed time, from the start on."""
    return _count_time(
        start,
        limit,
        calendar,
        hours=lambda day: [(calendar.midnight(day), calendar.midnight(day + DAY))],
        why=lambda day, _: Reasons((SKIPPED,)) if day in calendar.skipped else NO_REASONS,
    )


def count_open(start: dt.datetime, limit: Limit, calendar: Calendar) -> Iterator[CountedDay]:
    """Count a limit in business time, from the start on."""
    start_on = to_local(calendar, start).date()

    def hours(day: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
        # Clocks set back at midnight bring back the end of the day before, after the next one has begun.
        begins_at, ends_at = calendar.midnight(day), calendar.midnight(day + DAY)
        days = (day - DAY, day) if day > calendar.first_day else (day,)
        near = [stretch for each in days for stretch in open_stretches(calendar, each)]
        cut = ((max(opens_at, begins_at), min(closes_at, ends_at)) for opens_at, closes_at in near)
        return sorted((opens_at, closes_at) for opens_at, closes_at in cut if opens_at < closes_at)

    def why(day: dt.date, is_taken: bool) -> Reasons:  # noqa: FBT001 - the one other thing that matters
        reasons = hours_reasons_for(day, calendar)
        is_over = day == start_on and not is_taken and any(hours(day))
        return Reasons((Reason("after_hours"),)) if is_over else reasons

    return _count_time(start, limit, calendar, hours=hours, why=why)


def _count_time(
    start: dt.datetime, limit: Limit, calendar: Calendar, *, hours: _Hours, why: _Why
) -> Iterator[CountedDay]:
    zone = calendar.zone
    changes = {change.day: change for change in clock_changes(calendar)}
    total, day = 0, to_local(calendar, start).date()
    while total < limit.microseconds:
        calendar.require_covered(day)
        stretches: list[TakenStretch] = []
        for opens_at, closes_at in hours(day):
            from_at = max(opens_at, start)
            taken = min((closes_at - from_at) // MICROSECOND, limit.microseconds - total)
            if taken > 0:
                total += taken
                to_at = from_at + taken * MICROSECOND
                left = limit.microseconds - total
                stretches.append(
                    TakenStretch(from_at=at_zone(from_at, zone), to_at=at_zone(to_at, zone), taken=taken, left=left)
                )
        yield CountedDay(
            day=day,
            taken=sum(stretch.taken for stretch in stretches),
            total=total,
            left=limit.microseconds - total,
            reasons=why(day, bool(stretches)),
            stretches=tuple(stretches),
            change=_change_within(stretches, changes.get(day), start),
        )
        day += DAY


def _change_within(
    stretches: Iterable[TakenStretch], change: ClockChange | None, start: dt.datetime
) -> ClockChange | None:
    """Give a change back if it lies within the times taken.

    A change at the start itself does not: a day may begin with one.
    """
    if change is None or change.at <= start:
        return None
    return change if any(to_utc(each.from_at) <= change.at <= to_utc(each.to_at) for each in stretches) else None
