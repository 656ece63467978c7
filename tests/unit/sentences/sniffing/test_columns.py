"""Doubts about a column are said whole in either language."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import in_language, say
from gpj_kpi.sentences.sniffing import columns as told


def test_a_unit_within_a_doubt_is_said_in_the_same_language() -> None:
    """Seconds are secondes."""
    said = say(told.SINCE_1970, unit=say(told.SECONDS))
    assert said.startswith("the cells look like seconds since 1970")
    assert str(in_language(said, "fr")).startswith("les cellules ressemblent à des secondes depuis 1970")
