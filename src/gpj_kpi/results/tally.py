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

from gpj_kpi.calendars.limits import Limit
from gpj_kpi.engines.interface import MILLIONTHS, Engine, Frame
from gpj_kpi.errors import CalendarRangeError, Issue
from gpj_kpi.results.figures import VERDICTS
from gpj_kpi.rules import Duration, Indicator, Mean
from gpj_kpi.verdicts.outcomes import CODES, LATENESS, NOT_LOOKED_AT, OUTCOMES

Numbers = npt.NDArray[np.int64]

_COUNTS = (*VERDICTS, "beyond_calendar", "overdue")
_NO_OUTCOME = len(OUTCOMES) + 1
_MOST_ROWS = 1 << 18
"""Rows that are fetched at most of a batch that can be halved."""
_FIRST_CASES, _MOST_OF_FIRST = 1 << 16, 1 << 10
"""Cases that are looked at before all the others are counted, and in how many ways they may differ."""


def tally(
    judged: Frame, indicators: Sequence[Indicator], engine: Engine, *, n_cases: int, is_grouped: bool
) -> dict[str, pd.DataFrame]:
    """Count outcomes and sum values by reference day and group.

    Args:
        judged: the cases under each of the indicators (see `measures.judge_together`).
        indicators: those indicators.
        engine: where the cases lie.
        n_cases: how many there are at most.
        is_grouped: they have groups.

    Returns:
        For each indicator, by id, one row per local day and group on which it has cases: `_reference_day` (days from
        1970-01-01, null for cases without a date), `_group`, `cases`, one column per verdict, `beyond_calendar`,
        `overdue`, and the exact sums of the counted values, where the measure has any, in pieces small enough for 64
        bits (see `figures.exact_sum`).
    """
    by = ["_reference_day", "_group"] if is_grouped else ["_reference_day"]
    return _tally(judged, list(enumerate(indicators)), engine, by, is_large=n_cases > _MOST_ROWS)


def _tally(
    judged: Frame, indicators: Sequence[tuple[int, Indicator]], engine: Engine, by: Sequence[str], *, is_large: bool
) -> dict[str, pd.DataFrame]:
    """Count the cases of one day, group and outcome under each of the indicators, and then those of each by itself.

    Most cases are like many others, as the indicators of a source are. Where they are not, half of these are tallied at
    a time.
    """
    found = _alike(judged, indicators, engine, by, is_large=is_large and len(indicators) > 1)
    if found is None:
        half = len(indicators) // 2
        first, second = (
            _tally(judged, some, engine, by, is_large=is_large) for some in (indicators[:half], indicators[half:])
        )
        return first | second
    days, place = _places(found, by)
    numbers = {str(name): found[name].to_numpy(dtype="int64", na_value=0) for name in found.columns if name not in by}
    return {indicator.id: _of_indicator(days, place, numbers, number) for number, indicator in indicators}


def _alike(
    judged: Frame, indicators: Sequence[tuple[int, Indicator]], engine: Engine, by: Sequence[str], *, is_large: bool
) -> pd.DataFrame | None:
    """One row for all cases of one day, group and outcome under each indicator; None where these are too many."""
    outcomes = [f"_outcome_{number}" for number, _ in indicators]
    if is_large:
        first = judged.select(*outcomes).head(_FIRST_CASES).unique()
        if engine.fetch(first.select(nw.len().alias("n")))["n"].iloc[0] > _MOST_OF_FIRST:
            return None
    pieces = {
        f"{name}_of_{number}": piece
        for number, indicator in indicators
        for name, piece in _pieces(number, indicator).items()
    }
    chosen = judged.select(*by, *outcomes, *(piece.alias(name) for name, piece in pieces.items()))
    alike = chosen.group_by(*by, *outcomes).agg(nw.len().alias("_cases"), *(nw.col(name).sum() for name in pieces))
    if pieces:
        # Sums may be wider than 64 bits, and would then leave some engines as floating point numbers.
        alike = alike.with_columns(nw.col(name).cast(nw.Int64) for name in pieces)
    found = engine.fetch(alike.head(_MOST_ROWS + 1) if is_large else alike)
    return found if not is_large or len(found) <= _MOST_ROWS else None


def _places(found: pd.DataFrame, by: Sequence[str]) -> tuple[pd.DataFrame, Numbers]:
    """One row per day and group, and for each row that was found the place of its own among them."""
    place = np.asarray(found.groupby(list(by), dropna=False, sort=False).ngroup(), dtype=np.int64)
    _, first = np.unique(place, return_index=True)
    return found[list(by)].iloc[first], place


def _pieces(number: int, indicator: Indicator) -> dict[str, nw.Expr]:
    """What is summed of the values of each case, in two parts, so that no sum is wider than 64 bits."""
    pieces: dict[str, nw.Expr] = {}
    for name, summed in _products(number, indicator).items():
        pieces[f"{name}_high"], pieces[f"{name}_low"] = _split(summed)
    return pieces


def _products(number: int, indicator: Indicator) -> dict[str, nw.Expr]:
    """What is summed, such that value = value_0 + value_1 * 10**6 + value_2 * 10**12; no product overflows."""
    measure, value = indicator.measure, nw.col(f"_value_{number}")
    if not isinstance(measure, Mean | Duration):
        return {}
    if isinstance(measure, Duration) or measure.weight is None:
        return {"value_0": value}
    is_counted = nw.col(f"_outcome_{number}") == CODES["counted"]
    weight = nw.when(is_counted).then(nw.col(f"_weight_{number}"))
    (value_high, value_low), (weight_high, weight_low) = _split(value), _split(weight)
    return {
        "value_0": value_low * weight_low,
        "value_1": value_high * weight_low + value_low * weight_high,
        "value_2": value_high * weight_high,
        "weight_0": weight,
    }


def _split(whole: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Two whole numbers, the first of which counts a million times, that together are a given one.

    A quotient of floating point numbers takes a tenth of the time of a floor division. Rounding may move the first by
    one: the second is what is left, and so the two are exact.
    """
    high = (whole.cast(nw.Float64) / float(MILLIONTHS)).floor().cast(nw.Int64)
    return high, whole - high * MILLIONTHS


def _of_indicator(days: pd.DataFrame, place: Numbers, numbers: Mapping[str, Numbers], number: int) -> pd.DataFrame:
    """The tally of one indicator, from the numbers of cases that are alike under it and others."""
    outcome, end = np.minimum(numbers[f"_outcome_{number}"], _NO_OUTCOME), f"_of_{number}"

    def by_outcome(column: Numbers) -> Numbers:
        total = np.zeros((_NO_OUTCOME + 1, len(days)), dtype=np.int64)
        np.add.at(total, (outcome, place), column)
        return total

    counts = by_outcome(numbers["_cases"])
    of_outcome = {name: counts[code] for name, code in CODES.items()}
    of_outcome["missed"] = sum((of_outcome[name] for name in LATENESS), of_outcome["missed"])
    columns = {
        "cases": counts.sum(axis=0) - counts[NOT_LOOKED_AT],
        **{name: of_outcome[name] for name in _COUNTS},
        **{
            name.removesuffix(end): by_outcome(column)[CODES["counted"]]
            for name, column in numbers.items()
            if name.endswith(end)
        },
    }
    has_cases = columns["cases"] > 0
    tallied = pd.DataFrame(np.column_stack(list(columns.values()))[has_cases], columns=list(columns))
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
