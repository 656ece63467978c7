"""Where the records of a file begin, told from its bytes alone: how many there are, and on which physical line each is.

Law: what a reader of CSV returns is held against this count, so that no record is lost without a word.
A record ends at a line end outside quotes (RFC 4180); a line with nothing on it is no record.
"""

from __future__ import annotations

import bisect
import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from gpj_kpi.engines.header import Header

LONGEST_RECORD = 1 << 26
"""Bytes of a record, 64 MiB: above, it is malformed."""

_CHUNK = 1 << 20
_LINE_FEED, _CARRIAGE_RETURN, _QUOTE = 10, 13, 34
_EMPTY_LINE = re.compile(rb"^\r?\n", re.MULTILINE)

Offsets = npt.NDArray[np.intp]


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
        holds_nul: some byte is NUL.
        like_records: first physical line, and number, of the lines inside quotes that have as many delimiters as the
            header: where a quote is missing, records look so.
        empty_lines: how many lines there are with nothing on them, or more.
        longest: bytes of the longest record, if it has more than a million of them; else less.
    """

    path: Path
    records: int
    is_sound: bool
    breaks_lines: bool
    holds_nul: bool
    like_records: tuple[int, int] | None
    empty_lines: int
    longest: int
    _pieces: tuple[_Piece, ...]

    def lines_of(self, ordinals: Sequence[int]) -> list[int]:
        """First physical line of some records (ascending; the header is 0), the first line of the file being 1."""
        found: list[int] = []
        firsts = [piece.records for piece in self._pieces]
        ends = [*(piece.offset for piece in self._pieces[1:]), self.path.stat().st_size]
        position = 0
        with self.path.open("rb") as file:
            while position < len(ordinals):
                number = bisect.bisect_right(firsts, ordinals[position]) - 1
                piece = self._pieces[number]
                file.seek(piece.offset)
                content = file.read(ends[number] - piece.offset)
                starts, _ = _record_starts(content, is_inside=piece.is_inside)
                upto = bisect.bisect_left(ordinals, piece.records + len(starts))
                wanted = starts[np.array(ordinals[position:upto]) - piece.records]
                line_ends = np.flatnonzero(np.frombuffer(content, np.uint8) == _LINE_FEED)
                found += (piece.lines + 1 + np.searchsorted(line_ends, wanted)).tolist()
                position = upto
        return found


def survey(path: Path, header: Header, delimiter: str) -> Survey:
    """Count the records of a file.

    Args:
        path: UTF-8, lines that end with LF or CR LF.
        header: its header, from which on they are counted.
        delimiter: between cells.
    """
    pieces = []
    records, lines, offset, longest, open_length = 0, header.line - 1, header.start, 0, 0
    is_sound, is_inside, breaks_lines, holds_nul, empty_lines = True, False, False, False, 0
    like_records: list[int] = []
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        file.seek(header.start)
        for content in _lines_together(file):
            pieces.append(_Piece(offset, records, lines, is_inside))
            has_quotes = b'"' in content
            if has_quotes or is_inside:
                starts, is_broken = _record_starts(content, is_inside=is_inside)
                found = len(starts)
                sizes = np.diff(starts, prepend=0, append=len(content))
                longest = max(longest, int(sizes.max()), open_length + int(sizes[0]))
                open_length = int(sizes[-1]) + (0 if found else open_length)
                breaks_lines = breaks_lines or is_broken
                if is_broken:
                    like = _lines_like_records(content, delimiter, header.width, is_inside=is_inside)
                    like_records += (lines + 1 + like).tolist()
                is_sound = is_sound and _has_sound_quotes(content, delimiter, is_inside=is_inside)
                is_inside = (content.count(b'"') + is_inside) % 2 == 1
            else:
                found = _count_lines(content)
                longest = max(longest, len(content) if len(content) > 2 * _CHUNK else 0)
            holds_nul = holds_nul or b"\0" in content
            empty_lines += max(0, content.count(b"\n") - found)
            records += found
            lines += content.count(b"\n")
            offset += len(content)
            is_sound = is_sound and longest <= LONGEST_RECORD and _is_decoded(decoder, content)
            if not is_sound:
                break
    return Survey(
        path=path,
        records=records,
        is_sound=is_sound and not is_inside and _is_decoded(decoder, b"", final=True),
        breaks_lines=breaks_lines,
        holds_nul=holds_nul,
        like_records=(like_records[0], len(like_records)) if like_records else None,
        empty_lines=empty_lines,
        longest=longest,
        _pieces=tuple(pieces),
    )


def _lines_together(file: BinaryIO) -> Iterator[bytes]:
    """Whole lines, about a megabyte at a time; a line that is too long for a record is given as it is."""
    begun: list[bytes] = []
    while chunk := file.read(_CHUNK):
        cut = chunk.rfind(b"\n") + 1
        if not cut and len(begun) < LONGEST_RECORD // _CHUNK + 1:
            begun.append(chunk)
            continue
        yield b"".join([*begun, chunk[:cut] if cut else chunk])
        begun = [chunk[cut:]] if cut and cut < len(chunk) else []
    if begun:
        yield b"".join(begun)


def _count_lines(content: bytes) -> int:
    """Lines that hold something, where no quote stands."""
    lines = content.count(b"\n") + (not content.endswith(b"\n"))
    if content.startswith((b"\n", b"\r\n")) or b"\n\n" in content or b"\n\r\n" in content:
        lines -= len(_EMPTY_LINE.findall(content))
    return lines


def _record_starts(content: bytes, *, is_inside: bool) -> tuple[Offsets, bool]:
    """Where the records begin, among whole lines, and whether one of them goes over several lines.

    Args:
        content: the lines.
        is_inside: the first one goes on inside quotes.
    """
    codes = np.frombuffer(content, np.uint8)
    line_ends = np.flatnonzero(codes == _LINE_FEED)
    is_end = (np.searchsorted(np.flatnonzero(codes == _QUOTE), line_ends) + is_inside) % 2 == 0
    starts = np.concatenate([np.zeros(0 if is_inside else 1, np.intp), line_ends[is_end] + 1])
    starts = starts[starts < len(content)]
    # A carriage return stands nowhere but before a line feed, so that one at the beginning is an empty line.
    first = codes[starts]
    return starts[(first != _LINE_FEED) & (first != _CARRIAGE_RETURN)], not bool(is_end.all())


def _lines_like_records(content: bytes, delimiter: str, width: int, *, is_inside: bool) -> Offsets:
    """Which lines, counted from 0, begin inside quotes and have as many delimiters there as the header."""
    codes = np.frombuffer(content, np.uint8)
    line_ends = np.flatnonzero(codes == _LINE_FEED)
    marks = np.flatnonzero(codes == ord(delimiter))
    quotes = np.flatnonzero(codes == _QUOTE)
    goes_on, is_text = ((np.searchsorted(quotes, places) + is_inside) % 2 == 1 for places in (line_ends, marks))
    marks = np.searchsorted(line_ends, marks[is_text])
    found = np.bincount(marks, minlength=len(line_ends) + 1)[1:] == width - 1
    return np.flatnonzero(goes_on & found[: len(goes_on)]) + 1


def _has_sound_quotes(content: bytes, delimiter: str, *, is_inside: bool) -> bool:
    """Whether each quote opens a cell at its beginning, closes it at its end, or is doubled."""
    codes = np.frombuffer(content, np.uint8)
    quotes = np.flatnonzero(codes == _QUOTE)
    opens, closes = quotes[int(is_inside) :: 2], quotes[1 - int(is_inside) :: 2]
    before = codes[opens - 1]
    before[opens == 0] = _LINE_FEED
    ends = closes + 1 == len(codes)
    after = codes[np.where(ends, 0, closes + 1)]
    after[ends] = _LINE_FEED
    beside = [ord(delimiter), _LINE_FEED, _QUOTE]
    return bool(np.isin(before, beside).all() and np.isin(after, [*beside, _CARRIAGE_RETURN]).all())


def _is_decoded(decoder: codecs.IncrementalDecoder, content: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(content, final)
    except UnicodeDecodeError:
        return False
    return True
