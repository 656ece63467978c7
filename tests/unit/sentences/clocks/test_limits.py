"""Sentences about limits, in both languages."""

from __future__ import annotations

from gpj_kpi.sentences.clocks.limits import CLASS_NOT_LISTED
from gpj_kpi.sentences.sentence import in_language, say


def test_a_class_without_a_limit_is_named() -> None:
    """With what to write, in the words of each language."""
    said = say(CLASS_NOT_LISTED, column="priority", missing='"P3"')
    assert said.startswith('the values of priority have no limit for "P3", and nobody could say')
    assert in_language(said, "fr").startswith('les valeurs de priority sont sans délai pour "P3", et nul ne pourrait')
