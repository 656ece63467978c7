"""Records told from bytes, against a reader of one byte after the other."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.malformed import copy_sound_records
from gpj_kpi.engines.text_files.records import count_records
from gpj_kpi.rules import Source

WIDTH = 3
SOURCE = Source.model_validate(
    {"label": "x", "files": "x.csv", "key": "id", "columns": {"id": {"header": "a", "type": "text", "required": True}}}
)
HEADER = Header(places={"id": 0}, texts={"id": "a"}, width=WIDTH, line=1, start=0)

PIECES = ["a", "b c", ";", ";", '"', '""', '";"', "\n", "\r\n", "é", "\u2028", "\ufeff"]
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from([";x;\n", ';"x\n\r\n;""\ny";\n', '"\n\n"'])), max_size=40
).map("".join)
BYTES = st.tuples(TEXTS, st.sampled_from([b"", b"", b"\xff", b"\xe9;", b"\xc3"]), TEXTS).map(
    lambda parts: parts[0].encode() + parts[1] + parts[2].encode()
)


@dataclass
class ReadRecord:
    """A record as the plain reader sees it: its first line, its line ends, its cells, and what is wrong with it."""

    line: int
    cells: list[bytes] = field(default_factory=lambda: [b""])
    content: bytes = b""
    faults: set[str] = field(default_factory=set)

    @property
    def lines(self) -> int:
        """Physical lines it runs over."""
        return self.content.count(b"\n") + (not self.content.endswith(b"\n"))


def records_by_plain_loop(content: bytes) -> list[ReadRecord]:
    """Every record that is not an empty line, read cell by cell and byte by byte."""
    found = []
    place = 0
    while place < len(content):
        record = ReadRecord(line=content.count(b"\n", 0, place) + 1)
        begun, goes_on = place, True
        while goes_on:
            place = _read_quoted(content, place, record) if content[place : place + 1] == b'"' else place
            place = _read_bare(content, place, record)
            goes_on = content[place : place + 1] == b";"
            if goes_on:
                record.cells.append(b"")
                place += 1
        place += 2 if content[place : place + 2] == b"\r\n" else 1
        record.content = content[begun:place]
        if record.content.strip(b"\r\n"):
            found.append(record)
    return found


def _read_quoted(content: bytes, place: int, record: ReadRecord) -> int:
    """Read what stands between quotes; return the place behind them."""
    place += 1
    while place < len(content):
        if content[place : place + 2] == b'""':
            place += 1
        elif content[place : place + 1] == b'"':
            break
        record.cells[-1] += content[place : place + 1]
        place += 1
    else:
        record.faults.add("unclosed_quote")
        return place
    if content[place + 1 : place + 2] not in {b"", b";", b"\n"} and content[place + 1 : place + 3] != b"\r\n":
        record.faults.add("stray_quote")
    return place + 1


def _read_bare(content: bytes, place: int, record: ReadRecord) -> int:
    """Read to the next delimiter or line end; return its place."""
    while place < len(content) and content[place : place + 1] not in {b";", b"\n"}:
        if content[place : place + 2] == b"\r\n":
            break
        if content[place : place + 1] == b'"':
            record.faults.add("bare_quote")
        record.cells[-1] += content[place : place + 1]
        place += 1
    return place


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _fault(record: ReadRecord) -> str | None:
    for code in ("unclosed_quote", "stray_quote"):
        if code in record.faults:
            return code
    if len(record.cells) > WIDTH:
        return "too_many_cells"
    return None if _is_utf8(record.content) else "undecodable_bytes"


CONTENTS = st.lists(BYTES, max_size=4).map(b"".join)
FILLED = b"1;2;3\n" * 174_763
"""Lines of a little more than a megabyte: files are read in four pieces of that, and the rest."""


@given(st.tuples(st.one_of(st.just(0), st.integers(0, 12)), CONTENTS))
@example((1, b'1;2;"aaaaaaaaaa\nb\nc"\n'))
@example((1, b'1;"aaaaaaaaaaaa\nb\nc";"d\ne"\n'))
@settings(max_examples=250, deadline=None)
def test_records_and_their_lines_are_those_of_a_plain_reader(drawn: tuple[int, bytes]) -> None:
    """A sound file has the records, on the lines, that its bytes show, wherever the pieces end in which it is read.

    A file is sound when no quote stands where RFC 4180 has none, and all is UTF-8.
    """
    left_out, content = drawn
    lines_before = 174_763 - left_out if left_out else 0
    expected = records_by_plain_loop(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(FILLED[: 6 * lines_before] + content)
        found = count_records(path, HEADER, ";")
        is_sound = _is_utf8(content) and not any(record.faults for record in expected)
        assert found.is_sound == is_sound
        if is_sound:
            assert found.records == lines_before + len(expected)
            ordinals = range(lines_before, lines_before + len(expected))
            assert found.lines_of(ordinals) == [lines_before + record.line for record in expected]
            broken = {place for record in expected for place, cell in enumerate(record.cells) if b"\n" in cell}
            assert (found.breaks_lines, set(found.broken_cells)) == (bool(broken), broken)


@given(CONTENTS)
@settings(max_examples=400, deadline=None)
def test_what_cannot_be_split_is_set_apart_and_told(content: bytes) -> None:
    """The copy holds the cells of every other record; what is left out has its line, its lines and its reason."""
    content = b"a;b;c\n" + content
    records = records_by_plain_loop(content)
    with tempfile.TemporaryDirectory() as folder:
        path, copy = Path(folder) / "x.csv", Path(folder) / "sound.csv"
        path.write_bytes(content)
        sound_copy = copy_sound_records(path, HEADER, SOURCE, copy)
        told = [(record.line, record.lines, fault) for record in records if (fault := _fault(record))]
        assert [(bad.line, bad.lines, bad.code) for bad in sound_copy.malformed] == told
        found = count_records(copy, HEADER, ";")
        assert found.is_sound
        kept = [record for record in records if _fault(record) is None]
        assert [record.cells for record in records_by_plain_loop(copy.read_bytes())] == [
            record.cells for record in kept
        ]
        assert sound_copy.physical_lines(found.lines_of(range(found.records))) == [record.line for record in kept]
