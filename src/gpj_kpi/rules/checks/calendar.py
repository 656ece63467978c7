"""Whether the parts of the calendar fit together, and fit business time.

Law: a day is open or closed, never both. Where business time is counted, every day that may be open has opening hours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from gpj_kpi.calendars.holidays.public import public_holidays
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.errors import CalendarRangeError, RuleFileError
from gpj_kpi.rules.models.calendar import CalendarRules
from gpj_kpi.rules.models.document import RuleDocument
from gpj_kpi.rules.text.faults import FaultList, RulePath, path_text
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.sentence import say

_ANY_DAY = dt.date(2008, 1, 1)
_HOURS = ("calendar", "opening_hours")
_EXAMPLE = 'opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"]}'


def check_calendar(document: RuleDocument, found: FaultList) -> None:
    """Check the calendar, after the indicators.

    A unit that was refused there asks nothing of the calendar.
    """
    calendar = document.calendar
    _check_place(calendar, found)
    for day in sorted(calendar.closed.keys() & calendar.worked.keys()):
        message = f"{day} is both closed and worked. Keep it in one of the two."
        found.refuse("contradiction", message, "calendar", "worked", str(day), at_key=True)
    if all(found.is_sound("calendar", key) for key in CalendarRules.model_fields):
        _check_dated_hours(calendar, found)
    if found.is_sound(*_HOURS):
        _check_hours_for(_business_time(document, found), calendar, found)


def _check_place(calendar: CalendarRules, found: FaultList) -> None:
    if calendar.country is None and calendar.subdivision is not None:
        found.refuse("key_not_allowed", say(sentences.NO_COUNTRY_TO_DIVIDE), "calendar", "subdivision", at_key=True)
    try:
        public_holidays(calendar.country, calendar.subdivision, first_day=_ANY_DAY, last_day=_ANY_DAY)
    except RuleFileError as error:
        key = "country" if calendar.subdivision is None else "subdivision"
        found.refuse("unknown_place", error.issues[0].message, "calendar", key)


def _check_dated_hours(calendar: CalendarRules, found: FaultList) -> None:
    for day in calendar.opening_hours.dates:
        reason = _why_closed(day, calendar)
        if reason and day not in calendar.worked:
            wordings = sentences.HOURS_OF_A_CLOSED_DAY if day in calendar.closed else sentences.HOURS_OF_A_HOLIDAY
            message = say(wordings, day=day, reason=reason)
            found.refuse("contradiction", message, *_HOURS, str(day), at_key=True)
    overlap = calendar.opening_hours.overlap_of_dates(
        lambda day: day not in calendar.worked and bool(_why_closed(day, calendar))
    )
    if overlap:
        date, running, begun = overlap
        found.refuse("bad_hours", say(sentences.NIGHT_TOO_LONG, day=date, running=running, begun=begun), *_HOURS)


def _why_closed(day: dt.date, calendar: CalendarRules) -> str:
    if day in calendar.closed:
        return calendar.closed[day]
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
    for day in sorted(calendar.worked):
        if not calendar.opening_hours.on(day):
            message = (
                f"{day} is worked, and has no opening hours, in which {path_text(place)} is counted. "
                f'Write them under opening_hours, e.g. {day}: "09:00-12:30".'
            )
            found.refuse("missing_key", message, "calendar", "worked", str(day), at_key=True)
