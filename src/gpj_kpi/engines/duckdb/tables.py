"""The records of one source, as tables of DuckDB.

Plain records are typed as they are scanned, the rest by the exact SQL.

Law: a table holds every record that can be split into cells, once, in the order of files and lines. The number of rows
that DuckDB returns is compared with the count of `text_files/records`.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from gpj_kpi.engines.duckdb.plain import exact_columns, plain_columns, plain_records
from gpj_kpi.engines.duckdb.room import room_for_queries
from gpj_kpi.engines.duckdb.sql import typed_records
from gpj_kpi.engines.text_files.prepared import PreparedFile, copy_records, prepare
from gpj_kpi.engines.text_files.records import count_records
from gpj_kpi.engines.text_files.room import room_for_copies
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source

_HEADER_AGAIN = ":repeated_header"
_SCANNED_TOGETHER = 1 << 24
"""Bytes of small files that are scanned by one query: each query has a cost of its own."""
_NOT_READ = (
    duckdb.InvalidInputException,
    duckdb.ConversionException,
    duckdb.NotImplementedException,
    duckdb.OutOfRangeException,
)
"""What the scanner raises over the contents of a file."""

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """Some files of one source.

    Attributes:
        files: the files, in their order.
        table: their records, one after the other, as `plain_records` types them.
        rest: which of them are not plain, from 1, ascending.
    """

    files: tuple[PreparedFile, ...]
    table: str
    rest: Rows


@dataclass(frozen=True)
class SourceTable:
    """The records of one source.

    Attributes:
        files: the files, in their order.
        selections: the SQL of some of its rows each, and the condition under which they are records.
        headers: by the name of a file, its records (from 1) that repeat the header, where these are no records.
        parts: the tables of plain records, each with the number of rows before its own.
        rest: the table of the others, if there are any; where all records are in one table, that one.
        as_read: beside texts stands what was read, as some were not in NFC.
    """

    files: tuple[PreparedFile, ...]
    selections: tuple[tuple[str, str], ...]
    headers: Mapping[str, Sequence[int]]
    parts: Mapping[str, int]
    rest: str | None
    as_read: bool

    @property
    def scanned(self) -> int:
        """Records that can be split, repeated headers included."""
        return sum(file.scanned for file in self.files)

    @property
    def query(self) -> str:
        """SQL of one row per record.

        Its columns are `_row`, those that are shown, `_fault` and `_fault_text`.
        """
        return " UNION ALL ".join(self.queries())

    def queries(self, condition: str = "true") -> list[str]:
        """Write the same for each table, under a further condition."""
        return [f"{rows} WHERE {are_records} AND {condition}" for rows, are_records in self.selections]

    def headers_of(self, file: PreparedFile) -> Sequence[int]:
        """List the records of a file that repeat its header.

        Only where these are declared to be no records.
        """
        return self.headers.get(file.staged.name, ())

    def rows_of(self, file: PreparedFile) -> int:
        """Count the records of a file, malformed ones included."""
        return file.scanned + len(file.malformed) - len(self.headers_of(file))

    def by_file(self, rows: Rows) -> Iterator[tuple[PreparedFile, list[int]]]:
        """Sort rows by file, as records counted there from 1.

        Rows are ascending; files without any are left out.
        """
        before = 0
        for file in self.files:
            first, end = np.searchsorted(rows, [before + 1, before + file.scanned + 1])
            if first < end:
                yield file, (rows[first:end] - before).tolist()
            before += file.scanned


def begin_loading(
    pool: Executor,
    connection: duckdb.DuckDBPyConnection,
    name: str,
    source: Source,
    zone: str,
    paths: Sequence[Path],
    data: Path,
    folder: Path,
) -> list[Future[list[Part]]]:
    """Begin to read files into tables, several at a time.

    Args:
        pool: where they are read.
        connection: where the tables go.
        name: what they are called.
        source: how the files are read.
        zone: the time zone of local days.
        paths: the files, at least one, in their order.
        data: the data folder.
        folder: for temporary files.

    Returns:
        The parts of the table, in their order; each may raise an ExportError: a file is refused, cannot be read as CSV
        or changes meanwhile, or there is no room for the tables.
    """
    copies = {path: folder / f"{name}_{number}" for number, path in enumerate(paths)}

    def load_together(number: int, together: list[Path]) -> list[Part]:
        files = [prepare(path, data, source, copies[path]) for path in together]
        with connection.cursor() as cursor:
            return list(_load_files(cursor, f"{name}_{number}", source, zone, files))

    return [pool.submit(load_together, number, together) for number, together in enumerate(_batches(paths))]


def _batches(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Put small files together, to be scanned by one query."""
    batch: list[Path] = []
    size = 0
    for path in paths:
        bytes_of_file = path.stat().st_size if path.exists() else 0  # one that is gone is refused where it is read
        if batch and size + bytes_of_file > _SCANNED_TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(path)
        size += bytes_of_file
    yield batch


