"""Why a day counts or not, and when the clocks change.

Law: `by_hand.is_counted` says whether a day counts. Here are the reasons, with the names that the law and the rule file
give to days. Reasons that contradict the count are a bug.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import Literal

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.by_hand import is_counted
from gpj_kpi.calendars.days import DAY, MICROSECOND
from gpj_kpi.calendars.limits import Unit

_CLOSING: dict[Unit, tuple[str, ...]] = {
    Unit.BUSINESS_DAYS: ("skipped", "weekday", "holiday", "closed"),
    Unit.WORKING_DAYS: ("skipped", "weekday", "holiday"),
    Unit.CALENDAR_DAYS: ("skipped",),
}


@dataclass(frozen=True)
class Reason:
    """Something that is true of a day.

    Attributes:
        kind: `skipped`: the clocks pass over the date; `weekday`: the day is outside the week of the unit; `holiday`:
            a public holiday; `closed`, `worked`: the rule file says so; `short_month`: the month has no day of that
            number; `before_skipped`: the clocks pass over the date of that number, which follows; `no_hours`: the day
            has no opening hours; `after_hours`: none after the start; `night`: it has only what began the day before.
        name: name of the holiday, or the reason that the rule file gives; empty for the other kinds.
    """

    kind: Literal[
        "skipped",
        "weekday",
        "holiday",
        "closed",
        "worked",
        "short_month",
        "before_skipped",
        "no_hours",
        "after_hours",
        "night",
    ]
    name: str = ""


SKIPPED = Reason("skipped")
"""That of a date that the clocks pass over."""


@dataclass(frozen=True)
class Reasons:
    """Why a day counts or does not.

    Attributes:
        because: what decides.
        although: what is true too and speaks for the contrary.
    """

    because: tuple[Reason, ...] = ()
    although: tuple[Reason, ...] = ()


NO_REASONS = Reasons()
"""Those of a day like any other."""


@dataclass(frozen=True)
class ClockChange:
    """A clock change.

    Attributes:
        at: naive UTC instant from which the new time holds.
        from_local_time: local time that the old clock shows at that instant.
        to_local_time: local time that the new one shows.
    """

    at: dt.datetime
    from_local_time: dt.datetime
    to_local_time: dt.datetime

    @property
    def day(self) -> dt.date:
        """Local day that the change makes shorter or longer."""
        return min(self.from_local_time, self.to_local_time).date()

    @property
    def day_length(self) -> dt.timedelta:
        """Real length of that day: 23 or 25 hours, mostly."""
        return DAY - (self.to_local_time - self.from_local_time)


def facts_of(day: dt.date, unit: Unit, calendar: Calendar) -> list[Reason]:
    """List what is true of a day, for a unit of days.

    Of a skipped date nothing else matters.
    """
    if day in calendar.skipped:
        return [SKIPPED]
    found = [] if day.weekday() in calendar.weekdays(unit, day) else [Reason("weekday")]
    if day in calendar.holiday_names:
        found.append(Reason("holiday", calendar.holiday_names[day]))
    schedule = calendar.schedule
    if day in schedule.closed:
        found.append(Reason("closed", schedule.closed[day]))
    if day in schedule.worked:
        found.append(Reason("worked", schedule.worked[day]))
    return found


def reasons_for(day: dt.date, unit: Unit, calendar: Calendar) -> Reasons:
    """Say why a unit of days counts a day, or does not.

    Raises:
        CalendarRangeError: the day is outside the calendar.
        RuntimeError: the reasons say otherwise than the calendar; a bug.
    """
    facts = facts_of(day, unit, calendar)
    counts = is_counted(calendar, unit, day)
    worked = tuple(fact for fact in facts if fact.kind == "worked" and unit is Unit.BUSINESS_DAYS)
    because = worked or tuple(fact for fact in facts if fact.kind in _CLOSING[unit])
    if counts != bool(worked or not because):
        message = f"{day}: {facts} do not say why {unit} count it or not."
        raise RuntimeError(message)
    although = (fact for fact in facts if fact not in because and (fact.kind == "worked") != counts)
    return Reasons(because, tuple(although))


def hours_reasons_for(day: dt.date, calendar: Calendar) -> Reasons:
    """Say why a day has opening hours, or has none.

    Raises:
        CalendarRangeError: the day is outside the calendar.
    """
    calendar.require_covered(day)
    facts = facts_of(day, Unit.CALENDAR_DAYS, calendar)
    worked = tuple(fact for fact in facts if fact.kind == "worked")
    closing = tuple(fact for fact in facts if fact.kind != "worked")
    if calendar.stretches_on(day):
        return Reasons(worked, closing)
    if calendar.night_into(day):
        return Reasons((Reason("night"),), closing)
    return Reasons(closing) if closing and not worked else Reasons((Reason("no_hours"),), worked)


def clock_changes(calendar: Calendar) -> list[ClockChange]:
    """List the clock changes in a calendar, in order."""
    at = calendar.switches["from_at"].to_numpy().astype("datetime64[us]").tolist()
    offsets = [offset * MICROSECOND for offset in calendar.switches["offset_us"].tolist()]
    changes = [
        ClockChange(moment, moment + before, moment + after)
        for moment, (before, after) in zip(at[1:], itertools.pairwise(offsets), strict=True)
    ]
    return [change for change in changes if calendar.first_day <= change.day <= calendar.last_day]
