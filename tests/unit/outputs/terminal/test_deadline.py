from __future__ import annotations

import datetime as dt

from rich.console import Console
from tests.unit.outputs.terminal.conftest import Draw

from gpj_kpi import RuleFile
from gpj_kpi.calendars.deadline import Deadline, deadline_of
from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.outputs.terminal.deadline import render
from gpj_kpi.outputs.words.english import ENGLISH


def count(rules: RuleFile, start: str, limit: str) -> Deadline:
    """The deadline of a limit from a day, or a time of day, on."""
    moment = dt.datetime.fromisoformat(start) if ":" in start else dt.date.fromisoformat(start)
    return deadline_of(rules.schedule, moment, parse_limit(limit), rollover="none")


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
