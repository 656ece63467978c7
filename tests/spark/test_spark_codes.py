"""Personal columns that are matched by or counted, on Spark: each file is read by a task of its own."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import load_rules
from gpj_kpi.engines.spark.engine import SparkEngine
from gpj_kpi.engines.spark.reading import Reading

FILES = {
    "a.csv": "id;r;who\n1;01/02/2008;Ana\n2;01/02/2008; Ren\u00e9 \n3;01/02/2008;\n",
    "b.csv": "id;r;who\n4;01/02/2008;Rene\u0301\n5;01/02/2008;Bea\n",
}
PLACES = [0, 1, None, 1, 2]
"""Which of the different cells stands in each row."""


def read_codes(folder: Path) -> pd.DataFrame:
    """The codes of all rows, in their order."""
    (folder / "data").mkdir(exist_ok=True)
    for name, text in FILES.items():
        (folder / "data" / name).write_text(text, encoding="utf-8")
    text = rule_text({"r": ON, "who": "type: text, personal: true"}, {"n": "period_by: r, measure: {kind: count}"})
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    rules = load_rules(folder / "rules.yaml")
    coded = rules.model_copy(update={"sources": {"s": rules.sources["s"].with_coded(["who"])}})
    with contextlib.closing(SparkEngine(folder / "data", coded)) as engine:
        rows = engine.fetch(engine.read("s").rows.sort("_row"))
    assert "who" not in rows.columns
    return rows[["who__code_a", "who__code_b"]]


@pytest.mark.usefixtures("spark_session")
def test_tasks_give_equal_cells_equal_codes_and_each_run_others(tmp_path: Path) -> None:
    """Of two files, each read by a task: equal cells have equal codes, missing ones none; a second run has others."""
    rows = read_codes(tmp_path)
    assert [str(type_) for type_ in rows.dtypes] == ["Int64", "Int64"]
    for name in rows:
        assert [None if place < 0 else place for place in pd.factorize(rows[name])[0].tolist()] == PLACES
    again = read_codes(tmp_path)
    assert not {*rows.melt()["value"].dropna()} & {*again.melt()["value"].dropna()}


def test_a_reading_does_not_show_its_salt(tmp_path: Path) -> None:
    """Whoever prints what a task gets sees no salt."""
    (tmp_path / "rules.yaml").write_text(
        rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}), encoding="utf-8"
    )
    reading = Reading(tmp_path, load_rules(tmp_path / "rules.yaml"), "s", (), None, "5a17")
    assert "5a17" not in repr(reading)
