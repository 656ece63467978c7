"""Cases and columns made of other rows, by the key that they have in common.

Law: rows are grouped once for all columns that look at the same rows; the outcome is joined to the cases. So the cost
grows like a sort, never like a product. A row is in one case, or is listed as in none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import narwhals as nw

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.cases.rows import Rows, held_columns, known_rows, takes_part
from gpj_kpi.cases.unmatched import list_in_no_case, list_not_found, list_unmatched
from gpj_kpi.cases.windows import with_windows
from gpj_kpi.engines.conditions import columns_of, meets
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame
from gpj_kpi.errors import Issue
from gpj_kpi.rules import Aggregate, Source

_FAR = 1 << 62
"""Comes after every moment, and the opposite of every moment."""


@dataclass(frozen=True)
class Assembled:
    """Cases with their made columns.

    Attributes:
        frame: one row per case.
        issues: notices of rows that match no case, and of cases that find no row.
        in_none: number of rows that are in no case of a source made of them.
    """

    frame: Frame
    issues: tuple[Issue, ...] = ()
    in_none: int = 0


def make_of_events(name: str, source: Source, events: Rows, engine: Engine) -> Assembled:
    """Make cases of the rows of another source.

    Args:
        name: id of the source that is made.
        source: its declaration; columns made of yet other rows are not added here.
        events: the rows of which it is made.
        engine: where they lie.

    Returns:
        One row per key, its `_row` that of its first event.
    """
    frame = known_rows(events)
    key = list(source.key)
    missing = nw.any_horizontal(*(nw.col(id_).is_null() for id_ in key), ignore_nulls=False)
    in_none, issues = list_in_no_case(name, source, events, frame.filter(missing), engine)
    own = {id_: made for id_, made in source.made_columns.items() if is_of_case(made, source)}
    days = {DAY_COLUMN.format(id_): nw.col(DAY_COLUMN.format(id_)).min() for id_ in key if _has_day(source, id_)}
    found = _group(frame.filter(~missing), key, own, events.source, with_row=True, also=days)
    return Assembled(engine.keep(found), tuple(issues), in_none)


def is_of_case(made: Aggregate, source: Source) -> bool:
    """Say whether a column is made of the rows of which its case is made."""
    is_same = made.match == tuple((id_, id_) for id_ in source.key)
    return made.source == source.made_of and is_same and not made.has_window


def add_made_columns(
    name: str, source: Source, frame: Frame, rows_of: Mapping[str, Rows], calendar: Calendar, engine: Engine, place: str
) -> Assembled:
    """Add the columns that are made of other rows.

    Args:
        name: id of the source.
        source: its declaration.
        frame: one row per case, with all other columns.
        rows_of: the rows that are looked at, by the source that they come from; those of the source itself are the
            cases.
        calendar: covers every day of the cases, and of the times that are looked at.
        engine: where they lie.
        place: id of the export in whose files the rows of the cases stand.
    """
    left = {id_: made for id_, made in source.made_columns.items() if not is_of_case(made, source)}
    issues: list[Issue] = []
    while left:
        batch = _next_batch(left)
        rows = rows_of[batch.made[0].source]
        if batch.made[0].is_own:
            rows = _with_frame(rows, frame)
        if batch.made[0].has_window or batch.made[0].is_own:
            frame = with_windows(source, frame, rows, batch.columns, calendar, engine)
        elif batch.made[0].kind == "only":
            frame = _look_up(source, frame, rows, batch.columns, engine)
            issues += list_not_found(name, place, source, frame, rows, batch.columns, engine)
            frame = frame.drop("_found")
        else:
            frame, unmatched = _join_groups(name, source, frame, rows, batch.columns, engine)
            issues += unmatched
        left = {id_: made for id_, made in left.items() if id_ not in batch.columns}
    return Assembled(frame, tuple(issues))


@dataclass(frozen=True)
class _Batch:
    """Columns that look at the same rows.

    Attributes:
        columns: what is made, by column.
    """

    columns: Mapping[str, Aggregate] = field(default_factory=dict)

    @property
    def made(self) -> list[Aggregate]:
        return list(self.columns.values())


def _next_batch(left: Mapping[str, Aggregate]) -> _Batch:
    """Choose the first column, and the later ones that look at the same rows.

    A column that rests on one that is not made yet waits.
    """
    first, batch, waiting = next(iter(left.values())), {}, set(left)
    for id_, made in left.items():
        same = (made.source, made.match, made.at if made.has_window else None, made.after, made.before, made.within)
        wanted = (
            first.source,
            first.match,
            first.at if first.has_window else None,
            first.after,
            first.before,
            first.within,
        )
        if same == wanted and (made.kind == "only") == (first.kind == "only") and not (rests_on(made) & waiting):
            batch[id_] = made
        elif not batch:
            break
    return _Batch(batch)


def rests_on(made: Aggregate) -> set[str]:
    """List the columns of its own source on which a column rests."""
    named = {*made.ours, made.after, made.before}
    if made.is_own:
        named |= {*made.theirs, made.at, made.column}
        for condition in (made.where, made.condition):
            named |= set() if condition is None else columns_of(condition)
    return {id_ for id_ in named if id_ is not None}


def _with_frame(rows: Rows, frame: Frame) -> Rows:
    return Rows(
        name=rows.name,
        place=rows.place,
        source=rows.source,
        frame=frame,
        as_of=rows.as_of,
        events=rows.events,
        due=rows.due,
    )


def _join_groups(
    name: str, source: Source, frame: Frame, rows: Rows, made: Mapping[str, Aggregate], engine: Engine
) -> tuple[Frame, list[Issue]]:
    """Group the rows by what is matched, and join them to the cases."""
    first = next(iter(made.values()))
    ours, theirs = held_columns(source, first.ours), held_columns(rows.source, first.theirs)
    known = known_rows(rows)
    missing = nw.any_horizontal(*(nw.col(id_).is_null() for id_ in theirs), ignore_nulls=False)
    keyed = known.filter(~missing).with_columns(nw.col(id_).alias(f"_match_{n}") for n, id_ in enumerate(theirs))
    keys = [f"_match_{n}" for n in range(len(theirs))]
    groups = engine.keep(_group(keyed, keys, made, rows.source, with_row=False, also={"_n": nw.len()}))
    issues = list_unmatched(name, source, frame, rows, known, groups, first, engine)
    joined = frame.join(groups.drop("_n"), left_on=ours, right_on=keys, how="left")
    filled = {
        id_: nw.col(id_).fill_null(0) if each.kind in {"count", "different"} else nw.col(id_).fill_null(value=False)
        for id_, each in made.items()
        if each.kind in {"count", "different", "any"}
    }
    return joined.with_columns(**filled) if filled else joined, issues


def _look_up(source: Source, frame: Frame, rows: Rows, made: Mapping[str, Aggregate], engine: Engine) -> Frame:
    """Join to each case the one row that matches.

    `_found` says whether there is one.
    """
    first = next(iter(made.values()))
    ours, theirs = held_columns(source, first.ours), held_columns(rows.source, first.theirs)
    keys = [f"_match_{n}" for n in range(len(theirs))]
    cells = {}
    for id_, each in made.items():
        is_looked_at = takes_part(each, rows.source)
        for ending in _endings(rows.source, each):
            cells[f"{id_}{ending}"] = nw.when(is_looked_at).then(nw.col(f"{each.column}{ending}"))
    table = known_rows(rows).select(
        *(nw.col(id_).alias(key) for key, id_ in zip(keys, theirs, strict=True)),
        *(cell.alias(id_) for id_, cell in cells.items()),
        nw.lit(value=True).alias("_found"),
    )
    return frame.join(engine.keep(table), left_on=ours, right_on=keys, how="left")


def _endings(source: Source, made: Aggregate) -> tuple[str, ...]:
    """Give the endings of the columns that hold what is made: a day stands beside a date."""
    held = None if made.column is None or made.kind == "different" else source.columns[made.column]
    return ("", "__day") if held is not None and held.holds_dates else ("",)


def _has_day(source: Source, id_: str) -> bool:
    return source.columns[id_].holds_dates


def _group(
    rows: Frame,
    keys: Sequence[str],
    made: Mapping[str, Aggregate],
    source: Source,
    *,
    with_row: bool,
    also: Mapping[str, nw.Expr],
) -> Frame:
    """Make the columns of each group of rows.

    What each column takes of a row is worked out first, so that every engine only adds up, counts and compares.
    """
    steps = _Steps({}, {"_row": nw.col("_row").min()} if with_row else {}, {}, {})
    steps.outputs.update(also)
    for number, (id_, each) in enumerate(made.items()):
        _add_column(id_, each, source, f"_in_{number}", steps)
    prepared = rows.with_columns(**steps.inputs)
    joined = prepared.group_by(*keys).agg(**steps.outputs)
    for order, cells in steps.ordered.items():
        joined = joined.join(_choose_first(prepared, keys, order, cells), on=list(keys), how="left")
    taken = [name for cells in steps.ordered.values() for name in cells]
    names = [name for name in (*steps.outputs, *taken) if not name.startswith("_in_")]
    return joined.select(*keys, *names, *(each.alias(id_) for id_, each in steps.finish.items()))


def _choose_first(rows: Frame, keys: Sequence[str], order: str, cells: Mapping[str, str]) -> Frame:
    """Take the cells of the first row of each group, in some order.

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
        finish: what is made of the outputs, by column.
    """

    inputs: dict[str, nw.Expr]
    outputs: dict[str, nw.Expr]
    ordered: dict[str, dict[str, str]]
    finish: dict[str, nw.Expr]


def _add_column(id_: str, made: Aggregate, source: Source, name: str, steps: _Steps) -> None:
    """Add the steps of one column."""
    is_looked_at = takes_part(made, source)
    if made.column is None:
        _add_count(id_, made, source, name, steps)
    elif made.kind == "different":
        held = held_columns(source, [made.column])
        numbers = (nw.col(each).cast(nw.String) for each in held)
        cell = nw.col(held[0]) if len(held) == 1 else nw.concat_str(*numbers, separator=" ")
        steps.inputs[name] = nw.when(is_looked_at).then(cell)
        steps.inputs[f"{name}_none"] = _as_number(~is_looked_at)
        steps.outputs[f"_in_{id_}_all"] = nw.col(name).n_unique()
        steps.outputs[f"_in_{id_}_none"] = nw.col(f"{name}_none").max()
        steps.finish[id_] = nw.col(f"_in_{id_}_all").cast(nw.Int64) - nw.col(f"_in_{id_}_none").cast(nw.Int64)
    elif made.kind == "sum":
        steps.inputs[name] = nw.when(is_looked_at).then(nw.col(made.column))
        steps.inputs[f"{name}_any"] = _as_number(is_looked_at)
        steps.outputs[f"_in_{id_}_sum"], steps.outputs[f"_in_{id_}_any"] = (
            nw.col(name).sum(),
            nw.col(f"{name}_any").max(),
        )
        steps.finish[id_] = nw.when(nw.col(f"_in_{id_}_any") > 0).then(nw.col(f"_in_{id_}_sum").cast(nw.Int64))
    elif made.kind in {"min", "max"} or made.at == made.column:
        for ending in _endings(source, made):
            steps.inputs[f"{name}{ending}"] = nw.when(is_looked_at).then(nw.col(f"{made.column}{ending}"))
            cell = nw.col(f"{name}{ending}")
            steps.outputs[f"{id_}{ending}"] = cell.min() if made.kind in {"first", "min"} else cell.max()
    else:
        _add_ordered(id_, made, source, name, steps)


def _add_count(id_: str, made: Aggregate, source: Source, name: str, steps: _Steps) -> None:
    """Add the steps of a number of rows, or of what they meet."""
    is_looked_at = takes_part(made, source)
    steps.inputs[name] = _as_number(is_looked_at)
    steps.outputs[f"_in_{id_}_rows"] = nw.col(name).sum()
    n_rows = n_held = nw.col(f"_in_{id_}_rows").cast(nw.Int64)
    if made.condition is not None:
        steps.inputs[f"{name}_held"] = _as_number(is_looked_at & meets(made.condition, source.columns))
        steps.outputs[f"_in_{id_}_held"] = nw.col(f"{name}_held").sum()
        n_held = nw.col(f"_in_{id_}_held").cast(nw.Int64)
    if made.kind == "count":
        steps.finish[id_] = n_rows
    else:
        steps.finish[id_] = n_held > 0 if made.kind == "any" else nw.when(n_rows > 0).then(n_held == n_rows)


def _add_ordered(id_: str, made: Aggregate, source: Source, name: str, steps: _Steps) -> None:
    """Add the steps of a cell of the first or last row.

    Rows that are not looked at come after all others. The last row is the first one of the opposite order.
    """
    is_looked_at, sign = takes_part(made, source), 1 if made.kind == "first" else -1
    moment = nw.col(made.at) if made.at is not None else nw.col("_row")
    steps.inputs[f"{name}_at"] = nw.when(is_looked_at).then(moment * sign).otherwise(nw.lit(_FAR))
    steps.inputs[f"{name}_at_row"] = nw.col("_row") * sign
    for ending in _endings(source, made):
        steps.inputs[f"{name}{ending}"] = nw.when(is_looked_at).then(nw.col(f"{made.column}{ending}"))
        steps.ordered.setdefault(f"{name}_at", {})[f"{id_}{ending}"] = f"{name}{ending}"


def _as_number(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
