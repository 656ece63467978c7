"""Columns made of the rows around a moment of the case, and of the other rows of its own source.

Law: the row of the case itself is never among them. A time that is not over is not known: what later rows may still
change is empty, and stands as open beside the column.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field, replace

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.cases.made.bounds import Bounded, bound_cases
from gpj_kpi.cases.made.different import count_different
from gpj_kpi.cases.made.grouping import MILLION, MOST_MILLIONS
from gpj_kpi.cases.made.rows import Rows, held_columns, is_settled_part, is_unsettled, known_rows
from gpj_kpi.cases.made.running import HIGH, LOW, OWN, RANK, Running, add_up
from gpj_kpi.engines.conditions import meets
from gpj_kpi.engines.interface import OPEN_COLUMN, Engine, Frame
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Aggregate, Source
from gpj_kpi.sentences.derived import SUM_TOO_LARGE
from gpj_kpi.sentences.sentence import say


def with_windows(
    name: str,
    source: Source,
    frame: Frame,
    rows: Rows,
    made: Mapping[str, Aggregate],
    calendar: Calendar,
    engine: Engine,
    *,
    due: Collection[str] = (),
) -> Frame:
    """Make columns of the rows of some time.

    Args:
        name: id of the source of the cases.
        source: its declaration.
        frame: one row per case.
        rows: of which the columns are made.
        made: what is made, by column; all look at the same rows and the same time.
        calendar: covers every day of the cases and of the times that are looked at.
        engine: where they lie.
        due: columns of the cases that hold due dates.

    Returns:
        `_row` of each case, and the columns. Beside one whose time may not be over stands whether it is open
        (`OPEN_COLUMN`).

    Raises:
        ExportError: a sum may not fit into 64 bits.
    """
    first = next(iter(made.values()))
    known = known_rows(rows)
    bounded = bound_cases(source, frame, rows, first, calendar, engine, due=due)
    bounded = replace(bounded, frame=engine.keep(bounded.frame))
    found = [
        _Making(name, bounded, known, rows.source, columns, order, engine).cells()
        for order, columns in _by_order(made).items()
    ]
    different = {id_: each for id_, each in made.items() if each.kind == "different"}
    found += [count_different(id_, each, bounded, known, rows.source) for id_, each in different.items()]
    joined, *others = found
    for each in others:
        joined = joined.join(each, on="_row", how="left")
    return engine.keep(joined)


def _by_order(made: Mapping[str, Aggregate]) -> dict[str, dict[str, Aggregate]]:
    """Sort columns by what orders their rows."""
    found: dict[str, dict[str, Aggregate]] = {}
    for id_, each in made.items():
        if each.kind != "different":
            order = each.column if each.kind in {"min", "max"} else each.at
            found.setdefault(order or "_row", {})[id_] = each
    return found


@dataclass
class _Numbers:
    """The numbers of each row that are added up; equal ones once.

    Attributes:
        source: declaration of the rows.
        named: what they are, with their names.
    """

    source: Source
    named: dict[Hashable, tuple[str, nw.Expr]] = field(default_factory=dict)

    def looked_at(self, made: Aggregate) -> str:
        """Name the number that marks the rows looked at."""
        by_cells = is_unsettled(made, self.source) is not None and (made.kind, made.condition)
        looked_at = is_settled_part(made, self.source).cast(nw.Int64)
        return self._add(("rows", made.where, made.at, made.column, by_cells), looked_at)

    def unsettled(self, made: Aggregate) -> str | None:
        """Name the number that marks those that an open cell leaves open."""
        unsettled = is_unsettled(made, self.source)
        if unsettled is None:
            return None
        key = "unsettled", made.kind, made.where, made.at, made.column, made.condition
        return self._add(key, unsettled.cast(nw.Int64))

    def held(self, made: Aggregate) -> str:
        """Name the number that marks those that meet the condition."""
        if made.condition is None:
            return self.looked_at(made)
        holds = is_settled_part(made, self.source) & meets(made.condition, self.source.columns)
        return self._add(("held", made.where, made.at, made.condition), holds.cast(nw.Int64))

    def cells(self, made: Aggregate) -> str:
        """Name the number that holds the cell of each."""
        cell = nw.when(is_settled_part(made, self.source)).then(nw.col(str(made.column))).otherwise(nw.lit(0))
        return self._add(("cells", made.where, made.at, made.column), cell)

    def _add(self, key: Hashable, number: nw.Expr) -> str:
        return self.named.setdefault(key, (f"_n{len(self.named)}", number))[0]


@dataclass(frozen=True)
class _Making:
    """Columns whose rows have one order.

    Attributes:
        name: id of the source of the cases.
        bounded: the cases, with the time of each.
        known: the rows that are known.
        theirs: declaration of the rows.
        made: what is made, by column.
        order: column that orders the rows; of equal ones, their place in the export does.
        engine: where all lie.
    """

    name: str
    bounded: Bounded
    known: Frame
    theirs: Source
    made: Mapping[str, Aggregate]
    order: str
    engine: Engine

    @property
    def first(self) -> Aggregate:
        return next(iter(self.made.values()))

    def cells(self) -> Frame:
        """Make the columns: `_row` and the cells of each case."""
        numbers = _Numbers(self.theirs)
        for each in self.made.values():
            numbers.looked_at(each)
            numbers.unsettled(each)
            if each.kind in {"any", "all"}:
                numbers.held(each)
            elif each.kind == "sum":
                numbers.cells(each)
        running = self._run(numbers)
        names = running.names
        # Step by step: what groups and what joins need memory of their own.
        ends = self.engine.keep(running.at_ends(names if self.first.is_own else None))
        cases = self.bounded.frame.join(ends, on="_row", how="left")
        sums = [
            name for name in cases.collect_schema().names() if name.startswith(("_low_", "_high_", "_own_", "_rank_"))
        ]
        # Added to a column of the cases, whole numbers may be missing on every engine.
        whole = ((nw.col("_row") * 0 + nw.col(name).fill_null(0).cast(nw.Int64)).alias(name) for name in sums)
        cases = cases.with_columns(*whole)
        made: list[nw.Expr] = []
        for place, (id_, each) in enumerate(self.made.items()):
            if each.kind in {"first", "last", "min", "max"}:
                cases, cells = self._choose(cases, running, id_, each, numbers.looked_at(each), place)
            else:
                cells = {id_: self._amount(each, numbers, running)}
            unsettled = numbers.unsettled(each)
            may_change = None if unsettled is None else self._in_time(unsettled, unsettled, running) > 0
            made += self._as_known(id_, each, cells, may_change)
        return cases.select("_row", *made)

    def _run(self, numbers: _Numbers) -> Running:
        """Add up the numbers of the rows looked at."""
        theirs = held_columns(self.theirs, self.first.theirs)
        match = [nw.col(id_).alias(key) for key, id_ in zip(self.bounded.keys, theirs, strict=True)]
        is_keyed = nw.all_horizontal(*(~nw.col(id_).is_null() for id_ in theirs), ignore_nulls=False)
        named = {name: number.alias(name) for name, number in numbers.named.values()}
        marks = [numbers.looked_at(each) for each in self.made.values()]
        marks += [mark for each in self.made.values() if (mark := numbers.unsettled(each)) is not None]
        own = []
        if self.first.is_own:
            ours = held_columns(self.theirs, self.first.ours)
            pairs = [(here, there) for here, there in zip(ours, theirs, strict=True) if here != there]
            same = [(nw.col(here) == nw.col(there)).fill_null(value=False) for here, there in pairs]
            is_same = nw.all_horizontal(*same, ignore_nulls=False) if same else ~nw.col("_row").is_null()
            own = [is_same.cast(nw.Int64).alias("_own")]
        events = self.known.filter(is_keyed).select(
            *match, self._order.alias("_at"), nw.col("_row"), *named.values(), *own
        )
        is_wanted = nw.any_horizontal(*(nw.col(name) == 1 for name in dict.fromkeys(marks)), ignore_nulls=False)
        self._require_sums(events, {id_: numbers.cells(each) for id_, each in self.made.items() if each.kind == "sum"})
        return add_up(self.bounded, events.filter(is_wanted), list(named), self.engine, with_own=self.first.is_own)

    @property
    def _order(self) -> nw.Expr:
        """What orders the rows; an open cell has some place."""
        column = self.theirs.columns.get(self.order)
        return nw.col(self.order).fill_null(0) if column is not None and column.may_be_open else nw.col(self.order)

    def _require_sums(self, events: Frame, cells: Mapping[str, str]) -> None:
        """Refuse a running sum that may not fit into 64 bits.

        Cells are added up in whole millions, without their signs: no part of the rows can come to more.
        """
        if not cells:
            return
        sizes = {id_: nw.col(cell).abs() // MILLION + 1 for id_, cell in cells.items()}
        found = self.engine.fetch(
            events.select(nw.len().alias("_n"), *(size.max().alias(id_) for id_, size in sizes.items()))
        ).iloc[0]
        large = [id_ for id_ in cells if not pd.isna(found[id_]) and int(found[id_]) * int(found["_n"]) > MOST_MILLIONS]
        if not large:
            return
        summed = events.with_columns(**{f"_size_{id_}": sizes[id_] for id_ in large}).group_by(*self.bounded.keys)
        totals = summed.agg(*(nw.col(f"_size_{id_}").sum().alias(id_) for id_ in large))
        most = self.engine.fetch(totals.select(*(nw.col(id_).max() for id_ in large))).iloc[0]
        for id_ in large:
            if int(most[id_]) > MOST_MILLIONS:
                message = say(SUM_TOO_LARGE, cases=self.name, made=id_)
                raise ExportError(Issue(code="sum_too_large", message=message, source=self.name))

    def _in_time(self, name: str, mark: str, running: Running) -> nw.Expr:
        """Add up a number over the rows in time."""
        found = nw.col(HIGH.format(name))
        if running.has_low:
            found = found - nw.col(LOW.format(name))
        if self.first.is_own:
            own = nw.when(self._holds_own(mark, running)).then(nw.col(OWN.format(name))).otherwise(nw.lit(0))
            found = found - own
        return found

    def _holds_own(self, mark: str, running: Running) -> nw.Expr:
        """Say whether the own row of a case is in time."""
        rank = nw.col(RANK.format(mark))
        low = nw.col(LOW.format(mark)) if running.has_low else nw.lit(0)
        return (nw.col(OWN.format(mark)) == 1) & (rank > low) & (rank <= nw.col(HIGH.format(mark)))

    def _amount(self, made: Aggregate, numbers: _Numbers, running: Running) -> nw.Expr:
        """Make a number of rows, what they meet, or a sum."""
        mark = numbers.looked_at(made)
        n_rows = self._in_time(mark, mark, running)
        match made.kind:
            case "count":
                return n_rows
            case "sum":
                return nw.when(n_rows > 0).then(self._in_time(numbers.cells(made), mark, running))
            case "any":
                return self._in_time(numbers.held(made), mark, running) > 0
        return nw.when(n_rows > 0).then(self._in_time(numbers.held(made), mark, running) == n_rows)

    def _choose(
        self, cases: Frame, running: Running, id_: str, made: Aggregate, mark: str, place: int
    ) -> tuple[Frame, dict[str, nw.Expr]]:
        """Choose the first or last row, and take its cells."""
        low = nw.col(LOW.format(mark)) if running.has_low else nw.col("_row") * 0
        high, own, step = nw.col(HIGH.format(mark)), nw.col(RANK.format(mark)), 1
        rank = low + 1
        if (made.kind in {"last", "max"}) != running.is_backward:
            rank, step = high, -1
        if made.is_own:
            is_own = (nw.col(OWN.format(mark)) == 1) & (own == rank)
            rank = nw.when(is_own).then(rank + step).otherwise(rank)
        # No row has the rank 0.
        rank = nw.when((rank > low) & (rank <= high)).then(rank).otherwise(nw.lit(0))
        column = str(made.column)
        endings = ("", "__day") if self.theirs.columns[column].holds_dates else ("",)
        taken = {f"{id_}{ending}": f"_taken_{place}{ending}" for ending in endings}
        cells = self.known.select(
            nw.col("_row").alias("_event"),
            *(nw.col(f"{column}{ending}").alias(f"_taken_{place}{ending}") for ending in endings),
        )
        # A join holds one of its sides in memory, and joins of joins would hold several.
        ranked = self.engine.keep(running.ranked(mark).join(cells, on="_event", how="inner").drop("_event"))
        asked = self.engine.keep(cases.with_columns(_rank=rank))
        joined = asked.join(ranked, on=[*running.keys, "_rank"], how="left").drop("_rank")
        return joined, {name: nw.col(held) for name, held in taken.items()}

    def _as_known(
        self, id_: str, made: Aggregate, cells: Mapping[str, nw.Expr], may_change: nw.Expr | None
    ) -> list[nw.Expr]:
        """Leave empty what is not known, and say whether it is open."""
        is_known, is_over = self.bounded.is_known, self.bounded.is_over
        if not made.may_be_open:
            return [nw.when(is_known).then(each).alias(name) for name, each in cells.items()]
        is_open = nw.lit(value=False) if is_over is None else ~is_over
        if made.kind == "first":
            is_open = is_open & cells[id_].is_null()
        if may_change is not None:
            is_open = is_open | may_change
        if made.kind == "any":
            is_open = is_open & ~cells[id_]
        elif made.kind == "all" and may_change is not None and is_over is None:
            is_open = is_open & cells[id_].fill_null(value=True)
        is_open = is_known & is_open
        if self.bounded.waits is not None:
            is_open = is_open | self.bounded.waits
        found = [nw.when(is_known & ~is_open).then(each).alias(name) for name, each in cells.items()]
        return [*found, is_open.alias(OPEN_COLUMN.format(id_))]
