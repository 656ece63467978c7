"""Time inside the opening hours, worked out by hand on a calendar of 2008."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
import pandas as pd
import pytest

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.limits import Limit, Unit, parse_limit
from gpj_kpi.calendars.open_time import OpenTime, build_open_time, days_at_most
from gpj_kpi.calendars.schedule import WEEKDAYS, OpeningHours, OpeningStretch, Schedule, Weekday
from gpj_kpi.errors import CalendarRangeError

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
EPOCH, MICROSECOND = dt.datetime(1970, 1, 1), dt.timedelta(microseconds=1)
MINUTE_US = MINUTE // MICROSECOND


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def _window(text: str) -> OpeningStretch:
    opens, closes = (int(end[:2]) * 60 + int(end[3:]) for end in text.split("-"))
    return OpeningStretch(opens, closes)


def _windows(text: str) -> tuple[OpeningStretch, ...]:
    return tuple(_window(part) for part in text.split())


def _every_day(text: str) -> OpeningHours:
    return OpeningHours(weekdays=dict.fromkeys(WEEKDAYS, _windows(text)))


@cache
def _house() -> OpenTime:
    """A house that closes for lunch, opens on Saturday morning, bridges 2 May, works on Whit Monday."""
    hours = OpeningHours(
        weekdays={**dict.fromkeys(WEEKDAYS[:5], _windows("09:00-12:30 13:30-18:00")), "sat": _windows("09:00-12:00")},
        dates={dt.date(2008, 12, 24): _windows("09:00-12:30"), dt.date(2008, 6, 8): _windows("10:00-11:00")},
    )
    schedule = Schedule(
        time_zone="Europe/Paris",
        closed={dt.date(2008, 5, 2): "Pont de l'Ascension"},
        worked={dt.date(2008, 5, 12): "Journée de solidarité", dt.date(2008, 6, 8): "Inventaire"},
        opening_hours=hours,
    )
    return build_open_time(build_calendar(schedule, first_day=dt.date(2008, 1, 1), last_day=dt.date(2009, 1, 31)))


def _open_time(
    hours: OpeningHours, first: str, last: str, *, zone: str = "Europe/Paris", country: str = "FR"
) -> OpenTime:
    first_day, last_day = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    schedule = Schedule(time_zone=zone, country=country, opening_hours=hours)
    return build_open_time(build_calendar(schedule, first_day=first_day, last_day=last_day))


def _microseconds(instant: dt.datetime) -> int:
    return (instant - EPOCH) // MICROSECOND


def _open_before(open_time: OpenTime, instant: dt.datetime) -> int:
    """W by the frame of days: the row of the local day, and a sum."""
    row = open_time.days.set_index("day").loc[pd.Timestamp(by_hand.to_local(open_time.calendar, instant).date())]
    kinds = range(1, open_time.days.shape[1] // 2)
    passed = (np.clip(_microseconds(instant) - row[f"opens_{k}_us"], 0, row[f"length_{k}_us"]) for k in kinds)
    return int(row["open_before_us"] + sum(passed))


def _due_at(open_time: OpenTime, start: dt.datetime, limit: Limit) -> dt.datetime | None:
    """The due instant by the frame of pieces: one bucket, and the one row of it that holds the position."""
    position = _open_before(open_time, start) + limit.microseconds
    pieces = open_time.pieces
    bucket = pieces[pieces["piece"] == (position - 1) // open_time.piece_us]
    begins = bucket["open_before_us"]
    row = bucket[(begins < position) & (position <= begins + bucket["length_us"])]
    assert len(row) == int(position <= open_time.total_us)
    if row.empty:
        return None
    return EPOCH + int(row["opens_at_us"].iloc[0] + position - row["open_before_us"].iloc[0]) * MICROSECOND


# (start, limit, due), local times, all counted on a wall calendar of 2008.
BY_HAND = [
    ("2008-04-29 10:00", "2 heures ouvrées", "2008-04-29 12:00"),  # Tuesday
    ("2008-04-29 10:00:00.000007", "2 heures ouvrées", "2008-04-29 12:00:00.000007"),
    ("2008-04-29 11:30", "2 heures ouvrées", "2008-04-29 14:30"),  # over lunch
    ("2008-04-29 12:45", "1 heure ouvrée", "2008-04-29 14:30"),  # begun at lunch: from 13:30
    ("2008-04-29 12:30", "1 minute ouvrée", "2008-04-29 13:31"),  # closing time is closed already
    ("2008-04-29 08:59:59", "1 heure ouvrée", "2008-04-29 10:00"),
    ("2008-04-29 20:00", "1 heure ouvrée", "2008-04-30 10:00"),
    ("2008-04-29 09:00", "210 minutes ouvrées", "2008-04-29 12:30"),  # used up at closing time: due there
    ("2008-04-29 16:00", "2 heures ouvrées", "2008-04-29 18:00"),  # and not at the next opening
    ("2008-04-28 20:00", "16 heures ouvrées", "2008-04-30 18:00"),
    ("2008-04-29 16:00", "< 2 heures ouvrées", "2008-04-29 18:00"),  # the sign moves no instant
    ("2008-04-30 17:30", "3 heures ouvrées", "2008-05-03 11:30"),  # 1 May a holiday, 2 closed, Saturday until 12:00
    ("2008-04-30 17:30", "4 heures ouvrées", "2008-05-05 09:30"),
    ("2008-05-02 10:00", "1 heure ouvrée", "2008-05-03 10:00"),
    ("2008-05-07 17:00", "2 heures ouvrées", "2008-05-09 10:00"),  # 8 May
    ("2008-05-09 17:00", "5 heures ouvrées", "2008-05-12 10:00"),  # 1 h, 3 h on Saturday, 1 h on Whit Monday, worked
    ("2008-06-07 11:00", "2 heures ouvrées", "2008-06-08 11:00"),  # a Sunday worked, by its own hours
    ("2008-06-14 11:00", "2 heures ouvrées", "2008-06-16 10:00"),  # a Sunday like others
    ("2008-12-24 10:00", "4 heures ouvrées", "2008-12-26 10:30"),  # 24 December closes at 12:30
    ("2008-12-24 10:00", "150 minutes ouvrées", "2008-12-24 12:30"),
    ("2008-12-31 17:00", "9 heures ouvrées", "2009-01-02 18:00"),
    ("2008-03-28 17:00", "4 heures ouvrées", "2008-03-29 12:00"),
    ("2008-03-28 17:00", "5 heures ouvrées", "2008-03-31 10:00"),  # the clocks change while all is closed
]


@pytest.mark.parametrize(("start", "limit", "due"), BY_HAND)
def test_the_due_instant_is_the_one_counted_by_hand(start: str, limit: str, due: str) -> None:
    """The plain method and the frames give the instant that a person finds, and the limit has elapsed there."""
    house, length = _house(), parse_limit(limit)
    begun, ends = (by_hand.to_instant(house.calendar, _at(text)) for text in (start, due))
    assert by_hand.due_at(house.calendar, begun, length) == ends
    assert _due_at(house, begun, length) == ends
    assert by_hand.open_between(house.calendar, begun, ends) == length.microseconds
    assert _open_before(house, ends) - _open_before(house, begun) == length.microseconds


# (start, end, open minutes), local times.
ELAPSED = [
    ("2008-04-29 10:00", "2008-04-29 10:00", 0),
    ("2008-04-29 10:00", "2008-04-29 11:15", 75),
    ("2008-04-29 12:00", "2008-04-29 14:00", 60),
    ("2008-04-29 18:00", "2008-04-30 09:00", 0),
    ("2008-04-29 17:00", "2008-04-29 23:00", 60),
    ("2008-04-30 17:00", "2008-05-05 10:00", 60 + 180 + 60),  # 1, 2 and 4 May are closed
    ("2008-05-01 10:00", "2008-05-02 17:00", 0),
    ("2008-04-28 00:00", "2008-05-05 00:00", 3 * 480 + 180),
    ("2008-05-12 00:00", "2008-05-13 00:00", 480),
    ("2008-12-22 00:00", "2008-12-29 00:00", 480 + 480 + 210 + 480 + 180),
    ("2008-04-29 14:00", "2008-04-29 12:00", -60),
]


@pytest.mark.parametrize(("start", "end", "minutes"), ELAPSED)
def test_open_time_between_two_instants_is_the_one_counted_by_hand(start: str, end: str, minutes: int) -> None:
    """By the plain method, and as the difference of two rows."""
    house = _house()
    begun, ended = (by_hand.to_instant(house.calendar, _at(text)) for text in (start, end))
    assert by_hand.open_between(house.calendar, begun, ended) == minutes * MINUTE_US
    assert _open_before(house, ended) - _open_before(house, begun) == minutes * MINUTE_US
    assert (
        by_hand.open_before(house.calendar, ended) - by_hand.open_before(house.calendar, begun) == minutes * MINUTE_US
    )


def test_the_week_of_business_days_does_not_limit_opening_hours() -> None:
    """Saturday morning is open time though Saturday is no business day."""
    house = _house()
    saturday = dt.date(2008, 6, 14)
    assert not by_hand.is_counted(house.calendar, Unit.BUSINESS_DAYS, saturday)
    assert by_hand.open_stretches(house.calendar, saturday) == [(_at("2008-06-14 07:00"), _at("2008-06-14 10:00"))]


def test_a_house_that_never_closes_has_days_of_23_and_25_hours() -> None:
    """What is counted is real time: 30 March 2008 has 23 hours and 26 October has 25."""
    house = _open_time(_every_day("00:00-24:00"), "2008-03-01", "2008-11-02")
    sizes = {
        day: by_hand.open_between(
            house.calendar,
            by_hand.to_instant(house.calendar, _at(day)),
            by_hand.to_instant(house.calendar, _at(day) + DAY),
        )
        for day in ("2008-03-29", "2008-03-30", "2008-10-25", "2008-10-26")
    }
    # 1, 8, 12 May, 14 July, 15 August and 1 November are closed all the same.
    assert {day: us // MINUTE_US for day, us in sizes.items()} == {
        "2008-03-29": 24 * 60,
        "2008-03-30": 23 * 60,
        "2008-10-25": 24 * 60,
        "2008-10-26": 25 * 60,
    }
    assert by_hand.open_stretches(house.calendar, dt.date(2008, 5, 8)) == []
    start = by_hand.to_instant(house.calendar, _at("2008-10-25 12:00"))
    for limit, due in (("14 heures ouvrées", "2008-10-26 00:00"), ("15 heures ouvrées", "2008-10-26 01:00")):
        # 02:00 comes twice: first at 00:00 UTC, then at 01:00 UTC.
        assert (
            by_hand.due_at(house.calendar, start, parse_limit(limit))
            == _due_at(house, start, parse_limit(limit))
            == _at(due)
        )


def test_a_stretch_that_the_clocks_skip_is_not_open_and_one_that_comes_twice_is_open_twice() -> None:
    """Open from 02:15 to 02:45: not at all on 30 March 2008, for an hour in two halves on 26 October."""
    night = _open_time(_every_day("02:15-02:45"), "2008-03-25", "2008-10-30")
    assert by_hand.open_stretches(night.calendar, dt.date(2008, 3, 30)) == []
    assert by_hand.open_stretches(night.calendar, dt.date(2008, 10, 26)) == [
        (_at("2008-10-26 00:15"), _at("2008-10-26 00:45")),
        (_at("2008-10-26 01:15"), _at("2008-10-26 01:45")),
    ]
    for start, minutes, due in (
        ("2008-03-29 01:30", 15, "2008-03-29 01:45"),
        ("2008-03-29 01:30", 30, "2008-03-31 00:30"),
        ("2008-10-26 00:30", 15, "2008-10-26 00:45"),
        ("2008-10-26 00:30", 16, "2008-10-26 01:16"),
        ("2008-10-26 00:30", 46, "2008-10-27 01:16"),
    ):
        limit = Limit(minutes, Unit.BUSINESS_MINUTES)
        assert by_hand.due_at(night.calendar, _at(start), limit) == _due_at(night, _at(start), limit) == _at(due)


def test_stretches_of_a_repeated_hour_stand_in_the_order_of_time() -> None:
    """01:30-02:30 and 02:40-03:30 on 26 October 2008: the hour from 02:00 is gone through once, then again."""
    night = _open_time(_every_day("01:30-02:30 02:40-03:30"), "2008-10-25", "2008-10-27")
    assert [
        f"{opens:%H:%M}-{closes:%H:%M}"
        for opens, closes in by_hand.open_stretches(night.calendar, dt.date(2008, 10, 26))
    ] == [
        "23:30-00:30",
        "00:40-01:00",
        "01:00-01:30",
        "01:40-02:30",
    ]
    assert list(night.days.columns) == [
        *("day", "open_before_us", "opens_1_us", "length_1_us", "opens_2_us", "length_2_us"),
        *("opens_3_us", "length_3_us", "opens_4_us", "length_4_us"),
    ]


def test_clocks_set_back_at_midnight_bring_back_the_evening_before() -> None:
    """St John's, 2 November 2008: at 00:01 it was 23:01 again, so Saturday goes on after Sunday has begun."""
    hours = _every_day("00:00-01:00 23:00-24:00")
    night = _open_time(hours, "2008-10-31", "2008-11-03", zone="America/St_Johns", country="CA")
    saturday, sunday = dt.date(2008, 11, 1), dt.date(2008, 11, 2)
    # 23:00 was 01:30 UTC; from 00:01, 02:31 UTC, local time is 3 h 30 behind.
    assert by_hand.open_stretches(night.calendar, saturday)[1:] == [
        (_at("2008-11-02 01:30"), _at("2008-11-02 02:30")),
        (_at("2008-11-02 02:31"), _at("2008-11-02 03:30")),
    ]
    assert by_hand.open_stretches(night.calendar, sunday)[:2] == [
        (_at("2008-11-02 02:30"), _at("2008-11-02 02:31")),
        (_at("2008-11-02 03:30"), _at("2008-11-02 04:30")),
    ]
    # From 23:00, and from 00:00:30 on Sunday, all is open until 01:00.
    for start, lengths in (("01:30", (1, 59, 60, 61, 62, 90, 119, 120, 121, 180)), ("02:30:30", (1, 59, 60, 119))):
        begun = _at(f"2008-11-02 {start}")
        for minutes in lengths:
            limit, due = Limit(minutes, Unit.BUSINESS_MINUTES), begun + minutes * MINUTE
            assert by_hand.due_at(night.calendar, begun, limit) == _due_at(night, begun, limit) == due
            assert by_hand.open_between(night.calendar, begun, due) == limit.microseconds
            assert _open_before(night, due) - _open_before(night, begun) == limit.microseconds


