"""How a deadline was counted, in words, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi.calendars.counting.start import DayEnd, Start
from gpj_kpi.calendars.deadline import deadline_of
from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.calendars.schedule import OpeningHours, OpeningStretch, Schedule
from gpj_kpi.outputs.terminal.counting import name_week, say_counting
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH

HOURS = OpeningHours(weekdays=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (OpeningStretch(540, 1020),)))
SCHEDULE = Schedule(time_zone="Europe/Paris", opening_hours=HOURS)


@pytest.mark.parametrize(
    ("start", "begins", "ends", "said"),
    [
        ("2024-03-08 10:00", Start(), "end_of_day", []),
        ("2024-03-08 10:00", Start(cut_off=960), "end_of_day", ["Before 16:00, so that day is the day of the start."]),
        (
            "2024-03-08 16:00",
            Start(cut_off=960, closed="next_opening"),
            "same_hour",
            [
                "At 16:00 or later: taken for Monday 11 March 2024, 09:00.",
                "The last day ends at the hour of the start.",
            ],
        ),
        (
            "2024-03-09 10:00",
            Start(closed="next_business_day", counts_first=True),
            "at_closing",
            [
                "Not on a business day: taken for Monday 11 March 2024, 00:00.",
                "The first day is counted.",
                "The last day ends when the house closes.",
            ],
        ),
    ],
)
def test_what_was_asked_for_is_said(start: str, begins: Start, ends: DayEnd, said: list[str]) -> None:
    """Each thing in a sentence, and nothing where nothing was asked for."""
    moment, limit = dt.datetime.fromisoformat(start), parse_limit("2 jours ouvrés")
    deadline = deadline_of(SCHEDULE, moment, limit, begins=begins, ends=ends)
    assert list(say_counting(deadline, ENGLISH)) == said
    assert len(list(say_counting(deadline, FRENCH))) == len(said)


def test_a_week_is_named_by_its_ends() -> None:
    """Days that do not follow each other are listed."""
    assert name_week((0, 1, 2, 3), FRENCH) == "lundi – jeudi"
    assert name_week((0, 2, 4), ENGLISH) == "Monday, Wednesday, Friday"
