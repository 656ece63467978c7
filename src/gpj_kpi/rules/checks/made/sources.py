"""Columns made of other rows, and sources made of another: what they name is found here.

Law: a source is settled after those it needs. What is found has a type like any column, so that nothing later asks how
it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gpj_kpi.rules.checks.made.columns import Making
from gpj_kpi.rules.checks.made.moments import find_column
from gpj_kpi.rules.models.columns import Column
from gpj_kpi.rules.models.derived import AGGREGATES, WrittenAggregate
from gpj_kpi.rules.models.document import RuleDocument
from gpj_kpi.rules.models.sources import MadeSource, Source, WrittenSource
from gpj_kpi.rules.text.faults import FaultList, RulePath, nearest, shown
from gpj_kpi.sentences import derived as sentences
from gpj_kpi.sentences.sentence import say

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
        # Events whose cell is not known yet are in no case: that of a case is known. A made column is made already.
        held = {key: getattr(column, key) for key in Column.model_fields if getattr(column, key) is not None}
        return Column.model_construct(**{**held, "required": True, "known_at": None})

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
            making = Making(written, path, name, source, their_name, theirs, self.found, frozenset(below))
            made = making.column(id_)
        if len(self.found.faults) > n_faults or made is None:
            self.found.spoil(*path)
            return _STAND_IN
        return made


def _in_order(written: Source | WrittenSource, columns: Mapping[str, Column]) -> dict[str, Column]:
    return {id_: columns[id_] for id_ in written.columns}
