"""The `calendar` part of the rule file: open days and hours.

Law: this is what the house says of itself; the public holidays are in `calendars.holidays`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, TypeVar

from pydantic import Field

from gpj_kpi.calendars.schedule import MINUTES_A_DAY, WEEKDAYS, OpeningHours, OpeningStretch, OpeningStretches, Weekday
from gpj_kpi.rules.text.faults import RefusedError, RuleFault, at_key, nearest, read_each, refused, shown
from gpj_kpi.rules.text.values import (
    TEXT_SCHEMA,
    TEXTS_SCHEMA,
    ReadBy,
    RuleModel,
    Text,
    read_day,
    read_entries,
    read_text,
)
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.sentence import say

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_STRETCH = re.compile("([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])")
_NO_COUNTRY = "none"
_OTHER_CODES = {"UK": "GB", "EL": "GR"}
"""Codes that others use for a country, with that of ISO 3166."""


def _read_country(value: object) -> str | None:
    text = read_text(value)
    if text == _NO_COUNTRY:
        return None
    if text in _OTHER_CODES:
        raise refused("bad_country", say(sentences.OTHER_CODE, read=shown(text), code=_OTHER_CODES[text]))
    if not re.fullmatch("[A-Z]{2}", text):
        raise refused("bad_country", say(sentences.NO_COUNTRY_CODE, read=shown(text)))
    return text


def _read_entry(
    key: str, read_key: Callable[[str], _Key], value: object, read_value: Callable[[object], _Value]
) -> tuple[_Key, _Value]:
    """Read both parts of an entry, and list the faults of both."""
    try:
        found = at_key(read_key, key)
    except RefusedError as error:
        faults = list(error.faults)
        try:
            read_value(value)
        except RefusedError as other:
            faults += other.faults
        raise RefusedError(faults) from error
    return found, read_value(value)


def _read_dates(value: object) -> dict[date, str]:
    entries = read_entries(value, "dates with their reason, e.g. {2008-05-02: Pont de l'Ascension}")
    return dict(read_each(entries.items(), lambda key, reason: _read_entry(key, read_day, reason, read_text)))


def _read_week(value: object) -> tuple[Weekday, ...]:
    if not isinstance(value, list | tuple):
        return _read_days(read_text(value))
    found = {day for days in read_each(enumerate(value), lambda _, name: _read_days(read_text(name))) for day in days}
    if not found:
        raise refused("empty", "the week has no day. Expected e.g. mon-fri.")
    return tuple(day for day in WEEKDAYS if day in found)


def _read_days(text: str) -> tuple[Weekday, ...]:
    found: set[Weekday] = set()
    for part in text.split(","):
        names = [name.strip() for name in part.split("-", 1)]
        for name in names:
            if name not in WEEKDAYS:
                raise refused("bad_day", f"{shown(name)} is not a day of the week. {nearest(name, WEEKDAYS)}")
        first, last = (WEEKDAYS.index(name) for name in (names[0], names[-1]))
        if last < first:
            raise refused("bad_day", f"{shown(part)} runs backwards: a week starts on Monday. Expected e.g. mon-fri.")
        found.update(WEEKDAYS[first : last + 1])
    return tuple(day for day in WEEKDAYS if day in found)


def _read_opening_hours(value: object) -> OpeningHours:
    if isinstance(value, OpeningHours):
        return value
    weekdays: dict[Weekday, OpeningStretches] = {}
    dates: dict[date, OpeningStretches] = {}

    def read(key: str, below: object) -> None:
        if key[:1].isdigit():
            day, stretches = _read_entry(key, read_day, below, _read_stretches)
            dates[day] = stretches
            return
        days, stretches = _read_entry(key, _read_days, below, _read_stretches)
        twice = [day for day in days if day in weekdays]
        if twice:
            message = f"the opening hours of {twice[0]} are given twice. Name each day once."
            raise refused("duplicate", message, at_key=True)
        weekdays.update(dict.fromkeys(days, stretches))

    expected = 'days with their hours, e.g. {mon-fri: ["09:00-12:30", "13:30-18:00"], 2008-12-24: "09:00-12:30"}'
    read_each(read_entries(value, expected).items(), read)
    hours = OpeningHours(
        weekdays={day: weekdays[day] for day in WEEKDAYS if day in weekdays},
        dates={day: dates[day] for day in sorted(dates)},
    )
    if overlap := hours.overlap():
        day, running, begun = overlap
        raise refused("bad_hours", say(sentences.NIGHT_TOO_LONG, day=day, running=running, begun=begun))
    return hours


def _read_stretches(value: object) -> OpeningStretches:
    if not isinstance(value, list | tuple):
        return (_read_stretch(value),)
    stretches = read_each(enumerate(value), lambda _, stretch: _read_stretch(stretch))
    for position, (before, stretch) in enumerate(itertools.pairwise(stretches), start=1):
        if stretch.opens_minute < before.closes_minute:
            message: str = say(sentences.STRETCHES_IN_ORDER, read=shown(value[position]))
            night_ends = before.closes_minute - MINUTES_A_DAY
            if stretch.closes_minute <= before.opens_minute and stretch.opens_minute < night_ends:
                shorter = OpeningStretch(before.opens_minute, stretch.opens_minute + MINUTES_A_DAY)
                wordings = sentences.NIGHT_OVER_A_STRETCH
                message = say(wordings, night=before, begun=stretch, shorter=shorter)
            raise RefusedError(RuleFault(code="bad_hours", message=message, path=(position,)))
    return tuple(stretches)


def _read_stretch(value: object) -> OpeningStretch:
    if isinstance(value, OpeningStretch):
        return value
    match = _STRETCH.fullmatch(value) if isinstance(value, str) else None
    if match:
        hour, minute, to_hour, to_minute = (int(piece) for piece in match.groups())
        opens, closes = hour * 60 + minute, to_hour * 60 + to_minute
        if opens < MINUTES_A_DAY and closes <= MINUTES_A_DAY and opens != closes:
            return OpeningStretch(opens, closes if closes > opens else closes + MINUTES_A_DAY)
    raise refused("bad_hours", say(sentences.NO_STRETCH, read=shown(value)))


DatesField = Annotated[
    Mapping[date, str],
    ReadBy(_read_dates, {"type": "object", "additionalProperties": TEXT_SCHEMA}),
]
WeekField = Annotated[
    tuple[Weekday, ...],
    ReadBy(_read_week, TEXTS_SCHEMA),
]
OpeningHoursField = Annotated[
    OpeningHours,
    ReadBy(
        _read_opening_hours,
        {
            "type": "object",
            "additionalProperties": {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA}]},
        },
    ),
]


class CalendarRules(RuleModel):
    """Which days and hours the house is open.

    Attributes:
        country: two letters; its public holidays are closed. None, `none` in the file: there are none.
        subdivision: part of the country with holidays of its own, e.g. `57` for Alsace-Moselle.
        week: business days of a week.
        closed: further closed days, with the reason.
        worked: days worked although a holiday or outside the week, with the reason.
        opening_hours: when limits and durations in business time run, by weekday or date, whatever `week` says; none on
            a holiday or a closed day that is not worked. Other units do not look at them.
    """

    country: Annotated[str | None, ReadBy(_read_country, {"type": "string", "pattern": "^([A-Z]{2}|none)$"})] = "FR"
    subdivision: Text | None = None
    week: WeekField = ("mon", "tue", "wed", "thu", "fri")
    closed: DatesField = Field(default_factory=dict)
    worked: DatesField = Field(default_factory=dict)
    opening_hours: OpeningHoursField = Field(default_factory=OpeningHours)
