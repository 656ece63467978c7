"""What a title says beside the period."""

from __future__ import annotations

from tests.cli.conftest import RULES
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi.outputs.report.asked import say_asked
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH

FEBRUARY = RULES.replace("sources:", "calendar: {year_begins: 02}\nsources:", 1)


def test_nothing_is_said_of_what_was_not_asked(evaluate_small: Evaluate) -> None:
    """The name of the period says it all."""
    assert say_asked(evaluate_small(), ENGLISH) == ()


def test_a_year_that_begins_in_february_has_its_days(evaluate_small: Evaluate) -> None:
    """A month of it needs none."""
    assert say_asked(evaluate_small(FEBRUARY), FRENCH) == ("01/02/2024 – 31/01/2025",)
    assert say_asked(evaluate_small(FEBRUARY, period="2024-Q1"), ENGLISH) == ("2024-02-01 – 2024-04-30",)
    assert say_asked(evaluate_small(FEBRUARY, period="2024-03"), ENGLISH) == ()


def test_windows_a_business_day_and_a_comparison_are_said(evaluate_small: Evaluate) -> None:
    """In both languages, the length of a window in months where it was given in quarters."""
    found = evaluate_small(window="2 quarters", compare="year-before")
    assert say_asked(found, ENGLISH) == ("windows of 6\u00a0months, each under its last day", "compared with 2023")
    assert say_asked(found, FRENCH)[0] == "fenêtres de 6\u00a0mois, chacune sous son dernier jour"
    found = evaluate_small(until_business_day=20)
    assert say_asked(found, FRENCH) == ("jusqu’au jour ouvré n°\u00a020",)
    assert say_asked(evaluate_small(window="1 jour"), FRENCH)[0].startswith("fenêtres de 1\u00a0jour,")
