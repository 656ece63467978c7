"""Holidays, jours ouvrés and jours ouvrables of France against workalendar, which knows days and no instants.

They agree on every deadline. They differ in three things. workalendar has 8 May in every year, where we follow the law
of the year; it counts the days between two dates in whichever order they come, where we say 0 for an end before the
start; and of a time it takes the date as it stands, without asking in which zone that day is meant.
"""

from __future__ import annotations

import datetime as dt
import random
from functools import cache

import holidays
import pandas as pd
import pytest
from workalendar.core import SUN  # type: ignore[import-untyped]
from workalendar.europe import France, FranceAlsaceMoselle  # type: ignore[import-untyped]

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.holidays.public import public_holidays
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.calendars.schedule import Schedule

DAY = dt.timedelta(days=1)
FIRST_DAY, LAST_DAY = dt.date(2006, 1, 1), dt.date(2031, 12, 31)
AREAS = {"metropole": (None, France), "alsace-moselle": ("57", FranceAlsaceMoselle)}
CLOSED = [dt.date(2008, 5, 2), dt.date(2008, 5, 9), dt.date(2009, 5, 22), dt.date(2010, 5, 14)]
# Whit Mondays, a Saturday, a Sunday, and a day that is also closed: worked wins on both sides.
WORKED = [dt.date(2008, 5, 12), dt.date(2009, 6, 1), dt.date(2008, 12, 20), dt.date(2008, 12, 21), dt.date(2009, 5, 22)]
EXTRA = {"extra_holidays": CLOSED, "extra_working_days": WORKED}

areas = pytest.mark.parametrize("area", AREAS)


@cache
def _ours(area: str) -> Calendar:
    schedule = Schedule(
        time_zone="Europe/Paris",
        subdivision=AREAS[area][0],
        closed=dict.fromkeys(CLOSED, "Pont"),
        worked=dict.fromkeys(WORKED, "Ouvert"),
    )
    return build_calendar(schedule, first_day=FIRST_DAY, last_day=LAST_DAY)


@cache
def _theirs(area: str, unit: Unit) -> France:
    france = AREAS[area][1]
    if unit is Unit.WORKING_DAYS:
        france = type(f"{france.__name__}MondayToSaturday", (france,), {"WEEKEND_DAYS": (SUN,)})
    return france()


def _extra(unit: Unit) -> dict[str, list[dt.date]]:
    return EXTRA if unit is Unit.BUSINESS_DAYS else {}


def _starts(area: str, unit: Unit, count: int) -> list[dt.date]:
    seeded = random.Random(f"{area} {unit}")  # noqa: S311 - starts that repeat, not secrets
    reach = (dt.date(2031, 9, 1) - FIRST_DAY).days
    drawn = [FIRST_DAY + seeded.randrange(reach) * DAY for _ in range(count)]
    return drawn + [dt.date(2008, 4, 15) + number * DAY for number in range(40)]


kinds = pytest.mark.parametrize("unit", [Unit.BUSINESS_DAYS, Unit.WORKING_DAYS])


@areas
@kinds
def test_the_last_day_is_the_same(area: str, unit: Unit) -> None:
    """1 to 60 days from 600 days of 2006-2031 and from every day of spring 2008, open or not."""
    ours, theirs = _ours(area), _theirs(area, unit)
    for number, start in enumerate(_starts(area, unit, 600)):
        limit = Limit(1 + number % 60, unit)
        last_day = theirs.add_working_days(start, limit.count, **_extra(unit))
        due = by_hand.due_at(ours, by_hand.to_instant(ours, dt.datetime.combine(start, dt.time(16))), limit)
        assert by_hand.to_local(ours, due) == dt.datetime.combine(last_day + DAY, dt.time())


@areas
@kinds
def test_the_last_day_of_the_frames_is_the_same(area: str, unit: Unit) -> None:
    """Ten days from each day of 2008."""
    theirs = _theirs(area, unit)
    rows = _ours(area).last_days(Limit(10, unit)).set_index("day")["last_day"]
    of_2008 = rows.loc["2008-01-01":"2008-12-31"]
    expected = [theirs.add_working_days(day.date(), 10, **_extra(unit)) for day in of_2008.index]
    assert of_2008.dt.date.tolist() == expected


@areas
@kinds
def test_days_between_two_dates_are_counted_alike_when_they_come_in_order(area: str, unit: Unit) -> None:
    """The first is not counted and the last is. In the other order workalendar counts too, and we do not."""
    ours, theirs = _ours(area), _theirs(area, unit)
    for number, start in enumerate(_starts(area, unit, 300)):
        end = start + number % 90 * DAY
        expected = theirs.get_working_days_delta(start, end, **_extra(unit))
        assert by_hand.count_days(ours, unit, start, end) == expected
        assert theirs.get_working_days_delta(end, start, **_extra(unit)) == expected
        if end > start:
            assert by_hand.count_days(ours, unit, end, start) == 0


@areas
def test_holidays_are_the_same_but_for_8_may(area: str) -> None:
    """All of 1950-2199; by law 8 May is a holiday since 1953, and was none from 1960 to 1981."""
    subdivision, france = AREAS[area]
    years = range(1950, 2200)
    ours = set(public_holidays("FR", subdivision, first_day=dt.date(1950, 1, 1), last_day=dt.date(2199, 12, 31)))
    theirs = {day for year in years for day, _ in france().holidays(year)}
    without = [*range(1950, 1953), *range(1960, 1982)]
    # Ascension of 1975 fell on it.
    assert theirs - ours == {dt.date(year, 5, 8) for year in without} - {dt.date(1975, 5, 8)}
    assert ours - theirs == set()


def test_whit_monday_is_there_in_2005_to_2007() -> None:
    """Workalendar keeps it, as the labour code does; the package from which we take holidays does not."""
    whit_mondays = {dt.date(2005, 5, 16), dt.date(2006, 6, 5), dt.date(2007, 5, 28)}
    ours = set(public_holidays("FR", None, first_day=dt.date(2005, 1, 1), last_day=dt.date(2007, 12, 31)))
    assert {day for year in (2005, 2006, 2007) for day, _ in France().holidays(year)} == ours
    assert ours - set(holidays.country_holidays("FR", years=[2005, 2006, 2007])) == whit_mondays


def test_the_day_of_an_instant_is_the_local_one() -> None:
    """22:30 UTC on Tuesday 6 May 2008 is Wednesday in Paris: one day on is Friday, where workalendar says Wednesday."""
    instant = dt.datetime(2008, 5, 6, 22, 30)
    ours = _ours("metropole")
    assert by_hand.to_local(ours, by_hand.due_at(ours, instant, Limit(1, Unit.WORKING_DAYS))) == dt.datetime(
        2008, 5, 10
    )
    theirs = _theirs("metropole", Unit.WORKING_DAYS)
    assert theirs.add_working_days(instant.replace(tzinfo=dt.UTC), 1) == dt.date(2008, 5, 7)
    assert theirs.add_working_days(pd.Timestamp(instant, tz="UTC").tz_convert("Europe/Paris"), 1) == dt.date(2008, 5, 9)
