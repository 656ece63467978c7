from __future__ import annotations

from tests.unit.outputs.words.test_wording import texts

from gpj_kpi.outputs.words.english import ENGLISH


def test_english_stands_in_ascii_but_for_a_few_signs() -> None:
    """A French letter in an English text is one that was left untranslated."""
    assert {char for _, text in texts(ENGLISH) for char in text if not char.isascii()} <= set("–·")


def test_marks_have_no_space_before_them() -> None:
    """English typography."""
    assert [text for _, text in texts(ENGLISH) if " :" in text or " ;" in text] == []
    assert ENGLISH.numbers.percent == "%"
    assert ENGLISH.numbers.whole_number(21_873) == "21,873"
