"""What is said of periods that the data does not cover in full."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation
from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.cases.coverage import Covered
from gpj_kpi.outputs.report.coverage import covered_by, list_coverage, say_covered
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH

FIRST, TO, END = dt.date(2009, 1, 1), dt.date(2009, 1, 7), dt.date(2009, 3, 31)
FROM = dt.date(2009, 2, 1)


@pytest.mark.parametrize(
    ("covered", "french", "english"),
    [
        (Covered("whole", FIRST, END), "", ""),
        (Covered("partial", FIRST, TO), "au 7 janvier", "to 7 January"),
        (Covered("partial", FROM, END), "à partir du 1er février", "from 1 February"),
        (Covered("partial", TO, FROM), "du 7 janvier au 1er février", "from 7 January to 1 February"),
        (Covered("gap", FIRST, END), "avec un trou", "with a gap"),
        (Covered("gap", FIRST, FROM), "avec un trou, au 1er février", "with a gap, to 1 February"),
        (Covered("none", None, None), "sans données", "no data"),
    ],
)
def test_what_is_covered_is_said_in_days(covered: Covered, french: str, english: str) -> None:
    """Only the side that is cut is named, and the year that the title names is not said again."""
    quarter = parse_period("2009-Q1")
    assert say_covered(covered, quarter, FRENCH).replace("\u00a0", " ") == french
    assert say_covered(covered, quarter, ENGLISH).replace("\u00a0", " ") == english


def test_days_of_two_years_have_their_year() -> None:
    """A period from October to March lies in two years."""
    found = say_covered(Covered("partial", dt.date(2008, 10, 1), TO), parse_period("2008-10-01/2009-03-31"), FRENCH)
    assert found.replace("\u00a0", " ") == "au 7 janvier 2009"


def test_a_result_covers_what_its_columns_say(evaluation: Evaluation) -> None:
    """Sheets came on 1 February and 1 May 2024: the year is known in part."""
    (sheets,) = (each for each in evaluation.result_list if (each.indicator, each.period) == ("sheets", "2024"))
    assert covered_by(sheets) == Covered("partial", dt.date(2024, 2, 1), dt.date(2024, 5, 1))


def test_periods_are_listed_with_their_sources(evaluation: Evaluation) -> None:
    """Three months lie between the two sheets, so two months after the last are usual and three quarters are not.

    Claims came up to 30 December, and nine months without one are their longest silence: nothing is said of them.
    """
    found = [line.replace("\u00a0", " ") for line in list_coverage(evaluation, FRENCH)]
    assert found == ["T3 – T4, sans données : Notes", "2024, du 1er février au 1er mai : Notes"]


def test_sources_that_are_covered_alike_share_a_line(evaluate_small: Evaluate) -> None:
    """No source has a case in 2031."""
    assert list_coverage(evaluate_small(period="2031-Q1", by="quarter"), ENGLISH) == ("Q1 2031, no data: all sources",)


def test_one_source_is_named_though_it_is_all(evaluate_small: Evaluate) -> None:
    """Where only sheets are asked for, they are called by their name."""
    found = list_coverage(evaluate_small(period="2031-Q1", by="month", indicators=["sheets"]), ENGLISH)
    assert found == ("Jan – Mar, no data: Notes", "Q1 2031, no data: Notes")


def test_what_is_whole_is_no_line(evaluate_small: Evaluate) -> None:
    """Claims came in the second quarter as they usually do."""
    assert list_coverage(evaluate_small(period="2024-Q2", indicators=["opened_48h"]), ENGLISH) == ()
