"""Delays and durations: cases with a clock, judged row for row.

Law: the end is compared with the due instant; where start or end is known to the day only, days are compared.
A case that has no start, ends before it, or has no due date where one is asked for, is invalid.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from gpj_kpi.abandonment import fate, with_abandonment
from gpj_kpi.clocks import Clock, clock_for, clock_of
from gpj_kpi.conditions import scope
from gpj_kpi.engines.export import DAY_COLUMN, MILLIONTHS, Frame
from gpj_kpi.limits import Limit, Unit
from gpj_kpi.local_times import day_numbers, microseconds
from gpj_kpi.pauses import with_paused
from gpj_kpi.rules import ColumnLimit, Delay, Duration, Ends, Indicator, Pauses
from gpj_kpi.setting import Setting, nothing

_LONGEST_ELAPSED = 10**12
"""Cells at or beyond this are no seconds: 30 000 years. Numbers, held in millionths, stay below it by their pattern."""
_STARTED_DAY, _ENDED_DAY, _STOPPED_DAY = (
    DAY_COLUMN.format(name) for name in ("_started_at", "_ended_at", "_stopped_at")
)


def judge_delay(cases: Frame, indicator: Indicator, setting: Setting) -> Frame:
    """Judge whether each case ended within its limit."""
    measure = indicator.measure
    assert isinstance(measure, Delay)
    if measure.elapsed is not None:
        return _judge_elapsed(cases, indicator, measure, setting)
    assert measure.from_ is not None
    assert measure.to is not None
    limit, abandoned = measure.limit, measure.abandoned
    days = [measure.from_, *measure.to.columns, *([abandoned.at] if abandoned and abandoned.at else [])]
    is_by_day = _is_by_day(days, setting)
    spanned = _with_span(cases, measure.from_, measure.to)
    clocked = _with_due(with_abandonment(spanned, abandoned, setting), measure, setting, is_by_day=is_by_day)
    is_short, short_until = _is_by(limit, nw.col("_left_at"), nw.col("_due_at"), setting), "_due_at"
    if abandoned is not None and abandoned.within is not None:
        clocked = _with_short_until(clocked, abandoned.within, measure.pauses, setting)
        is_short = _is_by(abandoned.within, nw.col("_left_at"), nw.col("_short_until"), setting)
        short_until = "_short_until"
    no_due = nw.lit(value=False)
    if isinstance(limit, ColumnLimit):
        no_due = nw.col(limit.column).is_null()
    return clocked.with_columns(_fate=fate(abandoned, is_short=is_short)).with_columns(
        *_rate_verdict(
            in_time=_is_by(limit, nw.col("_ended_at"), nw.col("_due_at"), setting),
            invalid=_is_backwards(is_by_day=is_by_day) | nw.col("_started_at").is_null() | no_due,
            beyond=nw.col("_due_at").is_null() & ~no_due,
            overdue=_is_overdue(setting, short_until) & _no_pause_to_come(measure, setting),
        ),
        _weight=nothing(),
    )


def _no_pause_to_come(measure: Delay, setting: Setting) -> nw.Expr:
    """Whether no pause that is not known yet could keep a case from falling due: one that begins with the day of it.

    A strict limit in days ends at 0:00 of a day, 24:00 of an as-of date, and a pause dated that day is known later.
    """
    limit, pauses = measure.limit, measure.pauses
    if setting.known is None or pauses is None or setting.pause_source is None or isinstance(limit, ColumnLimit):
        return nw.lit(value=True)
    is_dated = setting.pause_source.columns[pauses.from_].type == "date"
    if not limit.strict or limit.unit.has_fixed_length or not is_dated:
        return nw.lit(value=True)
    return nw.col("_due_at") < setting.known.days_before


def _is_by_day(columns: Sequence[str], setting: Setting) -> bool:
    """Whether one of the columns is known to the day only."""
    return any(setting.source.columns[column].type == "date" for column in columns)


def _with_span(cases: Frame, start: str, ends: Ends) -> Frame:
    """Cases with `_started_at`, `_ended_at` and their days."""
    return cases.with_columns(
        nw.col(start).alias("_started_at"),
        nw.col(DAY_COLUMN.format(start)).alias(_STARTED_DAY),
        ended_at(ends).alias("_ended_at"),
        _combined(ends, [DAY_COLUMN.format(column) for column in ends.columns]).alias(_ENDED_DAY),
    )


def ended_at(ends: Ends) -> nw.Expr:
    """Instant at which a case ended; null while it has not."""
    return _combined(ends, ends.columns)


def _combined(ends: Ends, columns: Sequence[str]) -> nw.Expr:
    """The earliest of the columns that is filled, or the latest of them once all are."""
    if len(columns) == 1:
        return nw.col(columns[0])
    if ends.mode == "first":
        return nw.min_horizontal(*columns)
    complete = nw.all_horizontal(*(~nw.col(column).is_null() for column in columns), ignore_nulls=False)
    return nw.when(complete).then(nw.max_horizontal(*columns))


def _is_backwards(*, is_by_day: bool) -> nw.Expr:
    """Whether the clock stopped before it started: by days where one of the two is known to the day only."""
    stopped, started = (_STOPPED_DAY, _STARTED_DAY) if is_by_day else ("_stopped_at", "_started_at")
    return (nw.col(stopped) < nw.col(started)).fill_null(value=False)


def _includes_due(limit: Limit | ColumnLimit, setting: Setting) -> bool:
    """Whether an end exactly at the due instant is in time."""
    if isinstance(limit, Limit):
        return limit.includes_due_instant
    return setting.source.columns[limit.column].type == "datetime" and not limit.strict


def _is_by(limit: Limit | ColumnLimit, moment: nw.Expr, due: nw.Expr, setting: Setting) -> nw.Expr:
    """Whether a moment lies within a limit that is due then; null where one of them is."""
    return moment <= due if _includes_due(limit, setting) else moment < due


def _is_overdue(setting: Setting, short_until: str = "_due_at") -> nw.Expr:
    """Whether a case that has not ended is due by as-of, and too late for an abandonment that is no miss."""
    if setting.as_of is None:
        return nw.lit(value=False)
    return (nw.col("_due_at") <= setting.as_of) & (nw.col(short_until) <= setting.as_of)


def _with_due(cases: Frame, measure: Delay, setting: Setting, *, is_by_day: bool) -> Frame:
    """Cases with `_due_at`, and `_value`: what ran from start to end, on the clock of the limit if that is of time."""
    limit, pauses = measure.limit, measure.pauses
    value = nothing() if is_by_day else nw.col("_ended_at") - nw.col("_started_at")
    if isinstance(limit, ColumnLimit):
        return _with_given_due(cases, limit, setting).with_columns(_value=value)
    clock = clock_for(limit, measure.rollover, setting)
    if pauses is None and not limit.unit.is_business_time:
        return clock.due_from_start(cases, limit, "_due_at").with_columns(_value=value)
    due = _with_limit_end(cases, limit, clock, pauses, setting, "_due_at")
    if limit.unit.has_fixed_length:
        due = clock.at(due, "_ended_at", "_end")
        value = nw.col("_end") - nw.col("_start") - nw.col("_paused")
    return due.with_columns(_value=value).drop("_start", "_paused")


def _with_short_until(cases: Frame, within: Limit, pauses: Pauses | None, setting: Setting) -> Frame:
    """Cases with `_short_until`, up to when an abandonment is a short one."""
    clock = clock_for(within, "none", setting)
    if pauses is None:
        return clock.due_from_start(cases, within, "_short_until")
    return _with_limit_end(cases, within, clock, pauses, setting, "_short_until").drop("_start", "_paused")


def _with_limit_end(
    cases: Frame, limit: Limit, clock: Clock, pauses: Pauses | None, setting: Setting, name: str
) -> Frame:
    """Cases with the instant at which a limit is used up; `_start` and `_paused` are on its clock."""
    started = _with_paused(clock.with_length(clock.at(cases, "_started_at", "_start"), limit), pauses, clock, setting)
    end = nw.col("_start") + nw.col("_length") + nw.col("_moved")
    return clock.due(started.with_columns(_end=end), "_end", name).drop("_length", "_moved", "_end")


def _with_paused(cases: Frame, pauses: Pauses | None, clock: Clock, setting: Setting) -> Frame:
    """Cases with `_paused` and `_moved` (see `pauses`), 0 where nothing pauses them."""
    if pauses is None:
        return cases.with_columns(_paused=nw.lit(0), _moved=nw.lit(0))
    return with_paused(cases, pauses, clock, setting)


def _with_given_due(cases: Frame, limit: ColumnLimit, setting: Setting) -> Frame:
    """Cases with the due instant that came with them: for a date, 24:00 of it, or 0:00 where the limit is strict."""
    if setting.source.columns[limit.column].type == "datetime":
        return cases.with_columns(nw.col(limit.column).alias("_due_at"))
    days = setting.calendar.days
    starts = microseconds(days["starts_at"])
    table = pd.DataFrame({"_day": day_numbers(days["day"]), "_due_at": starts if limit.strict else starts.shift(-1)})
    due = setting.engine.table(table.dropna().astype("int64"))
    return cases.join(due, left_on=DAY_COLUMN.format(limit.column), right_on="_day", how="left")


def _with_elapsed(cases: Frame, unit: Unit, pauses: Pauses | None, setting: Setting) -> Frame:
    """Cases with `_value`: what has run on the clock of a unit from start to end, pauses taken off."""
    clock = clock_of(unit, setting)
    spanned = clock.at(clock.at(cases, "_started_at", "_start"), "_ended_at", "_end")
    paused = _with_paused(spanned.with_columns(_length=nothing()), pauses, clock, setting)
    return paused.with_columns(_value=nw.col("_end") - nw.col("_start") - nw.col("_paused"))


def _judge_elapsed(cases: Frame, indicator: Indicator, measure: Delay, setting: Setting) -> Frame:
    """Judge a delay that the export gives as a number of seconds."""
    assert measure.elapsed is not None
    assert measure.done is not None
    assert isinstance(measure.limit, Limit)
    columns, abandoned = setting.source.columns, measure.abandoned
    factor = 1 if columns[measure.elapsed].type == "number" else MILLIONTHS
    seconds = nw.col(measure.elapsed)
    longest = _LONGEST_ELAPSED * MILLIONTHS // factor
    believable = (seconds > -longest) & (seconds < longest)
    reference = indicator.reference_column
    gone = scope(abandoned.when, columns) if abandoned is not None else nw.lit(value=False)
    clocked = cases.with_columns(
        _done=scope(measure.done, columns),
        _gone=gone,
        _started_at=nw.col(reference),
        _value=nw.when(believable).then(seconds) * factor,
        _due_at=nw.col(reference) + measure.limit.microseconds,
    )
    end = nw.col("_started_at") + nw.col("_value")
    over = nw.lit(value=True)
    if setting.known is not None:
        over = setting.has_happened(end, "datetime").fill_null(value=True)
    clocked = clocked.with_columns(_over=over).with_columns(
        _ended_at=nw.when(nw.col("_done") & nw.col("_over")).then(end),
        _gone=nw.col("_gone") & ~nw.col("_done") & nw.col("_over"),
    )
    in_time = _is_within(measure.limit)
    short = in_time if abandoned is None or abandoned.within is None else _is_within(abandoned.within)
    short_until = "_due_at"
    if abandoned is not None and abandoned.within is not None:
        clocked = clocked.with_columns(_short_until=nw.col("_started_at") + abandoned.within.microseconds)
        short_until = "_short_until"
    overdue = _is_overdue(setting, short_until)
    if abandoned is not None:
        # The export says how each wait ended: what neither ended well nor was abandoned is missed.
        overdue = overdue | nw.col("_over")
    elif setting.known is None:
        overdue = overdue | ~in_time.fill_null(value=True)
    return clocked.with_columns(_fate=fate(abandoned, is_short=short)).with_columns(
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


def _is_within(limit: Limit) -> nw.Expr:
    """Whether the elapsed time of a case is within a limit; null where it has none."""
    elapsed = nw.col("_value")
    return elapsed < limit.microseconds if limit.strict else elapsed <= limit.microseconds


def _rate_verdict(*, in_time: nw.Expr, invalid: nw.Expr, beyond: nw.Expr, overdue: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """`_verdict` and `_lateness` of a case that is abandoned, in time, late, overdue, pending or invalid."""
    ended, fate_known = ~nw.col("_ended_at").is_null(), ~nw.col("_fate").is_null()
    overdue = overdue.fill_null(value=False)
    verdict = (
        nw.when(invalid)
        .then(nw.lit("invalid"))
        .when(beyond)
        .then(nw.lit("beyond_calendar"))
        .when(fate_known)
        .then(nw.col("_fate"))
        .when(ended & in_time)
        .then(nw.lit("met"))
        .when(ended | overdue)
        .then(nw.lit("missed"))
        .otherwise(nw.lit("pending"))
    )
    lateness = (
        nw.when(invalid | (fate_known & (nw.col("_fate") != "missed")) | (ended & in_time))
        .then(nothing().cast(nw.String))
        .when(fate_known)
        .then(nw.lit("abandoned"))
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
    clocked = with_abandonment(_with_span(cases, measure.from_, measure.to), None, setting)
    is_by_day = _is_by_day([measure.from_, *measure.to.columns], setting)
    verdict = (
        nw.when(_is_backwards(is_by_day=is_by_day) | nw.col("_started_at").is_null())
        .then(nw.lit("invalid"))
        .when(nw.col("_ended_at").is_null())
        .then(nw.lit("pending"))
        .otherwise(nw.lit("counted"))
    )
    return _with_elapsed(clocked, measure.unit, measure.pauses, setting).with_columns(
        _verdict=verdict, _lateness=nothing().cast(nw.String), _due_at=nothing(), _weight=nothing()
    )
