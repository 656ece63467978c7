"""Inside a staged file: its header, and the line on which a record stands.

Law: a header is found or refused with the nearest one; no cell of a case is ever shown as a header.
"""

from __future__ import annotations

import csv
import difflib
import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gpj_kpi.engines.files import StagedFile, bad_encoding
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source

_LONGEST_CELL = 1 << 26
_MOST_HEADER_LINES = 50


@dataclass(frozen=True)
class Header:
    """The header of a file.

    Attributes:
        places: position of each declared column, by its id.
        width: number of columns of the file.
        line: physical line it stands on, counted from 1; lines before it are empty.
    """

    places: dict[str, int]
    width: int
    line: int


def read_header(staged: StagedFile, source: Source) -> Header:
    """Find the declared columns in the first line of a file that holds something.

    Raises:
        ExportError: a declared header is missing or stands twice; all of them are listed.
    """
    cells, line = _first_record(staged, source)
    headers = [unicodedata.normalize("NFC", cell.strip()) for cell in cells]
    wanted = {id_: unicodedata.normalize("NFC", column.header.strip()) for id_, column in source.columns.items()}
    faults = {header: headers.count(header) for header in wanted.values() if headers.count(header) != 1}
    if not faults:
        return Header({id_: headers.index(header) for id_, header in wanted.items()}, len(headers), line)
    if len(headers) <= 1:
        messages = [f'the first line has no "{source.delimiter}". Check `delimiter:` and `encoding:`.']
    elif len(faults) == len(wanted) and not any(faults.values()) and not _garbled(headers) & set(wanted.values()):
        # The line may well be a case: its cells are not shown.
        messages = [
            "none of the declared headers is in the first line. Does it lack a header line, or is it another export?"
        ]
    else:
        messages = [_header_fault(header, headers, count) for header, count in faults.items()]
    raise ExportError([Issue(code="bad_header", message=each, file=staged.name, line=line) for each in messages])


def _first_record(staged: StagedFile, source: Source) -> tuple[list[str], int]:
    """Cells of the first line that holds something, and its number."""
    try:
        with staged.readable.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            for line, text in enumerate(file, start=1):
                if text.strip("\r\n"):
                    lines = itertools.islice(itertools.chain([text], file), _MOST_HEADER_LINES)
                    cells = next(csv.reader(lines, delimiter=source.delimiter, strict=True))
                    "".join(cells).encode(errors="surrogateescape").decode()
                    return cells, line
    except UnicodeDecodeError as error:
        raise bad_encoding(staged.name, staged.original, source, error) from error
    except csv.Error as error:
        message = "the header cannot be split into cells: a quote is not closed, or stands beside text."
        raise ExportError(Issue(code="bad_header", message=message, file=staged.name)) from error
    message = "holds empty lines only. Export it again, or take it out of the folder."
    raise ExportError(Issue(code="empty_file", message=message, file=staged.name))


def _header_fault(wanted: str, headers: list[str], count: int) -> str:
    if count > 1:
        return f'the header "{wanted}" stands {count} times. Rename the columns nobody needs.'
    if wanted in _garbled(headers):
        return f'no column "{wanted}": the file looks like utf-8. Set `encoding: utf-8`.'
    folded = {header.casefold(): header for header in headers}
    near = [folded[each] for each in difflib.get_close_matches(wanted.casefold(), folded, n=1, cutoff=0.5)]
    hint = (
        f'Nearest: "{near[0]}".'
        if near
        else "Columns there: " + ", ".join(f'"{header}"' for header in headers[:8]) + "."
    )
    return f'no column "{wanted}". {hint} Correct `header:` in the rule file, or the export.'


def _garbled(headers: list[str]) -> set[str]:
    """The headers, had a UTF-8 file been read as cp1252 by mistake."""
    found = set()
    for header in headers:
        try:
            found.add(header.encode("cp1252").decode("utf-8"))
        except UnicodeError:
            continue
    return found - set(headers)


def first_lines(
    staged: StagedFile, delimiter: str, ordinals: Sequence[int], malformed: Sequence[tuple[int, int]]
) -> list[int]:
    """First physical line of some well-formed records of a file.

    Args:
        staged: the file.
        delimiter: its field separator.
        ordinals: which records, ascending; 1 is the first well-formed record after the header.
        malformed: (first byte, length in bytes) of the records to step over, ascending.
    """
    found: list[int] = []
    wanted = iter(ordinals)
    current = next(wanted, None)
    longest = csv.field_size_limit(_LONGEST_CELL)
    try:
        starts = _record_starts(staged, delimiter, malformed)
        next(starts, None)
        for ordinal, line in enumerate(starts, start=1):
            if current is None:
                break
            if current == ordinal:
                found.append(line)
                current = next(wanted, None)
    finally:
        csv.field_size_limit(longest)
    return found


def _record_starts(staged: StagedFile, delimiter: str, malformed: Sequence[tuple[int, int]]) -> Iterator[int]:
    """First physical line of each well-formed record, the header being the first."""
    lines_of_record: list[int] = []

    def well_formed_lines() -> Iterator[str]:
        blocks = iter(malformed)
        block = next(blocks, None)
        offset = 0
        with staged.readable.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            for line, text in enumerate(file, start=1):
                while block and offset >= sum(block):
                    block = next(blocks, None)
                if not block or offset < block[0]:
                    lines_of_record.append(line)
                    yield text.removeprefix("\ufeff") if line == 1 else text
                offset += len(text.encode("utf-8", errors="surrogateescape"))

    for record in csv.reader(well_formed_lines(), delimiter=delimiter):
        if record:
            yield lines_of_record[0]
        lines_of_record.clear()