def test_clocks_set_forward_over_midnight_cut_both_days() -> None:
    """Toronto, 30 March 1919: 23:30, 04:30 UTC, was 00:30 of the 31st. A house that never closes notices nothing."""
    house = _open_time(_every_day("00:00-24:00"), "1919-03-29", "1919-04-02", zone="America/Toronto")
    assert by_hand.open_stretches(house.calendar, dt.date(1919, 3, 30)) == [
        (_at("1919-03-30 05:00"), _at("1919-03-31 04:30"))
    ]
    assert by_hand.open_stretches(house.calendar, dt.date(1919, 3, 31)) == [
        (_at("1919-03-31 04:30"), _at("1919-04-01 04:00"))
    ]
    for text in ("1919-03-31 04:29", "1919-03-31 04:30", "1919-03-31 04:40", "1919-03-31 05:10"):
        passed = (_at(text) - _at("1919-03-29 05:00")) // MICROSECOND
        assert _open_before(house, _at(text)) == by_hand.open_before(house.calendar, _at(text)) == passed


def test_a_day_also_answers_for_its_wall_times_that_never_occur() -> None:
    """Samoa had no 30 December 2011. A cell that says 10:00 of it is read as 10:00 of the 31st, and has its row."""
    house = _open_time(_every_day("08:00-12:00"), "2011-12-29", "2012-01-02", zone="Pacific/Apia")
    assert by_hand.open_stretches(house.calendar, dt.date(2011, 12, 30)) == []
    rows = house.days.set_index("day")
    assert rows.loc["2011-12-30"].to_dict() == rows.loc["2011-12-31"].to_dict()
    assert rows.loc["2011-12-30", "length_1_us"] == 240 * MINUTE_US


