"""The exact figure of one indicator over some days: counts, sums, and what they give.

Law: whole numbers in, fractions out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gpj_kpi.engines.interface import MILLIONTHS, units_of
from gpj_kpi.results.exact_sum import VALUE, WEIGHT, WEIGHTED_VALUE
from gpj_kpi.rules import Count, Duration, Indicator, Mean, Source

VERDICTS = ("met", "missed", "pending", "excluded", "invalid", "counted")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What one indicator gives over some days.

    Attributes:
        counts: number of cases of each verdict, and `overdue`.
        numerator: see `Result`.
        denominator: see `Result`.
        value: the figure; None when the denominator is 0.
        n: cases that the figure rests on.
    """

    counts: dict[str, int]
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    n: int

    @property
    def n_in_scope(self) -> int:
        """Cases that the figure rests on, and those of the same days that it leaves out."""
        return self.n + self.counts["pending"] + self.counts["excluded"] + self.counts["invalid"]

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """The share if all pending cases miss, and if all are met; None without a case."""
        met, pending = self.counts["met"], self.counts["pending"]
        total = met + self.counts["missed"] + pending
        return (Fraction(met, total), Fraction(met + pending, total)) if total else None


def figure_of(indicator: Indicator, sums: Mapping[str, int], source: Source, ranked: Callable[[int], int]) -> Figure:
    """Compute the figure of an indicator over some days.

    Args:
        indicator: gives the measure.
        sums: the columns of the tally, summed over those days.
        source: declaration of the indicator's source.
        ranked: gives the counted value of a rank, 1 being the smallest; asked only for a median or a percentile.
    """
    counts = {name: sums[name] for name in (*VERDICTS, "overdue")}
    counted = counts["counted"]
    match indicator.measure:
        case Count():
            value = Fraction(counted)
            return Figure(counts=counts, numerator=value, denominator=None, value=value, n=counted)
        case Mean(value=column, weight=weight):
            units = units_of(column, source)
            if weight is None:
                return _ratio(counts, Fraction(VALUE.join(sums), units), Fraction(counted), counted)
            weight_units = units_of(weight, source)
            total = Fraction(WEIGHTED_VALUE.join(sums), units * weight_units)
            return _ratio(counts, total, Fraction(WEIGHT.join(sums), weight_units), counted)
        case Duration(statistic=statistic, unit=unit):
            units = 1 if unit.counts_days else MILLIONTHS
            if statistic.kind == "mean":
                return _ratio(counts, Fraction(VALUE.join(sums), units), Fraction(counted), counted)
            ranks = _ranks(counted, statistic.percentile)
            value_of_ranks = Fraction(sum(map(ranked, ranks)), units * len(ranks)) if ranks else None
            return Figure(counts=counts, numerator=None, denominator=Fraction(counted), value=value_of_ranks, n=counted)
    decided = counts["met"] + counts["missed"]
    return _ratio(counts, Fraction(counts["met"]), Fraction(decided), decided)


def _ratio(counts: dict[str, int], numerator: Fraction, denominator: Fraction, n: int) -> Figure:
    value = numerator / denominator if denominator else None
    return Figure(counts=counts, numerator=numerator, denominator=denominator, value=value, n=n)


def _ranks(n: int, percentile: int | None) -> list[int]:
    """Ranks whose mean is the median (percentile None), or the one of a percentile by the nearest-rank method.

    The p-th percentile is the smallest value that at least p % of the cases do not exceed, so that "p95 <= 10 s"
    says exactly that 95 % of the cases took 10 s or less.

    >>> _ranks(4, None), _ranks(5, None), _ranks(20, 95)
    ([2, 3], [3], [19])
    """
    if n == 0:
        return []
    if percentile is None:
        return [n // 2, n // 2 + 1] if n % 2 == 0 else [n // 2 + 1]
    return [-(-n * percentile // 100)]
