"""The limit of a case: a length of time, a due date, or several of them put together.

Law: a limit is data, as a tree. Its leaves say when a case is due; `by` chooses one for the class of the case, and
`first` and `last` hold it to all of them, or to one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal

from gpj_kpi.calendars.limits import Limit, Unit, parse_limit
from gpj_kpi.rules.text.faults import RulePath, read_each, refused, shown, unknown_key
from gpj_kpi.rules.text.values import TEXT_SCHEMA, ReadBy, read_cells, read_text
from gpj_kpi.sentences.clocks import limits as sentences
from gpj_kpi.sentences.sentence import say

NOTHING_PROMISED = "none"
MOST_LIMITS = 100
"""Limits in one tree: each is looked at for every case."""
_FORMS = ("column", "before", "from", "by", "first", "last")
_PLAIN_KEY = re.compile(r"[^\W\d_][\w/-]*( [\w/-]+)*")


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


@dataclass(frozen=True)
class LeadLimit:
    """A length of time before an event that comes with the case.

    Attributes:
        column: id of the column that holds the event.
        lead: how long before the event a case must have ended, at least.
    """

    column: str
    lead: Limit

    @property
    def text(self) -> str:
        """What the rule file writes, e.g. `{before: hearing_on, at_least: 2 jours ouvrés}`."""
        return f"{{before: {self.column}, at_least: {text_of(self.lead)}}}"


@dataclass(frozen=True)
class LaterLimit:
    """A length of time from another event than the start.

    Attributes:
        column: id of the column that holds the event.
        within: how long after the event a case must have ended.
    """

    column: str
    within: Limit

    @property
    def text(self) -> str:
        """What the rule file writes, e.g. `{from: raised_at, within: 2 heures}`."""
        return f"{{from: {self.column}, within: {text_of(self.within)}}}"


@dataclass(frozen=True)
class ClassLimit:
    """A limit for each value of a column.

    Attributes:
        column: id of the column.
        of: each value as it is written, with its limit; None promises nothing.
    """

    column: str
    of: tuple[tuple[str, CaseLimit | None], ...]

    @property
    def text(self) -> str:
        """What the rule file writes, e.g. `{by: priority, P1: 4 heures, P4: none}`."""
        listed = (f"{_quoted(value)}: {NOTHING_PROMISED if each is None else text_of(each)}" for value, each in self.of)
        return f"{{by: {self.column}, {', '.join(listed)}}}"


@dataclass(frozen=True)
class SeveralLimits:
    """Several limits of one case.

    Attributes:
        mode: `first`: the earliest due date, and all must be kept; `last`: the latest, and one must.
        of: two or more.
    """

    mode: Literal["first", "last"]
    of: tuple[CaseLimit, ...]

    @property
    def text(self) -> str:
        """What the rule file writes, e.g. `{first: [16 heures, {column: due_at}]}`."""
        return f"{{{self.mode}: [{', '.join(map(text_of, self.of))}]}}"


CaseLimit = Limit | ColumnLimit | LeadLimit | LaterLimit | ClassLimit | SeveralLimits


def text_of(limit: CaseLimit) -> str:
    """Write a limit as the rule file does."""
    return limit.text or str(limit)


def _quoted(value: str) -> str:
    return value if _PLAIN_KEY.fullmatch(value) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def parts_of(limit: CaseLimit, *place: str | int) -> Iterator[tuple[RulePath, CaseLimit]]:
    """Give a limit and all that are in it, each with its place."""
    yield place, limit
    if isinstance(limit, ClassLimit):
        for value, below in limit.of:
            if below is not None:
                yield from parts_of(below, *place, value)
    elif isinstance(limit, SeveralLimits):
        for position, each in enumerate(limit.of):
            yield from parts_of(each, *place, limit.mode, position)


def lengths_of(limit: CaseLimit) -> Iterator[tuple[RulePath, Limit]]:
    """Give the lengths of time in a limit, each with its place."""
    for place, part in parts_of(limit):
        match part:
            case Limit():
                yield place, part
            case LaterLimit():
                yield (*place, "within"), part.within
            case LeadLimit():
                yield (*place, "at_least"), part.lead


def leads_of(limit: CaseLimit) -> list[Limit]:
    """List the lengths of time before events in a limit."""
    return [part.lead for _, part in parts_of(limit) if isinstance(part, LeadLimit)]


def units_of_limit(limit: CaseLimit, *place: str | int) -> dict[RulePath, Unit]:
    """Give the unit of each length of time in a limit, by its place."""
    return {(*place, *below): length.unit for below, length in lengths_of(limit)}


def due_columns_of(limit: CaseLimit) -> list[str]:
    """List the columns that a limit names as due dates.

    They are known before they come.
    """
    return [part.column for _, part in parts_of(limit) if isinstance(part, ColumnLimit | LeadLimit)]


def event_columns_of(limit: CaseLimit) -> list[str]:
    """List the columns of events from which a limit counts."""
    return [part.column for _, part in parts_of(limit) if isinstance(part, LaterLimit)]


def class_value(written: str, type_: str) -> str | int | bool:
    """Read a value of a class by the type of its column.

    Raises:
        RefusedError: a column of that type never holds it.
    """
    if type_ == "text":
        return read_cells(written)[0]
    if type_ == "integer" and re.fullmatch("[-+]?[0-9]{1,18}", written):
        return int(written)
    if type_ == "boolean" and written in ("true", "false"):
        return written == "true"
    raise refused("bad_value", say(sentences.NO_SUCH_CLASS, read=shown(written), type=type_))


def read_limit(value: object) -> CaseLimit:
    """Return the limit of a case, as docs/rules.md describes it.

    Raises:
        RefusedError: it is none; the message says why.
    """
    if isinstance(value, CaseLimit):
        return value
    limit = _read_any(value)
    if sum(1 for _ in parts_of(limit)) > MOST_LIMITS:
        raise refused("bad_limit", say(sentences.TOO_MANY_LIMITS, most=MOST_LIMITS))
    return limit


def read_length(value: object) -> Limit:
    """Return a length of time, e.g. of `10 jours ouvrés`.

    Raises:
        RefusedError: it is none; the message says why.
    """
    if isinstance(value, Limit):
        return value
    if not isinstance(value, str):
        message = (
            f"{shown(value)} is not a limit: it has no unit. Expected e.g. 48 heures, 10 jours ouvrés or < 24 heures."
        )
        raise refused("bad_limit", message)
    try:
        return parse_limit(value)
    except ValueError as error:
        raise refused("bad_limit", str(error)) from error


def _read_any(value: object) -> CaseLimit:
    if not isinstance(value, dict):
        return read_length(value)
    forms = ["by"] if "by" in value else [key for key in _READERS if key in value]
    if len(forms) == 1:
        return _READERS[forms[0]](value)
    if len(forms) > 1:
        raise refused("bad_value", say(sentences.ONE_FORM, read=shown(value), n=len(value), forms=", ".join(_FORMS)))
    if len(value) == 1:
        _read_keys(value, dict.fromkeys(_FORMS, read_text))
    raise refused("bad_limit", say(sentences.NO_LIMIT_IN_MAPPING, read=shown(value)))


def _read_due(value: Mapping[str, object]) -> CaseLimit:
    if "at_least" in value:
        return LeadLimit(
            **_read_keys(value, {"before": read_text, "at_least": _read_lead}, column="before", lead="at_least")
        )
    return ColumnLimit(**_read_keys(value, {"before": read_text}, column="before"), strict=True)


def _read_column(value: Mapping[str, object]) -> CaseLimit:
    return ColumnLimit(**_read_keys(value, {"column": read_text}, column="column"))


def _read_later(value: Mapping[str, object]) -> CaseLimit:
    return LaterLimit(**_read_keys(value, {"from": read_text, "within": read_length}, column="from", within="within"))


def _read_lead(value: object) -> Limit:
    lead = read_length(value)
    if lead.strict:
        raise refused("bad_limit", say(sentences.LEAD_IS_STRICT, read=shown(value)))
    return lead


def _read_keys(
    value: Mapping[str, object], readers: Mapping[str, Callable[[object], Any]], **named: str
) -> dict[str, Any]:
    """Read a mapping that has these keys, all of them."""

    def read(key: str, below: object) -> tuple[str, object]:
        if key not in readers:
            raise unknown_key(key, readers, what="a limit")
        return key, readers[key](below)

    found = dict(read_each(value.items(), read))
    missing = next((key for key in readers if key not in found), None)
    if missing is not None:
        raise refused("missing_key", say(sentences.LIMIT_WITHOUT_KEY, key=missing, given=next(iter(found))))
    return {name: found[key] for name, key in named.items()}


def _read_several(mode: Literal["first", "last"], value: Mapping[str, object]) -> CaseLimit:
    def read_list(below: object) -> tuple[CaseLimit, ...]:
        if not isinstance(below, list) or len(below) < 2:  # noqa: PLR2004 - several
            raise refused("bad_limit", say(sentences.SEVERAL_EXPECTED, read=shown(below), mode=mode))
        return tuple(read_each(enumerate(below), lambda _, each: _read_any(each)))

    return SeveralLimits(mode, **_read_keys(value, {mode: read_list}, of=mode))


def _read_classes(value: Mapping[str, object]) -> CaseLimit:
    def read(key: str, below: object) -> tuple[str, CaseLimit | None] | str:
        if key == "by":
            return read_text(below)
        if key == "":
            raise refused("empty", say(sentences.CLASS_WITHOUT_VALUE), at_key=True)
        return key, None if below == NOTHING_PROMISED else _read_any(below)

    entries = read_each(value.items(), read)
    of = tuple(entry for entry in entries if isinstance(entry, tuple))
    column = next(entry for entry in entries if isinstance(entry, str))
    if all(limit is None for _, limit in of):
        raise refused("bad_limit", say(sentences.NO_CLASS_HAS_A_LIMIT, column=column))
    return ClassLimit(column, of)


_READERS: dict[str, Callable[[Mapping[str, object]], CaseLimit]] = {
    "by": _read_classes,
    "column": _read_column,
    "before": _read_due,
    "from": _read_later,
    "first": partial(_read_several, "first"),
    "last": partial(_read_several, "last"),
}
LIMIT_SCHEMA: dict[str, Any] = {"anyOf": [TEXT_SCHEMA, {"type": "object", "minProperties": 1}]}
LimitField = Annotated[CaseLimit, ReadBy(read_limit, LIMIT_SCHEMA)]
