"""One result: one indicator in one period and group, as every output shows it.

Law: the columns and their order are a contract. Floats are made here for display only: nothing is decided on them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Literal

import pandas as pd

Status = Literal["met", "near", "missed", "no_target", "too_few", "no_data"]


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
        group: value of the grouping column; None for all cases together.
        statistic: share, mean, median, p95, ... or count.
        unit: ratio (0..1), seconds, business_seconds (of open time), business_days, working_days, calendar_days,
            points or cases.
        numerator: cases met, the sum of a mean, or the count; None for a median or a percentile.
        denominator: cases judged, cases of a mean (their weight when it is weighted); None for a count.
        value: the figure, exactly; None without data.
        target: as the rule file writes it; None when there is none for this period.
        status: met, near, missed, no_target, too_few or no_data.
        pending: cases not ended and not yet due.
        overdue: missed cases that have not ended.
        excluded: cases out of the measure by a rule.
        invalid: cases that cannot be judged.
        bound_low: the share if every pending case misses; None for other statistics.
        bound_high: the share if every pending case is met; None for other statistics.
        provisional: the value may still change: cases are pending, or as-of cuts off a count.
        published: what the house printed for this period, if anything.
        published_agrees: whether the figure agrees with it; None when nothing was printed or there is no data.
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


RESULT_COLUMNS = tuple(field.name for field in fields(Result))
_INTEGERS = ("pending", "overdue", "excluded", "invalid")
_DAYS = ("first_day", "last_day")
_FRACTIONS = ("numerator", "denominator", "value", "bound_low", "bound_high")


def results_frame(results: Iterable[Result]) -> pd.DataFrame:
    """Put results into a frame, one row each, in the order given.

    Fractions become Float64, counts Int64, `provisional` and `published_agrees` boolean, days datetime64[us], the rest
    strings; nothing is pd.NA.
    """
    rows = [[getattr(result, name) for name in RESULT_COLUMNS] for result in results]
    frame = pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="object")
    for name in RESULT_COLUMNS:
        if name in _FRACTIONS:
            frame[name] = pd.array([None if cell is None else float(cell) for cell in frame[name]], dtype="Float64")
        elif name in _INTEGERS:
            frame[name] = frame[name].astype("Int64")
        elif name in {"provisional", "published_agrees"}:
            frame[name] = frame[name].astype("boolean")
        else:
            frame[name] = frame[name].astype("datetime64[us]" if name in _DAYS else "string")
    return frame
