"""Delays whose start and end are columns, judged case by case.

Law: the end is compared with the due instant. Where the start or the end is known to the day only, days are compared.
A case is invalid if it has no start, ends before its start, or lacks a due date that its limit names.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.day_columns import day_numbers, microseconds
from gpj_kpi.calendars.limits import Limit
from gpj_kpi.engines.interface import DAY_COLUMN, Frame
from gpj_kpi.rules import ColumnLimit, Delay, Indicator, Pauses
from gpj_kpi.verdicts.context import Context, nothing
from gpj_kpi.verdicts.outcomes import CaseFrame, Judgement, Row, decide
from gpj_kpi.verdicts.time.abandonment import Span, find_span, tabulate_abandoned
from gpj_kpi.verdicts.time.clocks import Clock, clock_for
from gpj_kpi.verdicts.time.pauses import with_paused
from gpj_kpi.verdicts.time.steps import place_span, takes_steps


def judge_delay(indicator: Indicator, context: Context, case_frame: CaseFrame) -> Judgement:
    """Judge whether each case ended within its limit."""
    measure = indicator.measure
    assert isinstance(measure, Delay)
    limit = measure.limit
    span = find_span(measure.from_, measure.to, measure.abandoned, context)
    if takes_steps(indicator):
        span = place_span(span, case_frame)
    due_at, value = _find_due(measure, span, context, case_frame)
    ends, abandoned = [due_at], []
    if measure.abandoned is not None:
        short_limit, short_until = limit, due_at
        if measure.abandoned.within is not None:
            short_limit = measure.abandoned.within
            short_until = _find_short_end(measure, short_limit, context, case_frame)
            ends.append(short_until)
        is_short = _is_by(short_limit, span.left_at, short_until, context)
        abandoned = tabulate_abandoned(measure.abandoned, span.gone, is_short=is_short)
    outcome = decide(
        [
            (span.is_backwards, "invalid"),
            (span.started_at.is_null(), "invalid"),
            *_tabulate_undue(measure, due_at),
            *abandoned,
            (_is_by(limit, span.ended_at, due_at, context), "met"),
            (~span.ended_at.is_null(), "late"),
            (_is_overdue(measure, ends, context), "overdue"),
        ],
        otherwise="pending",
    )
    return Judgement(outcome=outcome, started_at=span.started_at, ended_at=span.ended_at, due_at=due_at, value=value)


def _tabulate_undue(measure: Delay, due_at: nw.Expr) -> list[Row]:
    """Say what becomes of the cases without a due date.

    Its cell is empty, or no calendar reaches that far.
    """
    found: list[Row] = []
    if isinstance(measure.limit, ColumnLimit):
        found.append((nw.col(measure.limit.column).is_null(), "invalid"))
    is_real_time = all(isinstance(limit, Limit) and limit.unit.is_elapsed for limit in measure.limits)
    if measure.pauses is not None or not is_real_time:
        found.append((due_at.is_null(), "beyond_calendar"))
    return found


def list_passed(ends: Sequence[nw.Expr], context: Context) -> list[nw.Expr]:
    """Say of each end whether as-of has reached it.

    Where nothing is known, it has reached none.
    """
    as_of = context.as_of.instant
    return [nw.lit(value=False)] if as_of is None else [end <= as_of for end in ends]


def _is_overdue(measure: Delay, ends: Sequence[nw.Expr], context: Context) -> nw.Expr:
    """Whether a case that has not ended is missed.

    It is once as-of has reached every end; the first end is that of its limit.
    """
    conditions = list_passed(ends, context)
    if context.as_of.is_given and _may_be_paused_later(measure, context):
        conditions.append(context.as_of.happened(ends[0], by_day=True))
    return nw.all_horizontal(*conditions, ignore_nulls=False)


def _may_be_paused_later(measure: Delay, context: Context) -> bool:
    """Whether a pause not known yet could move the due instant.

    A strict limit in days ends at 0:00 of a day, which is 24:00 of an as-of date. A pause dated that day is known
    later.
    """
    limit, pauses = measure.limit, measure.pauses
    if pauses is None or context.pause_source is None or isinstance(limit, ColumnLimit):
        return False
    is_dated = context.pause_source.columns[pauses.from_].type == "date"
    return limit.strict and not limit.unit.has_fixed_length and is_dated


def _includes_due(limit: Limit | ColumnLimit, context: Context) -> bool:
    """Whether an end exactly at the due instant is in time."""
    if isinstance(limit, Limit):
        return limit.includes_due_instant
    return context.source.columns[limit.column].type == "datetime" and not limit.strict


def _is_by(limit: Limit | ColumnLimit, moment: nw.Expr, due: nw.Expr, context: Context) -> nw.Expr:
    """Whether a moment lies within a limit; null where one is."""
    return moment <= due if _includes_due(limit, context) else moment < due


def _find_due(measure: Delay, span: Span, context: Context, case_frame: CaseFrame) -> tuple[nw.Expr, nw.Expr]:
    """Find when a case is due, and how long it took.

    How long is measured on the clock of the limit, if that is one of time, and else in real time. It is null where
    start or end is known to the day only.
    """
    limit, pauses = measure.limit, measure.pauses
    value = nothing() if span.is_by_day else span.ended_at - span.started_at
    if isinstance(limit, ColumnLimit):
        return _look_up_due(limit, context, case_frame), value
    clock = clock_for(limit, measure.rollover, context)
    if pauses is None and not limit.unit.is_business_time:
        return clock.due_from_start(case_frame, measure.from_, limit, "_due_at"), value
    due = _with_limit_end(case_frame.frame, limit, clock, pauses, context, "_due_at")
    if limit.unit.has_fixed_length:
        due = clock.at(due, "_ended_at", "_end")
        value = nw.col("_end") - nw.col("_start") - nw.col("_paused")
    case_frame.frame = due.with_columns(_value=value).drop("_start", "_paused")
    return nw.col("_due_at"), nw.col("_value")


def _find_short_end(measure: Delay, within: Limit, context: Context, case_frame: CaseFrame) -> nw.Expr:
    """Find up to when an abandonment is a short one."""
    clock = clock_for(within, "none", context)
    if measure.pauses is None:
        return clock.due_from_start(case_frame, measure.from_, within, "_short_until")
    ends = _with_limit_end(case_frame.frame, within, clock, measure.pauses, context, "_short_until")
    case_frame.frame = ends.drop("_start", "_paused")
    return nw.col("_short_until")


def _with_limit_end(
    cases: Frame, limit: Limit, clock: Clock, pauses: Pauses | None, context: Context, name: str
) -> Frame:
    """Add the instant at which a limit is used up.

    On its clock, `_start` and `_paused` are added too.
    """
    started = with_paused(clock.with_length(clock.at(cases, "_started_at", "_start"), limit), pauses, clock, context)
    end = nw.col("_start") + nw.col("_length") + nw.col("_moved")
    return clock.due(started.with_columns(_end=end), "_end", name).drop("_length", "_moved", "_end")


def _look_up_due(limit: ColumnLimit, context: Context, case_frame: CaseFrame) -> nw.Expr:
    """Look up the due instant that came with a case.

    That of a date is its 24:00, or its 0:00 if the limit is strict.
    """
    if context.source.columns[limit.column].type == "datetime":
        return nw.col(limit.column)

    def by_day() -> pd.Series:
        days = context.calendar.days
        starts = microseconds(days["starts_at"]).set_axis(day_numbers(days["day"]))
        return starts if limit.strict else starts.astype("Int64").shift(-1)

    return case_frame.look_up(DAY_COLUMN.format(limit.column), ("starts" if limit.strict else "ends",), by_day)
