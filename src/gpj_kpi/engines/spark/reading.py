"""The work of a Spark task: read one file of an export.

Law: a file is read where its task runs, by the engine of one machine (`duckdb`), so that cells, faults and lines are
the same. A task that is run again gives the same rows, or says that the file has changed.

A file gives its typed rows (see the package docstring) and one row more. In that row all is null but `FACTS`, a text
that says what is known of the file, or `REFUSED`, why it cannot be read.
"""

from __future__ import annotations

import contextlib
import glob
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from gpj_kpi.engines.duckdb.engine import DuckDBEngine
from gpj_kpi.engines.interface import (
    DAY_COLUMN,
    READ_COLUMN,
    Export,
    FileRead,
    RowFault,
    SetAside,
    cell_columns,
    shown_texts,
)
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import RuleFile, Source
from gpj_kpi.sentences.sentence import Sentence, in_language

FACTS, REFUSED = "_facts", "_refused"
_RECORDS_AT_ONCE = 1 << 16
_BITS_OF_LINES = 36
"""A `_row` is the number of its file, followed by its first physical line in so many bits."""

Rows = npt.NDArray[np.int64]

_TYPES = {"string": pa.string(), "boolean": pa.bool_(), "Int64": pa.int64()}


def typed_schema(source: Source) -> pa.Schema:
    """Name the columns that a task gives, with their types."""
    fields = [("_row", pa.int64())]
    for id_, column in source.columns.items():
        if column.coded:
            fields += [(name, pa.int64()) for name in cell_columns(id_, column)]
        elif not column.personal:
            fields.append((id_, _TYPES[column.traits.held]))
            if column.traits.has_clock:
                fields.append((DAY_COLUMN.format(id_), pa.int64()))
    as_read = map(READ_COLUMN.format, shown_texts(source))
    texts = [(name, pa.string()) for name in (*as_read, "_fault", "_fault_text", FACTS, REFUSED)]
    return pa.schema([*fields, *texts])


def place_of(row: int) -> tuple[int, int]:
    """Give the number of the file and the line of a `_row`."""
    return row >> _BITS_OF_LINES, row & ((1 << _BITS_OF_LINES) - 1)


@dataclass(frozen=True)
class FileToRead:
    """A file as it was when the run began.

    Attributes:
        path: relative to the data folder.
        size: in bytes.
        changed_ns: when it was last written.
    """

    path: str
    size: int
    changed_ns: int

    @classmethod
    def of(cls, path: Path, folder: Path) -> FileToRead:
        """Note how a file is now.

        A file that cannot be looked at is left to the task, which refuses it.
        """
        try:
            found = path.stat()
        except OSError:
            return cls(path.relative_to(folder).as_posix(), 0, 0)
        return cls(path.relative_to(folder).as_posix(), found.st_size, found.st_mtime_ns)

    def require_unchanged(self, folder: Path) -> None:
        """Refuse a file that has changed since the run began.

        Also when it is read a second time.

        Raises:
            ExportError: it has.
        """
        if FileToRead.of(folder / self.path, folder) != self:
            message = "changed while it was read. Run again when nothing writes to it any more."
            raise ExportError(Issue(code="file_changed", message=message, file=self.path))


@dataclass(frozen=True)
class Reading:
    """What every task of one source has to know.

    Attributes:
        folder: of the exports.
        rules: declares them.
        name: id of the source.
        files: its files, in their order.
        memory: what reading one of them may take.
        salt: that of the codes of personal cells, the same for all tasks of a run.
    """

    folder: Path
    rules: RuleFile
    name: str
    files: tuple[FileToRead, ...]
    memory: str | None
    salt: str = field(repr=False)

    def rows_of(self, numbers: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Read files by their numbers, as `mapInArrow` asks."""
        for batch in numbers:
            for number in batch.column(0).to_pylist():
                yield from self._read(number)

    def _read(self, number: int) -> Iterator[pa.RecordBatch]:
        """Read the rows of one file, and then its facts."""
        file, schema = self.files[number], typed_schema(self.rules.sources[self.name])
        try:
            with contextlib.closing(self._engine(file)) as engine:
                export = engine.read(self.name)
                for batch in export.rows.to_native().to_arrow_reader(_RECORDS_AT_ONCE):
                    lines = _lines(engine, self.name, batch.column("_row").to_numpy())
                    rows = pa.array((number << _BITS_OF_LINES) + lines)
                    yield _batch(schema, batch, {"_row": rows}, len(batch))
            file.require_unchanged(self.folder)
            told = {FACTS: json.dumps(_facts(export))}
        except ExportError as error:
            told = {REFUSED: json.dumps([_written(issue) for issue in error.issues])}
        yield _batch(schema, None, {name: pa.array([text]) for name, text in told.items()}, 1)

    def _engine(self, file: FileToRead) -> DuckDBEngine:
        """Open an engine on a source of one file."""
        source = self.rules.sources[self.name].model_copy(update={"files": (glob.escape(file.path),)})
        sources = {**self.rules.sources, self.name: source}
        rules = self.rules.model_copy(update={"sources": sources})
        return DuckDBEngine(self.folder, rules, memory=self.memory, threads=1, salt=self.salt)


def _lines(engine: DuckDBEngine, name: str, rows: Rows) -> Rows:
    """Find the first physical line of each row, in any order."""
    in_order = rows.argsort()
    found = np.empty_like(rows)
    found[in_order] = [line for _, line in engine.positions(name, rows[in_order].tolist())]
    return found


def _batch(
    schema: pa.Schema, read: pa.RecordBatch | None, known: Mapping[str, pa.Array], length: int
) -> pa.RecordBatch:
    """Make a batch of known and read columns; others are null."""
    arrays = []
    for column in schema:
        if column.name in known:
            arrays.append(known[column.name])
        elif read is not None and column.name in read.schema.names:
            arrays.append(read.column(column.name).cast(column.type))
        else:
            arrays.append(pa.nulls(length, column.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _facts(export: Export) -> dict[str, Any]:
    (file,) = export.files
    return {
        "file": asdict(file),
        "malformed": [asdict(fault) for fault in export.malformed],
        "set_aside": [asdict(lines) for lines in export.set_aside],
        "as_read": sorted(export.as_read),
    }


@dataclass(frozen=True)
class FileFacts:
    """What is known of one file that was read."""

    file: FileRead
    malformed: tuple[RowFault, ...]
    set_aside: tuple[SetAside, ...]
    as_read: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> FileFacts:
        """Parse what a task has written of a file."""
        facts = json.loads(text)
        return cls(
            FileRead(**facts["file"]),
            tuple(RowFault(**fault) for fault in facts["malformed"]),
            tuple(SetAside(**lines) for lines in facts["set_aside"]),
            frozenset(facts["as_read"]),
        )


def _written(issue: Issue) -> dict[str, Any]:
    """Give the fields of an issue, its message in both languages."""
    return asdict(issue) | {"message": [in_language(issue.message, language) for language in ("en", "fr")]}


def refusal(text: str) -> ExportError:
    """Make the error that a task has written down."""
    return ExportError([Issue(**issue | {"message": Sentence(*issue["message"])}) for issue in json.loads(text)])
