"""Cases and columns made of other rows, by the key that they have in common.

Law: rows are grouped once for all columns that look at the same rows; the outcome is joined to the cases. So the cost
grows like a sort, never like a product. A row is in one case, or is listed as in none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import narwhals as nw

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.cases.made.grouping import BEYOND, column_endings, group_rows
from gpj_kpi.cases.made.rows import Rows, filled_columns, held_columns, is_settled_part, is_unsettled, known_rows
from gpj_kpi.cases.made.unmatched import list_in_no_case, list_not_found, list_undated, list_unmatched
from gpj_kpi.cases.made.windows import with_windows
from gpj_kpi.cases.opening import Opening
from gpj_kpi.engines.interface import DAY_COLUMN, OPEN_COLUMN, Engine, Frame
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Aggregate, Source, SourceDates
from gpj_kpi.rules.models.conditions import columns_of
from gpj_kpi.sentences.derived import SUM_TOO_LARGE
from gpj_kpi.sentences.sentence import say


@dataclass(frozen=True)
class Assembled:
    """Cases with their made columns.

    Attributes:
        frame: one row per case.
        issues: notices of rows that match no case, and of cases that find no row.
        in_none: number of rows that are in no case of a source made of them.
        later: number of rows that are in none because they, or their key, are not known at as-of.
    """

    frame: Frame
    issues: tuple[Issue, ...] = ()
    in_none: int = 0
    later: int = 0


def make_of_events(name: str, source: Source, events: Rows, calendar: Calendar, engine: Engine) -> Assembled:
    """Make cases of the rows of another source.

    Args:
        name: id of the source that is made.
        source: its declaration; columns made of yet other rows are not added here.
        events: the rows of which it is made.
        calendar: covers every day of them.
        engine: where they lie.

    Returns:
        One row per key, its `_row` that of its first event, `_events` the number of them.
    """
    key = list(source.key)
    missing = nw.any_horizontal(*(nw.col(id_).is_null() for id_ in key), ignore_nulls=False)
    own = {id_: made for id_, made in source.made_columns.items() if is_of_case(made, source)}
    # A key that is not known at as-of is not empty in the export.
    frame, n_unseen = _leave_out_unseen(events, own, events.frame.with_columns(_empty_key=missing), engine)
    in_none, issues = list_in_no_case(name, source, events, frame.filter(nw.col("_empty_key")), engine)
    later = n_unseen + _count_later(events, frame.filter(missing & ~nw.col("_empty_key")), key, engine)
    days = {DAY_COLUMN.format(id_): nw.col(DAY_COLUMN.format(id_)).min() for id_ in key if _has_day(source, id_)}
    also = {**days, "_events": nw.len()}
    issues += list_undated(name, {events.name: events}, own, engine)
    keyed, filled = frame.filter(~missing), filled_columns(events)
    found = group_rows(keyed, key, own, events.source, with_row=True, also=also, filled=filled, calendar=calendar)
    found = _require_sums(name, engine.keep(found), own, engine)
    return Assembled(_mark_open(found, source, own), tuple(issues), in_none, later)


def _mark_open(frame: Frame, source: Source, made: Mapping[str, Aggregate]) -> Frame:
    """Say of each cell whether it is open, by the number that groups have.

    A case that is matched by an open cell has no rows that are known: its cells are open.
    """
    there, marked = set(frame.collect_schema().names()), {}
    for id_, each in made.items():
        if each.may_be_open:
            name = OPEN_COLUMN.format(id_)
            ours = [nw.col(OPEN_COLUMN.format(id_)) for id_ in each.ours if source.columns[id_].may_be_open]
            # Added to a column of the cases, whole numbers may be missing on every engine.
            number = nw.col("_row") * 0 + (nw.col(name).fill_null(0).cast(nw.Int64) if name in there else 0)
            marked[name] = nw.any_horizontal(number == 1, *ours, ignore_nulls=False)
    return frame.with_columns(**marked) if marked else frame


def _require_sums(name: str, found: Frame, made: Mapping[str, Aggregate], engine: Engine) -> Frame:
    """Refuse a sum that does not fit into 64 bits."""
    beyond = {id_: BEYOND.format(id_) for id_, each in made.items() if each.kind == "sum"}
    if not beyond:
        return found
    numbers = engine.fetch(found.select(*(nw.col(column).cast(nw.Int64).sum() for column in beyond.values())))
    for id_, column in beyond.items():
        if numbers[column].fillna(0).iloc[0]:
            raise ExportError(
                Issue(code="sum_too_large", message=say(SUM_TOO_LARGE, cases=name, made=id_), source=name)
            )
    return found.drop(*beyond.values())


def _leave_out_unseen(events: Rows, own: Mapping[str, Aggregate], frame: Frame, engine: Engine) -> tuple[Frame, int]:
    """Leave out, and count, the events that no column may see yet.

    They make no case: each of their moments comes after as-of.
    """
    moments = list(dict.fromkeys(made.at for made in own.values()))
    if not events.as_of.cuts_off or not moments or None in moments:
        return known_rows(replace(events, frame=frame)), 0
    had = [~nw.col(str(id_)).is_null() for id_ in moments]
    marked = known_rows(replace(events, frame=frame.with_columns(_had=nw.any_horizontal(*had, ignore_nulls=False))))
    lacks = nw.all_horizontal(*(nw.col(str(id_)).is_null() for id_ in moments), ignore_nulls=False)
    is_unseen = nw.col("_had") & lacks
    n_unseen = int(engine.fetch(marked.filter(is_unseen).select(nw.len().alias("n")))["n"].iloc[0])
    return marked.filter(~is_unseen).drop("_had"), n_unseen


def _count_later(events: Rows, later: Frame, key: Collection[str], engine: Engine) -> int:
    """Count the events whose key is not known at as-of."""
    columns = events.source.columns
    if not events.as_of.cuts_off or not any(columns[id_].holds_dates or columns[id_].known_at for id_ in key):
        return 0
    return int(engine.fetch(later.select(nw.len().alias("n")))["n"].iloc[0])


def is_of_case(made: Aggregate, source: Source) -> bool:
    """Say whether a column is made of the rows of its case."""
    is_same = made.match == tuple((id_, id_) for id_ in source.key)
    return made.source == source.made_of and is_same and not made.has_window


def add_made_columns(
    name: str,
    source: Source,
    frame: Frame,
    rows_of: Mapping[str, Rows],
    calendar: Calendar,
    engine: Engine,
    place: str,
    dates: SourceDates,
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
        dates: the columns that hold due dates, and those of which conditions ask for the opening hours.
    """
    opening = Opening(dates.in_hours, calendar, engine)
    left = {id_: made for id_, made in source.made_columns.items() if not is_of_case(made, source)}
    issues = list_undated(name, rows_of, left, engine)
    without, all_made, listed, told = frame, set(left), set[tuple[object, ...]](), dict[str, Frame]()
    while left:
        batch = _next_batch(left)
        first = batch.made[0]
        # Frames made of frames take long to plan: what needs no made column is made of the cases without them.
        needed = frame if any(rests_on(made) & all_made for made in batch.made) else without
        rows = replace(rows_of[first.source], frame=needed) if first.is_own else rows_of[first.source]
        unmatched: list[Issue] = []
        if first.kind == "only":
            frame = _look_up(source, frame, rows, batch.columns, engine)
            issues += list_not_found(name, place, source, frame, rows, batch.columns, engine)
            frame = frame.drop("_found")
        elif first.has_window or first.is_own:
            found = with_windows(name, source, needed, rows, batch.columns, calendar, engine, due=dates.due)
            # Each later pass over the cases would join them anew, and hold all that was joined in memory.
            frame = engine.keep(frame.join(found, on="_row", how="left"))
            if not first.is_own and (first.source, first.match) not in listed:
                unmatched = _list_unmatched(name, source, frame, rows, first, engine, told)
        else:
            is_listed = (first.source, first.match) in listed
            frame, unmatched = _join_groups(
                name, source, frame, rows, batch.columns, calendar, engine, None if is_listed else told
            )
        frame = opening.add(frame, batch.columns)
        # Rows that match no case are told once, however many columns look for them.
        issues += unmatched
        listed.add((first.source, first.match))
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
    """Choose the first column, and all that look at its rows.

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


def _list_unmatched(
    name: str, source: Source, frame: Frame, rows: Rows, made: Aggregate, engine: Engine, told: dict[str, Frame]
) -> list[Issue]:
    """List the rows that match no case, whenever they happened."""
    theirs = held_columns(rows.source, made.theirs)
    missing = nw.any_horizontal(*(nw.col(id_).is_null() for id_ in theirs), ignore_nulls=False)
    known = known_rows(replace(rows, frame=rows.frame.with_columns(_empty_key=missing)))
    keyed = known.filter(~missing).select(nw.col(id_).alias(f"_match_{n}") for n, id_ in enumerate(theirs))
    keys = [f"_match_{n}" for n in range(len(theirs))]
    groups = engine.keep(keyed.group_by(*keys).agg(nw.len().alias("_n")))
    return list_unmatched(name, frame.select(*held_columns(source, made.ours)), rows, known, groups, made, engine, told)


def _join_groups(
    name: str,
    source: Source,
    frame: Frame,
    rows: Rows,
    made: Mapping[str, Aggregate],
    calendar: Calendar,
    engine: Engine,
    told: dict[str, Frame] | None,
) -> tuple[Frame, list[Issue]]:
    """Group the rows by their match, and join the cases.

    `told` holds the unmatched rows that are told already; None: all are.
    """
    first = next(iter(made.values()))
    ours, theirs = held_columns(source, first.ours), held_columns(rows.source, first.theirs)
    missing = nw.any_horizontal(*(nw.col(id_).is_null() for id_ in theirs), ignore_nulls=False)
    known = known_rows(replace(rows, frame=rows.frame.with_columns(_empty_key=missing)))
    keyed = known.filter(~missing).with_columns(nw.col(id_).alias(f"_match_{n}") for n, id_ in enumerate(theirs))
    keys = [f"_match_{n}" for n in range(len(theirs))]
    never_empty, also = filled_columns(rows), {"_n": nw.len()}
    groups = engine.keep(
        group_rows(keyed, keys, made, rows.source, with_row=False, also=also, filled=never_empty, calendar=calendar)
    )
    groups = _require_sums(name, groups, made, engine)
    matched = frame.select(*ours)
    issues = [] if told is None else list_unmatched(name, matched, rows, known, groups, first, engine, told)
    joined = frame.join(groups.drop("_n"), left_on=ours, right_on=keys, how="left")
    joined = _mark_open(joined, source, made)
    # A case that has nothing to be matched by has no rows that are known: its cells are empty.
    is_known = nw.all_horizontal(*(~nw.col(id_).is_null() for id_ in ours), ignore_nulls=False)
    nothing = {"count": nw.lit(0), "different": nw.lit(0), "any": nw.lit(value=False)}
    filled = {
        id_: nw.when(~nw.col(id_).is_null())
        .then(nw.col(id_))
        .when(_is_final(id_, each, is_known))
        .then(nothing[each.kind])
        for id_, each in made.items()
        if each.kind in nothing
    }
    return joined.with_columns(**filled) if filled else joined, issues


def _is_final(id_: str, made: Aggregate, is_known: nw.Expr) -> nw.Expr:
    """Say whether no row that is to come may fill an empty cell."""
    return is_known & ~nw.col(OPEN_COLUMN.format(id_)) if made.may_be_open else is_known


def _look_up(source: Source, frame: Frame, rows: Rows, made: Mapping[str, Aggregate], engine: Engine) -> Frame:
    """Join to each case the one row that matches.

    `_found` says whether there is one.
    """
    first = next(iter(made.values()))
    ours, theirs = held_columns(source, first.ours), held_columns(rows.source, first.theirs)
    keys = [f"_match_{n}" for n in range(len(theirs))]
    cells: dict[str, nw.Expr] = {}
    for id_, each in made.items():
        is_looked_at = is_settled_part(each, rows.source)
        for ending in column_endings(rows.source, each):
            cells[f"{id_}{ending}"] = nw.when(is_looked_at).then(nw.col(f"{each.column}{ending}"))
        unsettled = is_unsettled(each, rows.source)
        if unsettled is not None:
            cells[OPEN_COLUMN.format(id_)] = nw.when(unsettled).then(nw.lit(1)).otherwise(nw.lit(0))
    table = known_rows(rows).select(
        *(nw.col(id_).alias(key) for key, id_ in zip(keys, theirs, strict=True)),
        *(cell.alias(id_) for id_, cell in cells.items()),
        nw.lit(value=True).alias("_found"),
        *([nw.col("_row").alias("_their_row")] if first.is_own else []),
    )
    joined = frame.join(engine.keep(table), left_on=ours, right_on=keys, how="left")
    if not first.is_own:
        return _mark_open(joined, source, made)
    # A row that names itself finds no other one.
    is_other = nw.col("_their_row") != nw.col("_row")
    blanked = (nw.when(is_other).then(nw.col(name)).alias(name) for name in (*cells, "_found"))
    return _mark_open(joined.with_columns(*blanked).drop("_their_row"), source, made)


def _has_day(source: Source, id_: str) -> bool:
    return source.columns[id_].holds_dates
