"""Public holidays, from the rules of the law and from wall calendars."""

from __future__ import annotations

import datetime as dt
from importlib import resources

import holidays
import pytest

from gpj_kpi.calendars.holidays.france import AS_OF, easter_sunday
from gpj_kpi.calendars.holidays.public import EDITION, corrected_on, public_holidays
from gpj_kpi.errors import CalendarRangeError, RuleFileError

DAY = dt.timedelta(days=1)


def test_the_holidays_of_every_year_to_2199_are_known() -> None:
    """The package stops at 2100; French holidays do not: 11 dates a year, fewer when two fall together."""
    known = public_holidays("FR", None, first_day=dt.date(1982, 1, 1), last_day=dt.date(2199, 12, 31))
    for year in range(1982, 2200):
        fixed = {dt.date(year, *day) for day in ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))}
        movable = {easter_sunday(year) + n * DAY for n in (1, 39, 50)}
        assert {day for day in known if day.year == year} == fixed | movable
    assert list(known) == sorted(known)


def test_whit_monday_is_a_holiday_also_when_it_was_the_day_of_solidarity() -> None:
    """The package drops 2005-2007; etalab and the labour code keep them."""
    known = public_holidays("FR", None, first_day=dt.date(2005, 1, 1), last_day=dt.date(2007, 12, 31))
    whit_mondays = [day for day, name in known.items() if name == "Lundi de Pentecôte"]
    assert whit_mondays == [dt.date(2005, 5, 16), dt.date(2006, 6, 5), dt.date(2007, 5, 28)]


def test_names_do_not_follow_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An English shell still gets French names."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, "en_US.UTF-8")
    may_day = dt.date(2008, 5, 1)
    known = public_holidays("FR", None, first_day=may_day, last_day=may_day)
    assert known == {may_day: "Ascension; Fête du Travail"}


def test_an_observed_holiday_of_the_next_year_is_not_lost() -> None:
    """1 January 2011 was a Saturday: the United States kept it on 31 December 2010."""
    last = dt.date(2010, 12, 31)
    assert last in public_holidays("US", None, first_day=dt.date(2010, 1, 1), last_day=last)


def test_holidays_that_nobody_knows_are_refused() -> None:
    """An unknown place, Grand Est and years beyond the package's tables are errors, never days without holidays."""
    year = {"first_day": dt.date(2008, 1, 1), "last_day": dt.date(2008, 12, 31)}
    for country, subdivision, words in (
        ("XX", None, "for XX"),
        ("FR", "99", 'subdivision "99" of FR'),
        ("FR", "GES", '"57" for Alsace-Moselle'),
    ):
        with pytest.raises(RuleFileError, match=words):
            public_holidays(country, subdivision, **year)
    with pytest.raises(CalendarRangeError, match="known for"):
        public_holidays("DE", None, first_day=dt.date(2100, 1, 1), last_day=dt.date(2101, 1, 1))


def test_two_letters_are_those_of_iso_3166() -> None:
    """No country is known by another code than ISO's, but UK, which is refused, and Kosovo, which has none."""
    listed = resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    iso = {line.split("\t")[0] for line in listed.splitlines() if line and not line.startswith("#")}
    known = {code for code in holidays.list_supported_countries(include_aliases=True) if len(code) == 2}
    assert known - iso == {"UK", "XK"}


def test_a_house_without_a_country_has_no_holidays() -> None:
    """Not even on 1 May."""
    assert public_holidays(None, None, first_day=dt.date(1900, 1, 1), last_day=dt.date(2399, 12, 31)) == {}


def test_a_zone_has_no_zones() -> None:
    """Guadeloupe is a country of ISO 3166, and no part of it has holidays of its own."""
    year = {"first_day": dt.date(2008, 1, 1), "last_day": dt.date(2008, 12, 31)}
    with pytest.raises(RuleFileError, match='subdivision "57" of GP'):
        public_holidays("GP", "57", **year)


def test_only_french_holidays_are_corrected() -> None:
    """The package is named with its version, and the table with its date where it plays a part."""
    assert EDITION.split()[0] == "holidays"
    assert [corrected_on(country) for country in ("FR", "GP", "GB", "GY", None)] == [AS_OF, AS_OF, None, None, None]
