"""Deadlines with their account, worked on a wall calendar of 2008 and by plain loops."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.counting import reasons
from gpj_kpi.calendars.counting.account import CountedDay
from gpj_kpi.calendars.counting.start import DayEnd, Start
from gpj_kpi.calendars.deadline import Deadline, count_deadline, deadline_of
from gpj_kpi.calendars.limits import ROLLOVERS, Limit, Rollover, Unit, parse_limit
from gpj_kpi.calendars.schedule import WEEKDAYS, OpeningHours, OpeningStretch, Schedule, Weekday
from gpj_kpi.errors import CalendarRangeError, RuleFileError, UsageError

DAY = dt.timedelta(days=1)
CLOSED = {dt.date(2008, 5, 2): "Pont de l'Ascension", dt.date(2008, 5, 9): "Pont du 8 mai"}
WORKED = {dt.date(2008, 5, 12): "Journée de solidarité"}
_MORNING, _AFTERNOON, _SATURDAY = OpeningStretch(540, 750), OpeningStretch(810, 1080), OpeningStretch(540, 720)
_MONDAY_TO_FRIDAY: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
HOURS = OpeningHours(
    weekdays={**dict.fromkeys(_MONDAY_TO_FRIDAY, (_MORNING, _AFTERNOON)), "sat": (_SATURDAY,)},
    dates={dt.date(2008, 12, 24): (_MORNING,)},
)
"""09:00-12:30 and 13:30-18:00, Saturday 09:00-12:00, 24 December 2008 the morning alone."""
MAINLAND = Schedule(time_zone="Europe/Paris", opening_hours=HOURS)
HOUSE = replace(MAINLAND, closed=CLOSED, worked=WORKED)
ALWAYS = OpeningHours(weekdays=dict.fromkeys(WEEKDAYS, (OpeningStretch(0, 1440),)))


@cache
def _calendar(*, house: bool) -> Calendar:
    schedule = HOUSE if house else MAINLAND
    return build_calendar(schedule, first_day=dt.date(2007, 12, 1), last_day=dt.date(2009, 12, 31))


def _counted(start: str, limit: str, *, house: bool = False, rollover: Rollover = "none") -> Deadline:
    return count_deadline(
        dt.datetime.fromisoformat(start) if ":" in start else dt.date.fromisoformat(start),
        parse_limit(limit),
        calendar=_calendar(house=house),
        rollover=rollover,
    )


def _told(day: CountedDay) -> str:
    """One day of an account in a line: `12/05 4 worked though holiday`."""
    because, although = (
        " ".join(reason.kind for reason in reasons) for reasons in (day.reasons.because, day.reasons.although)
    )
    number = f"{day.total}" if day.taken else "-"
    parts = [f"{day.day:%d/%m}", number, because, "though" if although else "", although]
    return " ".join(part for part in parts if part)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.strip().splitlines()]


# --- days


def test_ten_business_days_of_may_2008_are_those_counted_by_hand() -> None:
    """Two holidays, two bridges, three weekends, and Whit Monday worked."""
    found = _counted("2008-04-30 17:40", "10 jours ouvrés", house=True)
    assert [_told(day) for day in found.days] == _lines("""
        01/05 - holiday
        02/05 - closed
        03/05 - weekday
        04/05 - weekday
        05/05 1
        06/05 2
        07/05 3
        08/05 - holiday
        09/05 - closed
        10/05 - weekday
        11/05 - weekday
        12/05 4 worked though holiday
        13/05 5
        14/05 6
        15/05 7
        16/05 8
        17/05 - weekday
        18/05 - weekday
        19/05 9
        20/05 10
    """)
    assert found.last_day == dt.date(2008, 5, 20)
    assert found.due_at.isoformat() == "2008-05-21T00:00:00+02:00"
    assert [day.left for day in found.days][-3:] == [2, 1, 0]


def test_the_reasons_have_the_names_of_the_law_and_of_the_rule_file() -> None:
    """Holidays as they are called, closures and worked days as the house says."""
    by_day = {day.day: day.reasons for day in _counted("2008-04-30", "10 jours ouvrés", house=True).days}
    assert [reason.name for reason in by_day[dt.date(2008, 5, 1)].because] == ["Ascension; Fête du Travail"]
    assert [reason.name for reason in by_day[dt.date(2008, 5, 2)].because] == ["Pont de l'Ascension"]
    assert [reason.name for reason in by_day[dt.date(2008, 5, 12)].because] == ["Journée de solidarité"]
    assert [reason.name for reason in by_day[dt.date(2008, 5, 12)].although] == ["Lundi de Pentecôte"]


def test_working_days_do_not_look_at_what_the_house_decides() -> None:
    """A bridge counts, a holiday that is worked does not, and both are said."""
    found = _counted("2008-05-07", "4 jours ouvrables", house=True)
    assert [_told(day) for day in found.days] == _lines("""
        08/05 - holiday
        09/05 1 though closed
        10/05 2
        11/05 - weekday
        12/05 - holiday though worked
        13/05 3
        14/05 4
    """)


def test_calendar_days_all_count_and_holidays_are_said() -> None:
    """Nothing is skipped."""
    found = _counted("2008-04-30", "4 jours calendaires", house=True)
    assert [_told(day) for day in found.days] == [
        "01/05 1 though holiday",
        "02/05 2 though closed",
        "03/05 3",
        "04/05 4",
    ]


@pytest.mark.parametrize(
    ("start", "limit", "last_day"),
    [
        ("2008-04-25", "10 jours calendaires", "2008-05-05"),
        ("2008-04-25", "10 jours ouvrables", "2008-05-09"),
        ("2008-04-25", "10 jours ouvrés", "2008-05-14"),
        ("2008-04-30", "10 jours ouvrés", "2008-05-19"),
        ("2008-05-01", "10 jours ouvrés", "2008-05-19"),
        ("2008-12-19", "10 jours ouvrés", "2009-01-06"),
        ("2008-01-31", "1 mois", "2008-02-29"),
        ("2008-05-05", "< 2 jours ouvrés", "2008-05-06"),
    ],
)
def test_the_last_day_is_the_one_counted_by_hand(start: str, limit: str, last_day: str) -> None:
    """With the holidays of the mainland alone, from any time of the first day, or from the day itself."""
    for moment in (start, f"{start} 00:00", f"{start} 23:59:59"):
        found = _counted(moment, limit)
        assert found.last_day == dt.date.fromisoformat(last_day)
        assert found.due_at.replace(tzinfo=None) == dt.datetime.fromisoformat(last_day) + DAY


def test_a_strict_limit_ends_when_its_last_day_begins() -> None:
    """The day itself is in the account, and the eve is the last in time."""
    found = _counted("2008-05-05", "< 2 jours ouvrés")
    assert [_told(day) for day in found.days] == ["06/05 1", "07/05 2"]
    assert found.due_at.isoformat() == "2008-05-07T00:00:00+02:00"


def test_months_are_counted_from_the_start_and_short_ones_are_said() -> None:
    """31 January: the last of February, 31 March, the last of April."""
    found = _counted("2008-01-31", "3 mois")
    assert [_told(day) for day in found.days] == [
        "29/02 1 though short_month",
        "31/03 2",
        "30/04 3 though short_month",
    ]


def test_a_last_day_that_is_closed_rolls_over() -> None:
    """30 November + 3 months: 28 February 2009 is a Saturday; Monday is the first business day after it."""
    found = _counted("2008-11-30", "3 mois", rollover="next_business_day")
    assert [_told(day) for day in found.moved] == ["28/02 - weekday", "01/03 - weekday", "02/03 -"]
    assert found.last_day == dt.date(2009, 3, 2)
    assert _counted("2008-11-30", "3 mois", rollover="next_working_day").moved == ()


def test_a_rollover_may_come_to_a_worked_day() -> None:
    """8 May + 4 calendar days is Whit Monday, a holiday; 9 May is closed, and 12 May worked."""
    found = _counted("2008-05-08", "1 jour calendaire", house=True, rollover="next_business_day")
    assert [_told(day) for day in found.moved] == _lines("""
        09/05 - closed
        10/05 - weekday
        11/05 - weekday
        12/05 - worked though holiday
    """)


# --- time


def _taken(found: Deadline) -> list[tuple[str, str, str, float, float]]:
    return [
        (
            f"{day.day:%d/%m}",
            f"{stretch.from_at:%d %H:%M}",
            f"{stretch.to_at:%d %H:%M}",
            stretch.taken / 3_600_000_000,
            stretch.left / 3_600_000_000,
        )
        for day in found.days
        for stretch in day.stretches
    ]


def test_hours_are_real_and_the_spring_change_is_said() -> None:
    """48 hours from noon on 29 March 2008: 12, then a day of 23, then 13."""
    found = _counted("2008-03-29 12:00", "48 heures")
    assert _taken(found) == [
        ("29/03", "29 12:00", "30 00:00", 12, 36),
        ("30/03", "30 00:00", "31 00:00", 23, 13),
        ("31/03", "31 00:00", "31 13:00", 13, 0),
    ]
    assert [day.change is not None for day in found.days] == [False, True, False]
    change = found.days[1].change
    assert change is not None
    assert (f"{change.from_local_time:%H:%M}", f"{change.to_local_time:%H:%M}") == ("02:00", "03:00")
    assert change.day_length == dt.timedelta(hours=23)
    assert (found.last_day, found.due_at.isoformat()) == (None, "2008-03-31T13:00:00+02:00")


@pytest.mark.parametrize(
    ("start", "limit", "due", "is_inside"),
    [
        ("2008-10-26 01:30", "1 heure", "2008-10-26T02:30:00+02:00", False),
        ("2008-10-26 01:30", "2 heures", "2008-10-26T02:30:00+01:00", True),
        ("2008-10-26 02:30", "30 minutes", "2008-10-26T02:00:00+01:00", True),
        ("2008-10-26 03:00", "22 heures", "2008-10-27T01:00:00+01:00", False),
        ("2008-03-30 03:00", "2 heures", "2008-03-30T05:00:00+02:00", False),
        ("2008-03-30 01:59:50", "20 secondes", "2008-03-30T03:00:10+02:00", True),
    ],
)
def test_a_change_is_said_only_where_it_lies_inside(start: str, limit: str, due: str, is_inside: bool) -> None:  # noqa: FBT001 - a column of the table
    """An hour before it, or from it on, the clocks have nothing to do with the count."""
    found = _counted(start, limit)
    assert found.due_at.isoformat() == due
    assert (found.days[0].change is not None) == is_inside


def test_a_day_may_begin_with_a_change() -> None:
    """In Brazil 19 October 2008 began at 1:00: a day from noon is 12 hours, then 12 from there."""
    schedule = Schedule(time_zone="America/Sao_Paulo", country="BR")
    calendar = build_calendar(schedule, first_day=dt.date(2008, 10, 1), last_day=dt.date(2008, 12, 1))
    limit, start = parse_limit("24 heures"), dt.datetime(2008, 10, 18, 12)
    found = count_deadline(start, limit, calendar=calendar)
    assert _taken(found) == [
        ("18/10", "18 12:00", "19 01:00", 12, 12),
        ("19/10", "19 01:00", "19 13:00", 12, 0),
    ]
    assert [day.change is not None for day in found.days] == [False, True]


@pytest.mark.parametrize(
    ("start", "doubt", "begun"),
    [
        ("2008-10-26 02:30", "twice", "2008-10-26T02:30:00+02:00"),
        ("2008-10-26T02:30+01:00", None, "2008-10-26T02:30:00+01:00"),
        ("2008-10-26T01:30+00:00", None, "2008-10-26T02:30:00+01:00"),
        ("2008-03-30 02:30", "never", "2008-03-30T03:30:00+02:00"),
        ("2008-03-30 03:30", None, "2008-03-30T03:30:00+02:00"),
    ],
)
def test_a_doubtful_start_is_said(start: str, doubt: str | None, begun: str) -> None:
    """The first of two, the offset before the gap; a start with its offset leaves no doubt."""
    found = _counted(start, "1 heure")
    assert found.doubt == doubt
    assert found.started_at is not None
    assert found.started_at.isoformat() == begun


def _counted_in(zone: str, start: str, limit: str) -> Deadline:
    moment = dt.datetime.fromisoformat(start) if ":" in start else dt.date.fromisoformat(start)
    return deadline_of(Schedule(time_zone=zone), moment, parse_limit(limit))


@pytest.mark.parametrize(
    ("zone", "start", "limit", "start_on", "last_day"),
    [
        # The clocks of Nuuk went from 23:00 to midnight: 23:30 is read as 0:30 of the 31st.
        ("America/Nuuk", "2024-03-30 23:30", "1 jour calendaire", "2024-03-31", "2024-04-01"),
        ("America/Nuuk", "2024-03-30 22:30", "1 jour calendaire", "2024-03-30", "2024-03-31"),
        # Samoa passed over 30 December 2011.
        ("Pacific/Apia", "2011-12-30 10:00", "1 jour calendaire", "2011-12-31", "2012-01-01"),
        ("Pacific/Apia", "2011-12-30", "1 jour calendaire", "2011-12-31", "2012-01-01"),
        ("Pacific/Apia", "2011-12-29", "2 jours calendaires", "2011-12-29", "2012-01-01"),
        ("Pacific/Apia", "2011-12-29", "2 jours ouvrables", "2011-12-29", "2012-01-02"),
        ("Pacific/Apia", "2011-11-30", "1 mois", "2011-11-30", "2011-12-29"),
        ("Pacific/Apia", "2011-12-29", "< 1 jour calendaire", "2011-12-29", "2011-12-29"),
    ],
)
def test_what_the_clocks_skip_is_read_as_what_follows(
    zone: str, start: str, limit: str, start_on: str, last_day: str
) -> None:
    """The day of a start is that of its instant, and no limit ends on a date that never was."""
    found = _counted_in(zone, start, limit)
    assert (found.start_on.isoformat(), f"{found.last_day}") == (start_on, last_day)
    assert found.doubt == ("never" if start[:10] != start_on else None)


def test_a_limit_in_time_needs_a_time_and_no_rollover() -> None:
    """A day has no time to count from, and an instant no last day to move."""
    with pytest.raises(UsageError, match='"2008-04-30" has no time of day'):
        _counted("2008-04-30", "24 heures")
    with pytest.raises(UsageError, match="rollover next_working_day has nothing to move"):
        _counted("2008-04-30 10:00", "24 heures", rollover="next_working_day")


# --- business time


@pytest.mark.parametrize(
    ("start", "limit", "account"),
    [
        (
            "2008-04-30 17:40",
            "4 heures ouvrées",
            "30/04 17:40-18:00, 01/05 holiday, 02/05 closed, 03/05 09:00-12:00, 04/05 no_hours, 05/05 09:00-09:40",
        ),
        ("2008-05-05 14:00", "4 heures ouvrées", "05/05 14:00-18:00"),  # used up at closing time: due then
        ("2008-05-05 11:30", "2 heures ouvrées", "05/05 11:30-12:30 13:30-14:30"),
        ("2008-05-05 07:00", "30 minutes ouvrées", "05/05 09:00-09:30"),
        ("2008-05-05 18:00", "1 heure ouvrée", "05/05 after_hours, 06/05 09:00-10:00"),
        ("2008-05-04 10:00", "1 heure ouvrée", "04/05 no_hours, 05/05 09:00-10:00"),
        ("2008-12-24 12:00", "1 heure ouvrée", "24/12 12:00-12:30, 25/12 holiday, 26/12 09:00-09:30"),
        ("2008-12-24 14:00", "1 heure ouvrée", "24/12 after_hours, 25/12 holiday, 26/12 09:00-10:00"),
        ("2008-05-09 10:00", "4 heures ouvrées", "09/05 closed, 10/05 09:00-12:00, 11/05 no_hours, 12/05 09:00-10:00"),
    ],
)
def test_business_time_is_taken_from_the_stretches_counted_by_hand(start: str, limit: str, account: str) -> None:
    """Each day with the times that were taken, or why it has none."""
    found = _counted(start, limit, house=True)
    told = [
        " ".join(
            [f"{day.day:%d/%m}"]
            + [f"{stretch.from_at:%H:%M}-{stretch.to_at:%H:%M}" for stretch in day.stretches]
            + [reason.kind for reason in day.reasons.because if not day.taken]
        )
        for day in found.days
    ]
    assert ", ".join(told) == account
    assert found.due_at == found.days[-1].stretches[-1].to_at


def test_a_worked_holiday_has_hours_and_says_so() -> None:
    """12 May 2008, Whit Monday."""
    day = _counted("2008-05-12 08:00", "1 heure ouvrée", house=True).days[0]
    assert _told(day).endswith("worked though holiday")
    assert [reason.kind for reason in _counted("2008-05-12 08:00", "1 heure ouvrée").days[0].reasons.because] == [
        "holiday"
    ]


def test_open_time_is_real_when_the_clocks_change() -> None:
    """Always open, a business hour is an hour: 24 of them from midnight on 26 October 2008 end at 23:00."""
    schedule = replace(MAINLAND, opening_hours=ALWAYS)
    calendar = build_calendar(schedule, first_day=dt.date(2008, 10, 1), last_day=dt.date(2008, 11, 30))
    found = count_deadline(dt.datetime(2008, 10, 26), parse_limit("24 heures ouvrées"), calendar=calendar)
    assert found.due_at.isoformat() == "2008-10-26T23:00:00+01:00"
    assert found.days[0].change is not None
    assert sum(stretch.taken for stretch in found.days[0].stretches) == 24 * 3_600_000_000


def test_open_time_follows_the_clock_through_a_midnight_that_comes_twice() -> None:
    """In Newfoundland 00:01 on 2 November 2008 became 23:01 on the 1st; a house always open counts every real hour."""
    schedule = Schedule(time_zone="America/St_Johns", country="CA", opening_hours=ALWAYS)
    calendar = build_calendar(schedule, first_day=dt.date(2008, 10, 1), last_day=dt.date(2008, 12, 1))
    for hours in range(20, 50):
        found = count_deadline(dt.datetime(2008, 11, 1), Limit(hours, Unit.BUSINESS_HOURS), calendar=calendar)
        elapsed = found.due_at.astimezone(dt.UTC) - dt.datetime(2008, 11, 1, 2, 30, tzinfo=dt.UTC)
        assert elapsed == dt.timedelta(hours=hours)


# --- the account against the calendar


def test_an_account_that_says_otherwise_than_the_calendar_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day that is skipped without a reason, as 1 May is where nobody says that it is a holiday."""
    monkeypatch.setattr(reasons, "facts_of", lambda *_: [])
    with pytest.raises(RuntimeError, match="2008-05-01"):
        _counted("2008-04-30", "1 jour ouvré")


