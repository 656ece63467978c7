"""Conditions of the rule file as Narwhals expressions.

Law: a scope (`where`, `done`) is true or false, and a missing cell equals nothing, so `not` includes it.
A judged condition (`of`) is unknown where the cell it looks at is missing: such a case is excluded, not failed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import narwhals as nw

from gpj_kpi.calendars.days import day_number
from gpj_kpi.engines.interface import DAY_COLUMN
from gpj_kpi.rules import Column
from gpj_kpi.rules.models.conditions import (
    All,
    Any,
    Compare,
    Condition,
    ConditionValue,
    Missing,
    Not,
    OneOf,
    Operator,
    Present,
)


def scope(condition: Condition, columns: Mapping[str, Column]) -> nw.Expr:
    """Boolean expression, never null: whether a case is inside a scope."""
    return _expression(condition, columns, missing_is_false=True)


def judged(condition: Condition, columns: Mapping[str, Column]) -> nw.Expr:
    """Boolean expression, null where the missing cells leave the answer open."""
    return _expression(condition, columns, missing_is_false=False)


def _expression(condition: Condition, columns: Mapping[str, Column], *, missing_is_false: bool) -> nw.Expr:
    match condition:
        case Present(column):
            return ~nw.col(column).is_null()
        case Missing(column):
            return nw.col(column).is_null()
        case Not(inner):
            return ~_expression(inner, columns, missing_is_false=missing_is_false)
        case All(conditions):
            return nw.all_horizontal(
                *(_expression(inner, columns, missing_is_false=missing_is_false) for inner in conditions),
                ignore_nulls=False,
            )
        case Any(conditions):
            return nw.any_horizontal(
                *(_expression(inner, columns, missing_is_false=missing_is_false) for inner in conditions),
                ignore_nulls=False,
            )
        case Compare(column, op, value):
            found = _compare(column, op, value, columns[column])
        case OneOf(column, values):
            found = nw.any_horizontal(
                *(_compare(column, "=", value, columns[column]) for value in values), ignore_nulls=False
            )
    return nw.when(~nw.col(column).is_null()).then(found).otherwise(nw.lit(value=False)) if missing_is_false else found


def _compare(column: str, op: Operator, value: ConditionValue, declared: Column) -> nw.Expr:
    """One comparison, in the units that cases hold: days for dates, millionths for numbers."""
    cell = nw.col(DAY_COLUMN.format(column)) if declared.holds_dates else nw.col(column)
    if isinstance(value, date):
        return _ordered(cell, op, day_number(value))
    if declared.traits.holds_numbers:
        assert isinstance(value, int | Fraction)
        return _ordered_fraction(cell, op, Fraction(value) * declared.traits.units)
    return _ordered(cell, op, value)


def _ordered(cell: nw.Expr, op: Operator, value: object) -> nw.Expr:
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


def _ordered_fraction(cell: nw.Expr, op: Operator, value: Fraction) -> nw.Expr:
    """Compare whole numbers with a fraction, exactly."""
    if value.denominator == 1:
        return _ordered(cell, op, value.numerator)
    if op == "=":
        return cell != cell  # noqa: PLR0124 - false, and unknown where the cell is missing
    return _ordered(cell, "<=" if op in {"<", "<="} else ">=", math.floor(value) if op[0] == "<" else math.ceil(value))
