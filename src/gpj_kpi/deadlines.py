"""When a limit begun at some moment ends, and the account of it: which days counted, which were skipped, and why.

Law: the account is counted day by day here, and its end must be the due instant that `Calendar.due_at` gives to every
case: another one is a bug. What the days take of the limit, added up, is the limit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from gpj_kpi.business_calendar import LATEST_DAY, ROLLOVERS, Calendar, months_later
from gpj_kpi.day_facts import NO_REASONS, ClockChange, Reason, Reasons, calendar_between, clock_changes, reasons_for
from gpj_kpi.errors import CalendarRangeError, UsageError
from gpj_kpi.limits import Limit, Unit
from gpj_kpi.rules import CalendarRules, RuleFile

Rollover = Literal["none", "next_business_day", "next_working_day"]
Moment: TypeAlias = dt.date | dt.datetime
_Hours: TypeAlias = Callable[[dt.date], Iterable[tuple[dt.datetime, dt.datetime]]]

_DAY, _MICROSECOND = dt.timedelta(days=1), dt.timedelta(microseconds=1)
_FIRST_REACH = 100  # days after the start that the calendar covers at first; enough for most limits
_GROWTH = 4


@dataclass(frozen=True, kw_only=True)
class Stretch:
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
    """One day of an account; for a limit in months, the day on which one of them ends.

    Attributes:
        day: local day.
        taken: what it takes of the limit: 1 or 0 days or months, or microseconds.
        total: what it and those before it took: the ordinal of a day that counts.
        left: what the limit has left after it.
        reasons: why it was skipped, or counts although something is said of it.
        stretches: for a limit in time, the times of the day that were taken.
        change: change of the clocks within those times.
    """

    day: dt.date
    taken: int
    total: int
    left: int
    reasons: Reasons = NO_REASONS
    stretches: tuple[Stretch, ...] = ()
    change: ClockChange | None = None


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The end of a limit for one start, with its account.

    Attributes:
        start: as it was given: a local day, or a moment.
        started_at: local time with its offset; None where only the day is known.
        doubt: `twice`: the local time occurs twice, and the first was taken; `never`: the clocks skip it.
        limit: what was counted.
        rollover: as `Calendar.due_at` takes it.
        days: every day after the start's up to the one on which the limit falls; for a limit in time, from the
            start's on.
        moved: where that one is no open day, it and those after it, up to the open one; else empty.
        due_at: local time with its offset; `limit.includes_due_instant` says whether an end then is in time.
        last_day: last day in time, at whose 24:00 the limit ends; None for a limit in time.
    """

    start: Moment
    started_at: dt.datetime | None
    doubt: Literal["twice", "never"] | None
    limit: Limit
    rollover: Rollover
    days: tuple[CountedDay, ...]
    moved: tuple[CountedDay, ...]
    due_at: dt.datetime
    last_day: dt.date | None

    @property
    def start_on(self) -> dt.date:
        """Local day of the start."""
        return _day_of(self.start if self.started_at is None else self.started_at)


def deadline_of(rules: RuleFile, start: Moment, limit: Limit, *, rollover: Rollover = "none") -> Deadline:
    """Count a limit on the calendar of a rule file; see `count_deadline`."""
    first, reach = _day_of(start) - _DAY, _FIRST_REACH
    while True:
        last = first + min(reach * _DAY, LATEST_DAY - first)
        calendar = calendar_between(rules, first, last)
        try:
            return count_deadline(start, limit, calendar=calendar, house=rules.calendar, rollover=rollover)
        except CalendarRangeError:
            if last == LATEST_DAY:
                raise
            reach *= _GROWTH


def count_deadline(
    start: Moment, limit: Limit, *, calendar: Calendar, house: CalendarRules, rollover: Rollover = "none"
) -> Deadline:
    """Count a limit day by day.

    Args:
        start: a local day, a naive local time, or a time with its offset.
        limit: what is counted.
        calendar: covers the start and the end.
        house: gives the reasons of closed and worked days.
        rollover: what becomes of a last day that is not open.

    Raises:
        CalendarRangeError: the calendar ends before the limit.
        UsageError: a limit in time has no time of day to start from, or a rollover.
        RuntimeError: the account does not end where `Calendar.due_at` says; a bug.
    """
    zone = ZoneInfo(calendar.time_zone)
    instant = _instant(start, calendar)
    start_on = calendar.to_local(instant).date()
    last_day, moved = None, tuple[CountedDay, ...]()
    if limit.unit.is_elapsed:
        _require_time(start, limit, rollover)
        days = tuple(_days_of_time(instant, limit, calendar, _whole_days(calendar)))
        due = _utc(days[-1].stretches[-1].to_at)
    else:
        days = tuple(_months(start_on, limit) if limit.unit is Unit.MONTHS else _days(start_on, limit, calendar, house))
        moved = tuple(_moved(days[-1].day, ROLLOVERS[rollover], calendar, house))
        last_day = (moved or days)[-1].day - int(limit.strict) * _DAY
        calendar.require_covered(last_day)
        due = calendar.midnight(last_day + _DAY)
    if due != calendar.due_at(instant, limit, rollover) or sum(day.taken for day in days) != amount_of(limit):
        message = f"{limit} from {start}: the account ends at {due}, and adds up otherwise than the due instant."
        raise RuntimeError(message)
    is_time = isinstance(start, dt.datetime)
    return Deadline(
        start=start,
        started_at=_local(instant, zone) if is_time else None,
        doubt=_doubt(start, zone) if is_time else None,
        limit=limit,
        rollover=rollover,
        days=days,
        moved=moved,
        due_at=_local(due, zone),
        last_day=last_day,
    )


