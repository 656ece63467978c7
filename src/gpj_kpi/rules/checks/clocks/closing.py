"""Whether a calendar has the opening hours that limits in days look at.

Law: a limit that ends at closing may end on no day without hours, in any week of any turn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import lcm

from gpj_kpi.calendars.limits import ROLLOVERS, Limit, Unit
from gpj_kpi.calendars.schedule import WEEKDAYS
from gpj_kpi.rules.models.calendar import CalendarRules
from gpj_kpi.rules.models.document import RuleDocument
from gpj_kpi.rules.models.measures.delays import WrittenDelay
from gpj_kpi.rules.text.faults import FaultList
from gpj_kpi.sentences.clocks import days as sentences
from gpj_kpi.sentences.sentence import say

_MONDAY, _WEEK = dt.date(2008, 1, 7), dt.timedelta(days=7)
_WORKING = range(6)
_EVERY_DAY = range(7)


def check_day_hours(document: RuleDocument, calendar: CalendarRules, found: FaultList) -> None:
    """Check the hours that `closed: next_opening` and `ends: at_closing` ask for."""
    for place, commitment in enumerate(document.commitments):
        for position, indicator in enumerate(commitment.indicators):
            measure, path = indicator.measure, ("commitments", place, "indicators", position, "measure")
            if not isinstance(measure, WrittenDelay):
                continue
            asked = [
                *([(("start", "closed"), "next_opening")] if measure.begins.closed == "next_opening" else []),
                *([(("ends",), "at_closing")] if measure.ends == "at_closing" else []),
            ]
            for below, what in asked:
                if not calendar.opening_hours.minutes_a_week:
                    found.refuse("missing_key", say(sentences.NO_OPENING_HOURS, what=what), *path, *below)
            limits = [version.indicator.measure.limits[0] for version in indicator.in_force]
            units = {limit.unit for limit in limits if isinstance(limit, Limit) and not limit.unit.has_fixed_length}
            if measure.ends == "at_closing" and calendar.opening_hours.minutes_a_week:
                for unit in sorted(units):
                    day = next(_days_without_hours(ROLLOVERS[measure.rollover] or unit, calendar), None)
                    if day is not None:
                        found.refuse("missing_key", say(sentences.NO_CLOSING, day=day), *path, "ends")


def _days_without_hours(unit: Unit, calendar: CalendarRules) -> Iterator[str]:
    """Name the days on which a limit may end, and which have no hours."""
    hours, turn = calendar.opening_hours, calendar.turn
    n_weeks = lcm(len(hours.weeks), 1 if turn is None else len(turn.weeks))
    first = _MONDAY if hours.turn is None else hours.turn.from_
    for number in range(n_weeks):
        monday = first + number * _WEEK
        week = hours.weekdays if hours.turn is None else hours.turn.on(monday)
        business = calendar.first_week if turn is None else turn.on(monday)
        ending = {Unit.BUSINESS_DAYS: business, Unit.WORKING_DAYS: _WORKING}.get(unit, _EVERY_DAY)
        yield from (WEEKDAYS[weekday] for weekday in ending if not week.get(WEEKDAYS[weekday]))
    if unit is Unit.BUSINESS_DAYS:
        yield from (f"{day}" for day in calendar.worked_days if not hours.on(day) and day >= _MONDAY)
    else:
        yield from (f"{key}" for key in calendar.closed)
        if unit is not Unit.WORKING_DAYS and calendar.country is not None:
            yield "public holiday"
    for span in hours.spans:
        days = [day for day in span.days() if not hours.on(day)]
        if any(unit is not Unit.BUSINESS_DAYS or _is_business(day, calendar) for day in days):
            yield f"{span}"


def _is_business(day: dt.date, calendar: CalendarRules) -> bool:
    turn = calendar.turn
    week = calendar.first_week if turn is None else turn.on(day)
    return day in calendar.worked_days or (day.weekday() in week and day not in calendar.closed_days)
