"""What each day takes of a limit, counted by hand in 2008."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.counting.account import (
    CountedDay,
    TakenStretch,
    count_days,
    count_elapsed,
    count_months,
    count_open,
    moved_days,
)
from gpj_kpi.calendars.counting.reasons import NO_REASONS, Reason, Reasons
from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.calendars.schedule import OpeningHours, OpeningStretch, Schedule

HOUR = 3_600_000_000
SCHEDULE = Schedule(
    time_zone="Europe/Paris",
    closed={dt.date(2008, 5, 2): "Pont"},
    opening_hours=OpeningHours(
        weekdays=dict.fromkeys(
            ("mon", "tue", "wed", "thu", "fri"), (OpeningStretch(9 * 60, 12 * 60), OpeningStretch(14 * 60, 17 * 60))
        )
    ),
)
CALENDAR = build_calendar(SCHEDULE, first_day=dt.date(2008, 1, 1), last_day=dt.date(2008, 12, 31))


def _paris(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Paris"))


def _utc(text: str) -> dt.datetime:
    return _paris(text).astimezone(dt.UTC).replace(tzinfo=None)


def _because(kind: str, name: str = "") -> Reasons:
    assert kind in {"weekday", "closed", "after_hours"}
    return Reasons((Reason(kind, name),))  # type: ignore[arg-type]


def test_each_day_takes_one_or_nothing() -> None:
    """Two business days from 1 May 2008, a Thursday: a bridge, a weekend, Monday and Tuesday."""
    days = list(count_days(dt.date(2008, 5, 1), parse_limit("2 jours ouvrés"), CALENDAR))
    assert [(day.day.day, day.taken, day.total, day.left) for day in days] == [
        (2, 0, 0, 2),
        (3, 0, 0, 2),
        (4, 0, 0, 2),
        (5, 1, 1, 1),
        (6, 1, 2, 0),
    ]
    assert [day.reasons for day in days] == [_because("closed", "Pont"), *[_because("weekday")] * 2, *[NO_REASONS] * 2]


def test_each_month_ends_on_the_number_of_the_start_or_on_its_last_day() -> None:
    """From 31 January 2008; a month too short for it says so."""
    days = list(count_months(dt.date(2008, 1, 31), parse_limit("2 mois"), CALENDAR))
    short = Reasons(although=(Reason("short_month"),))
    assert days == [
        CountedDay(day=dt.date(2008, 2, 29), taken=1, total=1, left=1, reasons=short),
        CountedDay(day=dt.date(2008, 3, 31), taken=1, total=2, left=0),
    ]


def test_a_skipped_date_takes_nothing() -> None:
    """From 29 December 2011 in Samoa the first day is the 31st; ten hours from 20:00 of the 29th pass over the 30th."""
    calendar = build_calendar(
        Schedule(time_zone="Pacific/Apia"), first_day=dt.date(2011, 11, 1), last_day=dt.date(2012, 1, 31)
    )
    skipped = Reasons((Reason("skipped"),))
    days = list(count_days(dt.date(2011, 12, 29), parse_limit("1 jour calendaire"), calendar))
    assert [(day.day.day, day.taken, day.reasons) for day in days] == [(30, 0, skipped), (31, 1, NO_REASONS)]
    hours = list(count_elapsed(dt.datetime(2011, 12, 30, 6), parse_limit("10 heures"), calendar))
    assert [(day.day.day, day.taken // HOUR, day.reasons) for day in hours] == [
        (29, 4, NO_REASONS),
        (30, 0, skipped),
        (31, 6, NO_REASONS),
    ]
    (month,) = count_months(dt.date(2011, 11, 30), parse_limit("1 mois"), calendar)
    assert (month.day, month.reasons) == (dt.date(2011, 12, 29), Reasons(although=(Reason("before_skipped"),)))


def test_a_rollover_passes_over_closed_days_up_to_an_open_one() -> None:
    """From Friday 2 May 2008, closed, to Monday; and nothing is moved from an open day, or without a rollover."""
    moved = list(moved_days(dt.date(2008, 5, 2), "next_business_day", CALENDAR))
    assert [day.day.day for day in moved] == [2, 3, 4, 5]
    assert [day.reasons for day in moved] == [_because("closed", "Pont"), *[_because("weekday")] * 2, NO_REASONS]
    assert list(moved_days(dt.date(2008, 5, 5), "next_business_day", CALENDAR)) == []
    assert list(moved_days(dt.date(2008, 5, 2), "none", CALENDAR)) == []


def test_elapsed_time_takes_the_real_length_of_days() -> None:
    """30 hours from 22:00 on 29 March 2008: 2, then the 23 of the 30th, then 5."""
    days = list(count_elapsed(_utc("2008-03-29 22:00"), parse_limit("30 heures"), CALENDAR))
    assert [(day.day.day, day.taken // HOUR, day.left // HOUR) for day in days] == [
        (29, 2, 28),
        (30, 23, 5),
        (31, 5, 0),
    ]
    assert [day.change is not None for day in days] == [False, True, False]
    assert days[0].stretches == (
        TakenStretch(_paris("2008-03-29 22:00"), _paris("2008-03-30 00:00"), taken=2 * HOUR, left=28 * HOUR),
    )


def test_business_time_takes_the_open_stretches_after_the_start() -> None:
    """Five hours from 11:00 on Monday 5 May 2008: 1 in the morning, 3 in the afternoon, 1 on Tuesday."""
    days = list(count_open(_utc("2008-05-05 11:00"), parse_limit("5 heures ouvrées"), CALENDAR))
    stretches = [stretch for day in days for stretch in day.stretches]
    assert [(f"{each.from_at:%a %H}", f"{each.to_at:%H}", each.taken // HOUR) for each in stretches] == [
        ("Mon 11", "12", 1),
        ("Mon 14", "17", 3),
        ("Tue 09", "10", 1),
    ]
    assert [(day.taken // HOUR, day.total // HOUR, day.left) for day in days] == [(4, 4, HOUR), (1, 5, 0)]


def test_a_start_after_closing_time_takes_nothing_of_its_day() -> None:
    """And says why: the day had hours, and they were over."""
    first, second = count_open(_utc("2008-05-05 17:00"), parse_limit("1 heure ouvrée"), CALENDAR)
    assert (first.taken, first.reasons) == (0, _because("after_hours"))
    assert (second.day, second.taken) == (dt.date(2008, 5, 6), HOUR)


def test_a_night_takes_from_two_days() -> None:
    """Nine hours from Wednesday 30 April 2008, 23:00: one, six of 1 May although it is a holiday, two on Friday."""
    night = Schedule(
        time_zone="Europe/Paris",
        opening_hours=OpeningHours(weekdays=dict.fromkeys(("wed", "thu", "fri"), (OpeningStretch(1320, 1800),))),
    )
    calendar = build_calendar(night, first_day=dt.date(2008, 4, 1), last_day=dt.date(2008, 5, 31))
    days = list(count_open(_utc("2008-04-30 23:00"), parse_limit("10 heures ouvrées"), calendar))
    stretches = [[f"{each.from_at:%H}-{each.to_at:%H}" for each in day.stretches] for day in days]
    assert [(day.day.day, day.taken // HOUR, *found) for day, found in zip(days, stretches, strict=True)] == [
        (30, 1, "23-00"),
        (1, 6, "00-06"),
        (2, 2, "22-00"),
        (3, 1, "00-01"),
    ]
    holiday = Reason("holiday", "Ascension; Fête du Travail")
    assert [day.reasons for day in days][1:] == [
        Reasons((Reason("night"),), (holiday,)),
        NO_REASONS,
        Reasons((Reason("night"),)),
    ]
