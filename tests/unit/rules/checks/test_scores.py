"""Scores must fit the type and the scale of their column."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import Fault, loaded, require_one_fault

from gpj_kpi.rules.checks.scores import check_scores
from gpj_kpi.rules.text.faults import FaultList

WAIT, SCORE = "type: integer}", "type: number}"

FAULTS: dict[str, Fault] = {
    "scores of a text": (
        "{header: Domaine, type: text}",
        "{header: Domaine, type: text, ‸scores: {a: 1}}",
        ('"scores" has no meaning for a column of type text',),
    ),
    "a part of a whole number": (WAIT, "type: integer, scores: {a: ‸1.5}}", ("not a whole number", "type: number")),
    "a score too long": (SCORE, "type: number, scores: {a: ‸0.0000001}}", ("six decimals",)),
    "a score too large": (SCORE, "type: number, scores: {a: ‸1000000000}}", ("nine digits",)),
    "a score off the scale": (
        SCORE,
        "type: number, scale: [1, 5], scores: {a: 5, b: ‸6}}",
        ("6 is outside the scale from 1 to 5",),
    ),
    "a score of nothing": (SCORE, 'type: number, scores: {a: 5, ‸"NULL": 0}}', ("null_values", "never found")),
    "a score of the empty cell": (SCORE, 'type: number, scores: {a: 5, ‸"": 0}}', ("null_values",)),
    "a text twice": (SCORE, 'type: number, scores: {a: 5, ‸" a": 4}}', ("comes twice",)),
    "scores and percentages": (SCORE, "type: number, percent: true, ‸scores: {a: 1}}", ("exclude each other",)),
    "no scores": (SCORE, "type: number, scores: ‸{}}", ("without entries",)),
    "nothing behind scores": (SCORE, "type: number, scores: ‸}", ("nothing is written here",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_scores_are_held_in_the_units_of_their_type(tmp_path: Path) -> None:
    """Numbers are held in millionths, whole numbers as they are; what fits has no fault."""
    source = loaded(tmp_path, SCORE, 'type: number, scores: {a: "4,5", b: -1}}').sources["claims"]
    assert source.columns["score"].held_scores == {"a": 4_500_000, "b": -1_000_000}
    found = FaultList(())
    check_scores(source.columns["score"], source, ("sources", "claims", "columns", "score"), found)
    assert found.faults == []
