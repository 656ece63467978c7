"""Verdicts are counted: for all indicators of a batch in one pass over the cases.

Law: rows collapse here and nowhere else, into one per day and group. Every case in scope is counted once, under one
outcome. That is checked here for each indicator, against a count made before anything was judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from gpj_kpi.engines.interface import Engine, Frame
from gpj_kpi.errors import CalendarRangeError, Issue
from gpj_kpi.results.exact_sum import VALUE, WEIGHT, WEIGHTED_VALUE, product_terms, sums_of
from gpj_kpi.results.rates import VERDICTS
from gpj_kpi.rules import Indicator
from gpj_kpi.rules.models.measures.limits import lengths_of
from gpj_kpi.verdicts.outcomes import CODES, LATENESS, NOT_LOOKED_AT, OUTCOMES

Numbers = npt.NDArray[np.int64]

_COUNTS = (*VERDICTS, "beyond_calendar", "absent", "overdue")
_NO_OUTCOME = len(OUTCOMES) + 1
"""Stands for any code that is no outcome; `require_conserved` refuses cases that have it."""
_MOST_ROWS = 1 << 18
"""Rows fetched at most of a batch of several indicators."""
_FIRST_CASES, _MOST_OF_FIRST = 1 << 16, 1 << 10
"""Cases that are looked at before all are counted, and the number of ways in which these may differ."""


def tally(
    judged: Frame,
    indicators: Sequence[Indicator],
    engine: Engine,
    *,
    n_cases: int,
    is_grouped: bool,
    is_excused: bool = False,
) -> dict[str, pd.DataFrame]:
    """Count outcomes and sum values by reference day and group.

    Args:
        judged: the cases under each of the indicators (see `verdicts.judge.judge_together`).
        indicators: those indicators.
        engine: where the cases lie.
        n_cases: how many there are at most.
        is_grouped: they have groups.
        is_excused: some may be excused: these have rows of their own.

    Returns:
        For each indicator, by id, one row per local day and group on which it has cases: `_reference_day` (days from
        1970-01-01, null for cases without a date), `_group`, `_excused` where some may be, `cases`, one column per
        verdict, `beyond_calendar`, `absent`, `overdue`, and the columns of its sums (see `exact_sum.sums_of`) over the
        cases of their outcome.
    """
    by = ["_reference_day", *(["_group"] if is_grouped else []), *(["_excused"] if is_excused else [])]
    return _tally_batch(judged, list(enumerate(indicators)), engine, by, is_large=n_cases > _MOST_ROWS)


def _tally_batch(
    judged: Frame, indicators: Sequence[tuple[int, Indicator]], engine: Engine, by: Sequence[str], *, is_large: bool
) -> dict[str, pd.DataFrame]:
    """Count cases that are alike, then tally each indicator from these counts.

    Cases are alike that have the same day, group and outcome under every indicator. Most cases are like many others.
    Where they are not, the indicators are parted into two halves, and each half is tallied by itself.
    """
    alike = _count_alike(judged, indicators, engine, by, is_large=is_large and len(indicators) > 1)
    if alike is None:
        half = len(indicators) // 2
        first, second = (
            _tally_batch(judged, some, engine, by, is_large=is_large) for some in (indicators[:half], indicators[half:])
        )
        return first | second
    days, place = _list_days(alike, by)
    numbers = {str(name): alike[name].to_numpy(dtype="int64", na_value=0) for name in alike.columns if name not in by}
    return {indicator.id: _tally_indicator(number, indicator, days, place, numbers) for number, indicator in indicators}


def _count_alike(
    judged: Frame, indicators: Sequence[tuple[int, Indicator]], engine: Engine, by: Sequence[str], *, is_large: bool
) -> pd.DataFrame | None:
    """Count and sum the cases of each day, group and outcome.

    None where too many cases differ.
    """
    outcomes = [f"_outcome_{number}" for number, _ in indicators]
    if is_large:
        first = judged.select(*outcomes).head(_FIRST_CASES).unique()
        if engine.fetch(first.select(nw.len().alias("n")))["n"].iloc[0] > _MOST_OF_FIRST:
            return None
    summed = {
        _of(number, column): held
        for number, indicator in indicators
        for column, held in _split_values(number, indicator).items()
    }
    chosen = judged.select(*by, *outcomes, *(held.alias(name) for name, held in summed.items()))
    alike = chosen.group_by(*by, *outcomes).agg(nw.len().alias("_cases"), *(nw.col(name).sum() for name in summed))
    if summed:
        # An engine may give totals a type wider than 64 bits, which would become floating point numbers in pandas.
        alike = alike.with_columns(nw.col(name).cast(nw.Int64) for name in summed)
    found = engine.fetch(alike.head(_MOST_ROWS + 1) if is_large else alike)
    return found if not is_large or len(found) <= _MOST_ROWS else None


def _split_values(number: int, indicator: Indicator) -> dict[str, nw.Expr]:
    """Give what each column of an indicator's sums holds of one case."""
    sums = sums_of(indicator)
    if not sums:
        return {}
    if indicator.measure.summed == ("weight",):
        return WEIGHT.split(nw.col(f"_weight_{number}"))
    value = nw.col(f"_value_{number}")
    if sums == (VALUE,):
        return VALUE.split(value)
    if sums == (VALUE, WEIGHT):
        return VALUE.split(value) | WEIGHT.split(nw.col(f"_weight_{number}"))
    # A case that is not counted may have a weight, even a negative one: it takes no part in the products.
    is_counted = nw.col(f"_outcome_{number}") == CODES["counted"]
    weight = nw.when(is_counted).then(nw.col(f"_weight_{number}"))
    return WEIGHTED_VALUE.split(*product_terms(value, weight)) | WEIGHT.split(weight)


