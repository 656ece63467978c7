"""One column made of other rows: what it names is found here.

Law: a column names what stands above it, and the columns of a source that is settled. Its type is known then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from gpj_kpi.rules.checks.made.moments import Moments, columns_that_fit, find_column
from gpj_kpi.rules.models.column_types import ColumnType
from gpj_kpi.rules.models.columns import Column, MadeColumn
from gpj_kpi.rules.models.conditions import All, Condition, columns_of, read_condition
from gpj_kpi.rules.models.derived import AGGREGATES, ROWS, Aggregate, AggregateKind, WrittenAggregate
from gpj_kpi.rules.models.measures.amounts import may_be_negative
from gpj_kpi.rules.models.sources import Source
from gpj_kpi.rules.text.faults import FaultList, RulePath, shown
from gpj_kpi.sentences import derived as sentences
from gpj_kpi.sentences.sentence import say

_TYPES: Mapping[AggregateKind, ColumnType] = {
    "count": "integer",
    "different": "integer",
    "any": "boolean",
    "all": "boolean",
}
"""The types of what is made, where it is not that of the column."""


@dataclass(frozen=True)
class Making:
    """One column being settled.

    Attributes:
        written: as it stands in the file.
        path: its place.
        name: id of its source.
        source: that source, with the columns above.
        their_name: id of the source whose rows are looked at.
        theirs: that source.
        found: takes the faults.
        all_ours: ids of all columns of its source, those below too.
    """

    written: WrittenAggregate
    path: RulePath
    name: str
    source: Source
    their_name: str
    theirs: Source
    found: FaultList
    all_ours: frozenset[str]

    @property
    def moments(self) -> Moments:
        """What says when the rows happened."""
        return Moments(self.written, self.path, self.source, self.their_name, self.theirs, self.found, self.all_ours)

    def column(self, id_: str) -> MadeColumn | None:
        """Find what the column is made of; None where it names nothing."""
        kind = self._kind()
        match = self._match()
        if kind is None or match is None:
            return None
        column = self._their_column(kind)
        condition = self._condition(getattr(self.written, kind), kind) if kind in {"any", "all"} else None
        where = self._condition(self.written.where, "where")
        if kind == "only" and self.found.is_sound(*self.path, "match"):
            self._require_key(match)
        at = self.moments.settle(kind, column)
        held = self.theirs.columns.get(column) if column is not None else None
        if column is not None and not self.found.is_sound("sources", self.their_name, "columns", column):
            return None
        type_ = _TYPES.get(kind) or (held.type if held is not None else "text")
        keeps = held is not None and kind not in _TYPES
        made = Aggregate(
            source=self.their_name,
            match=match,
            is_own=self.their_name == self.name,
            kind=kind,
            column=column,
            condition=condition,
            where=where,
            at=at,
            after=self.written.after,
            before=self.written.before,
            within=self.written.within,
        )
        kept = {key: getattr(held, key) for key in ("values", "unit", "planned") if held is not None and keeps}
        kept = {key: value for key, value in kept.items() if value is not None}
        if held is not None and held.traits.holds_numbers and kind not in _TYPES:
            kept["may_be_negative"] = may_be_negative(held)
        made = replace(made, rests_on_open=self._rests_on_open(made))
        return MadeColumn(header=id_, type=type_, aggregate=made, **kept)

    def _rests_on_open(self, made: Aggregate) -> bool:
        """Say whether some cell on which it rests may be open."""
        conditions = [each for each in (made.where, made.condition) if each is not None]
        theirs = {made.at, made.column}.union(*map(columns_of, conditions))
        ours = {*made.ours, made.after, made.before}
        columns = [*map(self.theirs.columns.get, map(str, theirs)), *map(self.source.columns.get, map(str, ours))]
        return any(column is not None and column.may_be_open for column in columns)

    def _kind(self) -> AggregateKind | None:
        """Find the one key that says what is made of the rows."""
        kinds = [key for key in AGGREGATES if getattr(self.written, key) is not None]
        if not kinds:
            self.found.refuse("missing_key", say(sentences.NO_AGGREGATE, keys=", ".join(AGGREGATES)), *self.path)
            return None
        if len(kinds) > 1:
            message = say(sentences.TWO_AGGREGATES, first=kinds[0])
            self.found.refuse("contradiction", message, *self.path, kinds[1], at_key=True)
            return None
        is_different = kinds[0] == "count" and self.written.count != ROWS
        return "different" if is_different else kinds[0]  # type: ignore[return-value]

    def _match(self) -> tuple[tuple[str, str], ...] | None:
        """Find the columns that are equal in a case and its rows."""
        if self.written.match is None:
            if self.their_name == self.source.made_of:
                return tuple((id_, id_) for id_ in self.source.key)
            message = say(sentences.NO_MATCH, source=shown(self.their_name))
            self.found.refuse("missing_key", message, *self.path)
            return None
        is_mapping = any(ours != theirs for ours, theirs in self.written.match)
        for position, (ours, theirs) in enumerate(self.written.match):
            place: RulePath = (*self.path, "match")
            if is_mapping or len(self.written.match) > 1:
                place = (*place, ours if is_mapping else position)
            n_faults = len(self.found.faults)
            our_column = find_column(
                ours, self.source, self.name, place, self.found, below=self.all_ours, at_key=is_mapping
            )
            if len(self.found.faults) > n_faults and not is_mapping:
                continue
            their_column = find_column(theirs, self.theirs, self.their_name, place, self.found)
            if our_column is not None and their_column is not None:
                self._compare(ours, our_column, theirs, their_column, place)
        return self.written.match

    def _compare(self, ours: str, our_column: Column, theirs: str, their_column: Column, place: RulePath) -> None:
        values: dict[str, object] = {"ours": shown(ours), "theirs": shown(theirs), "source": self.their_name}
        if our_column.type != their_column.type:
            types = {"our_type": our_column.type, "their_type": their_column.type}
            self.found.refuse("wrong_column_type", say(sentences.MATCH_OF_TYPES, **values, **types), *place)
        elif our_column.personal != their_column.personal:
            personal, other = (ours, theirs) if our_column.personal else (theirs, ours)
            message = say(sentences.MATCH_OF_PERSONAL, personal=shown(personal), other=shown(other))
            self.found.refuse("personal_column", message, *place)

    def _their_column(self, kind: AggregateKind) -> str | None:
        """Find the column whose cells are taken, if any are."""
        if kind in {"any", "all", "count"}:
            return None
        place, name = (*self.path, kind), getattr(self.written, kind, None)
        if isinstance(self.written.count, Mapping):
            place, name = (*self.path, "count", "different"), self.written.count["different"]
        assert isinstance(name, str)
        column = find_column(name, self.theirs, self.their_name, place, self.found)
        if column is None:
            return name
        needed = {
            "sum": (column.traits.holds_numbers, sentences.A_NUMBER),
            "min": (column.traits.is_ordered, sentences.A_NUMBER_OR_DATE),
            "max": (column.traits.is_ordered, sentences.A_NUMBER_OR_DATE),
        }
        fits, wording = needed.get(kind, (True, sentences.A_NUMBER))
        if column.personal and kind != "different":
            self.found.refuse("personal_column", say(sentences.PERSONAL_CELL, column=shown(name)), *place)
        elif not fits:
            traits = {id_: each.traits for id_, each in self.theirs.columns.items() if not each.personal}
            fitting = [id_ for id_, each in traits.items() if each.holds_numbers or (kind != "sum" and each.is_ordered)]
            advice = columns_that_fit(fitting, self.their_name)
            values = {"column": shown(name), "source": self.their_name, "type": column.type, "kind": kind}
            message = say(sentences.WRONG_TYPE, **values, needed=say(wording), advice=advice)
            self.found.refuse("wrong_column_type", message, *place)
        return name

    def _condition(self, waiting: object, key: str) -> Condition | None:
        """Read a condition on the columns of the rows."""
        if waiting is None or waiting == ROWS:
            return None
        refused: Condition = All(())
        columns = {
            id_: each if self.found.is_sound("sources", self.their_name, "columns", id_, "type") else None
            for id_, each in self.theirs.columns.items()
        }
        read = partial(
            read_condition, waiting, columns=columns, null_values=self.theirs.null_values, source=self.their_name
        )
        return self.found.read(read, *self.path, key, otherwise=refused)

    def _require_key(self, match: tuple[tuple[str, str], ...]) -> None:
        """Refuse a look-up by columns of which several rows may be equal."""
        theirs = [name for _, name in match]
        is_known = self.found.is_sound("sources", self.their_name, "key") and set(self.theirs.key) <= {
            *self.theirs.columns
        }
        if is_known and set(theirs) != set(self.theirs.key):
            values = {"match": ", ".join(theirs), "source": self.their_name, "key": ", ".join(self.theirs.key)}
            self.found.refuse("match_is_no_key", say(sentences.MATCH_IS_NO_KEY, **values), *self.path, "match")
