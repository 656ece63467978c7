"""What an indicator is, in words."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings, in_language, say
from gpj_kpi.sentences.words import measures


def test_a_share_is_said_in_both_languages() -> None:
    """What a case must be, and which cases are looked at."""
    told = say(measures.SHARE, met="score is at least 4", source="claims", where="")
    assert told == "the share of cases in which score is at least 4, among the judged cases of claims"
    french = "la part des cas où score is at least 4, parmi les cas jugés de claims"
    assert in_language(told, "fr") == french


def test_both_languages_fill_in_the_same() -> None:
    """What one language says, the other says too."""
    for name, wordings in vars(measures).items():
        if isinstance(wordings, Wordings):
            english, french = (
                sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in (wordings.en, wordings.fr)
            )
            assert set(english) == set(french), name
