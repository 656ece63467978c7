"""Durations: how long each case took, without its pauses, or by a column that holds it.

Law: a case that has no start, or ended before its start, is invalid. A case that has not ended is pending.
"""

from __future__ import annotations

import narwhals as nw

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.engines.conditions import meets
from gpj_kpi.engines.interface import Frame
from gpj_kpi.rules import Duration, ElapsedDuration, Indicator, Pauses
from gpj_kpi.verdicts.context import Context, nothing
from gpj_kpi.verdicts.elapsed import Wait
from gpj_kpi.verdicts.outcomes import CaseFrame, Judgement, decide
from gpj_kpi.verdicts.time.abandonment import find_span
from gpj_kpi.verdicts.time.clocks import clock_of
from gpj_kpi.verdicts.time.pauses import with_paused
from gpj_kpi.verdicts.time.steps import place_span, takes_steps


def judge_duration(indicator: Indicator, context: Context, case_frame: CaseFrame) -> Judgement:
    """Measure how long each case took."""
    measure = indicator.measure
    assert isinstance(measure, Duration)
    span = find_span(measure.from_, measure.to, None, context)
    value = span.ended_at - span.started_at
    if takes_steps(indicator):
        span = place_span(span, case_frame)
        case_frame.frame = with_value(case_frame.frame, measure.unit, measure.pauses, context)
        value = nw.col("_value")
    outcome = decide(
        [
            (span.is_backwards, "invalid"),
            (span.started_at.is_null(), "invalid"),
            (span.ended_at.is_null(), "pending"),
        ],
        otherwise="counted",
    )
    return Judgement(outcome=outcome, started_at=span.started_at, ended_at=span.ended_at, value=value)


def judge_elapsed_duration(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    """Take from its column how long each case took.

    ======================================================  ========
    the length of time                                      the case
    ======================================================  ========
    is negative, or of a case that is done and has none     invalid
    ends after as-of, or is not there yet                   pending
    belongs to a case that is over without being done       excluded
    is any other                                            counted
    ======================================================  ========

    Without `done`, a case is done once its column is filled.
    """
    measure = indicator.measure
    assert isinstance(measure, ElapsedDuration)
    started_at, wait = nw.col(indicator.reference_column), Wait.read(measure.elapsed, context)
    end, is_missing = wait.end_after(started_at), nw.col(measure.elapsed).is_null()
    is_done = ~is_missing if measure.done is None else meets(measure.done, context.source.columns)
    has_come = wait.has_come(end, context)
    outcome = decide(
        [
            (wait.length < 0, "invalid"),
            (is_done & wait.length.is_null(), "invalid"),
            (started_at.is_null(), "invalid"),
            (is_missing | ~has_come, "pending"),
            (~is_done, "excluded"),
        ],
        otherwise="counted",
    )
    return Judgement(
        outcome=outcome, started_at=started_at, ended_at=nw.when(is_done & has_come).then(end), value=wait.length
    )


def with_value(cases: Frame, unit: Unit, pauses: Pauses | None, context: Context) -> Frame:
    """Add `_value`, the length of each case on a clock.

    It takes `_started_at` and `_ended_at`, each with its day.
    """
    clock = clock_of(unit, context)
    spanned = clock.at(clock.at(cases, "_started_at", "_start"), "_ended_at", "_end")
    paused = with_paused(spanned.with_columns(_length=nothing()), pauses, clock, context)
    return paused.with_columns(_value=nw.col("_end") - nw.col("_start") - nw.col("_paused"))
