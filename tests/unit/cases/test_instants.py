"""Wall times as instants, by hand: both changes of the clock, dates, and cells that are instants already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import AT, ON
from tests.unit.cases.small_cases import cells_of, rules_of

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.cases.instants import happened_by_clock, with_instants
from gpj_kpi.engines.duckdb.engine import DuckDBEngine
from gpj_kpi.engines.interface import Engine
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.rules import RuleFile

OnEngine = Callable[[Path, RuleFile], Engine]
MINUTE = 60_000_000
engines = pytest.mark.parametrize(
    "engine_on", [DuckDBEngine, lambda _, rules: PandasEngine({}, rules)], ids=["duckdb", "pandas"]
)
# Two changes of the clock a year: up to twelve years each time is compared with them, beyond it is joined with its day.
spans = pytest.mark.parametrize("years", [(2008, 2008), (1997, 2008), (1990, 2019)], ids=["1 year", "12", "30"])


def _paris(years: tuple[int, int]) -> Calendar:
    first, last = dt.date(years[0], 1, 1), dt.date(years[1], 12, 31)
    return build_calendar(Schedule(time_zone="Europe/Paris"), first_day=first, last_day=last)


def _clock(text: str) -> int:
    """Microseconds from 1970-01-01 00:00 of what a clock shows."""
    return int((dt.datetime.fromisoformat(text) - dt.datetime(1970, 1, 1)) / dt.timedelta(microseconds=1))


def _day(text: str) -> int:
    return (dt.date.fromisoformat(text[:10]) - dt.date(1970, 1, 1)).days


# Wall time in Paris, what UTC's clock shows then, and whether the time occurs twice or never.
WALL_TIMES = [
    ("2008-01-15 12:00", "2008-01-15 11:00", 0, 0),
    ("2008-07-15 12:00", "2008-07-15 10:00", 0, 0),
    ("2008-07-01 00:30", "2008-06-30 22:30", 0, 0),
    # 30 March: 2:00 becomes 3:00.
    ("2008-03-30 01:59", "2008-03-30 00:59", 0, 0),
    ("2008-03-30 02:00", "2008-03-30 01:00", 0, 1),
    ("2008-03-30 02:59", "2008-03-30 01:59", 0, 1),
    ("2008-03-30 03:00", "2008-03-30 01:00", 0, 0),
    # 26 October: 3:00 becomes 2:00.
    ("2008-10-26 01:59", "2008-10-25 23:59", 0, 0),
    ("2008-10-26 02:00", "2008-10-26 00:00", 1, 0),
    ("2008-10-26 02:59", "2008-10-26 00:59", 1, 0),
    ("2008-10-26 03:00", "2008-10-26 02:00", 0, 0),
]


@engines
@spans
def test_wall_times_in_paris(engine_on: OnEngine, years: tuple[int, int], tmp_path: Path) -> None:
    """An hour behind in winter, two in summer; twice is the first time, never keeps the offset before."""
    rules = rules_of(tmp_path, {"r": AT})
    engine = engine_on(tmp_path, rules)
    walls = [wall for wall, _, _, _ in WALL_TIMES]
    rows = pd.DataFrame({"_row": range(len(walls)), "r": map(_clock, walls), "r__day": map(_day, walls)})
    found = with_instants(engine.table(rows), rules.sources["s"], _paris(years), engine, ())
    assert cells_of(found, "r", "r__day", "_twice", "_never") == [
        (_clock(utc), _day(wall), twice, never) for wall, utc, twice, never in WALL_TIMES
    ]
    engine.close()


# Local time, what UTC's clock shows then, the local day of that instant, and whether the time never occurs.
PAST_MIDNIGHT = {
    # 30 March 2024: 23:00 becomes 0:00 of the 31st.
    "America/Nuuk": [
        ("2024-03-30 22:59", "2024-03-31 00:59", "2024-03-30", 0),
        ("2024-03-30 23:00", "2024-03-31 01:00", "2024-03-31", 1),
        ("2024-03-30 23:30", "2024-03-31 01:30", "2024-03-31", 1),
        ("2024-03-31 00:00", "2024-03-31 01:00", "2024-03-31", 0),
    ],
    # 29 December 2011: 24:00 becomes 0:00 of the 31st.
    "Pacific/Apia": [
        ("2011-12-29 23:59", "2011-12-30 09:59", "2011-12-29", 0),
        ("2011-12-30 00:00", "2011-12-30 10:00", "2011-12-31", 1),
        ("2011-12-30 23:59", "2011-12-31 09:59", "2011-12-31", 1),
        ("2011-12-31 00:00", "2011-12-30 10:00", "2011-12-31", 0),
    ],
    # 4 May 2018: 23:30 becomes 0:00 of the 5th.
    "Asia/Pyongyang": [
        ("2018-05-04 23:29", "2018-05-04 14:59", "2018-05-04", 0),
        ("2018-05-04 23:45", "2018-05-04 15:15", "2018-05-05", 1),
        ("2018-05-05 00:15", "2018-05-04 15:15", "2018-05-05", 0),
    ],
}


@engines
@pytest.mark.parametrize("first_year", [2008, 1960], ids=["few changes", "many"])
@pytest.mark.parametrize("zone", PAST_MIDNIGHT)
def test_a_skipped_time_that_is_read_past_midnight_belongs_to_the_next_day(
    engine_on: OnEngine, first_year: int, zone: str, tmp_path: Path
) -> None:
    """The day is that of the instant, which is read with the offset before the gap."""
    rules = rules_of(tmp_path, {"r": AT})
    engine = engine_on(tmp_path, rules)
    calendar = build_calendar(
        Schedule(time_zone=zone), first_day=dt.date(first_year, 1, 1), last_day=dt.date(2040, 12, 31)
    )
    times = PAST_MIDNIGHT[zone]
    walls = [wall for wall, _, _, _ in times]
    rows = pd.DataFrame({"_row": range(len(walls)), "r": map(_clock, walls), "r__day": map(_day, walls)})
    found = with_instants(engine.table(rows), rules.sources["s"], calendar, engine, ())
    assert cells_of(found, "r", "r__day", "_twice", "_never") == [
        (_clock(utc), _day(day), 0, never) for _, utc, day, never in times
    ]
    engine.close()


@engines
def test_a_date_that_the_clocks_pass_over_is_the_next_one(engine_on: OnEngine, tmp_path: Path) -> None:
    """In Samoa 30 December 2011 never was: it is read as the 31st, and counted."""
    rules = rules_of(tmp_path, {"r": ON})
    engine = engine_on(tmp_path, rules)
    calendar = build_calendar(
        Schedule(time_zone="Pacific/Apia"), first_day=dt.date(2011, 1, 1), last_day=dt.date(2012, 12, 31)
    )
    days = [_day("2011-12-29"), _day("2011-12-30"), _day("2011-12-31"), None]
    rows = pd.DataFrame({"_row": [1, 2, 3, 4], "r": pd.array(days, dtype="Int64")})
    found = with_instants(engine.table(rows), rules.sources["s"], calendar, engine, ())
    assert cells_of(found, "r", "r__day", "_never") == [
        (_clock("2011-12-29 10:00"), days[0], 0),
        (_clock("2011-12-30 10:00"), days[2], 1),
        (_clock("2011-12-30 10:00"), days[2], 0),
        (None, None, 0),
    ]
    engine.close()


@engines
@spans
def test_doubtful_times_of_a_row_are_counted_together(
    engine_on: OnEngine, years: tuple[int, int], tmp_path: Path
) -> None:
    """A row of two times that occur twice has 2, and a missing one is neither doubtful nor an instant."""
    rules = rules_of(tmp_path, {"r": AT, "e": AT})
    engine = engine_on(tmp_path, rules)
    twice, missing = "2008-10-26 02:30", pd.array([None], dtype="Int64")
    first = pd.DataFrame(
        {"_row": [1], "r": _clock(twice), "r__day": _day(twice), "e": _clock(twice), "e__day": _day(twice)}
    )
    second = pd.DataFrame({"_row": [2], "r": _clock(twice), "r__day": _day(twice), "e": missing, "e__day": missing})
    rows = pd.concat([first.astype("Int64"), second.astype("Int64")], ignore_index=True)
    found = with_instants(engine.table(rows), rules.sources["s"], _paris(years), engine, ())
    instant = _clock("2008-10-26 00:30")
    assert cells_of(found, "r", "e", "_twice", "_never") == [(instant, instant, 2, 0), (instant, None, 1, 0)]
    engine.close()


@engines
def test_a_date_is_the_midnight_that_opens_it(engine_on: OnEngine, tmp_path: Path) -> None:
    """1 January opens at 23:00 UTC, 1 July at 22:00; a missing date has neither day nor instant."""
    rules = rules_of(tmp_path, {"r": ON})
    engine = engine_on(tmp_path, rules)
    days = [_day("2008-01-01"), _day("2008-07-01"), None]
    rows = pd.DataFrame({"_row": [1, 2, 3], "r": pd.array(days, dtype="Int64")})
    found = with_instants(engine.table(rows), rules.sources["s"], _paris((2007, 2009)), engine, ())
    assert cells_of(found, "r", "r__day", "_twice", "_never") == [
        (_clock("2007-12-31 23:00"), days[0], 0, 0),
        (_clock("2008-06-30 22:00"), days[1], 0, 0),
        (None, None, 0, 0),
    ]
    engine.close()


@engines
def test_an_instant_gets_the_day_of_its_place(engine_on: OnEngine, tmp_path: Path) -> None:
    """In Paris a day begins at 22:00 UTC in summer and at 23:00 in winter; a minute earlier it has not begun."""
    rules = rules_of(tmp_path, {"r": AT})
    engine = engine_on(tmp_path, rules)
    expected = {
        "2008-06-30 22:00": "2008-07-01",
        "2008-06-30 21:59": "2008-06-30",
        "2008-12-31 22:30": "2008-12-31",
        "2008-12-31 23:00": "2009-01-01",
        "2008-03-30 12:00": "2008-03-30",
    }
    rows = pd.DataFrame(
        {
            "_row": range(len(expected)),
            "r": map(_clock, expected),
            "r__day": pd.array([None] * len(expected), dtype="Int64"),
        }
    )
    found = with_instants(engine.table(rows), rules.sources["s"], _paris((2007, 2010)), engine, {"r"})
    assert cells_of(found, "r", "r__day", "_twice") == [(_clock(utc), _day(day), 0) for utc, day in expected.items()]
    engine.close()


@engines
def test_a_day_west_of_greenwich_is_the_one_before(engine_on: OnEngine, tmp_path: Path) -> None:
    """In New York 2:00 UTC of 1 July is the evening of 30 June."""
    rules = rules_of(tmp_path, {"r": AT})
    engine = engine_on(tmp_path, rules)
    calendar = build_calendar(
        Schedule(time_zone="America/New_York"), first_day=dt.date(2008, 1, 1), last_day=dt.date(2008, 12, 31)
    )
    rows = pd.DataFrame({"_row": [1, 2], "r": [_clock("2008-07-01 02:00"), _clock("2008-07-01 04:00")]})
    rows["r__day"] = pd.array([None, None], dtype="Int64")
    found = with_instants(engine.table(rows), rules.sources["s"], calendar, engine, {"r"})
    assert cells_of(found, "r__day") == [(_day("2008-06-30"),), (_day("2008-07-01"),)]
    engine.close()


def test_a_change_at_midnight_belongs_to_the_day_that_it_opens(tmp_path: Path) -> None:
    """On the Azores 26 October 2008 has the hour before 1:00 twice: 0:30 is the first, 23:30 is in doubt no more."""
    rules = rules_of(tmp_path, {"r": AT})
    engine = PandasEngine({}, rules)
    for first_year, last_year in ((2008, 2008), (1990, 2019)):
        calendar = build_calendar(
            Schedule(time_zone="Atlantic/Azores"),
            first_day=dt.date(first_year, 1, 1),
            last_day=dt.date(last_year, 12, 31),
        )
        walls = ["2008-10-25 23:30", "2008-10-26 00:30", "2008-10-26 01:00"]
        rows = pd.DataFrame({"_row": range(3), "r": map(_clock, walls), "r__day": map(_day, walls)})
        found = with_instants(nw.from_native(rows).lazy(), rules.sources["s"], calendar, engine, ())
        # UTC in summer, an hour behind it in winter.
        assert cells_of(found, "r", "_twice") == [
            (_clock("2008-10-25 23:30"), 0),
            (_clock("2008-10-26 00:30"), 1),
            (_clock("2008-10-26 02:00"), 0),
        ]


AROUND = [
    # zone, and a moment of UTC at which its clock changes, or at which nothing happens
    ("Europe/Paris", "2008-03-30 01:00"),
    ("Europe/Paris", "2008-10-26 01:00"),
    ("Europe/Paris", "2008-07-01 00:00"),
    ("Atlantic/Azores", "2008-10-26 01:00"),
    ("America/New_York", "2008-03-09 07:00"),
    ("Pacific/Apia", "2011-12-30 10:00"),  # a whole day is skipped
]


@pytest.mark.parametrize(("zone", "change"), AROUND)
def test_a_local_time_has_come_or_not_as_zoneinfo_says(zone: str, change: str) -> None:
    """The first of two times, and the offset before the change where there is none: at each quarter of an hour."""
    place, moment = ZoneInfo(zone), dt.datetime.fromisoformat(change)
    quarter = dt.timedelta(minutes=15)
    local = moment.replace(tzinfo=dt.UTC).astimezone(place).replace(tzinfo=None)
    walls = [local + number * quarter for number in range(-300, 301)]
    instants = [wall.replace(tzinfo=place).astimezone(dt.UTC).replace(tzinfo=None) for wall in walls]
    frame = nw.from_native(pd.DataFrame({"r": [_clock(str(wall)) for wall in walls]}))
    for number in range(-12, 13):
        now = moment + number * quarter
        as_of = AsOf.given(now.replace(tzinfo=dt.UTC), place)
        found = frame.select(happened_by_clock("r", as_of).alias("r"))["r"].to_list()
        assert found == [instant <= now for instant in instants]
