"""One case at a time, counted on a wall calendar; and the frames, held to the same answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.counting.start import AT_EVENT, DayEnd, Start
from gpj_kpi.calendars.limits import ROLLOVERS, Limit, Rollover, Unit, parse_limit
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
    midnight = by_hand.to_instant(calendar, _at(last_day) + DAY)
    assert found["due_at"] == pd.Timestamp(midnight)
    assert by_hand.due_at(calendar, by_hand.to_instant(calendar, _at(start)), parse_limit(limit), rollover) == midnight


_OPENING = Start(closed="next_opening")
_ODOO = Start(closed="next_opening", counts_first=True)
# What other projects say in their own tests: hours of Monday to Friday, start, limit, what becomes of the start, when
# the last day ends, due instant.
PEERS: list[tuple[str, tuple[int, int], str, str, Start, DayEnd, str]] = [
    ("business_time-001", (9, 17), "2010-04-13 11:00", "1 business day", _OPENING, "same_hour", "2010-04-14 11:00"),
    ("business_time-006", (9, 17), "2010-04-10 11:00", "1 business day", _OPENING, "same_hour", "2010-04-13 09:00"),
    ("business_time-009", (9, 17), "2015-10-14 21:54", "1 business day", _OPENING, "same_hour", "2015-10-16 09:00"),
    ("glpi-001", (8, 20), "2018-11-19 10:00", "7 business days", AT_EVENT, "same_hour", "2018-11-28 10:00"),
    ("glpi-003", (8, 20), "2018-11-19 10:00", "7 business days", AT_EVENT, "at_closing", "2018-11-28 20:00"),
    ("odoo_resource-017", (8, 16), "2018-04-10 00:00", "1 business day", _ODOO, "at_closing", "2018-04-10 16:00"),
    ("odoo_resource-018", (8, 16), "2018-04-10 00:00", "3 business days", _ODOO, "at_closing", "2018-04-12 16:00"),
    ("moment_business_time-046", (9, 17), "2015-02-28 10:13", "45 business seconds", AT_EVENT, "end_of_day",
     "2015-03-02 09:00:45"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "start", "limit", "begins", "ends", "due"), [row[1:] for row in PEERS])
def test_what_others_count_can_be_said(
    hours: tuple[int, int], start: str, limit: str, begins: Start, ends: DayEnd, due: str
) -> None:
    """Their answers, with the keys that say what they do."""
    stretch = (OpeningStretch(hours[0] * 60, hours[1] * 60),)
    opening_hours = OpeningHours(weekdays=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), stretch))
    schedule = Schedule(time_zone="UTC", country=None, opening_hours=opening_hours)
    begun = _at(start)
    calendar = build_calendar(schedule, first_day=begun.date() - DAY, last_day=begun.date() + 40 * DAY)
    assert by_hand.due_at(calendar, begun, parse_limit(limit), begins=begins, ends=ends) == _at(due)


def test_the_time_of_the_event_in_its_day_is_indifferent() -> None:
    """The day of the event is not counted, from its first to its last microsecond."""
    calendar, limit = _calendar_2008(), parse_limit("2 jours ouvrés")
    starts = ("2008-05-05 00:00", "2008-05-05 12:00", "2008-05-05 23:59:59.999999")
    dues = {by_hand.due_at(calendar, by_hand.to_instant(calendar, _at(start)), limit) for start in starts}
    assert dues == {_at("2008-05-07 22:00")}


def test_hours_are_real_elapsed_time() -> None:
    """Noon 29 March to noon 30 March 2008 in Paris is 23 hours: 24 hours end at 13:00."""
    calendar = _calendar_2008()
    due = by_hand.due_at(calendar, by_hand.to_instant(calendar, _at("2008-03-29 12:00")), parse_limit("24 heures"))
    assert by_hand.to_local(calendar, due) == _at("2008-03-30 13:00")


def test_an_answer_on_the_saturday_after_the_last_day_is_late() -> None:
    """Though no more business days have elapsed than the limit allows."""
    calendar, limit = _calendar_2008(), parse_limit("5 jours ouvrés")
    start, saturday = dt.date(2008, 6, 6), dt.date(2008, 6, 14)
    assert by_hand.count_days(calendar, Unit.BUSINESS_DAYS, start, saturday) == 5
    due = by_hand.due_at(calendar, by_hand.to_instant(calendar, _at("2008-06-06 09:00")), limit)
    assert by_hand.to_instant(calendar, _at("2008-06-14 00:00")) >= due


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
        start = by_hand.to_instant(calendar, day.to_pydatetime() + dt.timedelta(hours=9))
        if due is pd.NaT:
            with pytest.raises(CalendarRangeError):
                by_hand.due_at(calendar, start, limit, rollover)
        else:
            assert by_hand.due_at(calendar, start, limit, rollover) == due


@pytest.mark.parametrize("rollover", list(ROLLOVERS))
@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_both_agree_around_a_skipped_date(limit: Limit, rollover: Rollover) -> None:
    """In Samoa no day lies between 29 and 31 December 2011, for any unit, strict or not, moved or not."""
    calendar = build_calendar(
        Schedule(time_zone="Pacific/Apia"), first_day=dt.date(2011, 11, 1), last_day=dt.date(2013, 6, 30)
    )
    ends = calendar.last_days(limit, rollover).set_index("day")
    for start in pd.date_range("2011-11-20", "2012-01-03").difference(pd.to_datetime(["2011-12-30"])):
        due = by_hand.due_at(calendar, by_hand.to_instant(calendar, start.to_pydatetime()), limit, rollover)
        assert ends["due_at"][start] == due
        assert by_hand.to_local(calendar, due - dt.timedelta(microseconds=1)).date() == ends["last_day"][start].date()
        assert ends["last_day"][start] != pd.Timestamp("2011-12-30")


# (day of the event, limit, last day), counted back on a wall calendar of 2008.
BEFORE = [
    ("2008-06-12", "2 jours ouvrés", "2008-06-10"),  # Thursday: Wednesday is one, Tuesday two
    ("2008-06-09", "1 jour ouvré", "2008-06-06"),  # Monday: Friday
    ("2008-06-08", "1 jour ouvré", "2008-06-06"),  # a Sunday
    ("2008-05-05", "2 jours ouvrés", "2008-04-30"),  # 1 May is a holiday: Friday 2 May is one
    ("2008-05-05", "2 jours ouvrables", "2008-05-02"),  # Saturday is one
    ("2008-05-05", "5 jours calendaires", "2008-04-30"),
    ("2008-03-31", "1 mois", "2008-02-29"),
    ("2008-05-05", "< 2 jours ouvrés", "2008-04-29"),
]


@pytest.mark.parametrize(("event", "limit", "last_day"), BEFORE)
def test_days_are_counted_back_from_an_event(event: str, limit: str, last_day: str) -> None:
    """The day of the event is not counted; the frame and the plain loop agree."""
    calendar, wanted = _calendar_2008(), parse_limit(limit)
    assert by_hand.last_day_before(calendar, dt.date.fromisoformat(event), wanted) == dt.date.fromisoformat(last_day)
    found = calendar.days_before(wanted).set_index("day").loc[pd.Timestamp(event)]
    assert found["last_day"] == pd.Timestamp(last_day)
    assert found["due_at"] == pd.Timestamp(by_hand.to_instant(calendar, _at(last_day) + DAY))


@pytest.mark.parametrize("zone", ["Europe/Paris", "Pacific/Apia"])
@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_the_frame_counts_back_as_the_loop_does(limit: Limit, zone: str) -> None:
    """From every day: a null in the frame is an error of the loop, and no skipped date is a last day."""
    schedule = Schedule(time_zone=zone, closed={dt.date(2011, 12, 28): "Inventaire"})
    calendar = build_calendar(schedule, first_day=dt.date(2010, 11, 20), last_day=dt.date(2012, 2, 28))
    found = calendar.days_before(limit)
    assert 0 < found["last_day"].isna().sum() < len(found)
    for day, last_day, due_at in zip(found["day"].dt.date, found["last_day"], found["due_at"], strict=True):
        if last_day is pd.NaT:
            with pytest.raises(CalendarRangeError):
                by_hand.last_day_before(calendar, day, limit)
        else:
            assert by_hand.last_day_before(calendar, day, limit) == last_day.date()
            assert due_at == calendar.midnight(last_day.date() + DAY)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("rollover", list(ROLLOVERS))
def test_the_end_that_comes_with_each_counted_day_is_that_of_the_loop(rollover: Rollover, strict: bool) -> None:  # noqa: FBT001 - a column of the table
    """From the eve of the calendar's first business day, n business days end where the n-th row says."""
    calendar = _calendar_2008(house=True)
    rows = calendar.ends_of_counted(Unit.BUSINESS_DAYS, rollover=rollover, strict=strict)
    start = by_hand.to_instant(calendar, _at("2007-12-02 09:00"))
    assert calendar.days["business_ordinal"].iloc[1] == 0  # 1 and 2 December 2007 are a weekend
    for ordinal, due in zip(rows["ordinal"][:250], rows["due_at"][:250], strict=True):
        assert by_hand.due_at(calendar, start, Limit(ordinal, Unit.BUSINESS_DAYS, strict), rollover) == due


