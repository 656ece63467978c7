"""Delays given as a length of time, e.g. waiting times of calls.

Law: the length is compared with the limit, exactly and in the unit of its column. A wait ended, was abandoned, or did
neither. Where its end comes after as-of, it did neither. An abandonment is short or not, and the rule file says how
each counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import narwhals as nw

from gpj_kpi.calendars.limits import Limit
from gpj_kpi.engines.conditions import compare_with_fraction, meets
from gpj_kpi.errors import Issue
from gpj_kpi.rules import CaseLimit, ElapsedDelay, ElapsedDuration, Indicator, Source
from gpj_kpi.sentences.measures import UNIT_ASSUMED
from gpj_kpi.sentences.sentence import say
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.delays import list_passed
from gpj_kpi.verdicts.outcomes import CaseFrame, Judgement, Row, decide
from gpj_kpi.verdicts.time.abandonment import tabulate_abandoned
from gpj_kpi.verdicts.time.due import Due, put_together

_LONGEST_WAIT = 10**18
"""Microseconds. Cells at or beyond this are no waits: 30 000 years."""
_LONGEST_CELL = 10**15
"""Cells have at most fifteen digits."""


@dataclass(frozen=True)
class Wait:
    """How long each case took, by a column.

    Attributes:
        length: whole numbers as the column holds them; null where a cell holds more than any wait lasts.
        each: how many microseconds one of them lasts.
    """

    length: nw.Expr
    each: Fraction

    @classmethod
    def read(cls, column: str, context: Context) -> Wait:
        """Read the wait of each case from its column."""
        each = context.source.columns[column].held_microseconds
        cell, longest = nw.col(column), min(_LONGEST_WAIT // each, _LONGEST_CELL)
        return cls(nw.when((cell > -longest) & (cell < longest)).then(cell), each)

    def is_within(self, limit: Limit) -> nw.Expr:
        """Whether the wait is within a limit; null where unknown."""
        return compare_with_fraction(self.length, "<" if limit.strict else "<=", limit.microseconds / self.each)

    def end_after(self, started_at: nw.Expr) -> nw.Expr:
        """Give the microsecond by which the wait is over."""
        whole, part = self.each.numerator, self.each.denominator
        length = self.length * whole
        return started_at + (length if part == 1 else (length + (part - 1)) // part)

    def has_come(self, end: nw.Expr, context: Context) -> nw.Expr:
        """Whether as-of has reached its end; true where that is not known."""
        if not context.as_of.is_given:
            return nw.lit(value=True)
        return context.as_of.happened(end, by_day=False).fill_null(value=True)


def judge_elapsed(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    """Judge whether each case ended within its limit, by its wait.

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
    started_at, wait = nw.col(indicator.reference_column), Wait.read(measure.elapsed, context)
    end, is_done = wait.end_after(started_at), meets(measure.done, context.source.columns)
    has_come = wait.has_come(end, context)
    ended_at = nw.when(is_done & has_come).then(end)
    due = put_together(measure.limit, _Leaves(started_at, wait), context)
    has_ended, in_time = ~ended_at.is_null(), due.keeps(end)
    is_missed = _is_missed(measure, started_at, due, context, in_time=in_time, has_come=has_come)
    outcome = decide(
        [
            (wait.length < 0, "invalid"),
            (is_done & wait.length.is_null(), "invalid"),
            (started_at.is_null(), "invalid"),
            *due.tabulate_undue(),
            *_tabulate_abandoned(measure, wait, ~is_done & has_come, context, in_time=in_time),
            (has_ended & in_time, "met"),
            (has_ended, "late"),
            (is_missed, "overdue"),
        ],
        otherwise="pending",
    )
    return Judgement(outcome=outcome, started_at=started_at, ended_at=ended_at, due_at=due.at, value=wait.length)


@dataclass(frozen=True)
class _Leaves:
    """Holds a wait to the lengths of time in its limit.

    Attributes:
        started_at: when it began.
        wait: how long it was.
    """

    started_at: nw.Expr
    wait: Wait

    def find(self, limit: CaseLimit) -> Due:
        """Find when one is due; what is kept is told by the exact wait."""
        assert isinstance(limit, Limit)
        at = self.started_at + limit.microseconds
        return Due(at=at, keeps=lambda _: self.wait.is_within(limit), may_be_beyond=False)

    def find_each(self, lengths: Sequence[tuple[nw.Expr, Limit]]) -> list[Due]:
        """Find when each is due."""
        return [self.find(limit) for _, limit in lengths]


def _tabulate_abandoned(
    measure: ElapsedDelay, wait: Wait, is_over: nw.Expr, context: Context, *, in_time: nw.Expr
) -> list[Row]:
    """Say what becomes of the waits that were abandoned.

    An abandonment is short within `within`, or else within the limit.
    """
    abandoned = measure.abandoned
    if abandoned is None:
        return []
    gone = meets(abandoned.when, context.source.columns) & is_over
    is_short = in_time if abandoned.within is None else wait.is_within(abandoned.within)
    return tabulate_abandoned(abandoned, gone, is_short=is_short)


def _is_missed(
    measure: ElapsedDelay, started_at: nw.Expr, due: Due, context: Context, *, in_time: nw.Expr, has_come: nw.Expr
) -> nw.Expr:
    """Whether a wait that neither ended nor was abandoned is missed.

    It is missed once as-of lies beyond its limits. It is missed before that

    - where waits can be abandoned: if it has come to its end, for the export says how each wait ended;
    - where none can, and no as-of was asked for: if it exceeds the limit.
    """
    abandoned, ends = measure.abandoned, [due.at]
    if abandoned is not None and abandoned.within is not None:
        ends.append(started_at + abandoned.within.microseconds)
    is_due = nw.all_horizontal(*list_passed(ends, context), ignore_nulls=False)
    if abandoned is not None:
        return is_due | has_come
    if not context.as_of.is_given:
        return is_due | ~in_time.fill_null(value=True)
    return is_due


def unit_notices(indicators: Sequence[Indicator], sources: Mapping[str, Source]) -> list[Issue]:
    """Make a notice of each column whose unit is not declared.

    Its cells were read as seconds.
    """
    read = {
        (indicator.source, indicator.measure.elapsed): None
        for indicator in indicators
        if isinstance(indicator.measure, ElapsedDelay | ElapsedDuration)
    }
    columns = {(name, id_): sources[name].columns[id_] for name, id_ in read}
    return [
        Issue(
            code="unit_assumed",
            message=say(UNIT_ASSUMED),
            column=column.header,
            source=name,
            severity="notice",
            read=column.header,
        )
        for (name, _), column in columns.items()
        if column.unit is None
    ]
