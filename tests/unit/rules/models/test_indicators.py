"""Limits and targets that change on a day: each case by the version of its time."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import AT, evaluate_files, rule_text
from tests.unit.rules.rule_files import Fault, require_one_fault

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.calendars.periods import Grain
from gpj_kpi.errors import RuleFileError
from gpj_kpi.results.result import Result
from gpj_kpi.rules.models.indicators import period_label
from gpj_kpi.rules.text.faults import RefusedError

COLUMNS = {"a": AT, "b": AT}
MEASURE = "measure: {kind: delay, from: a, to: b, limit: 48 heures}"
# In time under 48 hours: 1, 2, 4, 5; under 24 hours: 1, 4.
EXPORT = (
    "id;a;b\n"
    "1;10/06/2008 09:00;11/06/2008 09:00\n"
    "2;30/06/2008 23:59;02/07/2008 09:00\n"  # the last minute of the old rule: 33 hours
    "3;10/06/2008 09:00;13/06/2008 09:00\n"
    "4;01/07/2008 00:00;02/07/2008 00:00\n"  # the first instant of the new one: 24 hours
    "5;10/07/2008 09:00;11/07/2008 09:01\n"
    "6;10/07/2008 09:00;20/07/2008 09:00\n"
)
VERSION = "versions: [{from: 2008-07-01, limit: 24 heures, target: 30%, tolerance: 20%, ref: page 2}]"


def _run(folder: Path, indicator: str, *, by: Grain = "quarter", engine: str = "duckdb") -> Evaluation:
    (folder / "rules.yaml").write_text(rule_text(COLUMNS, {"i": indicator}), encoding="utf-8")
    (folder / "a.csv").write_text(EXPORT, encoding="utf-8")
    data = folder if engine == "duckdb" else {"s": pd.read_csv(folder / "a.csv", sep=";", dtype=str)}
    return evaluate(load_rules(folder / "rules.yaml"), data, period=2008, by=by)


def _rows(evaluation: Evaluation) -> dict[str, tuple[object, ...]]:
    return {
        result.period: (result.numerator, result.denominator, result.target, result.status)
        for result in evaluation.result_list
    }


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_a_period_that_spans_two_versions_shows_both(engine: str, tmp_path: Path) -> None:
    """Six cases: 2 of 3 in time under the old rule (66.7 % of 70 %), 1 of 3 under the new one (33.3 % of 30 %)."""
    found = _rows(_run(tmp_path, f"{MEASURE}, target: 70%, {VERSION}", engine=engine))
    assert found == {
        "2008-Q1": (0, 0, "70%", "no_data"),
        "2008-Q2": (2, 3, "70%", "missed"),
        "2008-Q3": (1, 3, "30%", "met"),
        "2008-Q4": (0, 0, "30%", "no_data"),
        "2008-01-01/2008-06-30": (2, 3, "70%", "missed"),
        "2008-07-01/2008-12-31": (1, 3, "30%", "met"),
        # The worse of the two; the pooled 50 % would keep neither 70 % nor 30 % alone.
        "2008": (3, 6, "70%; 30% from 2008-07-01", "missed"),
    }


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_each_case_tells_its_version(engine: str, tmp_path: Path) -> None:
    """The last minute of June is judged by 48 hours, the first instant of July by 24."""
    found = _run(
        tmp_path, f"{MEASURE}, {VERSION.replace('target: 30%, tolerance: 20%, ', '')}", engine=engine
    ).verdicts("i")
    assert found["verdict"].tolist() == ["met", "met", "missed", "met", "missed", "missed"]
    assert [str(day.date()) if pd.notna(day) else "" for day in found["version"]] == ["", "", "", *["2008-07-01"] * 3]


def test_a_part_that_is_shown_anyway_is_not_shown_twice(tmp_path: Path) -> None:
    """From 1 April on, the old rule's part of the year is the first quarter, which has its row already."""
    version = VERSION.replace("2008-07-01", "2008-04-01")
    labels = [result.period for result in _run(tmp_path, f"{MEASURE}, target: 70%, {version}").result_list]
    assert labels == ["2008-Q1", "2008-Q2", "2008-Q3", "2008-Q4", "2008-04-01/2008-12-31", "2008"]


def test_a_new_limit_alone_is_judged_as_one(tmp_path: Path) -> None:
    """Where the target stays, the pooled figure is judged by it: 3 of 6 keeps 50 %, though one part does not."""
    found = _rows(
        _run(tmp_path, f"{MEASURE}, target: 50%, versions: [{{from: 2008-07-01, limit: 24 heures, ref: page 2}}]")
    )
    assert found["2008"] == (3, 6, "50%", "met")
    assert found["2008-07-01/2008-12-31"] == (1, 3, "50%", "missed")


