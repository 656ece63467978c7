"""Columns made of other rows, as they are written and as they are read.

Law: such a column is written as a `WrittenAggregate`. The checks find the source, the columns and the types that it
names, and make it an `Aggregate` of a `MadeColumn`: only these leave the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from gpj_kpi.calendars.limits import Limit, parse_limit
from gpj_kpi.rules.text.faults import read_each, refused, shown, unknown_key
from gpj_kpi.rules.text.values import TEXT_SCHEMA, TEXTS_SCHEMA, ReadBy, RuleModel, Text, Written, read_names, read_text
from gpj_kpi.sentences import derived as sentences
from gpj_kpi.sentences.sentence import say

if TYPE_CHECKING:
    from gpj_kpi.rules.models.conditions import Condition

AggregateKind = Literal["first", "last", "min", "max", "sum", "count", "different", "any", "all", "only"]
Match = tuple[tuple[str, str], ...]
"""Pairs of a column here and the column there that is equal to it."""
AGGREGATES = ("first", "last", "min", "max", "sum", "count", "any", "all", "only")
"""The keys of a column, one of which says what is made of the rows."""
ROWS = "rows"


def _read_match(value: object) -> Match:
    if not isinstance(value, dict):
        return tuple((name, name) for name in read_names(value))
    if not value:
        raise refused("empty", say(sentences.EMPTY_MATCH))
    return tuple(read_each(value.items(), lambda ours, theirs: (ours, read_text(theirs))))


def _read_count(value: object) -> Mapping[str, str] | str:
    if value == ROWS:
        return ROWS
    if not isinstance(value, dict):
        raise refused("bad_value", say(sentences.BAD_COUNT, read=shown(value)))

    def read(key: str, below: object) -> str:
        if key != "different":
            raise unknown_key(key, ("different",), what="count")
        return read_text(below)

    if len(value) != 1:
        raise refused("bad_value", say(sentences.BAD_COUNT, read=shown(value)))
    return {"different": read_each(value.items(), read)[0]}


def _read_rows_or_condition(value: object) -> object:
    if value == ROWS:
        return ROWS
    return _read_waiting(value)


def _read_waiting(value: object) -> object:
    """Take a condition as it is written."""
    if not isinstance(value, dict) or not value:
        raise refused("bad_condition", say(sentences.NO_CONDITION, read=shown(value)))
    return value


def _read_length(value: object) -> Limit:
    if isinstance(value, Limit):
        return value
    if not isinstance(value, str):
        raise refused("bad_limit", say(sentences.LENGTH_EXPECTED, read=shown(value)))
    try:
        return parse_limit(value)
    except ValueError as error:
        raise refused("bad_limit", str(error)) from error


_CONDITION_SCHEMA: dict[str, object] = {"type": "object", "minProperties": 1}
_ROWS_SCHEMA: dict[str, object] = {"anyOf": [{"const": ROWS}, _CONDITION_SCHEMA]}
_COUNT_SCHEMA: dict[str, object] = {
    "anyOf": [
        {"const": ROWS},
        {
            "type": "object",
            "properties": {"different": TEXT_SCHEMA},
            "required": ["different"],
            "additionalProperties": False,
        },
    ]
}
_MATCH_SCHEMA: dict[str, object] = {
    "anyOf": [*TEXTS_SCHEMA["anyOf"], {"type": "object", "additionalProperties": TEXT_SCHEMA, "minProperties": 1}]
}


class WrittenAggregate(RuleModel):
    """A column made of other rows, as it is written.

    Attributes:
        from_: id of the source whose rows are looked at (`from` in the file); None: the one that its source is made of.
        match: which of its rows belong to a case; None: those of which the case is made.
        first: column of the first row, by `at`.
        last: column of the last row, by `at`.
        min: column, of which the least cell is taken.
        max: column, of which the greatest cell is taken.
        sum: column that is added up.
        count: `rows`, or the column whose different cells are counted.
        any: `rows`, or a condition that one row must meet.
        all: a condition that every row must meet.
        only: column of the one row that matches.
        where: which rows are looked at.
        at: column that says when a row happened.
        after: column of the case that holds the earliest moment of a row.
        before: column of the case that holds the latest moment of a row.
        within: how long after `after`, or before `before`, a row happens at most.
    """

    from_: Annotated[Text | None, Field(alias="from"), Written] = None
    match: Annotated[Match | None, ReadBy(_read_match, _MATCH_SCHEMA)] = None
    first: Annotated[Text | None, Written] = None
    last: Annotated[Text | None, Written] = None
    min: Annotated[Text | None, Written] = None
    max: Annotated[Text | None, Written] = None
    sum: Annotated[Text | None, Written] = None
    count: Annotated[Mapping[str, str] | str | None, ReadBy(_read_count, _COUNT_SCHEMA)] = None
    any: Annotated[object, ReadBy(_read_rows_or_condition, _ROWS_SCHEMA)] = None
    all: Annotated[object, ReadBy(_read_waiting, _CONDITION_SCHEMA)] = None
    only: Annotated[Text | None, Written] = None
    where: Annotated[object, ReadBy(_read_waiting, _CONDITION_SCHEMA)] = None
    at: Annotated[Text | None, Written] = None
    after: Annotated[Text | None, Written] = None
    before: Annotated[Text | None, Written] = None
    within: Annotated[Limit | None, ReadBy(_read_length, TEXT_SCHEMA)] = None


@dataclass(frozen=True, kw_only=True)
class Aggregate:
    """What is made of the rows that match a case.

    Attributes:
        source: id of the source of these rows.
        match: which of them belong to a case.
        is_own: they are rows of the case's own source: the row itself is never among them.
        kind: what is made of them.
        column: whose cells are taken; None for `count`, `any` and `all`.
        condition: what one row or all must meet; None for other kinds, and where any row will do.
        where: which rows are looked at; None: all.
        at: column that says when a row happened; None where their source has no dates, and for `only`.
        after: column of the case that holds the earliest moment of a row; None: any time.
        before: column of the case that holds the latest moment of a row; None: any time.
        within: how long after `after`, or before `before`, a row happens at most; None: any time.
        rests_on_open: it rests on other made columns whose cells may be open.
    """

    source: str
    match: Match
    is_own: bool
    kind: AggregateKind
    column: str | None = None
    condition: Condition | None = None
    where: Condition | None = None
    at: str | None = None
    after: str | None = None
    before: str | None = None
    within: Limit | None = None
    rests_on_open: bool = False

    @property
    def has_window(self) -> bool:
        """Whether the rows are those of some time."""
        return self.after is not None or self.before is not None

    @property
    def may_be_open(self) -> bool:
        """Whether later rows may change it until its time is over.

        So they may if they may change a cell on which it rests.
        """
        return self.rests_on_open or self.ends_later

    @property
    def ends_later(self) -> bool:
        """Whether it has a time of its own that goes on after its moment."""
        return self.after is not None and self.within is not None

    @property
    def ours(self) -> tuple[str, ...]:
        """The columns of the case that are matched."""
        return tuple(ours for ours, _ in self.match)

    @property
    def theirs(self) -> tuple[str, ...]:
        """The columns of the rows that are matched."""
        return tuple(theirs for _, theirs in self.match)
