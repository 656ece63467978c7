"""The clocks on which limits are counted: time, open time, days.

Law: a clock gives every instant a whole number, its position, and every position an instant, at which it is due. What
has run between two instants is the difference of their positions. So a limit is due at the position of the start plus
the length of the limit, and deadline and elapsed time are one function and its inverse.

==========  ======================  =====================================
clock       position                how it is found
==========  ======================  =====================================
real time   microseconds of UTC     it is the instant itself
open time   open microseconds       by joins with the days and the pieces
days        how many were counted   by joins with the days
==========  ======================  =====================================

Where the calendar does not reach, positions and due instants are null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.counting.start import AT_EVENT, DayEnd, Start
from gpj_kpi.calendars.day_columns import day_numbers, microseconds
from gpj_kpi.calendars.limits import Limit, Rollover, Unit
from gpj_kpi.calendars.open_time import OpenTime
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.outcomes import CaseFrame
from gpj_kpi.verdicts.time.hours_of_days import DayTable, HourlyDays


class Clock(Protocol):
    """What judging asks of a clock.

    A moment is named by its column; the column of its local day stands beside it.
    """

    @property
    def carried(self) -> tuple[str, ...]:
        """Columns that `at` adds to a case, which its pauses need too."""

    def at(self, cases: Frame, moment: str, name: str) -> Frame:
        """Add the position of a start or an end as a column."""

    def at_pause(self, cases: Frame, moment: str, name: str, *, is_last: bool = False) -> Frame:
        """Add the position at which the clock stops or goes on.

        Args:
            cases: with the moment and its day.
            moment: column of the instant.
            name: column of the position.
            is_last: the moment is the last that is known of the case, which may still be paused then.
        """

    def with_length(self, cases: Frame, limit: Limit, start: str) -> Frame:
        """Add `_length`, that of a limit on this clock from a column on."""

    def due(self, cases: Frame, position: str, name: str) -> Frame:
        """Add the first instant at which a position is reached."""

    def due_from_start(self, case_frame: CaseFrame, start: str, limit: Limit, name: str) -> nw.Expr:
        """Find the due instant of a limit that nothing pauses.

        Args:
            case_frame: its frame may get a column of this name.
            start: column from which the limit runs.
            limit: the limit.
            name: of that column.
        """


def clock_for(
    limit: Limit,
    rollover: Rollover,
    context: Context,
    *,
    begins: Start = AT_EVENT,
    ends: DayEnd = "end_of_day",
) -> Clock:
    """Choose the clock of a limit."""
    if limit.unit.has_fixed_length:
        return clock_of(limit.unit, context)
    if begins != AT_EVENT or ends != "end_of_day":
        days = DayTable(context.calendar, begins, ends, rollover, open_time=context.open_time)
        return HourlyDays(days, context.engine, limit)
    return _Days(context.calendar, context.engine, limit.unit, rollover, limit.strict)


def clock_of(unit: Unit, context: Context) -> Clock:
    """Choose the clock on which a unit is counted."""
    if unit.is_elapsed:
        return _RealTime()
    if unit.is_business_time:
        assert context.open_time is not None
        return _OpenTime(context.open_time, context.engine)
    return _Days(context.calendar, context.engine, unit)


@dataclass(frozen=True)
class _RealTime:
    """Real time: an instant is its own position."""

    carried: ClassVar[tuple[str, ...]] = ()

    def at(self, cases: Frame, moment: str, name: str) -> Frame:
        return cases.with_columns(nw.col(moment).alias(name))

    def at_pause(self, cases: Frame, moment: str, name: str, *, is_last: bool = False) -> Frame:  # noqa: ARG002 - Clock
        return self.at(cases, moment, name)

    def with_length(self, cases: Frame, limit: Limit, start: str) -> Frame:  # noqa: ARG002 - Clock
        return cases.with_columns(_length=nw.lit(limit.microseconds))

    def due(self, cases: Frame, position: str, name: str) -> Frame:
        return cases.with_columns(nw.col(position).alias(name))

    def due_from_start(self, case_frame: CaseFrame, start: str, limit: Limit, name: str) -> nw.Expr:  # noqa: ARG002 - Clock
        return nw.col(start) + limit.microseconds


@dataclass(frozen=True)
class _OpenTime:
    """Open time: the position of an instant is the open time before.

    It is counted from the beginning of the calendar.
    """

    open_time: OpenTime
    engine: Engine
    carried: ClassVar[tuple[str, ...]] = ()

    def at(self, cases: Frame, moment: str, name: str) -> Frame:
        days = self.open_time.days
        columns = [str(column) for column in days.columns if column != "day"]
        table = days[columns].rename(columns=lambda column: f"_{column}").assign(_day=day_numbers(days["day"]))
        joined = _join(cases, DAY_COLUMN.format(moment), table, self.engine)
        position = nw.col("_open_before_us")
        for length in columns:
            if length.startswith("length_"):
                opens = nw.col("_" + length.replace("length", "opens"))
                since = nw.when(nw.col(moment) > opens).then(nw.col(moment) - opens).otherwise(nw.lit(0))
                position = position + nw.min_horizontal(since, nw.col(f"_{length}"))
        known = nw.when(~nw.col(moment).is_null()).then(position)
        return joined.with_columns(known.alias(name)).drop(*(f"_{column}" for column in columns))

    def at_pause(self, cases: Frame, moment: str, name: str, *, is_last: bool = False) -> Frame:  # noqa: ARG002 - Clock
        return self.at(cases, moment, name)

    def with_length(self, cases: Frame, limit: Limit, start: str) -> Frame:  # noqa: ARG002 - Clock
        return cases.with_columns(_length=nw.lit(limit.microseconds))

    def due(self, cases: Frame, position: str, name: str) -> Frame:
        # Several stretches may share a piece: of the rows that the join gives for a case, the filter keeps one.
        at = nw.col(position)
        in_reach = nw.when(at <= self.open_time.total_us).then((at - 1) // self.open_time.piece_us)
        pieces = self.engine.table(self.open_time.pieces.rename(columns=lambda column: f"_{column}").astype("int64"))
        joined = cases.with_columns(_place=in_reach).join(pieces, left_on="_place", right_on="_piece", how="left")
        first, length = nw.col("_open_before_us"), nw.col("_length_us")
        kept = joined.filter(first.is_null() | ((at > first) & (at <= first + length)))
        due = nw.col("_opens_at_us") + (at - first)
        return kept.with_columns(due.alias(name)).drop("_place", "_open_before_us", "_opens_at_us", "_length_us")

    def due_from_start(self, case_frame: CaseFrame, start: str, limit: Limit, name: str) -> nw.Expr:
        started = self.at(case_frame.frame, start, "_position")
        ended = started.with_columns(nw.col("_position") + limit.microseconds)
        case_frame.frame = self.due(ended, "_position", name).drop("_position")
        return nw.col(name)


@dataclass(frozen=True)
class _Days:
    """Days of a kind: the position of a day is its number.

    Days are numbered from the beginning of the calendar; a day that is not counted has the number of the one before.

    A counted day is used up at its 24:00. A pause that holds then takes the day away. A strict limit asks when a day
    begins; a pause that holds at 0:00 takes the day away. So nothing falls due while the clock stands still.
    """

    calendar: Calendar
    engine: Engine
    unit: Unit
    rollover: Rollover = "none"
    strict: bool = False
    carried: ClassVar[tuple[str, ...]] = ()

    @property
    def _counted_unit(self) -> Unit:
        """The day that is counted; paused months grow by calendar days."""
        return Unit.CALENDAR_DAYS if self.unit is Unit.MONTHS else self.unit

    def at(self, cases: Frame, moment: str, name: str) -> Frame:
        return self._at_day(cases, nw.col(DAY_COLUMN.format(moment)), name)

    def at_pause(self, cases: Frame, moment: str, name: str, *, is_last: bool = False) -> Frame:
        day = DAY_COLUMN.format(moment)
        if not self.strict:
            return self._at_day(cases, nw.col(day) - 1, name)
        starts = pd.DataFrame(
            {
                "_day": day_numbers(self.calendar.days["day"]),
                "_starts_at": microseconds(self.calendar.days["starts_at"]),
            }
        )
        begun = _join(cases, day, starts, self.engine)
        has_begun = nw.col(moment) >= nw.col("_starts_at") if is_last else nw.col(moment) > nw.col("_starts_at")
        last_begun = nw.when(has_begun).then(nw.col(day)).otherwise(nw.col(day) - 1)
        return self._at_day(begun.with_columns(_begun=last_begun), nw.col("_begun"), name).drop("_begun", "_starts_at")

    def _at_day(self, cases: Frame, day: nw.Expr, name: str) -> Frame:
        ordinals = self.calendar.ordinals(self._counted_unit)
        table = pd.DataFrame({"_day": day_numbers(self.calendar.days["day"]), name: ordinals})
        return _join(cases.with_columns(_of_day=day), "_of_day", table, self.engine).drop("_of_day")

    def with_length(self, cases: Frame, limit: Limit, start: str) -> Frame:
        if limit.unit is not Unit.MONTHS:
            return cases.with_columns(_length=nw.lit(limit.count))
        days = day_numbers(self.calendar.days["day"])
        table = pd.DataFrame({"_day": days, "_length": self.calendar.days_to_month_after(limit.count)})
        return _join(cases, DAY_COLUMN.format(start), table, self.engine)

    def due(self, cases: Frame, position: str, name: str) -> Frame:
        ends = self.calendar.ends_of_counted(self._counted_unit, rollover=self.rollover, strict=self.strict).dropna()
        table = pd.DataFrame({"_day": ends["ordinal"], name: microseconds(ends["due_at"])})
        return _join(cases, position, table, self.engine)

    def due_from_start(self, case_frame: CaseFrame, start: str, limit: Limit, name: str) -> nw.Expr:  # noqa: ARG002 - Clock
        def by_day() -> pd.Series:
            last_days = self.calendar.last_days(limit, self.rollover).dropna()
            return microseconds(last_days["due_at"]).set_axis(day_numbers(last_days["day"]))

        return case_frame.look_up(DAY_COLUMN.format(start), (limit, self.rollover), by_day)


def _join(cases: Frame, key: str, table: pd.DataFrame, engine: Engine) -> Frame:
    return cases.join(engine.table(table.astype("int64")), left_on=key, right_on="_day", how="left")
