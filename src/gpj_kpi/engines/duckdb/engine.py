"""Exports read by DuckDB, in tables that may exceed the memory.

Law: a row is accepted whole or listed as rejected. Rows are never pulled into Python.
"""

from __future__ import annotations

import contextlib
import tempfile
import weakref
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd

from gpj_kpi.engines.cells import has_offset
from gpj_kpi.engines.duckdb.codes import create_codes, draw_salt
from gpj_kpi.engines.duckdb.room import room_for_queries
from gpj_kpi.engines.duckdb.tables import Part, SourceTable, begin_loading, in_one_table, put_together
from gpj_kpi.engines.interface import Export, FileRead, Frame, RowFault, UnreadFile, code_columns, shown_texts
from gpj_kpi.engines.text_files.folder import find_files, find_unread, require_folder
from gpj_kpi.engines.text_files.prepared import PreparedFile
from gpj_kpi.errors import ExportError
from gpj_kpi.process import temporary
from gpj_kpi.rules import RuleFile

_MEMORY = "600MB"
_LOADED_AT_ONCE = 2
_FEW_ROWS = 1 << 18
_HASHES_AT_ONCE = 1 << 25
"""How many hashes of keys are held at once, of four bytes each."""


class DuckDBEngine:
    """Reads the files of a folder by DuckDB.

    Tables spill to a temporary folder when memory is short.
    """

    def __init__(
        self,
        folder: Path,
        rules: RuleFile,
        *,
        memory: str | None = None,
        threads: int | None = None,
        salt: str | None = None,
    ) -> None:
        """Open an engine on a folder of exports.

        Args:
            folder: of the exports.
            rules: declares them.
            memory: what tables and queries may take before they spill to the temporary folder, e.g. "2GB".
            threads: how many work at a time; by default one per processor.
            salt: that of the codes of personal cells (see `draw_salt`); by default a new one.

        Raises:
            ExportError: the folder does not exist, or there is none for temporary files.
        """
        require_folder(folder)
        self._folder = folder
        self._rules = rules
        try:
            self._spill = temporary.make_folder(Path(tempfile.gettempdir()), "gpj-kpi")
        except OSError as error:
            message = f"there is no folder for temporary files: {error.strerror or error}. Set TMPDIR."
            raise ExportError(message) from error
        self._pool = ThreadPoolExecutor(max_workers=_LOADED_AT_ONCE)
        self._cleanup = weakref.finalize(self, _clean_up, self._pool, self._spill)
        self._connection = duckdb.connect(config={"temp_directory": str(self._spill)})
        self._connection.execute(f"SET memory_limit = '{memory or _MEMORY}'")
        if threads is not None:
            self._connection.execute(f"SET threads = {threads}")
        # In a notebook DuckDB would print a progress bar of its own, on stdout.
        self._connection.execute("SET enable_progress_bar = false")
        # Each list of five words or more would become a join: planning a hundred of them takes minutes.
        self._connection.execute("SET disabled_optimizers = 'in_clause'")
        if any(code_columns(source) for source in rules.sources.values()):
            create_codes(self._connection, salt or draw_salt())
        self._begun: dict[str, list[Future[list[Part]]]] = {}
        self._tables: dict[str, SourceTable] = {}
        self._kept = 0

    def read(self, name: str, following: Sequence[str] = (), /) -> Export:
        """Read and type one source, and begin the following ones.

        Raises:
            ExportError: no file matches, or a file is unreadable, changes meanwhile or lacks a declared header.
        """
        source = self._rules.sources[name]
        self._begin(name)
        for each in following:
            with contextlib.suppress(ExportError):  # raised when that source is read itself
                self._begin(each)
        with contextlib.ExitStack() as on_failure:
            # A fault is raised at once; a file that is being read meanwhile is read to its end.
            on_failure.callback(self._pool.shutdown, wait=False, cancel_futures=True)
            parts = [part for found in self._begun.pop(name) for part in found.result()]
            table = put_together(self._connection, _table_of(name), source, self._rules.time_zone, parts, self._spill)
            if table.scanned < _FEW_ROWS:
                table = in_one_table(self._connection, _table_of(name), table)
            on_failure.pop_all()
        self._tables[name] = table
        return Export(
            rows=nw.from_native(self._connection.sql(table.query)),
            files=tuple(_file_read(file, table) for file in table.files),
            malformed=tuple(
                RowFault(file.staged.name, bad.line, column=None, code=bad.code, text=None, lines=bad.lines)
                for file in table.files
                for bad in file.malformed
            ),
            set_aside=tuple(lines for file in table.files for lines in file.set_aside(table.headers_of(file))),
            instants=frozenset(id_ for id_, column in source.columns.items() if has_offset(column.format)),
            as_read=frozenset(shown_texts(source) if table.as_read else ()),
        )

    def _begin(self, name: str) -> None:
        if name not in self._begun:
            source = self._rules.sources[name]
            paths = find_files(self._folder, name, source)
            self._begun[name] = begin_loading(
                self._pool,
                self._connection,
                _table_of(name),
                source,
                self._rules.time_zone,
                paths,
                self._folder,
                self._spill,
            )

    def unread(self, name: str) -> list[UnreadFile]:
        """Find the files that no source takes, though their names are alike."""
        return find_unread(self._folder, name, self._rules.sources)

    def positions(self, name: str, rows: Sequence[int]) -> list[tuple[str, int]]:
        """Find the file and first physical line of some rows.

        Rows are given by their `_row`, ascending.
        """
        return [
            (file.staged.name, line)
            for file, records in self._tables[name].by_file(np.array(rows, dtype=np.int64))
            for line in file.lines_of(records)
        ]

    def likely_repeated(self, name: str, rows: Frame) -> Frame:
        """Choose the rows whose key has the hash of another's, of 32 bits.

        Few other rows do: of ten million, one in four hundred. To sort hashes takes a fraction of the time and memory
        of grouping by the key.
        """
        table = self._tables[name]
        columns = ", ".join(f'"{id_}"' for id_ in self._rules.sources[name].key)
        short = f"(hash({columns}) >> 32)::UINTEGER"
        total = table.scanned
        if total < _FEW_ROWS:
            return rows
        passes = 1 + total // _HASHES_AT_ONCE
        found = []
        for number in range(passes):
            hashes, end = np.empty(total, np.uint32), 0
            of_pass = f"hash({columns}) % {passes} = {number}" if passes > 1 else "true"
            for part in table.queries(f"_fault IS NULL AND {of_pass}"):
                query = f"SELECT {short} AS h FROM ({part})"  # noqa: S608
                with room_for_queries():
                    of_part = self._connection.execute(query).fetchnumpy()["h"]
                hashes[end : end + len(of_part)] = of_part
                end += len(of_part)
            in_order = hashes[:end]
            in_order.sort()
            found.append(np.unique(in_order[1:][in_order[1:] == in_order[:-1]]))
        likely = self._next_table()
        self._connection.register("hashes", pd.DataFrame({"h": np.concatenate(found)}))
        self._connection.execute(f"CREATE TABLE {likely} AS SELECT h FROM hashes")  # noqa: S608 - a name of ours
        self._connection.unregister("hashes")
        kept = self._next_table()
        with room_for_queries():
            parts = table.queries(f"_fault IS NULL AND {short} IN (SELECT h FROM {likely})")  # noqa: S608
            self._connection.execute(f"CREATE TABLE {kept} AS {' UNION ALL '.join(parts)}")
        return self._lazy(kept).drop("_fault", "_fault_text")

    def without(self, name: str, rows: Frame, dropped: Frame) -> Frame:
        """Leave out rows of a source, for good."""
        of_dropped: duckdb.DuckDBPyRelation = dropped.to_native()
        with room_for_queries():
            self._connection.execute(f"CREATE TEMP TABLE dropped AS {of_dropped.sql_query()}")
            for table, before in self._tables[name].parts.items():
                self._connection.execute(
                    f"UPDATE {table} SET _plain = false WHERE rowid + {before + 1} IN (SELECT _row FROM dropped)"  # noqa: S608
                )
            if self._tables[name].rest is not None:
                self._connection.execute(
                    f"DELETE FROM {self._tables[name].rest} WHERE _row IN (SELECT _row FROM dropped)"  # noqa: S608
                )
            self._connection.execute("DROP TABLE dropped")
        return rows

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
        self._pool.shutdown(cancel_futures=True)
        self._connection.close()
        self._cleanup()

    def _next_table(self) -> str:
        self._kept += 1
        return f"kept_{self._kept}"

    def _lazy(self, name: str) -> Frame:
        return nw.from_native(self._connection.table(name))


def _table_of(name: str) -> str:
    """Name the tables of a source.

    Ids hold no two underscores together, so that the tables of `x` are none of those of `x_1`.
    """
    return f"export_{name}_"


def _clean_up(pool: ThreadPoolExecutor, spill: Path) -> None:
    pool.shutdown(cancel_futures=True)
    temporary.remove(spill)


def _file_read(file: PreparedFile, table: SourceTable) -> FileRead:
    name, sha256 = file.staged.name, file.staged.sha256
    return FileRead(name, sha256, table.rows_of(file), is_blank=not file.header.is_there)