def test_the_columns_have_the_documented_types() -> None:
    """Days are naive datetime64[us], and all else is int64."""
    house = _house()
    assert [str(kind) for kind in house.days.dtypes] == ["datetime64[us]", *["int64"] * 5]
    assert [str(kind) for kind in house.pieces.dtypes] == ["int64"] * 4
    assert list(house.pieces.columns) == ["piece", "open_before_us", "opens_at_us", "length_us"]
    assert house.days["day"].tolist() == house.calendar.days["day"].tolist()


def test_every_position_has_one_row_and_the_rows_are_few() -> None:
    """From the first microsecond to the last, closing times and their next microseconds included."""
    house = _house()
    stretches = house.pieces.drop(columns="piece").drop_duplicates()
    assert len(house.pieces) <= 2 * len(stretches)
    assert stretches["length_us"].sum() == house.total_us
    ends = (stretches["open_before_us"] + stretches["length_us"]).tolist()
    positions = pd.DataFrame(
        {"position": sorted({1, *ends, *(end + 1 for end in ends[:-1]), *range(1, ends[-1], 10**9)})}
    )
    positions["piece"] = (positions["position"] - 1) // house.piece_us
    joined = positions.merge(house.pieces, on="piece")
    begins, position = joined["open_before_us"], joined["position"]
    found = joined[(begins < position) & (position <= begins + joined["length_us"])]
    assert found["position"].tolist() == positions["position"].tolist()


