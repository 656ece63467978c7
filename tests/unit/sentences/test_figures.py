"""Sentences about figures at a moment, and about those made of other figures, in both languages."""

from __future__ import annotations

from gpj_kpi.sentences.figures import STOCK_HAS_ITS_START
from gpj_kpi.sentences.sentence import in_language, say


def test_a_stock_says_what_its_start_is() -> None:
    """In the words of each language."""
    said = say(STOCK_HAS_ITS_START, column='"opened_at"')
    assert said.endswith('and "opened_at" is its start. Remove period_by.')
    french = in_language(said, "fr")
    assert french.endswith('et "opened_at" en est le début. Supprimez period_by.')