def test_a_calendar_that_ends_too_soon_is_refused() -> None:
    """The account never ends on a day that nobody knows."""
    for start, limit in (("2009-12-31", "1 jour ouvré"), ("2009-12-31 20:00", "12 heures"), ("2009-12-01", "1 mois")):
        with pytest.raises(CalendarRangeError, match="outside the calendar"):
            _counted(start, limit)


@given(
    start=st.datetimes(dt.datetime(2008, 1, 1), dt.datetime(2008, 12, 31)),
    count=st.integers(1, 40),
    unit=st.sampled_from(list(Unit)),
    strict=st.booleans(),
    rollover=st.sampled_from(list(ROLLOVERS)),
    house=st.booleans(),
)
def test_every_day_is_there_once_with_its_reason(
    *, start: dt.datetime, count: int, unit: Unit, strict: bool, rollover: Rollover, house: bool
) -> None:
    """What the days take adds up to the limit; a day is skipped for a reason, and counts against one if worked."""
    limit = Limit(min(count, 5) if unit is Unit.MONTHS else count, unit, strict)
    if unit.has_fixed_length:
        rollover = "none"
    calendar = _calendar(house=house)
    found = count_deadline(start, limit, calendar=calendar, rollover=rollover)
    assert sum(day.taken for day in found.days) == found.days[-1].total
    assert found.days[-1].left == 0
    instant = by_hand.to_instant(calendar, start)
    if unit.is_business_time:
        due = by_hand.due_at(calendar, instant, limit)
    else:
        due = by_hand.due_at(calendar, instant, limit, rollover)
    assert due.replace(tzinfo=dt.UTC) == found.due_at
    if unit is not Unit.MONTHS:
        first = start.date() if unit.has_fixed_length else start.date() + DAY
        assert [day.day for day in found.days] == [first + n * DAY for n in range(len(found.days))]
    for day in (*found.days, *found.moved[:-1]):
        kinds = {reason.kind for reason in day.reasons.because}
        assert kinds <= ({"worked"} if day.taken else {"weekday", "holiday", "closed", "no_hours", "after_hours"})
        assert day.taken or kinds


