"""Delays given as a number of seconds, e.g. waiting times of calls.

Law: the seconds are compared with the limit. A wait ended, was abandoned, or did neither. Where its end comes after
as-of, it did neither. An abandonment is short or not, and the rule file says how each counts.
"""

from __future__ import annotations

import narwhals as nw

from gpj_kpi.calendars.limits import Limit
from gpj_kpi.engines.interface import MILLIONTHS
from gpj_kpi.rules import ElapsedDelay, Indicator
from gpj_kpi.verdicts.abandonment import tabulate_abandoned
from gpj_kpi.verdicts.conditions import meets
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.delays import list_passed
from gpj_kpi.verdicts.outcomes import CaseFrame, Judgement, Row, decide

_LONGEST_WAIT = 10**12
"""Cells at or beyond this are no seconds: 30 000 years. Numbers, held in millionths, stay below it by their pattern."""


def judge_elapsed(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    """Judge whether each case ended within its limit, by its seconds.

    =============================  =======================================================
    the wait                       counts as
    =============================  =======================================================
    cannot be judged               invalid
    was abandoned, early or late   what the rule file says
    ended                          met within the limit, late beyond it
    did neither                    missed once that is sure (see `_is_missed`), else pending
    =============================  =======================================================
    """
    measure = indicator.measure
    assert isinstance(measure, ElapsedDelay)
    started_at, value = nw.col(indicator.reference_column), _read_seconds(measure.elapsed, context)
    end, is_done = started_at + value, meets(measure.done, context.source.columns)
    has_come = nw.lit(value=True)
    if context.as_of.is_given:
        has_come = context.as_of.happened(end, by_day=False).fill_null(value=True)
    ended_at = nw.when(is_done & has_come).then(end)
    has_ended, in_time = ~ended_at.is_null(), _is_within(value, measure.limit)
    is_missed = _is_missed(measure, started_at, context, in_time=in_time, has_come=has_come)
    outcome = decide(
        [
            (value < 0, "invalid"),
            (is_done & value.is_null(), "invalid"),
            (started_at.is_null(), "invalid"),
            *_tabulate_abandoned(measure, value, ~is_done & has_come, context),
            (has_ended & in_time, "met"),
            (has_ended, "late"),
            (is_missed, "overdue"),
        ],
        otherwise="pending",
    )
    due_at = started_at + measure.limit.microseconds
    return Judgement(outcome=outcome, started_at=started_at, ended_at=ended_at, due_at=due_at, value=value)


def _read_seconds(column: str, context: Context) -> nw.Expr:
    """Read the seconds of each case, in microseconds.

    They are null where the cell holds more than any wait lasts.
    """
    factor = 1 if context.source.columns[column].type == "number" else MILLIONTHS
    seconds, longest = nw.col(column), _LONGEST_WAIT * MILLIONTHS // factor
    return nw.when((seconds > -longest) & (seconds < longest)).then(seconds) * factor


def _is_within(value: nw.Expr, limit: Limit) -> nw.Expr:
    """Whether the seconds of a case are within a limit."""
    return value < limit.microseconds if limit.strict else value <= limit.microseconds


def _tabulate_abandoned(measure: ElapsedDelay, value: nw.Expr, is_over: nw.Expr, context: Context) -> list[Row]:
    """Say what becomes of the waits that were abandoned.

    An abandonment is short within `within`, or else within the limit.
    """
    abandoned = measure.abandoned
    if abandoned is None:
        return []
    gone = meets(abandoned.when, context.source.columns) & is_over
    return tabulate_abandoned(abandoned, gone, is_short=_is_within(value, abandoned.within or measure.limit))


def _is_missed(
    measure: ElapsedDelay, started_at: nw.Expr, context: Context, *, in_time: nw.Expr, has_come: nw.Expr
) -> nw.Expr:
    """Whether a wait that neither ended nor was abandoned is missed.

    It is missed once as-of lies beyond its limits. It is missed before that

    - where waits can be abandoned: if it has come to its end, for the export says how each wait ended;
    - where none can, and no as-of was asked for: if its seconds exceed the limit.
    """
    abandoned, due_at = measure.abandoned, started_at + measure.limit.microseconds
    ends = [due_at]
    if abandoned is not None and abandoned.within is not None:
        ends.append(started_at + abandoned.within.microseconds)
    is_due = nw.all_horizontal(*list_passed(ends, context), ignore_nulls=False)
    if abandoned is not None:
        return is_due | has_come
    if not context.as_of.is_given:
        return is_due | ~in_time.fill_null(value=True)
    return is_due
