"""Exports read by DuckDB: files are scanned, typed and kept out of core, never pulled into Python.

Law: a record is accepted whole or listed as rejected.
"""

from __future__ import annotations

import bisect
import tempfile
import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import narwhals as nw
import pandas as pd

from gpj_kpi import temporary
from gpj_kpi.engines.cells import has_offset
from gpj_kpi.engines.duckdb_sql import shown_columns, typed_records
from gpj_kpi.engines.export import Export, Fault, FileRead, Frame, SetAside
from gpj_kpi.engines.files import StagedFile, find_files, stage
from gpj_kpi.engines.footer import without_footer
from gpj_kpi.engines.header import Header, read_header
from gpj_kpi.engines.malformed import Malformed, SoundCopy, copy_sound_records
from gpj_kpi.engines.room import room_for_copies, room_for_queries
from gpj_kpi.engines.survey import Survey, survey
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import RuleFile, Source

_HEADER_AGAIN = ":repeated_header"
_MANY_FILES = 32
_MANY_EMPTY_LINES = 100_000
_NOT_READ = (
    duckdb.InvalidInputException,
    duckdb.ConversionException,
    duckdb.NotImplementedException,
    duckdb.OutOfRangeException,
)
"""What the scanner raises over the contents of a file."""


@dataclass(frozen=True)
class _Loaded:
    """One file in a table of its own.

    Attributes:
        staged: the file.
        table: holds its records that can be split, in their order.
        survey: where they stand in what was scanned.
        sound_copy: what was scanned, where some records cannot be split.
        footer: where its footer begins and how many lines that has, if any.
        headers: rows of the table that repeat the header and are no records.
    """

    staged: StagedFile
    table: str
    survey: Survey
    sound_copy: SoundCopy | None
    footer: tuple[int, int] | None
    headers: tuple[int, ...] = ()

    @property
    def typed(self) -> int:
        """Rows of the table."""
        return self.survey.records - 1

    @property
    def malformed(self) -> tuple[Malformed, ...]:
        """Records that are not in the table."""
        return self.sound_copy.malformed if self.sound_copy else ()

    @property
    def rows(self) -> int:
        """Records of the file."""
        return self.typed - len(self.headers) + len(self.malformed)

    def lines_of(self, rows: Sequence[int]) -> list[int]:
        """First physical line of some rows of the table, counted from 1, ascending."""
        if not rows:
            return []
        with self.staged.unchanged():
            lines = self.survey.lines_of(rows)
        return self.sound_copy.physical_lines(lines) if self.sound_copy else lines


