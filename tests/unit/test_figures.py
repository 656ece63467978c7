"""What the verdicts of a period give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import AT, ON, evaluate_files, evaluate_frame, figures, frame_of, rule_text

from gpj_kpi import Evaluation
from gpj_kpi.errors import GpjKpiError

Read = Callable[[Path, str, str], Evaluation]


def _from_file(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_files(folder, rules, {"a.csv": export})


def _from_frame(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_frame(folder, rules, frame_of(export))


both_engines = pytest.mark.parametrize("read", [_from_file, _from_frame], ids=["duckdb", "pandas"])


@both_engines
@pytest.mark.parametrize("statistic", ["mean", "median", "percentile 90"])
def test_a_duration_without_start_is_invalid(read: Read, statistic: str, tmp_path: Path) -> None:
    """A case that ended and has no start cannot be measured: it is invalid, and weighs nothing in the figure."""
    rules = rule_text(
        {"r": AT, "a": AT, "b": AT},
        {"d": f"period_by: r, measure: {{kind: duration, from: a, to: b, statistic: {statistic}}}"},
    )
    export = (
        "id;r;a;b\n"
        "1;01/02/2008 09:00;01/02/2008 10:00;01/02/2008 12:00\n"  # 2 hours
        "2;01/02/2008 09:00;;01/02/2008 12:00\n"
    )
    evaluation = read(tmp_path, rules, export)
    assert figures(evaluation, ["denominator", "value", "invalid"]) == [(1, 7200, 1)]


@both_engines
def test_weighted_means_of_amounts_are_exact(read: Read, tmp_path: Path) -> None:
    """Amounts weighted by amounts stay exact, however large their product."""
    rules = rule_text(
        {"r": ON, "v": "type: number", "w": "type: number"},
        {"m": "period_by: r, measure: {kind: mean, value: v, weight: w}"},
    )
    evaluation = read(tmp_path, rules, "id;r;v;w\n1;01/02/2008;25000.5;1200.75\n2;01/02/2008;1000;1\n")
    # 25000.5 * 1200.75 = 30019350.375; with 1000 * 1 it makes 30020350.375, over weights of 1201.75.
    expected = (Fraction("30020350.375"), Fraction("1201.75"), Fraction("30020350.375") / Fraction("1201.75"))
    assert figures(evaluation, ["numerator", "denominator", "value"]) == [expected]


@both_engines
def test_groups_of_a_boolean_have_one_name(read: Read, tmp_path: Path) -> None:
    """Groups of a boolean column are named alike on every engine."""
    rules = rule_text(
        {"r": ON, "x": "type: boolean, true_values: [oui], false_values: [non]"},
        {"n": "period_by: r, measure: {kind: count}"},
    )
    export = "id;r;x\n1;01/02/2008;oui\n2;01/02/2008;non\n3;01/02/2008;\n"
    (tmp_path / "grouped").mkdir()
    if read is _from_file:
        evaluation = evaluate_files(tmp_path / "grouped", rules, {"a.csv": export}, group_by="x")
    else:
        evaluation = evaluate_frame(tmp_path / "grouped", rules, frame_of(export), group_by="x")
    assert figures(evaluation, ["group", "value"]) == [(None, 3), ("(none)", 1), ("false", 1), ("true", 1)]


@pytest.mark.parametrize("published", ["12", '"> 2"', "{per: quarter, between: [2, 3]}", "held"])
def test_no_data_neither_agrees_nor_disagrees(published: str, tmp_path: Path) -> None:
    """Where there is no data a printed figure is neither confirmed nor contradicted, for a count as for a rate."""
    rules = rule_text(
        {"r": ON}, {"n": f'period_by: r, measure: {{kind: count}}, target: ">= 2", published: {{2008: {published}}}'}
    )
    evaluation = evaluate_frame(tmp_path, rules, pd.DataFrame({"id": ["1"], "r": ["01/02/2007"]}))
    assert figures(evaluation, ["status", "published_agrees"]) == [("no_data", None)]


@both_engines
def test_a_limit_that_runs_past_the_calendar_is_never_invalid(read: Read, tmp_path: Path) -> None:
    """A house closed for 150 days moves the due date behind them, or the calendar says that it ends too soon."""
    first = date(2008, 2, 2)
    closed = ", ".join(f"{first + timedelta(days=n)}: fermé" for n in range(150))
    rules = rule_text(
        {"a": AT, "b": AT},
        {"d": "measure: {kind: delay, from: a, to: b, limit: 1 jour ouvré}"},
        calendar=f"closed: {{{closed}}}",
    )
    try:
        evaluation = read(tmp_path, rules, "id;a;b\n1;01/02/2008 10:00;01/02/2008 12:00\n")
    except GpjKpiError as refusal:
        assert "calendar" in str(refusal)  # noqa: PT017 - both outcomes are right, a silent one is not
    else:
        assert evaluation.verdicts("d")["verdict"].tolist() == ["met"]
