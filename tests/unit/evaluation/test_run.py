"""The path in order: its steps are told in the order of the rule file, and each gives one value."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.small_runs import AT, ON, figures, frame_of, rule_text

from gpj_kpi import RuleFile, evaluate, load_rules
from gpj_kpi.engines import engine_for
from gpj_kpi.evaluation.judging import Counted, make_contexts
from gpj_kpi.evaluation.request import ask
from gpj_kpi.evaluation.run import count_verdicts, read_cases, score_all

EXPORT = (
    "id;r;e;d;n\n"
    "1;01/02/2008 10:00;01/02/2008 11:00;01/02/2008;4\n"
    "2;01/02/2008 10:00;05/02/2008 11:00;04/02/2008;\n"
    "3;;;05/02/2008;2\n"
)
COLUMNS = {"r": AT, "e": AT, "d": ON, "n": "type: integer"}
INDICATORS = {
    # By turns of two reference dates, so that two batches overlap in the order of the file.
    "by_start": "measure: {kind: delay, from: r, to: e, limit: 48 heures}",
    "by_day": "period_by: d, measure: {kind: mean, value: n}",
    "cases": "period_by: r, measure: {kind: count}",
    "days": "period_by: d, measure: {kind: count}",
}


def _rules(folder: Path, indicators: dict[str, str]) -> RuleFile:
    path = folder / "rules.yaml"
    path.write_text(rule_text(COLUMNS, indicators), encoding="utf-8")
    return load_rules(path)


@pytest.mark.parametrize("count", [1, 20], ids=["4 indicators", "80 indicators"])
def test_steps_are_told_in_the_order_of_the_rule_file(count: int, tmp_path: Path) -> None:
    """Read, made into cases, then each indicator, numbered from 1, in whatever batches they are judged."""
    indicators = {f"{id_}_{n}": text for n in range(count) for id_, text in INDICATORS.items()}
    steps: list[tuple[str, int, int]] = []
    evaluate(
        _rules(tmp_path, indicators),
        {"s": frame_of(EXPORT)},
        period=2008,
        progress=lambda name, number, total: steps.append((name, number, total)),
    )
    names = ["Essai", "Essai", *indicators]
    assert steps == [(name, number, len(names)) for number, name in enumerate(names, 1)]


def test_each_step_gives_one_value(tmp_path: Path) -> None:
    """Three cases; two have a start. One ended in time, one did not; the case without a start belongs to no period."""
    rules = _rules(tmp_path, INDICATORS)
    reached: list[int] = []
    request = ask(rules, 2008, by="year")
    read = read_cases(request, engine_for({"s": frame_of(EXPORT)}, rules), reached.append)
    assert read.cases["s"].cases == 3
    assert read.as_of["s"].local_day == dt.date(2008, 2, 5)
    contexts = make_contexts(request, read)
    assert [context.as_of for context in contexts.values()] == [read.as_of["s"]] * 4
    counted = count_verdicts(request, read, contexts, reached.append)
    assert counted.in_scope == dict.fromkeys(INDICATORS, 3)
    assert {id_: int(days["cases"].sum()) for id_, days in counted.tallies.items()} == dict.fromkeys(INDICATORS, 3)
    scored = score_all(request, read, contexts, counted, reached.append)
    values = {result.indicator: result.value for result in scored.results}
    assert values == {"by_start": 0.5, "by_day": 3, "cases": 2, "days": 3}
    assert [(issue.code, issue.indicator) for issue in scored.issues] == [("undated", "by_start"), ("undated", "cases")]
    assert reached[:2] == [0, 1]
    assert reached[-4:] == [2, 3, 4, 5]


def test_a_case_lost_between_two_steps_is_a_bug(tmp_path: Path) -> None:
    """What is counted is held against what was in scope before anything was judged."""
    rules = _rules(tmp_path, {"cases": INDICATORS["cases"]})
    request = ask(rules, 2008)
    read = read_cases(request, engine_for({"s": frame_of(EXPORT)}, rules), lambda _: None)
    contexts = make_contexts(request, read)
    counted = count_verdicts(request, read, contexts, lambda _: None)
    lost = Counted(counted.in_scope, {id_: days.iloc[1:] for id_, days in counted.tallies.items()})
    with pytest.raises(RuntimeError, match="does not add up"):
        score_all(request, read, contexts, lost, lambda _: None)


def test_results_are_split_by_a_group(tmp_path: Path) -> None:
    """Cases by their number: 4, none and 2, after all of them together."""
    rules = _rules(tmp_path, {"days": INDICATORS["days"]})
    found = evaluate(rules, {"s": frame_of(EXPORT)}, period=2008, by="year", group_by="n")
    assert figures(found, ["group", "value"]) == [(None, 3), ("(none)", 1), ("2", 1), ("4", 1)]
