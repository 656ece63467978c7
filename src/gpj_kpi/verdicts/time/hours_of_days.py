"""The clock of days whose limits look at the hour: cut-offs, next openings, days that end at an hour.

Law: an event is taken for the moment from which it counts, and each counted day is used up at its own end: 24:00, the
hour of the event, or closing. A pause that holds at that end takes the day away. For the rest it is the clock of days.
`by_hand.due_at` says the same of one case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import narwhals as nw
import numpy as np
import pandas as pd

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.counting import ends as day_ends
from gpj_kpi.calendars.counting.begins import tabulate_begins
from gpj_kpi.calendars.counting.start import DayEnd, Start
from gpj_kpi.calendars.day_columns import Integers, day_numbers, microseconds
from gpj_kpi.calendars.days import DAY, MICROSECONDS_A_DAY, microseconds_of
from gpj_kpi.calendars.limits import Limit, Rollover, Unit
from gpj_kpi.calendars.open_time import OpenTime
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame
from gpj_kpi.verdicts.outcomes import CaseFrame

_BEGINS, _BEGINS_DAY, _TIME = "_begins", "_begins__day", "_time_us"
_EARLIEST = "_earliest"
_CLOCK = ("before", "switch", "after")
"""What turns the times of a day into instants: the offset before a time of day, and the one after."""


@dataclass(frozen=True, eq=False)
class DayTable:
    """What the days of a calendar say of limits that look at the hour.

    Attributes:
        calendar: the days.
        start: what becomes of an event.
        ends: when the last day ends.
        rollover: what becomes of a last day that is closed.
        open_time: the opening hours on the calendar, if there are any.
    """

    calendar: Calendar
    start: Start
    ends: DayEnd
    rollover: Rollover
    open_time: OpenTime | None

    @cached_property
    def numbers(self) -> Integers:
        """The days, counted from 1970-01-01."""
        return day_numbers(self.calendar.days["day"]).to_numpy()

    @cached_property
    def clock(self) -> pd.DataFrame:
        """Midnight of each day, its offsets, and where they change; `changes` is an instant."""
        days = self.calendar.days
        midnight, (before, switch, after) = (
            self.numbers * MICROSECONDS_A_DAY,
            (days[name].to_numpy() for name in ("offset_before_us", "switch_us", "offset_after_us")),
        )
        changes = midnight + switch - np.maximum(before, after)
        return pd.DataFrame(
            {"midnight": midnight, "before": before, "switch": switch, "after": after, "changes": changes}
        )

    def end_of(self, rows: Integers, keys: Integers, *, strict: bool) -> pd.DataFrame:
        """Give the end of the limits that fall on some days.

        Args:
            rows: of the days, before any rollover; past the last one where a day is not covered.
            keys: what each limit is found by.
            strict: whether the limits are.

        Returns:
            By key, for the ends that the calendar covers: `due`; or `midnight`, `before`, `switch` and `after` of the
            last day, where it ends at the hour of the event.
        """
        rows = day_ends.roll(self.calendar, rows, self.rollover)
        known = rows < len(self.numbers)
        rows, keys = rows[known], keys[known]
        if self.ends == "same_hour":
            return self.clock.drop(columns="changes").iloc[rows].set_axis(keys)
        if self.ends == "at_closing":
            return pd.DataFrame({"due": day_ends.closing_instants(self.calendar)[rows]}, index=keys)
        rows = day_ends.rows_up_to(self.calendar)[np.maximum(rows - int(strict), 0)]
        end = microseconds_of(self.calendar.midnight(self.calendar.last_day + DAY))
        starts_us = np.append(microseconds(self.calendar.days["starts_at"]).to_numpy(), end)
        return pd.DataFrame({"due": starts_us[rows + 1]}, index=keys)


@dataclass(frozen=True)
class HourlyDays:
    """Days of a kind that begin and end at an hour: the position of a day is its number.

    Attributes:
        table: what the days say.
        engine: where the cases lie.
        limit: what is counted.
    """

    table: DayTable
    engine: Engine
    limit: Limit

    @property
    def carried(self) -> tuple[str, ...]:
        """Columns that `at` adds to a case, which its pauses need too."""
        time = (_TIME,) if self.table.ends == "same_hour" else ()
        return (*time, _EARLIEST) if self.table.start.counts_first else time

    @property
    def _unit(self) -> Unit:
        """The day that is counted; paused months grow by calendar days."""
        return Unit.CALENDAR_DAYS if self.limit.unit is Unit.MONTHS else self.limit.unit

    def at(self, cases: Frame, moment: str, name: str) -> Frame:
        """Add the position of a start, and from when it counts."""
        begun = self._begin(cases, moment)
        ordinals = self.table.calendar.ordinals(self._unit)
        if self.table.start.counts_first:
            # Day one may have ended already when the case begins: then no pause of the case takes it away.
            begun = self._ended_by(begun, moment, _EARLIEST)
            ordinals = ordinals - np.diff(ordinals, prepend=0)
        return self._join(begun, _BEGINS_DAY, pd.DataFrame({name: ordinals}))

    def at_pause(self, cases: Frame, moment: str, name: str, *, is_last: bool = False) -> Frame:
        """Add the position at which the clock stops or goes on."""
        found = self._ended_by(cases, moment, name, is_last=is_last)
        if not self.table.start.counts_first:
            return found
        later = nw.when(nw.col(name) < nw.col(_EARLIEST)).then(nw.col(_EARLIEST)).otherwise(nw.col(name))
        return found.with_columns(later.alias(name))

    def _ended_by(self, cases: Frame, moment: str, name: str, *, is_last: bool = False) -> Frame:
        """Add how many counted days have ended by a moment."""
        day, at = DAY_COLUMN.format(moment), nw.col(moment)
        if self.table.ends == "end_of_day":
            if not self.limit.strict:
                return self._at_day(cases, nw.col(day) - 1, name)
            starts = pd.DataFrame({"_starts_at": microseconds(self.table.calendar.days["starts_at"])})
            joined = self._join(cases, day, starts)
            has_begun = at >= nw.col("_starts_at") if is_last else at > nw.col("_starts_at")
            last = nw.when(has_begun).then(nw.col(day)).otherwise(nw.col(day) - 1)
            return self._at_day(joined, last, name).drop("_starts_at")
        if self.table.ends == "at_closing":
            closes = day_ends.closing_instants(self.table.calendar)
            frame = pd.DataFrame({"_ends_at": closes, "_eve_ends_at": np.append(closes[:1], closes[:-1])})
            joined = self._join(cases, day, frame)
            eve = nw.when(at >= nw.col("_eve_ends_at")).then(nw.col(day) - 1).otherwise(nw.col(day) - 2)
            last = nw.when(at >= nw.col("_ends_at")).then(nw.col(day)).otherwise(eve)
            return self._at_day(joined, last, name).drop("_ends_at", "_eve_ends_at")
        joined = self._join(cases, day, self.table.clock.drop(columns="changes").add_prefix("_"))
        last = nw.when(at >= _at_time("_")).then(nw.col(day)).otherwise(nw.col(day) - 1)
        return self._at_day(joined, last, name).drop("_midnight", *(f"_{each}" for each in _CLOCK))

    def with_length(self, cases: Frame, limit: Limit, start: str) -> Frame:  # noqa: ARG002 - Clock
        """Add `_length`, that of a limit on this clock from where its days begin."""
        if limit.unit is not Unit.MONTHS:
            return cases.with_columns(_length=nw.lit(limit.count))
        first = self.table.start.counts_first
        lengths = self.table.calendar.days_to_month_after(limit.count, counts_first=first)
        return self._join(cases, _BEGINS_DAY, pd.DataFrame({"_length": lengths}))

    def due(self, cases: Frame, position: str, name: str) -> Frame:
        """Add the instant at which a position is reached."""
        rows = day_ends.counted_rows(self.table.calendar, self._unit)[:-1]
        ends = self.table.end_of(rows, np.arange(1, len(rows) + 1), strict=self.limit.strict)
        ended = self._end(cases, position, ends, name)
        return ended.drop(_EARLIEST) if self.table.start.counts_first else ended

    def due_from_start(self, case_frame: CaseFrame, start: str, limit: Limit, name: str) -> nw.Expr:
        """Find the due instant of a limit that nothing pauses."""
        rows = day_ends.rows_after(self.table.calendar, limit, counts_first=self.table.start.counts_first)
        ends = self.table.end_of(rows, self.table.numbers, strict=limit.strict)
        case_frame.frame = self._end(self._begin(case_frame.frame, start), _BEGINS_DAY, ends, name)
        return nw.col(name)

    def _begin(self, cases: Frame, moment: str) -> Frame:
        """Add from when an event counts, its local day, and its time of day where that matters."""
        day, at = DAY_COLUMN.format(moment), nw.col(moment)
        begins, on = at, nw.col(day)
        begun, helpers = cases, []
        if self.table.start.shifts:
            table = tabulate_begins(self.table.calendar, self.table.start, self.table.open_time).add_prefix("_")
            opens = self._openings()
            begun = self._join(cases, day, pd.concat([table, opens], axis="columns"))
            helpers = [*table.columns, *opens.columns]
            for k in range(len(opens.columns) // 2, 0, -1):
                opens_at, length = nw.col(f"_opens_{k}_us"), nw.col(f"_length_{k}_us")
                is_before = (at < opens_at + length) & (length > 0)
                begins = nw.when(is_before).then(nw.max_horizontal(at, opens_at)).otherwise(begins)
            for kind in ("closed", "cut"):
                is_late = at >= nw.col(f"_{kind}_us")
                known = nw.when(nw.col(f"_{kind}_day") >= 0)
                begins = nw.when(is_late).then(known.then(nw.col(f"_{kind}_at_us"))).otherwise(begins)
                on = nw.when(is_late).then(known.then(nw.col(f"_{kind}_day"))).otherwise(on)
        begun = begun.with_columns(begins.alias(_BEGINS), on.alias(_BEGINS_DAY)).drop(*helpers)
        if self.table.ends != "same_hour":
            return begun
        own = self.table.clock.drop(columns="switch").add_prefix("_")
        offset = nw.when(nw.col(_BEGINS) < nw.col("_changes")).then(nw.col("_before")).otherwise(nw.col("_after"))
        time = nw.col(_BEGINS) + offset - nw.col("_midnight")
        return self._join(begun, _BEGINS_DAY, own).with_columns(time.alias(_TIME)).drop(*own.columns)

    def _openings(self) -> pd.DataFrame:
        """List the openings of each day, where events wait for them."""
        open_time = self.table.open_time
        if open_time is None or self.table.start.closed != "next_opening":
            return pd.DataFrame(index=range(len(self.table.numbers)))
        return open_time.days.drop(columns=["day", "open_before_us"]).add_prefix("_")

    def _end(self, cases: Frame, key: str, ends: pd.DataFrame, name: str) -> Frame:
        """Add the due instant that goes with a key of each case, and drop what was added on the way."""
        helpers = [_BEGINS, _BEGINS_DAY, *([_TIME] if self.table.ends == "same_hour" else [])]
        table = ends.astype("int64").add_prefix("_end_").rename_axis("_day").reset_index()
        joined = cases.join(self.engine.table(table), left_on=key, right_on="_day", how="left")
        due = nw.col("_end_due") if "_end_due" in table.columns else _at_time("_end_")
        added = [str(column) for column in table.columns if column != "_day"]
        return joined.with_columns(due.alias(name)).drop(*helpers, *added)

    def _at_day(self, cases: Frame, day: nw.Expr, name: str) -> Frame:
        ordinals = self.table.calendar.ordinals(self._unit)
        return self._join(cases.with_columns(_of_day=day), "_of_day", pd.DataFrame({name: ordinals})).drop("_of_day")

    def _join(self, cases: Frame, key: str, by_day: pd.DataFrame) -> Frame:
        """Join what each day of the calendar says."""
        table = by_day.assign(_day=self.table.numbers).astype("int64")
        return cases.join(self.engine.table(table), left_on=key, right_on="_day", how="left")


def _at_time(prefix: str) -> nw.Expr:
    """Give the instant of the time of day of a case, on a day whose clock is joined."""
    is_before = nw.col(_TIME) < nw.col(f"{prefix}switch")
    offset = nw.when(is_before).then(nw.col(f"{prefix}before")).otherwise(nw.col(f"{prefix}after"))
    return nw.col(f"{prefix}midnight") + nw.col(_TIME) - offset
