"""Limits in words, in both languages."""

from __future__ import annotations

import pytest
from tests.small_runs import AT
from tests.unit.verdicts.small_frames import rules_of

from gpj_kpi.outputs.words.by_language import WORDINGS
from gpj_kpi.outputs.words.limits import word_limit
from gpj_kpi.rules.models.measures.limits import read_limit

COLUMNS = rules_of({"p": "type: text", "r": AT, "due": AT}, "period_by: r, measure: {kind: count}").sources["s"].columns
SAID = [
    ("10 jours ouvrés", "10 business days", "10 jours ouvrés"),
    ({"column": "due"}, 'by the due date "due"', "échéance «\u00a0due\u00a0» incluse"),
    (
        {"before": "due", "at_least": "2 jours ouvrés"},
        'at least 2 business days before "due"',
        "au moins 2 jours ouvrés avant «\u00a0due\u00a0»",
    ),
    (
        {"by": "p", "P1": "4 heures", "P4": "none"},
        'by "p": P1 4 hours, P4 none',
        "selon «\u00a0p\u00a0»\u00a0: P1 4 heures, P4 aucun délai",
    ),
    (
        {"first": ["16 heures", {"from": "r", "within": "2 heures"}]},
        'the earliest of (16 hours; 2 hours from "r")',
        "le plus tôt de (16 heures\u00a0; 2 heures à compter de «\u00a0r\u00a0»)",
    ),
]


@pytest.mark.parametrize(("written", "english", "french"), SAID)
def test_a_limit_is_said_with_all_that_is_in_it(written: object, english: str, french: str) -> None:
    """By the headings of the export."""
    limit = read_limit(written)
    assert word_limit(limit, COLUMNS, WORDINGS["en"]) == english
    assert word_limit(limit, COLUMNS, WORDINGS["fr"]) == french
