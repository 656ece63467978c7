"""Rates: a part of the cases of a period, and what it may become.

Law: cases are counted, and rates follow from whole numbers or exact weights. 0/0 is no rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

VERDICTS = ("met", "missed", "pending", "excluded", "invalid", "counted")


@dataclass(frozen=True)
class Rate:
    """A part of some cases.

    Attributes:
        numerator: the part, as a number of cases or a sum of weights.
        denominator: the whole, likewise.
        n: cases of the whole.
        bounds: the least and the most that the rate would be if all pending cases had ended; None without a case.
    """

    numerator: Fraction
    denominator: Fraction
    n: int
    bounds: tuple[Fraction, Fraction] | None


def rate_of_met(counts: Mapping[str, int], weights: Mapping[str, Fraction] | None = None) -> Rate:
    """Give the met among the judged.

    Its bounds are the rate if all pending cases ended missed, and if all ended met.

    Args:
        counts: number of cases of each verdict.
        weights: sum of the weights of the met, missed and pending cases; None: each case weighs 1.

    >>> rate_of_met({"met": 3, "missed": 1, "pending": 1}).bounds
    (Fraction(3, 5), Fraction(4, 5))
    """
    each: Mapping[str, Fraction | int] = counts if weights is None else weights
    met, missed, pending = (Fraction(each[verdict]) for verdict in ("met", "missed", "pending"))
    whole = met + missed + pending
    bounds = (met / whole, (met + pending) / whole) if whole else None
    return Rate(met, met + missed, counts["met"] + counts["missed"], bounds)


def rate_of_missed(counts: Mapping[str, int]) -> Rate:
    """Give the missed among all cases in scope.

    Its bounds are the rate if all pending cases ended met, and if all ended missed.
    """
    missed, pending, whole = counts["missed"], counts["pending"], sum(counts[verdict] for verdict in VERDICTS)
    bounds = (Fraction(missed, whole), Fraction(missed + pending, whole)) if whole else None
    return Rate(Fraction(missed), Fraction(whole), whole, bounds)
