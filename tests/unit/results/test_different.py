"""Different cells of a period: asked for once, and the same as those of a set."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, Read, both_engines, evaluate_files, figures, rule_text
from tests.unit.results.made import verdicts_of

from gpj_kpi.calendars.periods import Period, parse_period, parts
from gpj_kpi.engines.interface import Frame
from gpj_kpi.results import different
from gpj_kpi.results.different import Different
from gpj_kpi.results.ranked import day_numbers
from gpj_kpi.verdicts.frame import Verdicts
from gpj_kpi.verdicts.outcomes import CODES

CALLERS = "period_by: r, measure: {kind: count, different: g}"
YEAR = parse_period("2008")
DRAW = random.Random(14)  # noqa: S311 - the same cases at each run
FIRST, END = day_numbers(YEAR)
CASES = [
    (
        DRAW.choice([None, *range(FIRST, END)]),
        DRAW.choice(["a", "b"]),
        DRAW.choice(["counted", "counted", "excluded"]),
        DRAW.randrange(60),
        DRAW.randrange(2),
    )
    for _ in range(600)
]
"""Day, group, outcome, and both halves of a cell: the first half alone does not tell cells apart."""


def _verdicts(folder: Path, *, is_grouped: bool) -> Verdicts:
    rows = pd.DataFrame(
        {
            "_reference_day": pd.array([day for day, *_ in CASES], "Int64"),
            "_group": pd.array([group for _, group, *_ in CASES], "string"),
            "_outcome_0": [CODES[outcome] for _, _, outcome, *_ in CASES],
            "_cell_0": pd.array([cell for *_, cell, _ in CASES], "Int64"),
            "_cell_1": pd.array([cell for *_, cell in CASES], "Int64"),
        }
    )
    return verdicts_of(folder, CALLERS, rows if is_grouped else rows.drop(columns="_group"))


def _count(period: Period, group: str | None) -> int:
    """The different cells of a period and group, by a plain loop."""
    first, end = day_numbers(period)
    return len(
        {
            cell
            for day, of, outcome, *cell_ in CASES
            for cell in [tuple(cell_)]
            if day is not None and first <= day < end and outcome == "counted" and group in {None, of}
        }
    )


@pytest.mark.parametrize("most_rows", [1_000_000, 10], ids=["held", "asked each time"])
@pytest.mark.parametrize("groups", [(None,), (None, "a", "b")])
def test_each_number_is_that_of_a_set(
    groups: tuple[str | None, ...], most_rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the year, its months and a year without cases, and of each group, held or asked each time."""
    monkeypatch.setattr(different, "_MOST_ROWS", most_rows)
    found = Different(_verdicts(tmp_path, is_grouped=len(groups) > 1))
    for period in [YEAR, *parts(YEAR, "month"), parse_period("2007")]:
        for group in groups:
            assert found.count(period, group) == _count(period, group)
    assert found.count(YEAR, None) < sum(found.count(month, None) for month in parts(YEAR, "month"))


def test_the_cases_are_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many weeks and groups are counted, their number and one frame are fetched."""
    verdicts = _verdicts(tmp_path, is_grouped=True)
    fetch, asked = verdicts.engine.fetch, 0

    def count(frame: Frame) -> pd.DataFrame:
        nonlocal asked
        asked += 1
        return fetch(frame)

    monkeypatch.setattr(verdicts.engine, "fetch", count)
    found = Different(verdicts)
    for week in parts(YEAR, "week"):
        for group in (None, "a", "b"):
            assert found.count(week, group) == _count(week, group)
    assert asked == 2


def test_a_group_is_named_as_it_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups written in another form than NFC have their cells, held or asked each time."""
    rules = rule_text({"r": ON, "g": "type: text", "who": "type: text, personal: true"}, {"n": _measure("who")})
    export = "id;r;g;who\n1;02/01/2008;re\u0301gle\u0301;Ana\n2;03/01/2008;re\u0301gle\u0301;Bea\n3;03/01/2008;x;Ana\n"
    for most_rows in (1000, 1):
        monkeypatch.setattr(different, "_MOST_ROWS", most_rows)
        folder = tmp_path / str(most_rows)
        folder.mkdir()
        evaluation = evaluate_files(folder, rules, {"a.csv": export}, group_by="g")
        assert figures(evaluation, ["group", "value"]) == [(None, 2), ("re\u0301gle\u0301", 2), ("x", 1)]


def _measure(column: str) -> str:
    return f"period_by: r, measure: {{kind: count, different: {column}}}"


@both_engines
def test_a_figure_is_the_number_and_rests_on_its_cases(read: Read, tmp_path: Path) -> None:
    """Five calls of three callers, two of them without a caller or number: counted by hand, for each type of column."""
    rules = rule_text(
        {
            "r": f"{ON}, required: true",
            "who": "type: text, personal: true",
            "channel": "type: text, values: [tel, web]",
            "n": "type: integer",
            "x": "type: number",
            "on_day": ON,
            "at": 'type: datetime, format: "%d/%m/%Y %H:%M"',
            "ok": "type: boolean, true_values: [o], false_values: [n]",
        },
        {column: _measure(column) for column in ("who", "channel", "n", "x", "on_day", "at", "ok", "id")},
    )
    export = (
        "id;r;who;channel;n;x;on_day;at;ok\n"
        "1;01/02/2008;Ana;tel;7;1.5;01/02/2008;01/02/2008 10:00;o\n"
        "2;01/02/2008;Bea;tel;007;1.50;1/2/2008;01/02/2008 10:01;o\n"
        "3;02/03/2008;Ana;web;8;2;02/02/2008;01/02/2008 10:00;n\n"
        "4;02/03/2008; Zo\u00e9 ;;;;;;\n"
        "5;02/03/2008;;;;;;;\n"
    )
    found = figures(
        read(tmp_path, rules, export), ["indicator", "value", "numerator", "denominator", "unit", "excluded"]
    )
    assert found == [
        ("who", 3, 3, None, "different", 1),
        ("channel", 2, 2, None, "different", 2),
        ("n", 2, 2, None, "different", 2),
        ("x", 2, 2, None, "different", 2),
        ("on_day", 2, 2, None, "different", 2),
        ("at", 2, 2, None, "different", 2),
        ("ok", 2, 2, None, "different", 2),
        ("id", 5, 5, None, "different", 0),
    ]


def test_without_any_cell_the_number_is_zero_and_without_cases_nothing(tmp_path: Path) -> None:
    """A year whose cases have no cell counts 0; a year that the data does not cover counts nothing."""
    rules = rule_text({"r": f"{ON}, required: true", "who": "type: text, personal: true"}, {"n": _measure("who")})
    export = "id;r;who\n" + "".join(f"{day};{day:02}/01/2008;\n" for day in range(1, 32))
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": export}, period="2008-01")
    assert figures(evaluation, ["value", "excluded", "coverage"]) == [(Fraction(0), 31, "whole")]
    (tmp_path / "other").mkdir()
    other = evaluate_files(tmp_path / "other", rules, {"a.csv": export}, period="2006")
    assert figures(other, ["value", "status"]) == [(None, "no_data")]
