"""Where the records of a file begin, told from its bytes alone: how many there are, and on which physical line each is.

Law: what a reader of CSV returns is held against this count, so that no record is lost without a word.
"""

from __future__ import annotations

import bisect
import codecs
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
"""What is decoded of it stays small enough to be worked on in memory that is used again and again."""


@dataclass(frozen=True)
class _Piece:
    """Some whole lines of a file: where they begin, and what stands before them."""

    offset: int
    records: int
    lines: int
    is_inside: bool


@dataclass(frozen=True)
class Survey:
    """The records of a file, counted from a given place on.

    Attributes:
        path: the file.
        records: how many there are, the header included.
        is_sound: every quote opens a cell, closes one or is doubled, and every byte is UTF-8; else nothing here holds.
        breaks_lines: some cell holds a line break.
        broken_cells: places, from 0, in which such cells stand in their records.
        holds_nul: some byte is NUL.
        odd_blanks: some blank is neither a space nor a line break.
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
    like_records: tuple[int, int] | None
    empty_lines: int
    longest: int
    ends: int
    crlf_ends: int
    has_lone_returns: bool
    _pieces: tuple[_Piece, ...]

    @property
    def ends_alike(self) -> bool:
        """Whether all records end with LF, or all with CR LF, whatever line breaks their cells hold."""
        return self.crlf_ends in {0, self.ends}

    def lines_of(self, ordinals: Sequence[int]) -> list[int]:
        """First physical line of some records (ascending; the header is 0), the first line of the file being 1."""
        found: list[int] = []
        for number, of_piece in self._by_piece(ordinals):
            piece, lines = self._pieces[number], self._lines(number)
            starts = lines.starts[np.array(of_piece) - piece.records]
            found += (piece.lines + 1 + np.searchsorted(lines.ends, starts)).tolist()
        return found

    def records_of(self, ordinals: Sequence[int]) -> Iterator[bytes]:
        """The bytes of some records (ascending; the header is 0), with their line ends."""
        for number, of_piece in self._by_piece(ordinals):
            piece, lines = self._pieces[number], self._lines(number)
            bounds = [*lines.starts.tolist(), len(lines.content)]
            for ordinal in of_piece:
                place = ordinal - piece.records
                record = lines.content[bounds[place] : bounds[place + 1]]
                yield record + self._rest_of_record(number + 1) if place + 2 == len(bounds) else record

    def _by_piece(self, ordinals: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
        """The pieces in which some records begin, each by its number, with the records."""
        firsts = [piece.records for piece in self._pieces]
        position = 0
        while position < len(ordinals):
            number = bisect.bisect_right(firsts, ordinals[position]) - 1
            end = firsts[number + 1] if number + 1 < len(firsts) else self.records
            upto = bisect.bisect_left(ordinals, end)
            yield number, ordinals[position:upto]
            position = upto

    def _lines(self, number: int) -> Lines:
        """The lines of a piece."""
        piece = self._pieces[number]
        following = self._pieces[number + 1].offset if number + 1 < len(self._pieces) else None
        with self.path.open("rb") as file:
            file.seek(piece.offset)
            content = file.read() if following is None else file.read(following - piece.offset)
        return Lines(content, is_inside=piece.is_inside)

    def _rest_of_record(self, number: int) -> bytes:
        """What stands before the first record that begins from a piece on, if that goes on inside quotes."""
        rest = []
        while number < len(self._pieces) and self._pieces[number].is_inside:
            lines = self._lines(number)
            rest.append(lines.content[: lines.starts[0]] if len(lines.starts) else lines.content)
            if len(lines.starts):
                break
            number += 1
        return b"".join(rest)


def survey(
    path: Path,
    header: Header,
    delimiter: str,
    *,
    is_utf8: bool = False,
    digest: Callable[[bytes], object] | None = None,
) -> Survey:
    """Count the records of a file.

    Args:
        path: UTF-8, lines that end with LF or CR LF.
        header: its header, from which on they are counted.
        delimiter: between cells.
        is_utf8: it is known to be UTF-8 from its first byte to its last.
        digest: is given all bytes of the file, in their order.
    """
    pieces = []
    records, lines_before, offset, longest, open_length = 0, header.line - 1, header.start, 0, 0
    empty_lines, ends, crlf_ends = 0, 0, 0
    is_sound, is_inside, breaks_lines, holds_nul, odd_blanks, has_lone_returns = True, False, False, False, False, False
    like_records: list[int] = []
    broken_cells, cells_begun = set[int](), 0
    mark = delimiter.encode()
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if digest:
            digest(file.read(header.start))
        file.seek(header.start)
        for content in _lines_together(file):
            if digest:
                digest(content)
            if has_lone_returns:
                continue
            lines = Lines(content, is_inside=is_inside)
            has_lone_returns = lines.has_lone_returns
            if not is_sound:
                continue
            pieces.append(_Piece(offset, records, lines_before, is_inside))
            found = len(lines.starts)
            first, last = (int(lines.starts[0]), int(lines.starts[-1])) if found else (len(content), 0)
            inner = int(np.diff(lines.starts).max()) if found > 1 else 0
            longest = max(longest, open_length + first, inner, len(content) - last)
            open_length = len(content) - last + (0 if found else open_length)
            is_sound = lines.has_sound_quotes(mark)
            if lines.breaks or is_inside:
                breaks_lines = True
                like_records += [lines_before + 1 + line for line in lines.like_records(mark, header.width)]
            if lines.breaks or lines.ends_inside or is_inside:
                broken, cells_begun = lines.broken_cells(mark, cells_begun)
                broken_cells |= broken
            is_inside = lines.ends_inside
            holds_nul = holds_nul or b"\0" in content
            odd_blanks = odd_blanks or any(lines.hold(blank) for blank in _ODD_BLANKS)
            empty_lines += max(0, len(lines.ends) - found)
            of_records, of_records_crlf = lines.record_ends
            ends, crlf_ends = ends + of_records, crlf_ends + of_records_crlf
            records += found
            lines_before += len(lines.ends)
            offset += len(content)
            is_sound = is_sound and longest <= LONGEST_RECORD and (is_utf8 or _is_decoded(decoder, content))
    return Survey(
        path=path,
        records=records,
        is_sound=is_sound and not is_inside and _is_decoded(decoder, b"", final=True),
        breaks_lines=breaks_lines,
        broken_cells=frozenset(broken_cells),
        holds_nul=holds_nul,
        odd_blanks=odd_blanks,
        like_records=(like_records[0], len(like_records)) if like_records else None,
        empty_lines=empty_lines,
        longest=longest,
        ends=ends,
        crlf_ends=crlf_ends,
        has_lone_returns=has_lone_returns,
        _pieces=tuple(pieces),
    )


def _lines_together(file: BinaryIO) -> Iterator[bytes]:
    """Whole lines, a quarter of a megabyte at a time; a line that is too long for a record is cut."""
    while content := file.read(_CHUNK):
        yield content if content.endswith(b"\n") else content + file.readline(LONGEST_RECORD)


def _is_decoded(decoder: codecs.IncrementalDecoder, content: bytes, *, final: bool = False) -> bool:
    try:
        for start in range(0, len(content), _DECODED_AT_ONCE):
            decoder.decode(content[start : start + _DECODED_AT_ONCE])
        decoder.decode(b"", final)
    except UnicodeDecodeError:
        return False
    return True
