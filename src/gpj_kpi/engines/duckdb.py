"""Exports read by DuckDB: files are scanned, typed and kept out of core, never pulled into Python.

Law: a record is accepted whole or listed as rejected.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import narwhals as nw
import pandas as pd

from gpj_kpi.engines.cells import has_offset
from gpj_kpi.engines.duckdb_sql import scan, shown_columns, typed_records
from gpj_kpi.engines.export import Export, Fault, FileRead, Frame
from gpj_kpi.engines.files import StagedFile, find_files, stage
from gpj_kpi.engines.records import Header, first_lines, read_header
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import RuleFile, Source

_REASONS = {
    "TOO MANY COLUMNS": "too many cells",
    "MISSING COLUMNS": "too few cells",
    "UNQUOTED VALUE": "a quote is not closed, or stands beside text",
}
"""What the scanner says of a record, in our words."""


@dataclass(frozen=True)
class _Malformed:
    """A record that the scanner could not split: what it said, where the record's bytes stand, its number of lines."""

    error: str
    start: int
    length: int
    lines: int


@dataclass(frozen=True)
class _Loaded:
    """One file in a table of its own: how many records it holds there, and those left out of it."""

    table: str
    staged: StagedFile
    typed: int = 0
    malformed: tuple[_Malformed, ...] = ()


class DuckDBEngine:
    """Reads the files of a folder; tables spill to a temporary folder when memory is short."""

    def __init__(self, folder: Path, rules: RuleFile) -> None:
        """Open an engine on a folder of exports.

        Raises:
            ExportError: the folder does not exist.
        """
        if not folder.is_dir():
            message = "there is no such folder of exports. Give the folder with --data."
            raise ExportError(Issue(code="no_folder", message=message, file=str(folder)))
        self._folder = folder
        self._rules = rules
        self._spill = Path(tempfile.mkdtemp(prefix="gpj-kpi-"))
        self._cleanup = weakref.finalize(self, shutil.rmtree, self._spill, ignore_errors=True)
        self._connection = duckdb.connect(config={"temp_directory": str(self._spill)})
        self._loaded: dict[str, list[_Loaded]] = {}
        self._tables = 0

    def read(self, name: str) -> Export:
        """Read and type one source into a table.

        Raises:
            ExportError: no file matches, or a file is empty, unreadable or lacks a declared header.
        """
        source = self._rules.sources[name]
        paths = find_files(self._folder, name, source)
        with ThreadPoolExecutor() as pool:
            loaded = list(pool.map(lambda number: self._load(name, source, number, paths[number]), range(len(paths))))
        self._loaded[name] = loaded
        columns = ", ".join(f'{typed} AS "{id_}"' for typed, id_ in shown_columns(source))
        tables, before = [], 0
        for file in loaded:
            tables.append(f"SELECT rowid + {before + 1} AS _row, {columns}, _fault, _fault_text FROM {file.table}")  # noqa: S608
            before += file.typed
        return Export(
            rows=nw.from_native(self._connection.sql(" UNION ALL ".join(tables))),
            files=tuple(
                FileRead(path=file.staged.name, sha256=file.staged.sha256, rows=file.typed + len(file.malformed))
                for file in loaded
            ),
            malformed=tuple(fault for file in loaded for fault in _malformed_faults(file, source)),
            instants=frozenset(id_ for id_, column in source.columns.items() if has_offset(column.format)),
        )

    def _load(self, name: str, source: Source, number: int, path: Path) -> _Loaded:
        """Read one file into a table of its own."""
        copy = self._spill / f"{name}_{number}.csv"
        staged = stage(path, self._folder, source, copy)
        header = read_header(staged, source)
        file = _Loaded(f"export_{name}_{number}", staged)
        with self._connection.cursor() as connection:
            loaded = _insert_in_some_way(connection, source, header, file)
        if loaded.typed + len(loaded.malformed) == 0 and name not in self._rules.pausing:
            message = "has a header and no record. Export it again, or take it out of the folder."
            raise ExportError(Issue(code="no_record", message=message, file=staged.name))
        return loaded

    def positions(self, name: str, rows: Sequence[int]) -> list[tuple[str, int]]:
        """Say in which file, and on which first physical line, each row (its `_row`, ascending) stands."""
        found: list[tuple[str, int]] = []
        before = 0
        for file in self._loaded[name]:
            ordinals = [row - before for row in rows if before < row <= before + file.typed]
            before += file.typed
            if ordinals:
                blocks = [(bad.start, bad.length) for bad in file.malformed]
                lines = first_lines(file.staged, self._rules.sources[name].delimiter, ordinals, blocks)
                found += [(file.staged.name, line) for line in lines]
        return found

    def table(self, frame: pd.DataFrame) -> Frame:
        """Make a small pandas frame joinable with the rows of this engine."""
        name = self._next_table()
        self._connection.from_df(frame).create(name)
        return self._lazy(name)

    def keep(self, frame: Frame) -> Frame:
        """Compute a frame once, so that later steps read the outcome."""
        name = self._next_table()
        relation: duckdb.DuckDBPyRelation = frame.to_native()
        relation.create(name)
        return self._lazy(name)

    def fetch(self, frame: Frame) -> pd.DataFrame:
        """Bring a small frame into pandas, whole numbers as Int64."""
        relation: duckdb.DuckDBPyRelation = frame.to_native()
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


