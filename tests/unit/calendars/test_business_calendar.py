"""The frame of days, and the last days and due instants that it gives, worked by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.limits import Rollover, Unit, parse_limit
from gpj_kpi.calendars.schedule import OpeningHours, OpeningStretch, Schedule
from gpj_kpi.errors import CalendarRangeError

DAY = dt.timedelta(days=1)
PARIS = Schedule(time_zone="Europe/Paris")
CLOSED = {dt.date(2008, 5, 2): "Pont de l'Ascension", dt.date(2008, 5, 9): "Pont du 8 mai"}
WORKED = {dt.date(2008, 5, 12): "Journée de solidarité", dt.date(2008, 6, 8): "Dimanche d'inventaire"}


@cache
def _calendar_2008(*, house: bool = False) -> Calendar:
    schedule = replace(PARIS, closed=CLOSED, worked=WORKED) if house else PARIS
    return build_calendar(schedule, first_day=dt.date(2007, 12, 1), last_day=dt.date(2009, 3, 31))


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


def test_a_house_week_moves_business_days_and_leaves_working_days() -> None:
    """Tuesday to Saturday: Monday is closed to business and still a jour ouvrable."""
    schedule = replace(PARIS, week=(1, 2, 3, 4, 5))
    calendar = build_calendar(schedule, first_day=dt.date(2008, 6, 2), last_day=dt.date(2008, 6, 8))
    assert calendar.days["is_business"].tolist() == [False, True, True, True, True, True, False]
    assert calendar.days["is_working"].tolist() == [True, True, True, True, True, True, False]


def test_ordinals_number_the_counted_days() -> None:
    """Three in the week of 28 April 2008, three in the next one, then Whit Monday, which is worked."""
    ordinals = _calendar_2008(house=True).ordinals(Unit.BUSINESS_DAYS)
    first = (dt.date(2008, 4, 28) - dt.date(2007, 12, 1)).days
    before = ordinals[first - 1]
    found = (ordinals[first : first + 15] - before).tolist()
    # Mon 28 to Sun 4: Thursday is a holiday, Friday closed. Mon 5 to Sun 11: the same. Monday 12 is worked.
    assert found == [1, 2, 3, 3, 3, 3, 3, 4, 5, 6, 6, 6, 6, 6, 7]


def test_a_month_is_as_long_as_the_calendar_says() -> None:
    """From 31 January 2008 to the end of February are 29 days, from 15 March to 15 April 31."""
    calendar = _calendar_2008()
    lengths = dict(zip(calendar.days["day"].dt.date, calendar.days_to_month_after(1).tolist(), strict=True))
    assert [lengths[dt.date(2008, *day)] for day in ((1, 31), (2, 29), (3, 15), (4, 30))] == [29, 29, 31, 30]


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        ("Pacific/Apia", dt.date(2011, 12, 30)),
        ("Pacific/Fakaofo", dt.date(2011, 12, 30)),
        ("Pacific/Kwajalein", dt.date(1993, 8, 21)),
        ("Pacific/Kiritimati", dt.date(1994, 12, 31)),
        ("Pacific/Kanton", dt.date(1994, 12, 31)),
    ],
)
def test_a_date_that_a_zone_passed_over_is_no_day(zone: str, skipped: dt.date) -> None:
    """Where the date line was moved, no unit counts the date, though it is worked, and it has no hours."""
    hours = OpeningHours(dates={skipped: (OpeningStretch(540, 750),)})
    schedule = Schedule(time_zone=zone, worked={skipped: "Inventaire"}, opening_hours=hours)
    calendar = build_calendar(schedule, first_day=skipped - 5 * DAY, last_day=skipped + 5 * DAY)
    assert calendar.skipped == {skipped}
    assert calendar.stretches_on(skipped) == ()
    days = calendar.days
    assert days.loc[days["is_skipped"], "day"].dt.date.tolist() == [skipped]
    assert not days.loc[5, ["is_business", "is_working"]].any()
    assert days["calendar_ordinal"].tolist() == [1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10]
    assert days["starts_at"].tolist()[5] == days["starts_at"].tolist()[6]
    last_days = calendar.last_days(parse_limit("2 jours calendaires")).set_index("day")["last_day"].dt.date
    assert [last_days[pd.Timestamp(skipped - n * DAY)] - skipped for n in (2, 1)] == [1 * DAY, 2 * DAY]


def test_a_month_over_a_skipped_date_is_a_day_shorter() -> None:
    """In Samoa December 2011 had 30 days; one that would end on the 30th ends on the 29th, open or not."""
    schedule = Schedule(time_zone="Pacific/Apia")
    calendar = build_calendar(schedule, first_day=dt.date(2011, 11, 1), last_day=dt.date(2012, 2, 28))
    lengths = dict(zip(calendar.days["day"].dt.date, calendar.days_to_month_after(1).tolist(), strict=True))
    starts = [dt.date(2011, 11, 29), dt.date(2011, 11, 30), dt.date(2011, 12, 1), dt.date(2011, 12, 29)]
    assert [lengths[day] for day in starts] == [30, 29, 30, 30]
    rollovers: list[Rollover] = ["none", "next_business_day", "next_working_day"]
    for limit, last in (("1 mois", 29), ("< 1 mois", 28)):
        for rollover in rollovers:
            ends = calendar.last_days(parse_limit(limit), rollover).set_index("day").loc["2011-11-30"]
            assert ends["last_day"] == pd.Timestamp(2011, 12, last)
            due = dt.datetime(2011, 12, last + 1, 10)  # 24:00, ten hours behind UTC
            assert ends["due_at"] == pd.Timestamp(due)
            start = dt.datetime(2011, 11, 30, 20)
            assert by_hand.due_at(calendar, start, parse_limit(limit), rollover) == due


def test_a_day_off_has_no_hours_unless_it_is_worked() -> None:
    """1 May 2008 a holiday, 2 May closed, 12 May a holiday that is worked, 5 May a Monday like any other."""
    morning = (OpeningStretch(540, 750),)
    hours = OpeningHours(weekdays=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), morning))
    schedule = replace(PARIS, closed=CLOSED, worked=WORKED, opening_hours=hours)
    calendar = build_calendar(schedule, first_day=dt.date(2008, 5, 1), last_day=dt.date(2008, 5, 31))
    found = [calendar.stretches_on(dt.date(2008, 5, day)) for day in (1, 2, 12, 5)]
    assert found == [(), (), morning, morning]


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
    assert [name for name, kind in days.items() if kind == np.bool_] == [
        *("is_business", "is_working", "is_holiday", "is_skipped")
    ]
    assert [name for name, kind in days.items() if kind == np.int64] == [
        *("business_ordinal", "working_ordinal", "calendar_ordinal"),
        *("offset_before_us", "switch_us", "offset_after_us"),
        *("ambiguous_from_us", "ambiguous_to_us", "gap_from_us", "gap_to_us", "gap_length_us"),
    ]
    assert [str(kind) for kind in calendar.switches.dtypes] == ["datetime64[us]", "int64"]
    frame = calendar.last_days(parse_limit("2 mois"))
    assert [str(kind) for kind in frame.dtypes] == ["datetime64[us]"] * 3


def test_a_limit_in_time_has_no_last_day() -> None:
    """Neither in elapsed time nor in business time."""
    for limit in ("24 heures", "4 heures ouvrées"):
        with pytest.raises(ValueError, match="not counted day by day"):
            _calendar_2008().last_days(parse_limit(limit))


def test_a_calendar_of_no_days_or_of_another_age_is_refused() -> None:
    """Days in order, within 1900-2399."""
    for first, last in (("2008-01-02", "2008-01-01"), ("1899-12-31", "2008-01-01"), ("2008-01-01", "2400-01-01")):
        with pytest.raises(CalendarRangeError, match="no calendar from"):
            build_calendar(PARIS, first_day=dt.date.fromisoformat(first), last_day=dt.date.fromisoformat(last))


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    """Wednesday's goes on into 1 May 2008, a holiday without hours of its own, Friday's into a closed Saturday."""
    night = OpeningStretch(1320, 1800)
    schedule = Schedule(
        time_zone="Europe/Paris",
        closed={dt.date(2008, 5, 3): "Travaux"},
        opening_hours=OpeningHours(weekdays=dict.fromkeys(("wed", "thu", "fri"), (OpeningStretch(540, 720), night))),
    )
    calendar = build_calendar(schedule, first_day=dt.date(2008, 4, 30), last_day=dt.date(2008, 5, 4))
    days = [dt.date(2008, 4, 30) + n * DAY for n in range(5)]
    assert [" ".join(map(str, calendar.stretches_on(day))) for day in days] == [
        *("09:00-12:00 22:00-06:00", "", "09:00-12:00 22:00-06:00", "", "")
    ]
    assert [" ".join(map(str, calendar.open_parts_of(day))) for day in days] == [
        *("09:00-12:00 22:00-24:00", "00:00-06:00", "09:00-12:00 22:00-24:00", "00:00-06:00", "")
    ]
    assert calendar.night_into(dt.date(2008, 4, 30)) == ()  # nothing is known of the eve of the first day