def _of(number: int, column: str) -> str:
    """Name a column of one indicator among those of its batch."""
    return f"{column}_of_{number}"


def _list_days(alike: pd.DataFrame, by: Sequence[str]) -> tuple[pd.DataFrame, Numbers]:
    """List each day and group once, and place the counts there.

    Returns:
        The list, and for each row of counts its position in it.
    """
    place = np.asarray(alike.groupby(list(by), dropna=False, sort=False).ngroup(), dtype=np.int64)
    _, first = np.unique(place, return_index=True)
    return alike[list(by)].iloc[first], place


def _tally_indicator(
    number: int, indicator: Indicator, days: pd.DataFrame, place: Numbers, numbers: Mapping[str, Numbers]
) -> pd.DataFrame:
    """Add up cases that are alike into one indicator's tally.

    Args:
        number: that of the indicator in its batch.
        indicator: whose tally is made.
        days: one row per day and group.
        place: for each row of counts, its day and group: a position in `days`.
        numbers: the counts: codes of outcomes, numbers of cases, and totals.
    """
    outcome = np.minimum(numbers[f"_outcome_{number}"], _NO_OUTCOME)

    def by_outcome(column: Numbers) -> Numbers:
        """Add up a column: outcomes are rows, days and groups are columns."""
        total = np.zeros((_NO_OUTCOME + 1, len(days)), dtype=np.int64)
        np.add.at(total, (outcome, place), column)
        return total

    counts = by_outcome(numbers["_cases"])
    of_outcome = {name: counts[code] for name, code in CODES.items()}
    of_outcome["missed"] = sum((of_outcome[name] for name in LATENESS), of_outcome["missed"])
    columns = {"cases": counts.sum(axis=0) - counts[NOT_LOOKED_AT], **{name: of_outcome[name] for name in _COUNTS}}
    for total in sums_of(indicator):
        for column, tallied_as in zip(total.columns, total.tallied, strict=True):
            columns[tallied_as] = by_outcome(numbers[_of(number, column)])[CODES[total.outcome]]
    has_cases = columns["cases"] > 0
    tallied = pd.DataFrame(np.column_stack(list(columns.values()))[has_cases], columns=list(columns))
    tallied["_reference_day"] = days["_reference_day"].array[has_cases]
    tallied["_group"] = days["_group"].array[has_cases] if "_group" in days else None
    if "_excused" in days:
        tallied["_excused"] = days["_excused"].array[has_cases]
    return tallied


def require_conserved(indicator: Indicator, days: pd.DataFrame, *, in_scope: int) -> None:
    """Refuse a tally that lost a case or lacks a due date.

    Args:
        indicator: what was judged.
        days: its tally.
        in_scope: number of cases in scope, counted before they were judged.

    Raises:
        CalendarRangeError: a case is due on a day that the calendar does not cover.
        RuntimeError: the verdicts do not add up to the cases; a bug.
    """
    if days["beyond_calendar"].to_numpy().any():
        limits = ", ".join(str(length) for limit in indicator.limits for _, length in lengths_of(limit))
        message = (
            f"indicator {indicator.id}: a limit ({limits}) is not used up by the last day that any calendar "
            "covers. Correct the limit, or the opening hours in which it is counted."
        )
        raise CalendarRangeError(Issue(code="outside_calendar", message=message))
    cases, judged = int(days["cases"].to_numpy().sum()), int(days[[*VERDICTS, "absent"]].to_numpy().sum())
    if not in_scope == cases == judged:
        counts = f"{in_scope} cases in scope, {cases} rows judged, {judged} verdicts"
        message = f"indicator {indicator.id} does not add up: {counts}."
        raise RuntimeError(message)
