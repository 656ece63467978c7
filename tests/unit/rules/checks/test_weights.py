"""Strata must be values of their column."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, Fault, loaded, read_models, require_one_fault, subject_of

from gpj_kpi.rules import Mean, Strata
from gpj_kpi.rules.checks.weights import check_weight
from gpj_kpi.rules.text.faults import FaultList

COUNT = "measure: {kind: count}"
MEAN = "measure: {kind: mean, value: score, weight: "
SHARE = "measure: {kind: share, of: {channel: internet}, weight: "

FAULTS: dict[str, Fault] = {
    "weight by a text": (COUNT, SHARE + "‸topic}", ("type text", "Columns that fit: wait_seconds, score")),
    "strata by a number": (COUNT, MEAN + "{by: ‸score, 4: 2}}", ("type number", "text, integer or boolean")),
    "strata by no column": (COUNT, MEAN + "{by: ‸chanel, courrier: 2}}", ('Did you mean "channel"?',)),
    "strata without a column": (COUNT, MEAN + "‸{courrier: 2}}", ('the key "by" is missing',)),
    "no stratum": (COUNT, MEAN + "‸{by: channel}}", ("no stratum has a weight",)),
    "a stratum of no value": (COUNT, MEAN + "{by: channel, ‸internent: 2}}", ('Did you mean "internet"?',)),
    "a stratum of null": (COUNT, MEAN + '{by: topic, ‸"NULL": 2}}', ("null_values",)),
    "a stratum of no number": (COUNT, MEAN + "{by: wait_seconds, ‸a: 2}}", ("not a whole number",)),
    "a stratum that is twice there": (COUNT, MEAN + '{by: wait_seconds, "1": 2, ‸"01": 3}}', ("comes twice",)),
    "a stratum neither true nor false": (COUNT, MEAN + "{by: urgent, ‸oui: 2}}", ("not true or false",)),
    "a negative weight": (COUNT, MEAN + "{by: channel, courrier: ‸-2}}", ("not negative",)),
    "a weight in per cent": (COUNT, MEAN + "{by: channel, courrier: ‸2 %}}", ("not a plain number",)),
    "a weighted share of the missed": (COUNT, SHARE + "score, ‸rate: missed}", ("some have no weight",)),
    "nothing behind weight": (COUNT, MEAN + "‸}", ("nothing is written here",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_strata_are_typed_by_their_column(tmp_path: Path) -> None:
    """A boolean column has true and false."""
    measure = loaded(tmp_path, COUNT, MEAN + "{by: urgent, true: 2, false: 1}}").indicator("number").measure
    assert isinstance(measure, Mean)
    assert measure.weight == Strata("urgent", ((True, 2_000_000), (False, 1_000_000)))


def test_a_weight_may_be_left_out() -> None:
    """Nothing is checked of a measure without weights."""
    document, _ = read_models(BASE)
    found = FaultList(())
    assert check_weight(None, subject_of(document, found)) is None
    assert found.faults == []
