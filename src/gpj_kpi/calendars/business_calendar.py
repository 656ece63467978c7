"""Which days count, and where local days lie in time.

Law: finite sets of dates decide which days are open, and a local day lies between two instants. What is known of a day
is one row of `Calendar.days`, found by a join; `by_hand` answers the same questions for one case. A day outside the
calendar gives an error or a null, and is never taken for an open day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from gpj_kpi.calendars.counting import ends
from gpj_kpi.calendars.day_columns import Booleans, Integers, Moments
from gpj_kpi.calendars.days import DAY, midnight
from gpj_kpi.calendars.holidays.editions import Editions, editions_of
from gpj_kpi.calendars.holidays.public import public_holidays
from gpj_kpi.calendars.limits import Limit, Rollover, Unit
from gpj_kpi.calendars.schedule import MONDAY_TO_FRIDAY, OpeningStretches, Schedule
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.calendars.time_zones.offsets import OffsetChanges, instant_of
from gpj_kpi.errors import CalendarRangeError, Issue

EARLIEST_DAY, LATEST_DAY = dt.date(1900, 1, 1), dt.date(2399, 12, 31)
_ORDINALS = {
    Unit.BUSINESS_DAYS: "business_ordinal",
    Unit.WORKING_DAYS: "working_ordinal",
    Unit.CALENDAR_DAYS: "calendar_ordinal",
}

_MONDAY_TO_SATURDAY = (*MONDAY_TO_FRIDAY, 5)
_EVERY_DAY = (*_MONDAY_TO_SATURDAY, 6)
_WEEK = 7
_EPOCH_WEEKDAY = 3  # 1 January 1970 was a Thursday
_NULL = np.datetime64("NaT", "us")


@dataclass(frozen=True, eq=False, kw_only=True)
class Calendar:
    """The days of one house, one row each; made by `build_calendar`.

    Attributes:
        schedule: what the house says of its days and hours. It changes business days and open time, and no working
            day: those are for the law to say.
        first_day: first day covered.
        last_day: last day covered, included.
        holiday_names: name of each public holiday covered, in date order.
        skipped: dates covered that the clocks of the zone pass over, such as 30 December 2011 in Samoa. They are no
            days: no unit counts them, and they have no hours.
        days: one row per day covered, in order; not to be modified. Columns:
            `day` (datetime64[us], local midnight); `is_business`, `is_working`, `is_holiday`, `is_skipped` (bool);
            `business_ordinal`, `working_ordinal`, `calendar_ordinal` (int64, days of that kind from `first_day` up to
            and including the day); `starts_at` (datetime64[us], naive UTC instant of local 00:00);
            `offset_before_us`, `switch_us`, `offset_after_us` (int64: instant = local time - offset_before_us while the
            time of day is below switch_us, else - offset_after_us; switch_us is 24 h on a day without change);
            `ambiguous_from_us`, `ambiguous_to_us`, `gap_from_us`, `gap_to_us` (int64: times of day, from included and
            to excluded, that occur twice or never; 0 and 0 when there are none); `gap_length_us` (int64: how far the
            clocks are set forward over the times that never occur, those of the next day included; 0 without any).
        switches: one row per period of constant UTC offset, in order: `from_at` (datetime64[us], naive UTC, included;
            far past in the first row), `offset_us` (int64). Valid for the instants of the days covered.
    """

    schedule: Schedule
    first_day: dt.date
    last_day: dt.date
    holiday_names: Mapping[dt.date, str]
    skipped: frozenset[dt.date]
    days: pd.DataFrame
    switches: pd.DataFrame

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the local days."""
        return zone_named(self.schedule.time_zone)

    @property
    def editions(self) -> Editions:
        """What the calendar was made from."""
        return editions_of(self.schedule)

    def last_days(self, limit: Limit, rollover: Rollover = "none", *, counts_first: bool = False) -> pd.DataFrame:
        """Give the end of a limit for every start day.

        Args:
            limit: in days or months.
            rollover: what becomes of a last day that is closed.
            counts_first: the start day is day one, if the limit counts it.

        Returns:
            One row per day covered, in order: `day` (of the start), `last_day` (last day in time) and `due_at` (naive
            UTC instant of 24:00 of `last_day`; an end at that instant is late). A month whose last day is a skipped
            date falls on the day before that. For a strict limit `last_day` is the eve of the day on which the limit
            falls. Both are null when that day is outside the calendar.

        Raises:
            ValueError: the unit is elapsed or business time.
        """
        rows = ends.roll(self, ends.rows_after(self, limit, counts_first=counts_first), rollover)
        return pd.DataFrame({"day": self.days["day"].to_numpy()} | self._ends(rows, strict=limit.strict))

    def days_before(self, limit: Limit, rollover: Rollover = "none") -> pd.DataFrame:
        """Give the last day that lies a limit before every event day.

        It is the mirror of `last_days`: the day of the event is not counted.

        Returns:
            One row per day covered, in order: `day` (of the event), `last_day` (the day on which the limit, counted
            back, falls; its eve for a strict limit) and `due_at` (naive UTC instant of 24:00 of `last_day`; an end
            at that instant is late). Both are null when that day is outside the calendar.

        Raises:
            ValueError: the unit is elapsed or business time.
        """
        rows = ends.rows_before(self, limit)
        is_known = rows - int(limit.strict) >= 0
        rows = np.where(is_known, ends.roll(self, np.maximum(rows, 0), rollover), len(self.days))
        return pd.DataFrame({"day": self.days["day"].to_numpy()} | self._ends(rows, strict=limit.strict))

    def ends_of_counted(self, unit: Unit, *, rollover: Rollover = "none", strict: bool = False) -> pd.DataFrame:
        """Give the end of a limit used up with each counted day.

        Returns:
            One row per counted day covered, in order: `ordinal` (as `ordinals` gives it), and `last_day` and `due_at`
            as in `last_days`.

        Raises:
            ValueError: the unit does not count single days.
        """
        rows = ends.roll(self, ends.counted_rows(self, unit)[:-1], rollover)
        return pd.DataFrame({"ordinal": np.arange(1, len(rows) + 1)} | self._ends(rows, strict=strict))

    def ordinals(self, unit: Unit) -> Integers:
        """Number the days that a unit counts.

        Returns:
            One number per day covered: the counted days from `first_day` up to it, the day itself included.

        Raises:
            ValueError: the unit does not count single days.
        """
        self.weekdays(unit)
        return self.days[_ORDINALS[unit]].to_numpy()

    def days_to_month_after(self, months: int, *, counts_first: bool = False) -> Integers:
        """Count the days from each day to the end of some months.

        Skipped dates between them are not counted.

        Args:
            months: how many.
            counts_first: the day itself is day one, and is counted too.
        """
        day = self.days["day"].to_numpy().astype("datetime64[D]")
        later = day[0] + ends.month_rows(self, months, counts_first=counts_first)
        skipped = _array_days(sorted(self.skipped))
        passed = np.searchsorted(skipped, later, side="right") - np.searchsorted(skipped, day, side="right")
        between: Integers = (later - day).astype(np.int64) - passed + int(counts_first)
        return between

    def _ends(self, target: Integers, *, strict: bool) -> dict[str, Moments]:
        """Give the last days and due instants of limits, by their rows.

        Both are null where the row is outside the calendar.
        """
        known = target < len(self.days)
        row = ends.rows_up_to(self)[np.where(known, target - int(strict), 0)]
        day = self.days["day"].to_numpy()
        end = np.datetime64(self.midnight(self.last_day + DAY), "us")
        ends_at = np.append(self.days["starts_at"].to_numpy()[1:], end)
        return {"last_day": np.where(known, day[row], _NULL), "due_at": np.where(known, ends_at[row], _NULL)}

    def stretches_on(self, day: dt.date) -> OpeningStretches:
        """Give the opening hours of a day: stretches that begin on it.

        A holiday and a closed day have none, unless they are worked; a skipped date has none at all.
        """
        if day in self.skipped:
            return ()
        is_off = day in self.holiday_names or day in self.schedule.closed
        return () if is_off and day not in self.schedule.worked else self.schedule.opening_hours.on(day)

    def night_into(self, day: dt.date) -> OpeningStretches:
        """Give what a stretch of the eve leaves after midnight.

        It is open however closed the day itself is.

        Nothing is known of the eve of the first day. A skipped date has no hours, and the night ends with its eve.
        """
        before = self.stretches_on(day - DAY) if day > self.first_day and day not in self.skipped else ()
        return tuple(stretch.after_midnight() for stretch in before if stretch.passes_midnight)

    def open_parts_of(self, day: dt.date) -> OpeningStretches:
        """Give the open times of a day, midnight to midnight, in order."""
        return (*self.night_into(day), *(stretch.before_midnight() for stretch in self.stretches_on(day)))

    def weekdays(self, unit: Unit, day: dt.date | None = None) -> tuple[int, ...]:
        """Give the weekdays that limits in this unit count, Monday being 0.

        Args:
            unit: what is counted.
            day: in whose week; None: in the first week of a turn.

        Raises:
            ValueError: the unit does not count single days.
        """
        week = self.schedule.weeks[0] if day is None else self.schedule.week_of(day)
        kinds = {
            Unit.BUSINESS_DAYS: week,
            Unit.WORKING_DAYS: _MONDAY_TO_SATURDAY,
            Unit.CALENDAR_DAYS: _EVERY_DAY,
        }
        if unit not in kinds:
            message = f"{unit} are not counted day by day."
            raise ValueError(message)
        return kinds[unit]

    def midnight(self, day: dt.date) -> dt.datetime:
        """Give the naive UTC instant at which a local day begins.

        The calendar need not cover the day.
        """
        return instant_of(midnight(day), self.zone)

    def require_covered(self, day: dt.date) -> None:
        """Refuse a day outside the calendar.

        Raises:
            CalendarRangeError: the message names the day and the days covered.
        """
        if not self.first_day <= day <= self.last_day:
            message = f"{day} is outside the calendar, which covers {self.first_day} to {self.last_day}."
            raise CalendarRangeError(Issue(code="outside_calendar", message=message))


