"""Files made ready for the scanner.

Each is staged, its header is found, its footer cut off, its records are counted.

Law: the scanner gets only records that can be split into cells. The others are known by their lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gpj_kpi.engines.interface import SetAside
from gpj_kpi.engines.text_files.footer import without_footer
from gpj_kpi.engines.text_files.header import Header, read_header
from gpj_kpi.engines.text_files.malformed import Malformed, SoundCopy, copy_sound_records
from gpj_kpi.engines.text_files.records import FileRecords, count_records
from gpj_kpi.engines.text_files.room import room_for_copies
from gpj_kpi.engines.text_files.staging import StagedFile, copy_with_line_feeds, sha256_of, stage
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source

_LONGEST_LINE = 1 << 26
_MANY_EMPTY_LINES = 100_000


@dataclass(frozen=True)
class PreparedFile:
    """One file, ready to be scanned.

    Attributes:
        staged: the file.
        header: its header, where it stands in what is scanned.
        file_records: the records of what is scanned.
        sound_copy: what is scanned, where some records cannot be split.
        footer: where its footer begins and how many lines that has, if any.
        copies: where copies of it go: the name of a file without its suffix.
    """

    staged: StagedFile
    header: Header
    file_records: FileRecords
    sound_copy: SoundCopy | None
    footer: tuple[int, int] | None
    copies: Path

    @property
    def scanned(self) -> int:
        """Records that can be split, the header not among them."""
        return self.file_records.records - 1

    @property
    def malformed(self) -> tuple[Malformed, ...]:
        """Records that cannot be split."""
        return self.sound_copy.malformed if self.sound_copy else ()

    def lines_of(self, rows: Sequence[int]) -> list[int]:
        """Find the first physical line of some records, counted from 1.

        Records are given by their numbers among those that can be split, ascending from 1.
        """
        if not rows:
            return []
        with self.staged.unchanged():
            lines = self.file_records.lines_of(rows)
        return self.sound_copy.physical_lines(lines) if self.sound_copy else lines

    def records_of(self, rows: Sequence[int]) -> Iterator[bytes]:
        """Read the bytes of some records.

        Records are given as for `lines_of`.
        """
        with self.staged.unchanged():
            yield from self.file_records.records_of(rows)

    def without_malformed(self, source: Source) -> PreparedFile:
        """Leave out the records that cannot be split.

        Raises:
            ExportError: the header itself cannot be split.
        """
        path = self.copies.with_suffix(".sound.csv")
        sound_copy = copy_sound_records(self.staged.readable, self.header, source, path)
        if sound_copy.malformed and sound_copy.malformed[0].line == self.header.line:
            message = "the header cannot be split into cells: a quote is not closed, or stands beside text."
            raise ExportError(Issue(code="bad_header", message=message, file=self.staged.name, line=self.header.line))
        header = replace(self.header, line=1, start=0)
        records = count_records(path, header, source.delimiter)
        if not _ends_alike(records):
            copy = self.copies.with_suffix(".sound.lf.csv")
            copy_with_line_feeds(path, copy)
            records = count_records(copy, header, source.delimiter)
        return replace(self, header=header, file_records=records, sound_copy=sound_copy)

    def set_aside(self, headers: Sequence[int]) -> list[SetAside]:
        """List the lines that are no records by declaration.

        Args:
            headers: numbers of the records that repeat the header.
        """
        found = []
        if self.header.above:
            line, lines = self.header.above
            found.append(SetAside(self.staged.name, line, "lines_above", lines))
        if headers:
            (line,) = self.lines_of(headers[:1])
            found.append(SetAside(self.staged.name, line, "repeated_headers", len(headers)))
        if self.file_records.like_records:
            line, lines = self.file_records.like_records
            (line,) = self.sound_copy.physical_lines([line]) if self.sound_copy else (line,)
            found.append(SetAside(self.staged.name, line, "lines_in_quotes", lines))
        if self.footer:
            line, lines = self.footer
            found.append(SetAside(self.staged.name, line, "footer", lines))
        return found


def prepare(path: Path, folder: Path, source: Source, copies: Path) -> PreparedFile:
    """Make a file ready to be scanned.

    Args:
        path: the file.
        folder: the data folder, to which its name is relative.
        source: its declaration.
        copies: where copies of it go: the name of a file without its suffix.

    Raises:
        ExportError: the file is refused.
    """
    staged = stage(path, folder, source, copies.with_suffix(".csv"), unify=False)
    file = _prepare_staged(staged, source, copies)
    if file.file_records.has_lone_returns:
        staged = stage(path, folder, source, copies.with_suffix(".unified.csv"), unify=True)
        file = _prepare_staged(staged, source, copies)
    if not file.file_records.is_sound or file.file_records.empty_lines > _MANY_EMPTY_LINES:
        with file.staged.unchanged(), room_for_copies():
            file = file.without_malformed(source)
    return file


def copy_records(found: Iterable[tuple[PreparedFile, list[int]]], path: Path) -> tuple[Header, int]:
    """Copy some records of files of one layout below their header.

    Returns:
        The header as it stands in the copy, and how many records there are.
    """
    header, copied = None, 0
    with room_for_copies(), path.open("wb") as out:
        for file, records in found:
            line_end = b"\r\n" if file.file_records.crlf_ends else b"\n"
            if header is None:
                header = replace(file.header, line=1, start=0)
            for record in file.records_of(records if copied else [0, *records]):
                out.write(record if record.endswith(b"\n") else record + line_end)
            copied += len(records)
    assert header is not None
    return header, copied


def _prepare_staged(staged: StagedFile, source: Source, copies: Path) -> PreparedFile:
    """Find the header, footer and records of a staged file.

    One pass does it. It takes the sha256 too, unless staging has.
    """
    sha256 = hashlib.sha256()
    with staged.unchanged(), room_for_copies():
        header = read_header(staged, source)
        if not header.is_there:
            staged = _with_headings(staged, source, copies.with_suffix(".headings.csv"))
        footer = None
        if source.footer:
            staged, footer = without_footer(staged, header, source, copies.with_suffix(".cut.csv"))
        digest = None if staged.sha256 else sha256.update
        records = count_records(staged.readable, header, source.delimiter, is_utf8=staged.is_utf8, digest=digest)
        if digest:
            staged = replace(staged, sha256=sha256.hexdigest())
        if records.is_sound and not records.has_lone_returns and not _ends_alike(records):
            staged = replace(staged, readable=copies.with_suffix(".lf.csv"))
            copy_with_line_feeds(records.path, staged.readable)
            header = read_header(staged, source)
            records = count_records(staged.readable, header, source.delimiter)
    return PreparedFile(staged, header, records, None, footer, copies)


def _with_headings(staged: StagedFile, source: Source, copy: Path) -> StagedFile:
    """Let a file without any text be read as headings alone.

    The ids stand for the headings: no mark in them has to be quoted.
    """
    copy.write_bytes(f"{source.delimiter.join(source.columns)}\n".encode())
    return replace(staged, readable=copy, sha256=staged.sha256 or sha256_of(staged.original), is_utf8=True)


def _ends_alike(records: FileRecords) -> bool:
    """Whether all records of a sound file end as its first line.

    The scanner takes the line end of the first line, CR LF or LF, for that of all.
    """
    with records.path.open("rb") as file:
        has_crlf = file.readline(_LONGEST_LINE).endswith(b"\r\n")
    return records.ends_alike and has_crlf == (records.crlf_ends > 0)
