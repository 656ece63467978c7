"""Lines below the last record of a file, such as totals.

Law: only lines that the rule file declares are cut off, only at the end of a file, and their place is reported.
"""

from __future__ import annotations

import csv
import os
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

from gpj_kpi.engines.cells import BLANKS
from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.staging import StagedFile, sha256_of
from gpj_kpi.rules import Source
from gpj_kpi.rules.text.values import compose

_CHUNK = 1 << 20
_LOOKED_AT = 1 << 16


def without_footer(
    staged: StagedFile, header: Header, source: Source, copy: Path
) -> tuple[StagedFile, tuple[int, int] | None]:
    """Cut the footer off a file.

    Args:
        staged: the file.
        header: its header, which is no footer.
        source: how the lines of a footer begin.
        copy: where a copy goes, if the file is not one already.

    Returns:
        The file as it is to be read; and the first physical line of the footer with the number of its lines, empty
        ones not counted, or None where there is no footer.
    """
    found = _find_footer(staged.readable, header, source)
    if found is None:
        return staged, None
    start, lines = found
    if staged.readable.samefile(staged.original):
        shutil.copyfile(staged.readable, copy)
        staged = replace(staged, readable=copy, sha256=sha256_of(staged.original))
    with staged.readable.open("rb+") as file:
        before = sum(chunk.count(b"\n") for chunk in iter(partial(file.read, _CHUNK), b""))
        file.seek(start)
        before -= file.read().count(b"\n")
        file.truncate(start)
    return staged, (before + 1, lines)


def _find_footer(path: Path, header: Header, source: Source) -> tuple[int, int] | None:
    """Find the footer: its first byte, and how many lines it has."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LOOKED_AT))
        tail = file.read()
    if len(tail) < size:
        _, _, tail = tail.partition(b"\n")  # the first line may be cut
    found: tuple[int, int] | None = None
    place = size
    for line in reversed(tail.splitlines(keepends=True)):
        place -= len(line)
        if not line.strip():
            continue
        if place <= header.start or not _first_cell(line, source.delimiter).startswith(source.footer):
            break
        found = (place, found[1] + 1 if found else 1)
    return found


def _first_cell(line: bytes, delimiter: str) -> str:
    """Read the first cell that holds something in a line, in NFC.

    Nothing where the quotes of the line do not match.
    """
    if line.count(b'"') % 2:
        return ""  # it closes a cell that began above
    try:
        cells = next(csv.reader([line.decode(errors="replace")], delimiter=delimiter, strict=True))
    except csv.Error:
        return ""
    return compose(next((cell.strip(BLANKS) for cell in cells if cell.strip(BLANKS)), ""))
