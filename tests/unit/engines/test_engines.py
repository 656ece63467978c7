"""Which engine reads which data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import load_rules
from gpj_kpi.engines import engine_for
from gpj_kpi.engines.duckdb.engine import DuckDBEngine
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.errors import ExportError, UsageError

RULES = rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"})
FRAMES = {"s": pd.DataFrame({"id": ["1"], "r": ["01/02/2008"]})}


def test_a_folder_is_read_by_duckdb_and_frames_by_pandas(tmp_path: Path) -> None:
    """A folder may be named by a text too."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    rules = load_rules(tmp_path / "rules.yaml")
    for folder in (tmp_path, str(tmp_path)):
        engine = engine_for(folder, rules)
        assert isinstance(engine, DuckDBEngine)
        engine.close()
    assert isinstance(engine_for(FRAMES, rules), PandasEngine)


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (".", {"engine": "polars"}, 'there is no engine "polars". Expected one of: duckdb, spark.'),
        (".", {"spark_master": "local[2]"}, "a Spark master is for the Spark engine: choose it too (--engine spark)."),
        (FRAMES, {"engine": "spark"}, "the Spark engine reads a folder of files."),
        (FRAMES["s"], {}, 'Expected the folder of the exports, or a mapping of a frame per source, e.g. {"s": frame}.'),
    ],
)
def test_other_choices_are_refused_in_words(data: Any, options: dict[str, Any], words: str, tmp_path: Path) -> None:  # noqa: ANN401
    """An unknown engine, or one that cannot read such data, is a wrong call, told with what is expected."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    with pytest.raises(UsageError) as refusal:
        engine_for(data, load_rules(tmp_path / "rules.yaml"), **options)
    assert words in str(refusal.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The folder is named, with the option that gives another."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    with pytest.raises(ExportError, match="there is no such folder of exports"):
        engine_for(tmp_path / "exports", load_rules(tmp_path / "rules.yaml"))
