"""Verdicts are counted: for all indicators of a batch in one pass over the cases.

Law: the only place where rows collapse, day by day and group by group. Every case in scope is counted under one
verdict: checked here for each indicator, against a count made before anything was judged.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from gpj_kpi.engines.export import MILLIONTHS, Engine, Frame
from gpj_kpi.errors import CalendarRangeError, Issue
from gpj_kpi.figures import VERDICTS
from gpj_kpi.limits import Limit
from gpj_kpi.rules import Count, Delay, Duration, Indicator, Mean, Share

_BY_MEASURE: dict[type, tuple[str, ...]] = {
    Delay: ("met", "missed", "pending", "excluded", "invalid", "beyond_calendar", "overdue"),
    Share: ("met", "missed", "excluded"),
    Duration: ("pending", "invalid", "counted"),
    Mean: ("excluded", "invalid", "counted"),
    Count: ("counted",),
}
"""What may become of a case; the rest is not counted, for it would be nothing but zeros."""
_COUNTS = (*VERDICTS, "beyond_calendar", "overdue")


def tally(judged: Frame, indicators: Sequence[Indicator], engine: Engine) -> dict[str, pd.DataFrame]:
    """Count verdicts and sum values by reference day and group.

    Args:
        judged: the cases under each of the indicators (see `measures.judge_together`).
        indicators: those indicators.
        engine: where the cases lie.

    Returns:
        For each indicator, by id, one row per local day and group on which it has cases: `_reference_day` (days from
        1970-01-01, null for cases without a date), `_group`, `cases`, one column per verdict, `beyond_calendar`,
        `overdue`, and the exact sums of the counted values, where the measure has any, in pieces small enough for 64
        bits (see `figures.exact_sum`).
    """
    columns: dict[str, nw.Expr] = {}
    for number, indicator in enumerate(indicators):
        columns |= {f"{name}_of_{number}": column for name, column in _columns(number, indicator).items()}
    by = ("_reference_day", "_group")
    marked = judged.select(*by, *(column.alias(name) for name, column in columns.items()))
    by_day = marked.group_by(*by).agg(nw.col(name).sum() for name in columns)
    days = engine.fetch(by_day.select(*by, *(nw.col(name).cast(nw.Int64) for name in columns)))
    return {indicator.id: _of_indicator(days, number) for number, indicator in enumerate(indicators)}


def _columns(number: int, indicator: Indicator) -> dict[str, nw.Expr]:
    """What is summed of each case for one indicator."""
    verdict = nw.col(f"_verdict_{number}")
    columns = {"cases": (~verdict.is_null()).cast(nw.Int64)}
    for name in _BY_MEASURE[type(indicator.measure)]:
        marks = nw.col(f"_is_overdue_{number}") if name == "overdue" else verdict == name
        columns[name] = marks.cast(nw.Int64)
    for name, piece in _pieces(number, indicator).items():
        counted = nw.when(verdict == "counted").then(piece).fill_null(0)
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


def _of_indicator(days: pd.DataFrame, number: int) -> pd.DataFrame:
    """The tally of one indicator of the batch."""
    end = f"_of_{number}"
    own = {str(name): str(name).removesuffix(end) for name in days.columns if str(name).endswith(end)}
    found = days[["_reference_day", "_group", *own]].rename(columns=own)
    found = found[found["cases"] > 0].fillna(dict.fromkeys(own.values(), 0))
    return found.assign(**{name: 0 for name in _COUNTS if name not in own.values()})


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
    if int(days["beyond_calendar"].sum()):
        limits = ", ".join(str(limit) for limit in indicator.limits if isinstance(limit, Limit))
        message = (
            f"indicator {indicator.id}: a limit ({limits}) is not used up by the last day that any calendar "
            "covers. Correct the limit, or the opening hours in which it is counted."
        )
        raise CalendarRangeError(Issue(code="outside_calendar", message=message))
    cases, judged = int(days["cases"].sum()), int(days[list(VERDICTS)].to_numpy().sum())
    if not in_scope == cases == judged:
        counts = f"{in_scope} cases in scope, {cases} rows judged, {judged} verdicts"
        message = f"indicator {indicator.id} does not add up: {counts}."
        raise RuntimeError(message)
