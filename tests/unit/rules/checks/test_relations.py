"""What sources, commitments and indicators demand of each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, Fault, read_models, require_one_fault

from gpj_kpi import rules
from gpj_kpi.rules.checks.relations import check_relations
from gpj_kpi.rules.text.faults import path_text

FAULTS: dict[str, Fault] = {
    "indicator id twice": ("- id: quick", "- id: ‸opening", ('"opening" is already the id',)),
    "source unknown": (
        "quick\n        label: Attente courte\n        source: claims",
        "quick\n        label: Attente courte\n        source: ‸claim",
        ('"claim" is not a source', 'Did you mean "claims"'),
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_every_relation_is_checked_each_on_its_own() -> None:
    """A source, an id and a target at fault are three faults; what was at fault before passes every check."""
    text = (
        BASE.replace("- id: quick", "- id: opening")
        .replace("target: 100%", "target: 100")
        .replace("[claim_", "[CLAIM_")
    )
    document, data = read_models(text.replace("type: text, required: true", "type: text", 1))
    _, faults = check_relations(document, data, faulty=())
    assert sorted(path_text(fault.path) for fault in faults) == [
        "commitments[0].indicators[0].target",
        "commitments[0].indicators[1].id",
        "sources.claims.columns.claim_id",
    ]
    known = [fault.path for fault in faults]
    assert check_relations(document, data, faulty=known)[1] == []


def test_only_sound_delays_leave_the_rules() -> None:
    """The models that come back hold a Delay and an ElapsedDelay, and nothing that is only written."""
    document, data = read_models(BASE)
    checked, faults = check_relations(document, data, faulty=())
    assert faults == []
    kinds = [type(indicator.measure) for commitment in checked.commitments for indicator in commitment.indicators]
    assert kinds == [rules.Delay, rules.ElapsedDelay, rules.Duration, rules.Share, rules.Mean, rules.Count]