# --- a calendar as long as the limit needs


def _loop(start: dt.date, count: int, weekdays: int, holidays: set[dt.date]) -> dt.date:
    day = start
    while count:
        day += DAY
        count -= day.isoweekday() <= weekdays and day not in holidays
    return day


def test_the_calendar_is_as_long_as_the_limit_needs() -> None:
    """From ten days to a century, a plain loop ends on the same day."""
    start = dt.date(2008, 4, 30)
    calendar = build_calendar(MAINLAND, first_day=start, last_day=dt.date(2140, 1, 1))
    holidays = set(calendar.holiday_names)
    for count in (10, 250, 2_500, 25_000):
        found = deadline_of(MAINLAND, start, Limit(count, Unit.BUSINESS_DAYS))
        assert found.last_day == _loop(start, count, 5, holidays)
    hours = deadline_of(MAINLAND, dt.datetime(2008, 4, 30), parse_limit("876000 heures"))
    assert hours.due_at.astimezone(dt.UTC) == dt.datetime(2008, 4, 29, 22, tzinfo=dt.UTC) + dt.timedelta(hours=876_000)


def test_a_limit_beyond_the_holidays_that_are_known_is_refused() -> None:
    """The package has German holidays up to 2100."""
    with pytest.raises(CalendarRangeError, match="known for"):
        deadline_of(Schedule(time_zone="Europe/Berlin", country="DE"), dt.date(2095, 1, 1), parse_limit("100 mois"))


