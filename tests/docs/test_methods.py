"""What docs/methods.md shows of coverage, amounts and excused times is what is found."""

from __future__ import annotations

import csv
import datetime as dt
import re
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from tests.docs.dated_examples import WEEKDAY, evaluated, read_example, told_of_figure
from tests.docs.test_docs import ROOT, run
from tests.small_runs import rule_text

from gpj_kpi import evaluate, load_rules

PAGE = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```text\n(.*?)```", PAGE, flags=re.DOTALL)
EXAMPLES = [read_example(text) for text in SHOWN if "=>" in text]
EXCUSED, REPORTED, ROW = (text for text in SHOWN if "=>" not in text)


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_example_is_what_is_found(number: int, engine: str, tmp_path: Path) -> None:
    """Coverage, its days, and whether the figure is provisional are those of the page."""
    assert all(line.found for line in EXAMPLES[number].figures)
    for each in EXAMPLES[number].runs:
        with evaluated(each, tmp_path, engine, by="month") as evaluation:
            results = {result.period: result for result in evaluation.result_list}
        for line in each.told:
            assert told_of_figure(line.found, results[line.cells["period"]]) == line.found


def test_weekdays_are_those_of_the_dates() -> None:
    """As in docs/time.md."""
    assert [day for name, day in WEEKDAY.findall(PAGE) if f"{dt.date.fromisoformat(day):%a}" != name] == []


def test_a_count_in_the_first_days_of_a_quarter() -> None:
    """The report and its CSV hold what the page shows of them."""
    report = run("report --quarter 2009-Q1 --lang en", ROOT, "80").stdout
    for line in REPORTED.splitlines():
        assert line.rstrip("…") in report
    rows = list(csv.DictReader(run("report --quarter 2009-Q1 --format csv", ROOT).stdout.splitlines()))
    (shown,) = csv.DictReader(ROW.splitlines())
    (row,) = (row for row in rows if (row["indicator"], row["period"]) == ("phone_survey_size", "2009-Q1"))
    assert {name: row[name] for name in shown} == shown


def test_a_year_of_which_december_is_there() -> None:
    """The days that are covered are those of the page."""
    rows = list(csv.DictReader(run("report --year 2007 --format csv", ROOT).stdout.splitlines()))
    (row,) = (row for row in rows if (row["indicator"], row["period"]) == ("phone_answer_rate", "2007"))
    assert (row["coverage"], row["provisional"]) == ("partial", "true")
    assert f"`covered_from` {row['covered_from']} and\n`covered_to` {row['covered_to']}" in PAGE


EXPORT = re.findall(r"```csv\n(.*?)```", PAGE, flags=re.DOTALL)[0]
MEASURES = re.findall(r"^\| `(\{kind: .*\})` \| ([\d.]*) ?\| ([\d.]*) ?\| ([\d.]+) \|", PAGE, flags=re.MULTILINE)
COLUMNS = {
    "day": 'type: date, format: "%Y-%m-%d"',
    "site": "type: text",
    "offered": "type: integer",
    "answered": "type: integer",
    "wait": "type: number, unit: minutes",
    "score": "type: integer",
}


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_amounts_are_those_of_the_page(engine: str, tmp_path: Path) -> None:
    """Each measure of the table gives its numerator, its denominator and its figure, rounded as shown."""
    indicators = {f"i{row}": f"period_by: day, measure: {measure}" for row, (measure, *_) in enumerate(MEASURES)}
    (tmp_path / "rules.yaml").write_text(rule_text(COLUMNS, indicators), encoding="utf-8")
    (tmp_path / "a.csv").write_text(EXPORT, encoding="utf-8")
    frame = pd.read_csv(tmp_path / "a.csv", sep=";", dtype="str", keep_default_na=False)
    data = {"s": frame} if engine == "pandas" else tmp_path
    with evaluate(load_rules(tmp_path / "rules.yaml"), data, period="2008-03") as evaluation:
        results = {result.indicator: result for result in evaluation.result_list}
    assert len(MEASURES) == len(re.findall(r"^\| `\{kind: ", PAGE, flags=re.MULTILINE))
    for row, (_, numerator, denominator, figure) in enumerate(MEASURES):
        result = results[f"i{row}"]
        assert denominator == "" or result.denominator == Fraction(denominator)
        assert numerator == "" or result.numerator == Fraction(numerator)
        assert result.value is not None
        assert round(result.value, len(figure.partition(".")[2])) == Fraction(figure)


CALLS = re.findall(r"^\| (\d) \| (2008-\d\d-\d\d) \| (yes|no) \| (?:yes|no) \|$", PAGE, flags=re.MULTILINE)
TIMES = re.findall(r"```yaml\n(excused:\n.*?)```", PAGE, flags=re.DOTALL)[0]


def test_the_flood_is_told_as_on_the_page(tmp_path: Path) -> None:
    """The figure, the one without excused cases, and what the report says under its table."""
    columns = {"day": 'type: date, format: "%Y-%m-%d"', "answered": "type: text"}
    share = "period_by: day, measure: {kind: share, of: {answered: yes_}}, target: 95%"
    rules = rule_text(columns, {"i": share}).replace("label: i,", "label: Calls answered,")
    (tmp_path / "rules.yaml").write_text(rules.replace("sources:", f"{TIMES}sources:", 1), encoding="utf-8")
    rows = [f"{id_};{day};{answered}_" for id_, day, answered in CALLS]
    (tmp_path / "a.csv").write_text("\n".join(["id;day;answered", *rows]) + "\n", encoding="utf-8")
    with evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path, period="2008-06") as evaluation:
        result = evaluation.result_list[-1]
    assert (result.value, result.kept) == (Fraction(3, 4), False)
    assert (result.excused_cases, result.value_without_excused) == (2, Fraction(1))
    assert result.kept_without_excused
    report = run("report --month 2008-06 --lang en --data . --rules rules.yaml", tmp_path, "100").stdout
    for line in EXCUSED.splitlines():
        assert line in report


def test_comparisons_are_those_of_the_page() -> None:
    """The cells and the lines that the page shows are there, by the commands that it names."""
    cells, lines = re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL)
    as_csv, as_table = re.findall(r"`gpj-kpi (report [^`]*--indicator callback_24h [^`]*)`", PAGE)
    (shown,) = csv.DictReader(cells.splitlines())
    (row,) = csv.DictReader(run(as_csv, ROOT).stdout.splitlines())
    assert {name: row[name] for name in shown} == shown
    report = run(as_table, ROOT, "80").stdout
    assert [line for line in lines.splitlines() if line not in report] == []
