"""From when the events of each day count, for every day of a calendar at once.

Law: `Start` says what becomes of an event. `by_hand.begin_of` says the same of one event, and
`property/test_starts.py` holds the two together.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.counting.ends import local_instants, next_rows
from gpj_kpi.calendars.counting.start import Start
from gpj_kpi.calendars.day_columns import Integers, microseconds
from gpj_kpi.calendars.days import DAY, MICROSECONDS_A_DAY, microseconds_of, midnight
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.open_time import OpenTime

_MINUTE_US = 60_000_000
_FAR_US = 2**62


def tabulate_begins(calendar: Calendar, start: Start, open_time: OpenTime | None) -> pd.DataFrame:
    """Say of each day when its events count.

    Returns:
        One row per day covered, all int64, instants in microseconds since 1970 UTC. An event at `cut_us` or later
        counts from `cut_at_us`, of the local day `cut_day`; one at `closed_us` or later from `closed_at_us`, of
        `closed_day`. A later one that no calendar covers is -1.
    """
    starts_us = _starts(calendar)
    n_days, unreached = len(calendar.days), np.full(len(calendar.days), _FAR_US)
    next_business = next_rows(calendar, Unit.BUSINESS_DAYS)
    cut_us = closed_us = unreached
    cut_at_us = closed_at_us = starts_us[next_business]
    if start.cut_off is not None:
        cut_us = _cut_offs(calendar, start.cut_off * _MINUTE_US)
    if start.closed == "next_business_day":
        closed_us = np.where(calendar.days["is_business"], _FAR_US, starts_us[:-1])
    if start.closed == "next_opening":
        assert open_time is not None
        closed_us = np.maximum(_last_closings(open_time), starts_us[:-1])
        closed_at_us = _next_opening(open_time, closed_us)
        cut_at_us = np.where(next_business < n_days, _next_opening(open_time, cut_at_us), _FAR_US)
    days = {name: _local_days(calendar, at_us) for name, at_us in (("cut", cut_at_us), ("closed", closed_at_us))}
    return pd.DataFrame(
        {
            "cut_us": cut_us,
            "cut_at_us": np.where(days["cut"] < 0, -1, cut_at_us),
            "cut_day": days["cut"],
            "closed_us": closed_us,
            "closed_at_us": np.where(days["closed"] < 0, -1, closed_at_us),
            "closed_day": days["closed"],
        }
    )


def _cut_offs(calendar: Calendar, time_us: int) -> Integers:
    """Give the first instant of each day at which the clock shows a time of day or a later one."""
    skipped_from, skipped_to = (calendar.days[f"gap_{end}_us"].to_numpy() for end in ("from", "to"))
    shown_us = np.where((skipped_from <= time_us) & (time_us < skipped_to), skipped_from, time_us)
    return local_instants(calendar, np.arange(len(shown_us)), shown_us)


def _starts(calendar: Calendar) -> Integers:
    """Give the instant at which each day begins, and the end of the last."""
    end = microseconds_of(calendar.midnight(calendar.last_day + DAY))
    return np.append(microseconds(calendar.days["starts_at"]).to_numpy(), end)


def _last_closings(open_time: OpenTime) -> Integers:
    """Give the instant at which the last stretch of each day closes; 0 where a day has none."""
    days = open_time.days
    found: Integers = np.zeros(len(days), dtype=np.int64)
    for column in days.columns:
        if column.startswith("length_"):
            length_us = days[column].to_numpy()
            closes_us = days[column.replace("length", "opens")].to_numpy() + length_us
            found = np.maximum(found, np.where(length_us > 0, closes_us, 0))
    return found


def _next_opening(open_time: OpenTime, instants: Integers) -> Integers:
    """Give the first open instant from each on; a far one where none is covered."""
    pieces = open_time.pieces.drop_duplicates("opens_at_us").sort_values("opens_at_us")
    opens_us = np.append(pieces["opens_at_us"].to_numpy(), _FAR_US)
    closes_us = pieces["opens_at_us"].to_numpy() + pieces["length_us"].to_numpy()
    found: Integers = np.maximum(opens_us[np.searchsorted(closes_us, instants, side="right")], instants)
    return found


def _local_days(calendar: Calendar, instants: Integers) -> Integers:
    """Number the local day of each instant from 1970-01-01; -1 outside the calendar."""
    from_us = microseconds(calendar.switches["from_at"]).to_numpy()
    offset_us = calendar.switches["offset_us"].to_numpy()[np.searchsorted(from_us, instants, side="right") - 1]
    first = microseconds_of(midnight(calendar.first_day)) // MICROSECONDS_A_DAY
    day = (np.minimum(instants, _FAR_US - MICROSECONDS_A_DAY) + offset_us) // MICROSECONDS_A_DAY
    return np.where((day >= first) & (day < first + len(calendar.days)), day, -1)
