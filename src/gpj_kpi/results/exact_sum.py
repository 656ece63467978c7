"""Sums that may exceed 64 bits, held in columns of 64 bits.

Law: each value is split into whole numbers that any engine can add up, and their totals are joined without rounding.
The columns of a sum are named here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import narwhals as nw

from gpj_kpi.engines.interface import MILLIONTHS
from gpj_kpi.rules import Indicator, Ratio


@dataclass(frozen=True)
class ExactSum:
    """One sum over cases, and the columns that hold it.

    What is summed consists of terms: term 0 counts once, term 1 a million times, term 2 a million million times. Each
    term has two columns: `high` holds its millions, `low` what is left.

    Attributes:
        name: what is summed: `value` or `weight`.
        n_terms: 3 for a product, 1 for anything else.
        outcome: of the cases over which it is.
    """

    name: str
    n_terms: int
    outcome: str = "counted"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of one case.

        >>> VALUE.columns
        ('value_0_high', 'value_0_low')
        """
        return tuple(name for pair in self._pairs(self.name) for name in pair)

    @property
    def tallied(self) -> tuple[str, ...]:
        """Names of the columns of the tally, in the same order.

        >>> WEIGHTS["met"].tallied
        ('weight_met_0_high', 'weight_met_0_low')
        """
        return tuple(name for pair in self._tallied_pairs() for name in pair)

    def split(self, *terms: nw.Expr) -> dict[str, nw.Expr]:
        """Split the terms of one case into the columns of their sums."""
        columns: dict[str, nw.Expr] = {}
        for (high, low), term in zip(self._pairs(self.name), terms, strict=True):
            columns[high], columns[low] = split_millions(term)
        return columns

    def join(self, totals: Mapping[str, int]) -> int:
        """Put the sum together from the totals of the tally's columns.

        >>> WEIGHTED_VALUE.join({
        ...     "value_0_high": 1, "value_0_low": 5,  # 1 000 005
        ...     "value_1_high": 0, "value_1_low": 2,  # 2 millions
        ...     "value_2_high": 0, "value_2_low": 0,
        ... })
        3000005
        """
        return sum(
            (totals[high] * MILLIONTHS + totals[low]) * MILLIONTHS**term
            for term, (high, low) in enumerate(self._tallied_pairs())
        )

    def _tallied_pairs(self) -> Iterator[tuple[str, str]]:
        return self._pairs(self.name if self.outcome == "counted" else f"{self.name}_{self.outcome}")

    def _pairs(self, name: str) -> Iterator[tuple[str, str]]:
        return ((f"{name}_{term}_high", f"{name}_{term}_low") for term in range(self.n_terms))


VALUE = ExactSum("value", n_terms=1)
WEIGHTED_VALUE = ExactSum("value", n_terms=3)
WEIGHT = ExactSum("weight", n_terms=1)
WEIGHTS = {outcome: ExactSum("weight", n_terms=1, outcome=outcome) for outcome in ("met", "missed", "pending")}
"""The weights of a share, by the outcome of its cases."""


def sums_of(indicator: Indicator) -> tuple[ExactSum, ...]:
    """List what is summed over the cases of an indicator."""
    summed = indicator.measure.summed
    if isinstance(indicator.measure, Ratio):
        return VALUE, WEIGHT
    if summed == ("weight",):
        return tuple(WEIGHTS.values())
    if "weight" in summed:
        return WEIGHTED_VALUE, WEIGHT
    return (VALUE,) if summed else ()


def split_millions(whole: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Split a whole number into its millions and what is left.

    A quotient of floating point numbers takes a tenth of the time of a floor division. Its rounding may move the
    millions by one; what is left is then below zero, or a million or more. Together the two are always exact.
    """
    millions = (whole.cast(nw.Float64) / float(MILLIONTHS)).floor().cast(nw.Int64)
    return millions, whole - millions * MILLIONTHS


def product_terms(left: nw.Expr, right: nw.Expr) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """Multiply two whole numbers into the three terms of their product.

    Cells have at most 15 digits, so no term is wider than 64 bits.
    """
    (left_millions, left_rest), (right_millions, right_rest) = split_millions(left), split_millions(right)
    return (
        left_rest * right_rest,
        left_millions * right_rest + left_rest * right_millions,
        left_millions * right_millions,
    )
