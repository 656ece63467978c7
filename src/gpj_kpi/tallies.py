"""Verdicts are counted: for all indicators of a batch in one pass over the cases.

Law: the only place where rows collapse, day by day and group by group. Every case in scope is counted under one
verdict: checked here for each indicator, against a count made before anything was judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from gpj_kpi.delays import may_be_beyond_calendar
from gpj_kpi.engines.export import MILLIONTHS, Engine, Frame
from gpj_kpi.errors import CalendarRangeError, Issue
from gpj_kpi.figures import VERDICTS
from gpj_kpi.judgement import LATENESS
from gpj_kpi.limits import Limit
from gpj_kpi.rules import Count, Delay, Duration, Indicator, Mean, Share

_RATED = ("met", "late", "overdue", "pending", "invalid")
_OUTCOMES: dict[type, tuple[str, ...]] = {
    Share: ("met", "missed", "excluded"),
    Duration: ("pending", "invalid", "counted"),
    Mean: ("excluded", "invalid", "counted"),
    Count: ("counted",),
}
_COUNTS = (*VERDICTS, "beyond_calendar", "overdue")


def tally(
    judged: Frame, indicators: Sequence[Indicator], engine: Engine, *, is_grouped: bool
) -> dict[str, pd.DataFrame]:
    """Count outcomes and sum values by reference day and group.

    Args:
        judged: the cases under each of the indicators (see `measures.judge_together`).
        indicators: those indicators.
        engine: where the cases lie.
        is_grouped: they have groups.

    Returns:
        For each indicator, by id, one row per local day and group on which it has cases: `_reference_day` (days from
        1970-01-01, null for cases without a date), `_group`, `cases`, one column per verdict, `beyond_calendar`,
        `overdue`, and the exact sums of the counted values, where the measure has any, in pieces small enough for 64
        bits (see `figures.exact_sum`).
    """
    by = ["_reference_day", "_group"] if is_grouped else ["_reference_day"]
    marks: dict[str, nw.Expr] = {}
    sums: dict[str, nw.Expr] = {}
    for number, indicator in enumerate(indicators):
        marks |= {f"{name}_of_{number}": mark for name, mark in _marks(number, indicator).items()}
        sums |= {f"{name}_of_{number}": piece for name, piece in _sums(number, indicator).items()}
    outcomes = [f"_outcome_{number}" for number in range(len(indicators))]
    marked = judged.select(*by, *outcomes, *(column.alias(name) for name, column in (marks | sums).items()))
    by_day = marked.group_by(*by).agg(
        *(nw.col(name).count() for name in outcomes), *(nw.col(name).sum() for name in (*marks, *sums))
    )
    # Sums may be wider than 64 bits, and would then leave some engines as floating point numbers.
    exact = by_day.with_columns(nw.col(name).cast(nw.Int64) for name in sums) if sums else by_day
    days = engine.fetch(exact)
    found = {str(name): days[name].to_numpy(dtype="int64", na_value=0) for name in days.columns if name not in by}
    return {indicator.id: _of_indicator(days, found, number) for number, indicator in enumerate(indicators)}


def _marks(number: int, indicator: Indicator) -> dict[str, nw.Expr]:
    """For each outcome, 1 for the cases that have it."""
    outcome = nw.col(f"_outcome_{number}")
    return {name: (outcome == name).cast(nw.Int64) for name in _outcomes(indicator)}


def _outcomes(indicator: Indicator) -> tuple[str, ...]:
    """What may become of its cases; where anything else becomes of one, the tally does not add up."""
    measure = indicator.measure
    if not isinstance(measure, Delay):
        return _OUTCOMES[type(measure)]
    abandoned = () if measure.abandoned is None else ("abandoned", "excluded")
    return (*_RATED, *abandoned, *(("beyond_calendar",) if may_be_beyond_calendar(indicator) else ()))


def _sums(number: int, indicator: Indicator) -> dict[str, nw.Expr]:
    """What is summed of the values of each counted case."""
    columns: dict[str, nw.Expr] = {}
    is_counted = nw.col(f"_outcome_{number}") == "counted"
    for name, piece in _pieces(number, indicator).items():
        counted = nw.when(is_counted).then(piece)
        columns[f"{name}_high"] = counted // MILLIONTHS
        columns[f"{name}_low"] = counted - counted // MILLIONTHS * MILLIONTHS
    return columns


def _pieces(number: int, indicator: Indicator) -> dict[str, nw.Expr]:
    """What is summed, split so that no product overflows: value = value_0 + value_1 * 10**6 + value_2 * 10**12."""
    measure, value = indicator.measure, nw.col(f"_value_{number}")
    if not isinstance(measure, Mean | Duration):
        return {}
    if isinstance(measure, Duration) or measure.weight is None:
        return {"value_0": value}
    weight = nw.col(f"_weight_{number}")
    value_high, weight_high = value // MILLIONTHS, weight // MILLIONTHS
    value_low, weight_low = value - value_high * MILLIONTHS, weight - weight_high * MILLIONTHS
    return {
        "value_0": value_low * weight_low,
        "value_1": value_high * weight_low + value_low * weight_high,
        "value_2": value_high * weight_high,
        "weight_0": weight,
    }


def _of_indicator(days: pd.DataFrame, sums: Mapping[str, npt.NDArray[np.int64]], number: int) -> pd.DataFrame:
    """The tally of one indicator of the batch, from the sums of them all."""
    cases, end = sums[f"_outcome_{number}"], f"_of_{number}"
    has_cases = cases > 0
    found = {name.removesuffix(end): column[has_cases] for name, column in sums.items() if name.endswith(end)}
    nothing = np.zeros(has_cases.sum(), dtype=np.int64)
    found["missed"] = found.get("missed", nothing) + sum((found.get(name, nothing) for name in LATENESS), nothing)
    columns = {
        "cases": cases[has_cases],
        **{name: found.pop(name, nothing) for name in _COUNTS},
        **{name: pieces for name, pieces in found.items() if name not in LATENESS},
    }
    tallied = pd.DataFrame(np.column_stack(list(columns.values())), columns=list(columns))
    tallied["_reference_day"] = days["_reference_day"].array[has_cases]
    tallied["_group"] = days["_group"].array[has_cases] if "_group" in days else None
    return tallied


def require_conserved(indicator: Indicator, days: pd.DataFrame, *, in_scope: int) -> None:
    """Refuse a tally that lost a case, or that holds one of which no due date can be known.

    Args:
        indicator: what was judged.
        days: its tally.
        in_scope: number of cases in scope, counted before they were judged.

    Raises:
        CalendarRangeError: a case is due on a day that the calendar does not cover.
        RuntimeError: the verdicts do not add up to the cases; a bug.
    """
    if days["beyond_calendar"].to_numpy().any():
        limits = ", ".join(str(limit) for limit in indicator.limits if isinstance(limit, Limit))
        message = (
            f"indicator {indicator.id}: a limit ({limits}) is not used up by the last day that any calendar "
            "covers. Correct the limit, or the opening hours in which it is counted."
        )
        raise CalendarRangeError(Issue(code="outside_calendar", message=message))
    cases, judged = int(days["cases"].to_numpy().sum()), int(days[list(VERDICTS)].to_numpy().sum())
    if not in_scope == cases == judged:
        counts = f"{in_scope} cases in scope, {cases} rows judged, {judged} verdicts"
        message = f"indicator {indicator.id} does not add up: {counts}."
        raise RuntimeError(message)
