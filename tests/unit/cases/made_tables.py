"""Rules of several sources and their exports, and the cells that are made of them, on files and on frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import frame_of

from gpj_kpi import Evaluation, RuleFile, evaluate, load_rules

HEAD = "version: 1\norganisation: Essai\ntime_zone: Europe/Paris\ncalendar: {country: none}\n"
AT = '{header: at, type: datetime, format: "%d/%m/%Y %H:%M"}'
both_kinds = pytest.mark.parametrize("kind", ["files", "frames"])


def rules_of_sources(folder: Path, sources: str, indicators: Mapping[str, str]) -> RuleFile:
    """Load a rule file.

    Args:
        folder: where it is written.
        sources: what stands below `sources`, indented by two blanks.
        indicators: what follows the label of each, by id.
    """
    listed = "".join(f"      - {{id: {id_}, label: {id_}, {rest}}}\n" for id_, rest in indicators.items())
    path = folder / "rules.yaml"
    commitments = f"commitments:\n  - id: c\n    title: C\n    promise: C\n    indicators:\n{listed}"
    path.write_text(f"{HEAD}sources:\n{sources}{commitments}", encoding="utf-8")
    return load_rules(path)


def evaluated(
    folder: Path,
    rules: RuleFile,
    exports: Mapping[str, str],
    kind: str,
    *,
    as_of: dt.datetime | dt.date | None = None,
    group_by: str | None = None,
) -> Evaluation:
    """Evaluate the year 2024.

    Args:
        folder: where files are written.
        rules: whose exports have the file `<source>.csv`.
        exports: text of each export, by source.
        kind: `files` (DuckDB) or `frames` (pandas).
        as_of: the one that is given.
        group_by: a column.
    """
    data = folder / "data"
    data.mkdir()
    for name, text in exports.items():
        (data / f"{name}.csv").write_text(text, encoding="utf-8")
    read = data if kind == "files" else {name: frame_of(text) for name, text in exports.items()}
    return evaluate(rules, read, period="2024", by="year", as_of=as_of, group_by=group_by)


def cells(evaluation: Evaluation, source: str, *columns: str) -> list[tuple[object, ...]]:
    """Give some columns of the cases of a source, in the order of the export; an empty cell is None."""
    frame = evaluation.cases[source].frame.sort("_row").select(*columns)
    fetched = nw.to_native(frame.collect("pandas")).astype(object)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in fetched.itertuples(index=False)]


def told(evaluation: Evaluation, code: str) -> list[tuple[int | None, int]]:
    """Give the lines that a notice names, each with how often it counts."""
    return [(issue.line, issue.count) for issue in evaluation.issue_list if issue.code == code]


def at(text: str) -> int:
    """Microseconds of UTC of a local time of Paris in 2024, without summer time: `05/01 10:00`."""
    moment = dt.datetime.strptime(f"2024/{text}", "%Y/%d/%m %H:%M") - dt.timedelta(hours=1)
    return (moment - dt.datetime(1970, 1, 1)) // dt.timedelta(microseconds=1)