def build_calendar(schedule: Schedule, *, first_day: dt.date, last_day: dt.date) -> Calendar:
    """Build the calendar of a schedule over some days.

    Args:
        schedule: when the house is open. Working days are Monday to Saturday whatever its week.
        first_day: first day covered.
        last_day: last day covered, included. The caller adds the margin that its limits need.

    Raises:
        CalendarRangeError: the days asked for are in no order, or outside what the holidays are known for.
        RuleFileError: no holidays are known for the country or the subdivision.
    """
    if not EARLIEST_DAY <= first_day <= last_day <= LATEST_DAY:
        message = f"no calendar from {first_day} to {last_day}: expected days in order, {EARLIEST_DAY} to {LATEST_DAY}."
        raise CalendarRangeError(Issue(code="outside_calendar", message=message))
    names = public_holidays(schedule.country, schedule.subdivision, first_day=first_day, last_day=last_day)
    changes = OffsetChanges.of_zone(zone_named(schedule.time_zone), first_day, last_day)
    days = np.arange(np.datetime64(first_day, "D"), np.datetime64(last_day + DAY, "D"))
    skipped = frozenset(day for day in changes.skipped_dates() if first_day <= day <= last_day)
    is_skipped = _among(days, skipped)
    is_holiday = _among(days, names)
    is_usual = _in_week(days, schedule) & ~is_holiday & ~_among(days, schedule.closed)
    is_business = (is_usual | _among(days, schedule.worked)) & ~is_skipped
    is_working = _falls_on(days, _MONDAY_TO_SATURDAY) & ~is_holiday & ~is_skipped
    openness = {
        "is_business": is_business,
        "is_working": is_working,
        "is_holiday": is_holiday,
        "is_skipped": is_skipped,
        "business_ordinal": is_business.cumsum(),
        "working_ordinal": is_working.cumsum(),
        "calendar_ordinal": (~is_skipped).cumsum(),
    }
    return Calendar(
        schedule=schedule,
        first_day=first_day,
        last_day=last_day,
        holiday_names=names,
        skipped=skipped,
        days=pd.DataFrame({"day": days.astype("datetime64[us]")} | openness | changes.by_day(days)),
        switches=changes.segments(),
    )


def _falls_on(days: Moments, weekdays: Iterable[int]) -> Booleans:
    return np.isin((days.astype(np.int64) + _EPOCH_WEEKDAY) % 7, list(weekdays))


def _in_week(days: Moments, schedule: Schedule) -> Booleans:
    """Say which days the business week holds; weeks may alternate."""
    turn = schedule.turn
    if turn is None:
        return _falls_on(days, schedule.week)
    number = (days - np.datetime64(turn.from_, "D")).astype(np.int64) // _WEEK % len(turn.weeks)
    in_each = np.array([_falls_on(days, week) for week in turn.weeks])
    found: Booleans = in_each[number, np.arange(len(days))]
    return found


def _among(days: Moments, chosen: Iterable[dt.date]) -> Booleans:
    return np.isin(days, _array_days(chosen))


def _array_days(days: Iterable[dt.date]) -> Moments:
    return np.array(list(days), dtype="datetime64[D]")