def _load_files(
    connection: duckdb.DuckDBPyConnection, name: str, source: Source, zone: str, files: Sequence[PreparedFile]
) -> Iterator[Part]:
    """Read some files into tables, those of one layout together."""
    for number, (_, group) in enumerate(itertools.groupby(files, _layout)):
        together = tuple(group)
        table = f"{name}_{number}"
        if len(together) > 1 and _create(connection, table, source, zone, together):
            yield _part(connection, table, together)
            continue
        for position, file in enumerate(together):
            table = f"{name}_{number}_{position}"
            yield _part(connection, table, (_load_alone(connection, table, source, zone, file),))


def _layout(file: PreparedFile) -> tuple[object, ...]:
    """Give what files scanned by one query have in common."""
    header = file.header
    return header.places, header.texts, header.width, header.line, file.file_records.crlf_ends > 0


def _load_alone(
    connection: duckdb.DuckDBPyConnection, table: str, source: Source, zone: str, file: PreparedFile
) -> PreparedFile:
    """Read one file into a table; give what was scanned.

    If need be, without the records that cannot be split.
    """
    if _create(connection, table, source, zone, [file]):
        return file
    with file.staged.unchanged(), room_for_copies():
        sound = file.without_malformed(source)
    if not _create(connection, table, source, zone, [sound]):
        message = "cannot be read as CSV. Check its delimiter, quotes and line ends."
        raise ExportError(Issue(code="unreadable", message=message, file=file.staged.name))
    return sound


def _create(
    connection: duckdb.DuckDBPyConnection, table: str, source: Source, zone: str, files: Sequence[PreparedFile]
) -> bool:
    """Read sound files of one layout; say whether all records came.

    Records with two cells or more too many make the scan fail.
    """
    query = plain_records([file.file_records for file in files], source, files[0].header, zone)
    with contextlib.ExitStack() as stack:
        for file in files:
            stack.enter_context(file.staged.unchanged())
        stack.enter_context(room_for_queries())
        try:
            found = connection.execute(f"CREATE OR REPLACE TABLE {table} AS {query}").fetchall()[0][0]
        except _NOT_READ:
            return False
    is_whole = found == sum(file.scanned for file in files)
    if not is_whole:
        connection.execute(f"DROP TABLE {table}")
    return bool(is_whole)


def _part(connection: duckdb.DuckDBPyConnection, table: str, files: tuple[PreparedFile, ...]) -> Part:
    query = f"SELECT rowid + 1 AS _row FROM {table} WHERE NOT _plain ORDER BY rowid"  # noqa: S608
    return Part(files, table, _rows(connection, query))


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    return np.asarray(connection.execute(query).fetchnumpy()["_row"], dtype=np.int64)


