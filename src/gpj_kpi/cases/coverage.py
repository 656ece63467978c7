"""Coverage: whether the cases that were read are the whole story of a period.

Law: it is told from the days of the cases and from as-of alone. How results are split does not change it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import day_at, day_number
from gpj_kpi.calendars.periods import Period
from gpj_kpi.cases.rhythm import Days, Rhythm, WaitingDays
from gpj_kpi.errors import Issue
from gpj_kpi.sentences import coverage as sentences
from gpj_kpi.sentences.sentence import say

Kind = Literal["whole", "partial", "gap", "none"]
KINDS: tuple[Kind, ...] = ("whole", "partial", "gap", "none")
"""From the best to the worst."""


@dataclass(frozen=True)
class Covered:
    """How much of a period the cases cover.

    Attributes:
        kind: `none` where they cover nothing of it, `gap` where they fall silent inside, `partial` where they begin
            late or end early, else `whole`.
        first_day: first local day of the period on or after the first case; None where there is none.
        last_day: last local day of the period on or before as-of; None likewise.
    """

    kind: Kind
    first_day: dt.date | None
    last_day: dt.date | None


@dataclass(frozen=True)
class Coverage:
    """The days that have cases of a source, by one date.

    Attributes:
        days: those that have a case, up to as-of.
        cells: number of cases of each of them.
        as_of: to when the source is known.
        waiting: the days on which a case may come.
    """

    days: Days
    cells: Days
    as_of: AsOf
    waiting: WaitingDays

    @property
    def first_case(self) -> dt.date | None:
        """The first day that has a case."""
        return day_at(int(self.days[0])) if len(self.days) else None

    @cached_property
    def rhythm(self) -> Rhythm:
        """How the cases follow each other."""
        return Rhythm.of(self.days, self.waiting)

    @cached_property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """The stretches that are far longer than usual: first and last day.

        The last one may reach up to as-of.
        """
        end = self.as_of.last_day
        if end is None or not len(self.days) or self.rhythm.far is None:
            return ()
        days = np.append(self.days, max(day_number(end), int(self.days[-1])) + 1)
        is_far = self.waiting.spacings(days) > self.rhythm.far
        return tuple(
            (int(before) + 1, int(after) - 1) for before, after in zip(days[:-1][is_far], days[1:][is_far], strict=True)
        )

    def of(self, period: Period) -> Covered:
        """Say how much of a period the cases cover."""
        end = self.as_of.last_day
        if end is None or not len(self.days):
            return Covered("none", None, None)
        first, last = day_number(period.first_day), day_number(period.last_day)
        span_first, span_last = max(first, int(self.days[0])), min(last, day_number(end))
        # Gaps lie between the first case and as-of.
        in_gaps = [(max(first, start), min(last, stop)) for start, stop in self.gaps if start <= last and stop >= first]
        longest = self.rhythm.longest
        is_gap = any(self.waiting.between(start, stop + 1) > longest for start, stop in in_gaps)
        # A gap that reaches as-of goes on after it.
        last_gap = self.gaps[-1] if self.gaps else None
        silent_from = last_gap[0] if last_gap and last_gap[1] >= day_number(end) else day_number(end) + 1
        is_cut = max(self._silent_before(first), self.waiting.between(silent_from, last + 1)) > longest
        n_known = span_last - span_first + 1 - sum(stop - start + 1 for start, stop in in_gaps)
        if n_known <= 0:
            return Covered("none", None, None)
        kind: Kind = "gap" if is_gap else "partial" if is_cut else "whole"
        return Covered(kind, day_at(span_first), day_at(span_last))

    def gaps_in(self, period: Period) -> list[tuple[dt.date, dt.date]]:
        """List the gaps of a period: first and last day.

        They are cut to the period.
        """
        if self.of(period).kind not in {"gap", "none"}:
            return []
        first, last = day_number(period.first_day), day_number(period.last_day)
        return [
            (day_at(max(first, start)), day_at(min(last, stop)))
            for start, stop in self.gaps
            if self.waiting.between(max(first, start), min(last, stop) + 1) > self.rhythm.longest
        ]

    def silences(self, period: Period) -> list[tuple[dt.date, dt.date]]:
        """List the stretches of a period that are silent longer than usual.

        They lie before the first case, in gaps, or after as-of.
        """
        end = self.as_of.last_day
        if end is None or not len(self.days):
            return [(period.first_day, period.last_day)]
        first, last = day_number(period.first_day), day_number(period.last_day)
        stretches = [(first, int(self.days[0]) - 1), *self.gaps, (day_number(end) + 1, last)]
        inside = ((max(start, first), min(stop, last)) for start, stop in stretches)
        silent = (pair for pair in inside if self.waiting.between(pair[0], pair[1] + 1) > self.rhythm.longest)
        return [(day_at(start), day_at(stop)) for start, stop in _join_neighbours(silent)]

    def is_over(self, period: Period) -> bool:
        """Say whether all days of a period are known to be over.

        An as-of that was given decides to the day. Otherwise the silence after it may be as long as usual.
        """
        over_by = self.known_until.over_by
        return over_by is not None and period.last_day <= over_by

    @cached_property
    def known_until(self) -> AsOf:
        """The moment up to which what happened counts as known.

        That is an as-of that was given. Otherwise the silence after the latest event may be as long as usual, and it is
        24:00 of its last day.
        """
        end = self.as_of.last_day
        if end is None or self.as_of.is_given:
            return self.as_of
        last = self.waiting.last_within(day_number(end) + 1, self.rhythm.longest)
        return AsOf.given(day_at(last), self.as_of.zone)

    def _silent_before(self, first: int) -> int:
        """Count the waiting days from a day up to the first case."""
        return self.waiting.between(first, int(self.days[0]))


def _join_neighbours(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join stretches that follow each other without a day between."""
    found: list[tuple[int, int]] = []
    for start, stop in stretches:
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return found


def gap_notices(name: str, coverages: Sequence[Coverage], period: Period) -> list[Issue]:
    """Make a notice of each gap in a period.

    Args:
        name: id of the source.
        coverages: of its cases, by each of their dates.
        period: what was asked for.
    """
    stretches = dict.fromkeys(gap for each in coverages for gap in each.gaps_in(period))
    return [
        Issue(
            code="coverage_gap",
            message=say(sentences.GAP, first=first.isoformat(), last=last.isoformat()),
            source=name,
            severity="notice",
            read=f"{first}/{last}",
        )
        for first, last in stretches
    ]
