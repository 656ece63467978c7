"""Time inside the opening hours: heures ouvrées.

Law: W(t) is the open time before the instant t. From a to b, W(b) - W(a) has elapsed. A limit begun at s is due at the
earliest t with W(t) = W(s) + limit: at closing time when it is used up there, and after the next opening when it begins
outside hours. An instant is open when its local time lies inside a stretch, opening included and closing excluded.
So an hour that the clocks skip is not open, and an hour that comes twice is open twice.

W and its inverse are two frames, found by joins; `by_hand` answers the same questions for one case.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpj_kpi.calendars.business_calendar import EARLIEST_DAY, LATEST_DAY, Calendar
from gpj_kpi.calendars.day_columns import Integers, microseconds
from gpj_kpi.calendars.days import (
    DAY,
    FAR_FUTURE,
    MICROSECOND,
    MICROSECONDS_A_DAY,
    microseconds_of,
    midnight,
)
from gpj_kpi.calendars.limits import Limit
from gpj_kpi.calendars.schedule import Schedule

_MINUTE = dt.timedelta(minutes=1)
_MINUTE_US, _MINUTES_A_DAY = _MINUTE // MICROSECOND, DAY // _MINUTE


@dataclass(frozen=True, eq=False, kw_only=True)
class OpenTime:
    """The open time of one house over its calendar; made by `build_open_time`.

    Attributes:
        calendar: the days covered, with their opening hours.
        days: one row per day covered, in order; not to be modified. Columns: `day` (datetime64[us], local midnight);
            int64: `open_before_us` (open microseconds from the calendar's first day up to local 00:00), and for
            k = 1..n `opens_{k}_us` (microseconds since 1970 UTC) and `length_{k}_us` (0 where there is none), n being
            the most stretches of any day, at least 1. For an instant t of that local day, in microseconds since 1970,
            W(t) = open_before_us + the sum over k of t - opens_{k}_us, each cut to 0..length_{k}_us.
        pieces: W turned round, by a join on `piece` and a filter; not to be modified. One row per stretch and bucket
            of positions that it reaches into, all int64: `piece` (number of the bucket), `open_before_us`,
            `opens_at_us` (microseconds since 1970 UTC), `length_us`. A position p, 1 to `total_us`, lies in bucket
            (p - 1) // piece_us, where exactly one row has open_before_us < p <= open_before_us + length_us; and
            opens_at_us + p - open_before_us is the earliest instant before which p microseconds were open.
        piece_us: size of a bucket: the mean length of a stretch, so that there are at most two rows per stretch.
        total_us: open microseconds of all days covered.
    """

    calendar: Calendar
    days: pd.DataFrame
    pieces: pd.DataFrame
    piece_us: int
    total_us: int


def build_open_time(calendar: Calendar) -> OpenTime:
    """Lay the opening hours of a schedule over its calendar.

    Where they leave no day open, `total_us` is 0.
    """
    opens_us, closes_us = _open_stretches(calendar)
    length_us = closes_us - opens_us
    passed_us = np.concatenate([[0], length_us.cumsum()]).astype(np.int64)
    total_us = int(passed_us[-1])
    piece_us = max(total_us // max(len(length_us), 1), 1)
    return OpenTime(
        calendar=calendar,
        days=_by_day(calendar, opens_us, length_us, passed_us),
        pieces=_by_piece(opens_us, length_us, passed_us, piece_us),
        piece_us=piece_us,
        total_us=total_us,
    )


def days_at_most(limit: Limit, schedule: Schedule) -> int:
    """Bound the calendar days that a limit in business time spans.

    A house that opens on one day a week can lose a week to a day without its usual hours. So the weeks of closed days
    and of dates with hours of their own are added, and more than a quarter for holidays and clock changes.
    """
    most, hours = (LATEST_DAY - EARLIEST_DAY).days, schedule.opening_hours
    turn_us = hours.minutes_a_week * _MINUTE_US
    if turn_us == 0:
        return most
    weeks = -(-limit.microseconds // turn_us) * len(hours.weeks)
    return min(schedule.lengthen(weeks * 9 + 90), most)


def _open_stretches(calendar: Calendar) -> tuple[Integers, Integers]:
    """List the opening and closing instants of all stretches, cut at midnight.

    They come in the order of time, in microseconds since 1970 UTC.
    """
    opens_local_us, closes_local_us = _open_local_times(calendar)
    opens_us, closes_us = [], []
    for from_us, to_us, offset_us in zip(*_segments(calendar), strict=True):
        # While the offset is the same, the clock shows each time at most once.
        first = np.searchsorted(closes_local_us, from_us + offset_us, side="right")
        end = np.searchsorted(opens_local_us, to_us + offset_us, side="left")
        opens_us.append(np.maximum(opens_local_us[first:end] - offset_us, from_us))
        closes_us.append(np.minimum(closes_local_us[first:end] - offset_us, to_us))
    return np.concatenate(opens_us), np.concatenate(closes_us)


def _open_local_times(calendar: Calendar) -> tuple[Integers, Integers]:
    """List when all stretches open and close, cut at midnight.

    They come in order, in microseconds since 1970.
    """
    first_us = microseconds_of(midnight(calendar.first_day))
    minutes = [
        (row * _MINUTES_A_DAY + stretch.opens_minute, row * _MINUTES_A_DAY + stretch.closes_minute)
        for row in range(len(calendar.days))
        for stretch in calendar.open_parts_of(calendar.first_day + row * DAY)
    ]
    local_us = np.array(minutes, dtype=np.int64).reshape(-1, 2) * _MINUTE_US + first_us
    return local_us[:, 0], local_us[:, 1]


def _by_day(calendar: Calendar, opens_us: Integers, length_us: Integers, passed_us: Integers) -> pd.DataFrame:
    starts_us, ends_us = _day_bounds(calendar)
    first, end = np.searchsorted(opens_us, starts_us), np.searchsorted(opens_us, ends_us)
    # Where a day has fewer stretches than another, one more that is never open stands in.
    none = len(opens_us)
    opens_us, length_us = np.append(opens_us, 0), np.append(length_us, 0)
    columns = {"day": calendar.days["day"], "open_before_us": passed_us[first]}
    for k in range(max(int((end - first).max()), 1)):
        row = np.where(first + k < end, first + k, none)
        columns[f"opens_{k + 1}_us"] = opens_us[row]
        columns[f"length_{k + 1}_us"] = length_us[row]
    return pd.DataFrame(columns)


def _day_bounds(calendar: Calendar) -> tuple[Integers, Integers]:
    """Find the instants at which each local day begins and ends.

    They are in microseconds since 1970 UTC. Where clocks are set back at midnight, the next day begins before this one
    ends. Local times that never occur are read as instants after the gap; those instants belong to the day too.
    """
    from_us, to_us, offset_us = _segments(calendar)
    days = calendar.days
    midnight_us = microseconds(days["day"]).to_numpy()
    next_us = midnight_us + MICROSECONDS_A_DAY
    first = np.searchsorted(to_us + offset_us, midnight_us, side="right")
    last = np.searchsorted(from_us + offset_us, next_us, side="left") - 1
    starts_us = np.maximum(midnight_us - offset_us[first], from_us[first])
    ends_us = np.minimum(next_us - offset_us[last], to_us[last])
    read_us = next_us - np.where(
        days["switch_us"] < MICROSECONDS_A_DAY, days["offset_after_us"], days["offset_before_us"]
    )
    return starts_us, np.maximum(ends_us, read_us)


def _by_piece(opens_us: Integers, length_us: Integers, passed_us: Integers, piece_us: int) -> pd.DataFrame:
    before_us = passed_us[:-1]
    first, last = before_us // piece_us, (passed_us[1:] - 1) // piece_us
    reached = last - first + 1
    row = np.repeat(np.arange(len(opens_us)), reached)
    earlier = reached.cumsum() - reached
    return pd.DataFrame(
        {
            "piece": first[row] + np.arange(len(row)) - earlier[row],
            "open_before_us": before_us[row],
            "opens_at_us": opens_us[row],
            "length_us": length_us[row],
        }
    )


def _segments(calendar: Calendar) -> tuple[Integers, Integers, Integers]:
    """List the periods of constant UTC offset: from, to and the offset.

    All are in microseconds, from and to since 1970 UTC.
    """
    from_us = microseconds(calendar.switches["from_at"]).to_numpy()
    return from_us, np.append(from_us[1:], microseconds_of(FAR_FUTURE)), calendar.switches["offset_us"].to_numpy()
