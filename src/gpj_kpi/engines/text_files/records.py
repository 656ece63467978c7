"""The records of a file, counted and placed from its bytes alone.

Law: the number of rows that an engine returns is compared with this count, so no record is lost unnoticed.
"""

from __future__ import annotations

import bisect
import codecs
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np

from gpj_kpi.engines.cells import BLANKS
from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.lines import Lines

LONGEST_RECORD = 1 << 26
"""Bytes of a record, 64 MiB: above, it is malformed."""

_CHUNK = 1 << 18
_ODD_BLANKS = [blank.encode() for blank in {*BLANKS, *string.whitespace} - set(" \r\n")]
_DECODED_AT_ONCE = 1 << 15
"""Bytes decoded at once: so few that the same memory is used again and again."""


@dataclass(frozen=True)
class _Piece:
    """A run of whole lines: where it begins, and what stands above."""

    offset: int
    records: int
    lines: int
    is_inside: bool


@dataclass(frozen=True)
class FileRecords:
    """The records of a file, counted from a given place on.

    Attributes:
        path: the file.
        records: how many there are, the header included.
        is_sound: every quote opens a cell, closes one or is doubled, and every byte is UTF-8; else nothing here holds.
        breaks_lines: some cell holds a line break.
        broken_cells: places, from 0, in which such cells stand in their records.
        holds_nul: some byte is NUL.
        odd_blanks: some blank is neither a space nor a line break.
        leaves_nfc: some text is not in NFC, such as an accent apart from its letter.
        like_records: first physical line, and number, of the lines inside quotes that have as many delimiters as the
            header: where a quote is missing, records look so.
        empty_lines: how many lines there are with nothing on them, or more.
        longest: bytes of the longest record.
        ends: how many lines end outside quotes.
        crlf_ends: how many of them end with CR LF.
        has_lone_returns: some carriage return has no line feed after it; then nothing here holds but this.
    """

    path: Path
    records: int
    is_sound: bool
    breaks_lines: bool
    broken_cells: frozenset[int]
    holds_nul: bool
    odd_blanks: bool
    leaves_nfc: bool
    like_records: tuple[int, int] | None
    empty_lines: int
    longest: int
    ends: int
    crlf_ends: int
    has_lone_returns: bool
    _pieces: tuple[_Piece, ...]

    @property
    def ends_alike(self) -> bool:
        """Whether all records end with LF, or all with CR LF.

        The line breaks inside cells do not count.
        """
        return self.crlf_ends in {0, self.ends}

    def lines_of(self, ordinals: Sequence[int]) -> list[int]:
        """Find the first physical line of some records, counted from 1.

        Records are given by their numbers, ascending; the header is 0.
        """
        found: list[int] = []
        for number, of_piece in self._by_piece(ordinals):
            piece, lines = self._pieces[number], self._lines(number)
            starts = lines.starts[np.array(of_piece) - piece.records]
            found += (piece.lines + 1 + np.searchsorted(lines.ends, starts)).tolist()
        return found

    def records_of(self, ordinals: Sequence[int]) -> Iterator[bytes]:
        """Read the bytes of some records, with their line ends.

        Records are given by their numbers, ascending; the header is 0.
        """
        for number, of_piece in self._by_piece(ordinals):
            piece, lines = self._pieces[number], self._lines(number)
            bounds = [*lines.starts.tolist(), len(lines.content)]
            for ordinal in of_piece:
                place = ordinal - piece.records
                record = lines.content[bounds[place] : bounds[place + 1]]
                yield record + self._rest_of_record(number + 1) if place + 2 == len(bounds) else record

    def _by_piece(self, ordinals: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
        """Sort records by the piece in which they begin."""
        firsts = [piece.records for piece in self._pieces]
        position = 0
        while position < len(ordinals):
            number = bisect.bisect_right(firsts, ordinals[position]) - 1
            end = firsts[number + 1] if number + 1 < len(firsts) else self.records
            upto = bisect.bisect_left(ordinals, end)
            yield number, ordinals[position:upto]
            position = upto

    def _lines(self, number: int) -> Lines:
        """Read the lines of a piece."""
        piece = self._pieces[number]
        following = self._pieces[number + 1].offset if number + 1 < len(self._pieces) else None
        with self.path.open("rb") as file:
            file.seek(piece.offset)
            content = file.read() if following is None else file.read(following - piece.offset)
        return Lines(content, is_inside=piece.is_inside)

    def _rest_of_record(self, number: int) -> bytes:
        """Read the end of a record that goes on in this piece.

        Nothing where the piece does not begin inside quotes.
        """
        rest = []
        while number < len(self._pieces) and self._pieces[number].is_inside:
            lines = self._lines(number)
            rest.append(lines.content[: lines.starts[0]] if len(lines.starts) else lines.content)
            if len(lines.starts):
                break
            number += 1
        return b"".join(rest)


@dataclass(slots=True)
class RecordCounter:
    """Counts the records of a file, some whole lines at a time.

    What is counted of the lines read so far has the names it gets in `FileRecords`. The other fields:

    Attributes:
        header: of the file, above the first record; it is counted too.
        mark: the delimiter, as a byte.
        is_utf8: the file is known to be UTF-8, so that nothing is decoded.
        offset: where the next line begins, in bytes from the beginning of the file.
        lines: how many physical lines there are above the next one.
        is_inside: the next line goes on inside quotes.
        cells_begun: if it does, how many cells of its record stand before the one that goes on.
        open_length: bytes so far of the last record that has begun, which may go on.
        like_records: physical lines that look like records inside quotes.
        pieces: the runs that were read, by which records are found again.
        decoder: has decoded all bytes so far; at the end of the file no character may be cut.
    """

    header: Header
    mark: bytes
    is_utf8: bool
    offset: int
    lines: int
    is_inside: bool = False
    cells_begun: int = 0
    open_length: int = 0
    records: int = 0
    is_sound: bool = True
    breaks_lines: bool = False
    broken_cells: set[int] = field(default_factory=set)
    holds_nul: bool = False
    odd_blanks: bool = False
    leaves_nfc: bool = False
    like_records: list[int] = field(default_factory=list)
    empty_lines: int = 0
    longest: int = 0
    ends: int = 0
    crlf_ends: int = 0
    has_lone_returns: bool = False
    pieces: list[_Piece] = field(default_factory=list)
    decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))

    @classmethod
    def below(cls, header: Header, delimiter: str, *, is_utf8: bool = False) -> RecordCounter:
        """Begin to count at the header, the first line to be added."""
        return cls(header, delimiter.encode(), is_utf8, offset=header.start, lines=header.line - 1)

    def add(self, content: bytes) -> None:
        """Count the records of the lines that come next.

        Only the last line of a file may lack its end.
        """
        if self.has_lone_returns:
            return
        lines = Lines(content, is_inside=self.is_inside)
        self.has_lone_returns = lines.has_lone_returns
        if not self.is_sound:
            return
        self.pieces.append(_Piece(self.offset, self.records, self.lines, self.is_inside))
        self.is_sound = lines.has_sound_quotes(self.mark)
        self._measure_records(lines)
        self._look_inside_quotes(lines)
        self.holds_nul = self.holds_nul or b"\0" in content
        self.odd_blanks = self.odd_blanks or any(lines.hold(blank) for blank in _ODD_BLANKS)
        self.leaves_nfc = self.leaves_nfc or lines.leave_nfc
        self.is_inside = lines.ends_inside
        self.records += len(lines.starts)
        self.lines += len(lines.ends)
        self.offset += len(content)
        self.is_sound = self.is_sound and self.longest <= LONGEST_RECORD and self._decode(content)

    def result(self, path: Path) -> FileRecords:
        """Give the counts, once all lines are added."""
        like_records = self.like_records
        return FileRecords(
            path=path,
            records=self.records,
            is_sound=self.is_sound and not self.is_inside and self._decode(b"", final=True),
            breaks_lines=self.breaks_lines,
            broken_cells=frozenset(self.broken_cells),
            holds_nul=self.holds_nul,
            odd_blanks=self.odd_blanks,
            leaves_nfc=self.leaves_nfc,
            like_records=(like_records[0], len(like_records)) if like_records else None,
            empty_lines=self.empty_lines,
            longest=self.longest,
            ends=self.ends,
            crlf_ends=self.crlf_ends,
            has_lone_returns=self.has_lone_returns,
            _pieces=tuple(self.pieces),
        )

    def _measure_records(self, lines: Lines) -> None:
        """Measure the records, and count line ends and empty lines.

        The first of them may have begun in lines that were added before.
        """
        found, length = len(lines.starts), len(lines.content)
        first, last = (int(lines.starts[0]), int(lines.starts[-1])) if found else (length, 0)
        inner = int(np.diff(lines.starts).max()) if found > 1 else 0
        self.longest = max(self.longest, self.open_length + first, inner, length - last)
        self.open_length = length - last + (0 if found else self.open_length)
        self.empty_lines += max(0, len(lines.ends) - found)
        ends, crlf_ends = lines.record_ends
        self.ends += ends
        self.crlf_ends += crlf_ends

    def _look_inside_quotes(self, lines: Lines) -> None:
        """Note cells with line breaks, and lines in them like records."""
        if lines.breaks or lines.is_inside:
            self.breaks_lines = True
            found = lines.like_records(self.mark, self.header.width)
            self.like_records += [self.lines + 1 + line for line in found]
        if lines.breaks or lines.is_inside or lines.ends_inside:
            broken, self.cells_begun = lines.broken_cells(self.mark, self.cells_begun)
            self.broken_cells |= broken

    def _decode(self, content: bytes, *, final: bool = False) -> bool:
        """Say whether the next bytes are UTF-8.

        At the end of the file, no character may be cut.
        """
        if self.is_utf8:
            return True
        try:
            for start in range(0, len(content), _DECODED_AT_ONCE):
                self.decoder.decode(content[start : start + _DECODED_AT_ONCE])
            self.decoder.decode(b"", final)
        except UnicodeDecodeError:
            return False
        return True


def count_records(
    path: Path,
    header: Header,
    delimiter: str,
    *,
    is_utf8: bool = False,
    digest: Callable[[bytes], object] | None = None,
) -> FileRecords:
    """Count the records of a file.

    Args:
        path: UTF-8, lines that end with LF or CR LF.
        header: its header, from which on they are counted.
        delimiter: between cells.
        is_utf8: it is known to be UTF-8 from its first byte to its last.
        digest: is given all bytes of the file, in their order.
    """
    counter = RecordCounter.below(header, delimiter, is_utf8=is_utf8)
    with path.open("rb") as file:
        if digest:
            digest(file.read(header.start))
        file.seek(header.start)
        for content in _lines_together(file):
            if digest:
                digest(content)
            counter.add(content)
    return counter.result(path)


def _lines_together(file: BinaryIO) -> Iterator[bytes]:
    """Read whole lines, a quarter of a megabyte at a time.

    A line that is too long for a record is cut.
    """
    while content := file.read(_CHUNK):
        yield content if content.endswith(b"\n") else content + file.readline(LONGEST_RECORD)
