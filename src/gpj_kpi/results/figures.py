"""The exact figure of one indicator over some days: counts, sums, and what they give.

Law: whole numbers in, fractions out. A longer period pools the cases of its days; a mean of rates is never taken.
0/0 is no data. Cases in scope = met + missed (or counted) + pending + excluded + invalid, checked for every figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

import numpy as np
import numpy.typing as npt
import pandas as pd

from gpj_kpi.calendars.periods import Period
from gpj_kpi.cases.coverage import Coverage
from gpj_kpi.engines.interface import MILLIONTHS, units_of, units_of_weight
from gpj_kpi.results.different import Different
from gpj_kpi.results.exact_sum import VALUE, WEIGHT, WEIGHTED_VALUE, WEIGHTS
from gpj_kpi.results.ranked import Ranked, day_numbers, list_ranks
from gpj_kpi.results.rates import VERDICTS, rate_of_met, rate_of_missed
from gpj_kpi.rules import (
    Age,
    Balance,
    Combined,
    Count,
    Delay,
    Duration,
    ElapsedDelay,
    ElapsedDuration,
    Indicator,
    IndicatorRatio,
    Mean,
    Open,
    Ratio,
    Share,
    Source,
    Statistic,
    Sum,
)
from gpj_kpi.verdicts.frame import Verdicts

NO_END = Fraction(10**30)
"""Stands for a length of time that nothing bounds."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What one indicator gives over some days.

    Attributes:
        counts: number of cases of each verdict, and `overdue`.
        numerator: see `Result`.
        denominator: see `Result`.
        value: the figure; None when the denominator is 0, or for a count or a sum of which nothing is known.
        n: cases that the figure rests on.
        may_grow: it is a count, a sum or a stock, and not all of its days are known, or cases are pending: more cases
            may come.
        may_shrink: these may also make it smaller: it is a stock, or a sum of numbers that may be negative.
        may_take: the least and the most that it can become by pending cases of a duration, or by cases to come of a
            count or a sum; None where nothing can change it, and for shares.
        bounds: of a share, the least and the most that it would be if all pending cases had ended; None without a case,
            and for other measures.
    """

    counts: dict[str, int]
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    n: int
    may_grow: bool = False
    may_shrink: bool = False
    may_take: tuple[Fraction, Fraction] | None = None
    bounds: tuple[Fraction, Fraction] | None = None

    @property
    def n_in_scope(self) -> int:
        """All cases in scope on these days, in the figure or not."""
        return sum(self.counts[verdict] for verdict in VERDICTS)

    @property
    def extremes(self) -> tuple[Fraction, Fraction] | None:
        """The least and the most that it can still become.

        None where no case is pending or to come.
        """
        return self.may_take or (self.bounds if self.counts["pending"] else None)


def compute_figure(  # noqa: C901 - one case for each kind of measure
    indicator: Indicator, sums: Mapping[str, int], source: Source, ranked: Callable[[int], int]
) -> Figure:
    """Compute the figure of an indicator over some days.

    Args:
        indicator: gives the measure.
        sums: the columns of the tally, summed over those days.
        source: declaration of the indicator's source.
        ranked: gives the counted value of a rank, 1 being the smallest; called for durations, but for their mean.
    """
    counts = {name: sums[name] for name in (*VERDICTS, "overdue")}
    counted = counts["counted"]
    measure = indicator.measure
    match measure:
        case Delay() | ElapsedDelay() | Share() | Balance() | Combined():
            return _rate(measure, counts, sums, source)
        case Count() | Open():
            value = Fraction(counted)
            return Figure(counts=counts, numerator=value, denominator=None, value=value, n=counted)
        case Sum(amount=amount):
            value = VALUE.join(sums) * amount.each
            is_known = counted > 0 or not counts["excluded"] + counts["pending"]
            return Figure(
                counts=counts, numerator=value, denominator=None, value=value if is_known else None, n=counted
            )
        case Ratio(each=(of, over), unit=unit):
            figure = _unless_pending(_ratio(counts, VALUE.join(sums) * of, WEIGHT.join(sums) * over, counted))
            if unit is None or figure.value is None:
                return figure
            return replace(figure, value=unit.number * figure.value)
        case Mean(value=column, weight=weight):
            units = units_of(column, source)
            if weight is None:
                return _unless_pending(_ratio(counts, Fraction(VALUE.join(sums), units), Fraction(counted), counted))
            weight_units = units_of_weight(weight, source)
            total = Fraction(WEIGHTED_VALUE.join(sums), units * weight_units)
            return _unless_pending(_ratio(counts, total, Fraction(WEIGHT.join(sums), weight_units), counted))
        case Duration(statistic=statistic, unit=unit) | Age(statistic=statistic, unit=unit):
            return _time_taken(counts, statistic, sums, Fraction(1 if unit.counts_days else MILLIONTHS), ranked)
        case ElapsedDuration(statistic=statistic, elapsed=column):
            units_a_second = MILLIONTHS / source.columns[column].held_microseconds
            return _time_taken(counts, statistic, sums, units_a_second, ranked)
        case IndicatorRatio():
            message = f"{indicator.id} has no cases: its figures are those of `results.ratios`."
            raise TypeError(message)
    assert_never(measure)


def _time_taken(
    counts: dict[str, int],
    statistic: Statistic,
    sums: Mapping[str, int],
    units: Fraction,
    ranked: Callable[[int], int],
) -> Figure:
    """Compute the mean, or what has a rank among lengths of time.

    Args:
        counts: number of cases of each verdict.
        statistic: which of them.
        sums: the columns of the tally.
        units: how many of the whole numbers held make 1 second or day.
        ranked: see `compute_figure`.
    """
    n, pending = counts["counted"], counts["pending"]
    if statistic.kind == "mean":
        total = VALUE.join(sums) / units
        least = total / (n + pending) if pending else None
        figure = _ratio(counts, total, Fraction(n), n)
        return figure if least is None else replace(figure, may_take=(least, NO_END))
    ranks = list_ranks(n, statistic)
    value = sum(map(ranked, ranks)) / (units * len(ranks)) if ranks else None
    figure = Figure(counts=counts, numerator=None, denominator=Fraction(n), value=value, n=n)
    if not pending:
        return figure
    # Pending cases may turn out to be the shortest of all, or the longest.
    ranks = list_ranks(n + pending, statistic)
    least = sum(ranked(rank - pending) for rank in ranks if rank > pending) / (units * len(ranks))
    most = sum(map(ranked, ranks)) / (units * len(ranks)) if ranks[-1] <= n else NO_END
    return replace(figure, may_take=(least, most))


def _rate(
    measure: Delay | ElapsedDelay | Share | Balance | Combined,
    counts: dict[str, int],
    sums: Mapping[str, int],
    source: Source,
) -> Figure:
    """Compute a share, or the share for minus the share against."""
    if isinstance(measure, Balance):
        answers = counts["met"] + counts["missed"] + counts["counted"]
        balance = _ratio(counts, Fraction(counts["met"] - counts["missed"]), Fraction(answers), answers)
        if balance.value is None:
            return balance
        balance, pending = replace(balance, value=100 * balance.value), counts["pending"]
        if not pending:
            return balance
        for_, against, all_ = counts["met"], counts["missed"], answers + pending
        ends = Fraction(100 * (for_ - against - pending), all_), Fraction(100 * (for_ - against + pending), all_)
        return replace(balance, may_take=ends)
    weights = None
    if isinstance(measure, Share) and measure.weight is not None:
        units = units_of_weight(measure.weight, source)
        weights = {outcome: Fraction(total.join(sums), units) for outcome, total in WEIGHTS.items()}
    rate = (
        rate_of_missed(counts) if not isinstance(measure, Combined) and measure.rate else rate_of_met(counts, weights)
    )
    return replace(_ratio(counts, rate.numerator, rate.denominator, rate.n), bounds=rate.bounds)


def _unless_pending(figure: Figure) -> Figure:
    """Bound a figure by nothing while the numbers of some cases are not known."""
    return replace(figure, may_take=(-NO_END, NO_END)) if figure.counts["pending"] else figure


def _ratio(counts: dict[str, int], numerator: Fraction, denominator: Fraction, n: int) -> Figure:
    value = numerator / denominator if denominator else None
    return Figure(counts=counts, numerator=numerator, denominator=denominator, value=value, n=n)


FigureOf = Callable[[Period], Figure]
"""Gives the figure of any period; `Figures.of` is one."""


@dataclass(frozen=True)
class DayTotals:
    """A tally, added up by day.

    Attributes:
        days: the days with cases, ascending, counted from 1970-01-01.
        totals: one row per day, one column per name.
        names: what is counted or summed.
    """

    days: npt.NDArray[np.int64]
    totals: npt.NDArray[np.int64]
    names: tuple[str, ...]

    @classmethod
    def from_tally(cls, tallied: pd.DataFrame) -> DayTotals:
        """Add up the groups of each day.

        Cases without a reference date belong to no day.
        """
        names = [str(name) for name in tallied.columns if name not in {"_reference_day", "_group", "_excused"}]
        is_dated = tallied["_reference_day"].notna().to_numpy()
        day_of_row = tallied["_reference_day"].array[is_dated].to_numpy(dtype="int64")
        days, place = np.unique(day_of_row, return_inverse=True)
        totals = np.zeros((len(days), len(names)), dtype="int64")
        np.add.at(totals, place, tallied[names].to_numpy(dtype="int64")[is_dated])
        return cls(days, totals, tuple(names))

    def over(self, period: Period) -> dict[str, int]:
        """Add up the days of a period; 0 where it has none."""
        first, end = (int(self.days.searchsorted(day)) for day in day_numbers(period))
        return dict(zip(self.names, self.totals[first:end].sum(axis=0).tolist(), strict=True))


class Figures:
    """The figures of one indicator, for all cases or for one group.

    Each period is computed once.
    """

    def __init__(
        self,
        verdicts: Verdicts,
        tallied: pd.DataFrame,
        coverage: Coverage,
        group: str | None = None,
        ranked: Ranked | None = None,
        different: Different | None = None,
    ) -> None:
        """Hold what figures are made of.

        Args:
            verdicts: what was tallied.
            tallied: the tally of those cases.
            coverage: the days that have cases of the source.
            group: name of the group; None for all cases.
            ranked: finds the values of those verdicts; groups share one.
            different: counts their different cells; groups share one.
        """
        self._verdicts = verdicts
        self._totals = DayTotals.from_tally(tallied)
        self._coverage = coverage
        self._group = group
        self._ranked = ranked or Ranked(verdicts)
        self._different = different or Different(verdicts)
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
        indicator, sums = self._verdicts.indicator, self._totals.over(period)
        figure = compute_figure(
            indicator, sums, self._verdicts.source, lambda rank: self._ranked.value(period, rank, self._group)
        )
        if figure.n_in_scope != sums["cases"]:
            message = f"indicator {indicator.id}, {period.label}: {sums['cases']} cases, but {figure}."
            raise RuntimeError(message)
        if isinstance(indicator.measure, Count) and indicator.measure.different is not None:
            number = Fraction(self._different.count(period, self._group) if figure.n else 0)
            figure = replace(figure, numerator=number, value=number)
        return _as_known(figure, period, self._coverage, indicator) if indicator.measure.is_total else figure


def _as_known(total: Figure, period: Period, coverage: Coverage, indicator: Indicator) -> Figure:
    """Mark a total by what is known of its days.

    Where nothing is known of them, no case is no data, not 0. Where some are not known, there may be more cases. A case
    that is pending may become one of those that are counted.
    """
    kind, measure, pending = coverage.of(period).kind, indicator.measure, total.counts["pending"]
    if kind == "none" and not total.n and not pending:
        return replace(total, value=None)
    if kind == "whole" and coverage.is_over(period) and not pending:
        return total
    may_shrink = isinstance(measure, Sum) and measure.amount.may_be_negative
    if total.value is None:
        return replace(total, may_grow=True, may_shrink=may_shrink)
    least = -NO_END if may_shrink else total.value
    return replace(total, may_grow=True, may_shrink=may_shrink, may_take=(least, NO_END))
