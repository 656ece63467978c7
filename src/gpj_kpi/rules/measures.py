"""The `measure` of an indicator: what is looked at in one case.

Law: five kinds, told apart by `kind`; each names the columns it reads. Whether those columns exist and
hold what the measure needs is for `checks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Annotated, Literal, TypeVar

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema

from gpj_kpi.limits import Limit, Unit, parse_limit, parse_unit
from gpj_kpi.rules.conditions import Condition, read_condition
from gpj_kpi.rules.faults import nearest, read_each, refused, shown, text_expected, unknown_key
from gpj_kpi.rules.values import TEXT_SCHEMA, TEXTS_SCHEMA, RuleModel, Text, read_names, read_text

_Read = TypeVar("_Read")
CONDITIONS_WAIT = "conditions are read when their columns are known"
Rollover = Literal["none", "next_business_day", "next_working_day"]

_PERCENTILE = re.compile("percentile ([1-9][0-9]?)")
_STATISTICS = ("mean", "median", "percentile 95")


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
        strict: an end exactly at the due instant is late.
    """

    column: str
    strict: bool = False


@dataclass(frozen=True)
class Statistic:
    """How the durations of a period become one figure.

    Attributes:
        kind: mean, median or percentile.
        percentile: 1..99 for a percentile, else None.
    """

    kind: Literal["mean", "median", "percentile"]
    percentile: int | None = None

    @property
    def label(self) -> str:
        """Name in the results: `mean`, `median` or e.g. `p95`."""
        return self.kind if self.percentile is None else f"p{self.percentile}"


def read_limit(value: object) -> Limit | ColumnLimit:
    """Return the limit of a case: text such as `10 jours ouvrés`, or `{column: due_at}`.

    Raises:
        RefusedError: it is neither; the message says why.
    """
    if isinstance(value, Limit | ColumnLimit):
        return value
    if isinstance(value, dict):
        return _only_entry(value, {"column": lambda column: ColumnLimit(read_text(column))}, "a limit")
    if not isinstance(value, str):
        message = (
            f"{shown(value)} is not a limit: it has no unit. Expected e.g. 48 heures, 10 jours ouvrés or < 24 heures."
        )
        raise refused("bad_limit", message)
    try:
        return parse_limit(value)
    except ValueError as error:
        raise refused("bad_limit", str(error)) from error


