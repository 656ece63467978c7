from __future__ import annotations

import datetime as dt

import pytest
from rich.console import Console
from tests.unit.outputs.terminal.conftest import Draw

from gpj_kpi import RuleFile
from gpj_kpi.calendars.deadline import Deadline, deadline_of
from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.outputs.terminal.deadline import fold, render
from gpj_kpi.outputs.words.english import ENGLISH


def count(rules: RuleFile, start: str, limit: str) -> Deadline:
    """The deadline of a limit from a day, or a time of day, on."""
    moment = dt.datetime.fromisoformat(start) if ":" in start else dt.date.fromisoformat(start)
    return deadline_of(rules.schedule, moment, parse_limit(limit), rollover="none")


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
    days = count(small_rules, "2008-04-30", limit).days
    found_grain, found = fold(days, at_most=62)
    assert (found_grain, len(found)) == (grain, runs)
    assert [day for run in found for day in run.days] == list(days)
    assert sum(run.taken for run in found) == days[-1].total


def test_a_run_has_the_numbers_of_its_first_and_last_counted_day(small_rules: RuleFile) -> None:
    """From 1 May 2008, a holiday: Friday 2 May counts, then four of five days, then four without Whit Monday."""
    days = count(small_rules, "2008-04-30", "70 jours ouvrés").days
    _, runs = fold(days, at_most=62)
    assert [run.taken for run in runs[:3]] == [1, 4, 4]
    assert [run.ordinals for run in runs[:3]] == [(1, 1), (2, 5), (6, 9)]


THREE_DAYS = """\
Due: Tuesday 6 May 2008, 24:00 (an end then is late)

3 business days from Wednesday 30 April 2008 (Europe/Paris)
Business days: Monday – Friday, no holidays, no closed days, but worked days.
"""

DAYS = """\
day              no.
Wed 30 Apr 2008       day of the start, not counted
Thu  1 May         –  holiday (Ascension; Fête du Travail)
Fri  2 May         1
Sat  3 May         –  Saturday
Sun  4 May         –  Sunday
Mon  5 May         2
Tue  6 May         3  last day

6 days: 3 counted, 3 skipped (1 Saturday, 1 Sunday, 1 holiday).
"""


def test_a_deadline_is_answered_then_counted_day_by_day(small_rules: RuleFile, draw: Draw) -> None:
    """Three business days over the two holidays of 1 May 2008 and a weekend; an end at 24:00 is late."""
    deadline = count(small_rules, "2008-04-30", "3 jours ouvrés")

    def render_it(console: Console) -> None:
        render(deadline, small_rules, ENGLISH, console)

    head, table = draw(render_it, 80).split("\nAssurance Témoin, commitments.yaml (sha256 ")
    assert f"{head}\n" == THREE_DAYS
    assert table.partition("\n\n")[2] == DAYS


def test_a_deadline_in_time_has_its_stretches(small_rules: RuleFile, draw: Draw) -> None:
    """Noon to noon over the change of 30 March 2008 is 23 hours: the 24th ends at 13:00."""
    deadline = count(small_rules, "2008-03-29 12:00", "24 heures")

    def render_it(console: Console) -> None:
        render(deadline, small_rules, ENGLISH, console)

    lines = draw(render_it, 100).splitlines()
    assert lines[0] == "Due: Sunday 30 March 2008, 13:00 (an end then is in time)"
    assert lines[-2:] == [
        "Sat 29 Mar 2008  12:00–24:00   12 h  12 h",
        "Sun 30 Mar       00:00–13:00   12 h   0 h  at 02:00 it is 03:00, day of 23 h",
    ]