def test_a_version_keeps_what_it_does_not_say(tmp_path: Path) -> None:
    """A third version changes the target alone: the limit of the second stays in force."""
    versions = VERSION.replace("]", ", {from: 2008-07-05, target: 40%, tolerance: 20%, ref: page 3}]")
    found = _rows(_run(tmp_path, f"{MEASURE}, target: 70%, {versions}"))
    assert found["2008-07-01/2008-07-04"] == (1, 1, "30%", "met")
    assert found["2008-07-05/2008-09-30"] == (0, 2, "40%", "missed")


def test_a_new_version_never_moves_an_old_figure(tmp_path: Path) -> None:
    """Every row of the periods before a version is the same without it."""
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    later = _run(tmp_path / "with", f"{MEASURE}, target: 70%, {VERSION}", by="month").result_list
    before = _run(tmp_path / "without", f"{MEASURE}, target: 70%", by="month").result_list
    old = [result for result in before if result.last_day < dt.date(2008, 7, 1)]
    assert len(old) == 6
    by_period = {result.period: result for result in later}
    assert [by_period[result.period] for result in old] == old


def test_cases_without_a_reference_date_are_judged_once(tmp_path: Path) -> None:
    """A case without the date that puts it in a period belongs to what held from the beginning."""
    rules = rule_text(
        {"r": AT, **COLUMNS},
        {"i": f"period_by: r, {MEASURE}, versions: [{{from: 2008-07-01, limit: 24 heures, ref: page 2}}]"},
    )
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": "id;r;a;b\n1;;10/06/2008 09:00;11/06/2008 10:00\n"})
    assert evaluation.verdicts("i")["verdict"].tolist() == ["met"]


def test_count_and_duration_targets_change_too(tmp_path: Path) -> None:
    """Targets of other measures have versions as well: a mean delay of 108 hours at most, later of 100."""
    indicator = (
        "measure: {kind: duration, from: a, to: b, statistic: mean, unit: heures}, target: 108 heures, "
        "versions: [{from: 2008-07-01, target: 100 heures, ref: page 2}]"
    )
    found = {result.period: (result.value, result.status) for result in _run(tmp_path, indicator).result_list}
    # 24 + 33 h 01 + 72; and 24 + 24 h 01 + 240.
    assert found["2008-01-01/2008-06-30"] == (Fraction(129 * 60 + 1, 3) * 60, "met")
    assert found["2008-07-01/2008-12-31"] == (Fraction(288 * 60 + 1, 3) * 60, "met")


FAULTS = {
    "{from: 2008-07-01, limit: 24 heures}": ("versions[0].ref", 'the key "ref" is missing'),
    "{limit: 24 heures, ref: p}": ("versions[0].from", 'the key "from" is missing'),
    "{from: 2008-07-01, ref: p}": ("versions[0]", "changes nothing"),
    "{from: 2008-07-01, target: 10 heures, ref: p}": ("versions[0].target", "gives a percentage"),
    "{from: 2008-07-01, target: 60%, tolerance: 65%, ref: p}": ("versions[0].tolerance", "stricter than the target"),
    "{from: 2008-07-01, limit: 3 jours, ref: p}": ("versions[0].limit", "does not say which days"),
    "{from: 2008-07-01, limt: 3 heures, ref: p}": ("versions[0].limt", 'Did you mean "limit"?'),
    "{from: 2008-07-01, limit: {column: z}, ref: p}": ("versions[0].limit.column", "is not a column"),
    "{from: 2008-07-01, limit: 1 heure, ref: p}, {from: 2008-07-01, limit: 2 heures, ref: p}": (
        "versions[1].from",
        "does not come after",
    ),
}


