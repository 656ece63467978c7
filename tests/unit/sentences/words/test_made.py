"""What a made column and a made source are, in words."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import in_language, say
from gpj_kpi.sentences.words import made


def test_a_made_source_is_said_in_both_languages() -> None:
    """Its name, its key, and the source of its events."""
    told = say(made.NAMED, name="calls", what=say(made.CASES, by="call_id", source="legs"))
    assert told == "calls: one case per call_id of the rows of legs"
    assert in_language(told, "fr") == "calls\u00a0: un cas par call_id des lignes de legs"
