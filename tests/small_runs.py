"""Small evaluations for tests: a rule file and an export written in a few lines, read from a file and from a frame."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from gpj_kpi import Evaluation, RuleFile, evaluate, load_rules
from gpj_kpi.engines.pandas.frames import AnyFrame

AT = 'type: datetime, format: "%d/%m/%Y %H:%M"'
ON = 'type: date, format: "%d/%m/%Y"'


def rule_text(
    columns: Mapping[str, str], indicators: Mapping[str, str], *, source: str = "", calendar: str = "", name: str = "s"
) -> str:
    """Write a rule file of one source, whose key is `id` and whose headers are the ids.

    Args:
        columns: declaration of each column but `id`, without header, e.g. `type: text`.
        indicators: what follows `source:` in each indicator, by id, e.g. `period_by: r, measure: {kind: count}`.
        source: further keys of the source, e.g. `on_duplicate: first, max_rejected: 100%`.
        calendar: keys of the calendar, e.g. `closed: {2008-05-02: Pont}`.
        name: id of the source.
    """
    declared = {"id": "type: text, required: true", **columns}
    shown = ", ".join(f"{id_}: {{header: {id_}, {rest}}}" for id_, rest in declared.items())
    listed = ", ".join(f"{{id: {id_}, label: {id_}, source: {name}, {rest}}}" for id_, rest in indicators.items())
    return (
        "version: 1\norganisation: Essai\ntime_zone: Europe/Paris\n"
        f"calendar: {{{calendar}}}\n"
        f'sources: {{{name}: {{label: Essai, files: "*.csv*", key: id, columns: {{{shown}}}, {source}}}}}\n'
        f"commitments: [{{id: c, title: Essai, promise: Essai, indicators: [{listed}]}}]\n"
    )


def evaluate_files(
    folder: Path,
    rules: str,
    files: Mapping[str, str | bytes],
    *,
    period: str = "2008",
    as_of: dt.datetime | dt.date | None = None,
    group_by: str | None = None,
) -> Evaluation:
    """Evaluate exports written into a folder; text is written in UTF-8, its line ends as they are."""
    data = folder / "data"
    data.mkdir()
    for file, content in files.items():
        (data / file).write_bytes(content.encode() if isinstance(content, str) else content)
    return evaluate(_loaded(folder, rules), data, period=period, by="year", as_of=as_of, group_by=group_by)


def evaluate_frame(
    folder: Path,
    rules: str,
    frame: AnyFrame,
    *,
    period: str = "2008",
    as_of: dt.datetime | dt.date | None = None,
    group_by: str | None = None,
) -> Evaluation:
    """Evaluate a frame handed in for the source `s`."""
    return evaluate(_loaded(folder, rules), {"s": frame}, period=period, by="year", as_of=as_of, group_by=group_by)


def frame_of(export: str) -> pd.DataFrame:
    """Give the cells of an export as a frame of texts; records that do not fit the header are left out."""
    header, *records = [record for record in csv.reader(io.StringIO(export, newline=""), delimiter=";") if record]
    return pd.DataFrame([record for record in records if len(record) == len(header)], columns=header, dtype="str")


def _read_file(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_files(folder, rules, {"a.csv": export})


def _read_frame(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_frame(folder, rules, frame_of(export))


Read = Callable[[Path, str, str], Evaluation]
"""Evaluates one export, from a folder to work in, a rule file and the text of the export."""

both_engines = pytest.mark.parametrize("read", [_read_file, _read_frame], ids=["duckdb", "pandas"])
"""Runs a test with an export that is read from a file, and once more with the same cells as a frame."""


def figures(evaluation: Evaluation, columns: Sequence[str]) -> list[tuple[object, ...]]:
    """Give some fields of every result, in order, exact."""
    return [tuple(getattr(result, column) for column in columns) for result in evaluation.result_list]


def codes(evaluation: Evaluation) -> list[tuple[str, int | None]]:
    """Give the code and line of every rejected row and notice, in order."""
    return [(issue.code, issue.line) for issue in evaluation.issue_list]


def _loaded(folder: Path, rules: str) -> RuleFile:
    path = folder / "rules.yaml"
    path.write_text(rules, encoding="utf-8")
    return load_rules(path)