def amount_of(limit: Limit) -> int:
    """What the days of an account take together: microseconds for a limit in time, else days or months."""
    return limit.microseconds if limit.unit.is_elapsed else limit.count


def _days(start_on: dt.date, limit: Limit, calendar: Calendar, house: CalendarRules) -> Iterator[CountedDay]:
    total, day = 0, start_on
    while total < limit.count:
        day += _DAY
        taken = int(calendar.is_counted(limit.unit, day))
        total += taken
        reasons = reasons_for(day, limit.unit, calendar, house)
        yield CountedDay(day=day, taken=taken, total=total, left=limit.count - total, reasons=reasons)


def _months(start_on: dt.date, limit: Limit) -> Iterator[CountedDay]:
    for total in range(1, limit.count + 1):
        day = months_later(start_on, total)
        reasons = NO_REASONS if day.day == start_on.day else Reasons(although=(Reason("short_month"),))
        yield CountedDay(day=day, taken=1, total=total, left=limit.count - total, reasons=reasons)


def _moved(day: dt.date, unit: Unit | None, calendar: Calendar, house: CalendarRules) -> Iterator[CountedDay]:
    """The last day counted and those after it, up to the first one open; none where it is open itself."""
    if unit is None or calendar.is_counted(unit, day):
        return
    is_open = False
    while not is_open:
        is_open = calendar.is_counted(unit, day)
        yield CountedDay(day=day, taken=0, total=0, left=0, reasons=reasons_for(day, unit, calendar, house))
        day += _DAY


def _days_of_time(start: dt.datetime, limit: Limit, calendar: Calendar, hours: _Hours) -> Iterator[CountedDay]:
    """Take a limit in time from the hours of each day, from the start on; the hours are naive UTC instants."""
    zone = ZoneInfo(calendar.time_zone)
    changes = {change.day: change for change in clock_changes(calendar)}
    total, day = 0, calendar.to_local(start).date()
    while total < limit.microseconds:
        calendar.require_covered(day)
        stretches: list[Stretch] = []
        for opens_at, closes_at in hours(day):
            from_at = max(opens_at, start)
            taken = min((closes_at - from_at) // _MICROSECOND, limit.microseconds - total)
            if taken > 0:
                total += taken
                to_at = _local(from_at + taken * _MICROSECOND, zone)
                left = limit.microseconds - total
                stretches.append(Stretch(from_at=_local(from_at, zone), to_at=to_at, taken=taken, left=left))
        yield CountedDay(
            day=day,
            taken=sum(stretch.taken for stretch in stretches),
            total=total,
            left=limit.microseconds - total,
            stretches=tuple(stretches),
            change=_change_within(stretches, changes.get(day)),
        )
        day += _DAY


def _whole_days(calendar: Calendar) -> _Hours:
    return lambda day: [(calendar.midnight(day), calendar.midnight(day + _DAY))]


def _change_within(stretches: Iterable[Stretch], change: ClockChange | None) -> ClockChange | None:
    if change and any(_utc(stretch.from_at) < change.at <= _utc(stretch.to_at) for stretch in stretches):
        return change
    return None


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
    return calendar.to_instant(start) if start.tzinfo is None else _utc(start)


def _doubt(start: Moment, zone: ZoneInfo) -> Literal["twice", "never"] | None:
    if not isinstance(start, dt.datetime) or start.tzinfo is not None:
        return None
    first, second = (_utc(start.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    if first == second:
        return None
    # Of a time that the clocks skip, the reading with the offset before the gap is the later one.
    return "twice" if first < second else "never"


def _day_of(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def _local(instant: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return instant.replace(tzinfo=dt.UTC).astimezone(zone)
