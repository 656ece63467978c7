"""Columns made of other rows, and sources made of another: what they name is found here.

Law: a source is settled after those it needs. What is found has a type like any column, so that nothing later asks how
it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from gpj_kpi.rules.checks.moments import Moments, columns_that_fit, find_column
from gpj_kpi.rules.models.column_types import ColumnType
from gpj_kpi.rules.models.columns import Column, MadeColumn
from gpj_kpi.rules.models.conditions import All, Condition, read_condition
from gpj_kpi.rules.models.derived import AGGREGATES, ROWS, Aggregate, AggregateKind, WrittenAggregate
from gpj_kpi.rules.models.document import RuleDocument
from gpj_kpi.rules.models.sources import MadeSource, Source, WrittenSource
from gpj_kpi.rules.text.faults import FaultList, RulePath, nearest, shown
from gpj_kpi.sentences import derived as sentences
from gpj_kpi.sentences.sentence import say

_TYPES: Mapping[AggregateKind, ColumnType] = {
    "count": "integer",
    "different": "integer",
    "any": "boolean",
    "all": "boolean",
}
"""The types of what is made, where it is not that of the column."""
_STAND_IN = Column(header="unknown", type="text")
_DEEPEST = 32
_LONGEST_CIRCLE = 8


def settle_sources(document: RuleDocument, found: FaultList) -> RuleDocument:
    """Find what made columns and made sources name.

    Args:
        document: as it was read.
        found: takes the faults.

    Returns:
        The document with sources alone that have columns alone. One at fault has a stand-in, and is marked.
    """
    settled = _Settling(document, found)
    for name in document.sources:
        settled.source(name, (name,))
    return document.model_copy(update={"sources": _code(settled.done, document)})


def _code(sources: Mapping[str, Source], document: RuleDocument) -> dict[str, Source]:
    """Mark the personal columns that are matched by, or counted."""
    coded: dict[str, set[str]] = {name: set() for name in sources}
    for name, source in sources.items():
        for made in source.made_columns.values():
            coded[name] |= {*made.ours}
            coded[made.source] |= {*made.theirs}
            coded[made.source] |= {made.column} if made.kind == "different" and made.column else set()
    return {name: sources[name].with_coded(coded[name]) for name in document.sources}


@dataclass
class _Settling:
    """The sources that are settled, and those to be.

    Attributes:
        document: as it was read.
        found: takes the faults.
        done: the sources that are settled, by id.
        depths: how many sources each of them rests on, one below the other.
    """

    document: RuleDocument
    found: FaultList
    done: dict[str, Source] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    is_too_deep: bool = False

    def source(self, name: str, chain: tuple[str, ...]) -> Source:
        """Settle a source, after those that it needs.

        Args:
            name: its id.
            chain: the sources on the way to it, itself the last one.
        """
        if name in self.done:
            return self.done[name]
        written, path = self.document.sources[name], ("sources", name)
        self.depths[name] = 0
        if isinstance(written, WrittenSource):
            source: Source = self._made_source(written, path, chain)
        else:
            source = written.model_copy(update={"columns": {}})
        columns = dict(source.columns)
        columns |= {id_: each for id_, each in written.columns.items() if not isinstance(each, WrittenAggregate)}
        for id_, each in written.columns.items():
            if isinstance(each, WrittenAggregate):
                source = source.model_copy(update={"columns": dict(columns)})
                columns[id_] = self._column(id_, each, name, source, chain)
        ordered = {id_: columns[id_] for id_ in (*source.key, *written.columns) if id_ in columns}
        self.done[name] = source.model_copy(
            update={"columns": ordered if source.made_of else _in_order(written, columns)}
        )
        return self.done[name]

    def needed(self, name: str, place: RulePath, chain: tuple[str, ...]) -> Source | None:
        """Settle a source that another one names; None where that cannot be."""
        if not self.found.stands("sources") or not self.found.is_sound(*place):
            return None
        refusal = None
        if name not in self.document.sources:
            advice = nearest(name, self.document.sources)
            refusal = "unknown_source", say(sentences.NOT_A_SOURCE, source=shown(name), advice=advice)
        elif name in chain:
            circle = [*chain[chain.index(name) :], name]
            if len(circle) > _LONGEST_CIRCLE:
                circle[_LONGEST_CIRCLE // 2 : 1 - _LONGEST_CIRCLE // 2] = ["…"]
            refusal = "circle", say(sentences.CIRCLE, circle=" → ".join(circle))
        elif not self.found.stands("sources", name):
            return None
        if refusal is None:
            source = self.source(name, (*chain, name)) if len(chain) <= _DEEPEST else None
            depth = 1 + self.depths[name] if source is not None else len(chain)
            if depth <= _DEEPEST:
                self.depths[chain[-1]] = max(self.depths[chain[-1]], depth)
                return source
            refusal = "too_deep", say(sentences.TOO_DEEP, n=_DEEPEST)
        # One chain of sources is told once, wherever it is met again.
        if refusal[0] != "too_deep" or not self.is_too_deep:
            self.found.refuse(*refusal, *place)
        self.is_too_deep |= refusal[0] == "too_deep"
        self.found.spoil(*place)
        return None

    def _made_source(self, written: WrittenSource, path: RulePath, chain: tuple[str, ...]) -> MadeSource:
        """Settle a source made of another, with the columns of its key."""
        columns: dict[str, Column] = {}
        base = None
        if written.cases_of == chain[-1]:
            message = say(sentences.MADE_OF_ITSELF, source=shown(written.cases_of))
            self.found.refuse("circle", message, *path, "cases_of")
            self.found.spoil(*path, "cases_of")
        else:
            base = self.needed(written.cases_of, (*path, "cases_of"), chain)
        for position, id_ in enumerate(written.by):
            place = (*path, "by", position) if len(written.by) > 1 else (*path, "by")
            columns[id_] = self._column_of_by(id_, place, base, written.cases_of)
            if id_ in written.columns:
                message = say(sentences.COLUMN_OF_BY, column=shown(id_), source=written.cases_of)
                self.found.refuse("duplicate", message, *path, "columns", id_, at_key=True)
                self.found.spoil(*path, "columns", id_)
        for id_, each in written.columns.items():
            if not isinstance(each, WrittenAggregate):
                values = {"source": path[-1], "column": id_, "keys": ", ".join(AGGREGATES)}
                self.found.refuse("key_not_allowed", say(sentences.NO_HEADER_HERE, **values), *path, "columns", id_)
                self.found.spoil(*path, "columns", id_)
        return MadeSource(
            label=written.label,
            key=written.by,
            columns=columns,
            cases_of=written.cases_of,
            null_values=base.null_values if base else ("",),
        )

    def _column_of_by(self, id_: str, place: RulePath, base: Source | None, name: str) -> Column:
        column = find_column(id_, base, name, place, self.found) if base is not None else None
        if column is None:
            self.found.spoil("sources", str(place[1]), "columns", id_)
            return _STAND_IN
        if column.personal:
            self.found.refuse("personal_column", say(sentences.PERSONAL_CASE, column=shown(id_)), *place)
        return column.model_copy(update={"required": True})

    def _column(self, id_: str, written: WrittenAggregate, name: str, source: Source, chain: tuple[str, ...]) -> Column:
        """Settle one column made of other rows."""
        path = ("sources", name, "columns", id_)
        if not self.found.is_sound(*path):
            self.found.spoil(*path)
            return _STAND_IN
        their_name = written.from_ or source.made_of
        if their_name is None:
            self.found.refuse("missing_key", say(sentences.NO_SOURCE), *path)
            theirs = None
        else:
            is_own = their_name == name
            place = (*path, "from") if written.from_ else ("sources", name, "cases_of")
            theirs = None
            if self.found.is_sound(*place):
                theirs = source if is_own else self.needed(their_name, place, chain)
        n_faults = len(self.found.faults)
        made = None
        if theirs is not None and their_name is not None:
            below = self.document.sources[name].columns
            making = _Making(written, path, name, source, their_name, theirs, self.found, frozenset(below))
            made = making.column(id_)
        if len(self.found.faults) > n_faults or made is None:
            self.found.spoil(*path)
            return _STAND_IN
        return made


def _in_order(written: Source | WrittenSource, columns: Mapping[str, Column]) -> dict[str, Column]:
    return {id_: columns[id_] for id_ in written.columns}


@dataclass(frozen=True)
class _Making:
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
        return MadeColumn(header=id_, type=type_, aggregate=made, **kept)

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
