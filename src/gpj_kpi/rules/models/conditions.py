"""The `where`, `of` and `done` grammar of the rule file, as a tree.

Law: a condition is data. It is read here, its values typed by the columns they are compared with;
`conditions` turns the tree into an expression. Nothing in it can run code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Annotated, Literal

from pydantic import ValidationInfo

from gpj_kpi.rules.models.columns import Column
from gpj_kpi.rules.models.targets import parse_number
from gpj_kpi.rules.text.faults import nearest, read_each, refused, shown, text_expected, unknown_key
from gpj_kpi.rules.text.values import ReadBy, compose, read_date
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences import scopes
from gpj_kpi.sentences.sentence import Sentence, say

Operator = Literal["=", "<", "<=", ">", ">="]
ConditionValue = str | int | Fraction | date | bool

CONDITIONS_WAIT = "conditions are read when their columns are known"
CONNECTIVES = ("any", "all", "not")
OPENING_HOURS = "opening_hours"
_HOURS = {"during": True, "outside": False}
_SIGN = re.compile(r"(?P<sign>[<>=!≤≥]+)\s*(?P<rest>.*)", re.DOTALL)
_OPERATORS: dict[str, Operator] = {"=": "=", "<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">="}
_INTEGER = re.compile("[-+]?[0-9]{1,18}")


@dataclass(frozen=True)
class Compare:
    """A comparison of a column with `value`.

    It is false where the column is empty.

    Attributes:
        column: id of the column.
        op: relation.
        value: str for text, int for integer, Fraction for number, bool for boolean, date for date and datetime columns.
    """

    column: str
    op: Operator
    value: ConditionValue


@dataclass(frozen=True)
class OneOf:
    """The column holds one of these values; false where it is empty."""

    column: str
    values: tuple[ConditionValue, ...]


@dataclass(frozen=True)
class Present:
    """The column is not empty."""

    column: str


@dataclass(frozen=True)
class Missing:
    """The column is empty."""

    column: str


@dataclass(frozen=True)
class InHours:
    """The column lies in the opening hours, or outside; false where it is empty.

    Attributes:
        column: id of a datetime column.
        inside: whether it lies in them.
    """

    column: str
    inside: bool


@dataclass(frozen=True)
class Not:
    """The condition does not hold."""

    condition: Condition


@dataclass(frozen=True)
class Any:
    """At least one of the conditions holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class All:
    """Every one of the conditions holds."""

    conditions: tuple[Condition, ...]


Condition = Compare | OneOf | Present | Missing | InHours | Not | Any | All


def columns_of(condition: Condition) -> set[str]:
    """List the columns that a condition names."""
    match condition:
        case Not(inner):
            return columns_of(inner)
        case All(conditions) | Any(conditions):
            return {column for inner in conditions for column in columns_of(inner)}
    return {condition.column}


@dataclass(frozen=True)
class _Scope:
    """What is known of the columns.

    `columns` is None as long as the source is unknown. `source` is its id where it is not the one that is judged.
    """

    columns: Mapping[str, Column | None] | None = None
    null_values: tuple[str, ...] = ()
    source: str | None = None


def read_condition(
    value: object,
    *,
    columns: Mapping[str, Column | None] | None = None,
    null_values: tuple[str, ...] = (),
    source: str | None = None,
) -> Condition:
    """Return the tree of a condition.

    Args:
        value: the condition as the rule file writes it.
        columns: declared columns by id, which type the values; None for one whose own declaration is at fault, which
            is not checked again. Without columns the values stay as they are written.
        null_values: cells that mean "nothing" in this source.
        source: id of the source that a message names; None: "this source".

    Raises:
        RefusedError: with every part that is no condition, every unknown or personal column and every value that its
            column cannot hold.
    """
    if isinstance(value, Condition):
        return value
    return _read_tree(_Scope(columns, null_values, source), value)


def personal_message(column: str) -> Sentence:
    """Say why a personal column cannot be used here."""
    return say(sentences.PERSONAL, column=shown(column))


def _read_tree(scope: _Scope, value: object) -> Condition:
    if not isinstance(value, dict) or not value:
        read = "an empty mapping" if value == {} else shown(value)
        raise refused(
            "bad_condition",
            f"{read} is not a condition. Expected columns with their values, e.g. {{channel: internet}}.",
        )
    parts = read_each(value.items(), partial(_read_entry, scope))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _read_entry(scope: _Scope, key: str, value: object) -> Condition:
    if key == "not":
        return Not(_read_tree(scope, value))
    if key in ("any", "all"):
        if not isinstance(value, list) or not value:
            message = f"{shown(value)} is not a list of conditions. Expected e.g. {key}: [{{channel: internet}}, ...]."
            raise refused("bad_condition", message)
        parts = tuple(read_each(enumerate(value), lambda _, below: _read_tree(scope, below)))
        return Any(parts) if key == "any" else All(parts)
    if scope.columns is None:
        return _read_column(scope, key, None, value)
    if key not in scope.columns:
        advice = nearest(key, (*scope.columns, *CONNECTIVES))
        source = scope.source or say(sentences.THIS_SOURCE)
        message = say(sentences.UNKNOWN_COLUMN, column=shown(key), source=source, advice=advice)
        raise refused("unknown_column", message, at_key=True)
    column = scope.columns[key]
    if column is not None and column.personal:
        raise refused("personal_column", personal_message(key), at_key=True)
    return _read_column(scope, key, column, value)


