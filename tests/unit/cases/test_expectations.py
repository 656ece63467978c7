"""What a source was expected to bring and did not: `gpj_kpi.cases.expectations`, seen through `evaluate`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import evaluate, load_rules

DELAY = {"d": "measure: {kind: delay, from: r, to: e, limit: 2 jours ouvrés}"}
BUSINESS_DAYS_OF_MAY = [2, 5, 6, 7, 9, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30]
"""Of 2008 in France: neither the 1st, the 8th nor Whit Monday, the 12th."""


def _rows(days: Mapping[str, list[int]]) -> dict[str, str]:
    """Write a file for each month, with a case for each of its days, which ends that day."""
    files = {}
    for name, of_month in days.items():
        month = name[-7:]
        dates = [f"{day:02}/{month[5:]}/{month[:4]}" for day in of_month]
        files[f"{name}.csv"] = "id;r;e\n" + "".join(f"{month}-{n};{date};{date}\n" for n, date in enumerate(dates))
    return files


def _unmet(
    folder: Path,
    source: str,
    files: Mapping[str, str],
    period: str,
    *,
    now: dt.date | None = None,
    as_of: dt.date | None = None,
) -> list[tuple[str, str | None]]:
    """List the expectations of a source that are not met: the code, and what is named."""
    rules, data = folder / "rules.yaml", folder / "data"
    rules.write_text(rule_text({"r": ON, "e": ON}, DELAY, source=source), encoding="utf-8")
    data.mkdir()
    for name, content in files.items():
        (data / name).write_text(content, encoding="utf-8")
    evaluation = evaluate(load_rules(rules), data, period=period, now=now, as_of=as_of)
    wanted = ("expected_", "stale")
    return [(issue.code, issue.read) for issue in evaluation.issue_list if issue.code.startswith(wanted)]


FOUR = _rows({f"a_2008-{month:02}": [2, 15, 28] for month in (1, 2, 4, 6)})
TWO_DAYS = "fresh: 2 jours ouvrés"


@pytest.mark.parametrize(
    ("source", "period", "now", "missing"),
    [
        ("", "2008-Q2", None, []),
        ("expects: {file_per: month}", "2008-Q2", None, ["a_2008-03.csv", "a_2008-05.csv"]),
        ("expects: {file_per: month}", "2008-Q1", None, ["a_2008-03.csv"]),
        # March is over on 1 April, and not before.
        ("expects: {file_per: month}", "2008", dt.date(2008, 3, 31), []),
        ("expects: {file_per: month}", "2008", dt.date(2008, 4, 1), ["a_2008-03.csv"]),
        ("expects: {file_per: month, from: 2008-04-01}", "2008-Q2", None, ["a_2008-05.csv"]),
        ("expects: {file_per: month, from: 2007-12-01}", "2008-01", None, ["a_2007-12.csv"]),
        ("expects: {file_per: month, until: 2008-04-30}", "2008", None, ["a_2008-03.csv"]),
        ("expects: {file_per: month, quiet: [03, 5]}", "2008-Q2", None, []),
        # Four months are not all of a quarter.
        ("expects: {file_per: quarter}", "2008-Q1", None, ["a_2008-Q1.csv"]),
    ],
)
def test_missing_files_are_named(
    source: str, period: str, now: dt.date | None, missing: list[str], tmp_path: Path
) -> None:
    """A file is expected for each part from the first one on, to the end asked for, once it is over."""
    assert _unmet(tmp_path, source, FOUR, period, now=now) == [("expected_file", name) for name in missing]


def test_three_months_make_a_quarter_and_a_year_no_month(tmp_path: Path) -> None:
    """A quarter is there if its months are; the file of a year, which may go on, stands for no month."""
    year = {"a_2007.csv": FOUR["a_2008-01.csv"].replace("2008", "2007"), **FOUR}
    found = _unmet(tmp_path, "expects: {file_per: month, from: 2007-11-01}", year, "2008-02")
    assert found == [("expected_file", "a_2007-11.csv"), ("expected_file", "a_2007-12.csv")]
    (tmp_path / "quarters").mkdir()
    quarter = {**FOUR, "a_2008-03.csv": FOUR["a_2008-01.csv"].replace("2008-01", "2008-03").replace("/01/", "/03/")}
    assert _unmet(tmp_path / "quarters", "expects: {file_per: quarter}", quarter, "2008-Q1") == []


def test_names_without_a_period_are_told(tmp_path: Path) -> None:
    """Where no name says its period, no missing file can be told."""
    files = {"a.csv": FOUR["a_2008-01.csv"]}
    assert _unmet(tmp_path, "expects: {file_per: month}", files, "2008-01") == [("expected_file", "*.csv*")]


def _may(*without: int) -> dict[str, str]:
    april, june = [1, 2, 3, 4, 7, 30], [2, 30]
    may = [day for day in BUSINESS_DAYS_OF_MAY if day not in without]
    return _rows({"a_2008-04": april, "a_2008-05": may, "a_2008-06": june})


@pytest.mark.parametrize(
    ("files", "source", "unmet"),
    [
        (_may(), "case_on: every business day", []),
        (_may(20), "case_on: every business day", ["2008-05-20"]),
        # The 8th is a bank holiday; Friday and Monday go on over the week-end and Whit Monday.
        (_may(7, 9), "case_on: every business day", ["2008-05-07/2008-05-09"]),
        (_may(9, 13, 20), "case_on: every business day", ["2008-05-09/2008-05-13", "2008-05-20"]),
        (_may(9), "case_on: every business day, from: 2008-05-10", []),
        (_may(9), "case_on: every business day, until: 2008-05-08", []),
        (_may(9), "case_on: every business day, quiet: [5]", []),
        (_may(13, 14, 15), "case_on: every week", []),  # the 16th is left
        (_may(13, 14, 15, 16), "case_on: every week", ["2008-W20"]),
        (_may(*BUSINESS_DAYS_OF_MAY), "case_on: every month", ["2008-05"]),
        (_may(), 'rows: ">= 19 per month"', []),
        (_may(20), 'rows: ">= 19 per month"', ["2008-05: 18"]),
        (_may(), 'rows: "< 19 per month"', ["2008-05: 19"]),
        (_may(19, 20, 21, 22), 'rows: "> 1 per week"', ["2008-W21: 1"]),
    ],
)
def test_days_and_parts_without_enough_cases_are_told(
    files: dict[str, str], source: str, unmet: list[str], tmp_path: Path
) -> None:
    """Of May 2008 each business day, week and month is looked at."""
    found = _unmet(tmp_path, f"expects: {{{source}}}", files, "2008-05")
    code = "expected_rows" if "rows" in source else "expected_cases"
    assert found == [(code, text) for text in unmet]


def test_a_part_that_is_not_over_is_not_counted(tmp_path: Path) -> None:
    """As of 15 May neither the month nor the days after that one are held against anything."""
    source = 'expects: {case_on: every business day, rows: ">= 19 per month"}'
    files = _may(*[day for day in BUSINESS_DAYS_OF_MAY if day > 15])
    assert _unmet(tmp_path, source, files, "2008-05", as_of=dt.date(2008, 5, 15)) == []


@pytest.mark.parametrize(
    ("period", "now", "as_of", "is_stale"),
    [
        # The last case is of Friday 30 May 2008: two business days later it is Tuesday 3 June.
        ("2008-05", None, None, False),
        ("2008-05-01/2008-06-03", None, None, False),
        ("2008-05-01/2008-06-04", None, None, True),
        ("2008", dt.date(2008, 6, 3), None, False),
        ("2008", dt.date(2008, 6, 4), None, True),
        ("2008", dt.date(2009, 6, 4), dt.date(2008, 6, 3), False),
        ("2008", None, dt.date(2008, 6, 4), True),
        ("2008-04", dt.date(2009, 1, 1), None, False),
        ("2008", None, None, True),
    ],
)
def test_the_latest_event_may_lie_so_far_before_the_end(
    period: str,
    now: dt.date | None,
    as_of: dt.date | None,
    is_stale: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """The end is that of the period, or now or as-of where that is earlier."""
    files = {name: content for name, content in _may().items() if "-06" not in name}
    found = _unmet(tmp_path, TWO_DAYS, files, period, now=now, as_of=as_of)
    assert found == ([("stale", "2008-05-30")] if is_stale else [])
