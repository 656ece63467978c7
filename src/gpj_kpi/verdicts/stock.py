"""Stock: the cases that are open at a moment, and how old they are then.

Law: a case is open if it began by that moment and had not ended by then, as events are told from what follows an as-of.
A case that has no start, or ended before its start, is invalid.
"""

from __future__ import annotations

import narwhals as nw

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import day_number
from gpj_kpi.engines.interface import DAY_COLUMN
from gpj_kpi.rules import Age, Indicator, Open
from gpj_kpi.verdicts.context import Context, nothing
from gpj_kpi.verdicts.durations import with_value
from gpj_kpi.verdicts.outcomes import CaseFrame, Judgement, Row, decide
from gpj_kpi.verdicts.time.abandonment import Span, find_span
from gpj_kpi.verdicts.time.clocks import clock_for


def judge_stock(indicator: Indicator, context: Context, case_frame: CaseFrame) -> Judgement:
    """Judge whether each case is open at the moment of the context.

    At no moment, none is.
    """
    measure, moment = indicator.measure, context.moment
    assert isinstance(measure, Open | Age)
    span = find_span(measure.from_, measure.to, None, context)
    if moment is None or moment.instant is None:
        outcome = decide([(span.started_at.is_null(), "invalid")], otherwise="absent")
        return Judgement(outcome=outcome, started_at=span.started_at, ended_at=span.ended_at)
    due_at, value = nothing(), nothing()
    old_enough: list[Row] = []
    if isinstance(measure, Age):
        value, old_enough = _find_age(measure, span, moment, context, case_frame)
    elif measure.older_than is not None:
        clock = clock_for(measure.older_than, "none", context)
        due_at = clock.due_from_start(case_frame, measure.from_, measure.older_than, "_due_at")
        old_enough = [(due_at.is_null(), "beyond_calendar"), (due_at > moment.instant, "absent")]
    outcome = decide(
        [
            (span.started_at.is_null(), "invalid"),
            (~moment.happened(span.started_at, by_day=True), "absent"),
            (span.is_backwards, "invalid"),
            (_has_ended(measure, moment, context), "absent"),
            *old_enough,
        ],
        otherwise="counted",
    )
    return Judgement(outcome=outcome, started_at=span.started_at, ended_at=span.ended_at, due_at=due_at, value=value)


def _has_ended(measure: Open | Age, moment: AsOf, context: Context) -> nw.Expr:
    """Whether a case had ended by a moment."""
    columns = context.source.columns
    ends = [
        moment.happened(nw.col(id_), by_day=columns[id_].type == "date").fill_null(value=False)
        for id_ in measure.to.columns
    ]
    every = nw.all_horizontal if measure.to.mode == "all" else nw.any_horizontal
    return ends[0] if len(ends) == 1 else every(*ends, ignore_nulls=False)


def _find_age(
    measure: Age, span: Span, moment: AsOf, context: Context, case_frame: CaseFrame
) -> tuple[nw.Expr, list[Row]]:
    """Find how old each case is, and which ages no calendar tells."""
    assert moment.instant is not None
    assert moment.last_day is not None
    if measure.unit.is_elapsed:
        return nw.lit(moment.instant) - span.started_at, []
    started, at = DAY_COLUMN.format("_started_at"), DAY_COLUMN.format("_ended_at")
    placed = case_frame.frame.with_columns(
        span.started_at.alias("_started_at"),
        span.started_day.alias(started),
        nw.lit(moment.instant).alias("_ended_at"),
        nw.lit(day_number(moment.last_day)).alias(at),
    )
    case_frame.frame = with_value(placed, measure.unit, None, context)
    return nw.col("_value"), [(nw.col("_value").is_null(), "beyond_calendar")]
