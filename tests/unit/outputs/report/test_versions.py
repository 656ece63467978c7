from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import RULES
from tests.small_runs import ON, frame_of, rule_text
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.outputs.report.rows import Cell
from gpj_kpi.outputs.report.versions import Version, list_versions
from gpj_kpi.outputs.words.english import ENGLISH

VERSIONED = RULES.replace(
    "        tolerance: 50%\n        published: {2024: 80%}\n",
    "        tolerance: 50%\n"
    "        versions: [{from: 2024-04-01, limit: 24 heures, target: 60%, tolerance: 40%, ref: Charte 2024}]\n",
)
"""Until March 48 hours and 100 %, then 24 hours and 60 %."""


def test_a_rule_that_changes_is_shown_by_version(evaluate_small: Evaluate) -> None:
    """A1 in time, A2 late; then A3, after 35 hours, late, A4 in time, A5 pending."""
    (found,) = list_versions(evaluate_small(VERSIONED), ENGLISH)
    assert found.label == "Ouverts sous 48\u00a0heures"
    assert found.versions == (
        Version(
            days="2024-01-01 – 2024-03-31",
            asks=("48 hours", "target 100%", "tolerance 50%"),
            cell=Cell("50.0%", "near", is_provisional=False),
            counts=("n 2",),
            is_judged=True,
            ref="",
        ),
        Version(
            days="2024-04-01 – 2024-12-31",
            asks=("24 hours", "target 60%", "tolerance 40%"),
            cell=Cell("50.0%", "near", is_provisional=True),
            counts=("n 2", "1 pending"),
            is_judged=True,
            ref="Charte 2024",
        ),
    )


def test_a_version_that_lies_outside_the_period_is_not_shown(evaluate_small: Evaluate) -> None:
    """In the second quarter one version holds."""
    assert list_versions(evaluate_small(VERSIONED, period="2024-Q2"), ENGLISH) == ()


def test_rules_that_do_not_change_are_not_shown(evaluation: Evaluation) -> None:
    """The small rule file has no versions."""
    assert list_versions(evaluation, ENGLISH) == ()


def test_a_limit_in_seconds_of_the_export_is_asked_too(tmp_path: Path) -> None:
    """Waits of 12 s, 40 s and 25 s: 10 seconds until March, then 30 seconds.

    The year ends eight months after the last of them, so the figure of the second version is provisional.
    """
    columns = {"r": ON, "w": "type: integer", "o": "type: text"}
    measure = "kind: delay, elapsed: w, done: {o: present}, limit: 10 secondes"
    versions = "versions: [{from: 2008-04-01, limit: 30 secondes, ref: Charte}]"
    (tmp_path / "rules.yaml").write_text(
        rule_text(columns, {"i": f"period_by: r, measure: {{{measure}}}, {versions}"}), encoding="utf-8"
    )
    export = frame_of("id;r;w;o\n1;01/02/2008;12;x\n2;01/05/2008;40;x\n3;02/05/2008;25;x\n")
    evaluation = evaluate(load_rules(tmp_path / "rules.yaml"), {"s": export}, period="2008")
    (found,) = list_versions(evaluation, ENGLISH)
    assert [(version.asks, version.cell.text) for version in found.versions] == [
        (("10 seconds",), "0.0%"),
        (("30 seconds",), "~50.0%"),
    ]
