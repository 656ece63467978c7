"""The header of a staged file.

Law: every declared heading is found, whichever blanks it has, or is refused with the nearest one that is there. No cell
of a case is ever shown as a heading.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from gpj_kpi.engines.cells import BLANKS
from gpj_kpi.engines.text_files.staging import StagedFile, bad_encoding
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source
from gpj_kpi.rules.text.values import fold_heading

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_LINE = 1 << 26
_MOST_HEADER_LINES = 50
_LINES_LOOKED_AT = 20
_NO_TEXT = f'{BLANKS}\r\n\f\v"'


@dataclass(frozen=True)
class Header:
    """The header of a file.

    Attributes:
        places: position of each declared column, by its id.
        texts: its heading as it stands in the file, without blanks at its ends, by its id.
        width: number of columns of the file.
        line: physical line it begins on, counted from 1.
        start: byte it begins at.
        above: the first line that `skip_rows` passes over, and how many it passes over, empty ones not counted; None
            where there is none.
        is_there: the file holds it. A file without any text is read as if it held the declared headings and no record.
    """

    places: dict[str, int]
    texts: dict[str, str]
    width: int
    line: int
    start: int
    above: tuple[int, int] | None = None
    is_there: bool = True


def read_header(staged: StagedFile, source: Source) -> Header:
    """Find the declared columns in the header line.

    That is the first line below `skip_rows` that holds something. Where the file holds no text, they are as declared.

    Raises:
        ExportError: a declared heading is missing or stands twice; all of them are listed.
    """
    cells, line, start, above = _first_record(staged, source)
    if not any(map(_plain, cells)) and _holds_no_text(staged, source):
        return _declared(source, above)
    if not cells:
        message = "holds no header line. Export it again, take it out of the folder, or correct `skip_rows:`."
        raise ExportError(Issue(code="empty_file", message=message, file=staged.name))
    headings = [fold_heading(cell) for cell in cells]
    if source.trailing_delimiter and not headings[-1]:
        del headings[-1]
    wanted = {id_: fold_heading(column.header) for id_, column in source.columns.items()}
    faults = {heading: headings.count(heading) for heading in wanted.values() if headings.count(heading) != 1}
    if not faults:
        places = {id_: headings.index(heading) for id_, heading in wanted.items()}
        texts = {id_: _plain(cells[place]) for id_, place in places.items()}
        return Header(places, texts, len(headings), line, start, above)
    garbled = _garbled(cells)
    if len(headings) <= 1:
        messages = [f'the line has no "{source.delimiter}". Check `delimiter:`, `encoding:` and `skip_rows:`.']
    elif (
        len(faults) == len(wanted) and not any(faults.values()) and not _looks_like(headings, garbled, wanted.values())
    ):
        # The line may well be a case: its cells are not shown.
        messages = ["none of the declared headers is in it. Does the file lack a header line, or is it another export?"]
    else:
        messages = [_describe_fault(heading, headings, garbled, count) for heading, count in faults.items()]
    below = _line_with(set(wanted.values()), staged, source)
    if below and below != line:
        messages = [f"the headers stand on line {below}, not here. Set `skip_rows: {below - 1}`."]
    raise ExportError([Issue(code="bad_header", message=each, file=staged.name, line=line) for each in messages])


def _holds_no_text(staged: StagedFile, source: Source) -> bool:
    """Whether a file holds neither headings nor records.

    Blanks, quotes and delimiters are no text. Lines that `skip_rows` passes over are none where they have fewer cells
    than a record. Others may be the headings, or cases: then `skip_rows` is wrong.
    """
    with staged.readable.open("rb") as file:
        for line, _, content in _lines(file):
            text = content.decode(errors="replace").strip(f"{_NO_TEXT}{source.delimiter}")
            if text and (line > source.skip_rows or text.count(source.delimiter) >= len(source.columns) - 1):
                return False
    return True


def _declared(source: Source, above: tuple[int, int] | None) -> Header:
    """Give the declared headings, each in a column of its own."""
    places = {id_: place for place, id_ in enumerate(source.columns)}
    texts = {id_: column.header for id_, column in source.columns.items()}
    return Header(places, texts, len(places), line=1, start=0, above=above, is_there=False)


def _looks_like(headings: list[str], garbled: set[str], wanted: Iterable[str]) -> bool:
    """Whether a line is a header after all.

    It may be written in another encoding, or in other letters.
    """
    folded = {heading.casefold() for heading in headings}
    return any(heading in garbled or heading.casefold() in folded for heading in wanted)


def _plain(heading: str) -> str:
    """Strip a heading as a cell, its line breaks as line feeds."""
    return "\n".join(re.split("\r\n?|\n", heading)).strip().strip(BLANKS)


def _first_record(staged: StagedFile, source: Source) -> tuple[list[str], int, int, tuple[int, int] | None]:
    """Read the cells of the header line.

    Returns:
        The cells, the number of the line, its first byte, and what `skip_rows` passes over (see `Header.above`). Where
        there is no such line, there are no cells.
    """
    above: tuple[int, int] | None = None
    try:
        with staged.readable.open("rb") as file:
            for line, start, content in _lines(file):
                if not content.strip(b"\r\n"):
                    continue
                if line > source.skip_rows:
                    return _cells(content, file, source.delimiter), line, start, above
                above = (above[0], above[1] + 1) if above else (line, 1)
    except UnicodeDecodeError as error:
        raise bad_encoding(staged.name, staged.original, source) from error
    except csv.Error as error:
        message = "the header cannot be split into cells: a quote is not closed, or stands beside text."
        raise ExportError(Issue(code="bad_header", message=message, file=staged.name, line=line)) from error
    return [], 0, 0, above


def _lines(file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Read the number, first byte and content of each line.

    A byte order mark is left out.
    """
    line, start = 1, 0
    while content := file.readline(_LONGEST_LINE):
        mark = len(_BYTE_ORDER_MARK) if not start and content.startswith(_BYTE_ORDER_MARK) else 0
        yield line, start + mark, content[mark:]
        line, start = line + 1, start + len(content)


