"""Malformed records: those that cannot be split into cells.

Law: a record begins where the one before it ended, even if one of them is malformed. An open quote is closed by the
next quote. If there is none, the record goes on to the end of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.records import LONGEST_RECORD
from gpj_kpi.rules import Source

_MOST_BYTES_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Malformed:
    """A record that cannot be split into cells.

    Attributes:
        line: its first physical line.
        lines: how many physical lines it runs over.
        code: what is wrong with it, one of `errors.REJECT_CODES`.
    """

    line: int
    lines: int
    code: str


@dataclass(frozen=True)
class SoundCopy:
    """A copy of the sound records of a file.

    The header is its first line, and there are no empty lines.

    A cell that holds a quote without beginning with one is quoted there, as RFC 4180 asks.

    Attributes:
        malformed: the records left out.
        jumps: (line of the copy, lines left out just before it), ascending.
    """

    malformed: tuple[Malformed, ...]
    jumps: tuple[tuple[int, int], ...]

    def physical_lines(self, lines: Sequence[int]) -> list[int]:
        """Find the lines of the file that became some lines here.

        Lines are ascending.
        """
        total = list(accumulate(left_out for _, left_out in self.jumps))
        found, passed = [], 0
        for line in lines:
            while passed < len(self.jumps) and self.jumps[passed][0] <= line:
                passed += 1
            found.append(line + (total[passed - 1] if passed else 0))
        return found


def copy_sound_records(path: Path, header: Header, source: Source, copy: Path) -> SoundCopy:
    """Copy the records that can be split.

    Args:
        path: lines that end with LF or CR LF, UTF-8 but for the bytes that could not be decoded.
        header: its header; a record with more cells is malformed.
        source: how its cells are separated.
        copy: where the copy goes.
    """
    mark, most_marks = source.delimiter.encode(), header.width - 1 + source.trailing_delimiter
    malformed: list[Malformed] = []
    jumps = [(1, header.line - 1)] if header.line > 1 else []
    written, record = 0, _Record(header.line, most_marks)
    with path.open("rb") as file, copy.open("wb") as out:
        file.seek(header.start)
        while line := file.readline(LONGEST_RECORD):
            if record.is_new and line in {b"\n", b"\r\n"}:
                _leave_out(1, written + 1, jumps)
                record.line += 1
                continue
            if record.is_new and _is_plain(line) and line.count(mark) <= most_marks:  # nearly every line
                out.write(line)
                written += 1
                record.line += 1
                continue
            record.add(line, mark)
            if record.goes_on:
                continue
            if record.is_sound:
                out.write(record.quoted(mark))
                written += record.lines
            else:
                malformed += record.faults
                _leave_out(record.lines, written + 1, jumps)
            record = _Record(record.line + record.lines, most_marks)
        if record.is_sound:
            out.write(record.quoted(mark))
        else:
            malformed += record.faults
    return SoundCopy(tuple(malformed), tuple(jumps))


def _leave_out(lines: int, before: int, jumps: list[tuple[int, int]]) -> None:
    """Note lines left out before a line of the copy."""
    if jumps and jumps[-1][0] == before:
        lines += jumps.pop()[1]
    jumps.append((before, lines))


def _is_plain(line: bytes) -> bool:
    """Whether a line is clearly one sound record."""
    return (line.isascii() or _is_utf8(line)) and b'"' not in line and line.endswith(b"\n") and line[:1] not in b"\r\n"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Record:
    """A record being read, line by line.

    Attributes:
        line: its first physical line.
        content: its lines so far, unless they are longer than any record may be.
    """

    def __init__(self, line: int, most_marks: int) -> None:
        self.line = line
        self._marks_left = most_marks
        self.content: list[bytes] = []
        self._length = self._line_ends = 0
        self._last = b""
        self._is_inside = self._is_stray = self._has_bare_quotes = False

    @property
    def is_new(self) -> bool:
        """Whether nothing of it was read."""
        return not self._length

    @property
    def goes_on(self) -> bool:
        """Whether what comes next belongs to it."""
        return self._is_inside or self._last != b"\n"

    @property
    def lines(self) -> int:
        """Physical lines read, a last one without its end included."""
        return self._line_ends + (self._last not in {b"", b"\n"})

    @property
    def is_sound(self) -> bool:
        """Whether it is to be copied: an empty line is not."""
        return any(line.strip(b"\r\n") for line in self.content) and self._fault is None

    @property
    def faults(self) -> list[Malformed]:
        """What is wrong with it; nothing with an empty line."""
        fault = self._fault
        return [] if fault is None else [Malformed(self.line, self.lines, fault)]

    def add(self, line: bytes, delimiter: bytes) -> None:
        """Read one more line, or part of a long one."""
        self._last = line[-1:]
        self._line_ends += self._last == b"\n"
        self._length += len(line)
        if self._length <= LONGEST_RECORD:
            self.content.append(line)
        self._follow_quotes(line, delimiter)

    def quoted(self, delimiter: bytes) -> bytes:
        """Give the record, each cell with a quote in quotes."""
        content = b"".join(self.content)
        if not self._has_bare_quotes:
            return content
        cell = re.compile(rb'(\A|%b)("(?:[^"]|"")*"|[^%b\r\n]*)' % (re.escape(delimiter), re.escape(delimiter)))
        return cell.sub(_quoted_cell, content)

    def _follow_quotes(self, line: bytes, delimiter: bytes) -> None:
        """Move in and out of quotes.

        A quote behind the end of a quoted cell is stray; one inside another cell is bare.
        """
        closed_at, begun = -2, 0
        while (place := line.find(b'"', begun)) >= 0:
            if self._is_inside:
                self._is_inside, closed_at = False, place
                self._is_stray |= line[place + 1 : place + 2] not in {b"", b"\r", b"\n", b'"', delimiter}
            else:
                self._marks_left -= line.count(delimiter, begun, place)
                if place == 0 or line[place - 1 : place] == delimiter or closed_at == place - 1:
                    self._is_inside = True
                else:
                    self._has_bare_quotes = True
            begun = place + 1
        if not self._is_inside:
            self._marks_left -= line.count(delimiter, begun)

    @property
    def _fault(self) -> str | None:
        if self._is_inside:
            return "unclosed_quote"
        if self._is_stray:
            return "stray_quote"
        if self._marks_left < 0:
            return "too_many_cells"
        if self._length > LONGEST_RECORD:
            return "too_long"
        return None if _is_utf8(b"".join(self.content)) else "undecodable_bytes"


def _quoted_cell(found: re.Match[bytes]) -> bytes:
    before, cell = found.groups()
    if b'"' not in cell or cell.startswith(b'"'):
        return bytes(found.group())
    return before + b'"' + cell.replace(b'"', b'""') + b'"'
