"""When a limit ends, and which days it counted on the way.

Law: the account ends at the due instant that `by_hand.due_at` gives, and what its days take adds up to the limit.
Anything else is a bug.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.account import (
    CountedDay,
    count_days,
    count_elapsed,
    count_months,
    count_open,
    moved_days,
)
from gpj_kpi.calendars.business_calendar import LATEST_DAY, Calendar, build_calendar
from gpj_kpi.calendars.days import DAY
from gpj_kpi.calendars.limits import ROLLOVERS, Limit, Rollover, Unit
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.calendars.time_zones.offsets import at_zone, to_utc
from gpj_kpi.errors import CalendarRangeError, Issue, RuleFileError, UsageError

Moment: TypeAlias = dt.date | dt.datetime

_FIRST_REACH = 100  # days after the start that the calendar covers at first; enough for most limits
_GROWTH = 4


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The end of a limit for one start, with its account.

    Attributes:
        start: as it was given: a local day, or a moment.
        start_on: local day on which it lies. Where the clocks skip the start, it may be the day after the one given.
        started_at: local time with its offset; None where only the day is known.
        doubt: `twice`: the local time occurs twice, and the first was taken; `never`: the clocks skip it, or its date.
        limit: what was counted.
        rollover: what becomes of a last day that is closed.
        days: every day after the start, up to the day on which the limit falls. A limit in time counts from the day of
            the start on.
        moved: the days that a rollover passes over, then the open one; empty where nothing is moved.
        due_at: local time with its offset; `limit.includes_due_instant` says whether an end then is in time.
        last_day: last day in time, at whose 24:00 the limit ends; None for a limit in time.
    """

    start: Moment
    start_on: dt.date
    started_at: dt.datetime | None
    doubt: Literal["twice", "never"] | None
    limit: Limit
    rollover: Rollover
    days: tuple[CountedDay, ...]
    moved: tuple[CountedDay, ...]
    due_at: dt.datetime
    last_day: dt.date | None


def deadline_of(schedule: Schedule, start: Moment, limit: Limit, *, rollover: Rollover = "none") -> Deadline:
    """Count a limit on a calendar as long as it needs.

    Raises:
        RuleFileError: the limit is in business time, and there are no opening hours.
    """
    if limit.unit.is_business_time:
        _require_hours(schedule)
    first, reach = _day_of(start) - 2 * DAY, _FIRST_REACH
    while True:
        last = first + min(reach * DAY, LATEST_DAY - first)
        calendar = build_calendar(schedule, first_day=first, last_day=last)
        try:
            return count_deadline(start, limit, calendar=calendar, rollover=rollover)
        except CalendarRangeError:
            if last == LATEST_DAY:
                raise
            reach *= _GROWTH


def count_deadline(start: Moment, limit: Limit, *, calendar: Calendar, rollover: Rollover = "none") -> Deadline:
    """Count a limit day by day.

    Args:
        start: a local day, a local time, or a time with its offset.
        limit: what is counted.
        calendar: covers the start and the end.
        rollover: what becomes of a last day that is closed.

    Raises:
        CalendarRangeError: the calendar ends before the limit.
        UsageError: a limit in time has no time of day to start from, or a rollover.
        RuntimeError: the account does not end where it should; a bug.
    """
    zone = calendar.zone
    instant = _instant(start, calendar)
    if limit.unit.has_fixed_length:
        _require_time(start, limit, rollover)
        counted = _count_in_time(instant, limit, calendar)
    else:
        counted = _count_in_days(instant, limit, calendar, rollover)
    amount = limit.microseconds if limit.unit.has_fixed_length else limit.count
    if counted.due_at != counted.known_due_at or sum(day.taken for day in counted.days) != amount:
        message = f"{limit} from {start}: the account comes to {counted.due_at}, and not to {counted.known_due_at}."
        raise RuntimeError(message)
    return Deadline(
        start=start,
        start_on=by_hand.to_local(calendar, instant).date(),
        started_at=at_zone(instant, zone) if isinstance(start, dt.datetime) else None,
        doubt=_doubt(start, calendar),
        limit=limit,
        rollover=rollover,
        days=counted.days,
        moved=counted.moved,
        due_at=at_zone(counted.due_at, zone),
        last_day=counted.last_day,
    )


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """An account, with the due instant that it comes to.

    Attributes:
        days: as in `Deadline`.
        moved: as in `Deadline`.
        last_day: as in `Deadline`.
        due_at: naive UTC instant to which the account comes.
        known_due_at: the instant that `by_hand.due_at` gives.
    """

    days: tuple[CountedDay, ...]
    moved: tuple[CountedDay, ...] = ()
    last_day: dt.date | None = None
    due_at: dt.datetime
    known_due_at: dt.datetime


