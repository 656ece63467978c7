"""The rows of a source of which columns elsewhere are made, as far as they are known.

Law: as-of holds for each row: what happened or was written after it is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import narwhals as nw

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.engines.conditions import meets, meets_or_open, unless_open
from gpj_kpi.engines.interface import DAY_COLUMN, Frame, cell_columns
from gpj_kpi.rules import Aggregate, Source
from gpj_kpi.rules.models.conditions import columns_of


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The cases of a source, as rows of which columns are made.

    Attributes:
        name: id of the source.
        place: id of the export in whose files the rows stand; for a source made of another, that of its events.
        source: its declaration.
        frame: one row per case (see `cases.make`).
        as_of: to when the source is known.
        events: columns that hold events.
        due: columns that hold due dates, which are known before they come.
    """

    name: str
    place: str
    source: Source
    frame: Frame = field(repr=False)
    as_of: AsOf
    events: tuple[str, ...]
    due: Collection[str]


def known_rows(rows: Rows) -> Frame:
    """Leave out rows written after as-of, and blank events after it."""
    frame, source, as_of = rows.frame, rows.source, rows.as_of
    written = source.written_column
    if as_of.is_given and written is not None:
        was_written = as_of.happened(nw.col(written), by_day=source.columns[written].type == "date")
        frame = frame.filter(was_written.fill_null(value=True))
    return blank_unknown_cells(replace(rows, frame=frame))


def blank_unknown_cells(rows: Rows) -> Frame:
    """Blank events after as-of, and cells that became known after it.

    Of dates that stand alone, only those that an indicator takes for events are no events. Made columns that are not
    made yet are passed over.
    """
    source, as_of = rows.source, rows.as_of
    if not as_of.cuts_off:
        return rows.frame
    there = set(rows.frame.collect_schema().names())
    columns = {id_: column for id_, column in source.columns.items() if there.issuperset(cell_columns(id_, column))}
    events = source.event_columns(rows.due) if as_of.is_given else rows.events
    events = [id_ for id_ in events if id_ in columns and id_ not in rows.due]
    blanked: dict[str, nw.Expr] = {}
    for id_ in events:
        happened = as_of.happened(nw.col(id_), by_day=columns[id_].type == "date")
        blanked |= {name: nw.when(happened).then(nw.col(name)) for name in (id_, DAY_COLUMN.format(id_))}
    if as_of.is_given:
        for id_, column in columns.items():
            if column.known_at:
                by_day = columns[column.known_at].type == "date"
                known = as_of.happened(nw.col(column.known_at), by_day=by_day).fill_null(value=True)
                blanked |= {held: nw.when(known).then(nw.col(held)) for held in cell_columns(id_, column)}
    return rows.frame.with_columns(**blanked) if blanked else rows.frame


def held_columns(source: Source, ids: Sequence[str]) -> list[str]:
    """Name the columns that hold some columns' cells, for comparison.

    A personal column is held in numbers that mean nothing outside the run.
    """
    return [held for id_ in ids for held in cell_columns(id_, source.columns[id_])]


def filled_columns(rows: Rows) -> frozenset[str]:
    """Name the columns of which every known row has a cell."""
    if rows.as_of.cuts_off:
        return frozenset()
    return frozenset(id_ for id_, column in rows.source.exported.columns.items() if column.required)


def takes_part(aggregate: Aggregate, source: Source, filled: Collection[str] = ()) -> nw.Expr:
    """Say whether a row is looked at, of those that match.

    It is where its condition holds, it has happened, and the cell that is taken is filled.

    Args:
        aggregate: what is made of the rows.
        source: that of the rows.
        filled: its columns that have no empty cell.
    """
    conditions = [] if aggregate.where is None else [meets(aggregate.where, source.columns, filled)]
    needed = [] if aggregate.at is None else [aggregate.at]
    if aggregate.column is not None:
        needed += held_columns(source, [aggregate.column])[:1]
    conditions += [~nw.col(column).is_null() for column in dict.fromkeys(needed) if column not in filled]
    return nw.all_horizontal(*conditions, ignore_nulls=False) if conditions else nw.lit(value=True)


def is_unsettled(aggregate: Aggregate, source: Source) -> nw.Expr | None:
    """Say whether open cells leave open what a row gives; None: they never do.

    Args:
        aggregate: what is made of the rows.
        source: that of the rows.
    """
    columns, conditions = source.columns, [aggregate.where, aggregate.condition]
    taken = dict.fromkeys(id_ for id_ in (aggregate.at, aggregate.column) if id_ is not None)
    named = set(taken).union(*(columns_of(each) for each in conditions if each is not None))
    if not any(columns[id_].may_be_open for id_ in named):
        return None
    parts = [] if aggregate.where is None else [meets_or_open(aggregate.where, columns)]
    for id_ in taken:
        is_filled = ~nw.col(held_columns(source, [id_])[0]).is_null()
        parts.append(unless_open(is_filled, id_) if columns[id_].may_be_open else is_filled)
    part = nw.all_horizontal(*parts, ignore_nulls=False) if parts else nw.lit(value=True)
    if aggregate.condition is None:
        return part.is_null()
    gives = nw.all_horizontal(*parts, meets_or_open(aggregate.condition, columns), ignore_nulls=False)
    # Whether all rows meet a condition also depends on whether there is a row.
    return gives.is_null() if aggregate.kind == "any" or not parts else part.is_null() | gives.is_null()


def is_settled_part(aggregate: Aggregate, source: Source, filled: Collection[str] = ()) -> nw.Expr:
    """Say whether a row is looked at, and no open cell leaves open what it gives."""
    unsettled = is_unsettled(aggregate, source)
    part = takes_part(aggregate, source, filled)
    return part if unsettled is None else part & ~unsettled