def test_a_date_outside_the_calendar_is_an_error_that_says_so() -> None:
    """Each method names the date and the days covered, on either side."""
    calendar = _calendar_2008()
    covered = "2007-12-01 to 2009-03-31"
    outside, inside = dt.date(2009, 4, 1), dt.date(2008, 4, 1)
    for call in (
        lambda: by_hand.to_instant(calendar, _at("2009-04-01 00:00")),
        lambda: by_hand.to_local(calendar, _at("2009-03-31 22:00")),
        lambda: by_hand.is_counted(calendar, Unit.CALENDAR_DAYS, outside),
        lambda: by_hand.count_days(calendar, Unit.BUSINESS_DAYS, inside, outside),
        lambda: by_hand.count_days(calendar, Unit.BUSINESS_DAYS, outside, inside),
        lambda: by_hand.due_at(calendar, _at("2009-03-31 23:00"), parse_limit("1 heure")),
        lambda: by_hand.due_at(calendar, _at("2009-03-31 09:00"), parse_limit("1 jour ouvré")),
    ):
        with pytest.raises(CalendarRangeError, match=f"2009-04-01 is outside the calendar, which covers {covered}"):
            call()
    with pytest.raises(CalendarRangeError, match="2007-11-30 is outside"):
        by_hand.to_local(calendar, _at("2007-11-30 22:59:59.999999"))
    assert by_hand.to_local(calendar, _at("2007-11-30 23:00")) == _at("2007-12-01 00:00")


