"""Wall-clock time to instant and back, on the days when clocks change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from gpj_kpi.calendars.days import MICROSECONDS_A_DAY
from gpj_kpi.calendars.time_zones.offsets import OffsetChanges, at_zone, instant_of, local_of, to_utc

DAY, HALF_HOUR, MICROSECOND = dt.timedelta(days=1), dt.timedelta(minutes=30), dt.timedelta(microseconds=1)
FIRST, LAST = dt.date(1976, 1, 1), dt.date(2037, 12, 31)
ZONES = [
    "Europe/Paris",
    "Australia/Lord_Howe",  # half an hour
    "America/Sao_Paulo",  # at midnight: 00:00 does not exist, or 23:xx occurs twice
    "America/St_Johns",  # at 00:01: the hour that occurs twice crosses midnight
    "Pacific/Apia",  # a whole day that does not exist
    "Africa/Casablanca",  # four changes a year
    "Europe/Lisbon",
    "Asia/Kathmandu",
]


def _frame_of(zone: str, first: dt.date = FIRST, last: dt.date = LAST) -> pd.DataFrame:
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last + DAY, "D"))
    return pd.DataFrame(
        {"day": days.astype("datetime64[us]")} | OffsetChanges.of_zone(ZoneInfo(zone), first, last).by_day(days)
    )


def _rows_by_day(frame: pd.DataFrame) -> dict[dt.date, dict[Hashable, Any]]:
    return {row["day"].date(): row for row in frame.to_dict("records")}


def _instant_by_frame(row: dict[Hashable, Any], wall: dt.datetime) -> dt.datetime:
    time_of_day_us = (wall - dt.datetime.combine(wall.date(), dt.time())) // MICROSECOND
    offset_us = row["offset_before_us"] if time_of_day_us < row["switch_us"] else row["offset_after_us"]
    return wall - int(offset_us) * MICROSECOND


def _days_around_changes(zone: ZoneInfo) -> list[dt.date]:
    # Plain search, day by day, on the offset at noon UTC.
    noons = [dt.datetime.combine(FIRST, dt.time(12), dt.UTC) + n * DAY for n in range((LAST - FIRST).days)]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    found = {noon.date() for noon, (before, after) in zip(noons, pairwise(offsets), strict=False) if before != after}
    around = {day + n * DAY for day in found for n in range(-1, 3)}
    return sorted(day for day in around if FIRST <= day <= LAST)


@pytest.mark.parametrize("name", ZONES)
def test_the_frame_agrees_with_zoneinfo_on_every_half_hour_around_every_change(name: str) -> None:
    """The frame, the plain function and zoneinfo's first occurrence (fold=0) name the same instant."""
    zone = ZoneInfo(name)
    rows = _rows_by_day(_frame_of(name))
    days = _days_around_changes(zone)
    assert len(days) > 2
    for day in days:
        row = rows[day]
        midnight = dt.datetime.combine(day, dt.time())
        walls = [midnight + n * HALF_HOUR + edge for n in range(48) for edge in (0 * DAY, 59 * MICROSECOND)]
        for wall in (*walls, midnight + DAY - MICROSECOND):
            first = wall.replace(tzinfo=zone, fold=0)
            expected = first.astimezone(dt.UTC).replace(tzinfo=None)
            assert _instant_by_frame(row, wall) == expected == instant_of(wall, zone)
            second = wall.replace(tzinfo=zone, fold=1)
            lead = first.astimezone(dt.UTC) - second.astimezone(dt.UTC)
            time_of_day_us = (wall - midnight) // MICROSECOND
            twice = row["ambiguous_from_us"] <= time_of_day_us < row["ambiguous_to_us"]
            never = row["gap_from_us"] <= time_of_day_us < row["gap_to_us"]
            assert twice == (lead < 0 * DAY), wall
            assert never == (lead > 0 * DAY), wall
        assert max(row["ambiguous_to_us"], row["gap_to_us"]) <= MICROSECONDS_A_DAY
        assert row["starts_at"] == _instant_by_frame(row, midnight)


@pytest.mark.parametrize("name", ZONES)
def test_the_segments_give_back_the_local_time_of_instants_around_every_change(name: str) -> None:
    """Looking up the segment of an instant gives zoneinfo's wall time, to the microsecond of the change."""
    zone = ZoneInfo(name)
    segments = OffsetChanges.of_zone(zone, FIRST, LAST).segments()
    starts = segments["from_at"].to_numpy()
    assert (np.diff(starts) > np.timedelta64(0)).all()
    for start in segments["from_at"].iloc[1:].dt.to_pydatetime():
        for instant in (start - 1 * DAY, start - MICROSECOND, start, start + MICROSECOND, start + DAY):
            offset_us = segments["offset_us"].iloc[np.searchsorted(starts, np.datetime64(instant), side="right") - 1]
            expected = instant.replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None, fold=0)
            assert instant + int(offset_us) * MICROSECOND == expected == local_of(instant, zone)


HOUR_US = 3_600_000_000