def _cells(content: bytes, file: BinaryIO, delimiter: str) -> list[str]:
    """Read the cells of a record that begins with a line.

    Raises:
        UnicodeDecodeError: they are not UTF-8.
        csv.Error: they cannot be split.
    """
    lines = [content, *(file.readline(_LONGEST_LINE) for _ in range(_MOST_HEADER_LINES))]
    texts = (line.decode(errors="surrogateescape") for line in lines)
    cells = next(csv.reader(texts, delimiter=delimiter, strict=True))
    "".join(cells).encode(errors="surrogateescape").decode()
    return cells


def _line_with(headings: set[str], staged: StagedFile, source: Source) -> int | None:
    """Find the line that holds all headings, among the first ones."""
    with staged.readable.open("rb") as file:
        for line, _, content in _lines(file):
            if line > _LINES_LOOKED_AT:
                break
            cells = content.decode(errors="replace").strip("\r\n").split(source.delimiter)
            if headings <= {fold_heading(cell.strip('"')) for cell in cells}:
                return line
    return None


def _describe_fault(wanted: str, headings: list[str], garbled: set[str], count: int) -> str:
    if count > 1:
        return f'the header "{wanted}" stands {count} times. Rename the columns nobody needs.'
    if wanted in garbled:
        return f'no column "{wanted}": the file looks like utf-8. Set `encoding: utf-8`.'
    folded = {heading.casefold(): heading for heading in headings}
    near = [folded[each] for each in difflib.get_close_matches(wanted.casefold(), folded, n=1, cutoff=0.5)]
    hint = (
        f'Nearest: "{near[0]}".'
        if near
        else "Columns there: " + ", ".join(f'"{heading}"' for heading in headings[:8]) + "."
    )
    return f'no column "{wanted}". {hint} Correct `header:` in the rule file, or the export.'


def _garbled(cells: list[str]) -> set[str]:
    """Give the headings of a UTF-8 file read as cp1252."""
    found = set()
    for cell in cells:
        try:
            found.add(cell.encode("cp1252").decode("utf-8"))
        except UnicodeError:
            continue
    return {fold_heading(heading) for heading in found - set(cells)}
