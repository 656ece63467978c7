"""The opening hours that limits in days look at: `gpj_kpi.rules.checks.clocks.closing`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.checks.clocks.test_days import OPEN, RULES, TIMES
from tests.unit.rules.rule_files import refusals


@pytest.mark.parametrize(
    ("calendar", "measure", "words"),
    [
        ("week: mon-fri", f"{TIMES}, limit: 2 business days, ends: at_closing", "at_closing asks for opening hours"),
        (
            "week: mon-fri",
            f"{TIMES}, limit: 1 month, start: {{closed: next_opening}}",
            "next_opening asks for opening hours",
        ),
        (f"week: mon-sat, {OPEN}", f"{TIMES}, limit: 2 business days, ends: at_closing", "may end on this day: sat"),
        (OPEN, f"{TIMES}, limit: 2 calendar days, ends: at_closing", "may end on this day: sat"),
        (
            "worked: {2008-06-08: Inventaire}, " + OPEN,
            f"{TIMES}, limit: 2 business days, ends: at_closing",
            "may end on this day: 2008-06-08",
        ),
        (
            'opening_hours: {mon-fri: "09:00-17:00", 2008-06-09: []}',
            f"{TIMES}, limit: 2 business days, ends: at_closing",
            "may end on this day: 2008-06-09",
        ),
        (
            'opening_hours: {from: 2008-01-07, weeks: [{mon-fri: "09:00-17:00"}, {mon-thu: "09:00-17:00"}]}',
            f"{TIMES}, limit: 2 business days, ends: at_closing",
            "may end on this day: fri",
        ),
    ],
)
def test_a_day_that_never_closes_ends_no_limit(tmp_path: Path, calendar: str, measure: str, words: str) -> None:
    """The first such day is named: of any week of a turn, a worked day, a date without hours."""
    (issue,) = refusals(tmp_path, RULES.format(calendar=calendar, measure=measure))
    assert words in issue.message