def put_together(
    connection: duckdb.DuckDBPyConnection, name: str, source: Source, zone: str, parts: Sequence[Part], folder: Path
) -> SourceTable:
    """Number the records, and read those that are not plain.

    Args:
        connection: where the tables are.
        name: what they are called.
        source: how the files are read.
        zone: the time zone of local days.
        parts: all that was loaded of it, in its order.
        folder: for temporary files.
    """
    selections, rest, before = [], [np.empty(0, np.int64)], 0
    tables: dict[str, int] = {}
    as_read = any(file.file_records.leaves_nfc for part in parts for file in part.files)
    shown = ", ".join(plain_columns(source, as_read=as_read))
    for part in parts:
        columns = f"rowid + {before + 1} AS _row, {shown}, NULL::VARCHAR AS _fault"
        selections.append((f"SELECT {columns}, NULL::VARCHAR AS _fault_text FROM {part.table}", "_plain"))  # noqa: S608
        tables[part.table] = before
        rest.append(part.rest + before)
        before += sum(file.scanned for file in part.files)
    files = tuple(file for part in parts for file in part.files)
    table = SourceTable(files, tuple(selections), {}, tables, None, as_read)
    rows = np.concatenate(rest)
    if not len(rows):
        return table
    _load_rest(connection, name, source, zone, table, rows, folder)
    exact = f"SELECT _row, {', '.join(exact_columns(source, as_read=as_read))}, _fault, _fault_text FROM {name}_rest"  # noqa: S608
    are_records = "true"
    if source.repeated_headers:
        are_records = f"_fault IS DISTINCT FROM '{_HEADER_AGAIN}'"
        headers = f"SELECT _row FROM {name}_rest WHERE _fault = '{_HEADER_AGAIN}' ORDER BY _row"  # noqa: S608
        found = {file.staged.name: records for file, records in table.by_file(_rows(connection, headers))}
        table = replace(table, headers=found)
    return replace(table, selections=(*selections, (exact, are_records)), rest=f"{name}_rest")


def in_one_table(connection: duckdb.DuckDBPyConnection, name: str, table: SourceTable) -> SourceTable:
    """Put the records into one table, each column as shown.

    DuckDB plans queries of one table sooner.
    """
    with room_for_queries():
        connection.execute(f"CREATE TABLE {name}_all AS {table.query}")
    for part in (*table.parts, *([table.rest] if table.rest else [])):
        connection.execute(f"DROP TABLE {part}")
    selections = ((f"SELECT * FROM {name}_all", "true"),)  # noqa: S608
    return replace(table, selections=selections, parts={}, rest=f"{name}_all")


def _load_rest(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    source: Source,
    zone: str,
    table: SourceTable,
    rows: Rows,
    folder: Path,
) -> None:
    """Read the records that are not plain into one table.

    Raises:
        RuntimeError: they are read as fewer or more records than before; a bug.
    """
    loaded = 0
    by_layout = itertools.groupby(table.by_file(rows), lambda found: _layout(found[0]))
    for number, (_, found) in enumerate(by_layout):
        path = folder / f"{name}_rest_{number}.csv"
        header, records = copy_records(found, path)
        query = typed_records(count_records(path, header, source.delimiter), source, header, zone)
        with room_for_queries():
            connection.execute(f"CREATE OR REPLACE TABLE {name}_part AS {query}")
        if connection.table(f"{name}_part").shape[0] != records:
            message = f"{name}: {records} records were read as {connection.table(f'{name}_part').shape[0]}."
            raise RuntimeError(message)
        connection.register("rest_rows", pd.DataFrame({"_row": rows[loaded : loaded + records]}))
        into = f"INSERT INTO {name}_rest" if loaded else f"CREATE TABLE {name}_rest AS"
        with room_for_queries():
            connection.execute(f"{into} SELECT * FROM rest_rows POSITIONAL JOIN {name}_part")  # noqa: S608
        connection.unregister("rest_rows")
        connection.execute(f"DROP TABLE {name}_part")
        loaded += records
