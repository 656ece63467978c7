"""docs/time.md lists every day in which our calendar, the package `holidays` and the official list differ."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import holidays
import pytest
from tests.unit.calendars.holidays.test_france import FILES

from gpj_kpi.calendars.holidays.france import AS_OF, ZONES, easter_sunday
from gpj_kpi.calendars.holidays.public import EDITION, public_holidays

PAGE = (Path(__file__).parents[2] / "docs" / "time.md").read_text(encoding="utf-8")
CHAPTER = PAGE.partition("\n## Public holidays of France\n")[2].partition("\n## ")[0]
OFFICIAL = Path(__file__).parents[1] / "data" / "holidays"
YEARS = range(1950, 2101)  # the package ends with 2100
LISTED = range(2006, 2032)
MOVABLE = {"Whit Monday": 50, "Good Friday": -2, "Mi-Carême": -24}
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in CHAPTER.splitlines()
    if re.match(r"\| (all|[0-9A-Z]{2,3}) \|", line)
]


def _date_of(day: str, year: int) -> dt.date:
    if day in MOVABLE:
        return easter_sunday(year) + dt.timedelta(days=MOVABLE[day])
    return dt.datetime.strptime(f"{day} {year}", "%d %B %Y").replace(tzinfo=dt.UTC).date()


def _covers(years: str, year: int) -> bool:
    """Read `never`, `every year`, or some of `1984-2005` and `from 2006`."""
    if years in {"never", "every year"}:
        return years == "every year"
    for part in years.split(", "):
        first, last = re.fullmatch("(?:from )?([0-9]{4})(?:-([0-9]{4}))?", part).groups()  # type: ignore[union-attr]
        if int(first) <= year <= int(last or 9999):
            return True
    return False


@cache
def _ours(zone: str) -> frozenset[dt.date]:
    first, last = dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31)
    return frozenset(public_holidays("FR", None if zone == "FR" else zone, first_day=first, last_day=last))


@cache
def _of_package(zone: str) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("FR", subdiv=None if zone == "FR" else zone, years=YEARS))


@cache
def _of_list(zone: str) -> frozenset[dt.date]:
    with (OFFICIAL / f"jours_feries_{FILES[zone]}.csv").open(encoding="utf-8") as file:
        return frozenset(dt.date.fromisoformat(row["date"]) for row in csv.DictReader(file))


def _rows_of(zone: str) -> list[tuple[str, ...]]:
    return [row for row in ROWS if row[0] in {"all", zone}]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("place", "days"), [(2, _ours), (3, _of_package), (4, _of_list)], ids=["ours", "package", "list"]
)
def test_the_table_says_which_years_have_a_day(
    zone: str, place: int, days: Callable[[str], frozenset[dt.date]]
) -> None:
    """In each year; but where a day falls on a holiday of the mainland nobody can tell."""
    if days is _of_list and zone not in FILES:
        assert zone == "TF"
        return
    for row in _rows_of(zone):
        for year in LISTED if days is _of_list else YEARS:
            day = _date_of(row[1], year)
            if row[0] == "all" or day not in _ours("FR"):
                assert (day in days(zone)) == _covers(row[place], year), (row, year)


@pytest.mark.parametrize("zone", ZONES)
def test_there_is_no_other_difference(zone: str) -> None:
    """Every date that one of the three has, and another has not, is in a row."""
    told = {_date_of(row[1], year) for row in _rows_of(zone) for year in YEARS}
    assert (_ours(zone) ^ _of_package(zone)) - told == set()
    if zone in FILES:
        listed = {day for day in _ours(zone) if day.year in LISTED}
        assert (listed ^ _of_list(zone)) - told == set()


def test_the_page_names_the_editions() -> None:
    """The release of the package that was compared, and the date of the table."""
    assert f"`holidays` {EDITION.removeprefix('holidays ')}" in CHAPTER
    assert f"{AS_OF:%-d %B %Y}" in CHAPTER