def test_stretches_of_one_length_have_one_row_each() -> None:
    """A bucket is as long as the mean stretch, and its last position belongs to it."""
    house = _open_time(_every_day("09:00-17:00"), "2008-06-02", "2008-06-08")
    assert house.piece_us == 480 * MINUTE_US
    assert house.pieces["piece"].tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_hours_that_never_come_leave_nothing_to_count() -> None:
    """No opening hours, or only on days that are closed: no open time, and no limit is ever used up."""
    holidays_only = OpeningHours(dates={dt.date(2008, 5, 1): _windows("09:00-12:00")})
    for hours in (OpeningHours(), OpeningHours(weekdays={"mon": ()}), holidays_only):
        never = _open_time(hours, "2008-04-28", "2008-05-11")
        start, end = _at("2008-04-29 08:00"), _at("2008-05-09 08:00")
        assert (never.total_us, len(never.pieces), by_hand.open_between(never.calendar, start, end)) == (0, 0, 0)
        assert _due_at(never, start, parse_limit("1 minute ouvrée")) is None
        with pytest.raises(CalendarRangeError, match="1 minute ouvrée from 2008-04-29 10:00:00 on are not used up by"):
            by_hand.due_at(never.calendar, start, parse_limit("1 minute ouvrée"))


def test_what_lies_outside_the_calendar_is_an_error_that_says_so() -> None:
    """Before the first day, after the last one, and a limit that ends after it."""
    house = _open_time(_every_day("09:00-17:00"), "2008-06-02", "2008-06-08")
    inside, before, after = _at("2008-06-02 08:00"), _at("2008-06-01 21:59"), _at("2008-06-08 22:00")
    for start, end in ((before, inside), (inside, before), (inside, after), (after, inside)):
        with pytest.raises(CalendarRangeError, match="outside the calendar"):
            by_hand.open_between(house.calendar, start, end)
    for instant in (before, after):
        with pytest.raises(CalendarRangeError, match="outside the calendar"):
            by_hand.open_before(house.calendar, instant)
        with pytest.raises(CalendarRangeError, match="outside the calendar"):
            by_hand.due_at(house.calendar, instant, parse_limit("1 heure ouvrée"))
    with pytest.raises(CalendarRangeError, match="2008-06-09 is outside"):
        by_hand.open_stretches(house.calendar, dt.date(2008, 6, 9))
    # 10:00 to 17:00 on Monday, and six days of 8 hours.
    assert by_hand.due_at(house.calendar, inside, parse_limit("55 heures ouvrées")) == _at("2008-06-08 15:00")
    assert _due_at(house, inside, parse_limit("56 heures ouvrées")) is None
    with pytest.raises(CalendarRangeError, match="not used up by 2008-06-08"):
        by_hand.due_at(house.calendar, inside, parse_limit("56 heures ouvrées"))


