"""Rows become one row for each group, with the columns that are made of them.

Law: what a column takes of a row is worked out first, so that every engine only adds up, counts and compares. No group
is put in order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.cases.instants import local_day
from gpj_kpi.cases.made.rows import held_columns, is_settled_part, is_unsettled
from gpj_kpi.engines.conditions import meets
from gpj_kpi.engines.interface import OPEN_COLUMN, Frame
from gpj_kpi.rules import Aggregate, Source

_FIRST_ROW = "_in_row"
MILLION, MOST_MILLIONS = 1_000_000, 9_000_000_000_000
"""Up to so many millions, a sum fits into 64 bits."""
BEYOND = "_beyond_{}"
"""Says whether a sum does not fit into 64 bits."""
_FAR = 1 << 62
"""Comes after every moment, and the opposite of every moment."""


def column_endings(source: Source, made: Aggregate) -> tuple[str, ...]:
    """Give the endings of the columns that hold a cell."""
    held = None if made.column is None or made.kind == "different" else source.columns[made.column]
    return ("", "__day") if held is not None and held.holds_dates else ("",)


def group_rows(
    rows: Frame,
    keys: Sequence[str],
    made: Mapping[str, Aggregate],
    source: Source,
    *,
    with_row: bool,
    also: Mapping[str, nw.Expr],
    filled: Collection[str],
    calendar: Calendar,
) -> Frame:
    """Make the columns of each group of rows.

    What each column takes of a row is worked out first, so that every engine only adds up, counts and compares.

    Args:
        rows: those that are known.
        keys: tell the groups apart; none is empty.
        made: what is made of a group, by column.
        source: that of the rows.
        with_row: each group has its first `_row` too.
        also: what else is made of a group.
        filled: columns of the source that have no empty cell in `rows`.
        calendar: covers every day of the rows.

    Returns:
        One row per group. Beside a column whose cells may be open stands 1 where one is, else 0 (`OPEN_COLUMN`).
    """
    first_row = nw.col("_row").min()
    steps = _Steps(
        {}, {_FIRST_ROW: first_row, **({"_row": first_row} if with_row else {}), **also}, {}, {}, {}, filled, calendar
    )
    for number, (id_, each) in enumerate(made.items()):
        _add_column(id_, each, source, f"_in_{number}", steps)
        _add_open(id_, each, source, f"_in_{number}", steps)
    prepared = rows.with_columns(**steps.inputs)
    joined = prepared.group_by(*keys).agg(**steps.outputs)
    for order, cells in steps.ordered.items():
        joined = joined.join(_choose_first(prepared, keys, order, cells), on=list(keys), how="left")
    for name, (is_looked_at, held) in steps.different.items():
        # Counted apart, and by groups: beside other aggregates, or by `unique`, they cost DuckDB half as much again.
        pairs = prepared.filter(nw.col(is_looked_at)).group_by(*dict.fromkeys([*keys, *held])).agg(nw.len().alias("_n"))
        joined = joined.join(pairs.group_by(*keys).agg(nw.len().alias(name)), on=list(keys), how="left")
    taken = [name for cells in steps.ordered.values() for name in cells]
    names = [name for name in (*steps.outputs, *taken) if not name.startswith("_in_")]
    finished = joined.select(*keys, *names, *(each.alias(id_) for id_, each in steps.finish.items()))
    blanked = {
        f"{id_}{ending}": nw.when(nw.col(OPEN_COLUMN.format(id_)) == 0).then(nw.col(f"{id_}{ending}"))
        for id_, each in made.items()
        if OPEN_COLUMN.format(id_) in steps.finish
        for ending in column_endings(source, each)
    }
    return finished.with_columns(**blanked) if blanked else finished


def _choose_first(rows: Frame, keys: Sequence[str], order: str, cells: Mapping[str, str]) -> Frame:
    """Take the cells of the first row of each group.

    Groups of which no row is looked at are left out. pandas and Spark sort no group while they add up others.

    Args:
        rows: with the columns of `_add_ordered`.
        keys: tell the groups apart.
        order: column of moments; beside it stands the row, for those of one moment.
        cells: columns of the cells, by the names that they get.
    """
    row = f"{order}_row"
    earliest = rows.group_by(*keys).agg(nw.col(order).min().alias("_at")).filter(nw.col("_at") < _FAR)
    left, right = [*keys, order], [*keys, "_at"]
    equal = rows.select(*keys, order, row, *cells.values()).join(earliest, left_on=left, right_on=right, how="inner")
    first = equal.group_by(*keys).agg(nw.col(row).min())
    chosen = equal.join(first, on=[*keys, row], how="inner")
    return chosen.select(*keys, *(nw.col(cell).alias(name) for name, cell in cells.items()))


@dataclass(frozen=True)
class _Steps:
    """How columns are made of rows, step by step.

    Attributes:
        inputs: what is taken of a row, by name.
        outputs: what becomes of a group, by name.
        ordered: by a column of moments, the cells that are taken of the first row, by name.
        different: by the name of a count, the column that says which rows are looked at, and those whose cells differ.
        finish: what is made of the outputs, by column.
        filled: columns of the rows that have no empty cell.
        calendar: covers every day of them.
    """

    inputs: dict[str, nw.Expr]
    outputs: dict[str, nw.Expr]
    ordered: dict[str, dict[str, str]]
    different: dict[str, tuple[str, list[str]]]
    finish: dict[str, nw.Expr]
    filled: Collection[str]
    calendar: Calendar


def _add_column(id_: str, made: Aggregate, source: Source, name: str, steps: _Steps) -> None:
    """Add the steps of one column."""
    is_looked_at = is_settled_part(made, source, steps.filled)
    if made.column is None:
        _add_count(id_, made, source, name, steps)
    elif made.kind == "different":
        held = held_columns(source, [made.column])
        steps.inputs[name] = is_looked_at
        steps.different[f"_in_{id_}"] = (name, held)
        steps.finish[id_] = _whole(nw.col(f"_in_{id_}").fill_null(0))
    elif made.kind == "sum":
        steps.inputs[name] = nw.when(is_looked_at).then(nw.col(made.column))
        steps.outputs[f"_in_{id_}_sum"], steps.outputs[f"_in_{id_}_any"] = nw.col(name).sum(), nw.col(name).count()
        millions = nw.col(f"_in_{id_}_millions")
        steps.inputs[f"{name}_millions"] = nw.when(is_looked_at).then(nw.col(made.column) // MILLION)
        steps.outputs[f"_in_{id_}_millions"] = nw.col(f"{name}_millions").sum()
        is_held = (millions < MOST_MILLIONS) & (millions > -MOST_MILLIONS)
        is_there = nw.col(f"_in_{id_}_any") > 0
        steps.finish[id_] = nw.when(is_there & is_held).then(nw.col(f"_in_{id_}_sum").cast(nw.Int64))
        steps.finish[BEYOND.format(id_)] = is_there & ~is_held
    elif made.kind in {"min", "max"} or made.at == made.column:
        day = local_day(id_, steps.calendar)
        for ending in column_endings(source, made):
            if ending and day is not None:
                # Told by the instant of a group: that takes less than to compare the days of all its rows.
                steps.finish[f"{id_}{ending}"] = day
                continue
            steps.inputs[f"{name}{ending}"] = nw.when(is_looked_at).then(nw.col(f"{made.column}{ending}"))
            cell = nw.col(f"{name}{ending}")
            steps.outputs[f"{id_}{ending}"] = cell.min() if made.kind in {"first", "min"} else cell.max()
    else:
        _add_ordered(id_, made, source, name, steps)


def _add_count(id_: str, made: Aggregate, source: Source, name: str, steps: _Steps) -> None:
    """Add the steps of a count, or of a condition."""
    is_looked_at = is_settled_part(made, source, steps.filled)
    if made.kind == "count":
        steps.inputs[name] = nw.when(is_looked_at).then(nw.lit(1))
        steps.outputs[f"_in_{id_}"] = nw.col(name).count()
        steps.finish[id_] = _whole(nw.col(f"_in_{id_}"))
        return
    holds = nw.lit(value=True) if made.condition is None else meets(made.condition, source.columns, steps.filled)
    # A sum with a column may be missing in pandas too, where numbers alone would become false.
    steps.inputs[name] = nw.when(is_looked_at).then(nw.col("_row") * 0 + _as_number(holds))
    steps.outputs[f"_in_{id_}"] = nw.col(name).max() if made.kind == "any" else nw.col(name).min()
    found = nw.col(f"_in_{id_}") == 1
    steps.finish[id_] = found.fill_null(value=False) if made.kind == "any" else found


def _add_ordered(id_: str, made: Aggregate, source: Source, name: str, steps: _Steps) -> None:
    """Add the steps of a cell of the first or last row.

    Rows that are not looked at come after all others. The last row is the first one of the opposite order.
    """
    is_looked_at, sign = is_settled_part(made, source, steps.filled), 1 if made.kind == "first" else -1
    moment = nw.col(made.at) if made.at is not None else nw.col("_row")
    steps.inputs[f"{name}_at"] = nw.when(is_looked_at).then(moment * sign).otherwise(nw.lit(_FAR))
    steps.inputs[f"{name}_at_row"] = nw.col("_row") * sign
    for ending in column_endings(source, made):
        steps.inputs[f"{name}{ending}"] = nw.when(is_looked_at).then(nw.col(f"{made.column}{ending}"))
        steps.ordered.setdefault(f"{name}_at", {})[f"{id_}{ending}"] = f"{name}{ending}"


def _add_open(id_: str, made: Aggregate, source: Source, name: str, steps: _Steps) -> None:
    """Add the steps that say whether an open cell may still change a column.

    A row that comes after the one that is chosen changes nothing, nor does one more after a condition is decided.
    """
    unsettled = is_unsettled(made, source)
    if unsettled is None:
        return
    found, mark = f"_in_{id_}_unsettled", f"{name}_unsettled"
    if made.kind in {"first", "last", "min", "max"}:
        sign = 1 if made.kind in {"first", "min"} else -1
        is_by_cell = made.kind in {"min", "max"} or made.at == made.column
        place = made.column if is_by_cell else (made.at or "_row")
        earliest = (nw.col(str(place)) * sign).fill_null(-_FAR)
        steps.inputs[mark] = nw.when(unsettled).then(earliest).otherwise(nw.lit(_FAR))
        steps.outputs[found] = nw.col(mark).min()
        if is_by_cell:
            chosen = (nw.col(id_) * sign).fill_null(_FAR)
        else:
            steps.outputs[f"_in_{id_}_at"], chosen = nw.col(f"{name}_at").min(), nw.col(f"_in_{id_}_at")
        may_change = (nw.col(found) < _FAR) & (nw.col(found) <= chosen)
    else:
        steps.inputs[mark] = _as_number(unsettled)
        steps.outputs[found] = nw.col(mark).max()
        may_change = nw.col(found) > 0
        if made.kind in {"any", "all"}:
            decided = 1 if made.kind == "any" else 0
            may_change = may_change & ~(nw.col(f"_in_{id_}") == decided).fill_null(value=False)
    steps.finish[OPEN_COLUMN.format(id_)] = _as_number(may_change)


def _whole(number: nw.Expr) -> nw.Expr:
    """Hold a whole number so that it may be missing.

    A number of rows is held as numpy does in pandas: once it is missing anywhere, it would become a floating point
    number.
    """
    return nw.col(_FIRST_ROW) * 0 + number.cast(nw.Int64)


def _as_number(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
