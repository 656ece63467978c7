"""Days and months against numpy's busday functions, and pandas' DateOffset, on the holidays of the etalab files.

They agree on every day of 2006-2031 but where a convention is another one:

- a start on a closed day: numpy asks for a roll. `preceding` is our law (the next open day is the first one);
  `following` first moves the start to that day, and so ends one open day later;
- the days between two dates: numpy counts the first and not the last, we count the last and not the first;
- "days elapsed <= N" is not our law: it lets an end on a closed day after the last one through.
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.limits import Limit, Rollover, Unit
from gpj_kpi.calendars.schedule import Schedule

Days: TypeAlias = npt.NDArray[np.datetime64]

HOLIDAYS = Path(__file__).parents[1] / "data" / "holidays"
FIRST_DAY, LAST_DAY = dt.date(2006, 1, 1), dt.date(2031, 12, 31)
DAYS: Days = np.arange(np.datetime64(FIRST_DAY, "D"), np.datetime64(LAST_DAY, "D") + 1)
DAY = np.timedelta64(1, "D")
SUBDIVISIONS = {"metropole": None, "alsace-moselle": "57"}
WEEKMASKS = {Unit.BUSINESS_DAYS: "Mon Tue Wed Thu Fri", Unit.WORKING_DAYS: "Mon Tue Wed Thu Fri Sat"}
ROLLOVERS: dict[Rollover, Unit] = {"next_business_day": Unit.BUSINESS_DAYS, "next_working_day": Unit.WORKING_DAYS}

areas = pytest.mark.parametrize("area", SUBDIVISIONS)
kinds = pytest.mark.parametrize("unit", WEEKMASKS)


@cache
def _ours(area: str) -> Calendar:
    schedule = Schedule(time_zone="Europe/Paris", subdivision=SUBDIVISIONS[area])
    return build_calendar(schedule, first_day=FIRST_DAY, last_day=LAST_DAY)


@cache
def _theirs(area: str, unit: Unit) -> np.busdaycalendar:
    with (HOLIDAYS / f"jours_feries_{area}.csv").open(encoding="utf-8", newline="") as lines:
        dates = [dt.date.fromisoformat(row["date"]) for row in csv.DictReader(lines)]
    return np.busdaycalendar(weekmask=WEEKMASKS[unit], holidays=dates)


def _last_days(area: str, limit: Limit, rollover: Rollover = "none") -> Days:
    """Ours, one for each day; NaT where it is outside the calendar."""
    last_days: Days = _ours(area).last_days(limit, rollover)["last_day"].to_numpy().astype("datetime64[D]")
    return last_days


def _covered(days: Days) -> Days:
    """Days outside the calendar as NaT."""
    return np.where(days <= DAYS[-1], days, np.datetime64("NaT", "D"))


@areas
@kinds
def test_last_days_are_those_of_busday_offset(area: str, unit: Unit) -> None:
    """1 to 60 days from every day of 26 years, weekends and holidays among them."""
    theirs = _theirs(area, unit)
    for count in range(1, 61):
        expected = _covered(np.busday_offset(DAYS, count, roll="preceding", busdaycal=theirs))
        np.testing.assert_array_equal(_last_days(area, Limit(count, unit)), expected)


@areas
@kinds
def test_the_plain_deadline_is_that_of_busday_offset(area: str, unit: Unit) -> None:
    """On 500 days, each with another number."""
    ours, theirs = _ours(area), _theirs(area, unit)
    seeded = np.random.default_rng(2008)
    starts = DAYS[seeded.integers(0, len(DAYS) - 120, size=500)]
    for number, start in enumerate(starts):
        limit = Limit(1 + number % 60, unit)
        last_day = np.busday_offset(start, limit.count, roll="preceding", busdaycal=theirs)
        due = by_hand.due_at(ours, by_hand.to_instant(ours, start.astype("datetime64[us]").item()), limit)
        assert by_hand.to_local(ours, due) == (last_day + DAY).astype("datetime64[us]").item()


@areas
@kinds
def test_a_start_that_numpy_rolls_forward_ends_one_open_day_later(area: str, unit: Unit) -> None:
    """A letter of Saturday has Monday for its first day; rolled to Monday, it would have Tuesday."""
    theirs = _theirs(area, unit)
    is_open = np.is_busday(DAYS, busdaycal=theirs)
    rolled = _covered(np.busday_offset(DAYS, 10, roll="following", busdaycal=theirs))
    ten, eleven = _last_days(area, Limit(10, unit)), _last_days(area, Limit(11, unit))
    np.testing.assert_array_equal(rolled, np.where(is_open, ten, eleven))
    assert (~is_open).sum() > 1000


def test_one_business_day_from_a_saturday_is_monday() -> None:
    """26 April 2008, by our law and by `preceding`; by `following` it is Tuesday."""
    saturday, monday = np.datetime64("2008-04-26"), np.datetime64("2008-04-28")
    theirs = _theirs("metropole", Unit.BUSINESS_DAYS)
    assert _last_days("metropole", Limit(1, Unit.BUSINESS_DAYS))[saturday == DAYS] == [monday]
    assert np.busday_offset(saturday, 1, roll="preceding", busdaycal=theirs) == monday
    assert np.busday_offset(saturday, 1, roll="following", busdaycal=theirs) == monday + DAY


@areas
@kinds
def test_days_between_two_dates_are_those_of_busday_count_a_day_later(area: str, unit: Unit) -> None:
    """(start, end] where numpy has [start, end): the two differ by whether these two days are open."""
    ours, theirs = _ours(area), _theirs(area, unit)
    ordinals = ours.ordinals(unit)
    is_open = np.is_busday(DAYS, busdaycal=theirs)
    for length in (0, 1, 2, 7, 30, 365, 4000):
        starts, ends = DAYS[: len(DAYS) - length], DAYS[length:]
        counted = ordinals[length:] - ordinals[: len(DAYS) - length]
        np.testing.assert_array_equal(counted, np.busday_count(starts + DAY, ends + DAY, busdaycal=theirs))
        as_they_are = counted + is_open[: len(DAYS) - length] - is_open[length:]
        np.testing.assert_array_equal(as_they_are, np.busday_count(starts, ends, busdaycal=theirs))
    start, end = dt.date(2008, 4, 26), dt.date(2008, 4, 28)
    assert by_hand.count_days(ours, Unit.BUSINESS_DAYS, start, end) == 1
    assert np.busday_count(start, end, busdaycal=_theirs(area, Unit.BUSINESS_DAYS)) == 0


@areas
@kinds
def test_counting_days_elapsed_forgives_closed_days_after_the_last_one(area: str, unit: Unit) -> None:
    """From the last day to the eve of the next open one, "elapsed <= 10" is true and the case is late."""
    theirs, last_days = _theirs(area, unit), _last_days(area, Limit(10, unit))
    forgiven = 0
    for length in range(1, 25):
        starts, ends = DAYS[: len(DAYS) - length], DAYS[length:]
        known = last_days[: len(starts)]
        elapsed_in_time = np.busday_count(starts + DAY, ends + DAY, busdaycal=theirs) <= 10
        differs = elapsed_in_time & ~(ends <= known) & ~np.isnat(known)
        assert not (~elapsed_in_time & (ends <= known)).any()
        assert not np.is_busday(ends[differs], busdaycal=theirs).any()
        forgiven += int(differs.sum())
    assert forgiven > 1000


@areas
@pytest.mark.parametrize("rollover", ROLLOVERS)
def test_rollover_is_a_roll_of_the_last_day(area: str, rollover: Rollover) -> None:
    """Of calendar days, and of months, which pandas' DateOffset counts."""
    theirs = _theirs(area, ROLLOVERS[rollover])
    for count in (1, 2, 3, 6, 12):
        months = (pd.DatetimeIndex(DAYS) + pd.DateOffset(months=count)).to_numpy().astype("datetime64[D]")
        for limit, fallen in (
            (Limit(count, Unit.CALENDAR_DAYS), DAYS + count * DAY),
            (Limit(count, Unit.MONTHS), months),
        ):
            np.testing.assert_array_equal(_last_days(area, limit), _covered(fallen))
            within = _covered(fallen)[~np.isnat(_covered(fallen))]
            rolled = _covered(np.busday_offset(within, 0, roll="following", busdaycal=theirs))
            np.testing.assert_array_equal(_last_days(area, limit, rollover)[: len(within)], rolled)
