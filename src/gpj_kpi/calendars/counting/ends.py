"""Where limits in days and months end, for every day of a calendar at once.

Law: a day is a row of the calendar, and an end is the row on which a limit falls, once a rollover has moved it. A row
past the last one stands for a day that the calendar does not cover. `by_hand` says the same of one case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpj_kpi.calendars.day_columns import Integers, all_months_later, day_numbers
from gpj_kpi.calendars.days import MICROSECONDS_A_DAY
from gpj_kpi.calendars.limits import ROLLOVERS, Limit, Rollover, Unit

if TYPE_CHECKING:
    from gpj_kpi.calendars.business_calendar import Calendar

_MINUTE_US = 60_000_000


def counted_rows(calendar: Calendar, unit: Unit) -> Integers:
    """List the rows of the days that a unit counts; one past the last row ends them."""
    ordinal = calendar.ordinals(unit)
    return np.append(np.flatnonzero(np.diff(ordinal, prepend=0)), len(ordinal))


def next_rows(calendar: Calendar, unit: Unit) -> Integers:
    """Give, for each day, the row of the next one that a unit counts."""
    return counted_rows(calendar, unit)[calendar.ordinals(unit)]


def rows_up_to(calendar: Calendar) -> Integers:
    """Give each row, for a skipped date the one before it."""
    is_skipped = calendar.days["is_skipped"].to_numpy()
    rows: Integers = np.maximum.accumulate(np.where(is_skipped, 0, np.arange(len(is_skipped))))
    return rows


def rows_after(calendar: Calendar, limit: Limit, *, counts_first: bool = False) -> Integers:
    """Find the row on which a limit falls, for each start day.

    It is past the last row where the day is outside the calendar.

    Args:
        calendar: the days.
        limit: in days or months.
        counts_first: the start day is day one, if the unit counts it. A month then ends on the eve of the day of the
            same number, or on the last day of a month that lacks the eve.
    """
    n_days = len(calendar.days)
    if limit.unit is Unit.MONTHS:
        rows = month_rows(calendar, limit.count, counts_first=counts_first)
        return np.append(rows_up_to(calendar), n_days)[np.minimum(rows, n_days)]
    open_rows, ordinal = counted_rows(calendar, limit.unit), calendar.ordinals(limit.unit)
    before = ordinal - np.diff(ordinal, prepend=0) if counts_first else ordinal
    return open_rows[np.minimum(before + limit.count - 1, len(open_rows) - 1)]


def month_rows(calendar: Calendar, months: int, *, counts_first: bool = False) -> Integers:
    """Count the days from the first one to the end of some months, for each start day.

    Skipped dates are counted, and the end may lie outside the calendar.
    """
    day = calendar.days["day"].to_numpy().astype("datetime64[D]")
    later = all_months_later(day, months)
    if counts_first:
        is_first_of_month = day == day.astype("datetime64[M]").astype("datetime64[D]")
        later = np.where(is_first_of_month, later - 1, all_months_later(day - 1, months))
    rows: Integers = (later - day[0]).astype(np.int64)
    return rows


def rows_before(calendar: Calendar, limit: Limit) -> Integers:
    """Find the row on which a limit falls that is counted back from each day; -1 outside the calendar."""
    if limit.unit is Unit.MONTHS:
        rows = month_rows(calendar, -limit.count)
        return np.where(rows >= 0, rows_up_to(calendar)[rows], -1)
    ordinal = calendar.ordinals(limit.unit)
    place = ordinal - np.diff(ordinal, prepend=0) - limit.count
    return np.where(place >= 0, counted_rows(calendar, limit.unit)[np.maximum(place, 0)], -1)


def roll(calendar: Calendar, rows: Integers, rollover: Rollover) -> Integers:
    """Move the rows of closed days to open ones.

    A row whose open day is outside the calendar becomes one past the last.
    """
    unit, n_days = ROLLOVERS[rollover], len(calendar.days)
    if unit is None:
        return rows
    open_rows = counted_rows(calendar, unit)
    following = open_rows[np.minimum(np.searchsorted(open_rows, rows), len(open_rows) - 1)]
    place = np.searchsorted(open_rows, rows, side="right") - 1
    before = np.where((place >= 0) & (rows < n_days), open_rows[np.maximum(place, 0)], n_days)
    chosen, other = (following, before) if rollover.startswith("next") else (before, following)
    if not rollover.endswith("of_month"):
        return chosen
    month = np.append(calendar.days["day"].to_numpy().astype("datetime64[M]").astype(np.int64), -1)
    is_elsewhere = (chosen < n_days) & (month[chosen] != month[np.minimum(rows, n_days)])
    return np.where(is_elsewhere, other, chosen)


def closing_minute(calendar: Calendar) -> Integers:
    """Give the minute at which each day closes, 24:00 where it has no hours.

    It is the end of the last stretch that begins on the day, and more than 1440 where that passes midnight.
    """
    stretches = [calendar.stretches_on(day) for day in calendar.days["day"].dt.date]
    return np.array([each[-1].closes_minute if each else 1440 for each in stretches], dtype=np.int64)


def closing_instants(calendar: Calendar) -> Integers:
    """Give the instant at which each day closes, in microseconds since 1970 UTC."""
    passed_us = closing_minute(calendar) * _MINUTE_US
    nights = passed_us // MICROSECONDS_A_DAY
    rows = np.arange(len(passed_us))
    known = np.minimum(rows + nights, len(passed_us) - 1)
    beyond_us = (rows + nights - known) * MICROSECONDS_A_DAY
    at_us: Integers = local_instants(calendar, known, passed_us - nights * MICROSECONDS_A_DAY) + beyond_us
    return at_us


def local_instants(calendar: Calendar, rows: Integers, time_us: Integers) -> Integers:
    """Turn times of day into instants, each on the day of its row.

    All are in microseconds. A time that comes twice is its first occurrence; one that the clocks skip is read with the
    offset before.
    """
    days = calendar.days
    midnight_us = day_numbers(days["day"]).to_numpy()[rows] * MICROSECONDS_A_DAY
    offset_us = np.where(
        time_us < days["switch_us"].to_numpy()[rows],
        days["offset_before_us"].to_numpy()[rows],
        days["offset_after_us"].to_numpy()[rows],
    )
    at_us: Integers = midnight_us + time_us - offset_us
    return at_us
