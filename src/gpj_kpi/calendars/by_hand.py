"""The rules of time for one case, as a person counts.

Law: each rule of time is written twice, by design. For columns it is a join with a frame that holds every day. Here it
is a loop over days, with sets of dates and zoneinfo. Tests compare the two:

| rule | for columns | here | tests |
|---|---|---|---|
| local time to instant | offsets of `Calendar.days` | `to_instant` | unit/calendars/time_zones/test_offsets.py |
| instant to local time | `Calendar.switches` | `to_local` | unit/calendars/time_zones/test_offsets.py |
| the days that count | `is_business`, `is_working` of `Calendar.days` | `is_counted` | peer/test_vectors.py |
| days between two days | `Calendar.ordinals` | `count_days` | peer/test_vectors.py |
| end of a limit in days or months | `Calendar.last_days` | `due_at` | unit/calendars/test_by_hand.py |
| the same, for each counted day | `Calendar.ends_of_counted` | `due_at` | unit/calendars/test_by_hand.py |
| last day before an event | `Calendar.days_before` | `last_day_before` | unit/calendars/test_by_hand.py |
| open time up to an instant | `OpenTime.days` | `open_before` | property/test_open_time.py |
| end of a limit in business time | `OpenTime.pieces` | `due_at` | property/test_open_time.py |

All instants are naive UTC. A day outside the calendar raises `CalendarRangeError`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TypeAlias

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.counting.start import AT_EVENT, DayEnd, Start
from gpj_kpi.calendars.days import DAY, FAR_FUTURE, FAR_PAST, MICROSECOND, midnight, moment_at, months_later
from gpj_kpi.calendars.limits import ROLLOVERS, Limit, Rollover, Unit
from gpj_kpi.calendars.time_zones.offsets import OffsetChanges, instant_of, local_of
from gpj_kpi.errors import CalendarRangeError, Issue

_MINUTE, _MINUTES_A_DAY = dt.timedelta(minutes=1), 24 * 60

Interval: TypeAlias = tuple[dt.datetime, dt.datetime]
"""Two instants, the first included and the second excluded."""


def to_instant(calendar: Calendar, local_time: dt.datetime) -> dt.datetime:
    """Convert a naive local time to an instant.

    A time that occurs twice is its first occurrence; one that never occurs is read with the offset before the gap.

    Raises:
        CalendarRangeError: the day is outside the calendar.
    """
    calendar.require_covered(local_time.date())
    return instant_of(local_time, calendar.zone)


def to_local(calendar: Calendar, instant: dt.datetime) -> dt.datetime:
    """Convert an instant to the naive local time.

    Raises:
        CalendarRangeError: the local day is outside the calendar.
    """
    local_time = local_of(instant, calendar.zone)
    calendar.require_covered(local_time.date())
    return local_time


def is_counted(calendar: Calendar, unit: Unit, day: dt.date) -> bool:
    """Say whether limits in a unit count a day.

    None counts a date that the clocks pass over, not even one that the rule file says is worked.

    Raises:
        CalendarRangeError: the day is outside the calendar.
        ValueError: the unit does not count single days.
    """
    calendar.require_covered(day)
    weekdays, schedule = calendar.weekdays(unit, day), calendar.schedule
    if day in calendar.skipped:
        return False
    if unit is Unit.CALENDAR_DAYS:
        return True
    is_open = day.weekday() in weekdays and day not in calendar.holiday_names
    if unit is Unit.BUSINESS_DAYS:
        return day in schedule.worked or (is_open and day not in schedule.closed)
    return is_open


def count_days(calendar: Calendar, unit: Unit, start: dt.date, end: dt.date) -> int:
    """Count the days of a kind after `start`, up to `end`.

    The count is 0 where `end` is not after `start`.

    Raises:
        CalendarRangeError: either day is outside the calendar.
        ValueError: the unit does not count single days.
    """
    calendar.weekdays(unit)  # refuses other units, also where there is no day to look at
    for day in (start, end):
        calendar.require_covered(day)
    following = (start + n * DAY for n in range(1, (end - start).days + 1))
    return sum(is_counted(calendar, unit, day) for day in following)


def month_end(calendar: Calendar, start_on: dt.date, months: int, *, counts_first: bool = False) -> dt.date:
    """Give the day on which a month ends, counted from a start.

    Where the clocks pass over the day of that number, it is the last day before it, as in a month without that number.

    Where the day of the start is day one, it is the eve of that day, or the last day of a month that lacks the eve.
    """
    eve = start_on - DAY
    if not counts_first:
        day = months_later(start_on, months)
    else:
        day = months_later(start_on, months) - DAY if eve.month != start_on.month else months_later(eve, months)
    while day in calendar.skipped:
        day -= DAY
    return day


def begin_of(calendar: Calendar, event: dt.datetime, start: Start) -> dt.datetime:
    """Give the instant from which a limit in days counts, for an event.

    Raises:
        CalendarRangeError: it is outside the calendar.
    """

    def next_business_day(day: dt.date) -> dt.datetime:
        day += DAY
        while not is_counted(calendar, Unit.BUSINESS_DAYS, day):
            day += DAY
        return calendar.midnight(day)

    shown = to_local(calendar, event)
    if start.cut_off is not None:
        cut_off = midnight(shown.date()) + start.cut_off * _MINUTE
        # Of an hour that comes twice the first is meant; of one that the clocks skip, what follows.
        if shown >= cut_off or event >= to_instant(calendar, cut_off):
            event = next_business_day(shown.date())
    if start.closed == "next_business_day":
        day = to_local(calendar, event).date()
        return event if is_counted(calendar, Unit.BUSINESS_DAYS, day) else next_business_day(day)
    if start.closed == "next_opening":
        for opens_at, _ in _open_after(calendar, event):
            return opens_at
        calendar.require_covered(calendar.last_day + DAY)
    return event


def roll(calendar: Calendar, day: dt.date, rollover: Rollover) -> list[dt.date]:
    """List the days over which a rollover moves a last day, both included.

    Raises:
        CalendarRangeError: a day is outside the calendar.
    """
    calendar.require_covered(day)
    unit = ROLLOVERS[rollover]
    if unit is None:
        return [day]

    def walk(step: dt.timedelta) -> list[dt.date]:
        found = [day]
        while not is_counted(calendar, unit, found[-1]):
            found.append(found[-1] + step)
        return found

    forward = DAY if rollover.startswith("next") else -DAY
    found = walk(forward)
    is_elsewhere = (found[-1].year, found[-1].month) != (day.year, day.month)
    return walk(-forward) if rollover.endswith("of_month") and is_elsewhere else found


def closing_of(calendar: Calendar, day: dt.date) -> dt.datetime:
    """Give the instant at which a day closes: the end of the last stretch that begins on it.

    Where it has no hours, it is 24:00.
    """
    stretches = calendar.stretches_on(day)
    nights, minutes = divmod(stretches[-1].closes_minute if stretches else _MINUTES_A_DAY, _MINUTES_A_DAY)
    return instant_of(midnight(day + nights * DAY) + minutes * _MINUTE, calendar.zone)


def due_at(
    calendar: Calendar,
    start: dt.datetime,
    limit: Limit,
    rollover: Rollover = "none",
    *,
    begins: Start = AT_EVENT,
    ends: DayEnd = "end_of_day",
) -> dt.datetime:
    """Give the due instant of a case.

    `counting.start.includes_due_instant` says whether an end then is in time.

    Args:
        calendar: covers the start and the end.
        start: when the case begins.
        limit: in any unit; what follows matters to days and months alone.
        rollover: what becomes of a last day that is closed.
        begins: what becomes of the start.
        ends: when the last day ends.

    Raises:
        CalendarRangeError: the start, or the day on which the limit falls, is outside the calendar.
        ValueError: a rollover is given with a limit that has no last day.
    """
    to_local(calendar, start)  # refuses a start that is not covered
    if limit.unit.has_fixed_length:
        if rollover != "none":
            message = f"{limit} ends at a time and has no last day: a rollover does not apply."
            raise ValueError(message)
        elapsed = dt.timedelta(microseconds=limit.microseconds)
        return start + elapsed if limit.unit.is_elapsed else _used_up_at(calendar, start, limit)
    begun = to_local(calendar, begin_of(calendar, start, begins))
    last_on = _nth_day(calendar, begun.date(), limit, counts_first=begins.counts_first)
    last_on = roll(calendar, last_on, rollover)[-1]
    if ends == "same_hour":
        return instant_of(dt.datetime.combine(last_on, begun.time()), calendar.zone)
    if ends == "at_closing":
        return closing_of(calendar, last_on)
    return calendar.midnight(last_on if limit.strict else last_on + DAY)


def last_day_before(calendar: Calendar, event_on: dt.date, limit: Limit) -> dt.date:
    """Give the last day that lies a limit in days or months before an event.

    The day of the event is not counted. For a strict limit it is the eve of the day on which the limit falls.

    Raises:
        CalendarRangeError: the day is outside the calendar.
        ValueError: the unit does not count single days, nor months.
    """
    if limit.unit is Unit.MONTHS:
        day = month_end(calendar, event_on, -limit.count)
    else:
        day, left = event_on, limit.count
        while left:
            day -= DAY
            left -= is_counted(calendar, limit.unit, day)
    last_on = day - int(limit.strict) * DAY
    while last_on in calendar.skipped:
        last_on -= DAY
    calendar.require_covered(last_on)
    return last_on


def _nth_day(calendar: Calendar, start_on: dt.date, limit: Limit, *, counts_first: bool) -> dt.date:
    """Find the day on which a limit in days or months falls."""
    if limit.unit is Unit.MONTHS:
        return month_end(calendar, start_on, limit.count, counts_first=counts_first)
    day = start_on
    left = limit.count - int(counts_first and is_counted(calendar, limit.unit, day))
    while left:
        day += DAY
        left -= is_counted(calendar, limit.unit, day)
    return day


def _used_up_at(calendar: Calendar, start: dt.datetime, limit: Limit) -> dt.datetime:
    """Find the end of a limit in business time."""
    left = dt.timedelta(microseconds=limit.microseconds)
    for opens, closes in _open_after(calendar, start):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    begun = to_local(calendar, start)
    message = f"{limit} from {begun} on are not used up by {calendar.last_day}, the last day of the calendar."
    raise CalendarRangeError(Issue(code="outside_calendar", message=message))


def open_before(calendar: Calendar, instant: dt.datetime) -> int:
    """Count the open microseconds from the first day to an instant.

    Raises:
        CalendarRangeError: the local day is outside the calendar.
    """
    return open_between(calendar, to_instant(calendar, midnight(calendar.first_day)), instant)


def open_between(calendar: Calendar, start: dt.datetime, end: dt.datetime) -> int:
    """Count the open microseconds between two instants.

    It is negative where `end` is the earlier one.

    Raises:
        CalendarRangeError: either local day is outside the calendar.
    """
    if end < start:
        return -open_between(calendar, end, start)
    to_local(calendar, end)  # refuses an end that is not covered
    total = dt.timedelta()
    for opens, closes in _open_after(calendar, start):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total // MICROSECOND


def open_stretches(calendar: Calendar, day: dt.date) -> list[Interval]:
    """List the open stretches of one local day, in order.

    One that passes midnight is cut there: what is left of it is the first of the next day. A stretch in which the
    clocks change is given in parts: before and after.

    Raises:
        CalendarRangeError: the day is outside the calendar.
    """
    calendar.require_covered(day)
    changes = OffsetChanges.of_zone(calendar.zone, day, day)
    changed_at = [moment_at(at_us) for at_us in changes.at_us.tolist()]
    segments = zip([FAR_PAST, *changed_at], [*changed_at, FAR_FUTURE], changes.offsets_us.tolist(), strict=True)
    found = []
    for begins, ends, offset_us in segments:
        # What the clock shows as midnight while this offset is used.
        zero = midnight(day) - offset_us * MICROSECOND
        for stretch in calendar.open_parts_of(day):
            opens = max(begins, zero + stretch.opens_minute * _MINUTE)
            closes = min(ends, zero + stretch.closes_minute * _MINUTE)
            if opens < closes:
                found.append((opens, closes))
    return found


def _open_after(calendar: Calendar, start: dt.datetime) -> Iterator[Interval]:
    """Yield the open stretches after `start`, in the order of time."""
    # Clocks set back at midnight bring back the end of the day before, after the next day has begun.
    day = max(to_local(calendar, start).date() - DAY, calendar.first_day)
    waiting: list[Interval] = []
    while waiting or day <= calendar.last_day:
        waiting = sorted([*waiting, *(open_stretches(calendar, day) if day <= calendar.last_day else ())])
        day += DAY
        next_day_starts = calendar.midnight(day)
        ready = [(opens, closes) for opens, closes in waiting if opens < next_day_starts]
        waiting = waiting[len(ready) :]
        yield from ((max(opens, start), closes) for opens, closes in ready if closes > start)
