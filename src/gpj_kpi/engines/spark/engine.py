"""Exports read, judged and counted by Spark.

On a cluster, or by its processes on one machine.

Law: the rules are the same Narwhals expressions as on every engine. They run where the rows are; only results come
back. Each file is read once, by one task (see `reading`), and again only if a machine with its rows is lost.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from pathlib import Path

import narwhals as nw
import pandas as pd
import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as spark
from pyspark.sql.pandas.types import from_arrow_schema

from gpj_kpi.engines.cells import has_offset
from gpj_kpi.engines.duckdb.codes import draw_salt
from gpj_kpi.engines.interface import READ_COLUMN, Export, Frame, UnreadFile, shown_texts
from gpj_kpi.engines.spark.reading import (
    FACTS,
    REFUSED,
    FileFacts,
    FileToRead,
    Reading,
    place_of,
    refusal,
    typed_schema,
)
from gpj_kpi.engines.spark.session import LOCAL, StartedSession, at_work, forget
from gpj_kpi.engines.text_files.folder import find_files, find_unread, require_folder
from gpj_kpi.errors import UsageError
from gpj_kpi.rules import RuleFile

_WHOLE = {pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


class SparkEngine:
    """Reads the files of a folder by Spark.

    Every machine of the cluster must see the folder under the same path.
    """

    def __init__(self, folder: Path, rules: RuleFile, *, master: str | None = None, memory: str | None = None) -> None:
        """Open an engine on a folder of exports.

        Args:
            folder: of the exports.
            rules: declares them.
            master: where Spark runs; by default the session that runs already, and else `local[*]`.
            memory: what the reading of a file may take before it spills to the temporary folder of its machine.

        Raises:
            ExportError: the folder does not exist, or there is none for temporary files.
            UsageError: Spark does not start.
        """
        require_folder(folder)
        self._folder = folder.absolute()
        self._rules = rules
        self._memory = memory
        self._salt = draw_salt()
        self._files: dict[str, tuple[FileToRead, ...]] = {}
        self._kept: list[DataFrame] = []
        running = SparkSession.getActiveSession()
        self._end: Callable[[], object]
        if running is None:
            started = StartedSession(master or LOCAL)
            self._session = started.session
            self._end = weakref.finalize(self, started.end)
        elif master is not None and master != running.sparkContext.master:
            raise UsageError(f"a Spark session is active on {running.sparkContext.master}. End it, or name no master.")
        else:
            self._session = running
            self._end = weakref.finalize(self, forget, self._kept)

    def read(self, name: str, _: Sequence[str] = (), /) -> Export:
        """Read and type one source.

        Raises:
            ExportError: no file matches, or a file is unreadable, changes meanwhile or lacks a declared header.
        """
        source = self._rules.sources[name]
        paths = find_files(self._folder, name, source)
        files = tuple(FileToRead.of(path, self._folder) for path in paths)
        reading = Reading(self._folder, self._rules, name, files, self._memory, self._salt)
        schema = from_arrow_schema(typed_schema(source))
        with at_work():
            numbers = self._session.range(0, len(files), 1, len(files))
            read = self._persist(numbers.mapInArrow(reading.rows_of, schema))
            told = read.filter(spark.col("_row").isNull()).select(FACTS, REFUSED).collect()
        refused = [text for _, text in told if text is not None]
        if refused:
            raise min((refusal(text) for text in refused), key=lambda error: error.issues[0].file or "")
        facts = sorted((FileFacts.parse(text) for text, _ in told), key=lambda each: each.file.path)
        self._files[name] = files
        # A task that is run again and fails must not pass for a file without rows.
        reason = spark.concat_ws(
            ": ", *(spark.get_json_object(REFUSED, f"$[0].{name}") for name in ("file", "message"))
        )
        is_row = spark.when(spark.col(REFUSED).isNotNull(), spark.raise_error(reason).cast("boolean"))
        is_row = is_row.otherwise(spark.col("_row").isNotNull())
        as_read = frozenset(id_ for each in facts for id_ in each.as_read)
        unused = [READ_COLUMN.format(id_) for id_ in shown_texts(source) if id_ not in as_read]
        return Export(
            rows=nw.from_native(read.filter(is_row).drop(FACTS, REFUSED, *unused)),
            files=tuple(each.file for each in facts),
            malformed=tuple(fault for each in facts for fault in each.malformed),
            set_aside=tuple(lines for each in facts for lines in each.set_aside),
            instants=frozenset(id_ for id_, column in source.columns.items() if has_offset(column.format)),
            as_read=as_read,
        )

    def unread(self, name: str) -> list[UnreadFile]:
        """Find the files that no source takes, though their names are alike."""
        return find_unread(self._folder, name, self._rules.sources)

    def positions(self, name: str, rows: Sequence[int]) -> list[tuple[str, int]]:
        """Find the file and first physical line of some rows.

        Rows are given by their `_row`, ascending.
        """
        places = [place_of(row) for row in rows]
        return [(self._files[name][number].path, line) for number, line in places]

    def likely_repeated(self, name: str, rows: Frame) -> Frame:  # noqa: ARG002 - Engine
        """Choose all rows: to hash them would take a second shuffle."""
        return rows

    def without(self, name: str, rows: Frame, dropped: Frame) -> Frame:  # noqa: ARG002 - Engine
        """Leave out the rows of a source whose `_row` is dropped."""
        return rows.join(dropped, on="_row", how="anti")

    def table(self, frame: pd.DataFrame) -> Frame:
        """Make a small pandas frame joinable with the rows of this engine."""
        with at_work():
            return nw.from_native(self._session.createDataFrame(pa.Table.from_pandas(frame, preserve_index=False)))

    def keep(self, frame: Frame) -> Frame:
        """Compute a frame once, so that later steps read the outcome.

        Spark knows a frame by all steps that led to it, each time that it is named: frames made of frames would take
        longer to plan than to compute. So what is kept begins anew. A lost part of it is computed again.
        """
        with at_work():
            kept = self._persist(frame.to_native())
            # What checkpoints do, without giving up that a lost part can be computed again. No public name does both.
            rows, schema = kept._jdf.queryExecution().toRdd(), kept._jdf.schema()  # noqa: SLF001
            anew = self._session._jsparkSession.internalCreateDataFrame(rows, schema, False)  # noqa: FBT003, SLF001 - of Java
            return nw.from_native(DataFrame(anew, self._session))

    def fetch(self, frame: Frame) -> pd.DataFrame:
        """Bring a small frame into pandas, whole numbers as Int64."""
        with at_work():
            table: pa.Table = frame.to_native().toArrow()
        fetched: pd.DataFrame = table.to_pandas(types_mapper=_WHOLE.get)
        return fetched.convert_dtypes()

    def seal(self) -> None:
        """Do nothing: a task may have to read its file again.

        That is so when a machine is lost. The file must be unchanged then.
        """

    def close(self) -> None:
        """Give back memory, temporary files and the session that was started."""
        self._end()

    def _persist(self, frame: DataFrame) -> DataFrame:
        frame.persist(StorageLevel.MEMORY_AND_DISK)
        self._kept.append(frame)
        return frame
