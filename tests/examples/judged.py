"""What a recount says of one case, and how cases become figures: added up one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One case under one indicator.

    Attributes:
        indicator: id.
        case: key of the case.
        day: local day that puts it in a period.
        verdict: met, late, overdue, abandoned, pending, excluded, invalid, or counted.
        due: instant at which its limit ends; None where it has none.
        value: what it adds to a mean; None where there is nothing to add.
    """

    indicator: str
    case: str
    day: dt.date
    verdict: str
    due: dt.datetime | None = None
    value: Fraction | None = None


@dataclass
class Tally:
    """The figures of one indicator in one period; a count has no denominator."""

    numerator: Fraction = Fraction(0)
    denominator: Fraction | None = Fraction(0)
    pending: int = 0
    overdue: int = 0
    excluded: int = 0
    invalid: int = 0

    def add(self, case: Judged) -> None:
        """Add one case: what is pending, excluded or invalid stays out of the denominator."""
        self.pending += case.verdict == "pending"
        self.overdue += case.verdict == "overdue"
        self.excluded += case.verdict == "excluded"
        self.invalid += case.verdict == "invalid"
        if case.verdict in {"pending", "excluded", "invalid"}:
            return
        if case.verdict == "counted":
            self.numerator += 1 if case.value is None else case.value
        else:
            self.numerator += case.verdict == "met"
        if self.denominator is not None:
            self.denominator += 1


def tally(
    cases: Iterable[Judged], indicator: str, first_day: dt.date, last_day: dt.date, *, counts: Collection[str]
) -> Tally:
    """Add up the cases of one indicator from a first to a last day, both included; `counts` have no denominator."""
    found = Tally(denominator=None if indicator in counts else Fraction(0))
    for case in cases:
        if case.indicator == indicator and first_day <= case.day <= last_day:
            found.add(case)
    return found
