"""The `calendar` part of the rule file: open days and hours.

Law: this is what the house says of itself; the public holidays are in `calendars.holidays`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, TypeVar

from pydantic import Field

from gpj_kpi.calendars.schedule import (
    MINUTES_A_DAY,
    WEEKDAYS,
    DaySpan,
    OpeningHours,
    OpeningStretch,
    OpeningStretches,
    Turn,
    Weekday,
    spread,
)
from gpj_kpi.rules.text.days import TURN_KEYS, is_span, read_span, read_turn, refuse_overlaps
from gpj_kpi.rules.text.faults import RefusedError, RuleFault, at_key, nearest, read_each, refused, shown
from gpj_kpi.rules.text.values import (
    TEXT_SCHEMA,
    TEXTS_SCHEMA,
    ReadBy,
    RuleModel,
    Text,
    read_entries,
    read_text,
)
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.clocks import days
from gpj_kpi.sentences.sentence import say

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_STRETCH = re.compile("([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])")
_MONTH = re.compile("0?[1-9]|1[0-2]")
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


def _read_dates(value: object) -> dict[DaySpan, str]:
    entries = read_entries(value, "dates with their reason, e.g. {2008-05-02: Pont de l'Ascension}")
    found = dict(read_each(entries.items(), lambda key, reason: _read_entry(str(key), read_span, reason, read_text)))
    refuse_overlaps(found)
    return found


def _read_week(value: object) -> tuple[Weekday, ...] | Turn[tuple[Weekday, ...]]:
    if isinstance(value, Turn):
        return value
    if not isinstance(value, dict):
        return _read_one_week(value)
    for key in sorted(value.keys() - TURN_KEYS):
        raise refused("unknown_key", say(days.KEY_BESIDE_A_TURN, read=shown(key)))
    return read_turn(value, _read_one_week, "mon-fri")


def _read_one_week(value: object) -> tuple[Weekday, ...]:
    if not isinstance(value, list | tuple):
        return _read_days(read_text(value))
    found = {day for part in read_each(enumerate(value), lambda _, name: _read_days(read_text(name))) for day in part}
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
    expected = 'days with their hours, e.g. {mon-fri: ["09:00-12:30", "13:30-18:00"], 2008-12-24: "09:00-12:30"}'
    entries = read_entries(value, expected)
    has_turn = bool(TURN_KEYS & entries.keys())
    turn = read_turn(entries, _read_weekdays, '{mon-fri: "09:00-17:00"}') if has_turn else None
    rest = {key: below for key, below in entries.items() if not (has_turn and key in TURN_KEYS)}
    if has_turn:
        for key in rest:
            if not is_span(key):
                raise refused("bad_hours", say(days.WEEKDAYS_BESIDE_A_TURN, read=shown(key)))
    weekdays, spans = _read_hours(rest)
    refuse_overlaps(spans)
    hours = OpeningHours(weekdays=weekdays, dates=spread(spans), turn=turn, spans=tuple(spans))
    if overlap := hours.overlap():
        day, running, begun = overlap
        raise refused("bad_hours", say(sentences.NIGHT_TOO_LONG, day=day, running=running, begun=begun))
    return hours


def _read_weekdays(value: object) -> Mapping[Weekday, OpeningStretches]:
    """Read the hours of one week of a turn."""
    weekdays, spans = _read_hours(read_entries(value, 'weekdays with their hours, e.g. {mon-fri: "09:00-17:00"}'))
    for span in spans:
        raise refused("bad_hours", say(days.DATE_IN_A_TURN, read=f"{span}"))
    return weekdays


def _read_hours(
    entries: dict[str, object],
) -> tuple[Mapping[Weekday, OpeningStretches], Mapping[DaySpan, OpeningStretches]]:
    """Read the hours of weekdays, and of dates."""
    weekdays: dict[Weekday, OpeningStretches] = {}
    spans: dict[DaySpan, OpeningStretches] = {}

    def read(key: str, below: object) -> None:
        if is_span(key):
            span, stretches = _read_entry(key, read_span, below, _read_stretches)
            spans[span] = stretches
            return
        found, stretches = _read_entry(key, _read_days, below, _read_stretches)
        twice = [day for day in found if day in weekdays]
        if twice:
            message = f"the opening hours of {twice[0]} are given twice. Name each day once."
            raise refused("duplicate", message, at_key=True)
        weekdays.update(dict.fromkeys(found, stretches))

    read_each(entries.items(), read)
    return {day: weekdays[day] for day in WEEKDAYS if day in weekdays}, spans


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


def _read_month(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str) or not _MONTH.fullmatch(str(value).strip()):
        raise refused("bad_value", say(sentences.NO_FIRST_MONTH, read=shown(value)))
    return int(value)


_WEEKS_SCHEMA: dict[str, object] = {"type": "array", "minItems": 2, "maxItems": 10}
_TURN_SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"from": TEXT_SCHEMA, "weeks": _WEEKS_SCHEMA | {"items": TEXTS_SCHEMA}},
    "required": ["from", "weeks"],
    "additionalProperties": False,
}
DatesField = Annotated[
    Mapping[DaySpan, str],
    ReadBy(_read_dates, {"type": "object", "additionalProperties": TEXT_SCHEMA}),
]
WeekField = Annotated[
    tuple[Weekday, ...] | Turn[tuple[Weekday, ...]],
    ReadBy(_read_week, {"anyOf": [TEXTS_SCHEMA, _TURN_SCHEMA]}),
]
OpeningHoursField = Annotated[
    OpeningHours,
    ReadBy(
        _read_opening_hours,
        {
            "type": "object",
            "properties": {"from": TEXT_SCHEMA, "weeks": _WEEKS_SCHEMA | {"items": {"type": "object"}}},
            "additionalProperties": {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA}]},
        },
    ),
]


class CalendarRules(RuleModel):
    """Which days and hours the house is open.

    Attributes:
        country: two letters; its public holidays are closed. None, `none` in the file: there are none.
        subdivision: part of the country with holidays of its own, e.g. `57` for Alsace-Moselle.
        week: business days of a week, or of weeks that alternate.
        closed: further closed days, with the reason, by the key that names them.
        worked: days worked although a holiday or outside the week, with the reason, likewise.
        opening_hours: when limits and durations in business time run, by weekday or date, whatever `week` says; none on
            a holiday or a closed day that is not worked. Other units do not look at them.
        year_begins: month in which years and their quarters begin, 1 to 12.
    """

    country: Annotated[str | None, ReadBy(_read_country, {"type": "string", "pattern": "^([A-Z]{2}|none)$"})] = "FR"
    subdivision: Text | None = None
    week: WeekField = ("mon", "tue", "wed", "thu", "fri")
    closed: DatesField = Field(default_factory=dict)
    worked: DatesField = Field(default_factory=dict)
    opening_hours: OpeningHoursField = Field(default_factory=OpeningHours)
    year_begins: Annotated[
        int, ReadBy(_read_month, {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 12}, TEXT_SCHEMA]})
    ] = 1

    @cached_property
    def closed_days(self) -> dict[date, str]:
        """The closed days of all years, with the reason."""
        return spread(self.closed)

    @cached_property
    def worked_days(self) -> dict[date, str]:
        """The worked days of all years, with the reason.

        A day that is closed by a stronger key is none: a date that is written out goes before one of every year, and a
        single day before a range.
        """
        closed = spread({span: span.rank for span in self.closed})
        ranks = spread({span: span.rank for span in self.worked})
        worked = spread(self.worked)
        return {day: reason for day, reason in worked.items() if day not in closed or ranks[day] <= closed[day]}

    @property
    def first_week(self) -> tuple[int, ...]:
        """The business weekdays of a week, or of the first of a turn; Monday is 0."""
        return _numbers(self.week.weeks[0] if isinstance(self.week, Turn) else self.week)

    @property
    def turn(self) -> Turn[tuple[int, ...]] | None:
        """The business weekdays of weeks that alternate; None where they do not."""
        return Turn(self.week.from_, tuple(map(_numbers, self.week.weeks))) if isinstance(self.week, Turn) else None


def _numbers(week: tuple[Weekday, ...]) -> tuple[int, ...]:
    return tuple(WEEKDAYS.index(day) for day in week)
