from __future__ import annotations

import re

from tests.unit.outputs.words.test_wording import texts

from gpj_kpi.outputs.words.french import FRENCH


def test_high_marks_stand_after_a_no_break_space() -> None:
    """French typography: a space before : ; ? ! and inside « », at which no line may break."""
    faulty = re.compile(r"(?<![\u00a0\u202f])[:;?!»](?!\w)|«(?!\u00a0)")
    assert [text for id_, text in texts(FRENCH) if faulty.search(re.sub(r"{[^}]*}", "", text))] == []


def test_apostrophes_are_typographic() -> None:
    """L’échéance, never L'échéance."""
    assert [text for _, text in texts(FRENCH) if "'" in text] == []


def test_the_percent_sign_stands_after_a_narrow_no_break_space() -> None:
    """The sign never starts a line, and thousands are kept together in the same way."""
    assert FRENCH.numbers.percent == "\u202f%"
    assert FRENCH.numbers.whole_number(21_873) == "21\u202f873"
