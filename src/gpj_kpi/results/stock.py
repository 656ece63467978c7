"""Figures of stock: what is open at the end of each period.

Law: each end is looked at by itself, for a case may be open at many of them. A period that is not over is looked at by
the moment up to which its cases are known.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import FIRST_YEAR, LAST_YEAR
from gpj_kpi.calendars.periods import Period, free_range
from gpj_kpi.cases.coverage import Coverage
from gpj_kpi.results.figures import NO_END, DayTotals, Figure, compute_figure
from gpj_kpi.results.ranked import Ranked
from gpj_kpi.results.rates import VERDICTS
from gpj_kpi.results.tally import tally
from gpj_kpi.verdicts.frame import Verdicts

_EVER = free_range(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31))
"""Every day on which a case may begin."""


def moment_of(period: Period, coverage: Coverage) -> AsOf | None:
    """Find when the stock of a period is taken.

    That is 24:00 of its last day, or the moment up to which the cases are known where that comes before. So a period is
    never looked at earlier than one that ends before it.

    Args:
        period: any.
        coverage: the days of the cases, and as-of.

    Returns:
        None where the period begins after as-of, or nothing is known.
    """
    as_of = coverage.as_of
    if as_of.last_day is None or period.first_day > as_of.last_day:
        return None
    return AsOf.given(period.last_day, as_of.zone) if coverage.is_over(period) else coverage.known_until


@dataclass(frozen=True)
class _Taken:
    """The stock at one moment.

    Attributes:
        totals: the tally by day, by group; None stands for all cases.
        none: that of a group without a case.
        ranked: finds the values of the cases that are open.
    """

    totals: dict[str | None, DayTotals]
    none: DayTotals
    ranked: Ranked


class StockTaking:
    """Takes the stock of one indicator, once for each moment."""

    def __init__(self, verdicts: Verdicts, coverage: Coverage, *, is_grouped: bool) -> None:
        """Hold what is judged; nothing is asked of it yet.

        Args:
            verdicts: what is judged, with `judge_at`.
            coverage: the days that have cases of the source.
            is_grouped: the cases have groups.
        """
        self.verdicts = verdicts
        self.coverage = coverage
        self._is_grouped = is_grouped
        self._taken: dict[AsOf, _Taken] = {}

    def add(self, period: Period, tallied: pd.DataFrame) -> None:
        """Take over the tally of a period that was made already."""
        moment = moment_of(period, self.coverage)
        if moment is not None:
            self._taken[moment] = self._take(moment, tallied)

    def at(self, moment: AsOf) -> _Taken:
        """Take the stock at a moment."""
        if moment not in self._taken:
            verdicts = self.verdicts
            assert verdicts.judge_at is not None
            made = tally(
                verdicts.judge_at(moment),
                [verdicts.indicator],
                verdicts.engine,
                n_cases=verdicts.in_scope,
                is_grouped=self._is_grouped,
                is_excused=bool(verdicts.excused),
            )
            self._taken[moment] = self._take(moment, made[verdicts.indicator.id])
        return self._taken[moment]

    def _take(self, moment: AsOf, tallied: pd.DataFrame) -> _Taken:
        """Sort the tally of a moment by group."""
        verdicts, judge_at = self.verdicts, self.verdicts.judge_at
        assert judge_at is not None
        groups = split_groups(verdicts, tallied)
        totals = {group: DayTotals.from_tally(rows) for group, rows in groups.items()}
        none = DayTotals.from_tally(tallied.iloc[:0])
        return _Taken(totals, none, Ranked(replace(verdicts, judge=lambda: judge_at(moment))))


class StockFigures:
    """The stock of one indicator, for all cases or for one group."""

    def __init__(self, taking: StockTaking, group: str | None = None) -> None:
        """Hold what takes the stock, and the name of the group."""
        self._taking = taking
        self._group = group
        self._computed: dict[Period, Figure] = {}

    def of(self, period: Period) -> Figure:
        """Give the figure of a period.

        Raises:
            RuntimeError: the cases do not add up; a bug.
        """
        if period not in self._computed:
            self._computed[period] = self._compute(period)
        return self._computed[period]

    def _compute(self, period: Period) -> Figure:
        coverage, verdicts = self._taking.coverage, self._taking.verdicts
        moment = moment_of(period, coverage)
        if moment is None:
            nothing = dict.fromkeys((*VERDICTS, "overdue"), 0)
            return Figure(counts=nothing, numerator=None, denominator=None, value=None, n=0, may_grow=True)
        taken, indicator = self._taking.at(moment), verdicts.indicator
        sums = taken.totals.get(self._group, taken.none).over(_EVER)
        figure = compute_figure(
            indicator, sums, verdicts.source, lambda rank: taken.ranked.value(_EVER, rank, self._group)
        )
        if figure.n_in_scope != sums["cases"] - sums["absent"]:
            message = f"indicator {indicator.id}, {period.label}: {sums} cases, but {figure}."
            raise RuntimeError(message)
        if coverage.of(period).kind == "none" and not figure.n:
            return replace(figure, value=None)
        if coverage.is_over(period):
            return figure
        return replace(figure, may_grow=True, may_shrink=True, may_take=(Fraction(0), NO_END))


def split_groups(verdicts: Verdicts, tallied: pd.DataFrame) -> dict[str | None, pd.DataFrame]:
    """Give all cases of a tally, then its groups by name."""
    if not tallied["_group"].notna().any():
        return {None: tallied}
    names = {str(group): str(group) for group in tallied["_group"]} | dict(verdicts.group_names)
    groups = [(names[str(group)], rows) for group, rows in tallied.groupby("_group")]
    if sum(rows["cases"].sum() for _, rows in groups) != tallied["cases"].sum():
        message = f"indicator {verdicts.indicator.id}: its groups do not hold all of its cases."
        raise RuntimeError(message)
    return {None: tallied, **dict(groups)}
