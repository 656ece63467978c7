"""Sentences about measures, in both languages."""

from __future__ import annotations

from gpj_kpi.sentences.measures import UNKNOWN_TIME_UNIT
from gpj_kpi.sentences.sentence import in_language, say


def test_a_unit_that_is_none_is_quoted_beside_those_that_are() -> None:
    """In the words of each language."""
    said = say(UNKNOWN_TIME_UNIT, read='"mn"')
    assert said == '"mn" is not a unit of a column. Expected one of: milliseconds, seconds, minutes, hours.'
    french = '"mn" n’est pas une unité de colonne. Attendu\u00a0: millisecondes, secondes, minutes ou heures.'
    assert in_language(said, "fr") == french
