"""Why a day counts or not, read off a wall calendar of 2008."""

from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.counting.reasons import Reason, Reasons, clock_changes, facts_of, hours_reasons_for, reasons_for
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.schedule import OpeningHours, OpeningStretch, Schedule
from gpj_kpi.errors import CalendarRangeError

MORNING = (OpeningStretch(540, 720),)
HOUSE = Schedule(
    time_zone="Europe/Paris",
    closed={dt.date(2008, 5, 2): "Pont de l'Ascension", dt.date(2008, 5, 10): "Travaux"},
    worked={dt.date(2008, 5, 12): "Journée de solidarité", dt.date(2008, 5, 17): "Inventaire"},
    opening_hours=OpeningHours(weekdays={"mon": MORNING, "tue": MORNING, "thu": MORNING, "fri": MORNING}),
)
WEEKDAY = Reason("weekday")
BRIDGE, WORKS = Reason("closed", "Pont de l'Ascension"), Reason("closed", "Travaux")
SOLIDARITY, INVENTORY = Reason("worked", "Journée de solidarité"), Reason("worked", "Inventaire")
WHIT_MONDAY, VE_DAY = Reason("holiday", "Lundi de Pentecôte"), Reason("holiday", "Fête de la Victoire")


def _calendar() -> Calendar:
    return build_calendar(HOUSE, first_day=dt.date(2008, 1, 1), last_day=dt.date(2008, 12, 31))


def _may(day: int) -> dt.date:
    return dt.date(2008, 5, day)


@pytest.mark.parametrize(
    ("unit", "day", "because", "although"),
    [
        (Unit.BUSINESS_DAYS, 5, (), ()),  # a Monday
        (Unit.BUSINESS_DAYS, 3, (WEEKDAY,), ()),  # a Saturday
        (Unit.BUSINESS_DAYS, 2, (BRIDGE,), ()),
        (Unit.BUSINESS_DAYS, 10, (WEEKDAY, WORKS), ()),  # two reasons at once
        (Unit.BUSINESS_DAYS, 12, (SOLIDARITY,), (WHIT_MONDAY,)),  # counts although it is a holiday
        (Unit.BUSINESS_DAYS, 17, (INVENTORY,), (WEEKDAY,)),  # counts although it is a Saturday
        (Unit.WORKING_DAYS, 3, (), ()),
        (Unit.WORKING_DAYS, 4, (WEEKDAY,), ()),  # a Sunday
        (Unit.WORKING_DAYS, 2, (), (BRIDGE,)),  # what the house decides changes nothing
        (Unit.WORKING_DAYS, 12, (WHIT_MONDAY,), (SOLIDARITY,)),
        (Unit.CALENDAR_DAYS, 4, (), ()),
        (Unit.CALENDAR_DAYS, 12, (), (WHIT_MONDAY,)),
    ],
)
def test_a_day_counts_or_not_for_the_reasons_read_off_the_calendar(
    unit: Unit, day: int, because: tuple[Reason, ...], although: tuple[Reason, ...]
) -> None:
    """What decides comes first, and what is true too and speaks for the contrary second."""
    assert reasons_for(_may(day), unit, _calendar()) == Reasons(because, although)


def test_all_that_is_true_of_a_day_is_listed() -> None:
    """Whit Monday 2008 is a holiday, and worked; 10 May is a Saturday, and closed."""
    assert facts_of(_may(12), Unit.BUSINESS_DAYS, _calendar()) == [WHIT_MONDAY, SOLIDARITY]
    assert facts_of(_may(10), Unit.BUSINESS_DAYS, _calendar()) == [WEEKDAY, WORKS]
    assert facts_of(_may(10), Unit.WORKING_DAYS, _calendar()) == [WORKS]


@pytest.mark.parametrize(
    ("day", "reasons"),
    [
        (5, Reasons()),  # a Monday has hours
        (7, Reasons((Reason("no_hours"),))),  # a Wednesday has none
        (2, Reasons((BRIDGE,))),  # a Friday that is closed
        (8, Reasons((VE_DAY,))),  # a Thursday that is a holiday
        (12, Reasons((SOLIDARITY,), (WHIT_MONDAY,))),  # worked, and a Monday
        (17, Reasons((Reason("no_hours"),), (INVENTORY,))),  # worked, and a Saturday without hours
    ],
)
def test_a_day_has_hours_or_none_for_the_reasons_read_off_the_calendar(day: int, reasons: Reasons) -> None:
    """The week of business days has no say in it."""
    assert hours_reasons_for(_may(day), _calendar()) == reasons


def test_a_day_outside_the_calendar_has_no_reasons() -> None:
    """It is refused by name."""
    for call in (reasons_for, lambda day, _, calendar: hours_reasons_for(day, calendar)):
        with pytest.raises(CalendarRangeError, match="2009-01-01 is outside the calendar"):
            call(dt.date(2009, 1, 1), Unit.BUSINESS_DAYS, _calendar())


def test_the_clocks_of_2008_change_twice() -> None:
    """At 01:00 UTC both times: 02:00 becomes 03:00 on 30 March, and 03:00 becomes 02:00 on 26 October."""
    spring, autumn = clock_changes(_calendar())
    assert (spring.at, spring.from_local_time.hour, spring.to_local_time.hour) == (dt.datetime(2008, 3, 30, 1), 2, 3)
    assert (autumn.at, autumn.from_local_time.hour, autumn.to_local_time.hour) == (dt.datetime(2008, 10, 26, 1), 3, 2)
    assert [change.day_length for change in (spring, autumn)] == [dt.timedelta(hours=23), dt.timedelta(hours=25)]


def test_of_a_skipped_date_nothing_else_matters() -> None:
    """In Samoa 30 December 2011 never was, though it is worked and its eve has a night; it has no hour."""
    day = dt.date(2011, 12, 30)
    nights = OpeningHours(weekdays={"thu": (OpeningStretch(22 * 60, 30 * 60),)})
    schedule = Schedule(time_zone="Pacific/Apia", country="WS", worked={day: "Inventaire"}, opening_hours=nights)
    calendar = build_calendar(schedule, first_day=day - dt.timedelta(days=1), last_day=day)
    for unit in (Unit.BUSINESS_DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        assert reasons_for(day, unit, calendar) == Reasons((Reason("skipped"),))
    assert hours_reasons_for(day, calendar) == Reasons((Reason("skipped"),))
    (change,) = clock_changes(calendar)
    assert (change.day, change.day_length) == (day, dt.timedelta())


def test_a_change_belongs_to_the_day_that_it_lengthens() -> None:
    """At the end of 16 February 2008 clocks in Sao Paulo went back to 23:00: that day had 25 hours."""
    schedule = Schedule(time_zone="America/Sao_Paulo", country="BR")
    (change,) = clock_changes(build_calendar(schedule, first_day=dt.date(2008, 2, 1), last_day=dt.date(2008, 2, 29)))
    assert (change.day, change.day_length) == (dt.date(2008, 2, 16), dt.timedelta(hours=25))