def test_the_end_of_all_calendars_is_refused() -> None:
    """No calendar goes beyond 2399."""
    with pytest.raises(CalendarRangeError, match="2400-01-01 is outside the calendar"):
        deadline_of(MAINLAND, dt.date(2399, 12, 20), parse_limit("10 jours ouvrés"))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (OpeningHours(), "rules.yaml, calendar.opening_hours: the calendar gives no opening hours"),
        (HOURS, "rules.yaml, calendar.opening_hours: 2008-06-08 is worked, and has no opening hours"),
    ],
)
def test_business_time_without_hours_is_refused(hours: OpeningHours, words: str) -> None:
    """As a rule file is that counts it: nothing to count, or a worked Sunday of which nobody knows the hours."""
    worked = {dt.date(2008, 6, 8): "Inventaire"}
    schedule = Schedule(time_zone="Europe/Paris", worked=worked, opening_hours=hours, file="rules.yaml")
    assert deadline_of(schedule, dt.date(2008, 5, 5), parse_limit("1 jour ouvré")).last_day == dt.date(2008, 5, 6)
    with pytest.raises(RuleFileError, match=words):
        deadline_of(schedule, dt.datetime(2008, 5, 5, 9), parse_limit("1 heure ouvrée"))


def test_a_year_of_business_time_is_counted() -> None:
    """261 weekdays from 1 January 2007 on are 7 times 261 hours, holidays apart."""
    hours = OpeningHours(weekdays=dict.fromkeys(_MONDAY_TO_FRIDAY, (OpeningStretch(540, 960),)))
    found = deadline_of(
        replace(MAINLAND, opening_hours=hours), dt.datetime(2007, 1, 1), Limit(7 * 253, Unit.BUSINESS_HOURS)
    )
    # 2007 has 261 weekdays, 9 of which are holidays: the 253rd business day is the first of 2008, 2 January.
    assert found.due_at.isoformat() == "2008-01-02T16:00:00+01:00"


