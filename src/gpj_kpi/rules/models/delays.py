"""Delays, and what they share with durations: ends, limits, pauses.

Law: a clock starts, stands still and stops only where the rule file says so. Nothing else is assumed.
A delay is read as a `WrittenDelay`. The checks refuse the keys that do not go together, and `tell_apart` then makes it
a `Delay` or an `ElapsedDelay`: only these two ever leave the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal, TypeVar

from pydantic import Field, InstanceOf

from gpj_kpi.calendars.limits import Limit, Rollover, Unit, parse_limit
from gpj_kpi.rules.models.conditions import ConditionField
from gpj_kpi.rules.models.measure_kind import MeasureKind
from gpj_kpi.rules.text.faults import RulePath, read_each, refused, shown, unknown_key
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


class WrittenDelay(MeasureKind):
    """A delay as it is written, with the keys of both forms.

    Attributes:
        kind: `delay`.
        from_: column that starts the clock (`from` in the file).
        to: columns that stop it.
        limit: longest delay allowed, or the column that holds the due instant.
        elapsed: column that holds the duration in seconds, in the place of `from` and `to`.
        done: with `elapsed`: when a case has ended.
        rollover: whether a last day that is closed moves to the next open one.
        pauses: what stops the clock in between; not with `elapsed`, nor with a due instant that comes with the case.
        abandoned: which cases were given up before they could end, and how they count; None: there are none such.
    """

    kind: Literal["delay"]
    from_: Annotated[Text | None, Field(alias="from")] = None
    to: EndsField | None = None
    limit: LimitField
    elapsed: Text | None = None
    done: ConditionField | None = None
    rollover: Rollover = "none"
    pauses: Annotated[Pauses | None, Written] = None
    abandoned: Annotated[Abandoned | None, Written] = None

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "share"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "ratio"

    @property
    def limits(self) -> tuple[Limit | ColumnLimit, ...]:
        """The limit, then that of a short abandonment if there is one."""
        within = None if self.abandoned is None else self.abandoned.within
        return (self.limit,) if within is None else (self.limit, within)

    @property
    def units(self) -> dict[RulePath, Unit]:
        """The units of its limits; a due date has none."""
        places: tuple[RulePath, ...] = (("limit",), ("abandoned", "within"))
        limits = zip(places, self.limits, strict=False)
        return {place: limit.unit for place, limit in limits if isinstance(limit, Limit)}

    @property
    def start_column(self) -> str | None:
        """Column that starts the clock; None if the file gives the duration."""
        return self.from_

    @property
    def stopped_by(self) -> Pauses | None:
        """The pauses of its cases."""
        return self.pauses


class Delay(WrittenDelay):
    """Whether each case ended within a limit, from column to column.

    Attributes:
        from_: column that starts the clock.
        to: columns that stop it.
        elapsed: never here.
        done: never here.
    """

    from_: Annotated[Text, Field(alias="from")]
    to: EndsField
    elapsed: None = None
    done: None = None


class ElapsedDelay(WrittenDelay):
    """Whether each case ended within a limit, by a column of seconds.

    Attributes:
        from_: never here.
        to: never here.
        limit: longest delay allowed, in elapsed time.
        elapsed: column that holds the duration in seconds.
        done: when a case has ended.
        rollover: `none`: seconds have no last day.
        pauses: never here.
    """

    from_: Annotated[None, Field(alias="from")] = None
    to: None = None
    limit: InstanceOf[Limit]
    elapsed: Text
    done: ConditionField
    rollover: Literal["none"] = "none"
    pauses: None = None


def tell_apart(written: WrittenDelay) -> Delay | ElapsedDelay:
    """Make a `Delay` or an `ElapsedDelay` of one that is sound.

    Raises:
        pydantic.ValidationError: it is neither; a check that should have refused it is missing.
    """
    form = Delay if written.elapsed is None else ElapsedDelay
    return form.model_validate({name: getattr(written, name) for name in written.model_fields_set}, by_name=True)
