"""How many things there are."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import in_language, say
from gpj_kpi.sentences.words import counts


def test_a_rule_file_without_a_fault_is_said_in_both_languages() -> None:
    """Its name, and what it holds."""
    held = say(counts.COMMITMENTS, count=2)
    told = say(counts.FAULTLESS, file="rules.yaml", counts=held)
    assert told == "rules.yaml: 2 commitments: no fault."
    assert in_language(told, "fr") == "rules.yaml\u00a0: 2 engagements\u00a0: aucune faute."
