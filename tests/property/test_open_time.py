"""Business hours against a walker who looks at the clock on the wall every minute."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.calendars.open_time import OpenTime, build_open_time
from gpj_kpi.calendars.schedule import WEEKDAYS, OpeningHours, OpeningStretch, Schedule
from gpj_kpi.errors import CalendarRangeError

MINUTE, DAY, MICROSECOND = dt.timedelta(minutes=1), dt.timedelta(days=1), dt.timedelta(microseconds=1)
EPOCH, MINUTE_US = dt.datetime(1970, 1, 1), MINUTE // MICROSECOND

Minutes = tuple[tuple[int, int], ...]
"""Stretches that begin on a day, in minutes from its midnight, opening included and closing excluded; 1500 is 01:00."""

# Days around which clocks change, at night or at midnight, with a few that hold French holidays.
SCENES = [
    ("Europe/Paris", dt.date(2008, 3, 30)),
    ("Europe/Paris", dt.date(2008, 10, 26)),
    ("Europe/Paris", dt.date(2008, 5, 4)),
    ("Europe/Paris", dt.date(2008, 12, 29)),
    ("America/St_Johns", dt.date(2008, 3, 9)),  # forward at 00:01
    ("America/St_Johns", dt.date(2008, 11, 2)),  # back at 00:01, to 23:01 of the day before
    ("America/Sao_Paulo", dt.date(2008, 2, 17)),  # back at 24:00
    ("America/Sao_Paulo", dt.date(2008, 10, 19)),  # forward at 00:00
    ("Australia/Lord_Howe", dt.date(2008, 10, 5)),  # by half an hour
    ("Pacific/Apia", dt.date(2011, 12, 30)),  # a day that does not exist
    ("Asia/Kathmandu", dt.date(2008, 11, 11)),
]
# Those of France on and near these days.
HOLIDAYS = {
    *(dt.date(2008, *day) for day in ((3, 24), (5, 1), (5, 8), (11, 1), (11, 11), (12, 25))),
    *(dt.date(2009, 1, 1), dt.date(2011, 12, 25), dt.date(2012, 1, 1)),
}


@dataclass(frozen=True)
class House:
    """A house that says when it is open, on the days around a change of clock.

    Attributes:
        zone: IANA name.
        first_day: first day of its calendar.
        n_days: days of its calendar.
        weekdays: hours by weekday, Monday being 0.
        dates: hours of single days.
        closed: days off.
        worked: days worked, also on holidays.
    """

    zone: str
    first_day: dt.date
    n_days: int
    weekdays: tuple[Minutes, ...]
    dates: Mapping[dt.date, Minutes]
    closed: frozenset[dt.date]
    worked: frozenset[dt.date]

    @property
    def days(self) -> list[dt.date]:
        """The days of its calendar."""
        return [self.first_day + n * DAY for n in range(self.n_days)]

    def hours_of(self, day: dt.date) -> Minutes:
        """The stretches that begin on a day."""
        if (day in HOLIDAYS or day in self.closed) and day not in self.worked:
            return ()
        return self.dates.get(day, self.weekdays[day.weekday()])

    def open_time(self) -> OpenTime:
        """The same house as the code sees it."""
        hours = OpeningHours(
            weekdays={name: _windows(minutes) for name, minutes in zip(WEEKDAYS, self.weekdays, strict=True)},
            dates={day: _windows(minutes) for day, minutes in self.dates.items()},
        )
        schedule = Schedule(
            time_zone=self.zone,
            closed=dict.fromkeys(self.closed, "closed"),
            worked=dict.fromkeys(self.worked, "worked"),
            opening_hours=hours,
        )
        return build_open_time(build_calendar(schedule, first_day=self.days[0], last_day=self.days[-1]))


def _windows(minutes: Minutes) -> tuple[OpeningStretch, ...]:
    return tuple(OpeningStretch(opens, closes) for opens, closes in minutes)


# --------------------------------------------------------------------------------------------------------- the walker


class Walker:
    """Walks through time minute by minute, two days beyond the house's calendar on either side.

    Attributes:
        begin: where the walk begins, naive UTC.
        passed: open minutes before each minute of the walk, and one more at its end.
        walls: wall time at each of them.
    """

    def __init__(self, house: House) -> None:
        zone, days = ZoneInfo(house.zone), set(house.days)
        self.begin = dt.datetime.combine(house.days[0] - 2 * DAY, dt.time())
        times = ((self.begin + n * MINUTE).replace(tzinfo=dt.UTC) for n in range((house.n_days + 4) * 24 * 60))
        self.passed, self.walls = [0], [time.astimezone(zone).replace(tzinfo=None, fold=0) for time in times]
        lived = {wall.date() for wall in self.walls} & days
        for wall in self.walls:
            day, minute = wall.date(), wall.hour * 60 + wall.minute
            # Stretches of the day, and those of its eve, whose hours go on: 25:00 of the eve is 01:00.
            near = [
                (house.hours_of(day), minute),
                (house.hours_of(day - DAY) if day - DAY in lived else (), minute + 1440),
            ]
            is_open = day in days and any(opens <= at < closes for hours, at in near for opens, closes in hours)
            self.passed.append(self.passed[-1] + is_open)

    def open_before(self, instant: dt.datetime) -> int:
        """Open microseconds before an instant; each minute of the walk is open or closed as a whole."""
        minute, rest = divmod(instant - self.begin, MINUTE)
        is_open = self.passed[minute + 1] - self.passed[minute]
        return self.passed[minute] * MINUTE_US + is_open * (rest // MICROSECOND)

    def due_at(self, start: dt.datetime, length_us: int) -> dt.datetime | None:
        """The first instant before which that much more has been open; None when the walk ends first."""
        wanted = self.open_before(start) + length_us
        for minute, (before, after) in enumerate(itertools.pairwise(self.passed)):
            if after * MINUTE_US >= wanted:
                return self.begin + minute * MINUTE + (wanted - before * MINUTE_US) * MICROSECOND
        return None


# ----------------------------------------------------------------------------------------------------------- the frames


def _microseconds(instant: dt.datetime) -> int:
    return (instant - EPOCH) // MICROSECOND


def _days_by_frame(open_time: OpenTime) -> dict[dt.date, list[int]]:
    days = open_time.days
    return dict(zip(days["day"].dt.date, days.drop(columns="day").to_numpy().tolist(), strict=True))


def _open_before(rows: Mapping[dt.date, list[int]], day: dt.date, instant: dt.datetime) -> int:
    before, *stretches = rows[day]
    pairs = zip(stretches[::2], stretches[1::2], strict=True)
    return before + sum(min(max(_microseconds(instant) - opens, 0), length) for opens, length in pairs)


def _pieces_by_number(open_time: OpenTime) -> dict[int, list[tuple[int, int, int]]]:
    found: dict[int, list[tuple[int, int, int]]] = {}
    for piece, before, opens, length in open_time.pieces.to_numpy().tolist():
        found.setdefault(piece, []).append((before, opens, length))
    return found


# ----------------------------------------------------------------------------------------------------------- the houses

# Around midnight, and around the hour at which clocks change.
EDGES = st.one_of(
    st.integers(0, 1440), st.sampled_from([0, 1, 60, 119, 120, 135, 150, 165, 180, 1380, 1381, 1439, 1440])
)


@st.composite
def hours(draw: st.DrawFn) -> Minutes:
    """Up to three stretches of a day, in order; they may touch."""
    edges = sorted(draw(st.lists(EDGES, unique=True, max_size=6)))
    pairs = list(itertools.pairwise(edges))
    return tuple(pairs if draw(st.booleans()) else pairs[::2])


@st.composite
def nights(draw: st.DrawFn) -> Callable[[Minutes], Minutes]:
    """A change of hours: none, or each day may end in a night, and begins when the longest night is over."""
    longest = draw(st.sampled_from([0, 0, 1, 60, 150, 360, 720]))
    begins = draw(st.sampled_from([1439, 1380, 1320, 1440 - 720]))

    def change(minutes: Minutes) -> Minutes:
        day = tuple((opens, closes) for opens, closes in minutes if opens >= longest)
        if not longest or (day and day[-1][1] > begins) or not draw(st.booleans()):
            return day
        return (*day, (begins, 1440 + draw(st.integers(1, longest))))

    return change


@st.composite
def houses(draw: st.DrawFn) -> House:
    """A house around one of the scenes."""
    zone, scene = draw(st.sampled_from(SCENES))
    first_day = scene - draw(st.integers(0, 5)) * DAY
    n_days = (scene - first_day).days + draw(st.integers(2, 7))
    some_days = st.integers(0, n_days - 1).map(lambda n: first_day + n * DAY)
    at_night = draw(nights())
    usual = at_night(draw(hours()))
    return House(
        zone=zone,
        first_day=first_day,
        n_days=n_days,
        weekdays=tuple(draw(st.just(usual) | hours().map(at_night)) for _ in range(7)),
        dates=draw(st.dictionaries(some_days, hours().map(at_night), max_size=2)),
        closed=draw(st.frozensets(some_days, max_size=2)),
        worked=draw(st.frozensets(some_days, max_size=2)),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(house=houses(), data=st.data())
def test_frames_plain_methods_and_the_minute_walker_agree(house: House, data: st.DataObject) -> None:
    """Open time before an instant, due instants, and elapsed(start, due) == limit, to the microsecond."""
    walker, open_time = Walker(house), house.open_time()
    rows, pieces = _days_by_frame(open_time), _pieces_by_number(open_time)
    covered = [n for n, wall in enumerate(walker.walls) if wall.date() in rows]
    assert open_time.total_us == walker.passed[-1] * MINUTE_US
    for n in covered[::61]:
        instant = walker.begin + n * MINUTE
        assert _open_before(rows, walker.walls[n].date(), instant) == walker.open_before(instant)
    for _ in range(5):
        minute = data.draw(st.sampled_from(covered))
        instant = walker.begin + minute * MINUTE + data.draw(st.integers(0, MINUTE_US - 1)) * MICROSECOND
        before = walker.open_before(instant)
        assert (
            by_hand.open_before(open_time.calendar, instant)
            == _open_before(rows, walker.walls[minute].date(), instant)
            == before
        )
        unit, most = data.draw(st.sampled_from([(Unit.BUSINESS_MINUTES, 3000), (Unit.BUSINESS_HOURS, 60)]))
        limit = Limit(data.draw(st.integers(1, most)), unit)
        position = before + limit.microseconds
        due = walker.due_at(instant, limit.microseconds)
        by_frame = [
            EPOCH + (opens + position - passed) * MICROSECOND
            for passed, opens, length in pieces.get((position - 1) // open_time.piece_us, [])
            if passed < position <= passed + length
        ]
        assert by_frame == ([] if due is None else [due])
        if due is None:
            with pytest.raises(CalendarRangeError):
                by_hand.due_at(open_time.calendar, instant, limit)
        else:
            assert by_hand.due_at(open_time.calendar, instant, limit) == due
            # At 24:00 of the last day the due instant itself is outside the calendar.
            if due < walker.begin + (covered[-1] + 1) * MINUTE:
                assert by_hand.open_between(open_time.calendar, instant, due) == limit.microseconds
                assert by_hand.open_between(open_time.calendar, due, instant) == -limit.microseconds