def _read_column(scope: _Scope, name: str, column: Column | None, value: object) -> Condition:
    if isinstance(value, dict):
        return _read_mapping(scope, name, column, value)
    if isinstance(value, list):
        return _read_choice(scope, name, column, value)
    if value is None:
        message = f"nothing is written behind {name}. Write missing for an empty cell, present for a filled one."
        raise refused("bad_condition", message)
    if value == "present":
        return Present(name)
    if value == "missing":
        return Missing(name)
    match = _SIGN.fullmatch(value) if isinstance(value, str) else None
    if not match:
        return Compare(name, "=", _read_value(scope, name, column, value))
    sign, rest = match["sign"], match["rest"].strip()
    if sign not in _OPERATORS:
        message = f"{shown(sign)} is not a comparison. Write {name}: {{not: {rest}}}, or one of <, <=, >, >=, =."
        raise refused("bad_condition", message)
    operator = _OPERATORS[sign]
    if operator != "=" and column is not None and not column.traits.is_ordered:
        message = f"{shown(sign)} compares numbers and dates, and {name} is {column.type}. Write the value itself."
        raise refused("bad_comparison", message)
    return Compare(name, operator, _read_value(scope, name, column, rest))


def _read_mapping(scope: _Scope, name: str, column: Column | None, value: dict[str, object]) -> Condition:
    if not value:
        raise refused("bad_condition", "an empty mapping is not a value. Expected a value, a list, or {not: value}.")

    def read(key: str, below: object) -> Condition:
        if key in _HOURS:
            return _read_hours(scope, name, column, key, below)
        if key != "not":
            raise unknown_key(key, ("not", *_HOURS), what="a column's value")
        return Not(_read_column(scope, name, column, below))

    parts = read_each(value.items(), read)
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _read_hours(scope: _Scope, name: str, column: Column | None, key: str, value: object) -> Condition:
    if value != OPENING_HOURS:
        raise refused("bad_condition", say(scopes.NOT_OPENING_HOURS, read=shown(value), key=key))
    if column is not None and not column.traits.has_clock:
        names = [id_ for id_, each in (scope.columns or {}).items() if each and each.traits.has_clock]
        fit = say(sentences.COLUMNS_THAT_FIT, names=", ".join(names)) if names else say(sentences.NO_COLUMN_FITS)
        message = say(scopes.HOURS_OF_NO_TIME, column=shown(name), type=column.type, fit=fit)
        raise refused("wrong_column_type", message, at_key=True)
    return InHours(name, inside=_HOURS[key])


def _read_choice(scope: _Scope, name: str, column: Column | None, values: list[object]) -> Condition:
    if not values:
        message = f"the list of {name} is empty, so that no case fits. Write at least one value."
        raise refused("bad_condition", message)
    if column is not None and column.type == "datetime":
        message = f'{name} is a datetime and is never one of a list. Expected e.g. ">= 2008-05-01" or present.'
        raise refused("bad_condition", message)

    def read(_position: int, value: object) -> ConditionValue:
        if value is None or isinstance(value, dict | list) or value in ("present", "missing"):
            message = f"{shown(value)} cannot stand in a list of values. Write the alternatives below any: [...]."
            raise refused("bad_condition", message)
        if isinstance(value, str) and _SIGN.fullmatch(value) and (column is None or column.type != "text"):
            message = f"{shown(value)} is a comparison in a list of values. Write the alternatives below any: [...]."
            raise refused("bad_condition", message)
        return _read_value(scope, name, column, value)

    return OneOf(name, tuple(read_each(enumerate(values), read)))


def _read_value(scope: _Scope, name: str, column: Column | None, value: object) -> ConditionValue:
    if column is None:
        return Fraction(value) if isinstance(value, Decimal) else value  # type: ignore[return-value]
    typed = _READERS[column.type](value)
    if isinstance(typed, str) and typed in scope.null_values:
        message = f"{shown(typed)} is one of this source's null_values and is never found. Write missing."
        raise refused("bad_condition", message)
    if column.values is not None and typed not in column.values:
        message = f"{shown(typed)} is not among the values of {name}. {nearest(typed, column.values)}"
        raise refused("unknown_value", message)
    return typed


def _read_cell_text(value: object) -> str:
    if not isinstance(value, str):
        raise text_expected(value)
    return compose(value)


def _read_integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    raise refused("bad_value", f'{shown(value)} is not a whole number. Expected e.g. 4 or ">= 4".')


def _read_boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise refused("bad_value", f"{shown(value)} is not true or false. Write one of them, without quotes.")


_READERS: dict[str, Callable[[object], ConditionValue]] = {
    "text": _read_cell_text,
    "integer": _read_integer,
    "number": parse_number,
    "date": read_date,
    "datetime": read_date,
    "boolean": _read_boolean,
}


def _read_field(value: object, info: ValidationInfo) -> Condition:
    # While a whole file is read, conditions wait until their columns are known (checks).
    waits = info.context is CONDITIONS_WAIT and value is not None
    return value if waits else read_condition(value)  # type: ignore[return-value]


ConditionField = Annotated[Condition, ReadBy(_read_field, {"type": "object", "minProperties": 1}, with_info=True)]


def columns_in_hours(condition: Condition) -> set[str]:
    """List the columns of which a condition asks for the opening hours."""
    match condition:
        case InHours(column):
            return {column}
        case Not(inner):
            return columns_in_hours(inner)
        case All(conditions) | Any(conditions):
            return {column for inner in conditions for column in columns_in_hours(inner)}
    return set()
