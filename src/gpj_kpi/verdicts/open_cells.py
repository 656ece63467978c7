"""Cases of which a made column is not known yet: its time is not over, so later rows may still change it.

Law: such a case is pending under every indicator that needs the cell: in no figure, neither in nor out of its scope for
good. Where the other cells decide a condition alone, it does not need the cell.
"""

from __future__ import annotations

import narwhals as nw

from gpj_kpi.calendars.limits import Limit
from gpj_kpi.engines.conditions import meets_or_open
from gpj_kpi.engines.interface import OPEN_COLUMN
from gpj_kpi.rules import (
    Age,
    Column,
    Count,
    Delay,
    Duration,
    ElapsedDelay,
    ElapsedDuration,
    Indicator,
    Mean,
    Open,
    Ratio,
    SeveralLimits,
    Share,
    Strata,
    Sum,
)
from gpj_kpi.rules.models.clock import columns_of_start
from gpj_kpi.rules.models.columns import MadeColumn
from gpj_kpi.rules.models.conditions import Condition, columns_of
from gpj_kpi.rules.models.measures.limits import parts_of
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.outcomes import CODES, code


def hold_open(outcome: nw.Expr, indicator: Indicator, context: Context) -> nw.Expr:
    """Make a case pending if an open cell may change what becomes of it.

    Args:
        outcome: what becomes of it by the cells that are known.
        indicator: judges the case; one that was not open when a stock was taken stays so.
        context: the source.
    """
    columns = context.source.columns
    waiting = [nw.col(OPEN_COLUMN.format(id_)) for id_ in _list_needed(indicator) if _may_come_in_time(columns[id_])]
    waiting += [
        meets_or_open(condition, columns).is_null()
        for condition in _list_conditions(indicator)
        if any(columns[id_].may_be_open for id_ in columns_of(condition))
    ]
    if not waiting:
        return outcome
    is_waiting = nw.any_horizontal(*waiting, ignore_nulls=False)
    return nw.when(is_waiting & (outcome != CODES["absent"])).then(code("pending")).otherwise(outcome)


def _may_come_in_time(column: Column) -> bool:
    """Say whether an open cell may be filled by what is known.

    The first row of a time that goes on comes after as-of, if none has come: it is known not to have come by then.
    """
    if isinstance(column, MadeColumn) and column.aggregate.kind == "first" and column.holds_dates:
        return column.aggregate.rests_on_open
    return column.may_be_open


def _list_needed(indicator: Indicator) -> list[str]:
    """List the columns whose cells a measure takes."""
    measure = indicator.measure
    match measure:
        case Delay():
            parts = [part for limit in measure.limits for _, part in parts_of(limit)]
            asked = [part.column for part in parts if not isinstance(part, Limit | SeveralLimits)]
            return [*measure.start_columns, *measure.end_columns, *asked]
        case Duration() | Open() | Age():
            return [*columns_of_start(measure.from_), *measure.to.columns]
        case ElapsedDelay() | ElapsedDuration():
            return [measure.elapsed]
        case Mean(value=value, weight=weight):
            return [value, *_list_weight(weight)]
        case Share(weight=weight):
            return _list_weight(weight)
        case Sum(of=of):
            return [of]
        case Ratio(of=of, over=over):
            return [of, over]
        case Count(different=different) if different is not None:
            return [different]
    return []


def _list_weight(weight: str | Strata | None) -> list[str]:
    return [] if weight is None else [weight.by if isinstance(weight, Strata) else weight]


def _list_conditions(indicator: Indicator) -> list[Condition]:
    """List the conditions that say which cases are looked at, or how."""
    measure = indicator.measure
    found = [indicator.where, getattr(measure, "done", None)]
    if isinstance(measure, Delay | ElapsedDelay) and measure.abandoned is not None:
        found.append(measure.abandoned.when)
    return [condition for condition in found if condition is not None]
