"""Delays and durations: cases with a clock, judged row for row.

Law: the end is compared with the due instant; where start or end is known to the day only, days are compared.
A case that has no start, ends before it, or has no due date where one is asked for, is invalid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.day_columns import day_numbers, microseconds
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.engines.interface import DAY_COLUMN, MILLIONTHS, Frame
from gpj_kpi.rules import ColumnLimit, Delay, Duration, ElapsedDelay, Indicator, Pauses
from gpj_kpi.verdicts.abandonment import Span, abandoned_outcome, span_of
from gpj_kpi.verdicts.clocks import Clock, clock_for, clock_of
from gpj_kpi.verdicts.conditions import meets
from gpj_kpi.verdicts.context import Context, nothing
from gpj_kpi.verdicts.outcomes import CaseFrame, Judgement, code
from gpj_kpi.verdicts.pauses import with_paused

_LONGEST_ELAPSED = 10**12
"""Cells at or beyond this are no seconds: 30 000 years. Numbers, held in millionths, stay below it by their pattern."""


def takes_steps(indicator: Indicator) -> bool:
    """Whether cases are judged by joins of their own: their clock stands still at times, or is not real time."""
    measure = indicator.measure
    if isinstance(measure, Duration):
        return measure.pauses is not None or not measure.unit.is_elapsed
    if not isinstance(measure, Delay):
        return False
    limits = (limit for limit in indicator.limits if isinstance(limit, Limit))
    return measure.pauses is not None or any(limit.unit.is_business_time for limit in limits)


def may_be_beyond_calendar(indicator: Indicator) -> bool:
    """Whether the due date of a case may lie beyond the calendar: not where its clock is real time."""
    limits = indicator.limits
    return indicator.pauses is not None or not all(
        isinstance(limit, Limit) and limit.unit.is_elapsed for limit in limits
    )


def judge_delay(indicator: Indicator, context: Context, case_frame: CaseFrame) -> Judgement:
    """Judge whether each case ended within its limit."""
    measure = indicator.measure
    assert isinstance(measure, Delay)
    limit, abandoned = measure.limit, measure.abandoned
    days = [measure.from_, *measure.to.columns, *([abandoned.at] if abandoned and abandoned.at else [])]
    is_by_day = _is_by_day(days, context)
    span = span_of(measure.from_, measure.to, abandoned, context)
    if takes_steps(indicator):
        span = _placed(span, case_frame)
    due_at, value = _due(measure, span, context, case_frame, is_by_day=is_by_day)
    is_short, ends = _is_by(limit, span.left_at, due_at, context), [due_at]
    if abandoned is not None and abandoned.within is not None:
        short_until = _short_until(measure, abandoned.within, context, case_frame)
        is_short, ends = _is_by(abandoned.within, span.left_at, short_until, context), [due_at, short_until]
    invalid = [_is_backwards(span, is_by_day=is_by_day), span.started_at.is_null()]
    if isinstance(limit, ColumnLimit):
        invalid.append(nw.col(limit.column).is_null())
    outcome = _rate_outcome(
        span.ended_at,
        None if abandoned is None else abandoned_outcome(abandoned, span.gone, is_short=is_short),
        in_time=_is_by(limit, span.ended_at, due_at, context),
        invalid=invalid,
        beyond=due_at.is_null() if may_be_beyond_calendar(indicator) else None,
        overdue=_overdue(measure, ends, context),
    )
    return Judgement(outcome=outcome, started_at=span.started_at, ended_at=span.ended_at, due_at=due_at, value=value)


def _overdue(measure: Delay, ends: Sequence[nw.Expr], context: Context) -> list[nw.Expr]:
    """Under which conditions a case that has not ended is missed; the first end is that of its limit."""
    conditions = _are_over(ends, context)
    if _may_be_paused_later(measure, context):
        conditions.append(context.as_of.happened(ends[0], by_day=True))
    return conditions


def _may_be_paused_later(measure: Delay, context: Context) -> bool:
    """Whether a pause that is not known yet could keep a case from falling due: one that begins with the day of it.

    A strict limit in days ends at 0:00 of a day, 24:00 of an as-of date, and a pause dated that day is known later.
    """
    limit, pauses = measure.limit, measure.pauses
    if not context.as_of.is_given or pauses is None or context.pause_source is None or isinstance(limit, ColumnLimit):
        return False
    is_dated = context.pause_source.columns[pauses.from_].type == "date"
    return limit.strict and not limit.unit.has_fixed_length and is_dated


def _is_by_day(columns: Sequence[str], context: Context) -> bool:
    """Whether one of the columns is known to the day only."""
    return any(context.source.columns[column].type == "date" for column in columns)


def _placed(span: Span, case_frame: CaseFrame) -> Span:
    """Put the course of the cases into columns of their own, by which the clocks find it."""
    moments = {
        "_started_at": (span.started_at, span.started_day),
        "_ended_at": (span.ended_at, span.ended_day),
        "_stopped_at": (span.stopped_at, span.stopped_day),
    }
    case_frame.frame = case_frame.frame.with_columns(
        *(moment.alias(name) for name, (moment, _) in moments.items()),
        *(day.alias(DAY_COLUMN.format(name)) for name, (_, day) in moments.items()),
    )
    return replace(
        span,
        started_at=nw.col("_started_at"),
        started_day=nw.col("_started_at__day"),
        ended_at=nw.col("_ended_at"),
        ended_day=nw.col("_ended_at__day"),
        stopped_at=nw.col("_stopped_at"),
        stopped_day=nw.col("_stopped_at__day"),
    )


def _is_backwards(span: Span, *, is_by_day: bool) -> nw.Expr:
    """Whether the clock stopped before it started, if both are known: by days where one is known to the day only."""
    return span.stopped_day < span.started_day if is_by_day else span.stopped_at < span.started_at


def _includes_due(limit: Limit | ColumnLimit, context: Context) -> bool:
    """Whether an end exactly at the due instant is in time."""
    if isinstance(limit, Limit):
        return limit.includes_due_instant
    return context.source.columns[limit.column].type == "datetime" and not limit.strict


def _is_by(limit: Limit | ColumnLimit, moment: nw.Expr, due: nw.Expr, context: Context) -> nw.Expr:
    """Whether a moment lies within a limit that is due then; null where one of them is."""
    return moment <= due if _includes_due(limit, context) else moment < due


def _are_over(ends: Sequence[nw.Expr], context: Context) -> list[nw.Expr]:
    """That a case that has not ended is due by as-of, and too late for an abandonment that is no miss."""
    as_of = context.as_of.instant
    return [nw.lit(value=False)] if as_of is None else [end <= as_of for end in ends]


def _due(
    measure: Delay, span: Span, context: Context, case_frame: CaseFrame, *, is_by_day: bool
) -> tuple[nw.Expr, nw.Expr]:
    """When a case is due, and what ran from its start to its end: on the clock of the limit, if that is of time."""
    limit, pauses = measure.limit, measure.pauses
    value = nothing() if is_by_day else span.ended_at - span.started_at
    if isinstance(limit, ColumnLimit):
        return _given_due(limit, context, case_frame), value
    clock = clock_for(limit, measure.rollover, context)
    if pauses is None and not limit.unit.is_business_time:
        return clock.due_from_start(case_frame, measure.from_, limit, "_due_at"), value
    due = _with_limit_end(case_frame.frame, limit, clock, pauses, context, "_due_at")
    if limit.unit.has_fixed_length:
        due = clock.at(due, "_ended_at", "_end")
        value = nw.col("_end") - nw.col("_start") - nw.col("_paused")
    case_frame.frame = due.with_columns(_value=value).drop("_start", "_paused")
    return nw.col("_due_at"), nw.col("_value")


def _short_until(measure: Delay, within: Limit, context: Context, case_frame: CaseFrame) -> nw.Expr:
    """Up to when an abandonment is a short one."""
    clock = clock_for(within, "none", context)
    if measure.pauses is None:
        return clock.due_from_start(case_frame, measure.from_, within, "_short_until")
    ends = _with_limit_end(case_frame.frame, within, clock, measure.pauses, context, "_short_until")
    case_frame.frame = ends.drop("_start", "_paused")
    return nw.col("_short_until")


def _with_limit_end(
    cases: Frame, limit: Limit, clock: Clock, pauses: Pauses | None, context: Context, name: str
) -> Frame:
    """Cases with the instant at which a limit is used up; `_start` and `_paused` are on its clock."""
    started = _with_paused(clock.with_length(clock.at(cases, "_started_at", "_start"), limit), pauses, clock, context)
    end = nw.col("_start") + nw.col("_length") + nw.col("_moved")
    return clock.due(started.with_columns(_end=end), "_end", name).drop("_length", "_moved", "_end")


def _with_paused(cases: Frame, pauses: Pauses | None, clock: Clock, context: Context) -> Frame:
    """Cases with `_paused` and `_moved` (see `pauses`), 0 where nothing pauses them."""
    if pauses is None:
        return cases.with_columns(_paused=nw.lit(0), _moved=nw.lit(0))
    return with_paused(cases, pauses, clock, context)


def _given_due(limit: ColumnLimit, context: Context, case_frame: CaseFrame) -> nw.Expr:
    """The due instant that came with a case: for a date, 24:00 of it, or 0:00 where the limit is strict."""
    if context.source.columns[limit.column].type == "datetime":
        return nw.col(limit.column)

    def by_day() -> pd.Series:
        days = context.calendar.days
        starts = microseconds(days["starts_at"]).set_axis(day_numbers(days["day"]))
        return starts if limit.strict else starts.astype("Int64").shift(-1)

    return case_frame.look_up(DAY_COLUMN.format(limit.column), ("starts" if limit.strict else "ends",), by_day)


def _with_elapsed(cases: Frame, unit: Unit, pauses: Pauses | None, context: Context) -> Frame:
    """Cases with `_value`: what has run on the clock of a unit from start to end, pauses taken off."""
    clock = clock_of(unit, context)
    spanned = clock.at(clock.at(cases, "_started_at", "_start"), "_ended_at", "_end")
    paused = _with_paused(spanned.with_columns(_length=nothing()), pauses, clock, context)
    return paused.with_columns(_value=nw.col("_end") - nw.col("_start") - nw.col("_paused"))


def judge_elapsed(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    """Judge a delay that the export gives as a number of seconds."""
    measure = indicator.measure
    assert isinstance(measure, ElapsedDelay)
    columns, abandoned = context.source.columns, measure.abandoned
    factor = 1 if columns[measure.elapsed].type == "number" else MILLIONTHS
    seconds = nw.col(measure.elapsed)
    longest = _LONGEST_ELAPSED * MILLIONTHS // factor
    believable = (seconds > -longest) & (seconds < longest)
    started_at = nw.col(indicator.reference_column)
    value = nw.when(believable).then(seconds) * factor
    due_at, end = started_at + measure.limit.microseconds, started_at + value
    done, over = meets(measure.done, columns), nw.lit(value=True)
    if context.as_of.is_given:
        over = context.happened(end, "datetime").fill_null(value=True)
    ended_at = nw.when(done & over).then(end)
    in_time = _is_within(value, measure.limit)
    found: nw.Expr | None = None
    ends = [due_at]
    if abandoned is not None:
        short = in_time
        if abandoned.within is not None:
            short = _is_within(value, abandoned.within)
            ends.append(started_at + abandoned.within.microseconds)
        found = abandoned_outcome(abandoned, meets(abandoned.when, columns) & ~done & over, is_short=short)
    is_due = nw.all_horizontal(*_are_over(ends, context), ignore_nulls=False)
    if abandoned is not None:
        # The export says how each wait ended: what neither ended well nor was abandoned is missed.
        is_due = is_due | over
    elif not context.as_of.is_given:
        is_due = is_due | ~in_time.fill_null(value=True)
    outcome = _rate_outcome(
        ended_at,
        found,
        in_time=in_time & ~ended_at.is_null(),
        invalid=[value < 0, done & value.is_null(), started_at.is_null()],
        beyond=None,
        overdue=[is_due],
    )
    return Judgement(outcome=outcome, started_at=started_at, ended_at=ended_at, due_at=due_at, value=value)


def _is_within(elapsed: nw.Expr, limit: Limit) -> nw.Expr:
    """Whether the elapsed time of a case is within a limit; null where it has none."""
    return elapsed < limit.microseconds if limit.strict else elapsed <= limit.microseconds


def _rate_outcome(
    ended_at: nw.Expr,
    abandoned: nw.Expr | None,
    *,
    in_time: nw.Expr,
    invalid: Sequence[nw.Expr],
    beyond: nw.Expr | None,
    overdue: Sequence[nw.Expr],
) -> nw.Expr:
    """Outcome of a case: what cannot be judged first, then what was abandoned, has ended, or is due.

    What is not known of a case does not hold of it.

    Args:
        ended_at: null where a case has not ended.
        abandoned: outcome of an abandoned case, null for the others; None: there are none such.
        in_time: whether a case has ended in time; no other is `met`.
        invalid: reasons for which a case cannot be judged.
        beyond: whether no due date can be known of a case that has one; None: it always is.
        overdue: conditions under which a case that has not ended is missed.
    """
    first, *others = invalid
    found = nw.when(first).then(code("invalid"))
    for reason in others:
        found = found.when(reason).then(code("invalid"))
    if beyond is not None:
        found = found.when(beyond).then(code("beyond_calendar"))
    if abandoned is not None:
        found = found.when(~abandoned.is_null()).then(abandoned)
    return (
        found.when(in_time)
        .then(code("met"))
        .when(~ended_at.is_null())
        .then(code("late"))
        .when(*overdue)
        .then(code("overdue"))
        .otherwise(code("pending"))
    )


def judge_duration(indicator: Indicator, context: Context, case_frame: CaseFrame) -> Judgement:
    """Measure how long each case took."""
    measure = indicator.measure
    assert isinstance(measure, Duration)
    is_by_day = _is_by_day([measure.from_, *measure.to.columns], context)
    span = span_of(measure.from_, measure.to, None, context)
    value = span.ended_at - span.started_at
    if takes_steps(indicator):
        span = _placed(span, case_frame)
        case_frame.frame = _with_elapsed(case_frame.frame, measure.unit, measure.pauses, context)
        value = nw.col("_value")
    outcome = (
        nw.when(_is_backwards(span, is_by_day=is_by_day))
        .then(code("invalid"))
        .when(span.started_at.is_null())
        .then(code("invalid"))
        .when(span.ended_at.is_null())
        .then(code("pending"))
        .otherwise(code("counted"))
    )
    return Judgement(outcome=outcome, started_at=span.started_at, ended_at=span.ended_at, value=value)
