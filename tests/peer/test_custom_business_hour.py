"""Due instants in business hours against pandas' CustomBusinessHour, over 2008 and its holidays.

They agree but for two conventions. A limit that is used up exactly at closing time ends there, by our law, and pandas
moves on to the next opening: from 16:00 with two hours left until 18:00, pandas says 09:00 on the next open day. And
pandas adds by the clock on the wall, so that a house open while the clocks change differs by that hour.

Two things are not compared, for pandas does not know them. It has the same hours on every weekday, and none of their
own for single days. It counts whole hours.
"""

from __future__ import annotations

import datetime as dt
import random
from functools import cache

import pandas as pd
import pytest
from pandas.tseries.offsets import CustomBusinessHour

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.calendars.open_time import OpenTime, build_open_time
from gpj_kpi.calendars.schedule import WEEKDAYS, OpeningHours, OpeningStretch, Schedule

FIRST_DAY, LAST_DAY = dt.date(2008, 1, 1), dt.date(2009, 3, 31)
CLOSED = [dt.date(2008, 5, 2), dt.date(2008, 5, 9)]
# Written down here, so that pandas is not told what our calendar says. Whit Monday, 12 May, is worked.
HOLIDAYS = [
    *((2008, 1, 1), (2008, 3, 24), (2008, 5, 1), (2008, 5, 8), (2008, 7, 14), (2008, 8, 15), (2008, 11, 1)),
    *((2008, 11, 11), (2008, 12, 25), (2009, 1, 1)),
]
# (weekdays of the house, its stretches).
HOUSES = {
    "lunch": ("Mon Tue Wed Thu Fri", [("09:00", "12:30"), ("13:30", "18:00")]),
    "saturday": ("Mon Tue Wed Thu Fri Sat", [("08:15", "19:45")]),
    "three stretches": ("Tue Wed Thu Fri Sat", [("07:00", "09:00"), ("11:30", "14:00"), ("18:30", "23:45")]),
}


@cache
def _ours(house: str) -> OpenTime:
    weekdays, stretches = HOUSES[house]
    windows = tuple(OpeningStretch(*(int(end[:2]) * 60 + int(end[3:]) for end in stretch)) for stretch in stretches)
    names = [name for name in WEEKDAYS if name.title() in weekdays]
    schedule = Schedule(
        time_zone="Europe/Paris",
        closed=dict.fromkeys(CLOSED, "Pont"),
        worked={dt.date(2008, 5, 12): "Solidarité"} if "Mon" in weekdays else {},
        opening_hours=OpeningHours(weekdays=dict.fromkeys(names, windows)),
    )
    return build_open_time(build_calendar(schedule, first_day=FIRST_DAY, last_day=LAST_DAY))


def _theirs(house: str, count: int) -> CustomBusinessHour:
    weekdays, stretches = HOUSES[house]
    opens, closes = zip(*stretches, strict=True)
    holidays = [*(dt.date(*day) for day in HOLIDAYS), *CLOSED]
    # pandas-stubs do not know `weekmask`.
    return CustomBusinessHour(  # type: ignore[call-arg]
        count, start=opens, end=closes, weekmask=weekdays, holidays=holidays
    )


def _starts(house: str) -> list[dt.datetime]:
    seeded = random.Random(house)  # noqa: S311 - starts that repeat, not secrets
    minutes = [seeded.randrange(366 * 24 * 60) for _ in range(400)]
    # And the openings and closings of the days around the holidays of May.
    edges = [dt.time.fromisoformat(end) for stretch in HOUSES[house][1] for end in stretch]
    may = [dt.datetime.combine(dt.date(2008, 5, day), edge) for day in range(1, 15) for edge in edges]
    return [dt.datetime(2008, 1, 1) + dt.timedelta(minutes=minute) for minute in minutes] + may


@pytest.mark.parametrize("house", HOUSES)
def test_due_instants_are_those_of_pandas_but_for_closing_time(house: str) -> None:
    """400 instants of 2008 and every edge of early May; 1 to 60 hours."""
    ours = _ours(house)
    closings = {dt.time.fromisoformat(closes) for _, closes in HOUSES[house][1]}
    at_closing = 0
    for number, start in enumerate(_starts(house)):
        count = 1 + number % 60
        theirs = (pd.Timestamp(start) + _theirs(house, count)).to_pydatetime()
        due = by_hand.to_local(
            ours.calendar,
            by_hand.due_at(ours.calendar, by_hand.to_instant(ours.calendar, start), Limit(count, Unit.BUSINESS_HOURS)),
        )
        if due.time() in closings:
            at_closing += 1
            # No open time lies between the two, and theirs is an opening.
            instant, opening = by_hand.to_instant(ours.calendar, due), by_hand.to_instant(ours.calendar, theirs)
            assert by_hand.open_between(ours.calendar, instant, opening) == 0
            assert opening in {opens for opens, _ in by_hand.open_stretches(ours.calendar, theirs.date())}
        else:
            assert due == theirs
    assert at_closing > 0


def test_a_house_open_while_the_clocks_change_differs_by_that_hour() -> None:
    """Open on Sundays from 00:00 to 06:00: four hours are up at 04:00 for pandas, whatever the clocks do in between."""
    hours = OpeningHours(weekdays={"sun": (OpeningStretch(0, 6 * 60),)})
    schedule = Schedule(time_zone="Europe/Paris", opening_hours=hours)
    calendar = build_calendar(schedule, first_day=FIRST_DAY, last_day=LAST_DAY)
    night = build_open_time(calendar)
    theirs = CustomBusinessHour(4, start="00:00", end="06:00", weekmask="Sun")  # type: ignore[call-arg]
    for saturday, ours in (("2008-03-22", "04:00"), ("2008-03-29", "05:00"), ("2008-10-25", "03:00")):
        start = dt.datetime.fromisoformat(f"{saturday} 20:00")
        due = by_hand.to_local(
            calendar, by_hand.due_at(night.calendar, by_hand.to_instant(calendar, start), Limit(4, Unit.BUSINESS_HOURS))
        )
        assert f"{due:%a %H:%M}" == f"Sun {ours}"
        assert f"{pd.Timestamp(start) + theirs:%a %H:%M}" == "Sun 04:00"
