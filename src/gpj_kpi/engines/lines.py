"""Some whole lines of a file, seen as bytes: which of them begin a record, and which go on inside quotes.

Law: a record ends at a line end outside quotes (RFC 4180); a line with nothing on it is no record.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

_LINE_FEED, _CARRIAGE_RETURN, _QUOTE = 10, 13, 34

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
        self._quotes: Offsets = np.flatnonzero(self._codes == _QUOTE) if b'"' in content else np.empty(0, np.intp)

    @property
    def ends_inside(self) -> bool:
        """Whether what follows goes on inside quotes."""
        return (len(self._quotes) + self.is_inside) % 2 == 1

    @property
    def breaks(self) -> bool:
        """Whether some line end stands inside quotes."""
        return bool(self._goes_on.any())

    @property
    def record_ends(self) -> tuple[int, int]:
        """How many lines end outside quotes, and how many of them with CR LF."""
        ends = self.ends[~self._goes_on]
        return len(ends), int(np.count_nonzero(self._codes[ends[ends > 0] - 1] == _CARRIAGE_RETURN))

    @cached_property
    def starts(self) -> Offsets:
        """Where the records begin."""
        starts = np.concatenate([np.zeros(0 if self.is_inside else 1, np.intp), self.ends[~self._goes_on] + 1])
        starts = starts[starts < len(self.content)]
        # A carriage return stands nowhere but before a line feed, so that one at the beginning is an empty line.
        first = self._codes[starts]
        found: Offsets = starts[(first != _LINE_FEED) & (first != _CARRIAGE_RETURN)]
        return found

    def like_records(self, delimiter: bytes, width: int) -> list[int]:
        """Which lines, counted from 0, begin inside quotes and have as many delimiters there as the header."""
        begins_inside = (np.flatnonzero(self._goes_on) + 1).tolist()
        if self.is_inside:
            begins_inside.insert(0, 0)
        bounds = [0, *(self.ends + 1).tolist(), len(self.content)]
        found = []
        for line in begins_inside:
            inside = self.content[bounds[line] : bounds[line + 1]].split(b'"')[::2]
            if any(inside) and sum(part.count(delimiter) for part in inside) == width - 1:
                found.append(line)
        return found

    def has_sound_quotes(self, delimiter: bytes) -> bool:
        """Whether each quote opens a cell at its beginning, closes it at its end, or is doubled."""
        if not len(self._quotes):
            return True
        codes = self._codes
        opens, closes = self._quotes[int(self.is_inside) :: 2], self._quotes[1 - int(self.is_inside) :: 2]
        before = codes[opens - 1]
        before[opens == 0] = _LINE_FEED
        ends = closes + 1 == len(codes)
        after = codes[np.where(ends, 0, closes + 1)]
        after[ends] = _LINE_FEED
        beside = [ord(delimiter), _LINE_FEED, _QUOTE]
        return bool(np.isin(before, beside).all() and np.isin(after, [*beside, _CARRIAGE_RETURN]).all())

    @cached_property
    def _goes_on(self) -> npt.NDArray[np.bool_]:
        """Which line ends stand inside quotes."""
        if not len(self._quotes) and not self.is_inside:
            return np.zeros(len(self.ends), np.bool_)
        turns = np.bincount(np.searchsorted(self.ends, self._quotes), minlength=len(self.ends) + 1)
        is_inside: npt.NDArray[np.bool_] = (np.cumsum(turns[: len(self.ends)]) + self.is_inside) % 2 == 1
        return is_inside
