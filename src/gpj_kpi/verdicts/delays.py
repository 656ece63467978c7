"""Delays whose start and end are columns, judged case by case.

Law: the end is compared with the due instant. Where the start or the end is known to the day only, days are compared.
A case is invalid if it has no start, ends before its start, or lacks a due date that its limit names.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from gpj_kpi.rules import Delay, Indicator
from gpj_kpi.rules.models.measures.limits import lengths_of
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.outcomes import CaseFrame, Judgement, decide
from gpj_kpi.verdicts.time.abandonment import find_span, tabulate_abandoned
from gpj_kpi.verdicts.time.limits import find_due, find_short_end
from gpj_kpi.verdicts.time.steps import place_span, takes_steps


def judge_delay(indicator: Indicator, context: Context, case_frame: CaseFrame) -> Judgement:
    """Judge whether each case ended within its limit."""
    measure = indicator.measure
    assert isinstance(measure, Delay)
    span = find_span(measure.from_, measure.to, measure.abandoned, context)
    if takes_steps(indicator):
        span = place_span(span, case_frame)
    due, value = find_due(measure, span, context, case_frame)
    ends, abandoned = [due.at], []
    if measure.abandoned is not None:
        short = due
        if measure.abandoned.within is not None:
            short = find_short_end(measure, measure.abandoned.within, context, case_frame)
            ends.append(short.at)
        abandoned = tabulate_abandoned(measure.abandoned, span.gone, is_short=short.keeps(span.left_at))
    outcome = decide(
        [
            (span.is_backwards, "invalid"),
            (span.started_at.is_null(), "invalid"),
            *due.tabulate_undue(),
            *abandoned,
            (due.keeps(span.ended_at), "met"),
            (~span.ended_at.is_null(), "late"),
            (_is_overdue(measure, ends, context), "overdue"),
        ],
        otherwise="pending",
    )
    return Judgement(outcome=outcome, started_at=span.started_at, ended_at=span.ended_at, due_at=due.at, value=value)


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
    pauses = measure.pauses
    if pauses is None or context.pause_source is None:
        return False
    lengths = [length for _, length in lengths_of(measure.limit)]
    is_dated = context.pause_source.columns[pauses.from_].type == "date"
    return is_dated and any(length.strict and not length.unit.has_fixed_length for length in lengths)
