"""The days of a year, against the wall calendar of 2008 and against numpy on etalab's holidays."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from gpj_kpi import load_rules
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.calendars.year import CalendarYear, YearDay, calendar_year
from gpj_kpi.errors import CalendarRangeError

ROOT = Path(__file__).parents[3]
OFFICIAL = ROOT / "tests" / "data" / "holidays" / "jours_feries_metropole.csv"
PARIS = Schedule(time_zone="Europe/Paris")


@cache
def _house_2008() -> CalendarYear:
    """The year of the project's own rule file: 2 and 9 May closed, 12 May worked."""
    return calendar_year(load_rules(ROOT / "commitments.yaml").schedule, 2008)


def _on(month: int, day: int) -> YearDay:
    return next(found for found in _house_2008().days if found.day == dt.date(2008, month, day))


def test_2008_has_the_days_counted_by_hand() -> None:
    """262 weekdays less 9 holidays on them, less two bridges, plus Whit Monday; 314 Mondays to Saturdays less 10."""
    last = _house_2008().days[-1]
    assert (last.business_ordinal, last.working_ordinal, last.calendar_ordinal) == (252, 304, 366)


def test_every_month_begins_again() -> None:
    """The business days of each month of 2008, counted on a wall calendar."""
    counts = [_house_2008().month(number)[-1].business_of_month for number in range(1, 13)]
    assert counts == [22, 21, 20, 22, 18, 21, 22, 20, 22, 23, 19, 22]
    assert [_on(5, day).business_of_month for day in (1, 5, 7, 9, 12, 30, 31)] == [0, 1, 3, 3, 4, 18, 18]


def test_a_skipped_date_is_shown_and_not_counted() -> None:
    """In Samoa 2011 had 364 days: the 30th of December had no hour, and the 31st was the next day after the 29th."""
    year = calendar_year(Schedule(time_zone="Pacific/Apia", country="WS"), 2011)
    found = [
        (day.day.day, day.is_skipped, day.is_business, day.calendar_ordinal, int(day.hours)) for day in year.days[-3:]
    ]
    assert found == [(29, False, True, 363, 24), (30, True, False, 363, 0), (31, False, False, 364, 24)]


def test_days_have_their_names() -> None:
    """A day may have several: Whit Monday is a holiday, and worked."""
    whit_monday = _on(5, 12)
    assert (whit_monday.holiday, whit_monday.worked, whit_monday.closed) == (
        "Lundi de Pentecôte",
        "Journée de solidarité",
        None,
    )
    assert (whit_monday.is_business, whit_monday.is_working) == (True, False)
    bridge = _on(5, 2)
    assert (bridge.closed, bridge.is_business, bridge.is_working) == ("Pont de l'Ascension", False, True)
    assert [_on(11, day).is_weekend for day in (1, 2, 3)] == [True, True, False]


def test_the_clocks_change_twice() -> None:
    """30 March has 23 hours and 26 October 25; all other days have 24."""
    year = _house_2008()
    assert [change.day for change in year.changes] == [dt.date(2008, 3, 30), dt.date(2008, 10, 26)]
    assert Counter(day.hours for day in year.days) == {24: 364, 23: 1, 25: 1}
    assert [_on(3, 30).hours, _on(10, 26).hours] == [23, 25]


def test_a_year_without_summer_time_has_no_change() -> None:
    """France took it up in 1976."""
    assert calendar_year(PARIS, 1975).changes == ()
    assert [change.day for change in calendar_year(PARIS, 1976).changes] == [dt.date(1976, 3, 28), dt.date(1976, 9, 26)]


def test_clocks_may_change_by_half_an_hour() -> None:
    """Lord Howe Island, 6 April and 5 October 2008."""
    year = calendar_year(Schedule(time_zone="Australia/Lord_Howe"), 2008)
    odd = {day.day: day.hours for day in year.days if day.hours != 24}
    assert odd == {dt.date(2008, 4, 6): Fraction(49, 2), dt.date(2008, 10, 5): Fraction(47, 2)}


def test_clocks_may_change_at_midnight() -> None:
    """In Brazil 16 February 2008 lasted an hour more, and 19 October began at 1:00."""
    year = calendar_year(Schedule(time_zone="America/Sao_Paulo"), 2008)
    assert {day.day: day.hours for day in year.days if day.hours != 24} == {
        dt.date(2008, 2, 16): 25,
        dt.date(2008, 10, 19): 23,
    }


@pytest.mark.parametrize("year", [2006, 2008, 2012, 2020, 2031])
def test_the_ordinals_are_those_of_numpy_on_the_official_holidays(year: int) -> None:
    """The business days from 1 January to each day, as numpy counts them; jours ouvrables in a week of six."""
    with OFFICIAL.open(encoding="utf-8", newline="") as lines:
        holidays = [row["date"] for row in csv.DictReader(lines)]
    first = np.datetime64(f"{year}-01-01")
    days = np.arange(first, np.datetime64(f"{year + 1}-01-01"))
    found = calendar_year(PARIS, year).days
    assert [day.day for day in found] == days.tolist()
    for week, ordinals in (
        ("1111100", [day.business_ordinal for day in found]),
        ("1111110", [day.working_ordinal for day in found]),
    ):
        assert np.busday_count(first, days + 1, weekmask=week, holidays=holidays).tolist() == ordinals


def test_a_year_whose_holidays_are_not_known_is_refused() -> None:
    """The package has German holidays up to 2100, French ones come from the law."""
    assert len(calendar_year(PARIS, 2199).days) == 365
    with pytest.raises(CalendarRangeError, match="known for"):
        calendar_year(Schedule(time_zone="Europe/Berlin", country="DE"), 2199)
