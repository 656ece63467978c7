"""Conditions of the rule file as Narwhals expressions, in two readings.

Law: a scope (`where`, `done`) is true or false. A missing cell equals nothing, so `not` includes its case. A judgement
(`of`) is unknown where a missing cell leaves it open: the case is excluded, not failed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction

import narwhals as nw

from gpj_kpi.calendars.days import day_number
from gpj_kpi.engines.interface import DAY_COLUMN, HOURS_COLUMN, OPEN_COLUMN
from gpj_kpi.rules import Column
from gpj_kpi.rules.models.conditions import (
    All,
    Any,
    Compare,
    Condition,
    ConditionValue,
    InHours,
    Missing,
    Not,
    OneOf,
    Operator,
    Present,
    columns_of,
)


def meets(condition: Condition, columns: Mapping[str, Column], filled: Collection[str] = ()) -> nw.Expr:
    """Say whether a case meets the condition of a scope; never null.

    A case for which an open cell decides does not meet it yet.

    Args:
        condition: what the case must meet.
        columns: the declared columns of its source.
        filled: those that have no empty cell, so that none is looked for.
    """
    found = meets_or_open(condition, columns, filled)
    return found.fill_null(value=False) if any(columns[id_].may_be_open for id_ in columns_of(condition)) else found


def meets_or_open(condition: Condition, columns: Mapping[str, Column], filled: Collection[str] = ()) -> nw.Expr:
    """Say whether a case meets the condition of a scope; null where an open cell decides.

    Args:
        condition: what the case must meet.
        columns: the declared columns of its source.
        filled: those that have no empty cell, so that none is looked for.
    """
    return _express(condition, columns, guarded=frozenset(columns) - frozenset(filled))


def unless_open(found: nw.Expr, column: str) -> nw.Expr:
    """Give what is said of a cell; null where the cell is open."""
    # A number of the case may be missing on every engine.
    number = nw.when(found).then(nw.lit(1)).otherwise(nw.lit(0)) + nw.col("_row") * 0
    return nw.when(~nw.col(OPEN_COLUMN.format(column))).then(number) == 1


def judge_condition(condition: Condition, columns: Mapping[str, Column]) -> nw.Expr:
    """Say whether a condition holds; null where missing cells leave it open."""
    return _express(condition, columns, guarded=None)


def rests_on_open(condition: Condition, columns: Mapping[str, Column]) -> nw.Expr | None:
    """Say whether some cell may still change; None: no cell."""
    may_change = [id_ for id_ in sorted(columns_of(condition)) if columns[id_].may_be_open]
    are_open = [nw.col(OPEN_COLUMN.format(id_)) for id_ in may_change]
    return nw.any_horizontal(*are_open, ignore_nulls=False) if are_open else None


def _express(condition: Condition, columns: Mapping[str, Column], *, guarded: frozenset[str] | None) -> nw.Expr:
    """Turn a condition into an expression.

    A comparison with a missing cell of the guarded columns is false; where there are none to guard, it is null. One
    with an open cell is null always.
    """
    match condition:
        case Present(column) | Missing(column):
            is_missing = nw.col(column).is_null()
            found = is_missing if isinstance(condition, Missing) else ~is_missing
            return unless_open(found, column) if columns[column].may_be_open else found
        case Not(inner):
            return ~_express(inner, columns, guarded=guarded)
        case All(conditions):
            return nw.all_horizontal(
                *(_express(inner, columns, guarded=guarded) for inner in conditions),
                ignore_nulls=False,
            )
        case Any(conditions):
            return nw.any_horizontal(
                *(_express(inner, columns, guarded=guarded) for inner in conditions),
                ignore_nulls=False,
            )
        case InHours(column, inside):
            # Whether the house was open stands there too where the cell is not known yet.
            hours = nw.when(~nw.col(column).is_null()).then(nw.col(HOURS_COLUMN.format(column)))
            found = hours == int(inside)
        case Compare(column, op, value):
            found = _compare_cell(column, op, value, columns[column])
        case OneOf(column, values):
            found = nw.any_horizontal(
                *(_compare_cell(column, "=", value, columns[column]) for value in values), ignore_nulls=False
            )
    if guarded is None or column not in guarded:
        return found
    is_met = nw.when(~nw.col(column).is_null()).then(found).otherwise(nw.lit(value=False))
    return unless_open(is_met, column) if columns[column].may_be_open else is_met


def _compare_cell(column: str, op: Operator, value: ConditionValue, declared: Column) -> nw.Expr:
    """Compare a cell in its units: days for dates, millionths for numbers."""
    cell = nw.col(DAY_COLUMN.format(column)) if declared.holds_dates else nw.col(column)
    if isinstance(value, date):
        return _compare(cell, op, day_number(value))
    if declared.traits.holds_numbers:
        assert isinstance(value, int | Fraction)
        return compare_with_fraction(cell, op, Fraction(value) * declared.traits.units)
    return _compare(cell, op, value)


def _compare(cell: nw.Expr, op: Operator, value: object) -> nw.Expr:
    """Compare a cell with a value of its kind."""
    match op:
        case "=":
            return cell == value
        case "<":
            return cell < value
        case "<=":
            return cell <= value
        case ">":
            return cell > value
        case ">=":
            return cell >= value


def compare_with_fraction(cell: nw.Expr, op: Operator, value: Fraction) -> nw.Expr:
    """Compare a whole number with a fraction, exactly."""
    if value.denominator == 1:
        return _compare(cell, op, value.numerator)
    if op == "=":
        return cell != cell  # noqa: PLR0124 - false, and unknown where the cell is missing
    return _compare(cell, "<=" if op in {"<", "<="} else ">=", math.floor(value) if op[0] == "<" else math.ceil(value))
