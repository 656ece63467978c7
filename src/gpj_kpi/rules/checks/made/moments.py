"""When the rows happen of which a column is made, and which time is looked at.

Law: as-of holds for each row, so that a row says when it happened wherever its source has dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gpj_kpi.rules.models.columns import Column
from gpj_kpi.rules.models.derived import AggregateKind, WrittenAggregate
from gpj_kpi.rules.models.sources import Source
from gpj_kpi.rules.text.faults import FaultList, RulePath, nearest, shown
from gpj_kpi.sentences import derived as sentences
from gpj_kpi.sentences import expected
from gpj_kpi.sentences.sentence import say

_ORDERED = ("first", "last", "min", "max")
_WINDOW = ("after", "before", "within")


@dataclass(frozen=True)
class Moments:
    """What a column says of the time of its rows.

    Attributes:
        written: the column as it stands in the file.
        path: its place.
        source: its source, with the columns above.
        their_name: id of the source whose rows are looked at.
        theirs: that source.
        found: takes the faults.
        all_ours: ids of all columns of its source, those below too.
    """

    written: WrittenAggregate
    path: RulePath
    source: Source
    their_name: str
    theirs: Source
    found: FaultList
    all_ours: frozenset[str]

    def settle(self, kind: AggregateKind, column: str | None) -> str | None:
        """Check the time that is looked at; find the column of moments.

        Args:
            kind: what is made of the rows.
            column: whose cells are taken, if any.

        Returns:
            The column that says when a row happened; None where nothing does.
        """
        refused = ("at", *_WINDOW) if kind == "only" else _WINDOW if kind in {"min", "max", "different"} else ()
        for key in refused:
            if getattr(self.written, key) is not None:
                word = "count: {different: ...}" if kind == "different" else kind
                message = say(sentences.NO_WINDOW_OF, key=key, kind=word)
                self.found.refuse("key_not_allowed", message, *self.path, key, at_key=True)
        if kind == "only":
            return None
        at = self._at(kind, column)
        self._check_window(at)
        return at

    def _at(self, kind: AggregateKind, column: str | None) -> str | None:
        dates = {id_: each for id_, each in self.theirs.columns.items() if each.holds_dates and not each.personal}
        if self.written.at is not None:
            self._require_moment(self.written.at, (*self.path, "at"))
            return self.written.at
        events = [id_ for id_, each in dates.items() if not each.planned]
        cells = self.theirs.columns.get(column) if column is not None else None
        if column is not None and (cells is None or (cells.personal and kind != "different")):
            return None
        if kind in _ORDERED and column in events:
            return column
        if self.theirs.written_column is not None:
            return self.theirs.written_column
        if dates and self._all_known():
            advice = columns_that_fit(events, self.their_name)
            message = say(sentences.NO_MOMENT, source=self.their_name, advice=advice)
            self.found.refuse("missing_key", message, *self.path)
        return None

    def _require_moment(self, name: str, place: RulePath) -> None:
        column = find_column(name, self.theirs, self.their_name, place, self.found)
        if column is None:
            return
        if column.personal:
            self.found.refuse("personal_column", say(sentences.PERSONAL_CELL, column=shown(name)), *place)
        elif column.planned:
            message = say(expected.PLAN, column=shown(name), what=say(sentences.PLANNED_MOMENT))
            self.found.refuse("contradiction", message, *place)
        elif not column.holds_dates:
            self._refuse_type(name, column, self.theirs, self.their_name, place)

    def _check_window(self, at: str | None) -> None:
        written = self.written
        bounds = [key for key in ("after", "before") if getattr(written, key) is not None]
        ours = [self._bound(getattr(written, key), (*self.path, key)) for key in bounds]
        if bounds and at is None and not self._has_dates() and self._all_known():
            message = say(sentences.NO_MOMENT_THERE, source=shown(self.their_name))
            self.found.refuse("missing_key", message, *self.path, bounds[0], at_key=True)
        if written.within is None:
            return
        place = (*self.path, "within")
        if not bounds:
            self.found.refuse("missing_key", say(sentences.WITHIN_OF_NOTHING), *place, at_key=True)
        elif len(bounds) > 1:
            self.found.refuse("contradiction", say(sentences.WITHIN_OF_BOTH), *place, at_key=True)
        elif written.within.unit.is_business_time:
            message = say(sentences.WITHIN_IN_OPEN_TIME, limit=shown(written.within.text))
            self.found.refuse("bad_unit", message, *place)
        elif written.within.unit.is_elapsed:
            named = {getattr(written, bounds[0]): ours[0], at: self.theirs.columns.get(at) if at else None}
            days = [name for name, column in named.items() if column is not None and column.type == "date"]
            if days:
                values = {"limit": shown(written.within.text), "column": days[0]}
                self.found.refuse("limit_needs_time", say(sentences.WITHIN_NEEDS_TIME, **values), *place)

    def _all_known(self) -> bool:
        """Say whether all columns of the rows are sound."""
        return self.found.is_sound("sources", self.their_name, "columns")

    def _has_dates(self) -> bool:
        return any(each.holds_dates for each in self.theirs.columns.values())

    def _bound(self, name: str, place: RulePath) -> Column | None:
        """Find a column of the case that bounds the time."""
        column = find_column(name, self.source, str(self.path[1]), place, self.found, below=self.all_ours)
        if column is None:
            return None
        if column.personal:
            self.found.refuse("personal_column", say(sentences.PERSONAL_CELL, column=shown(name)), *place)
        elif not column.holds_dates:
            self._refuse_type(name, column, self.source, str(self.path[1]), place)
        return column

    def _refuse_type(self, name: str, column: Column, source: Source, source_name: str, place: RulePath) -> None:
        """Refuse a column that holds no dates, where moments are compared."""
        fitting = source.event_columns() if place[-1] == "at" else source.date_columns
        advice = columns_that_fit(fitting, source_name)
        values = {"column": shown(name), "source": source_name, "type": column.type, "kind": place[-1]}
        message = say(sentences.WRONG_TYPE, **values, needed=say(sentences.A_DATE), advice=advice)
        self.found.refuse("wrong_column_type", message, *place)


def find_column(
    name: str,
    source: Source,
    their_name: str,
    place: RulePath,
    found: FaultList,
    *,
    below: Iterable[str] = (),
    at_key: bool = False,
) -> Column | None:
    """Find a column of a source, or refuse its name.

    Args:
        name: its id.
        source: the source as it is known.
        their_name: id of the source.
        place: where the column is named.
        found: takes the fault of a column that is not there.
        below: columns that stand below.
        at_key: the key at this place names it.

    Returns:
        The column; None where it, or its declaration, is at fault.
    """
    if name in source.columns:
        is_known = found.is_sound("sources", their_name, "columns", name)
        return source.columns[name] if is_known else None
    if name in below:
        found.refuse("bad_order", say(sentences.COLUMN_BELOW, column=shown(name)), *place, at_key=at_key)
    elif found.stands("sources", their_name, "columns"):
        advice = nearest(name, source.columns)
        message = say(sentences.UNKNOWN_COLUMN_OF, column=shown(name), source=their_name, advice=advice)
        found.refuse("unknown_column", message, *place, at_key=at_key)
    return None


def columns_that_fit(names: Iterable[str], source: str) -> str:
    """Name the columns of a source that fit, as advice."""
    listed = ", ".join(names)
    if listed:
        return say(sentences.COLUMNS_THAT_FIT, names=listed)
    return say(sentences.NONE_FITS, source=source)
