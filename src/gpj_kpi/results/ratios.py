"""Ratios of two indicators: the figure of one divided by that of the other, in each period and group.

Law: figures are divided, never rates averaged. A ratio is as well known as the less known of its two sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from fractions import Fraction

import pandas as pd

from gpj_kpi.calendars.periods import Period
from gpj_kpi.cases.coverage import KINDS, Coverage, Covered
from gpj_kpi.results.conservation import Conservation, conservation_of
from gpj_kpi.results.figures import NO_END, Figure, Figures
from gpj_kpi.results.groups import FiguresOf, figures_by_group, leave_out_excused
from gpj_kpi.results.result import Result
from gpj_kpi.results.score import results_of
from gpj_kpi.rules import Commitment, Indicator, IndicatorRatio
from gpj_kpi.verdicts.frame import Verdicts


@dataclass(frozen=True)
class Side:
    """One of the two indicators of a ratio.

    Attributes:
        verdicts: what was tallied.
        tallied: the tally.
        coverage: the days that have cases of its source.
    """

    verdicts: Verdicts
    tallied: pd.DataFrame
    coverage: Coverage


def score_ratio(
    commitment: Commitment,
    indicator: Indicator,
    sides: tuple[Side, Side],
    period: Period,
    by: Sequence[Period],
    compared: Mapping[Period, Period] | None = None,
) -> list[Result]:
    """Divide the figures of two indicators.

    Args:
        commitment: where the ratio belongs.
        indicator: the ratio.
        sides: what is divided, and by what.
        period: the whole period.
        by: its parts, in order.
        compared: the periods with which some are compared.

    Returns:
        The results of `score`. A group that only one side has is divided by nothing, or is nothing.
    """
    measure = indicator.measure
    assert isinstance(measure, IndicatorRatio)
    figures = _divide(measure, sides, period)
    without = None
    if any(side.verdicts.excused is not None for side in sides):
        without = _divide(measure, [_without_excused(side) for side in sides], period, figures)

    def covered(part: Period) -> Covered:
        return cover_both(*(side.coverage.of(part) for side in sides))

    return results_of(commitment, indicator, figures, [*by, period], covered, without, compared)


def _without_excused(side: Side) -> Side:
    """Leave the excused cases of a side out."""
    verdicts, tallied = leave_out_excused(side.verdicts, side.tallied)
    return replace(side, verdicts=verdicts, tallied=tallied)


def _divide(
    measure: IndicatorRatio, sides: Sequence[Side], period: Period, also: Iterable[str | None] = ()
) -> dict[str | None, FiguresOf]:
    """Divide the figures of all cases, then of each group by name.

    Args:
        measure: says per how many the ratio is given.
        sides: what is divided, and by what.
        period: the whole period.
        also: groups that are given too where no case is in them.
    """
    groups = [figures_by_group(side.verdicts, side.tallied, period, side.coverage) for side in sides]
    names = sorted({name for each in (*groups, also) for name in each if name is not None})

    def figures(group: str | None) -> FiguresOf:
        of, over = (
            each.get(group) or Figures(side.verdicts, side.tallied.iloc[:0], side.coverage, group)
            for side, each in zip(sides, groups, strict=True)
        )
        return RatioFigures(measure, of, over)

    return {name: figures(name) for name in (None, *names)}


@dataclass(frozen=True)
class RatioFigures:
    """The figures of a ratio, for all cases or for one group.

    Attributes:
        measure: says per how many it is given.
        upper: figures that are divided.
        lower: figures by which they are divided.
    """

    measure: IndicatorRatio
    upper: FiguresOf
    lower: FiguresOf

    def of(self, period: Period) -> Figure:
        """Give the figure of a period."""
        upper, lower, measure = self.upper.of(period), self.lower.of(period), self.measure
        of, over = (
            None if figure.value is None else figure.value * each / amount.each
            for figure, amount, each in zip(
                (upper, lower), (measure.of_amount, measure.over_amount), measure.each, strict=True
            )
        )
        many = 1 if measure.unit is None else measure.unit.number
        value = None if of is None or not over else many * of / over
        may_change = upper.may_grow or lower.may_grow
        least = -NO_END if upper.may_shrink or lower.may_shrink else Fraction(0)
        return Figure(
            counts={name: count + lower.counts[name] for name, count in upper.counts.items()},
            numerator=of,
            denominator=over,
            value=value,
            n=lower.n,
            may_grow=may_change,
            may_shrink=may_change,
            may_take=(least, NO_END) if may_change and value is not None else None,
        )


def cover_both(one: Covered, other: Covered) -> Covered:
    """Give what two sources cover together."""
    kind = max(one.kind, other.kind, key=KINDS.index)
    if None in (one.first_day, one.last_day, other.first_day, other.last_day):
        return Covered(kind, None, None)
    assert one.first_day is not None and other.first_day is not None  # noqa: PT018 - for mypy
    assert one.last_day is not None and other.last_day is not None  # noqa: PT018
    first, last = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
    return Covered(kind, first, last) if first <= last else Covered("none", None, None)


def conserve_both(indicator: Indicator, sides: tuple[Side, Side], period: Period) -> Conservation:
    """Add up where the cases of both indicators went."""
    one, other = (conservation_of(side.verdicts, side.tallied, period) for side in sides)
    return Conservation(
        indicator=indicator.id,
        **{
            name: count + getattr(other, name)
            for name, count in zip(list(Conservation.__dataclass_fields__)[1:], astuple(one)[1:], strict=True)
        },
    )
