"""The files of an export: found, decoded, described, and searched for the line of a record.

Law: a file is read as its rule says or refused with its name; its sha256 is that of its own bytes.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import gzip
import hashlib
import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source

_CHUNK = 1 << 18
_LONGEST_CELL = 1 << 26


@dataclass(frozen=True)
class StagedFile:
    """A file ready to be scanned.

    Attributes:
        name: its path relative to the data folder, with forward slashes.
        original: the file.
        readable: what to scan: the file itself when it is plain UTF-8, else a UTF-8 copy.
        sha256: of the original file.
    """

    name: str
    original: Path
    readable: Path
    sha256: str

    def lines_before(self, offsets: Sequence[int]) -> list[int]:
        """Line ends before each byte offset (ascending) of the readable file."""
        counts, position, lines = [], 0, 0
        with self.readable.open("rb") as file:
            for offset in offsets:
                while position < offset:
                    chunk = file.read(min(_CHUNK, offset - position))
                    if not chunk:
                        break
                    position += len(chunk)
                    lines += chunk.count(b"\n")
                counts.append(lines)
        return counts


def find_files(folder: Path, name: str, source: Source) -> list[Path]:
    """The files of a source, by pattern and then by name, each once.

    Raises:
        ExportError: a pattern matches no file.
    """
    found: dict[Path, None] = {}
    for pattern in source.files:
        matches = sorted(path for path in folder.glob(pattern) if path.is_file())
        if not matches:
            present = sorted(path.name for path in folder.iterdir() if ".csv" in path.name.lower())
            near = difflib.get_close_matches(pattern, present, n=1, cutoff=0.5)
            hint = f" Nearest there: {near[0]}." if near else " There is no CSV file there." if not present else ""
            message = f'source {name}: no file matches "{pattern}" in {folder}.{hint} Check --data or `files:`.'
            raise ExportError(Issue(code="no_file", message=message, source=name))
        found.update(dict.fromkeys(matches))
    root = folder.resolve()
    for path in found:
        if not path.resolve().is_relative_to(root):
            message = "leads outside the data folder and is not read. Put the file itself into the folder."
            raise ExportError(Issue(code="outside_folder", message=message, file=path.name, source=name))
    return list(found)


def stage(path: Path, folder: Path, source: Source, copy: Path) -> StagedFile:
    """Make a file readable as UTF-8, and take its sha256.

    Args:
        path: the file; `.gz` is unpacked.
        folder: the data folder, to which the file's name is relative.
        source: gives the encoding.
        copy: where a UTF-8 copy goes if one is needed.

    Raises:
        ExportError: the file is empty, or its bytes are not of the declared encoding.
    """
    name = path.relative_to(folder).as_posix()
    if path.stat().st_size == 0:
        message = "is empty: not even a header line. Export it again, or take it out of the folder."
        raise ExportError(Issue(code="empty_file", message=message, file=name))
    plain = source.encoding in {"utf-8", "utf-8-sig"} and path.suffix != ".gz"
    try:
        with path.open("rb") as raw:
            sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
        if not plain:
            with path.open("rb") as raw, copy.open("wb") as out:
                for text in _decoded(_unpacked(path, raw), source.encoding):
                    out.write(text.encode())
    except UnicodeDecodeError as error:
        raise _bad_encoding(name, path, source, error) from error
    except (EOFError, OSError) as error:
        message = f"cannot be read: {getattr(error, 'strerror', None) or error}. Export it again."
        raise ExportError(Issue(code="unreadable", message=message, file=name)) from error
    return StagedFile(name=name, original=path, readable=path if plain else copy, sha256=sha256)


def with_one_line_end(staged: StagedFile, copy: Path) -> StagedFile:
    """Copy a file that mixes line ends, all of them turned into line feeds."""
    unified = copy.with_suffix(".lf.csv")
    with staged.readable.open(encoding="utf-8", errors="surrogateescape") as text, unified.open("wb") as out:
        while chunk := text.read(_CHUNK):
            out.write(chunk.encode("utf-8", errors="surrogateescape"))
    return replace(staged, readable=unified)


def _unpacked(path: Path, raw: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", gzip.open(raw)) if path.suffix == ".gz" else raw


def _decoded(file: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := file.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _bad_encoding(name: str, path: Path, source: Source, error: UnicodeDecodeError) -> ExportError:
    """The error for bytes that are not of the declared encoding, with the likely one judged on the first bytes."""
    byte = error.object[error.start : error.start + 1].hex()
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    try:
        likely = "utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
        start[: start.rfind(b"\n") + 1].decode(likely)
    except UnicodeDecodeError:
        likely = "cp1252"
    advice = f"It looks like {likely}: set `encoding: {likely}`." if likely != source.encoding else "Export it again."
    message = f"byte 0x{byte} is not {source.encoding}. {advice}"
    return ExportError(Issue(code="bad_encoding", message=message, file=name))


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
        with staged.readable.open(encoding="utf-8-sig", newline="") as file:
            for line, text in enumerate(file, start=1):
                if text.strip("\r\n"):
                    return next(csv.reader(itertools.chain([text], file), delimiter=source.delimiter)), line
    except UnicodeDecodeError as error:
        raise _bad_encoding(staged.name, staged.original, source, error) from error
    message = "holds empty lines only. Export it again, or take it out of the folder."
    raise ExportError(Issue(code="empty_file", message=message, file=staged.name))


def _header_fault(wanted: str, headers: list[str], count: int) -> str:
    if count > 1:
        return f'the header "{wanted}" stands {count} times. Rename the columns nobody needs.'
    if wanted in _garbled(headers):
        return f'no column "{wanted}": the file looks like utf-8. Set `encoding: utf-8`.'
    near = difflib.get_close_matches(wanted, headers, n=1, cutoff=0.5)
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
