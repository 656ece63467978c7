"""When a limit ends, and which days it counted on the way.

Law: the account ends at the due instant that `by_hand.due_at` gives, and what its days take adds up to the limit.
Anything else is a bug.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import LATEST_DAY, Calendar, build_calendar
from gpj_kpi.calendars.counting.account import (
    CountedDay,
    count_days,
    count_elapsed,
    count_months,
    count_open,
    moved_days,
)
from gpj_kpi.calendars.counting.start import AT_EVENT, DayEnd, Start, includes_due_instant
from gpj_kpi.calendars.days import DAY
from gpj_kpi.calendars.limits import Limit, Rollover, Unit
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.calendars.time_zones.offsets import at_zone, instant_of, to_utc
from gpj_kpi.errors import CalendarRangeError, Issue, RuleFileError, UsageError
from gpj_kpi.sentences.clocks import days as sentences
from gpj_kpi.sentences.sentence import say

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
        begins: what becomes of the start of a limit in days or months.
        ends: when the last day ends.
        taken_for: the moment from which that limit counts, as local time with its offset; None where it is the start.
        is_cut_off: the start came at the cut-off or later.
        days: every day after the start, up to the day on which the limit falls. A limit in time counts from the day of
            the start on, and so does one in days whose first day is counted.
        moved: the days that a rollover passes over, then the open one; empty where nothing is moved.
        due_at: local time with its offset; `includes_due_instant` says whether an end then is in time.
        last_day: last day in time; None for a limit in time.
    """

    start: Moment
    start_on: dt.date
    started_at: dt.datetime | None
    doubt: Literal["twice", "never"] | None
    limit: Limit
    rollover: Rollover
    begins: Start
    ends: DayEnd
    taken_for: dt.datetime | None
    is_cut_off: bool
    days: tuple[CountedDay, ...]
    moved: tuple[CountedDay, ...]
    due_at: dt.datetime
    last_day: dt.date | None

    @property
    def includes_due_instant(self) -> bool:
        """Whether an end exactly at the due instant is in time."""
        return includes_due_instant(self.limit, self.ends)

    @property
    def counted_from(self) -> dt.date:
        """Local day of the moment from which the limit counts."""
        return self.start_on if self.taken_for is None else self.taken_for.date()


def deadline_of(
    schedule: Schedule,
    start: Moment,
    limit: Limit,
    *,
    rollover: Rollover = "none",
    begins: Start = AT_EVENT,
    ends: DayEnd = "end_of_day",
) -> Deadline:
    """Count a limit on a calendar as long as it needs.

    Raises:
        RuleFileError: opening hours are needed, and there are none.
    """
    if limit.unit.is_business_time or begins.closed == "next_opening" or ends == "at_closing":
        _require_hours(schedule, limit, begins, ends)
    first, reach = _day_of(start) - 2 * DAY, _FIRST_REACH
    while True:
        last = first + min(reach * DAY, LATEST_DAY - first)
        calendar = build_calendar(schedule, first_day=first, last_day=last)
        try:
            return count_deadline(start, limit, calendar=calendar, rollover=rollover, begins=begins, ends=ends)
        except CalendarRangeError:
            if last == LATEST_DAY:
                raise
            reach *= _GROWTH


def count_deadline(
    start: Moment,
    limit: Limit,
    *,
    calendar: Calendar,
    rollover: Rollover = "none",
    begins: Start = AT_EVENT,
    ends: DayEnd = "end_of_day",
) -> Deadline:
    """Count a limit day by day.

    Args:
        start: a local day, a local time, or a time with its offset.
        limit: what is counted.
        calendar: covers the start and the end.
        rollover: what becomes of a last day that is closed.
        begins: what becomes of the start.
        ends: when the last day ends.

    Raises:
        CalendarRangeError: the calendar ends before the limit.
        RuleFileError: the limit ends at closing, and the last day has no opening hours.
        UsageError: an hour is asked for and the start has none, or something does not go with a limit in time.
        RuntimeError: the account does not end where it should; a bug.
    """
    zone = calendar.zone
    instant = begun = _instant(start, calendar)
    if limit.unit.has_fixed_length:
        _require_time(start, limit, rollover, begins, ends)
        counted = _count_in_time(instant, limit, calendar)
    else:
        _require_hour(start, begins, ends)
        begun = by_hand.begin_of(calendar, instant, begins)
        counted = _count_in_days(begun, limit, calendar, rollover, begins, ends)
        known = by_hand.due_at(calendar, instant, limit, rollover, begins=begins, ends=ends)
        counted = replace(counted, known_due_at=known)
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
        begins=begins,
        ends=ends,
        taken_for=at_zone(begun, zone) if begun != instant else None,
        is_cut_off=begins.cut_off is not None and by_hand.begin_of(calendar, instant, _only_cut(begins)) != instant,
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