def read_ends(value: object) -> Ends:
    """Return the ends of a delay: a column id, `{all: [...]}` or `{first: [...]}`.

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


def read_statistic(value: object) -> Statistic:
    """Return `mean`, `median` or `percentile N` with N from 1 to 99.

    Raises:
        RefusedError: it is none of these.
    """
    if isinstance(value, Statistic):
        return value
    if not isinstance(value, str):
        raise text_expected(value)
    if value == "mean":
        return Statistic("mean")
    if value == "median":
        return Statistic("median")
    match = _PERCENTILE.fullmatch(" ".join(value.split()))
    if match:
        return Statistic("percentile", int(match[1]))
    message = f"{shown(value)} is not a statistic: mean, median, or percentile N with N from 1 to 99."
    raise refused("bad_value", f"{message} {nearest(value, _STATISTICS)}")


def _read_condition(value: object, info: ValidationInfo) -> Condition:
    # While a whole file is read, conditions wait until their columns are known (checks).
    waits = info.context is CONDITIONS_WAIT and value is not None
    return value if waits else read_condition(value)  # type: ignore[return-value]


def _read_unit(value: object) -> Unit:
    if isinstance(value, Unit):
        return value
    if not isinstance(value, str):
        raise text_expected(value)
    try:
        unit = parse_unit(value)
    except ValueError as error:
        raise refused("bad_unit", str(error)) from error
    if unit is Unit.MONTHS:
        message = "a duration is not counted in months. Expected e.g. secondes, heures ouvrées or jours ouvrés."
        raise refused("bad_unit", message)
    return unit


def _read_scale(value: object) -> tuple[int | Decimal, int | Decimal]:
    if isinstance(value, list | tuple) and len(value) == 2:  # noqa: PLR2004 - a scale has two ends
        low, high = read_each(enumerate(value), _read_scale_end)
        if low >= high:
            raise refused("bad_value", f"[{low}, {high}] is not a scale. Expected the lower end first, e.g. [1, 5].")
        return low, high
    message = f"{shown(value)} is not a scale. Expected [lowest, highest], the lower first, e.g. [1, 5]."
    raise refused("bad_value", message)


def _read_scale_end(_position: int, value: object) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refused("bad_value", f"{shown(value)} is not a number. Expected e.g. [1, 5], without quotes.")
    return value


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


_CONDITION_SCHEMA = {"type": "object", "minProperties": 1}
ConditionField = Annotated[Condition, PlainValidator(_read_condition), WithJsonSchema(_CONDITION_SCHEMA)]
EndsField = Annotated[
    Ends,
    PlainValidator(read_ends),
    WithJsonSchema({"anyOf": [TEXT_SCHEMA, _one_key("all", TEXTS_SCHEMA), _one_key("first", TEXTS_SCHEMA)]}),
]
LimitField = Annotated[
    Limit | ColumnLimit,
    PlainValidator(read_limit),
    WithJsonSchema({"anyOf": [TEXT_SCHEMA, _one_key("column", TEXT_SCHEMA)]}),
]
_SCALE_SCHEMA = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}


class Delay(RuleModel):
    """Whether each case ended within a limit.

    Attributes:
        kind: `delay`.
        from_: column that starts the clock (`from` in the file); None with `elapsed`.
        to: columns that stop it; None with `elapsed`.
        limit: longest delay allowed, or the column that holds the due instant.
        elapsed: column that holds the duration in seconds, in the place of `from` and `to`.
        done: with `elapsed`: when a case has ended.
        rollover: whether a last day that is closed moves to the next open one.
    """

    kind: Literal["delay"]
    from_: Annotated[Text | None, Field(alias="from")] = None
    to: EndsField | None = None
    limit: LimitField
    elapsed: Text | None = None
    done: ConditionField | None = None
    rollover: Rollover = "none"


class Duration(RuleModel):
    """How long the cases took.

    Attributes:
        kind: `duration`.
        from_: column that starts the clock (`from` in the file).
        to: columns that stop it.
        statistic: how the durations of a period become one figure.
        unit: what is counted; the figure is in seconds for elapsed units, in seconds of open time for business hours
            and minutes, else in open days.
    """

    kind: Literal["duration"]
    from_: Annotated[Text, Field(alias="from")]
    to: EndsField
    statistic: Annotated[
        Statistic,
        PlainValidator(read_statistic),
        WithJsonSchema({"type": "string", "pattern": "^(mean|median|percentile [1-9][0-9]?)$"}),
    ]
    unit: Annotated[Unit, PlainValidator(_read_unit), WithJsonSchema({"type": "string"})] = Unit.SECONDS


class Share(RuleModel):
    """For which part of the cases a condition holds.

    Attributes:
        kind: `share`.
        of: the condition.
    """

    kind: Literal["share"]
    of: ConditionField


class Mean(RuleModel):
    """The mean of a number column.

    Attributes:
        kind: `mean`.
        value: column averaged.
        scale: lowest and highest value that is valid, both included; None allows any.
        weight: column of weights; None weighs every case the same.
    """

    kind: Literal["mean"]
    value: Text
    scale: Annotated[
        tuple[int | Decimal, int | Decimal] | None,
        PlainValidator(_read_scale),
        WithJsonSchema(_SCALE_SCHEMA),
    ] = None
    weight: Text | None = None


class Count(RuleModel):
    """How many cases there are.

    Attributes:
        kind: `count`.
    """

    kind: Literal["count"]


Measure = Annotated[Delay | Duration | Share | Mean | Count, Field(discriminator="kind")]
