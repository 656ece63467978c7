from __future__ import annotations

import csv

import pytest
from tests.cli.conftest import CLAIMS
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation, RuleFile
from gpj_kpi.calendars.year import calendar_year
from gpj_kpi.evaluation.evaluation import ISSUE_COLUMNS
from gpj_kpi.outputs.csv import render, render_issues, render_year
from gpj_kpi.results.result import RESULT_COLUMNS


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(content.decode().splitlines()))


def test_results_are_a_line_each(evaluation: Evaluation) -> None:
    """Header, then four indicators by four quarters and the year; nothing for nothing, words for yes and no."""
    content = render(evaluation)
    assert content.startswith(",".join(RESULT_COLUMNS).encode() + b"\n")
    assert b"\r" not in content
    assert len(content.splitlines()) == 1 + 20
    (whole,) = (row for row in _rows(content) if (row["indicator"], row["period"]) == ("opened_48h", "2024"))
    assert (whole["numerator"], whole["value"], whole["group"]) == ("3", "0.75", "")
    assert (whole["provisional"], whole["published_agrees"]) == ("true", "false")


def test_issues_are_a_line_each(evaluation: Evaluation) -> None:
    """A6 was received on 31 February: line 8 of the export."""
    (row,) = _rows(render_issues(evaluation, "en"))
    assert tuple(row) == ISSUE_COLUMNS
    assert (row["severity"], row["code"], row["line"]) == ("rejected", "bad_datetime", "8")


def test_a_year_is_a_line_a_day(small_rules: RuleFile) -> None:
    """2008 was a leap year, and 1 January a holiday."""
    rows = _rows(render_year(calendar_year(small_rules.schedule, 2008)))
    assert len(rows) == 366
    assert (rows[0]["day"], rows[0]["business_day"], rows[0]["weekday"]) == ("2008-01-01", "false", "tue")


@pytest.mark.parametrize(
    ("group", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\N{FULLWIDTH EQUALS SIGN}x", "'\N{FULLWIDTH EQUALS SIGN}x"),
        ("\t+1", "'+1"),  # blanks at the ends of a cell are not read
        ("a = b", "a = b"),
        ("a;=b", "a;'=b"),  # a French spreadsheet ends a cell at the semicolon
    ],
)
def test_no_text_is_a_formula(group: str, cell: str, evaluate_small: Evaluate) -> None:
    """A group whose name a spreadsheet would compute is written behind an apostrophe."""
    claims = CLAIMS.replace("=1+1", f'"{group}"')
    found = {
        row["group"]
        for row in _rows(render(evaluate_small(claims=claims, group_by="channel", indicators=["opened_48h"])))
    }
    assert found == {"", "courrier", "internet", cell}
