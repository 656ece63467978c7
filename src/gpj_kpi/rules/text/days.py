"""Days of the calendar as they are written: dates, dates of every year, ranges; and weeks that alternate.

Law: a key names its days without doubt. Where two keys of one kind name the same day, they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import combinations
from typing import TypeVar

from gpj_kpi.calendars.days import FIRST_YEAR, LAST_YEAR
from gpj_kpi.calendars.schedule import DaySpan, Turn
from gpj_kpi.rules.text.faults import read_each, refused, shown
from gpj_kpi.rules.text.values import read_day
from gpj_kpi.sentences.clocks import days as sentences
from gpj_kpi.sentences.sentence import say

_Read = TypeVar("_Read")
_YEARLY = re.compile("[*]-([0-9]{2})-([0-9]{2})")
_DAY = re.compile("([0-9]{4}|[*])-[0-9]{2}-[0-9]{2}")
_LEAP_YEAR = 2008
_MOST_WEEKS = 10
_TWO = 2
TURN_KEYS = frozenset({"from", "weeks"})


def is_span(key: str) -> bool:
    """Say whether a key is meant for days of the year, and not for weekdays."""
    return key[:1].isdigit() or key[:1] == "*"


def read_span(key: str) -> DaySpan:
    """Return the days that a key names.

    They are `2008-12-24`, `*-12-24` for every year, or a range of two such days.

    Raises:
        RefusedError: it names no day, or a range that runs backwards.
    """
    parts = key.split("/")
    if not all(_DAY.fullmatch(part) for part in parts):
        only = _read_end(key)
        return DaySpan(only, only)
    if len(parts) > _TWO:
        raise refused("bad_date", say(sentences.NO_RANGE, read=shown(key)))
    first, last = _read_end(parts[0]), _read_end(parts[-1])
    if bool(first[0]) != bool(last[0]):
        raise refused("bad_date", say(sentences.MIXED_RANGE, read=shown(key)))
    if first[0] and last < first:
        raise refused("bad_date", say(sentences.RANGE_BACKWARDS, read=shown(key)))
    return DaySpan(first, last)


def _read_end(text: str) -> tuple[int, int, int]:
    yearly = _YEARLY.fullmatch(text)
    if not yearly:
        if text[:1] == "*":
            raise refused("bad_date", say(sentences.NO_YEARLY_DAY, read=shown(text)))
        day = read_day(text)
        return day.year, day.month, day.day
    month, number = int(yearly[1]), int(yearly[2])
    try:
        date(_LEAP_YEAR, month, number)
    except ValueError as error:
        raise refused("bad_date", say(sentences.NO_YEARLY_DAY, read=shown(text))) from error
    return 0, month, number


def refuse_overlaps(spans: Iterable[DaySpan]) -> None:
    """Refuse two keys of one kind that name the same day.

    Raises:
        RefusedError: at the key of the later one.
    """
    ranges = [(span, set(span.days(FIRST_YEAR, LAST_YEAR))) for span in spans if span.first != span.last]
    for (span, days), (other, others) in combinations(ranges, 2):
        if span.rank == other.rank and (both := days & others):
            message = say(sentences.RANGES_OVERLAP, first=f"{span}", second=f"{other}", day=f"{min(both)}")
            raise refused("duplicate", message)


def read_turn(entries: dict[str, object], read_week: Callable[[object], _Read], example: str) -> Turn[_Read]:
    """Return weeks that alternate, from their keys `from` and `weeks`.

    Args:
        entries: holds both keys, and perhaps others.
        read_week: reads one week.
        example: of a week, for messages.

    Raises:
        RefusedError: a key is missing, the day is no Monday, or there are too few or too many weeks.
    """
    for key in sorted(TURN_KEYS - entries.keys()):
        raise refused("missing_key", say(sentences.TURN_WITHOUT, key=key, example=example))

    def read(key: str, value: object) -> date | tuple[_Read, ...]:
        return _read_monday(value) if key == "from" else _read_weeks(value, read_week, example)

    parts = read_each(((key, entries[key]) for key in ("from", "weeks")), read)
    first, weeks = parts
    assert isinstance(first, date)
    assert isinstance(weeks, tuple)
    return Turn(first, weeks)


def _read_monday(value: object) -> date:
    day = read_day(value)
    if day.weekday():
        raise refused("bad_date", say(sentences.NO_MONDAY, read=f"{day}"))
    return day


def _read_weeks(value: object, read_week: Callable[[object], _Read], example: str) -> tuple[_Read, ...]:
    if not isinstance(value, list | tuple) or not _TWO <= len(value) <= _MOST_WEEKS:
        raise refused("bad_value", say(sentences.NO_WEEKS, read=shown(value), example=example))
    return tuple(read_each(enumerate(value), lambda _, week: read_week(week)))
