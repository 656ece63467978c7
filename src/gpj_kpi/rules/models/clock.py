"""The parts of a clock: what stops it, its limit, its pauses, and the cases that were given up.

Law: a clock starts, stands still and stops only where the rule file says so. Nothing else is assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from gpj_kpi.calendars.limits import Limit, parse_limit
from gpj_kpi.rules.models.conditions import ConditionField
from gpj_kpi.rules.text.faults import read_each, refused, shown, unknown_key
from gpj_kpi.rules.text.values import (
    TEXT_SCHEMA,
    TEXTS_SCHEMA,
    Names,
    ReadBy,
    RuleModel,
    Text,
    Written,
    read_names,
    read_text,
)

_Read = TypeVar("_Read")
Counts = Literal["missed", "excluded", "excluded_if_within", "met_if_within"]


@dataclass(frozen=True)
class Ends:
    """The columns that end a delay.

    Attributes:
        mode: `all` is the latest of the columns and needs every one; `first` is the earliest one that is filled.
        columns: ids of the columns, at least one.
    """

    mode: Literal["all", "first"]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class ColumnLimit:
    """A due instant that comes with the case.

    Attributes:
        column: id of the column that holds it.
        strict: `{before: ...}`: an end exactly at the due instant, or on the due day, is late.
    """

    column: str
    strict: bool = False

    @property
    def text(self) -> str:
        """What the rule file writes: `{column: due_at}`."""
        return f"{{{'before' if self.strict else 'column'}: {self.column}}}"


def read_limit(value: object) -> Limit | ColumnLimit:
    """Return the limit of a case.

    It is text such as `10 jours ouvrés`, `{column: due_at}` or `{before: due_at}`.

    Raises:
        RefusedError: it is neither; the message says why.
    """
    if isinstance(value, Limit | ColumnLimit):
        return value
    if isinstance(value, dict):
        readers: dict[str, Callable[[object], ColumnLimit]] = {
            "column": _read_due,
            "before": partial(_read_due, strict=True),
        }
        return _only_entry(value, readers, "a limit")
    if not isinstance(value, str):
        message = (
            f"{shown(value)} is not a limit: it has no unit. Expected e.g. 48 heures, 10 jours ouvrés or < 24 heures."
        )
        raise refused("bad_limit", message)
    try:
        return parse_limit(value)
    except ValueError as error:
        raise refused("bad_limit", str(error)) from error


def _read_due(value: object, *, strict: bool = False) -> ColumnLimit:
    return ColumnLimit(read_text(value), strict)


def read_ends(value: object) -> Ends:
    """Return the ends: a column, `{all: [...]}` or `{first: [...]}`.

    Raises:
        RefusedError: it is none of these; the message says why.
    """
    if isinstance(value, Ends):
        return value
    if not isinstance(value, dict):
        return Ends("first", (read_text(value),))
    return _only_entry(
        value, {"all": partial(_read_columns, "all"), "first": partial(_read_columns, "first")}, "the ends of a delay"
    )


def _read_columns(mode: Literal["all", "first"], value: object) -> Ends:
    return Ends(mode, read_names(value))


def _only_entry(value: dict[str, object], readers: Mapping[str, Callable[[object], _Read]], what: str) -> _Read:
    def read(key: str, below: object) -> _Read:
        if key not in readers:
            raise unknown_key(key, readers, what=what)
        return readers[key](below)

    entries = read_each(value.items(), read)
    if len(entries) != 1:
        message = f"{shown(value)} of {len(entries)} keys. Expected exactly one of these keys: {', '.join(readers)}."
        raise refused("bad_value", message)
    return entries[0]


def _one_key(key: str, schema: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": {key: schema}, "required": [key], "additionalProperties": False}


EndsField = Annotated[
    Ends,
    ReadBy(read_ends, {"anyOf": [TEXT_SCHEMA, _one_key("all", TEXTS_SCHEMA), _one_key("first", TEXTS_SCHEMA)]}),
]
LimitField = Annotated[
    Limit | ColumnLimit,
    ReadBy(read_limit, {"anyOf": [TEXT_SCHEMA, _one_key("column", TEXT_SCHEMA), _one_key("before", TEXT_SCHEMA)]}),
]


def _read_within(value: object) -> Limit:
    limit = read_limit(value)
    if isinstance(limit, ColumnLimit):
        raise refused("bad_limit", "a short abandonment has a length, not a due date. Expected e.g. 20 secondes.")
    return limit


class Pauses(RuleModel):
    """The intervals in which the clock of a case stands still.

    Each is a row of an export.

    Attributes:
        source: id of the export of pauses.
        case: its column or columns that hold the key of the paused case.
        from_: its column that says when the clock stops (`from` in the file).
        to: its column that says when the clock goes on; an empty cell is a pause that has not ended.
    """

    source: Text
    case: Names
    from_: Annotated[Text, Field(alias="from")]
    to: Text


class Abandoned(RuleModel):
    """Cases that were given up, such as a caller who hangs up.

    Attributes:
        when: which cases these are.
        at: column that says when; None with `elapsed`, whose column then gives the waiting time, and where the time
            does not matter.
        counts: how they count.
        within: up to when an abandonment is a short one; None takes the limit.
    """

    when: ConditionField
    at: Annotated[Text | None, Written] = None
    counts: Counts
    within: Annotated[Limit | None, ReadBy(_read_within, TEXT_SCHEMA)] = None

    @property
    def depends_on_time(self) -> bool:
        """Whether it matters when a case was abandoned."""
        return self.counts in ("excluded_if_within", "met_if_within")