@pytest.mark.parametrize("written", FAULTS)
def test_faults(written: str, tmp_path: Path) -> None:
    """What a version lacks, or cannot say, is refused at its place."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(rule_text(COLUMNS, {"i": f"{MEASURE}, target: 70%, versions: [{written}]"}), encoding="utf-8")
    with pytest.raises(RuleFileError) as refused:
        load_rules(rules)
    place, message = FAULTS[written]
    assert [issue.path for issue in refused.value.issues] == [f"commitments[0].indicators[0].{place}"]
    assert message in str(refused.value)


def test_a_target_per_quarter_changes_with_a_quarter(tmp_path: Path) -> None:
    """A target that holds for each quarter as a whole cannot change inside one."""
    rules = tmp_path / "rules.yaml"
    versions = "versions: [{from: 2008-07-02, target: 60%, ref: p}]"
    rules.write_text(rule_text(COLUMNS, {"i": f"{MEASURE}, target: 70%, per: quarter, {versions}"}), encoding="utf-8")
    with pytest.raises(RuleFileError, match="2008-07-02 is not the first day of a quarter"):
        load_rules(rules)


def test_a_new_tolerance_alone_moves_no_target(tmp_path: Path) -> None:
    """4 of 6 miss 70 %: near where every tolerance in force says so. Where they keep the target, the whole is met."""
    versions = "versions: [{from: 2008-07-01, tolerance: 45%, ref: page 2}]"
    found = _rows(_run(tmp_path, f"{MEASURE}, target: 70%, tolerance: 60%, {versions}"))
    assert found["2008"] == (4, 6, "70%", "near")
    assert _rows(_run(tmp_path, f"{MEASURE}, target: 66%, tolerance: 60%, {versions}"))["2008"][3] == "met"
    strict = "versions: [{from: 2008-07-01, tolerance: 68%, ref: page 2}]"
    assert _rows(_run(tmp_path, f"{MEASURE}, target: 70%, tolerance: 60%, {strict}"))["2008"][3] == "missed"


def test_a_count_is_judged_whole(tmp_path: Path) -> None:
    """Three and three cases make six: the whole is held to each target in force, not its halves."""
    count = "period_by: a, measure: {kind: count}, target: '>= 4'"
    found = _rows(_run(tmp_path, f"{count}, versions: [{{from: 2008-07-01, target: '>= 5', ref: page 2}}]"))
    assert found["2008"][3] == "met"
    count = "period_by: a, measure: {kind: count}, target: '<= 7'"
    found = _rows(_run(tmp_path, f"{count}, versions: [{{from: 2008-07-01, target: '<= 5', ref: page 2}}]"))
    assert found["2008"][3] == "missed"


@pytest.mark.parametrize(("since", "expected"), [("2009-01-01", (1, 2, 1, 0)), ("2008-01-01", (1, 1, 0, 1))])
def test_a_version_with_a_due_date_moves_no_as_of_before_its_time(
    since: str, expected: tuple[int, ...], tmp_path: Path
) -> None:
    """A promised date is an event until a version in force takes it as due date: then 4 June is the latest event.

    Before, 20 June is, and the case received on 2 June and due on 7 June is overdue.
    """
    rules = rule_text(
        {"a": AT, "b": AT, "pr": AT},
        {
            "i": "measure: {kind: delay, from: a, to: b, limit: 5 jours calendaires}, "
            f"versions: [{{from: {since}, limit: {{column: pr}}, ref: page 2}}]",
            "j": "measure: {kind: delay, from: a, to: pr, limit: 30 jours calendaires}",
        },
    )
    export = "id;a;b;pr\n1;02/06/2008 10:00;;20/06/2008 10:00\n2;03/06/2008 10:00;04/06/2008 10:00;05/06/2008 10:00\n"
    results = evaluate_files(tmp_path, rules, {"a.csv": export}).result_list
    assert [_counts(each) for each in results if each.period == "2008" and each.indicator == "i"] == [expected]


def _counts(result: Result) -> tuple[object, ...]:
    return result.numerator, result.denominator, result.overdue, result.pending


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("2008", "2008"),
        ("2008-Q1", "2008-Q1"),
        ("2008-q4", "2008-Q4"),
        ("2008-T2", "2008-Q2"),
        ("2008 Q3", "2008-Q3"),
        ("2008-03", "2008-03"),
        ("2008-W05", "2008-W05"),
        ("2009-W53", "2009-W53"),
    ],
)
def test_period_labels(written: str, label: str) -> None:
    """A period is named as the results name it."""
    assert period_label(written) == label


@pytest.mark.parametrize("written", ["08", "2008-13", "2008-3", "2008-Q5", "2008-W60", "1er trimestre", ""])
def test_period_labels_refused(written: str) -> None:
    """What names no period is refused."""
    with pytest.raises(RefusedError):
        period_label(written)


ONE_FAULT: dict[str, Fault] = {
    "published list": ("{2008: 97%}", "‸[97%]", ("a list is not a mapping", "{2008: 97%}")),
    "published period": ("{2008: 97%}", "{‸2008-Q5: 97%}", ('"2008-Q5" is not a period', "2008-Q1")),
    "published week": ("{2008: 97%}", "{‸2008-W53: 97%}", ("no such ISO week",)),
    "published twice": ("{2008: 97%}", "{2008-Q1: 97%, ‸2008-q1: 98%}", ("given twice",)),
}


@pytest.mark.parametrize("case", ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)
