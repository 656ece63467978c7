"""Delays and durations: cases with a clock, judged row for row.

Law: the end is compared with the due instant; where start or end is known to the day only, days are compared.
A case that has no start, ends before it, or has no due date where one is asked for, is invalid.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from gpj_kpi.conditions import scope
from gpj_kpi.engines.export import DAY_COLUMN, MILLIONTHS, Frame
from gpj_kpi.limits import Limit, Unit
from gpj_kpi.local_times import day_numbers, microseconds
from gpj_kpi.rules import ColumnLimit, Delay, Duration, Ends, Indicator
from gpj_kpi.setting import Setting, nothing

_LONGEST_ELAPSED = 10**12
"""Cells at or beyond this are no seconds: 30 000 years. Numbers, held in millionths, stay below it by their pattern."""
_ORDINALS = {
    Unit.BUSINESS_DAYS: "business_ordinal",
    Unit.WORKING_DAYS: "working_ordinal",
    Unit.CALENDAR_DAYS: "calendar_ordinal",
}


def judge_delay(cases: Frame, indicator: Indicator, setting: Setting) -> Frame:
    """Judge whether each case ended within its limit."""
    measure = indicator.measure
    assert isinstance(measure, Delay)
    if measure.elapsed is not None:
        return _judge_elapsed(cases, indicator, measure, setting)
    assert measure.from_ is not None
    assert measure.to is not None
    clocked = _with_clock(cases, measure.from_, measure.to, setting)
    no_due = nw.lit(value=False)
    if isinstance(measure.limit, ColumnLimit):
        no_due = nw.col(measure.limit.column).is_null()
    due, in_time = _due(clocked, measure, measure.from_, setting)
    return due.with_columns(
        *_rate_verdict(
            in_time=in_time,
            invalid=nw.col("_backwards") | nw.col("_started_at").is_null() | no_due,
            beyond=nw.col("_due_at").is_null() & ~no_due,
            overdue=nw.col("_due_at") <= setting.as_of if setting.as_of is not None else nw.lit(value=False),
        ),
        _value=nothing()
        if _is_by_day(measure.from_, measure.to, setting)
        else nw.col("_ended_at") - nw.col("_started_at"),
        _weight=nothing(),
    )


def _is_by_day(start: str, ends: Ends, setting: Setting) -> bool:
    """Whether the start or an end is known to the day only."""
    return any(setting.source.columns[column].type == "date" for column in (start, *ends.columns))


def _with_clock(cases: Frame, start: str, ends: Ends, setting: Setting) -> Frame:
    """Cases with `started_at`, `ended_at`, `_end_day`, and `_backwards`: the end comes before the start.

    Where one of them is known to the day only, days are compared.
    """
    end_days = [DAY_COLUMN.format(column) for column in ends.columns]
    clocked = cases.with_columns(
        _started_at=nw.col(start), _ended_at=_combined(ends, ends.columns), _end_day=_combined(ends, end_days)
    )
    if _is_by_day(start, ends, setting):
        backwards = nw.col("_end_day") < nw.col(DAY_COLUMN.format(start))
    else:
        backwards = nw.col("_ended_at") < nw.col("_started_at")
    return clocked.with_columns(_backwards=backwards.fill_null(value=False))


def _combined(ends: Ends, columns: Sequence[str]) -> nw.Expr:
    """The earliest of the columns that is filled, or the latest of them once all are."""
    if len(columns) == 1:
        return nw.col(columns[0])
    if ends.mode == "first":
        return nw.min_horizontal(*columns)
    complete = nw.all_horizontal(*(~nw.col(column).is_null() for column in columns), ignore_nulls=False)
    return nw.when(complete).then(nw.max_horizontal(*columns))


def _due(cases: Frame, measure: Delay, start: str, setting: Setting) -> tuple[Frame, nw.Expr]:
    """Cases with `due_at`, and the expression that says whether `ended_at` is in time."""
    before_due = nw.col("_ended_at") < nw.col("_due_at")
    by_due = nw.col("_ended_at") <= nw.col("_due_at")
    limit = measure.limit
    if isinstance(limit, Limit) and limit.unit.is_elapsed:
        due = cases.with_columns(_due_at=nw.col("_started_at") + limit.microseconds)
        return due, before_due if limit.strict else by_due
    if isinstance(limit, Limit):
        last_days = setting.calendar.last_days(limit, measure.rollover).dropna()
        table = pd.DataFrame({"_day": day_numbers(last_days["day"]), "_due_at": microseconds(last_days["due_at"])})
        return _joined_by_day(cases, DAY_COLUMN.format(start), table, setting), before_due
    if setting.source.columns[limit.column].type == "datetime":
        return cases.with_columns(_due_at=nw.col(limit.column)), before_due if limit.strict else by_due
    days = setting.calendar.days
    starts = microseconds(days["starts_at"])
    table = pd.DataFrame({"_day": day_numbers(days["day"]), "_due_at": starts if limit.strict else starts.shift(-1)})
    return _joined_by_day(cases, DAY_COLUMN.format(limit.column), table.dropna(), setting), before_due


def _joined_by_day(cases: Frame, day: str, table: pd.DataFrame, setting: Setting) -> Frame:
    return cases.join(setting.engine.table(table.astype("int64")), left_on=day, right_on="_day", how="left")


def _judge_elapsed(cases: Frame, indicator: Indicator, measure: Delay, setting: Setting) -> Frame:
    """Judge a delay that the export gives as a number of seconds."""
    assert measure.elapsed is not None
    assert measure.done is not None
    assert isinstance(measure.limit, Limit)
    factor = 1 if setting.source.columns[measure.elapsed].type == "number" else MILLIONTHS
    seconds = nw.col(measure.elapsed)
    longest = _LONGEST_ELAPSED * MILLIONTHS // factor
    believable = (seconds > -longest) & (seconds < longest)
    reference = indicator.reference_column
    clocked = cases.with_columns(
        _done=scope(measure.done, setting.source.columns),
        _started_at=nw.col(reference),
        _value=nw.when(believable).then(seconds) * factor,
        _due_at=nw.col(reference) + measure.limit.microseconds,
    )
    end = nw.col("_started_at") + nw.col("_value")
    done = nw.col("_done")
    if setting.known_before is not None:
        done = done & (end < setting.known_before).fill_null(value=True)
    clocked = clocked.with_columns(_ended_at=nw.when(done).then(end))
    limit = measure.limit.microseconds
    in_time = nw.col("_value") < limit if measure.limit.strict else nw.col("_value") <= limit
    overdue = nw.lit(value=False) if setting.as_of is None else nw.col("_due_at") <= setting.as_of
    if setting.known_before is None:
        overdue = overdue | ~in_time.fill_null(value=True)
    return clocked.with_columns(
        *_rate_verdict(
            in_time=in_time,
            invalid=(nw.col("_value") < 0).fill_null(value=False)
            | (nw.col("_done") & nw.col("_value").is_null())
            | nw.col("_started_at").is_null(),
            beyond=nw.lit(value=False),
            overdue=overdue,
        ),
        _weight=nothing(),
    )


def _rate_verdict(*, in_time: nw.Expr, invalid: nw.Expr, beyond: nw.Expr, overdue: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """`verdict` and `lateness` of a case that is in time, late, overdue, pending or invalid."""
    ended = ~nw.col("_ended_at").is_null()
    overdue = overdue.fill_null(value=False)
    verdict = (
        nw.when(invalid)
        .then(nw.lit("invalid"))
        .when(beyond)
        .then(nw.lit("beyond_calendar"))
        .when(ended & in_time)
        .then(nw.lit("met"))
        .when(ended | overdue)
        .then(nw.lit("missed"))
        .otherwise(nw.lit("pending"))
    )
    lateness = (
        nw.when(invalid | (ended & in_time))
        .then(nothing().cast(nw.String))
        .when(ended)
        .then(nw.lit("late"))
        .when(overdue)
        .then(nw.lit("overdue"))
    )
    return verdict.alias("_verdict"), lateness.alias("_lateness")


def judge_duration(cases: Frame, indicator: Indicator, setting: Setting) -> Frame:
    """Measure how long each case took."""
    measure = indicator.measure
    assert isinstance(measure, Duration)
    clocked = _with_clock(cases, measure.from_, measure.to, setting)
    if measure.unit in _ORDINALS:
        clocked = _with_open_days(clocked, measure.from_, _ORDINALS[measure.unit], setting)
    else:
        clocked = clocked.with_columns(_value=nw.col("_ended_at") - nw.col("_started_at"))
    verdict = (
        nw.when(nw.col("_backwards") | nw.col("_started_at").is_null())
        .then(nw.lit("invalid"))
        .when(nw.col("_ended_at").is_null())
        .then(nw.lit("pending"))
        .otherwise(nw.lit("counted"))
    )
    return clocked.with_columns(
        _verdict=verdict, _lateness=nothing().cast(nw.String), _due_at=nothing(), _weight=nothing()
    )


def _with_open_days(cases: Frame, start: str, ordinal: str, setting: Setting) -> Frame:
    """Cases with `value`: the open days after the first day, the last one included."""
    days = setting.calendar.days
    start_table = pd.DataFrame({"_day": day_numbers(days["day"]), "_start_ordinal": days[ordinal]})
    end_table = start_table.rename(columns={"_start_ordinal": "_end_ordinal"})
    joined = _joined_by_day(cases, DAY_COLUMN.format(start), start_table, setting)
    joined = _joined_by_day(joined, "_end_day", end_table, setting)
    return joined.with_columns(_value=nw.col("_end_ordinal") - nw.col("_start_ordinal"))
