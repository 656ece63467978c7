"""Rules, engines and exports of one small source, for tests of how its rows become cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import evaluate_files, evaluate_frame, frame_of, rule_text

from gpj_kpi import Evaluation, RuleFile, load_rules
from gpj_kpi.engines import engine_for
from gpj_kpi.engines.interface import Engine, Export, FileRead, Frame

Read = Callable[[Path, str, str], Evaluation]
Open = Callable[[Path, RuleFile, str], Engine]
COUNT = {"n": "period_by: r, measure: {kind: count}"}


def from_file(folder: Path, rules: str, export: str, as_of: dt.date | None = None) -> Evaluation:
    """Evaluate an export written into a folder."""
    return evaluate_files(folder, rules, {"a.csv": export}, as_of=as_of)


def from_frame(folder: Path, rules: str, export: str, as_of: dt.date | None = None) -> Evaluation:
    """Evaluate the cells of an export handed in as a frame."""
    return evaluate_frame(folder, rules, frame_of(export), as_of=as_of)


def _open_file(folder: Path, rules: RuleFile, export: str) -> Engine:
    data = folder / "data"
    data.mkdir()
    (data / "a.csv").write_text(export, encoding="utf-8")
    return engine_for(data, rules)


def _open_frame(_: Path, rules: RuleFile, export: str) -> Engine:
    return engine_for({"s": frame_of(export)}, rules)


both_engines = pytest.mark.parametrize("read", [from_file, from_frame], ids=["duckdb", "pandas"])
both_opened = pytest.mark.parametrize("open_on", [_open_file, _open_frame], ids=["duckdb", "pandas"])


def counts(evaluation: Evaluation) -> tuple[int, int, int, int]:
    """Give rows, cases, rejected and duplicates of the only source."""
    (cases,) = evaluation.cases.values()
    return cases.rows, cases.cases, cases.rejected, cases.duplicates


def rules_of(
    folder: Path, columns: Mapping[str, str], indicators: Mapping[str, str] | None = None, *, source: str = ""
) -> RuleFile:
    """Load rules of the source `s`, counted by its column `r` where no indicator is given."""
    path = folder / "rules.yaml"
    path.write_text(rule_text(columns, indicators or COUNT, source=source), encoding="utf-8")
    return load_rules(path)


def export_of(rows: pd.DataFrame, *, files: Sequence[FileRead] | None = None) -> Export:
    """Give rows as an engine would have read them."""
    return Export(
        rows=nw.from_native(rows).lazy(),
        files=tuple(files or (FileRead(path="s", sha256="", rows=len(rows)),)),
        malformed=(),
        set_aside=(),
        instants=frozenset(),
    )


def cells_of(frame: Frame, *columns: str) -> list[tuple[object, ...]]:
    """Give some columns of a frame as rows, in the order of the export; a missing cell is None."""
    fetched = frame.sort("_row").select(*columns).collect("pandas").to_native().astype(object)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in fetched.itertuples(index=False)]