@pytest.mark.parametrize("weekday", WEEKDAYS)
@pytest.mark.parametrize("count", [1, 120])
@pytest.mark.parametrize("off", ["never", "closed", "no hours"])
def test_no_limit_spans_more_days_than_its_bound(weekday: Weekday, count: int, off: str) -> None:
    """Tried on houses that open for one hour on one day of the week, and not at all in the autumn of 2008."""
    autumn = [dt.date(2008, 7, 1) + n * DAY for n in range(180)]
    closed = dict.fromkeys(autumn, "Travaux") if off == "closed" else {}
    dates: dict[dt.date, tuple[OpeningStretch, ...]] = dict.fromkeys(autumn, ()) if off == "no hours" else {}
    hours = OpeningHours(weekdays={weekday: _windows("09:00-10:00")}, dates=dates)
    schedule = Schedule(time_zone="Europe/Paris", closed=closed, opening_hours=hours)
    calendar = build_calendar(schedule, first_day=dt.date(2008, 1, 1), last_day=dt.date(2012, 12, 31))
    house, limit = build_open_time(calendar), Limit(count, Unit.BUSINESS_HOURS)
    bound = days_at_most(limit, schedule)
    for start in (dt.datetime(2008, month, 15) for month in range(1, 13, 2)):
        assert by_hand.due_at(house.calendar, start, limit) - start <= bound * DAY


def test_the_bound_stays_near_and_within_what_a_calendar_can_hold() -> None:
    """40 hours of a 40-hour week are a week and a margin; hours that never come have no bound but the calendar's."""
    week = OpeningHours(weekdays=dict.fromkeys(WEEKDAYS[:5], _windows("09:00-17:00")))
    schedule = Schedule(time_zone="Europe/Paris", opening_hours=week)
    assert 7 <= days_at_most(parse_limit("40 heures ouvrées"), schedule) <= 100
    assert days_at_most(parse_limit("41 heures ouvrées"), schedule) >= 14
    minute = OpeningHours(weekdays={"mon": _windows("09:00-09:01")})
    for hours in (minute, OpeningHours()):
        schedule = Schedule(time_zone="Europe/Paris", opening_hours=hours)
        assert days_at_most(parse_limit("876600 heures ouvrées"), schedule) == 182_620  # 1900 to 2399
