"""The parts of a clock: what stops it, its limit, its pauses, and the cases that were given up.

Law: a clock starts, stands still and stops only where the rule file says so. Nothing else is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import Field

from gpj_kpi.calendars.counting.start import Start
from gpj_kpi.calendars.limits import Limit
from gpj_kpi.rules.models.conditions import ConditionField
from gpj_kpi.rules.models.measures.limits import read_length
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
from gpj_kpi.sentences.clocks import days as sentences
from gpj_kpi.sentences.clocks.limits import ONE_LENGTH_EXPECTED, SEVERAL_COLUMNS_EXPECTED
from gpj_kpi.sentences.sentence import say

_Read = TypeVar("_Read")
EndsMode = Literal["all", "first", "last"]
_MODES: tuple[EndsMode, ...] = get_args(EndsMode)
Counts = Literal["missed", "excluded", "excluded_if_within", "met_if_within"]


@dataclass(frozen=True)
class Ends:
    """The columns that end a delay.

    Attributes:
        mode: `all` is the latest of the columns and needs every one; `first` is the earliest one that is filled, and
            `last` the latest.
        columns: ids of the columns, at least one.
    """

    mode: EndsMode
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Starts:
    """Several columns that may start a clock.

    Attributes:
        mode: `first` is the earliest one that is filled, `last` the latest.
        columns: ids of the columns, two or more.
    """

    mode: Literal["first", "last"]
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of the start among the cells of a case."""
        return "__".join(["_start", self.mode, *self.columns])


def read_start(value: object) -> str | Starts:
    """Return the start: a column, `{first: [...]}` or `{last: [...]}`.

    Raises:
        RefusedError: it is none of these; the message says why.
    """
    if isinstance(value, Starts):
        return value
    if not isinstance(value, dict):
        return read_text(value)
    found: Starts = _only_entry(
        value, {"first": partial(_read_starts, "first"), "last": partial(_read_starts, "last")}, "the start of a delay"
    )
    return found


def _read_starts(mode: Literal["first", "last"], value: object) -> Starts:
    columns = read_names(value)
    if len(columns) == 1:
        raise refused("bad_value", say(SEVERAL_COLUMNS_EXPECTED, read=shown(value)))
    return Starts(mode, columns)


def start_name(start: str | Starts) -> str:
    """Name the start of a clock among the cells of a case."""
    return start if isinstance(start, str) else start.name


def columns_of_start(start: str | Starts | None) -> tuple[str, ...]:
    """List the columns that may start a clock."""
    if start is None:
        return ()
    return (start,) if isinstance(start, str) else start.columns


def read_ends(value: object) -> Ends:
    """Return the ends: a column, `{all: [...]}`, `{first: [...]}` or `{last: [...]}`.

    Raises:
        RefusedError: it is none of these; the message says why.
    """
    if isinstance(value, Ends):
        return value
    if not isinstance(value, dict):
        return Ends("first", (read_text(value),))
    return _only_entry(value, {mode: partial(_read_columns, mode) for mode in _MODES}, "the ends of a delay")


def _read_columns(mode: EndsMode, value: object) -> Ends:
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
    ReadBy(read_ends, {"anyOf": [TEXT_SCHEMA, *(_one_key(mode, TEXTS_SCHEMA) for mode in _MODES)]}),
]


StartField = Annotated[
    str | Starts,
    ReadBy(read_start, {"anyOf": [TEXT_SCHEMA, *(_one_key(mode, TEXTS_SCHEMA) for mode in ("first", "last"))]}),
]


def _read_within(value: object) -> Limit:
    if isinstance(value, dict):
        raise refused("bad_limit", say(ONE_LENGTH_EXPECTED))
    return read_length(value)


_TIME = re.compile("([01][0-9]|2[0-3]):([0-5][0-9])")


def _read_cut_off(value: object) -> int:
    """Return the minutes since midnight of a time of day.

    Raises:
        RefusedError: it is none.
    """
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise refused("bad_value", say(sentences.NO_CUT_OFF, read=shown(value)))
    if match[0] == "00:00":
        raise refused("bad_value", say(sentences.CUT_OFF_AT_MIDNIGHT))
    return int(match[1]) * 60 + int(match[2])


class StartRules(RuleModel):
    """What becomes of an event before a limit in days or months counts.

    Attributes:
        cut_off: minutes since midnight; an event then or later is taken for one of the next business day.
        closed: where an event of a closed day, or outside the opening hours, goes.
        first_day: `counted`: the day of the event is day one.
    """

    cut_off: Annotated[int | None, ReadBy(_read_cut_off, TEXT_SCHEMA)] = None
    closed: Annotated[Literal["next_business_day", "next_opening"] | None, Written] = None
    first_day: Annotated[Literal["counted"] | None, Written] = None

    @property
    def rule(self) -> Start:
        """The same, as calendars take it."""
        return Start(cut_off=self.cut_off, closed=self.closed, counts_first=self.first_day is not None)


class Pauses(RuleModel):
    """The intervals in which the clock of a case stands still.

    Each is a row of an export.

    Attributes:
        source: id of the export of pauses.
        case: its column or columns that hold the key of the paused case.
        from_: its column that says when the clock stops (`from` in the file).
        to: its column that says when the clock goes on; an empty cell is a pause that has not ended.
        where: which of its rows are pauses; None: all.
    """

    source: Text
    case: Names
    from_: Annotated[Text, Field(alias="from")]
    to: Text
    where: Annotated[ConditionField | None, Written] = None


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
