"""Text -> how its lines are laid out: the delimiter, the header, what stands above and below the records.

Law: a header is a line that differs from the lines below it, and no case stands above it. A file whose first line is a
case like the others is refused, and none of its cells is shown.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from gpj_kpi.engines.cells import BLANKS
from gpj_kpi.rules.text.values import compose, fold_heading
from gpj_kpi.sentences.sentence import say
from gpj_kpi.sentences.sniffing import refusals as refused
from gpj_kpi.sniff.contents import Contents, refusal
from gpj_kpi.sniff.headers import holds_no_headings, reads_as_case
from gpj_kpi.sniff.words import footer_beginning, is_total

DELIMITERS = (";", ",", "\t", "|")

_LONGEST_CELL = 1 << 26
_MOST_CELLS = 200_000
_MOST_RECORDS = 10_000
_MOST_LINES_ABOVE = 40
_MOST_BELOW = 12
_LONGEST_BEGINNING = 30
_BEHIND_A_WORD = f"{BLANKS}:"
_FEWEST_ALIKE = 0.7
_MOSTLY_FILLED = 0.75
_WITH_LINES_ABOVE = 0.9
_MANY_CASES = 3


@dataclass(frozen=True)
class Record:
    """One record: its first physical line, and its cells.

    The cells have no blanks at their ends, and are in NFC.
    """

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """Number of cells that hold something."""
        return sum(map(bool, self.cells))


@dataclass(frozen=True)
class Layout:
    """How the lines of a file are laid out.

    Attributes:
        delimiter: one of `DELIMITERS`.
        skip_rows: physical lines above the header, without the blank ones right above it.
        headers: cells of the header, in order, as headings are compared; some may be empty or equal.
        trailing_delimiter: lines end with one delimiter more than there are cells.
        repeated_headers: the header comes again among the records.
        footer: how the lines below the last record begin.
        like_footer: lines of records near the beginning that begin as the footer does.
        total_lines: lines of further records near the beginning that are named totals.
        records: records of the beginning, of some places in between and of the end, as wide as the header.
    """

    delimiter: str
    skip_rows: int
    headers: tuple[str, ...]
    trailing_delimiter: bool
    repeated_headers: bool
    footer: tuple[str, ...]
    like_footer: tuple[int, ...]
    total_lines: tuple[int, ...]
    records: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class _Table:
    """A text taken apart by one delimiter: header, and records below."""

    delimiter: str
    skip_rows: int
    headers: tuple[str, ...]
    trailing: bool
    below: tuple[Record, ...]
    alike: float


def find_layout(path: Path, contents: Contents) -> Layout:
    """Find how a file is laid out.

    Raises:
        ExportError: no delimiter splits its lines alike, there is no header, or nothing below it.
    """
    tables: list[_Table] = []
    case_width = 0
    for delimiter in DELIMITERS:
        records = list(_records(contents.head, delimiter))
        if not contents.is_whole:
            records = records[:-1]
        found = _table(records, delimiter)
        if isinstance(found, _Table):
            tables.append(found)
        elif not found:
            case_width = max(case_width, len(records[0].cells))
    table = max(tables, key=_score, default=None)
    # Cases hold commas too: those of decimals make no table where another delimiter parts more cells.
    if table is None or case_width > len(table.headers):
        raise _no_table(path, contents, has_case_on_top=case_width > 0)
    if not table.below and contents.is_whole:
        raise refusal(path, "no_record", say(refused.NO_RECORD))
    if not table.below:
        raise refusal(path, "too_long", say(refused.LONG_RECORD))
    end = table.below if contents.is_whole else tuple(_records(contents.pieces[-1], table.delimiter))[1:]
    footer, lines = _footer(end[-_MOST_BELOW:], table)
    cases = list(table.below[: len(table.below) - (lines if contents.is_whole else 0)])
    for number, piece in enumerate(contents.pieces, start=1):
        is_end = number == len(contents.pieces)
        within = list(_records(piece, table.delimiter))[1:]
        cases += within[: len(within) - lines] if is_end else within[:-1]
    is_like = [_is_like_footer(record, table, footer) for record in cases]
    like_footer = [record.line for record, like in zip(cases[: len(table.below)], is_like, strict=False) if like]
    total_lines = [record.line for record in cases[: len(table.below)] if is_total(_first(record))]
    of_cases = (_as_wide(record, table) for record, like in zip(cases, is_like, strict=True) if not like)
    kept = [cells for cells in of_cases if cells is not None]
    if contents.has_backslashes:
        kept = [cells for cells in kept if not any(map(_is_garbled, cells))]
    repeats = [cells for cells in kept if cells == table.headers]
    most = min(_MOST_RECORDS, max(20, _MOST_CELLS // len(table.headers)))
    return Layout(
        delimiter=table.delimiter,
        skip_rows=table.skip_rows,
        headers=tuple(map(fold_heading, table.headers)),
        trailing_delimiter=table.trailing,
        repeated_headers=bool(repeats),
        footer=footer,
        like_footer=tuple(like_footer),
        total_lines=tuple(line for line in total_lines if line not in like_footer),
        records=tuple(cells for cells in kept[:: 1 + len(kept) // most] if cells != table.headers),
    )


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """Read the records of a text that hold something."""
    longest = csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        line = 1
        for row in reader:
            cells = tuple(compose(cell.replace("\r\n", "\n").replace("\r", "\n").strip(BLANKS)) for cell in row)
            if len(cells) > 1 or any(cells):
                yield Record(line, cells)
            line = reader.line_num + 1
    finally:
        csv.field_size_limit(longest)


def _table(records: Sequence[Record], delimiter: str) -> _Table | bool:
    """Make a table of the records that a delimiter gives.

    Returns:
        False when it has a case for a header, True when it is no table.
    """
    widths = Counter(len(record.cells) for record in records)
    width, _ = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
    if width == 1:
        return True
    partly: _Table | None = None
    cases_above = 0
    for place, record in enumerate(records[:_MOST_LINES_ABOVE]):
        table = _head_at(records, place, width, delimiter)
        if table is None or table.alike < _FEWEST_ALIKE or (place and not table.below):
            continue
        filled = sum(map(bool, table.headers))
        body = [cells for cells in (_as_wide(below, table) for below in table.below[:500]) if cells is not None]
        if holds_no_headings(table.headers) or reads_as_case(table.headers, body):
            cases_above += filled * 2 > len(table.headers)
            if filled >= _MOSTLY_FILLED * len(table.headers) or cases_above == _MANY_CASES:
                return partly or False
        elif filled >= _MOSTLY_FILLED * len(table.headers):
            return table
        elif record.filled > 1 and filled * 2 >= len(table.headers):
            partly = partly or table
    return partly or not cases_above


def _score(table: _Table) -> float:
    """Score a table by records alike, columns, and lines above."""
    return table.alike * (1 - 1 / (1 + len(table.headers))) * (_WITH_LINES_ABOVE if table.skip_rows else 1)


def _head_at(records: Sequence[Record], place: int, width: int, delimiter: str) -> _Table | None:
    """Take one record as the header of those below.

    Returns:
        None where its width forbids that.
    """
    cells, below = records[place].cells, tuple(records[place + 1 :])
    widest = [record for record in below if len(record.cells) == width]
    has_blank_end = all(not record.cells[-1] for record in widest)
    if len(cells) == width and (cells[-1] or not has_blank_end):
        headers, trailing = cells, False
    elif (len(cells) == width or len(cells) == width - 1) and has_blank_end:
        headers, trailing = cells[: width - 1], True
    elif len(cells) == width + 1 and not cells[-1]:
        headers, trailing = cells[:-1], True
    else:
        return None
    if len(headers) == 1:
        return None
    above = records[place - 1] if place else None
    skip_rows = 0 if above is None else above.line + max(cell.count("\n") for cell in above.cells)
    table = _Table(delimiter, skip_rows, headers, trailing, below, 1.0)
    cases = [record for record in below if len(record.cells) == width or footer_beginning(_first(record)) is None]
    alike = sum(_as_wide(record, table) is not None for record in cases)
    return replace(table, alike=alike / len(cases) if cases else 1.0)


def _as_wide(record: Record, table: _Table) -> tuple[str, ...] | None:
    """Give the cells of a record as wide as the header.

    Returns:
        None for another one.
    """
    width = len(table.headers)
    if len(record.cells) == width:
        return record.cells
    if table.trailing and len(record.cells) == width + 1 and not record.cells[-1]:
        return record.cells[:-1]
    return None


def _footer(end: Sequence[Record], table: _Table) -> tuple[tuple[str, ...], int]:
    """Say how the lines below the records begin, and count them."""
    firsts = Counter(_first(record) for record in table.below)
    shapes = {_shape(_first(record)) for record in table.below[:-_MOST_BELOW] or table.below[:1]}
    found = [
        beginning
        for beginning in takewhile(bool, (_beginning(record, table, firsts, shapes) for record in reversed(end)))
        if beginning is not None
    ]
    return tuple(dict.fromkeys(reversed(found))), len(found)


def _beginning(record: Record, table: _Table, firsts: Counter[str], shapes: set[str]) -> str | None:
    """Say how a line below the records begins.

    Returns:
        None for a record.
    """
    first = _first(record)
    if not first or firsts[first] > 1 or any("\n" in cell for cell in record.cells):
        return None
    is_record = _as_wide(record, table) is not None
    if is_record and record.filled * 2 > len(table.headers) and record.cells[0]:
        return first if footer_beginning(first) == first.rstrip(_BEHIND_A_WORD) else None
    known = footer_beginning(first)
    if known or is_record:
        return known
    if _shape(first) in shapes or not any(char.isalpha() for char in first):
        return None
    before = "".join(takewhile(lambda char: not char.isdigit(), first))[:_LONGEST_BEGINNING].rstrip()
    return before or first


def begins_like(text: str, footer: Sequence[str]) -> bool:
    """Whether a text begins as the lines below the records do."""
    return any(text.startswith(beginning) for beginning in footer)


def _is_like_footer(record: Record, table: _Table, footer: Sequence[str]) -> bool:
    """Whether a record is a line of the footer.

    It begins like one, and fills half of its cells at most.
    """
    return begins_like(_first(record), footer) and record.filled * 2 <= len(table.headers)


def _is_garbled(cell: str) -> bool:
    r"""Whether a quote behind a backslash (\") was taken for an end."""
    return '"' in cell and "\\" in cell


def _first(record: Record) -> str:
    return next(filter(None, record.cells), "")


def _shape(text: str) -> str:
    return "".join("9" if char.isdigit() else "a" if char.isalpha() else char for char in text)


def _no_table(path: Path, contents: Contents, *, has_case_on_top: bool) -> Exception:
    if not contents.head.strip():
        return refusal(path, "empty_file", say(refused.EMPTY_LINES))
    if contents.has_backslashes:
        return refusal(path, "not_csv", say(refused.BACKSLASHES_IN_TABLE))
    if has_case_on_top:
        return refusal(path, "no_header", say(refused.NO_HEADER))
    return refusal(path, "not_csv", say(refused.NO_TABLE))
