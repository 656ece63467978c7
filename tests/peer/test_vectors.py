"""Agreement with deadlines and counts made with other libraries, and with etalab's holiday files."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path
from typing import cast

import holidays
import pandas as pd
import pytest

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.deadline import count_deadline
from gpj_kpi.calendars.holidays.france import easter_sunday
from gpj_kpi.calendars.limits import Limit, Rollover, Unit
from gpj_kpi.calendars.schedule import Schedule

DATA = Path(__file__).parents[1] / "data"
SUBDIVISIONS = {"metropole": None, "alsace-moselle": "57"}
UNITS = {
    "business_days": Unit.BUSINESS_DAYS,
    "working_days": Unit.WORKING_DAYS,
    "calendar_days": Unit.CALENDAR_DAYS,
    "elapsed_hours": Unit.HOURS,
}
SECOND, DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)


def _read_rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


DEADLINES = _read_rows("vectors/deadline_vectors.csv")
COUNTS = _read_rows("vectors/count_vectors.csv")


@cache
def _calendar_of(area: str) -> Calendar:
    schedule = Schedule(time_zone="Europe/Paris", subdivision=SUBDIVISIONS[area])
    return build_calendar(schedule, first_day=dt.date(2006, 1, 1), last_day=dt.date(2031, 12, 31))


@cache
def _last_days_of(area: str, limit: Limit, rollover: Rollover) -> pd.DataFrame:
    return _calendar_of(area).last_days(limit, rollover).set_index("day")


def _naive_utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC).replace(tzinfo=None)


def _is_in_time(end: dt.datetime, due: dt.datetime, limit: Limit) -> bool:
    return end <= due if limit.includes_due_instant else end < due


def _limit_of(row: dict[str, str]) -> Limit:
    return Limit(int(row["n"]), UNITS[row["rule"]])


def _rollover_of(row: dict[str, str]) -> Rollover:
    return cast("Rollover", row["roll"])


def test_the_vectors_are_all_there() -> None:
    """A file cut short would pass every other test."""
    assert len(DEADLINES) == 257
    assert len(COUNTS) == 83


@pytest.mark.parametrize("row", DEADLINES, ids=[row["id"] for row in DEADLINES])
def test_the_start_is_read_as_the_vector_says(row: dict[str, str]) -> None:
    """The wall time gives the instant wherever it means its first occurrence, and the instant its wall time."""
    calendar = _calendar_of(row["calendar"])
    wall, instant = dt.datetime.fromisoformat(row["start_local"]), _naive_utc(row["start_utc"])
    if row["start_kind"] != "nonexistent":
        assert by_hand.to_local(calendar, instant) == wall
    if row["start_fold"] == "0":
        assert by_hand.to_instant(calendar, wall) == instant


@pytest.mark.parametrize("row", DEADLINES, ids=[row["id"] for row in DEADLINES])
def test_the_plain_deadline_is_the_vectors(row: dict[str, str]) -> None:
    """`due_at` gives the deadline of every row, and its wall time."""
    calendar = _calendar_of(row["calendar"])
    due = by_hand.due_at(calendar, _naive_utc(row["start_utc"]), _limit_of(row), _rollover_of(row))
    assert due == _naive_utc(row["deadline_utc"])
    assert by_hand.to_local(calendar, due) == dt.datetime.fromisoformat(row["deadline_local"])


@pytest.mark.parametrize("row", DEADLINES, ids=[row["id"] for row in DEADLINES])
def test_the_account_ends_where_the_vector_says(row: dict[str, str]) -> None:
    """Counted day by day, with a reason for each day skipped, every row comes to its deadline and its last day."""
    found = count_deadline(
        dt.datetime.fromisoformat(row["start_utc"]),
        _limit_of(row),
        calendar=_calendar_of(row["calendar"]),
        rollover=_rollover_of(row),
    )
    assert found.due_at.astimezone(dt.UTC) == dt.datetime.fromisoformat(row["deadline_utc"])
    assert found.due_at.isoformat() == row["deadline_local"].replace(" ", "T") + row["deadline_offset"]
    assert f"{found.last_day or ''}" == row["last_day"]


@pytest.mark.parametrize("row", DEADLINES, ids=[row["id"] for row in DEADLINES])
def test_the_deadline_of_the_frames_is_the_vectors(row: dict[str, str]) -> None:
    """Found by joins alone: instant -> local day by `switches`, day -> due instant by `last_days`."""
    calendar, limit, start = _calendar_of(row["calendar"]), _limit_of(row), pd.Timestamp(_naive_utc(row["start_utc"]))
    if limit.unit.is_elapsed:
        due = start + pd.Timedelta(limit.microseconds, unit="us")
    else:
        segment = calendar.switches["from_at"].searchsorted(start, side="right") - 1
        wall = start + pd.Timedelta(int(calendar.switches["offset_us"].iloc[segment]), unit="us")
        last_days = _last_days_of(row["calendar"], limit, _rollover_of(row))
        assert last_days["last_day"].to_dict()[wall.normalize()] == pd.Timestamp(row["last_day"])
        due = last_days["due_at"].to_dict()[wall.normalize()]
    assert due == pd.Timestamp(_naive_utc(row["deadline_utc"]))


@pytest.mark.parametrize("row", DEADLINES, ids=[row["id"] for row in DEADLINES])
def test_one_second_around_the_deadline_decides(row: dict[str, str]) -> None:
    """A second before is in time, a second after is late, and `bound` says which the deadline itself is."""
    calendar, limit, deadline = _calendar_of(row["calendar"]), _limit_of(row), _naive_utc(row["deadline_utc"])
    due = by_hand.due_at(calendar, _naive_utc(row["start_utc"]), limit, _rollover_of(row))
    ends = [deadline - SECOND, deadline, deadline + SECOND]
    expected = [True, row["bound"] == "inclusive", False]
    assert [_is_in_time(end, due, limit) for end in ends] == expected
    if row["last_day"]:
        # The law itself: the local day of the end is at most the last day.
        last_day = dt.date.fromisoformat(row["last_day"])
        assert [by_hand.to_local(calendar, end).date() <= last_day for end in ends] == expected


@pytest.mark.parametrize("row", COUNTS, ids=[f"line {line}" for line in range(2, len(COUNTS) + 2)])
def test_days_are_counted_as_the_vectors_say(row: dict[str, str]) -> None:
    """Both by the plain loop and as the difference of two ordinals."""
    calendar = _calendar_of(row["calendar"])
    start, end = dt.date.fromisoformat(row["start_date"]), dt.date.fromisoformat(row["end_date"])
    ordinals = calendar.days.set_index("day")
    for kind in ("calendar", "business", "working"):
        expected = int(row[f"{kind}_days"])
        assert by_hand.count_days(calendar, UNITS[f"{kind}_days"], start, end) == expected
        ordinal = ordinals[f"{kind}_ordinal"]
        assert ordinal.loc[pd.Timestamp(end)] - ordinal.loc[pd.Timestamp(start)] == expected


@pytest.mark.parametrize("area", SUBDIVISIONS)
def test_open_days_are_those_of_a_plain_loop_over_the_etalab_file(area: str) -> None:
    """All of 2006-2031: holidays to the day, and the weekdays that are left."""
    official = {dt.date.fromisoformat(row["date"]) for row in _read_rows(f"holidays/jours_feries_{area}.csv")}
    calendar = _calendar_of(area)
    day, business, working = calendar.first_day, set(), set()
    while day <= calendar.last_day:
        if day not in official and day.isoweekday() <= 6:
            working.add(day)
            if day.isoweekday() <= 5:
                business.add(day)
        day += DAY
    days = calendar.days
    assert set(days.loc[days["is_holiday"], "day"].dt.date) == official
    assert set(days.loc[days["is_business"], "day"].dt.date) == business
    assert set(days.loc[days["is_working"], "day"].dt.date) == working
    plain = [day for day in days["day"].dt.date if by_hand.is_counted(calendar, Unit.WORKING_DAYS, day)]
    assert set(plain) == working


def test_easter_is_that_of_the_holidays_package() -> None:
    """Every year of 1900-2100."""
    years = range(1900, 2101)
    known = holidays.country_holidays("FR", years=years, language="fr")
    assert {easter_sunday(year) + DAY for year in years} == set(known.get_named("Lundi de Pâques"))