def _insert_in_some_way(
    connection: duckdb.DuckDBPyConnection, source: Source, header: Header, file: _Loaded
) -> _Loaded:
    """Read the records of a file into its table; the parallel scanner refuses line breaks inside quotes.

    Raises:
        ExportError: no way leads through the file.
    """
    try:
        return _insert(connection, source, header, file, parallel=True)
    except duckdb.Error:
        pass
    try:
        return _insert(connection, source, header, file, parallel=False)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        message = f"cannot be read as CSV: {reason}. Check its delimiter, quotes and line ends."
        raise ExportError(Issue(code="unreadable", message=message, file=file.staged.name)) from error


def _insert(
    connection: duckdb.DuckDBPyConnection, source: Source, header: Header, file: _Loaded, *, parallel: bool
) -> _Loaded:
    """Read the records of a file into its table.

    Raises:
        duckdb.Error: the scan fails; the table is then empty or absent.
    """
    connection.execute("DROP TABLE IF EXISTS rejected_records; DROP TABLE IF EXISTS rejected_scans")
    query = typed_records(source, header, scan(file.staged, source, header, parallel=parallel))
    typed = connection.execute(f"CREATE OR REPLACE TABLE {file.table} AS {query}").fetchall()[0][0]
    found = connection.execute(
        "SELECT min(error_type), min(line_byte_position) - 1, any_value(csv_line) AS record, "
        "strlen(record) - strlen(ltrim(record, chr(13) || chr(10))), strlen(record), "
        "length(trim(record, chr(13) || chr(10))) - length(replace(trim(record, chr(13) || chr(10)), chr(10), '')) "
        "FROM (SELECT *, row_number() OVER (PARTITION BY line) AS place FROM rejected_records) "
        "WHERE place = 1 GROUP BY line ORDER BY line"
    ).fetchall()
    malformed = tuple(
        _Malformed(error=error, start=start + led, length=length - led, lines=breaks + 1)
        for error, start, _, led, length, breaks in found
    )
    return replace(file, typed=typed, malformed=malformed)


def _malformed_faults(file: _Loaded, source: Source) -> list[Fault]:
    """The malformed records of one file as faults, with their physical lines."""
    if not file.malformed:
        return []
    breaks = file.staged.lines_before([bad.start for bad in file.malformed])
    reasons = _REASONS | {"INVALID ENCODING": f"not {source.encoding}"}
    return [
        Fault(
            file=file.staged.name,
            line=before + 1,
            column=None,
            code="malformed_record",
            text=reasons.get(bad.error, bad.error.lower()),
            lines=bad.lines,
        )
        for bad, before in zip(file.malformed, breaks, strict=True)
    ]
