"""Open days, last days and due instants, worked by hand and by a loop with no data frame."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.holidays import easter_sunday, public_holidays
from gpj_kpi.calendars.limits import Limit, Rollover, Unit, parse_limit
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.errors import CalendarRangeError, RuleFileError

DAY = dt.timedelta(days=1)
PARIS = Schedule(time_zone="Europe/Paris")
CLOSED = {dt.date(2008, 5, 2): "Pont de l'Ascension", dt.date(2008, 5, 9): "Pont du 8 mai"}
WORKED = {dt.date(2008, 5, 12): "Journée de solidarité", dt.date(2008, 6, 8): "Dimanche d'inventaire"}


@cache
def _calendar_2008(*, house: bool = False) -> Calendar:
    schedule = replace(PARIS, closed=CLOSED, worked=WORKED) if house else PARIS
    return build_calendar(schedule, first_day=dt.date(2007, 12, 1), last_day=dt.date(2009, 3, 31))


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


# (start day, limit, rollover, last day), all counted on a wall calendar of 2008.
BY_HAND = [
    ("2008-04-30", "1 jour ouvré", "none", "2008-05-02"),  # 1 May: Labour Day and Ascension, one day
    ("2008-04-30", "2 jours ouvrés", "none", "2008-05-05"),
    ("2008-04-30", "2 jours ouvrables", "none", "2008-05-03"),  # Saturday
    ("2008-05-02", "1 jour ouvré", "none", "2008-05-05"),
    ("2008-05-03", "1 jour ouvré", "none", "2008-05-05"),  # a Saturday start counts from Monday
    ("2008-05-07", "10 jours ouvrés", "none", "2008-05-23"),  # 8 and 12 May are holidays
    ("2008-12-24", "1 jour ouvrable", "none", "2008-12-26"),
    ("2008-12-31", "1 jour ouvré", "none", "2009-01-02"),
    ("2008-03-21", "3 jours calendaires", "none", "2008-03-24"),  # Easter Monday
    ("2008-03-21", "3 jours calendaires", "next_working_day", "2008-03-25"),
    ("2008-03-21", "1 jour calendaire", "next_working_day", "2008-03-22"),  # Saturday is a working day
    ("2008-03-21", "1 jour calendaire", "next_business_day", "2008-03-25"),
    ("2008-03-21", "1 jour ouvrable", "next_business_day", "2008-03-25"),
    ("2008-01-31", "1 mois", "none", "2008-02-29"),
    ("2008-01-30", "1 mois", "none", "2008-02-29"),
    ("2008-02-29", "1 mois", "none", "2008-03-29"),
    ("2008-02-29", "12 mois", "none", "2009-02-28"),
    ("2008-02-29", "12 mois", "next_business_day", "2009-03-02"),
    ("2008-12-15", "2 mois", "none", "2009-02-15"),
    ("2008-04-01", "1 mois", "next_business_day", "2008-05-02"),
    ("2008-05-05", "< 2 jours ouvrés", "none", "2008-05-06"),  # ends when Wednesday 7 begins
    ("2008-05-02", "< 1 jour ouvré", "none", "2008-05-04"),  # ends when Monday 5 begins
    ("2008-05-05", "< 1 jour calendaire", "none", "2008-05-05"),
    ("2008-04-01", "< 1 mois", "next_business_day", "2008-05-01"),  # falls on 2 May
]


@pytest.mark.parametrize(("start", "limit", "rollover", "last_day"), BY_HAND)
def test_the_last_day_is_the_one_counted_by_hand(start: str, limit: str, rollover: Rollover, last_day: str) -> None:
    """The frame and the plain method give the last day that a person counts, and its 24:00."""
    calendar = _calendar_2008()
    found = calendar.last_days(parse_limit(limit), rollover).set_index("day").loc[pd.Timestamp(start)]
    assert found["last_day"] == pd.Timestamp(last_day)
    midnight = calendar.to_instant(_at(last_day) + DAY)
    assert found["due_at"] == pd.Timestamp(midnight)
    assert calendar.due_at(calendar.to_instant(_at(start)), parse_limit(limit), rollover) == midnight


def test_the_time_of_the_event_in_its_day_is_indifferent() -> None:
    """The day of the event is not counted, from its first to its last microsecond."""
    calendar, limit = _calendar_2008(), parse_limit("2 jours ouvrés")
    starts = ("2008-05-05 00:00", "2008-05-05 12:00", "2008-05-05 23:59:59.999999")
    dues = {calendar.due_at(calendar.to_instant(_at(start)), limit) for start in starts}
    assert dues == {_at("2008-05-07 22:00")}


def test_hours_are_real_elapsed_time() -> None:
    """Noon 29 March to noon 30 March 2008 in Paris is 23 hours: 24 hours end at 13:00."""
    calendar = _calendar_2008()
    due = calendar.due_at(calendar.to_instant(_at("2008-03-29 12:00")), parse_limit("24 heures"))
    assert calendar.to_local(due) == _at("2008-03-30 13:00")


def test_an_answer_on_the_saturday_after_the_last_day_is_late() -> None:
    """Though no more business days have elapsed than the limit allows."""
    calendar, limit = _calendar_2008(), parse_limit("5 jours ouvrés")
    start, saturday = dt.date(2008, 6, 6), dt.date(2008, 6, 14)
    assert calendar.count_days(Unit.BUSINESS_DAYS, start, saturday) == 5
    due = calendar.due_at(calendar.to_instant(_at("2008-06-06 09:00")), limit)
    assert calendar.to_instant(_at("2008-06-14 00:00")) >= due


def test_closed_and_worked_days_change_business_days_alone() -> None:
    """`worked` is stronger than a holiday and than the week; jours ouvrables, defined by law, stay as they are."""
    calendar = _calendar_2008(house=True)
    days = calendar.days.set_index("day")
    for day in CLOSED:
        assert not days.loc[pd.Timestamp(day), ["is_business", "is_holiday"]].any()
        assert days.loc[pd.Timestamp(day), "is_working"]
    for day in WORKED:
        assert days.loc[pd.Timestamp(day), "is_business"]
    assert not days.loc["2008-05-12", "is_working"]
    assert days.loc["2008-05-12", "is_holiday"]
    assert calendar.holiday_names[dt.date(2008, 5, 12)] == "Lundi de Pentecôte"
    # 5, 6, 7 May, then neither 8 (holiday) nor 9 (closed), then 12 (worked).
    assert calendar.count_days(Unit.BUSINESS_DAYS, dt.date(2008, 5, 2), dt.date(2008, 5, 12)) == 4


def test_a_house_week_moves_business_days_and_leaves_working_days() -> None:
    """Tuesday to Saturday: Monday is closed to business and still a jour ouvrable."""
    schedule = replace(PARIS, week=(1, 2, 3, 4, 5))
    calendar = build_calendar(schedule, first_day=dt.date(2008, 6, 2), last_day=dt.date(2008, 6, 8))
    assert calendar.days["is_business"].tolist() == [False, True, True, True, True, True, False]
    assert calendar.days["is_working"].tolist() == [True, True, True, True, True, True, False]


LIMITS = [
    Limit(count, unit, strict)
    for unit in Unit
    if not unit.has_fixed_length
    for count in (1, 2, 7, 14)
    for strict in (False, True)
]


@pytest.mark.parametrize("rollover", ["none", "next_business_day", "next_working_day"])
@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_the_frame_and_the_plain_loop_agree_on_every_start_day(limit: Limit, rollover: Rollover) -> None:
    """A null in the frame is an error of the loop: the last day is outside the calendar."""
    calendar = _calendar_2008(house=True)
    frame = calendar.last_days(limit, rollover)
    assert frame["day"].tolist() == calendar.days["day"].tolist()
    assert frame["last_day"].isna().tolist() == frame["due_at"].isna().tolist()
    assert 0 < frame["due_at"].isna().sum() < 460
    for day, due in zip(frame["day"], frame["due_at"], strict=True):
        start = calendar.to_instant(day.to_pydatetime() + dt.timedelta(hours=9))
        if due is pd.NaT:
            with pytest.raises(CalendarRangeError):
                calendar.due_at(start, limit, rollover)
        else:
            assert calendar.due_at(start, limit, rollover) == due


def test_the_last_day_covered_still_has_a_due_instant() -> None:
    """Its 24:00 is the first instant outside; the next start has no answer."""
    frame = _calendar_2008().last_days(parse_limit("1 jour calendaire"))
    assert frame["last_day"].iloc[-2] == pd.Timestamp("2009-03-31")
    assert frame["due_at"].iloc[-2] == pd.Timestamp("2009-03-31 22:00")
    assert frame["due_at"].iloc[-1:].isna().all()


def test_a_calendar_without_open_days_gives_no_last_day() -> None:
    """A weekend alone: nothing to count, nothing to roll over to."""
    calendar = build_calendar(PARIS, first_day=dt.date(2008, 6, 7), last_day=dt.date(2008, 6, 8))
    assert calendar.last_days(parse_limit("1 jour ouvré")).loc[:, ["last_day", "due_at"]].isna().all(axis=None)
    assert calendar.last_days(parse_limit("1 jour calendaire"), "next_business_day")["due_at"].isna().all()


def test_the_columns_have_the_documented_types() -> None:
    """Days are naive datetime64[us], the type joined on, and integers are int64."""
    calendar = _calendar_2008()
    days = dict(calendar.days.dtypes)
    assert [name for name, kind in days.items() if kind == "datetime64[us]"] == ["day", "starts_at"]
    assert [name for name, kind in days.items() if kind == np.bool_] == ["is_business", "is_working", "is_holiday"]
    assert [name for name, kind in days.items() if kind == np.int64] == [
        *("business_ordinal", "working_ordinal", "calendar_ordinal"),
        *("offset_before_us", "switch_us", "offset_after_us"),
        *("ambiguous_from_us", "ambiguous_to_us", "gap_from_us", "gap_to_us"),
    ]
    assert [str(kind) for kind in calendar.switches.dtypes] == ["datetime64[us]", "int64"]
    frame = calendar.last_days(parse_limit("2 mois"))
    assert [str(kind) for kind in frame.dtypes] == ["datetime64[us]"] * 3


def test_a_date_outside_the_calendar_is_an_error_that_says_so() -> None:
    """Each method names the date and the days covered, on either side."""
    calendar = _calendar_2008()
    covered = "2007-12-01 to 2009-03-31"
    outside, inside = dt.date(2009, 4, 1), dt.date(2008, 4, 1)
    for call in (
        lambda: calendar.to_instant(_at("2009-04-01 00:00")),
        lambda: calendar.to_local(_at("2009-03-31 22:00")),
        lambda: calendar.is_counted(Unit.CALENDAR_DAYS, outside),
        lambda: calendar.count_days(Unit.BUSINESS_DAYS, inside, outside),
        lambda: calendar.count_days(Unit.BUSINESS_DAYS, outside, inside),
        lambda: calendar.due_at(_at("2009-03-31 23:00"), parse_limit("1 heure")),
        lambda: calendar.due_at(_at("2009-03-31 09:00"), parse_limit("1 jour ouvré")),
    ):
        with pytest.raises(CalendarRangeError, match=f"2009-04-01 is outside the calendar, which covers {covered}"):
            call()
    with pytest.raises(CalendarRangeError, match="2007-11-30 is outside"):
        calendar.to_local(_at("2007-11-30 22:59:59.999999"))
    assert calendar.to_local(_at("2007-11-30 23:00")) == _at("2007-12-01 00:00")


def test_an_interval_that_does_not_advance_holds_no_day() -> None:
    """Counted days are after the start and up to the end."""
    calendar, day = _calendar_2008(), dt.date(2008, 6, 3)
    assert calendar.count_days(Unit.CALENDAR_DAYS, day, day) == 0
    assert calendar.count_days(Unit.CALENDAR_DAYS, day, day - DAY) == 0
    assert calendar.count_days(Unit.CALENDAR_DAYS, day - DAY, day) == 1


def test_a_unit_or_rollover_that_does_not_fit_is_refused() -> None:
    """Hours and months are not counted day by day, and hours have no last day to move."""
    calendar, day = _calendar_2008(), dt.date(2008, 6, 3)
    for unit in (Unit.HOURS, Unit.MONTHS):
        with pytest.raises(ValueError, match="not counted day by day"):
            calendar.count_days(unit, day, day)
    with pytest.raises(ValueError, match="not counted day by day"):
        calendar.last_days(parse_limit("24 heures"))
    with pytest.raises(ValueError, match="a rollover does not apply"):
        calendar.due_at(_at("2008-06-03 09:00"), parse_limit("24 heures"), "next_business_day")


def test_a_calendar_of_no_days_or_of_another_age_is_refused() -> None:
    """Days in order, within 1900-2399."""
    for first, last in (("2008-01-02", "2008-01-01"), ("1899-12-31", "2008-01-01"), ("2008-01-01", "2400-01-01")):
        with pytest.raises(CalendarRangeError, match="no calendar from"):
            build_calendar(PARIS, first_day=dt.date.fromisoformat(first), last_day=dt.date.fromisoformat(last))


def test_the_holidays_of_every_year_to_2199_are_known() -> None:
    """The package stops at 2100; French holidays do not: 11 dates a year, fewer when two fall together."""
    known = public_holidays("FR", None, first_day=dt.date(1982, 1, 1), last_day=dt.date(2199, 12, 31))
    for year in range(1982, 2200):
        fixed = {dt.date(year, *day) for day in ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))}
        movable = {easter_sunday(year) + n * DAY for n in (1, 39, 50)}
        assert {day for day in known if day.year == year} == fixed | movable
    assert list(known) == sorted(known)


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
