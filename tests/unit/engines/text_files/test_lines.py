from __future__ import annotations

import unicodedata

import pytest

from gpj_kpi.engines.text_files.lines import Lines

CONTENT = b'1;"a\nb"\r\n\n2;c\n3;"d""\ne;'
"""Bytes 0-8 and 10-13 are records, byte 9 an empty line; a third record begins at 14 and goes on inside quotes."""


def test_records_begin_behind_line_ends_outside_quotes() -> None:
    """Line ends stand at 4 (in quotes), 8, 9, 13 and 20 (in quotes); a doubled quote closes nothing."""
    lines = Lines(CONTENT, is_inside=False)
    assert lines.ends.tolist() == [4, 8, 9, 13, 20]
    assert lines.starts.tolist() == [0, 10, 14]
    assert lines.breaks
    assert lines.ends_inside
    assert lines.record_ends == (3, 1)  # outside quotes; and with CR LF


def test_lines_that_go_on_inside_quotes_begin_no_record() -> None:
    """The first line ends a cell that was opened above: the first record begins on the second."""
    lines = Lines(b'b"\n1;"c"\n', is_inside=True)
    assert lines.starts.tolist() == [3]
    assert not lines.breaks
    assert not lines.ends_inside


@pytest.mark.parametrize(
    ("content", "is_inside", "is_sound"),
    [
        (b'"1";"a""b";""\n', False, True),
        (b'"1"\r\n"2"\n', False, True),
        (b'1;"a\n', False, True),  # what follows may close it
        (b'a";1\n', True, True),
        (b'1;"a"b\n', False, False),
        (b'1;a"b"\n', False, False),
        (b'1; "a"\n', False, False),
        (b'1,"a",2\n', False, False),  # the comma is no delimiter here
        (b'\r"a"\n', False, False),
    ],
)
def test_quotes_stand_at_the_ends_of_cells(content: bytes, is_inside: bool, is_sound: bool) -> None:  # noqa: FBT001
    """A quote opens a cell behind a delimiter or line end, closes it before one, or is doubled."""
    assert Lines(content, is_inside=is_inside).has_sound_quotes(b";") is is_sound


def test_cells_that_hold_line_breaks_are_counted_in_their_records() -> None:
    """The second cell of the first record, and the third of the next; what goes on is handed to the lines below."""
    first = Lines(b'1;"a\nb";c\n2;d;"e\n', is_inside=False)
    assert first.broken_cells(b";", 0) == ({1, 2}, 2)
    second = Lines(b'f";"g\nh"\n', is_inside=True)
    assert second.broken_cells(b";", 2)[0] == {3}


def test_lines_in_quotes_with_the_delimiters_of_the_header_look_like_records() -> None:
    """Where a quote is missing, whole records stand inside quotes: lines 1 and 2 of four, for a header of two cells."""
    lines = Lines(b'1;"a\n2;b\n3;c\n4";d\n', is_inside=False)
    assert lines.like_records(b";", 2) == [1, 2]
    assert lines.like_records(b";", 3) == []


def test_carriage_returns_alone_are_seen() -> None:
    """Each one before a line feed belongs to a line end; any other is alone, in quotes too."""
    assert not Lines(b"1;a\r\n2;b\r\n", is_inside=False).has_lone_returns
    assert Lines(b"1;a\r2;b\r\n", is_inside=False).has_lone_returns
    assert Lines(b'1;"a\rb"\n', is_inside=False).has_lone_returns


def test_few_and_many_bytes_are_found_alike() -> None:
    """A blank of two bytes is found once among a thousand bytes that begin as it does, and not where it is cut."""
    blank = "\u00a0".encode()
    accents = "é°".encode() * 500  # é begins with another byte, ° with the same one
    assert Lines(accents + blank + b"\n", is_inside=False).hold(blank)
    assert not Lines(accents + b"\n", is_inside=False).hold(blank)
    assert not Lines(b"1;a" + blank[:1], is_inside=False).hold(blank)
    quotes = Lines(b'""' * 500 + b"\n1\n", is_inside=False)
    assert quotes.starts.tolist() == [0, 1001]


def leaves_nfc(text: str) -> bool:
    """Whether a line is seen not to be in NFC."""
    return Lines(f"1;{text}\n".encode(), is_inside=False).leave_nfc


def test_texts_that_are_not_in_nfc_are_seen() -> None:
    """So is every character that NFC changes behind a letter or a syllable; French texts and others in NFC are not."""
    changed = [
        text
        for text in (f"{before}{chr(code)}" for before in ("a", "\u1100") for code in range(0xA0, 0x110000))
        if not 0xD800 <= ord(text[-1]) < 0xE000 and unicodedata.normalize("NFC", text) != text
    ]
    assert len(changed) > 2000
    assert [text for text in changed if not leaves_nfc(text)] == []
    texts = [
        "",
        "a",
        "L\u2019été\u202f: 3\u00a0€, « œuvre » … \u2013 “x”",
        "Ελλάδα",
        "日本",
        "\ufeff",
        "naïve ☎",
        "x\u0301",
    ]
    assert [text for text in texts if leaves_nfc(text)] == []
    assert not Lines(b"", is_inside=False).leave_nfc
    assert not Lines(b"1;\xe2", is_inside=False).leave_nfc
