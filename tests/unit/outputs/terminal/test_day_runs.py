from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi import RuleFile
from gpj_kpi.calendars.deadline import deadline_of
from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.outputs.terminal.day_runs import fold

START = dt.date(2008, 4, 30)


@pytest.mark.parametrize(
    ("limit", "grain", "runs"),
    [
        ("62 jours calendaires", None, 62),
        ("63 jours calendaires", "week", 10),  # 1 May 2008 is a Thursday: 4 days, then 59 in 9 weeks
        ("430 jours calendaires", "week", 62),  # 4 + 60 weeks + 6
        ("440 jours calendaires", "month", 15),  # May 2008 to July 2009
    ],
)
def test_long_accounts_are_folded_by_the_shortest_grain_that_is_short_enough(
    limit: str, grain: str | None, runs: int, small_rules: RuleFile
) -> None:
    """Every day is in one run, in order, and the runs add up."""
    days = deadline_of(small_rules.schedule, START, parse_limit(limit)).days
    found_grain, found = fold(days, at_most=62)
    assert (found_grain, len(found)) == (grain, runs)
    assert [day for run in found for day in run.days] == list(days)
    assert sum(run.taken for run in found) == days[-1].total


def test_a_run_has_the_numbers_of_its_first_and_last_counted_day(small_rules: RuleFile) -> None:
    """From 1 May 2008, a holiday: Friday 2 May counts, then four of five days, then four without Whit Monday."""
    days = deadline_of(small_rules.schedule, START, parse_limit("70 jours ouvrés")).days
    _, runs = fold(days, at_most=62)
    assert [run.taken for run in runs[:3]] == [1, 4, 4]
    assert [run.ordinals for run in runs[:3]] == [(1, 1), (2, 5), (6, 9)]
