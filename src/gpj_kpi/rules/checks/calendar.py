"""Whether the parts of the calendar fit together, and fit business time.

Law: a day is open or closed, never both. Where business time is counted, every day that may be open has opening hours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from gpj_kpi.calendars.holidays.public import public_holidays
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.schedule import DaySpan, spread
from gpj_kpi.errors import CalendarRangeError, RuleFileError
from gpj_kpi.rules.checks.clocks.closing import check_day_hours
from gpj_kpi.rules.models.calendar import CalendarRules
from gpj_kpi.rules.models.conditions import Condition, columns_in_hours
from gpj_kpi.rules.models.document import RuleDocument
from gpj_kpi.rules.text.faults import FaultList, RulePath, path_text
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences import scopes
from gpj_kpi.sentences.clocks import days
from gpj_kpi.sentences.sentence import say

_ANY_DAY = dt.date(2008, 1, 1)
_HOURS = ("calendar", "opening_hours")
_EXAMPLE = 'opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"]}'


def check_calendar(
    document: RuleDocument, conditions: Iterable[tuple[RulePath, str, Condition]], found: FaultList
) -> None:
    """Check the calendar, after the indicators.

    A unit or a condition that was refused there asks nothing of the calendar.

    Args:
        document: gives the calendar and the units.
        conditions: all that were read, each with its place.
        found: takes the faults.
    """
    calendar = document.calendar
    _check_place(calendar, found)
    _check_apart(calendar, found)
    if all(found.is_sound("calendar", key) for key in CalendarRules.model_fields):
        _check_dated_hours(calendar, found)
    if found.is_sound(*_HOURS):
        _check_hours_for(_business_time(document, found), calendar, found)
        _check_hours_asked(conditions, calendar, found)
        check_day_hours(document, calendar, found)


def _check_place(calendar: CalendarRules, found: FaultList) -> None:
    if calendar.country is None and calendar.subdivision is not None:
        found.refuse("key_not_allowed", say(sentences.NO_COUNTRY_TO_DIVIDE), "calendar", "subdivision", at_key=True)
    try:
        public_holidays(calendar.country, calendar.subdivision, first_day=_ANY_DAY, last_day=_ANY_DAY)
    except RuleFileError as error:
        key = "country" if calendar.subdivision is None else "subdivision"
        found.refuse("unknown_place", error.issues[0].message, "calendar", key)


def _check_apart(calendar: CalendarRules, found: FaultList) -> None:
    """Refuse a day that is closed and worked, by keys of one kind."""
    closed, worked = (spread({span: span for span in spans}) for spans in (calendar.closed, calendar.worked))
    told: set[DaySpan] = set()
    for day in sorted(closed.keys() & worked.keys()):
        key, other = worked[day], closed[day]
        is_near = not key.is_yearly or day.year >= _ANY_DAY.year
        if key.rank != other.rank or key in told or not is_near:
            continue
        told.add(key)
        message: str = say(days.CLOSED_AND_WORKED, key=f"{key}", day=f"{day}", closed=f"{other}")
        if key == other:
            message = f"{key} is both closed and worked. Keep it in one of the two."
        found.refuse("contradiction", message, "calendar", "worked", str(key), at_key=True)


def _check_dated_hours(calendar: CalendarRules, found: FaultList) -> None:
    # Hours of every year, or of a range, may fall on days that are closed anyway.
    single = [day for span in calendar.opening_hours.spans if span.rank == (False, False) for day in span.days()]
    for day in single:
        reason = _why_closed(day, calendar)
        if reason and day not in calendar.worked_days:
            is_closed = day in calendar.closed_days
            wordings = sentences.HOURS_OF_A_CLOSED_DAY if is_closed else sentences.HOURS_OF_A_HOLIDAY
            message = say(wordings, day=day, reason=reason)
            found.refuse("contradiction", message, *_HOURS, str(day), at_key=True)
    overlap = calendar.opening_hours.overlap_of_dates(
        lambda day: day not in calendar.worked_days and bool(_why_closed(day, calendar))
    )
    if overlap:
        date, running, begun = overlap
        found.refuse("bad_hours", say(sentences.NIGHT_TOO_LONG, day=date, running=running, begun=begun), *_HOURS)


def _why_closed(day: dt.date, calendar: CalendarRules) -> str:
    if day in calendar.closed_days:
        return calendar.closed_days[day]
    try:
        return public_holidays(calendar.country, calendar.subdivision, first_day=day, last_day=day).get(day, "")
    except (CalendarRangeError, RuleFileError):
        # No calendar reaches that far, or the place is refused elsewhere.
        return ""


def _business_time(document: RuleDocument, found: FaultList) -> dict[RulePath, Unit]:
    refused = {fault.path for fault in found.faults}
    return {
        place: unit
        for place, unit in document.units.items()
        if unit.is_business_time and found.is_sound(*place) and place not in refused
    }


def _check_hours_for(units: Mapping[RulePath, Unit], calendar: CalendarRules, found: FaultList) -> None:
    if not units:
        return
    # One of them is enough to show what is missing.
    place, unit = next(iter(units.items()))
    if not calendar.opening_hours.minutes_a_week:
        message = f"{unit} are counted in opening hours, and the calendar gives no weekday any. Write e.g. {_EXAMPLE}."
        found.refuse("missing_key", message, *place)
        return
    for day, key in _worked_without_hours(calendar):
        message = (
            f"{day} is worked, and has no opening hours, in which {path_text(place)} is counted. "
            f'Write them under opening_hours, e.g. {day}: "09:00-12:30".'
        )
        found.refuse("missing_key", message, "calendar", "worked", str(key), at_key=True)


def _worked_without_hours(calendar: CalendarRules) -> Iterator[tuple[dt.date, DaySpan]]:
    """Find the worked days that have no hours, one for each key that names some."""
    told: set[DaySpan] = set()
    for day, key in spread({span: span for span in calendar.worked}).items():
        is_near = not key.is_yearly or day.year >= _ANY_DAY.year
        if is_near and day in calendar.worked_days and key not in told and not calendar.opening_hours.on(day):
            told.add(key)
            yield day, key


def _check_hours_asked(
    conditions: Iterable[tuple[RulePath, str, Condition]], calendar: CalendarRules, found: FaultList
) -> None:
    """Check that there are hours where a condition asks for them."""
    asking = [path for path, _, each in conditions if columns_in_hours(each) and found.is_sound(*path)]
    if not asking:
        return
    # One of them is enough to show what is missing.
    place, hours = asking[0], calendar.opening_hours
    if not any(any(week.values()) for week in hours.weeks) and not any(hours.dates.values()):
        found.refuse("missing_key", say(scopes.NO_OPENING_HOURS, example=_EXAMPLE), *place)
        return
    for day, key in _worked_without_hours(calendar):
        message = say(scopes.WORKED_WITHOUT_HOURS, day=day, place=path_text(place))
        found.refuse("missing_key", message, "calendar", "worked", str(key), at_key=True)
