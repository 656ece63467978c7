"""The table of France against the official files, and against rules written out here."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path

import holidays
import pytest
from dateutil.easter import easter  # type: ignore[import-untyped]

from gpj_kpi.calendars.holidays.france import AS_OF, ISO_CODES, TABLE, ZONES, add_holidays_of, easter_sunday, zone_named
from gpj_kpi.calendars.holidays.public import public_holidays

DAY = dt.timedelta(days=1)
OFFICIAL = Path(__file__).parents[3] / "data" / "holidays"
FILES = {
    "FR": "metropole",
    "57": "alsace-moselle",
    "6AE": "alsace-moselle",
    "971": "guadeloupe",
    "972": "martinique",
    "973": "guyane",
    "974": "la-reunion",
    "976": "mayotte",
    "BL": "saint-barthelemy",
    "MF": "saint-martin",
    "NC": "nouvelle-caledonie",
    "PF": "polynesie-francaise",
    "PM": "saint-pierre-et-miquelon",
    "WF": "wallis-et-futuna",
}
"""The official file of each zone; there is none of TF."""


@cache
def _official(zone: str) -> frozenset[dt.date]:
    with (OFFICIAL / f"jours_feries_{FILES[zone]}.csv").open(encoding="utf-8") as file:
        return frozenset(dt.date.fromisoformat(row["date"]) for row in csv.DictReader(file))


def _ours(zone: str, first_year: int, last_year: int) -> dict[dt.date, str]:
    subdivision = None if zone == "FR" else zone
    return public_holidays("FR", subdivision, first_day=dt.date(first_year, 1, 1), last_day=dt.date(last_year, 12, 31))


def _left_out(zone: str, year: int) -> set[dt.date]:
    """Give the holidays of a year that the official files leave out: those of the laws of the Pacific."""
    if zone == "NC":
        return {dt.date(year, 9, 24)}
    if zone == "PF":
        autonomy = dt.date(year, 6, 29) if year < 2026 else dt.date(year, 11, 20)
        return {easter(year) - 2 * DAY, dt.date(year, 3, 5), autonomy}
    return {dt.date(year, *day) for day in ((4, 28), (6, 29), (7, 29))} if zone == "WF" else set()


@pytest.mark.parametrize("zone", FILES)
def test_every_zone_has_the_days_of_its_official_file(zone: str) -> None:
    """From 2006 to 2031, and in the Pacific those of its own laws beside them."""
    official = _official(zone)
    assert (min(official).year, max(official).year) == (2006, 2031)
    expected = official.union(*(_left_out(zone, year) for year in range(2006, 2032)))
    assert set(_ours(zone, 2006, 2031)) == expected


ABOLITION = {"971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27), "BL": (10, 9)}


def _abolition(zone: str, year: int) -> set[dt.date]:
    first = 1983 if zone == "974" else 1984  # the decree is of November 1983
    if year < first or zone not in {*ABOLITION, "MF"}:
        return set()
    if zone == "MF":
        return {dt.date(year, 5, 28 if year >= 2018 else 27)}
    return {dt.date(year, 5, 27) if zone == "BL" and year < 2006 else dt.date(year, *ABOLITION[zone])}


def _by_hand(zone: str, year: int) -> set[dt.date]:
    """Give the holidays of a year, as the laws say them."""
    found = {dt.date(year, *day) for day in ((1, 1), (5, 1), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))}
    found |= {easter(year) + n * DAY for n in (1, 39, 50)}
    if 1953 <= year < 1960 or year >= 1982:
        found.add(dt.date(year, 5, 8))
    if zone in {"57", "6AE"}:
        found |= {easter(year) - 2 * DAY, dt.date(year, 12, 26)}
    if zone == "NC" and year < 1953:
        return found
    if zone == "WF" and year < 1962:
        return found
    if zone == "PF" and year < 2026:
        days = [dt.date(year, 3, 5)] * (year >= 1978) + [dt.date(year, 6, 29)] * (year >= 1985)
        return found | {easter(year) - 2 * DAY, *days}
    return found | _left_out(zone, year) | _abolition(zone, year)


@pytest.mark.parametrize("zone", ZONES)
def test_no_release_of_the_package_moves_a_day_without_a_word(zone: str) -> None:
    """In every year that is read, each zone has the days of the laws: a package that has others fails here."""
    found = _ours(zone, 1950, 2199)
    by_year = {year: {day for day in found if day.year == year} for year in range(1950, 2200)}
    assert {year: days for year, days in by_year.items() if days != _by_hand(zone, year)} == {}


def test_the_table_names_every_place_that_the_package_accepts() -> None:
    """A subdivision that a release adds is refused until the table has it; `GES` is refused for good."""
    france = holidays.country_holidays("FR")
    accepted = {*france.subdivisions, *france.subdivisions_aliases, *france._deprecated_subdivisions}  # noqa: SLF001
    assert {name for name in accepted if zone_named(name) is None} == {"GES"}
    aliases = {name: zone for name, zone in france.subdivisions_aliases.items() if zone_named(name) != zone}
    assert aliases == {}


@pytest.mark.parametrize(("country", "zone"), ISO_CODES.items())
def test_a_zone_may_be_a_country(country: str, zone: str) -> None:
    """ISO 3166 has codes for the zones overseas; they have the same days."""
    first, last = dt.date(2000, 1, 1), dt.date(2031, 12, 31)
    assert public_holidays(country, None, first_day=first, last_day=last) == _ours(zone, 2000, 2031)


def test_two_holidays_on_one_date_have_one_name() -> None:
    """In 2031 Ascension falls on the day of abolition of Martinique; a name that is there already is not said twice."""
    day, whit_monday = dt.date(2031, 5, 22), dt.date(2031, 6, 2)
    assert _ours("972", 2031, 2031)[day] == "Abolition de l'esclavage; Ascension"
    mainland = {whit_monday: "Lundi de Pentecôte"}
    assert add_holidays_of("FR", mainland, [2031]) == mainland


def test_every_row_of_the_table_has_a_source_and_years_in_order() -> None:
    """A row says which text makes its day a holiday, in which years, and in zones that there are."""
    for row in TABLE:
        assert row.source
        assert row.since <= (row.until or AS_OF.year)
        assert set(row.zones) <= set(ZONES)


def test_easter_falls_on_its_known_extremes() -> None:
    """22 March and 25 April, and the two exceptions of the computus in 1954 and 1981."""
    assert easter_sunday(1818) == dt.date(1818, 3, 22)
    assert easter_sunday(1886) == dt.date(1886, 4, 25)
    assert easter_sunday(1943) == dt.date(1943, 4, 25)
    assert easter_sunday(1954) == dt.date(1954, 4, 18)
    assert easter_sunday(1981) == dt.date(1981, 4, 19)
    assert easter_sunday(2008) == dt.date(2008, 3, 23)
    assert easter_sunday(2038) == dt.date(2038, 4, 25)
    assert easter_sunday(2285) == dt.date(2285, 3, 22)
