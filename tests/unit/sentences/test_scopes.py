"""Sentences about excused times, opening hours in conditions, and pauses, in both languages."""

from __future__ import annotations

from gpj_kpi.sentences.scopes import EXCUSED_BACKWARDS
from gpj_kpi.sentences.sentence import in_language, say


def test_days_in_the_wrong_order_are_both_named() -> None:
    """In the words of each language."""
    said = say(EXCUSED_BACKWARDS, to="2008-06-12", first="2008-06-13")
    assert said.startswith("the excused time ends on 2008-06-12 and begins on 2008-06-13. ")
    assert in_language(said, "fr").startswith("la période excusée finit le 2008-06-12 et commence le 2008-06-13. ")