def test_an_interval_that_does_not_advance_holds_no_day() -> None:
    """Counted days are after the start and up to the end."""
    calendar, day = _calendar_2008(), dt.date(2008, 6, 3)
    assert by_hand.count_days(calendar, Unit.CALENDAR_DAYS, day, day) == 0
    assert by_hand.count_days(calendar, Unit.CALENDAR_DAYS, day, day - DAY) == 0
    assert by_hand.count_days(calendar, Unit.CALENDAR_DAYS, day - DAY, day) == 1


def test_a_unit_that_does_not_count_single_days_is_refused() -> None:
    """Hours have no day, business hours neither, and months are not counted one by one."""
    calendar, day = _calendar_2008(), dt.date(2008, 6, 3)
    for unit in (Unit.HOURS, Unit.BUSINESS_HOURS, Unit.MONTHS):
        with pytest.raises(ValueError, match="not counted day by day"):
            by_hand.count_days(calendar, unit, day, day)


def test_a_limit_in_time_has_no_last_day_to_move() -> None:
    """Neither in elapsed time nor in business time."""
    for limit in ("24 heures", "4 heures ouvrées"):
        with pytest.raises(ValueError, match="a rollover does not apply"):
            by_hand.due_at(_calendar_2008(), _at("2008-06-03 09:00"), parse_limit(limit), "next_business_day")


# (start, end, open minutes), local times, in a house that is open from 09:00 to 12:00 on weekdays.
OPEN = [
    ("2008-05-05 10:00", "2008-05-05 11:15", 75),
    ("2008-04-30 11:00", "2008-05-05 09:30", 60 + 30),  # 1 May is a holiday, 2 May closed
    ("2008-05-09 00:00", "2008-05-13 00:00", 180),  # 9 May closed, then a weekend, then Whit Monday, worked
    ("2008-05-06 11:00", "2008-05-05 11:00", -180),
]


@pytest.mark.parametrize(("start", "end", "minutes"), OPEN)
def test_open_time_is_the_one_counted_by_hand(start: str, end: str, minutes: int) -> None:
    """Between two instants, and as the difference of what was open before each."""
    hours = OpeningHours(weekdays=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (OpeningStretch(540, 720),)))
    schedule = replace(PARIS, closed=CLOSED, worked=WORKED, opening_hours=hours)
    calendar = build_calendar(schedule, first_day=dt.date(2008, 4, 28), last_day=dt.date(2008, 5, 31))
    begun, ended = (by_hand.to_instant(calendar, _at(text)) for text in (start, end))
    assert by_hand.open_between(calendar, begun, ended) == minutes * 60_000_000
    before = [by_hand.open_before(calendar, instant) for instant in (begun, ended)]
    assert before[1] - before[0] == minutes * 60_000_000
