"""Whole lines of a file as bytes: records and quotes found in them.

Law: a record ends at a line end outside quotes (RFC 4180). An empty line is not a record.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property

import numpy as np
import numpy.typing as npt

_LINE_FEED, _CARRIAGE_RETURN, _QUOTE = 10, 13, 34

_MARKS_FROM = 0xCC
"""First byte of U+0300. What begins with a smaller byte is in NFC wherever it stands."""
_PUNCTUATION, _DASHES, _CURRENCIES, _LAST_QUAD = 0xE2, 0x80, 0x82, 0x81
"""Bytes of U+2002 to U+203F and of U+2080 to U+20BF: dashes, quotes and currencies, likewise in NFC."""
_FEW = 64
_BESIDE_QUOTES = np.zeros(256, np.bool_)
_BESIDE_QUOTES[[_LINE_FEED, _CARRIAGE_RETURN, _QUOTE]] = True

Offsets = npt.NDArray[np.intp]


class Lines:
    """Whole lines; the last one may lack its end."""

    def __init__(self, content: bytes, *, is_inside: bool) -> None:
        """Look for line ends and quotes.

        Args:
            content: UTF-8, or any other encoding in which ASCII is itself; lines end with LF or CR LF.
            is_inside: the first line goes on inside quotes.
        """
        self.content = content
        self.is_inside = is_inside
        self._codes = np.frombuffer(content, np.uint8)
        self.ends: Offsets = np.flatnonzero(self._codes == _LINE_FEED)
        self._quotes = self._places(b'"')

    @property
    def ends_inside(self) -> bool:
        """Whether what follows goes on inside quotes."""
        return (len(self._quotes) + self.is_inside) % 2 == 1

    @property
    def breaks(self) -> bool:
        """Whether some line end stands inside quotes."""
        return self._goes_on is not None and bool(self._goes_on.any())

    @property
    def has_lone_returns(self) -> bool:
        """Whether some carriage return has no line feed after it."""
        returns = int(np.count_nonzero(self._codes == _CARRIAGE_RETURN)) if b"\r" in self.content else 0
        return returns != int(np.count_nonzero(self._is_crlf))

    @property
    def record_ends(self) -> tuple[int, int]:
        """How many lines end outside quotes; how many with CR LF."""
        is_crlf = self._is_crlf if self._goes_on is None else self._is_crlf[~self._goes_on]
        return len(is_crlf), int(np.count_nonzero(is_crlf))

    @property
    def leave_nfc(self) -> bool:
        """Whether some text is not in NFC.

        An accent that stands apart from its letter is not.
        """
        codes = self._codes
        if not len(codes) or codes.max() < _MARKS_FROM:
            return False
        first = np.flatnonzero(codes >= _MARKS_FROM)
        second, third = (codes[np.minimum(first + offset, len(codes) - 1)] for offset in (1, 2))
        is_common = ((second == _DASHES) & (third > _LAST_QUAD)) | (second == _CURRENCIES)
        if ((codes[first] == _PUNCTUATION) & is_common).all():
            return False
        return not unicodedata.is_normalized("NFC", self.content.decode(errors="replace"))

    @cached_property
    def starts(self) -> Offsets:
        """Where the records begin."""
        ends = self.ends if self._goes_on is None else self.ends[~self._goes_on]
        starts = ends + 1 if self.is_inside else np.concatenate([np.zeros(1, np.intp), ends + 1])
        if len(starts) and starts[-1] == len(self.content):
            starts = starts[:-1]
        # A carriage return stands nowhere but before a line feed, so that one at the beginning is an empty line.
        first = self._codes[starts]
        is_empty = (first == _LINE_FEED) | (first == _CARRIAGE_RETURN)
        found: Offsets = starts[~is_empty] if is_empty.any() else starts
        return found

    def hold(self, text: bytes) -> bool:
        """Whether some bytes occur; fast where their first is rare."""
        places = self._places(text[:1])
        places = places[places <= len(self.content) - len(text)]
        for offset in range(1, len(text)):
            places = places[self._codes[places + offset] == text[offset]]
        return bool(len(places))

    def broken_cells(self, delimiter: bytes, begun: int) -> tuple[set[int], int]:
        """Find the cells that hold a line break.

        Cells are counted from 0 in their records.

        Args:
            delimiter: between cells.
            begun: how many cells are before the one in which the lines begin, if that is inside quotes.

        Returns:
            Those cells; and how many are before the one in which the lines end, if that is inside quotes.
        """
        found: set[int] = set()
        if self._goes_on is None:
            return found, 0
        bounds = np.concatenate([np.zeros(int(self.is_inside), np.intp), self.starts, [len(self.content)]])
        breaks = np.searchsorted(bounds, self.ends[self._goes_on], side="right") - 1
        cell = 0
        for number in sorted({*breaks.tolist(), len(bounds) - 2}):
            is_inside, cell = (self.is_inside, begun) if self.is_inside and number == 0 else (False, 0)
            for part in self.content[bounds[number] : bounds[number + 1]].split(b'"'):
                if not is_inside:
                    cell += part.count(delimiter)
                elif b"\n" in part:
                    found.add(cell)
                is_inside = not is_inside
        return found, cell

    def like_records(self, delimiter: bytes, width: int) -> list[int]:
        """Find lines inside quotes that look like records.

        They have as many delimiters there as the header. Lines are counted from 0.
        """
        begins_inside = [] if self._goes_on is None else (np.flatnonzero(self._goes_on) + 1).tolist()
        if self.is_inside:
            begins_inside.insert(0, 0)
        bounds = np.concatenate([[0], self.ends + 1, [len(self.content)]])
        found = []
        for line in begins_inside:
            inside = self.content[bounds[line] : bounds[line + 1]].split(b'"')[::2]
            if any(inside) and sum(part.count(delimiter) for part in inside) == width - 1:
                found.append(line)
        return found

    def has_sound_quotes(self, delimiter: bytes) -> bool:
        """Whether each quote opens a cell, closes one, or is doubled."""
        if not len(self._quotes):
            return True
        is_beside = _BESIDE_QUOTES.copy()
        is_beside[ord(delimiter)] = True
        opens, closes = self._quotes[int(self.is_inside) :: 2], self._quotes[1 - int(self.is_inside) :: 2]
        if len(opens) and opens[0] == 0:
            opens = opens[1:]
        if len(closes) and closes[-1] + 1 == len(self.content):
            closes = closes[:-1]
        before, after = self._codes[opens - 1], self._codes[closes + 1]
        return bool(is_beside[before].all() and is_beside[after].all() and not (before == _CARRIAGE_RETURN).any())

    def _places(self, byte: bytes) -> Offsets:
        """Find where a byte stands.

        Where it is rare, to look for one after the other is the fastest.
        """
        found: list[int] = []
        place = self.content.find(byte)
        while place >= 0 and len(found) < _FEW:
            found.append(place)
            place = self.content.find(byte, place + 1)
        return np.array(found, np.intp) if place < 0 else np.flatnonzero(self._codes == byte[0])

    @cached_property
    def _is_crlf(self) -> npt.NDArray[np.bool_]:
        """Which line ends are CR LF."""
        is_crlf: npt.NDArray[np.bool_] = self._codes[self.ends - 1] == _CARRIAGE_RETURN
        if len(self.ends) and self.ends[0] == 0:
            is_crlf[0] = False
        return is_crlf

    @cached_property
    def _goes_on(self) -> npt.NDArray[np.bool_] | None:
        """Which line ends stand inside quotes; None where there are no quotes."""
        if not len(self._quotes) and not self.is_inside:
            return None
        turns = np.bincount(np.searchsorted(self.ends, self._quotes), minlength=len(self.ends) + 1)
        is_inside: npt.NDArray[np.bool_] = (np.cumsum(turns[: len(self.ends)]) + self.is_inside) % 2 == 1
        return is_inside
