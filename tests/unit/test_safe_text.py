from __future__ import annotations

import pytest

from gpj_kpi.safe_text import is_shown, one_line, shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Réclamation n° 12 – Été", "Réclamation n° 12 – Été"),
        ("10\u00a0000\u202f€", "10\u00a0000\u202f€"),  # the blanks of French typography
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("abc\u202edcba", "abc\\u202edcba"),  # turns the direction of writing
        ("a\u200bb", "a\\u200bb"),  # a blank without width
        ("a\u2028b", "a\\u2028b"),  # a line separator
        ("a\u3000b", "a\\u3000b"),  # a blank of another script
        ("a\u3164b", "a\\u3164b"),  # a letter of which nothing is seen
        ("\ud83d", "\\ud83d"),  # half a character
        ("日本 🙂", "日本 🙂"),
    ],
)
def test_a_text_is_one_line_that_moves_no_cursor(text: str, shown: str) -> None:
    """What a terminal would obey or not show is spelled out, and all else stays."""
    assert one_line(text) == shown
    assert [is_shown(char) for char in text] == [one_line(char) == char for char in text]


def test_a_text_of_60_characters_stays_and_a_longer_one_is_cut() -> None:
    """The ellipsis counts: nothing is longer than 60."""
    assert shorten("x" * 60) == "x" * 60
    assert shorten("x" * 61) == "x" * 59 + "…"
    assert shorten("") == ""
