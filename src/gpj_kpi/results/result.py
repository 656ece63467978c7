"""One result: one indicator in one period and group, as every output shows it.

Law: the columns and their order are a contract. Floats are made here for machines to read: nothing is decided on them,
and none lies on the other side of a target than its fraction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Literal

import pandas as pd

from gpj_kpi.cases.coverage import Kind
from gpj_kpi.results.sides import nearest_float
from gpj_kpi.rules import Target

Status = Literal["met", "near", "missed", "pending", "no_target", "too_few", "no_data"]
KEPT: Mapping[Status, bool] = {"met": True, "near": False, "missed": False}
"""Whether a target of a status is kept; a status that says nothing of that is not listed."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One indicator in one period, for all cases or for one group.

    Attributes:
        commitment: id.
        indicator: id.
        label: name of the indicator for people.
        period: label of the period, e.g. `2008-Q1`.
        first_day: first local day, included.
        last_day: last local day, included.
        group: value of the grouping column, `(none)` for cases without one (a cell that holds this text is in quotes);
            None for all cases together.
        statistic: share, missed_share, mean, median, p95, ..., max, min, count, sum, ratio, balance or open.
        unit: ratio (0..1, or more where counts are divided), seconds, business_seconds (of open time), business_days,
            working_days, calendar_days, points, cases, different (cells), total, or per_100 where the rule file says.
        numerator: cases met (missed, in a share of them), the sum of a mean or ratio, or the figure of a count or sum,
            those for minus those against in a balance; None for a median, a percentile, the longest or the shortest.
        denominator: cases judged (all, in a share of the missed), cases of a mean, or the sum by which a ratio divides;
            their weight where cases are weighted; None for a count or sum.
        value: the figure, exactly; None without data.
        target: as the rule file writes it; None when there is none for this period.
        status: met, near, missed, pending (a count that is not decided yet), no_target, too_few or no_data.
        pending: cases not ended and not yet due.
        overdue: missed cases that have not ended.
        excluded: cases out of the measure by a rule.
        invalid: cases that cannot be judged.
        bound_low: the least that a share would be if every pending case had ended; None for other statistics.
        bound_high: the most that it would be; None for other statistics.
        provisional: the value may still change: cases are pending or missing, or a count goes on after as-of.
        published: what the house printed for this period, if anything.
        published_agrees: whether the figure agrees with it; None when nothing was printed or there is no data.
        limit: as the rule file writes it, with what follows it within this period; None where there is none.
        kept: whether the target is met; None where nothing is judged.
        coverage: whether the cases that were read are all of this period: whole, partial, gap or none.
        covered_from: first local day of the period that the cases cover; None where they cover none.
        covered_to: last local day likewise.
        excused_cases: cases in scope of the period whose reference date lies in an excused time; None where the rule
            file names no such time.
        value_without_excused: the figure without them, exactly; None likewise, and without data.
        kept_without_excused: whether the target is met without them; None likewise, and where nothing is judged.
        compared_with: label of the period with which the figure is compared; None where it is with none.
        compared_value: the figure of that period; None without data.
        difference: `value` less `compared_value`, exactly; None where one of them is.
        compared_coverage: what `coverage` is of that period.
        n: cases that the figure rests on; no column.
        is_open: pending cases can still carry the figure across its target or tolerance; no column.
        compared_is_provisional: the figure of that period may still change; no column.
        held_against: tolerances, then targets, that are in force in this period; no column.
    """

    commitment: str
    indicator: str
    label: str
    period: str
    first_day: dt.date
    last_day: dt.date
    group: str | None
    statistic: str
    unit: str
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    target: str | None
    status: Status
    pending: int
    overdue: int
    excluded: int
    invalid: int
    bound_low: Fraction | None
    bound_high: Fraction | None
    provisional: bool
    published: str | None
    published_agrees: bool | None
    limit: str | None
    kept: bool | None
    coverage: Kind
    covered_from: dt.date | None
    covered_to: dt.date | None
    excused_cases: int | None = None
    value_without_excused: Fraction | None = None
    kept_without_excused: bool | None = None
    compared_with: str | None = None
    compared_value: Fraction | None = None
    difference: Fraction | None = None
    compared_coverage: Kind | None = None
    n: int = field(default=0, repr=False)
    is_open: bool = field(default=False, repr=False)
    compared_is_provisional: bool = field(default=False, repr=False)
    held_against: tuple[Target, ...] = field(default=(), repr=False)

    def as_float(self, column: str) -> float | None:
        """Give a fraction as the nearest float.

        A figure or a bound is on the same side of every target as its fraction.
        """
        value: Fraction | None = getattr(self, column)
        if value is None:
            return None
        return nearest_float(value, self.held_against if column in _COMPARED else ())


_NO_COLUMNS = frozenset({"held_against", "is_open", "n", "compared_is_provisional"})
RESULT_COLUMNS = tuple(field.name for field in fields(Result) if field.name not in _NO_COLUMNS)
FRACTIONS = frozenset(
    {
        *("numerator", "denominator", "value", "bound_low", "bound_high"),
        *("value_without_excused", "compared_value", "difference"),
    }
)
"""Columns that hold fractions."""
DAYS = frozenset({"first_day", "last_day", "covered_from", "covered_to"})
"""Columns that hold days."""
_INTEGERS = ("pending", "overdue", "excluded", "invalid", "excused_cases")
_BOOLEANS = frozenset({"provisional", "published_agrees", "kept", "kept_without_excused"})
_COMPARED = ("value", "bound_low", "bound_high", "value_without_excused")


def results_frame(results: Iterable[Result]) -> pd.DataFrame:
    """Put results into a frame, one row each, in the order given.

    Fractions become Float64, counts Int64, yes and no boolean, days datetime64[us], the rest strings; nothing is pd.NA.
    """
    listed = list(results)
    frame = pd.DataFrame(index=range(len(listed)))
    for name in RESULT_COLUMNS:
        if name in FRACTIONS:
            frame[name] = pd.array([result.as_float(name) for result in listed], dtype="Float64")
            continue
        cells = pd.Series([getattr(result, name) for result in listed], dtype="object")
        if name in _INTEGERS:
            frame[name] = cells.astype("Int64")
        elif name in _BOOLEANS:
            frame[name] = cells.astype("boolean")
        else:
            frame[name] = cells.astype("datetime64[us]" if name in DAYS else "string")
    return frame