OFFICE = OpeningHours(weekdays=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (OpeningStretch(540, 1020),)))


@given(
    start=st.datetimes(dt.datetime(2008, 1, 1), dt.datetime(2008, 12, 31)),
    count=st.integers(1, 8),
    unit=st.sampled_from([Unit.BUSINESS_DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS]),
    strict=st.booleans(),
    begins=st.builds(
        Start,
        st.sampled_from([None, 30, 960]),
        st.sampled_from([None, "next_business_day", "next_opening"]),
        counts_first=st.booleans(),
    ),
    ends=st.sampled_from(["end_of_day", "same_hour", "at_closing"]),
)
@settings(max_examples=60, deadline=None)
def test_an_account_adds_up_wherever_it_begins_and_ends(
    start: dt.datetime,
    count: int,
    unit: Unit,
    strict: bool,  # noqa: FBT001 - drawn
    begins: Start,
    ends: DayEnd,
) -> None:
    """Its days come to the due instant of the plain loop, the first of them follows the start or is it."""
    schedule = Schedule(time_zone="Europe/Paris", opening_hours=OFFICE)
    limit = Limit(count, unit, strict)
    rollover: Rollover = "next_business_day" if ends == "at_closing" else "none"
    found = deadline_of(schedule, start, limit, rollover=rollover, begins=begins, ends=ends)
    assert sum(day.taken for day in found.days) == count
    if unit is not Unit.MONTHS:
        assert (found.days[0].day - found.counted_from).days == (0 if begins.counts_first else 1)
    assert found.includes_due_instant == (ends != "end_of_day" and not strict)
    if ends == "at_closing":
        assert f"{found.due_at:%H:%M}" == "17:00"
    if ends == "same_hour":
        begun = found.taken_for or found.started_at
        assert begun is not None
        assert found.due_at.minute == begun.minute
