"""Which cases an indicator looks at, and what is known of them.

Law: a case that began or was written after as-of does not exist, and events after as-of have not happened.

As-of blanks the events of a case, and some questions are about the case as it was exported. Their answers stand in
helper columns of the cases. No column of an export has such a name: ids do not begin with an underscore.

| column                        | what it holds                               | made by         | read by           |
|-------------------------------|---------------------------------------------|-----------------|-------------------|
| `_key_<key>`                  | a date that is part of the key              | `blank_unknown` | `judge`, `pauses` |
| `_begun_<start>`              | whether it had begun, and was written       | `blank_unknown` | `in_scope`        |
| `_undated__<mode>__<columns>` | whether no end, no abandonment was exported | `blank_unknown` | `abandonment`     |
| `_start__<mode>__<columns>`   | the first or last of several starts         | `blank_unknown` | `abandonment`     |

Each is there only where an indicator asks for it. What judging itself adds is described in `judge` and `delays`.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.days import day_number
from gpj_kpi.engines.conditions import meets, meets_or_open
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame, cell_columns
from gpj_kpi.rules import Delay, Duration, Indicator, Starts
from gpj_kpi.rules.models.measures.limits import due_columns_of
from gpj_kpi.verdicts.context import Context, key_columns
from gpj_kpi.verdicts.time.abandonment import is_undated, undated_column

_MOST = 32
"""Numbers in one pass, for the same reason as indicators in `judge`."""


def same_rows_key(indicator: Indicator, *, cut_off: Collection[str]) -> Hashable:
    """Make what is equal for indicators that see the same cases.

    Args:
        indicator: any.
        cut_off: ids of the sources whose events after as-of are blanked. Due dates stay: they are known before.
    """
    return indicator.source, frozenset(due_columns(indicator)) if indicator.source in cut_off else None


def choose_same_rows(
    indicator: Indicator, indicators: Iterable[Indicator], *, cut_off: Collection[str]
) -> list[Indicator]:
    """Choose the indicators that see the same cases as one of them."""
    seen = same_rows_key(indicator, cut_off=cut_off)
    return [each for each in indicators if same_rows_key(each, cut_off=cut_off) == seen]


def count_scopes(cases: Frame, indicators: Sequence[Indicator], context: Context, *, n_cases: int) -> dict[str, int]:
    """Count the cases that each indicator looks at, by its id.

    Equal scopes are counted once.

    Args:
        cases: one row per case of their source.
        indicators: they see the same cases (see `same_rows_key`).
        context: as-of and engine.
        n_cases: number of those rows.
    """
    conditions = {scope_key(each, context): in_scope(each, context) for each in indicators}
    asked = {key: condition.cast(nw.Int64).sum() for key, condition in conditions.items() if condition is not None}
    numbers = _fetch_numbers(blank_unknown(cases, indicators, context), asked, context.engine)
    return {each.id: numbers.get(scope_key(each, context), n_cases) or 0 for each in indicators}


def _fetch_numbers(cases: Frame, asked: Mapping[Hashable, nw.Expr], engine: Engine) -> dict[Hashable, int | None]:
    """Compute whole numbers over the cases; None where there is nothing."""
    numbers: dict[Hashable, int | None] = {}
    for first in range(0, len(asked), _MOST):
        keys = list(asked)[first : first + _MOST]
        named = (asked[key].alias(f"number_{place}") for place, key in enumerate(keys))
        cells = engine.fetch(cases.select(*named)).iloc[0]
        numbers |= {key: None if pd.isna(cell) else int(cell) for key, cell in zip(keys, cells, strict=True)}
    return numbers


def in_scope(indicator: Indicator, context: Context) -> nw.Expr | None:
    """Say whether an indicator looks at a case; None: at all.

    It looks at one that may still turn out to be in its scope, because a cell is open (see `open_cells`).

    It reads the columns of `blank_unknown`.
    """
    begun, where = _begun_column(indicator, context), indicator.where
    conditions = [] if begun is None else [nw.col(begun)]
    if where is not None:
        conditions.append(meets_or_open(where, context.source.columns).fill_null(value=True))
    return None if not conditions else conditions[0] if len(conditions) == 1 else conditions[0] & conditions[1]


def is_excused(day: nw.Expr, context: Context) -> nw.Expr | None:
    """Say whether a case lies in an excused time: 1, else 0.

    None where no excused time concerns its source. It reads the columns of `blank_unknown`.

    Args:
        day: its reference day.
        context: holds the excused times.
    """
    within = []
    for each in context.excused or ():
        condition = (day >= day_number(each.from_)) & (day <= day_number(each.to))
        if each.where is not None:
            condition = condition & meets(each.where, context.source.columns)
        within.append(condition)
    if not within:
        return None
    found = within[0] if len(within) == 1 else nw.any_horizontal(*within, ignore_nulls=False)
    return nw.when(found).then(nw.lit(1)).otherwise(nw.lit(0))


def scope_key(indicator: Indicator, context: Context) -> Hashable:
    """Make what is equal for the same scopes of one batch."""
    return indicator.where, _begun_column(indicator, context)


def blank_unknown(cases: Frame, indicators: Sequence[Indicator], context: Context) -> Frame:
    """Blank what became known after as-of, and add the helper columns.

    That is the events, and the cells whose column has a `known_at`. A cell without that date was always known.

    Args:
        cases: one row per case, as exported.
        indicators: they see the same cases (see `same_rows_key`).
        context: as-of and the source.
    """
    helpers = _list_helpers(indicators, context)
    if helpers:
        cases = cases.with_columns(expression.alias(name) for name, expression in helpers.items())
    return _add_starts(_blank(cases, indicators, context), indicators)


def _add_starts(cases: Frame, indicators: Sequence[Indicator]) -> Frame:
    """Add the starts that are one of several columns, each with its day."""
    measures = [each.measure for each in indicators if isinstance(each.measure, Delay | Duration)]
    starts = dict.fromkeys(each.from_ for each in measures if isinstance(each.from_, Starts))
    chosen = []
    for start in starts:
        choose = nw.min_horizontal if start.mode == "first" else nw.max_horizontal
        days = [DAY_COLUMN.format(column) for column in start.columns]
        chosen += [choose(*start.columns).alias(start.name), choose(*days).alias(DAY_COLUMN.format(start.name))]
    return cases.with_columns(*chosen) if chosen else cases


def _blank(cases: Frame, indicators: Sequence[Indicator], context: Context) -> Frame:
    """Blank what became known after as-of."""
    if not context.as_of.cuts_off:
        return cases
    columns, due = context.source.columns, due_columns(indicators[0])
    if not context.as_of.is_given:
        # Of dates that stand alone, only those that an indicator takes for events are no events.
        happened = {id_: context.happened(nw.col(id_), columns[id_].type) for id_ in context.events if id_ not in due}
        return cases.with_columns(*_blank_all(happened))
    events = context.source.event_columns(due)
    happened = {id_: context.happened(nw.col(id_), columns[id_].type) for id_ in events}
    dated = {
        held: column.known_at
        for id_, column in columns.items()
        if column.known_at
        for held in cell_columns(id_, column)
    }
    known = {id_: context.happened(nw.col(at), columns[at].type).fill_null(value=True) for id_, at in dated.items()}
    return cases.with_columns(
        *_blank_all(happened),
        *(nw.when(is_known).then(nw.col(id_)).alias(id_) for id_, is_known in known.items()),
    )


def _blank_all(happened: Mapping[str, nw.Expr]) -> list[nw.Expr]:
    """Blank the events that have not happened, and their days."""
    held = [(name, has) for id_, has in happened.items() for name in (id_, DAY_COLUMN.format(id_))]
    return [nw.when(has).then(nw.col(name)).alias(name) for name, has in held]


def _list_helpers(indicators: Sequence[Indicator], context: Context) -> dict[str, nw.Expr]:
    """List the helper columns that some indicators ask for."""
    helpers = {place: nw.col(key) for key, place in key_columns(context.source).items() if place != key}
    for indicator in indicators:
        measure, begun = indicator.measure, _begun_column(indicator, context)
        if isinstance(measure, Delay) and measure.abandoned is not None:
            helpers[undated_column(measure.to, measure.abandoned)] = is_undated(measure.to, measure.abandoned)
        if begun is not None:
            starts = _start_columns(indicator)
            start = nw.col(starts[0]) if len(starts) == 1 else nw.min_horizontal(*starts)
            has_begun = start.is_null() | context.as_of.happened(start, by_day=True)
            written = context.was_written(context.source)
            helpers[begun] = has_begun if written is None else has_begun & written
    return helpers


def due_columns(indicator: Indicator) -> set[str]:
    """List its due dates, which are known before they come.

    The due date of another indicator may be an event of this one.
    """
    return {column for limit in indicator.limits for column in due_columns_of(limit)}


def _start_columns(indicator: Indicator) -> tuple[str, ...]:
    """Name the columns by which a case begins: by the first that is filled."""
    return indicator.measure.start_columns or (indicator.reference_column,)


def _begun_column(indicator: Indicator, context: Context) -> str | None:
    """Name the column that says whether a case had begun, if any.

    Where later events stand alone, a start that is no event, such as a plan, is taken as it is.
    """
    starts, as_of = _start_columns(indicator), context.as_of
    is_asked = as_of.is_given or (as_of.cuts_off and any(start in context.events for start in starts))
    return "_begun_" + "__".join(starts) if is_asked else None
