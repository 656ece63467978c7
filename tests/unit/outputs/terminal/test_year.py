from __future__ import annotations

from dataclasses import replace

import pytest
from rich.console import Console
from tests.unit.outputs.terminal.conftest import Draw

from gpj_kpi import RuleFile
from gpj_kpi.calendars.schedule import OpeningHours, OpeningStretch
from gpj_kpi.calendars.year import CalendarYear, calendar_year
from gpj_kpi.outputs.terminal.year import render
from gpj_kpi.outputs.words.english import ENGLISH


@pytest.fixture
def year(small_rules: RuleFile) -> CalendarYear:
    """2008 in France, no day closed or worked."""
    return calendar_year(small_rules.schedule, 2008)


def _draw(draw: Draw, year: CalendarYear, rules: RuleFile, width: int) -> list[str]:
    def render_it(console: Console) -> None:
        render(year, rules, ENGLISH, console)

    return draw(render_it, width).splitlines()


def test_the_totals_of_a_year_are_said_first(year: CalendarYear, small_rules: RuleFile, draw: Draw) -> None:
    """262 weekdays less 9 holidays; with Saturdays 314 less 10: 1 November is one, and 1 May is two holidays."""
    assert _draw(draw, year, small_rules, 140)[1] == "253 business days (b.d.), 304 jours ouvrables (j.ouvr.), 366 days"


def test_a_wide_console_has_a_month_per_line(year: CalendarYear, small_rules: RuleFile, draw: Draw) -> None:
    """A cell is the number of the business day in its month; May 2008 had 19 of them, 24 with Saturdays."""
    may = next(line for line in _draw(draw, year, small_rules, 140) if line.startswith("May "))
    assert may.split() == [
        *("May", "H", "1", "·", "·", "2", "3", "4", "H", "5", "·", "·", "H", "6", "7", "8", "9", "·", "·"),
        *("10", "11", "12", "13", "14", "·", "·", "15", "16", "17", "18", "19", "·"),
        *("19", "24", "104"),
    ]


def test_a_narrow_console_has_a_month_per_column(year: CalendarYear, small_rules: RuleFile, draw: Draw) -> None:
    """31 lines of twelve cells; February and the months of 30 days end in blanks."""
    lines = _draw(draw, year, small_rules, 80)
    first = next(line for line in lines if line.strip().startswith("1 "))
    assert first.split()[:4] == ["1", "Tu", "H", "Fr"]
    last = next(line for line in lines if line.strip().startswith("31 "))
    assert len([cell for cell in last.split() if cell.isalpha()]) == 7


def test_only_marks_that_occur_are_explained(year: CalendarYear, small_rules: RuleFile, draw: Draw) -> None:
    """No day of the small rule file is closed or worked."""
    text = "\n".join(_draw(draw, year, small_rules, 140))
    assert "· outside the business week   H holiday" in text
    assert "x closed" not in text
    assert "+ worked" not in text


def test_days_with_a_name_are_listed(year: CalendarYear, small_rules: RuleFile, draw: Draw) -> None:
    """Ten holidays, and the two changes of the clocks; nothing is closed."""
    text = "\n".join(_draw(draw, year, small_rules, 140))
    assert "Public holidays: 10" in text
    assert "Closed: 0" in text
    assert "Sun 30 Mar  at 02:00 it is 03:00, day of 23 h" in text
    assert "Sun 26 Oct  at 03:00 it is 02:00, day of 25 h" in text


def test_a_stretch_over_midnight_ends_on_the_next_day(small_rules: RuleFile, draw: Draw) -> None:
    """And says so; a house without a country has no holidays, and says that too."""
    hours = OpeningHours(weekdays={"fri": (OpeningStretch(540, 720), OpeningStretch(1320, 1800))})
    schedule = replace(small_rules.schedule, country=None, opening_hours=hours)
    text = "\n".join(_draw(draw, calendar_year(schedule, 2008), small_rules, 140))
    assert "09:00–12:00, 22:00–06:00 (next day)" in text
    assert "Public holidays: none (country: none)" in text
