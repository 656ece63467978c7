"""Which cases an indicator looks at, and what is known of them.

Law: a case that began after as-of does not exist, and events after as-of have not happened.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import narwhals as nw
import pandas as pd

from gpj_kpi.engines.interface import DAY_COLUMN, Frame
from gpj_kpi.rules import ColumnLimit, Count, Delay, Indicator
from gpj_kpi.verdicts.abandonment import is_undated, undated_column
from gpj_kpi.verdicts.conditions import scope
from gpj_kpi.verdicts.context import Context, key_columns

_ANY_DAY = "_any_day_{}"
"""Column of cases: a reference date, whether or not it lies after as-of."""
_MOST = 32
"""Numbers in one pass, for the same reason as indicators in `measures`."""


@dataclass(frozen=True)
class ScopeCount:
    """What an indicator looks at, found before anything is judged.

    Attributes:
        in_scope: number of its cases.
        first_day: first day, from 1970-01-01, on which the source has a case, inside the scope or not; None when it has
            none, and for all but a count: only there does a period without cases have a figure.
    """

    in_scope: int
    first_day: int | None


def same_rows_key(indicator: Indicator, *, is_cut_off: bool) -> Hashable:
    """What tells the cases that an indicator sees from those that others see.

    Args:
        indicator: any.
        is_cut_off: an as-of was asked for, after which events have not happened; due dates are no events.
    """
    return indicator.source, frozenset(due_columns(indicator)) if is_cut_off else None


def with_same_rows(indicator: Indicator, indicators: Iterable[Indicator], *, is_cut_off: bool) -> list[Indicator]:
    """Those of some indicators that see the same cases as one of them."""
    seen = same_rows_key(indicator, is_cut_off=is_cut_off)
    return [each for each in indicators if same_rows_key(each, is_cut_off=is_cut_off) == seen]


def count_scopes(
    cases: Frame, indicators: Sequence[Indicator], context: Context, *, n_cases: int
) -> dict[str, ScopeCount]:
    """Say of each of some indicators, by id, what it looks at; what several of them look at is counted once.

    Args:
        cases: one row per case of their source.
        indicators: they see the same cases (see `same_rows_key`).
        context: as-of and engine.
        n_cases: number of those rows.
    """
    wanted: dict[Hashable, nw.Expr] = {}
    for indicator in indicators:
        in_scope, day = scope_of(indicator, context), DAY_COLUMN.format(indicator.reference_column)
        if in_scope is not None:
            wanted[scope_key(indicator, context)] = in_scope.cast(nw.Int64).sum()
        if isinstance(indicator.measure, Count):
            cases = cases.with_columns(nw.col(day).alias(_ANY_DAY.format(day)))
            wanted[indicator.reference_column] = nw.col(_ANY_DAY.format(day)).min()
    numbers: dict[Hashable, int | None] = {}
    for first in range(0, len(wanted), _MOST):
        some = list(wanted)[first : first + _MOST]
        named = (wanted[key].alias(f"number_{place}") for place, key in enumerate(some))
        cells = context.engine.fetch(known_cases(cases, indicators, context).select(*named)).iloc[0]
        numbers |= {key: None if pd.isna(cell) else int(cell) for key, cell in zip(some, cells, strict=True)}
    return {
        indicator.id: ScopeCount(
            numbers.get(scope_key(indicator, context), n_cases) or 0,
            numbers.get(indicator.reference_column) if isinstance(indicator.measure, Count) else None,
        )
        for indicator in indicators
    }


def in_scope_of(cases: Frame, indicator: Indicator, context: Context) -> Frame:
    """Cases that an indicator looks at, as they were known at as-of."""
    known, in_scope = known_cases(cases, [indicator], context), scope_of(indicator, context)
    return known if in_scope is None else known.filter(in_scope)


def scope_of(indicator: Indicator, context: Context) -> nw.Expr | None:
    """Whether an indicator looks at a case of those that are known; None: at all of them."""
    begun, where = _begun_column(indicator, context), indicator.where
    conditions = [] if begun is None else [nw.col(begun)]
    if where is not None:
        conditions.append(scope(where, context.source.columns))
    return None if not conditions else conditions[0] if len(conditions) == 1 else conditions[0] & conditions[1]


def scope_key(indicator: Indicator, context: Context) -> Hashable:
    """What tells the scope of an indicator from those of others of its batch."""
    return indicator.where, _begun_column(indicator, context)


def known_cases(cases: Frame, indicators: Sequence[Indicator], context: Context) -> Frame:
    """Cases as they were known at as-of, with what the indicators of one batch ask of those that were exported.

    Events after as-of are blanked: they have not happened. What is asked before that stands in columns of its own:
    the dates of keys, whether a case had begun, and `abandonment.undated_column`.
    """
    asked = {place: nw.col(key) for key, place in key_columns(context.source).items() if place != key}
    for indicator in indicators:
        measure, begun = indicator.measure, _begun_column(indicator, context)
        if isinstance(measure, Delay) and measure.abandoned is not None:
            asked[undated_column(measure.to, measure.abandoned)] = is_undated(measure.to, measure.abandoned)
        if begun is not None:
            start = nw.col(_start_of(indicator))
            asked[begun] = start.is_null() | context.as_of.happened(start, by_day=True)
    if asked:
        cases = cases.with_columns(expression.alias(name) for name, expression in asked.items())
    if not context.as_of.is_given:
        return cases
    columns = context.source.columns
    events = context.source.event_columns(due_columns(indicators[0]))
    happened = {id_: context.happened(nw.col(id_), columns[id_].type) for id_ in events}
    return cases.with_columns(
        *(nw.when(happened[id_]).then(nw.col(id_)).alias(id_) for id_ in events),
        *(nw.when(happened[id_]).then(nw.col(DAY_COLUMN.format(id_))).alias(DAY_COLUMN.format(id_)) for id_ in events),
    )


def due_columns(indicator: Indicator) -> set[str]:
    """Due dates of an indicator, known before they come; the due dates of others may be its events."""
    return {limit.column for limit in indicator.limits if isinstance(limit, ColumnLimit)}


def _start_of(indicator: Indicator) -> str:
    return getattr(indicator.measure, "from_", None) or indicator.reference_column


def _begun_column(indicator: Indicator, context: Context) -> str | None:
    """Column that says whether a case had begun by as-of; None where none is needed."""
    start = _start_of(indicator)
    return None if not context.as_of.is_given or start in due_columns(indicator) else f"_begun_{start}"