def _count_in_days(
    begun: dt.datetime, limit: Limit, calendar: Calendar, rollover: Rollover, begins: Start, ends: DayEnd
) -> _Counted:
    start = by_hand.to_local(calendar, begun)
    count = count_months if limit.unit is Unit.MONTHS else count_days
    days = tuple(count(start.date(), limit, calendar, counts_first=begins.counts_first))
    moved = tuple(moved_days(days[-1].day, rollover, calendar))
    last_day = (moved or days)[-1].day
    if ends == "end_of_day":
        last_day -= int(limit.strict) * DAY
        while last_day in calendar.skipped:
            last_day -= DAY
        due = calendar.midnight(last_day + DAY)
    elif ends == "same_hour":
        due = instant_of(dt.datetime.combine(last_day, start.time()), calendar.zone)
    else:
        _require_closing(last_day, calendar)
        due = by_hand.closing_of(calendar, last_day)
    return _Counted(days=days, moved=moved, last_day=last_day, due_at=due, known_due_at=due)


def _only_cut(begins: Start) -> Start:
    return Start(cut_off=begins.cut_off)


def _require_hours(schedule: Schedule, limit: Limit, begins: Start, ends: DayEnd) -> None:
    """Refuse a schedule without the opening hours that are asked for."""
    if not schedule.opening_hours.minutes_a_week and not limit.unit.is_business_time:
        what = "at_closing" if ends == "at_closing" else str(begins.closed)
        raise _no_hours(say(sentences.NO_OPENING_HOURS, what=what), schedule)
    lacking = [day for day in sorted(schedule.worked) if not schedule.opening_hours.on(day)]
    if not schedule.opening_hours.minutes_a_week:
        lack = "the calendar gives no opening hours, in which heures ouvrées are counted"
    elif lacking and limit.unit.is_business_time:
        lack = f"{lacking[0]} is worked, and has no opening hours"
    else:
        return
    raise _no_hours(f'{lack}. Write them, e.g. opening_hours: {{mon-fri: ["09:00-12:30", "13:30-18:00"]}}.', schedule)


def _require_closing(day: dt.date, calendar: Calendar) -> None:
    if not calendar.stretches_on(day):
        raise _no_hours(say(sentences.NO_CLOSING, day=f"{day}"), calendar.schedule)


def _no_hours(message: str, schedule: Schedule) -> RuleFileError:
    path = "calendar.opening_hours"
    return RuleFileError(Issue(code="missing_key", message=message, file=schedule.file, path=path))


def _require_time(start: Moment, limit: Limit, rollover: Rollover, begins: Start, ends: DayEnd) -> None:
    if not isinstance(start, dt.datetime):
        message = f'"{start}" has no time of day, and {limit} are counted from one. Expected e.g. "{start} 17:40".'
        raise UsageError(message)
    if rollover != "none":
        message = f"{limit} end at a time, not on a last day: rollover {rollover} has nothing to move. Leave it out."
        raise UsageError(message)
    for key, is_there in (("start", begins != AT_EVENT), ("ends", ends != "end_of_day")):
        if is_there:
            raise UsageError(say(sentences.NO_DAY_TO_BEGIN, key=key, limit=f'"{limit}"'))


def _require_hour(start: Moment, begins: Start, ends: DayEnd) -> None:
    """Refuse a start that is a day, where its hour matters."""
    asked = {
        "cut_off": begins.cut_off is not None,
        "next_opening": begins.closed == "next_opening",
        "same_hour": ends == "same_hour",
    }
    for what, is_asked in asked.items():
        if is_asked and not isinstance(start, dt.datetime):
            raise UsageError(say(sentences.START_WITHOUT_HOUR, what=what, start=f"{start}"))


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
