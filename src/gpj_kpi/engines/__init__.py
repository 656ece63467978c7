"""Engines: each reads an export and types its cells.

Law: what leaves this package is a Narwhals LazyFrame with the columns below. It is the same on every engine, and
nothing outside asks which engine made it.

One row per well-formed record. For each declared column that is not personal, under its id:

- text: String in NFC; boolean: Boolean; integer: Int64; number: Int64 in millionths (1,5 is 1_500_000);
- date: Int64, the day counted from 1970-01-01;
- datetime: Int64, microseconds from 1970-01-01 00:00 in the local time that the cell shows,
  or in UTC where the format has `%z`; `<id>__day` is the local day (null with `%z`).

and

- `<id>__read` beside a text of `Export.as_read`: the text as it was read, null where that was in NFC already;
- `_row`: ascending from 1 over the whole source, files in order;
- `_fault`: null where nothing is wrong; ":<code>" where the record itself is at fault; else "<column>:<code>" of each
  cell at fault, in the order of the declaration, `cells.FAULT_MARK` between them;
- `_fault_text`: the texts of those cells, in the same order.

A personal column is not among them. If it is matched by or counted (`Column.coded`), two Int64 columns stand in its
place, `interface.CODE_COLUMNS`: numbers that mean nothing outside the run.

A missing cell is null everywhere. `rules/models/column_types` says how each type is held.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from gpj_kpi.engines.interface import Engine, Export, FileRead, RowFault
from gpj_kpi.errors import UsageError

if TYPE_CHECKING:
    from gpj_kpi.engines.pandas.frames import AnyFrame
    from gpj_kpi.rules import RuleFile

__all__ = ["Engine", "EngineName", "Export", "FileRead", "RowFault", "engine_for"]

EngineName = Literal["duckdb", "spark"]


def engine_for(
    data: Path | str | Mapping[str, AnyFrame],
    rules: RuleFile,
    *,
    memory: str | None = None,
    engine: EngineName = "duckdb",
    spark_master: str | None = None,
) -> Engine:
    """Choose the engine for these data.

    A folder of files is for DuckDB or Spark, frames by source are for pandas.

    Args:
        data: the folder, or the frames.
        rules: the rule file that declares them.
        memory: what DuckDB may take before it spills to the temporary folder, e.g. "2GB"; on Spark, for each file.
        engine: which one reads files.
        spark_master: where Spark runs (see `evaluate`).

    Raises:
        UsageError: the data are neither; a frame is given under a name that is not a source; or the engine is not
            installed, or not for such data.
        ExportError: the folder does not exist.
    """
    if engine not in get_args(EngineName):
        raise UsageError(f'there is no engine "{engine}". Expected one of: {", ".join(get_args(EngineName))}.')
    if spark_master is not None and engine != "spark":
        raise UsageError("a Spark master is for the Spark engine: choose it too (--engine spark).")
    if engine == "spark":
        return _spark_engine(data, rules, spark_master, memory)
    if isinstance(data, Mapping):
        from gpj_kpi.engines.pandas.engine import PandasEngine  # noqa: PLC0415 - an engine is loaded when it is used

        return PandasEngine(data, rules)
    if not isinstance(data, Path | str):
        raise UsageError(
            f"data is a {type(data).__name__}. Expected the folder of the exports, or a mapping of a frame per source, "
            f'e.g. {{"{next(iter(rules.sources))}": frame}}.'
        )
    from gpj_kpi.engines.duckdb.engine import DuckDBEngine  # noqa: PLC0415 - an engine is loaded when it is used

    return DuckDBEngine(Path(data), rules, memory=memory)


def _spark_engine(
    data: Path | str | Mapping[str, AnyFrame], rules: RuleFile, master: str | None, memory: str | None
) -> Engine:
    if not isinstance(data, Path | str):
        raise UsageError("the Spark engine reads a folder of files. Frames are judged where they are: leave it out.")
    try:
        from gpj_kpi.engines.spark.engine import SparkEngine  # noqa: PLC0415 - an engine is loaded when it is used
    except ModuleNotFoundError as error:
        raise UsageError(f"the Spark engine needs {error.name}: pip install 'gpj-kpi[spark]'.") from error
    return SparkEngine(Path(data), rules, master=master, memory=memory)