class DuckDBEngine:
    """Reads the files of a folder; tables spill to a temporary folder when memory is short."""

    def __init__(self, folder: Path, rules: RuleFile) -> None:
        """Open an engine on a folder of exports.

        Raises:
            ExportError: the folder does not exist, or there is none for temporary files.
        """
        if not folder.is_dir():
            message = "there is no such folder of exports. Give the folder with --data."
            raise ExportError(Issue(code="no_folder", message=message, file=str(folder)))
        self._folder = folder
        self._rules = rules
        try:
            self._spill = temporary.make_folder(Path(tempfile.gettempdir()), "gpj-kpi")
        except OSError as error:
            message = f"there is no folder for temporary files: {error.strerror or error}. Set TMPDIR."
            raise ExportError(message) from error
        self._cleanup = weakref.finalize(self, temporary.remove, self._spill)
        self._connection = duckdb.connect(config={"temp_directory": str(self._spill)})
        # In a notebook DuckDB would print a progress bar of its own, on stdout.
        self._connection.execute("SET enable_progress_bar = false")
        # Each list of five words or more would become a join: planning a hundred of them takes minutes.
        self._connection.execute("SET disabled_optimizers = 'in_clause'")
        self._loaded: dict[str, list[_Loaded]] = {}
        self._tables = 0

    def read(self, name: str) -> Export:
        """Read and type one source into a table.

        Raises:
            ExportError: no file matches, or a file is empty, unreadable, changes meanwhile or lacks a declared header.
        """
        source = self._rules.sources[name]
        paths = find_files(self._folder, name, source)
        with ThreadPoolExecutor() as pool:
            loaded = list(pool.map(lambda number: self._load(name, source, number, paths[number]), range(len(paths))))
        self._loaded[name] = loaded
        columns = ", ".join(f'{typed} AS "{id_}"' for typed, id_ in shown_columns(source))
        tables, before = [], 0
        for file in loaded:
            records = f"SELECT rowid + {before + 1} AS _row, {columns}, _fault, _fault_text FROM {file.table}"  # noqa: S608
            tables.append(f"{records} WHERE _fault IS DISTINCT FROM '{_HEADER_AGAIN}'" if file.headers else records)
            before += file.typed
        rows = nw.from_native(self._connection.sql(" UNION ALL ".join(tables)))
        if len(loaded) > _MANY_FILES:
            rows = self.keep(rows)  # each further query would look up every table
            for file in loaded:
                self._connection.execute(f"DROP TABLE {file.table}")
        return Export(
            rows=rows,
            files=tuple(FileRead(file.staged.name, file.staged.sha256, file.rows) for file in loaded),
            malformed=tuple(
                Fault(file.staged.name, bad.line, column=None, code=bad.code, text=None, lines=bad.lines)
                for file in loaded
                for bad in file.malformed
            ),
            set_aside=tuple(lines for file in loaded for lines in _set_aside(file)),
            instants=frozenset(id_ for id_, column in source.columns.items() if has_offset(column.format)),
        )

    def _load(self, name: str, source: Source, number: int, path: Path) -> _Loaded:
        """Read one file into a table of its own."""
        copy = self._spill / f"{name}_{number}"
        staged = stage(path, self._folder, source, copy.with_suffix(".csv"))
        with staged.unchanged(), room_for_copies():
            return self._load_staged(name, source, staged, copy)

    def _load_staged(self, name: str, source: Source, staged: StagedFile, copy: Path) -> _Loaded:
        """Read one file into a table that is called as its copies are."""
        header = read_header(staged, source)
        footer = None
        if source.footer:
            staged, footer = without_footer(staged, header, source, copy.with_suffix(".cut.csv"))
        records = survey(staged.readable, header, source.delimiter)
        loaded = _Loaded(staged, f"export_{copy.name}", records, None, footer)
        with self._connection.cursor() as connection:
            is_plain = records.is_sound and records.empty_lines <= _MANY_EMPTY_LINES
            if not is_plain or not _insert(connection, source, header, loaded):
                loaded, header = _without_malformed(loaded, header, source, copy.with_suffix(".sound.csv"))
                if not _insert(connection, source, header, loaded):
                    message = "cannot be read as CSV. Check its delimiter, quotes and line ends."
                    raise ExportError(Issue(code="unreadable", message=message, file=staged.name))
            if source.repeated_headers:
                query = f"SELECT rowid + 1 FROM {loaded.table} WHERE _fault = '{_HEADER_AGAIN}' ORDER BY rowid"  # noqa: S608
                loaded = replace(loaded, headers=tuple(row for (row,) in connection.execute(query).fetchall()))
        if not loaded.rows and name not in self._rules.pausing:
            message = "has a header and no record. Export it again, or take it out of the folder."
            raise ExportError(Issue(code="no_record", message=message, file=staged.name))
        return loaded

    def positions(self, name: str, rows: Sequence[int]) -> list[tuple[str, int]]:
        """Say in which file, and on which first physical line, each row (its `_row`, ascending) stands."""
        found: list[tuple[str, int]] = []
        before = 0
        for file in self._loaded[name]:
            first, end = (bisect.bisect_right(rows, row) for row in (before, before + file.typed))
            ordinals = [row - before for row in rows[first:end]]
            before += file.typed
            found += [(file.staged.name, line) for line in file.lines_of(ordinals)]
        return found

    def table(self, frame: pd.DataFrame) -> Frame:
        """Make a small pandas frame joinable with the rows of this engine."""
        name = self._next_table()
        with room_for_queries():
            self._connection.from_df(frame).create(name)
        return self._lazy(name)

    def keep(self, frame: Frame) -> Frame:
        """Compute a frame once, so that later steps read the outcome."""
        name = self._next_table()
        relation: duckdb.DuckDBPyRelation = frame.to_native()
        with room_for_queries():
            relation.create(name)
        return self._lazy(name)

    def fetch(self, frame: Frame) -> pd.DataFrame:
        """Bring a small frame into pandas, whole numbers as Int64."""
        relation: duckdb.DuckDBPyRelation = frame.to_native()
        with room_for_queries():
            fetched: pd.DataFrame = relation.df()
        return fetched.convert_dtypes()

    def seal(self) -> None:
        """Forbid any further file access: all declared files are read."""
        self._connection.execute("SET enable_external_access = false; SET lock_configuration = true")

    def close(self) -> None:
        """Give back memory and temporary files."""
        self._connection.close()
        self._cleanup()

    def _next_table(self) -> str:
        self._tables += 1
        return f"kept_{self._tables}"

    def _lazy(self, name: str) -> Frame:
        return nw.from_native(self._connection.table(name))


def _without_malformed(file: _Loaded, header: Header, source: Source, copy: Path) -> tuple[_Loaded, Header]:
    """The file as it is scanned when records that cannot be split are left out, and the header of that copy.

    Raises:
        ExportError: the header itself cannot be split.
    """
    sound_copy = copy_sound_records(file.staged.readable, header, source, copy)
    if sound_copy.malformed and sound_copy.malformed[0].line == header.line:
        message = "the header cannot be split into cells: a quote is not closed, or stands beside text."
        raise ExportError(Issue(code="bad_header", message=message, file=file.staged.name, line=header.line))
    header = replace(header, line=1, start=0)
    return replace(file, survey=survey(copy, header, source.delimiter), sound_copy=sound_copy), header


def _insert(connection: duckdb.DuckDBPyConnection, source: Source, header: Header, file: _Loaded) -> bool:
    """Read the records of a sound file into its table; say whether it holds them all.

    Records with two cells or more too many make the scan fail.

    Raises:
        ExportError: there is no room for the table.
    """
    try:
        query = typed_records(file.survey, source, header)
        with room_for_queries():
            found = connection.execute(f"CREATE OR REPLACE TABLE {file.table} AS {query}").fetchall()[0][0]
    except _NOT_READ:
        return False
    return bool(found == file.typed)


def _set_aside(file: _Loaded) -> list[SetAside]:
    """The lines of one file that are declared to be no records."""
    found = []
    if file.headers:
        (line,) = file.lines_of(file.headers[:1])
        found.append(SetAside(file.staged.name, line, "repeated_headers", len(file.headers)))
    if file.survey.like_records:
        line, lines = file.survey.like_records
        (line,) = file.sound_copy.physical_lines([line]) if file.sound_copy else (line,)
        found.append(SetAside(file.staged.name, line, "lines_in_quotes", lines))
    if file.footer:
        line, lines = file.footer
        found.append(SetAside(file.staged.name, line, "footer", lines))
    return found
