"""The days of events, and the stretches between them that nothing explains."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from tests.small_runs import AT, ON
from tests.unit.cases.small_cases import Open, both_opened, rules_of
from tests.unit.results.made import day_number

from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.cases.event_days import fetch_event_days, find_beginning, find_stretches, may_hold_stretch, most_lone
from gpj_kpi.cases.instants import with_instants
from gpj_kpi.cases.rhythm import WaitingDays


@both_opened
def test_cases_are_counted_by_day_and_column(open_on: Open, tmp_path: Path) -> None:
    """Two cases begin on 1 July, one of them at 0:30, which is 30 June in UTC; one has ended, on a date."""
    rules = rules_of(tmp_path, {"r": AT, "e": ON})
    engine = open_on(
        tmp_path, rules, "id;r;e\n1;01/07/2008 00:30;\n2;01/07/2008 10:00;02/07/2008\n3;03/07/2008 09:00;\n"
    )
    calendar = build_calendar(rules.schedule, first_day=dt.date(2008, 6, 1), last_day=dt.date(2008, 8, 1))
    export = engine.read("s")
    cases = with_instants(export.rows, rules.sources["s"], calendar, engine, export.instants)
    found = fetch_event_days(cases, ["r", "e"], engine)
    july = day_number("2008-07-01")
    assert {id_: days.tolist() for id_, days in found.days.items()} == {"r": [july, july + 2], "e": [july + 1]}
    assert {id_: cells.tolist() for id_, cells in found.cells.items()} == {"r": [2, 1], "e": [1]}
    hour = 3_600_000_000
    assert found.latest["r"].tolist() == [(july * 24 + 8) * hour, ((july + 2) * 24 + 7) * hour]
    assert found.latest_of(["r", "e"]) == ((july + 2) * 24 + 7) * hour
    assert found.latest_of(["r", "e"], up_to=july + 1) == (july * 24 + 22) * hour  # midnight of the 2nd
    assert found.latest_of([]) is None
    assert found.pooled(["r", "e"]).tolist() == [july, july + 1, july + 2]
    assert found.cells_after(["r", "e"], july) == 2
    engine.close()


DAILY = list(range(30))


@pytest.mark.parametrize(
    ("days", "before"),
    [
        (DAILY, []),
        ([*DAILY, 29 + 32], []),  # a month of 31 silent days says nothing
        ([*DAILY, 29 + 33], [29]),  # 32 do, of a source that is never silent
        ([*DAILY, 100, 9000], [29, 100]),  # one after the other: what stands alone explains nothing
        ([*range(0, 300, 15), 285 + 45], []),  # 15 days apart: three times as long is not far longer
        ([*range(0, 300, 15), 285 + 46], [285]),
        ([*DAILY, 29 + 31, 29 + 31 + 93], []),  # late answers, ever rarer
        ([*DAILY, 29 + 31, 29 + 31 + 94], [60]),
        ([1, 2, 3, 1102], []),  # no rhythm is known: up to three years say nothing
        ([1, 2, 3, 1103], [3]),
        ([], []),
        ([7], []),
    ],
)
def test_a_stretch_is_odd_if_it_is_long_and_far_longer_than_usual(days: list[int], before: list[int]) -> None:
    """More than 31 silent days, and more than three times the longest stretch before it."""
    assert find_stretches(np.array(days, dtype=np.int64), WaitingDays.of()) == before


@pytest.mark.parametrize(("n_rows", "most"), [(5, 3), (3_999, 3), (4_000, 4), (1_000_000, 1_000)])
def test_three_rows_or_one_in_a_thousand_may_stand_alone(n_rows: int, most: int) -> None:
    """Of a small source three, of a large one more."""
    assert most_lone(n_rows) == most


@pytest.mark.parametrize(
    ("days", "cells", "begin"),
    [
        (DAILY, [1] * 30, 0),
        ([-7000, *DAILY], [1] * 31, 1),  # one case years before all others
        ([-7000, -100, *DAILY], [1, 3, *[1] * 30], 2),  # and three in the year before
        ([-100, *DAILY], [4, *[1] * 30], 0),  # four are a beginning
        ([-32, *DAILY], [1] * 31, 0),  # 31 silent days say nothing
        ([-33, *DAILY], [1] * 31, 1),
        ([-2000, 1], [1, 1], 0),  # of two cases none is more alone than the other
        ([-2000, 1, 2], [1, 1, 1], 1),
        ([], [], 0),
    ],
)
def test_a_source_begins_where_its_cases_do_not_stand_alone(days: list[int], cells: list[int], begin: int) -> None:
    """What holds after the last event holds before the first case."""
    found = find_beginning(np.array(days, dtype=np.int64), np.array(cells, dtype=np.int64), WaitingDays.of())
    assert found == begin


@pytest.mark.parametrize(
    ("days", "last", "may"),
    [
        (DAILY, 29, False),
        (DAILY, 60, False),  # 31 steps after the last of them
        (DAILY, 61, True),
        ([*DAILY, 61], 61, True),
        ([*DAILY, 60], 60, False),
        ([], 7, True),  # nothing is known of the others
    ],
)
def test_few_columns_rule_out_a_stretch(days: list[int], last: int, may: bool) -> None:  # noqa: FBT001 - of the table
    """Where the days of some events leave no month without one, those of all events do not either."""
    assert may_hold_stretch(np.array(days, dtype=np.int64), last) is may
