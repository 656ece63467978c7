"""Wall times as instants, held against zoneinfo: with few changes of the clock in the calendar, and with many."""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small_runs import AT, rule_text

from gpj_kpi import RuleFile, load_rules
from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.cases.instants import with_instants
from gpj_kpi.engines.pandas.engine import PandasEngine

EPOCH = dt.datetime(1970, 1, 1)
MICROSECOND = dt.timedelta(microseconds=1)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleFile:
    """Rules of a source `s` with a column `at` of wall times."""
    path = tmp_path_factory.mktemp("rules") / "rules.yaml"
    indicator = {"n": "period_by: at, measure: {kind: count}"}
    path.write_text(rule_text({"at": AT}, indicator), encoding="utf-8")
    return load_rules(path)


@cache
def calendar_of(zone: str, first_year: int, last_year: int) -> Calendar:
    """Every day of some years."""
    first, last = dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)
    return build_calendar(Schedule(time_zone=zone), first_day=first, last_day=last)


@pytest.mark.parametrize(
    ("zone", "years"),
    [
        ("Europe/Paris", (2007, 2009)),  # six changes
        ("Europe/Paris", (1990, 2019)),  # sixty
        ("Atlantic/Azores", (2007, 2009)),  # changes at midnight
        ("Africa/Casablanca", (2007, 2012)),  # four a year
        ("Asia/Tokyo", (2007, 2009)),  # none
        ("America/Nuuk", (2023, 2026)),  # forward to midnight
        ("America/Nuuk", (2010, 2040)),
        ("Pacific/Apia", (2010, 2013)),  # a date that never was
    ],
)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_wall_times_are_instants_as_zoneinfo_says(
    zone: str, years: tuple[int, int], rules: RuleFile, data: st.DataObject
) -> None:
    """A time that occurs twice is the first, one that never occurs keeps the offset before; both are counted.

    The day is that of the instant.
    """
    calendar = calendar_of(zone, *years)
    at_changes = [
        dt.datetime.combine(day.date(), dt.time()) + dt.timedelta(minutes=minutes)
        for day, before, after in zip(
            calendar.days["day"], calendar.days["offset_before_us"], calendar.days["offset_after_us"], strict=True
        )
        if before != after
        for minutes in (-60, -30, 0, 59, 60, 90, 119, 120, 150, 179, 180, 240)
    ]
    any_time = st.datetimes(dt.datetime(years[0], 1, 2), dt.datetime(years[1], 12, 30))
    times = st.one_of(st.sampled_from(at_changes), any_time) if at_changes else any_time
    walls = data.draw(st.lists(times, min_size=1, max_size=50))
    rows = pd.DataFrame(
        {
            "at": [(wall - EPOCH) // MICROSECOND for wall in walls],
            "at__day": [(wall - EPOCH).days for wall in walls],
        }
    )
    frame = nw.from_native(rows).lazy()
    found = with_instants(frame, rules.sources["s"], calendar, PandasEngine({}, rules), ()).collect().to_native()
    expected = []
    for wall in walls:
        first, second = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
        offsets = [moment.utcoffset() or dt.timedelta() for moment in (first, second)]
        instant = (wall - offsets[0] - EPOCH) // MICROSECOND
        day = (EPOCH + instant * MICROSECOND).replace(tzinfo=dt.UTC).astimezone(ZoneInfo(zone)).date()
        twice, never = int(offsets[0] > offsets[1]), int(offsets[0] < offsets[1])
        expected.append((instant, (day - EPOCH.date()).days, twice, never))
    assert list(found[["at", "at__day", "_twice", "_never"]].itertuples(index=False, name=None)) == expected
