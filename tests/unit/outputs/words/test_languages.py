"""Every code that a report counts has its words in both languages."""

from __future__ import annotations

import pytest

from gpj_kpi.errors import NOTICE_CODES, REJECT_CODES
from gpj_kpi.outputs.words.languages import WORDINGS
from gpj_kpi.outputs.words.wording import Language

both_languages = pytest.mark.parametrize("language", ["fr", "en"])


@both_languages
def test_every_code_has_words(language: Language) -> None:
    """No rejected row and no notice lacks words, and no words are left over of a code that is no more."""
    wording = WORDINGS[language]
    assert set(wording.reasons) == REJECT_CODES
    assert set(wording.notice_texts) == NOTICE_CODES


@both_languages
def test_no_two_codes_have_the_same_words(language: Language) -> None:
    """Two lines of a summary never read alike, or they could not be told apart."""
    reasons = WORDINGS[language].reasons
    assert len(set(reasons.values())) == len(reasons)
