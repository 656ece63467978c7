"""What `sniff` refuses is refused in either language."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import in_language, say
from gpj_kpi.sentences.sniffing import refusals as refused
from gpj_kpi.sentences.sniffing import sniff as told


def test_a_refusal_says_how_many_records_and_why_in_both_languages() -> None:
    """The kind of fault within it is said in the same language."""
    said = say(refused.MALFORMED, count=3, rows=4, kinds=say(told.STRAY_QUOTE))
    assert said.startswith("3 of 4 records cannot be read (stray quote).")
    assert str(in_language(said, "fr")).startswith("3 enregistrements sur 4 sont illisibles (guillemet mal placé).")