def _count_in_time(instant: dt.datetime, limit: Limit, calendar: Calendar) -> _Counted:
    known = by_hand.due_at(calendar, instant, limit)
    count = count_open if limit.unit.is_business_time else count_elapsed
    days = tuple(count(instant, limit, calendar))
    return _Counted(days=days, due_at=to_utc(days[-1].stretches[-1].to_at), known_due_at=known)


def _count_in_days(instant: dt.datetime, limit: Limit, calendar: Calendar, rollover: Rollover) -> _Counted:
    known = by_hand.due_at(calendar, instant, limit, rollover)
    start_on = by_hand.to_local(calendar, instant).date()
    is_months = limit.unit is Unit.MONTHS
    days = tuple(count_months(start_on, limit, calendar) if is_months else count_days(start_on, limit, calendar))
    moved = tuple(moved_days(days[-1].day, ROLLOVERS[rollover], calendar))
    last_day = (moved or days)[-1].day - int(limit.strict) * DAY
    while last_day in calendar.skipped:
        last_day -= DAY
    due = calendar.midnight(last_day + DAY)
    return _Counted(days=days, moved=moved, last_day=last_day, due_at=due, known_due_at=known)


def _require_hours(schedule: Schedule) -> None:
    """Refuse a schedule in which business time cannot be counted."""
    lacking = [day for day in sorted(schedule.worked) if not schedule.opening_hours.on(day)]
    if not schedule.opening_hours.minutes_a_week:
        lack = "the calendar gives no opening hours, in which heures ouvrées are counted"
    elif lacking:
        lack = f"{lacking[0]} is worked, and has no opening hours"
    else:
        return
    message = f'{lack}. Write them, e.g. opening_hours: {{mon-fri: ["09:00-12:30", "13:30-18:00"]}}.'
    raise RuleFileError(Issue(code="missing_key", message=message, file=schedule.file, path="calendar.opening_hours"))


def _require_time(start: Moment, limit: Limit, rollover: Rollover) -> None:
    if not isinstance(start, dt.datetime):
        message = f'"{start}" has no time of day, and {limit} are counted from one. Expected e.g. "{start} 17:40".'
        raise UsageError(message)
    if rollover != "none":
        message = f"{limit} end at a time, not on a last day: rollover {rollover} has nothing to move. Leave it out."
        raise UsageError(message)


def _instant(start: Moment, calendar: Calendar) -> dt.datetime:
    if not isinstance(start, dt.datetime):
        return calendar.midnight(start)
    return by_hand.to_instant(calendar, start) if start.tzinfo is None else to_utc(start)


def _doubt(start: Moment, calendar: Calendar) -> Literal["twice", "never"] | None:
    if not isinstance(start, dt.datetime):
        return "never" if start in calendar.skipped else None
    if start.tzinfo is not None:
        return None
    first, second = (to_utc(start.replace(tzinfo=calendar.zone, fold=fold)) for fold in (0, 1))
    if first == second:
        return None
    # Of a time that the clocks skip, the reading with the offset before the gap is the later one.
    return "twice" if first < second else "never"


def _day_of(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