def test_paris_days_of_2008_by_hand() -> None:
    """30 March 2008 lacks 02:00-03:00 and 26 October repeats it: the new offset is read from 03:00 on both."""
    rows = _frame_of("Europe/Paris", dt.date(2008, 1, 1), dt.date(2008, 12, 31)).set_index("day")
    hours = rows.drop(columns="starts_at") / HOUR_US
    assert hours.columns[:3].tolist() == ["offset_before_us", "switch_us", "offset_after_us"]
    doubtful = ["ambiguous_from_us", "ambiguous_to_us", "gap_from_us", "gap_to_us", "gap_length_us"]
    assert hours.columns[3:].tolist() == doubtful
    found = dict(zip(pd.DatetimeIndex(rows.index).strftime("%m-%d"), hours.to_numpy().tolist(), strict=True))
    assert found["03-29"] == [1, 24, 1, 0, 0, 0, 0, 0]
    assert found["03-30"] == [1, 3, 2, 0, 0, 2, 3, 1]
    assert found["03-31"] == [2, 24, 2, 0, 0, 0, 0, 0]
    assert found["10-26"] == [2, 3, 1, 2, 3, 0, 0, 0]
    assert (rows["switch_us"] < MICROSECONDS_A_DAY).sum() == 2
    assert rows["starts_at"].loc["2008-03-31"] == pd.Timestamp("2008-03-30 22:00")
    paris, at = ZoneInfo("Europe/Paris"), dt.datetime.fromisoformat
    assert instant_of(at("2008-03-30 02:30"), paris) == at("2008-03-30 01:30")
    assert instant_of(at("2008-10-26 02:30"), paris) == at("2008-10-26 00:30")


@pytest.mark.parametrize(
    ("zone", "day", "gap"),
    [
        ("America/Nuuk", dt.date(2024, 3, 30), (23, 24, 1)),
        ("Asia/Pyongyang", dt.date(2018, 5, 4), (23.5, 24, 0.5)),
        ("Pacific/Apia", dt.date(2011, 12, 30), (0, 24, 24)),
    ],
)
def test_a_gap_has_its_times_and_its_length(zone: str, day: dt.date, gap: tuple[float, float, float]) -> None:
    """Clocks set forward to midnight skip the end of a day; a moved date line skips a date whole."""
    row = _frame_of(zone, day, day).iloc[0]
    assert tuple(row[["gap_from_us", "gap_to_us", "gap_length_us"]] / HOUR_US) == gap
    skipped = OffsetChanges.of_zone(ZoneInfo(zone), day, day).skipped_dates()
    assert skipped == ([day] if gap[1] - gap[0] == 24 else [])


def test_changes_at_midnight_by_hand() -> None:
    """Sao Paulo 2008: 00:00 of 19 October does not exist; 23:00-24:00 of 16 February occurs twice."""
    days = _rows_by_day(_frame_of("America/Sao_Paulo", dt.date(2008, 2, 16), dt.date(2008, 10, 19)))
    spring, autumn, morrow = (days[dt.date(2008, *day)] for day in ((10, 19), (2, 16), (2, 17)))
    assert (spring["gap_from_us"], spring["gap_to_us"], spring["switch_us"]) == (0, HOUR_US, HOUR_US)
    assert spring["starts_at"] == pd.Timestamp("2008-10-19 03:00")
    assert (autumn["ambiguous_from_us"], autumn["ambiguous_to_us"]) == (23 * HOUR_US, MICROSECONDS_A_DAY)
    assert (autumn["switch_us"], autumn["offset_after_us"]) == (MICROSECONDS_A_DAY, -2 * HOUR_US)
    assert (morrow["switch_us"], morrow["offset_before_us"]) == (MICROSECONDS_A_DAY, -3 * HOUR_US)
    assert morrow["starts_at"] == pd.Timestamp("2008-02-17 03:00")


def test_a_zone_without_changes_has_one_segment() -> None:
    """UTC has one offset and days that begin at midnight."""
    changes = OffsetChanges.of_zone(ZoneInfo("UTC"), dt.date(2008, 1, 1), dt.date(2008, 12, 31))
    assert changes.segments()["offset_us"].tolist() == [0]
    assert _frame_of("UTC", dt.date(2008, 1, 1), dt.date(2008, 1, 1))["starts_at"].tolist() == [
        pd.Timestamp("2008-01-01")
    ]


def test_an_instant_has_one_local_time_with_its_offset() -> None:
    """02:30 on 26 October 2008 comes twice in Paris, an hour apart: the offset tells which."""
    for text, offset in (("2008-10-26 00:30", 2), ("2008-10-26 01:30", 1)):
        instant = dt.datetime.fromisoformat(text)
        local = at_zone(instant, ZoneInfo("Europe/Paris"))
        assert (local.hour, local.minute, local.utcoffset()) == (2, 30, dt.timedelta(hours=offset))
        assert to_utc(local) == instant


def test_a_time_that_already_has_a_zone_is_refused() -> None:
    """Reading an aware time as a naive one would silently shift it."""
    aware = dt.datetime(2008, 1, 1, tzinfo=dt.UTC)
    for convert in (instant_of, local_of):
        with pytest.raises(ValueError, match="carries a time zone"):
            convert(aware, ZoneInfo("Europe/Paris"))
