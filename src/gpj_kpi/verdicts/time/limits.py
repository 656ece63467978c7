"""When the limit of a delay is used up, and how long its cases took.

Law: a length of time is counted on its clock, from the start of the case or from the event that the limit names. How
long a case took is told on the clock of its limits, if they are times that run on one, else in real time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.counting.start import AT_EVENT, DayEnd, Start, includes_due_instant
from gpj_kpi.calendars.day_columns import day_numbers, microseconds
from gpj_kpi.calendars.limits import Limit, Rollover, Unit
from gpj_kpi.engines.interface import DAY_COLUMN, Frame
from gpj_kpi.rules import CaseLimit, ColumnLimit, Delay, LaterLimit, LeadLimit
from gpj_kpi.rules.models.measures.limits import due_columns_of, lengths_of
from gpj_kpi.verdicts.context import Context, nothing
from gpj_kpi.verdicts.outcomes import CaseFrame
from gpj_kpi.verdicts.time.abandonment import Span
from gpj_kpi.verdicts.time.clocks import Clock, clock_for, clock_of
from gpj_kpi.verdicts.time.due import Due, put_together
from gpj_kpi.verdicts.time.pauses import with_paused


def find_due(measure: Delay, span: Span, context: Context, case_frame: CaseFrame) -> tuple[Due, nw.Expr]:
    """Find when a case is due, and how long it took.

    How long is null where start or end is known to the day only.
    """
    limit = measure.limit
    if isinstance(limit, Limit):
        return _find_one(limit, measure, span, context, case_frame)
    due = put_together(limit, _Leaves(measure, context, case_frame, "_due_at_{}"), context)
    clock = _common_clock(limit, measure, context)
    if span.is_by_day or clock is None:
        return due, nothing() if span.is_by_day else span.ended_at - span.started_at
    run = clock.at(clock.at(case_frame.frame, "_started_at", "_start"), "_ended_at", "_end")
    paused = with_paused(run.with_columns(_length=nothing()), measure.pauses, clock, context)
    valued = paused.with_columns(_value=nw.col("_end") - nw.col("_start") - nw.col("_paused"))
    case_frame.frame = valued.drop("_start", "_end", "_length", "_paused", "_moved")
    return due, nw.col("_value")


def find_short_end(measure: Delay, within: Limit, context: Context, case_frame: CaseFrame) -> Due:
    """Find up to when an abandonment is a short one."""
    return _Leaves(measure, context, case_frame, "_short_until", is_short=True).find(within)


def _find_one(limit: Limit, measure: Delay, span: Span, context: Context, case_frame: CaseFrame) -> tuple[Due, nw.Expr]:
    """Find when a length of time is used up, and how long a case took.

    Both stand on one clock, on which the start and the pauses are placed once.
    """
    clock = clock_for(limit, measure.rollover, context, begins=measure.begins, ends=measure.ends)
    pauses, ends = measure.pauses, measure.ends
    value = nothing() if span.is_by_day else span.ended_at - span.started_at
    if pauses is None and not limit.unit.is_business_time:
        at = clock.due_from_start(case_frame, measure.clock_start, limit, "_due_at")
        return _due_of(limit, at, ends, may_be_beyond=not limit.unit.is_elapsed), value
    due = _with_end(case_frame.frame, measure.clock_start, limit, clock, measure, context, "_due_at")
    if limit.unit.has_fixed_length:
        due = clock.at(due, "_ended_at", "_end")
        value = nw.col("_end") - nw.col("_start") - nw.col("_paused")
    case_frame.frame = due.with_columns(_value=value).drop("_start", "_paused")
    return _due_of(limit, nw.col("_due_at"), ends), nw.col("_value")


def _due_of(
    limit: Limit,
    at: nw.Expr,
    ends: DayEnd = "end_of_day",
    *,
    has: nw.Expr | None = None,
    may_be_beyond: bool = True,
) -> Due:
    """Make the due date of a length of time that ends at an instant."""
    is_included = includes_due_instant(limit, ends)
    return Due(at=at, keeps=_until(at, is_included=is_included), has=has, may_be_beyond=may_be_beyond)


def _until(at: nw.Expr, *, is_included: bool) -> Callable[[nw.Expr], nw.Expr]:
    """Say whether a moment comes by an instant; null where one is."""
    return lambda moment: moment <= at if is_included else moment < at


def _common_clock(limit: CaseLimit, measure: Delay, context: Context) -> Clock | None:
    """Find the clock of time on which all limits run; None: real time.

    Real time needs no clock where nothing pauses it.
    """
    units = [length.unit for _, length in lengths_of(limit)]
    kinds = {(unit.is_elapsed, unit.is_business_time) for unit in units}
    is_one = len(kinds) == 1 and units[0].has_fixed_length and not due_columns_of(limit)
    if not is_one or (units[0].is_elapsed and measure.pauses is None):
        return None
    return clock_of(units[0], context)


@dataclass
class _Leaves:
    """Finds when limits are due that hold no others.

    Attributes:
        measure: the delay whose limit they are in.
        context: calendar, as-of and engine.
        case_frame: the cases; what takes joins becomes a column of theirs.
        name: of those columns, with a place for their number.
        is_short: they are that of a short abandonment, to which `start`, `ends` and `rollover` do not apply.
    """

    measure: Delay
    context: Context
    case_frame: CaseFrame
    name: str
    is_short: bool = False
    _n_made: int = 0

    @property
    def _begins(self) -> Start:
        return AT_EVENT if self.is_short else self.measure.begins

    @property
    def _ends(self) -> DayEnd:
        return "end_of_day" if self.is_short else self.measure.ends

    @property
    def _rollover(self) -> Rollover:
        return "none" if self.is_short else self.measure.rollover

    def find(self, limit: CaseLimit) -> Due:
        """Find when one is due."""
        match limit:
            case Limit():
                return self._find_length(limit, self.measure.clock_start)
            case LaterLimit():
                return self._find_length(limit.within, limit.column, has=~nw.col(limit.column).is_null())
            case LeadLimit():
                return self._find_lead(limit)
            case _:
                assert isinstance(limit, ColumnLimit)
                return self._find_given(limit)

    def find_each(self, lengths: Sequence[tuple[nw.Expr, Limit]]) -> list[Due]:
        """Find when lengths of time are due, each for its cases.

        Those that run on one clock are found together, for the joins cost more than the choice of a length.
        """
        alike: dict[Hashable, list[tuple[nw.Expr, Limit]]] = {}
        for is_class, limit in lengths:
            alike.setdefault(self._clock_key(limit), []).append((is_class, limit))
        shared = {key: self._find_together(group) for key, group in alike.items() if key is not None and len(group) > 1}
        return [
            _due_of(limit, shared[key], self._ends) if (key := self._clock_key(limit)) in shared else self.find(limit)
            for _, limit in lengths
        ]

    def _clock_key(self, limit: Limit) -> Hashable:
        """Make what is equal for lengths on one clock; None: found alone."""
        unit = limit.unit
        takes_joins = self.measure.pauses is not None or unit.is_business_time
        if not takes_joins or unit is Unit.MONTHS:
            return None
        return (unit, limit.strict) if unit.counts_days else unit.is_elapsed

    def _find_together(self, lengths: Sequence[tuple[nw.Expr, Limit]]) -> nw.Expr:
        """Find when lengths on one clock are due, each for its cases."""
        length = nothing()
        for is_class, limit in lengths:
            own = limit.microseconds if limit.unit.has_fixed_length else limit.count
            length = nw.when(is_class).then(nw.lit(own)).otherwise(length)
        return self._count(lengths[0][1], self.measure.clock_start, length)

    def _find_length(self, limit: Limit, start: str, *, has: nw.Expr | None = None) -> Due:
        may_be_beyond = self.measure.pauses is not None or not limit.unit.is_elapsed
        return _due_of(limit, self._count(limit, start), self._ends, has=has, may_be_beyond=may_be_beyond)

    def _count(self, limit: Limit, start: str, length: nw.Expr | None = None) -> nw.Expr:
        """Count a limit from a column on; a length goes before its own."""
        clock = clock_for(limit, self._rollover, self.context, begins=self._begins, ends=self._ends)
        name = self._next_name()
        if self.measure.pauses is None and not limit.unit.is_business_time:
            return clock.due_from_start(self.case_frame, start, limit, name)
        ended = _with_end(self.case_frame.frame, start, limit, clock, self.measure, self.context, name, length)
        self.case_frame.frame = ended.drop("_start", "_paused")
        return nw.col(name)

    def _find_lead(self, limit: LeadLimit) -> Due:
        """Find the last instant that lies so long before an event."""
        lead, event, name = limit.lead, limit.column, self._next_name()
        has = ~nw.col(event).is_null()
        if lead.unit.is_elapsed:
            return _due_of(lead, nw.col(event) - lead.microseconds, has=has, may_be_beyond=False)
        if lead.unit.is_business_time:
            clock = clock_of(lead.unit, self.context)
            # The last instant of a position lies just before the next microsecond of open time is reached.
            after = nw.col("_position") - lead.microseconds + 1
            placed = clock.at(self.case_frame.frame, event, "_position")
            placed = placed.with_columns(_position=nw.when(after > 0).then(after))
            self.case_frame.frame = clock.due(placed, "_position", name).drop("_position")
            return _due_of(lead, nw.col(name) - 1, has=has)

        def by_day() -> pd.Series:
            last_days = self.context.calendar.days_before(lead, self.measure.rollover).dropna()
            return microseconds(last_days["due_at"]).set_axis(day_numbers(last_days["day"]))

        fact = ("lead", lead, self.measure.rollover)
        return _due_of(lead, self.case_frame.look_up(DAY_COLUMN.format(event), fact, by_day), has=has)

    def _find_given(self, limit: ColumnLimit) -> Due:
        """Take the due instant that came with a case.

        That of a date is its 24:00, or its 0:00 if the limit is strict.
        """
        has = ~nw.col(limit.column).is_null()
        if self.context.source.columns[limit.column].type == "datetime":
            at = nw.col(limit.column)
            return Due(at=at, keeps=_until(at, is_included=not limit.strict), has=has, may_be_beyond=False)

        def by_day() -> pd.Series:
            days = self.context.calendar.days
            starts = microseconds(days["starts_at"]).set_axis(day_numbers(days["day"]))
            return starts if limit.strict else starts.astype("Int64").shift(-1)

        fact = ("starts" if limit.strict else "ends",)
        at = self.case_frame.look_up(DAY_COLUMN.format(limit.column), fact, by_day)
        return Due(at=at, keeps=_until(at, is_included=False), has=has)

    def _next_name(self) -> str:
        self._n_made += 1
        return self.name.format(self._n_made)


def _with_end(
    cases: Frame,
    start: str,
    limit: Limit,
    clock: Clock,
    measure: Delay,
    context: Context,
    name: str,
    length: nw.Expr | None = None,
) -> Frame:
    """Add the instant at which a limit is used up.

    On its clock, `_start` and `_paused` are added too.
    """
    placed = clock.with_length(clock.at(cases, start, "_start"), limit, start)
    if length is not None:
        placed = placed.with_columns(_length=length)
    started = with_paused(placed, measure.pauses, clock, context)
    end = nw.col("_start") + nw.col("_length") + nw.col("_moved")
    return clock.due(started.with_columns(_end=end), "_end", name).drop("_length", "_moved", "_end")
