"""The periods that are asked for: the whole, its parts or windows, and those that each is compared with.

Law: every figure that is shown has one period here, and each period at most one that it is compared with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.periods import (
    COMPARISONS,
    GRAINS,
    Grain,
    Period,
    Window,
    free_range,
    named_by_days,
    parse_window,
    parts,
    previous,
    year_before,
)
from gpj_kpi.errors import UsageError
from gpj_kpi.rules import RuleFile
from gpj_kpi.sentences import outputs as sentences
from gpj_kpi.sentences.sentence import say

_PREVIOUS, _YEAR_BEFORE = COMPARISONS


@dataclass(frozen=True, kw_only=True)
class AskedPeriods:
    """The periods of an evaluation.

    Attributes:
        whole: the whole period.
        rows: what stands beside it, in order: its parts, or the windows that end with them.
        parts: the part of the whole with which each of these ends.
        window: the length of these windows; None where the rows are the parts.
        compared: the period with which the whole, a part or a window is compared; what is not in it is not compared.
        compare: what was asked: `previous`, `year-before` or a period; None where nothing is compared.
        until_business_day: with which business day the whole ends, and the one it is compared with; None: with its end.
    """

    whole: Period
    rows: tuple[Period, ...]
    parts: tuple[Period, ...]
    window: Window | None
    compared: Mapping[Period, Period]
    compare: str | None
    until_business_day: int | None

    @property
    def every(self) -> tuple[Period, ...]:
        """All of them, those compared with too."""
        return (*self.rows, self.whole, *self.compared.values())


def choose_periods(
    rules: RuleFile,
    period: str | int | Period,
    *,
    by: Grain | None = None,
    window: str | None = None,
    compare: str | int | None = None,
    until_business_day: int | None = None,
) -> AskedPeriods:
    """Choose the periods that are asked for.

    Args:
        rules: says in which month years begin, and which days are business days.
        period: the whole period, or its label.
        by: kind of its parts; None: quarters.
        window: length of the windows in the place of the parts, e.g. `12 months`.
        compare: `previous`, `year-before`, or the label of a period.
        until_business_day: number of the business day with which the period ends.

    Raises:
        UsageError: one of them cannot be read, or some do not go together.
    """
    whole, grain = _whole(rules, period), by or "quarter"
    if grain not in GRAINS:
        message = f'"{grain}" is not a part of a period. Expected one of: {", ".join(GRAINS)}.'
        raise UsageError(message)
    length = None if window is None else parse_window(window)
    asked = None if compare is None else str(compare)
    other = None if asked is None else _other(rules, whole, asked)
    if until_business_day is not None:
        if by is not None or window is not None:
            option = "--window" if by is None else "--by"
            raise UsageError(say(sentences.NO_PARTS_UNTIL_A_DAY, option=option))
        whole = _up_to(rules, whole, until_business_day)
        other = None if other is None else _up_to(rules, other, until_business_day)
        ends: list[Period] = []
    elif length is None:
        ends = [part for part in parts(whole, grain) if not part.covers(whole)]
    else:
        ends = parts(whole, grain)
    rows = [each if length is None else length.ending(each.last_day, each.year_begins) for each in ends]
    found = {} if other is None else {whole: other}
    if asked is not None and other is not None:
        of_rows = zip(rows, _others(asked, rows, ends, other, grain, length), strict=False)
        found |= {row: compared for row, compared in of_rows if compared is not None}
    # A window of the very days of a whole that is named by them is the whole.
    kept = [(row, part) for row, part in zip(rows, ends, strict=True) if row != whole]
    return AskedPeriods(
        whole=whole,
        rows=tuple(row for row, _ in kept),
        parts=tuple(part for _, part in kept),
        window=length,
        compared=found,
        compare=asked,
        until_business_day=until_business_day,
    )


def _whole(rules: RuleFile, period: str | int | Period) -> Period:
    """Read the whole period by the years of the house."""
    if not isinstance(period, Period):
        return rules.period(str(period))
    year_begins = rules.calendar.year_begins
    if period.year_begins == year_begins:
        return period
    return free_range(period.first_day, period.last_day, year_begins)


def _other(rules: RuleFile, whole: Period, compare: str) -> Period:
    """Find the period with which the whole is compared."""
    if compare == _PREVIOUS:
        return previous(whole)
    if compare == _YEAR_BEFORE:
        found = year_before(whole)
        if found is None:
            raise UsageError(say(sentences.NO_WEEK_A_YEAR_BEFORE, period=whole.label))
        return found
    other = rules.period(compare)
    if (other.first_day, other.last_day) == (whole.first_day, whole.last_day):
        raise UsageError(say(sentences.COMPARED_WITH_ITSELF, period=other.label))
    return other


def _others(
    compare: str, rows: Sequence[Period], ends: Sequence[Period], other: Period, grain: Grain, window: Window | None
) -> list[Period | None]:
    """Find the period with which each row is compared.

    A row compared with a period is held against the part of that period in the same place. Before a window lies one of
    its length; a year before it, the one that ends with the part a year before.
    """
    if window is not None and compare == _PREVIOUS:
        return [_ending(window, row.first_day - dt.timedelta(days=1), row) for row in rows]
    if compare == _PREVIOUS:
        return [previous(each) for each in ends]
    found = [year_before(each) for each in ends] if compare == _YEAR_BEFORE else [*parts(other, grain)]
    found = [each for each, _ in zip_longest(found[: len(ends)], ends)]
    if window is None:
        return found
    return [None if each is None else _ending(window, each.last_day, each) for each in found]


def _ending(window: Window, last_day: dt.date, like: Period) -> Period:
    return window.ending(last_day, like.year_begins)


def _up_to(rules: RuleFile, period: Period, number: int) -> Period:
    """End a period with one of its business days, and name it by its days."""
    calendar = build_calendar(rules.schedule, first_day=period.first_day, last_day=period.last_day)
    days = calendar.days["day"][calendar.days["is_business"]]
    if not 1 <= number <= len(days):
        raise UsageError(say(sentences.NO_SUCH_BUSINESS_DAY, period=period.label, days=len(days), number=number))
    return named_by_days(period.first_day, days.iloc[number - 1].date(), period.year_begins)
