"""What a house says of its days and hours."""

from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi.calendars.schedule import WEEKDAYS, DaySpan, OpeningHours, OpeningStretch, Schedule, spread

MORNING, AFTERNOON, NIGHT = OpeningStretch(540, 750), OpeningStretch(810, 1080), OpeningStretch(0, 1440)
SHIFT = OpeningStretch(1320, 1800)
HOURS = OpeningHours(
    weekdays={"mon": (MORNING, AFTERNOON), "sat": (MORNING,)},
    dates={dt.date(2008, 5, 12): (MORNING,), dt.date(2008, 5, 19): (), dt.date(2008, 5, 11): (NIGHT,)},
)


@pytest.mark.parametrize(
    ("window", "text"),
    [
        (MORNING, "09:00-12:30"),
        (AFTERNOON, "13:30-18:00"),
        (NIGHT, "00:00-24:00"),
        (SHIFT, "22:00-06:00"),
        (OpeningStretch(1080, 1440), "18:00-24:00"),
    ],
)
def test_a_stretch_is_written_as_in_the_rule_file(window: OpeningStretch, text: str) -> None:
    """Hours and minutes in two digits; the end of a day is 24:00."""
    assert str(window) == text


@pytest.mark.parametrize(
    ("day", "windows"),
    [
        ("2008-05-05", (MORNING, AFTERNOON)),  # a Monday
        ("2008-05-12", (MORNING,)),  # a Monday with hours of its own
        ("2008-05-19", ()),  # a Monday that says to have none
        ("2008-05-10", (MORNING,)),  # a Saturday
        ("2008-05-11", (NIGHT,)),  # a Sunday with hours of its own
        ("2008-05-18", ()),  # a Sunday
    ],
)
def test_hours_of_a_date_stand_in_the_place_of_those_of_its_weekday(
    day: str, windows: tuple[OpeningStretch, ...]
) -> None:
    """A weekday that is not named has none."""
    assert HOURS.on(dt.date.fromisoformat(day)) == windows


def test_a_stretch_over_midnight_has_two_parts() -> None:
    """22:00 to 24:00 on its own day, 00:00 to 06:00 on the next; what ends at 24:00 has one."""
    assert SHIFT.passes_midnight
    assert not NIGHT.passes_midnight
    assert (str(SHIFT.before_midnight()), str(SHIFT.after_midnight())) == ("22:00-24:00", "00:00-06:00")
    assert NIGHT.before_midnight() == NIGHT


EARLY, FROM_SIX = OpeningStretch(300, 720), OpeningStretch(360, 720)


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        (OpeningHours(weekdays={"fri": (SHIFT,), "sat": (FROM_SIX,)}), None),  # one ends when the other begins
        (OpeningHours(weekdays={"fri": (SHIFT,), "sat": (EARLY,)}), ("sat", SHIFT, EARLY)),
        (OpeningHours(weekdays={"sun": (SHIFT,), "mon": (EARLY,)}), ("mon", SHIFT, EARLY)),
        (OpeningHours(weekdays={"mon": (EARLY, SHIFT)}), None),
        (OpeningHours(weekdays={"mon": (EARLY, SHIFT), "tue": (EARLY, SHIFT)}), ("tue", SHIFT, EARLY)),
    ],
)
def test_hours_that_begin_while_the_night_before_still_runs_are_found(hours: OpeningHours, found: object) -> None:
    """Between weekdays, and from Sunday to Monday."""
    assert hours.overlap() == found


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        # Thursday 8 May 2008 has hours of its own, before a Friday and after a Wednesday.
        (OpeningHours({"fri": (EARLY,)}, {dt.date(2008, 5, 8): (SHIFT,)}), (dt.date(2008, 5, 9), SHIFT, EARLY)),
        (OpeningHours({"wed": (SHIFT,)}, {dt.date(2008, 5, 8): (EARLY,)}), (dt.date(2008, 5, 8), SHIFT, EARLY)),
        (OpeningHours({"wed": (SHIFT,), "thu": (FROM_SIX,)}, {dt.date(2008, 5, 8): ()}), None),
    ],
)
def test_nights_that_run_into_the_hours_of_a_date_are_found(hours: OpeningHours, found: object) -> None:
    """On both sides of a date, unless one of the two days is closed."""
    assert hours.overlap_of_dates(lambda _: False) == found
    for closed in (found[0], found[0] - dt.timedelta(days=1)) if isinstance(found, tuple) else ():
        assert hours.overlap_of_dates({closed}.__contains__) is None


def test_a_week_has_the_minutes_of_its_stretches() -> None:
    """Monday 3.5 + 4.5 hours, Saturday 3.5; dates are no part of a usual week."""
    assert HOURS.minutes_a_week == (210 + 270) + 210
    assert OpeningHours().minutes_a_week == 0


def test_a_house_that_says_nothing_works_from_monday_to_friday_in_france() -> None:
    """It closes on no other day, and has no opening hours."""
    schedule = Schedule(time_zone="Europe/Paris")
    assert (schedule.country, schedule.subdivision, schedule.file) == ("FR", None, None)
    assert [WEEKDAYS[day] for day in schedule.week] == ["mon", "tue", "wed", "thu", "fri"]
    assert (schedule.closed, schedule.worked, schedule.opening_hours) == ({}, {}, OpeningHours())


def test_a_bound_of_days_grows_with_the_weeks_that_are_not_like_the_others() -> None:
    """Closed ten days a year, two weeks are lost; a house that closes in most weeks has no bound but the last year."""
    christmas = spread({DaySpan((0, 12, 24), (0, 1, 2)): "Trêve"})
    assert Schedule(time_zone="Europe/Paris").lengthen(100) == 100
    assert 100 < Schedule(time_zone="Europe/Paris", closed=christmas).lengthen(100) <= 200
    mostly = spread({DaySpan((0, 1, 1), (0, 12, 30)): "Fermé"})
    assert Schedule(time_zone="Europe/Paris", closed=mostly).lengthen(100) == 183_000


def test_a_date_goes_before_one_of_every_year_and_a_day_before_a_range() -> None:
    """Whatever their order in the file."""
    found = spread(
        {
            DaySpan((2008, 12, 24), (2008, 12, 24)): "day",
            DaySpan((0, 12, 24), (0, 12, 24)): "yearly day",
            DaySpan((2008, 12, 20), (2008, 12, 31)): "range",
            DaySpan((0, 12, 1), (0, 12, 31)): "yearly range",
        }
    )
    days = [(2008, 24), (2008, 25), (2008, 19), (2009, 24), (2009, 25)]
    assert [found[dt.date(year, 12, day)] for year, day in days] == [
        "day",
        "range",
        "yearly range",
        "yearly day",
        "yearly range",
    ]
