"""Frames that are handed in: what is read, and what is refused in which words."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.small_runs import AT, ON, codes, evaluate_frame, figures, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.engines.pandas.frames import cell_texts, declared_cells, holds_numbers
from gpj_kpi.errors import ExportError, UsageError
from gpj_kpi.rules import Column, Source

COLUMNS = {"r": ON, "v": "type: text"}
COUNTED = {"n": "period_by: r, measure: {kind: count}"}
COUNT = rule_text(COLUMNS, COUNTED)
MOSTLY = rule_text(COLUMNS, COUNTED, source="max_rejected: 100%")
MEAN = rule_text(
    {"r": ON, "v": "type: number"},
    {"n": "period_by: r, measure: {kind: mean, value: v, scale: [0, 10]}"},
    source="max_rejected: 100%",
)
DAY = dt.date(2008, 2, 1)
HALF = "\ud83d"


NOON = dt.datetime(2008, 7, 1, 12)
ZONED = NOON.replace(tzinfo=dt.timezone(dt.timedelta(hours=2)))
FORMS: list[tuple[Any, str]] = [
    (pd.Series([NOON, None]), "datetime64[us]"),
    (pd.Series([NOON.date(), None], dtype="object"), "datetime64[us]"),
    (pd.Series([ZONED, None]), "datetime64[us, UTC]"),
    (pl.Series([ZONED, None]), "datetime64[us, UTC]"),
    (pd.Series([True, None], dtype="object"), "boolean"),
    (pd.Series([1, 2]), "int64"),
    (pd.Series([1.5, None]), "float64"),
    (pd.Series(["x", None]), "str"),
    (pl.Series(["x", None]), "object"),
    (pl.Series([2**60 + 1, None]), "object"),
    (pd.Series([Decimal("1.5"), 2], dtype="object"), "object"),
]


def _frame(**columns: Any) -> pd.DataFrame:  # noqa: ANN401
    return pd.DataFrame({"id": ["1"], "r": [DAY], "v": ["x"], **columns})


# ---------------------------------------------------------------------------------------------------------------- read


@pytest.mark.parametrize(("cells", "form"), FORMS, ids=repr)
def test_columns_of_any_library_come_in_few_forms(cells: Any, form: str) -> None:  # noqa: ANN401
    """Moments, instants, booleans, numbers and texts have one form each, and what is missing is missing."""
    frame = cells.to_frame("x")
    source = Source(label="s", files=("s.csv",), key=("x",), columns={"x": Column(header="x", type="text")})
    declared = declared_cells("s", frame, source)
    assert declared is not None
    found = declared["x"]
    assert str(found.dtype) == form
    assert found.isna().tolist() == [bool(pd.isna(cell)) for cell in cells]


@pytest.mark.parametrize(
    "frame", [pd.DataFrame(), pl.DataFrame(), pl.LazyFrame(), pa.table({}), pd.DataFrame().set_index(pd.Index([]))]
)
def test_a_frame_without_rows_and_columns_holds_nothing(frame: Any) -> None:  # noqa: ANN401
    """It is an empty export, in which no column is missing."""
    source = Source(label="s", files=("s.csv",), key=("x",), columns={"x": Column(header="x", type="text")})
    assert declared_cells("s", frame, source) is None


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (_frame().iloc[:0], "holds headings and no row"),
        (_frame().iloc[:0].astype("object"), "holds headings and no row"),
        (pl.DataFrame(schema=["id", "r", "v"]), "holds headings and no row"),
        (pl.LazyFrame(schema={"id": pl.String, "r": pl.Date, "v": pl.Int64}), "holds headings and no row"),
        (pa.table({"id": pa.nulls(0), "r": pa.nulls(0), "v": pa.nulls(0)}), "holds headings and no row"),
        (pd.DataFrame(), "holds neither headings nor rows"),
        (pl.LazyFrame(), "holds neither headings nor rows"),
    ],
)
@pytest.mark.parametrize("group_by", [None, "v"])
def test_a_frame_without_rows_is_an_empty_export(
    frame: Any,  # noqa: ANN401
    words: str,
    group_by: str | None,
    tmp_path: Path,
) -> None:
    """Its source has no case and no as-of, nothing is judged, and a notice says so."""
    with evaluate_frame(tmp_path, COUNT, frame, group_by=group_by) as found:
        assert [(issue.code, issue.file, words in issue.message) for issue in found.issue_list] == [
            ("empty_export", "s", True)
        ]
        assert set(found.results["status"]) == {"no_data"}
        assert found.sources.iloc[0][["files", "rows", "cases"]].tolist() == [1, 0, 0]
        assert found.sources["as_of"].isna().tolist() == [True]
        assert all(len(found.verdicts(each)) == 0 for each in found.results["indicator"])


def test_cells_become_the_texts_that_a_file_would_hold() -> None:
    """No zeros stand at the end of decimals, no long integer is rounded, and what is missing stays missing."""
    cells = [1, 1.0, 1.50, Decimal("2.500"), 0.1 + 0.2, 2**60 + 1, True, "x ", None]
    texts = ["1", "1", "1.5", "2.5", "0.3", "1152921504606846977", "True", "x ", None]
    assert cell_texts(pd.Series(cells, dtype="object")).astype("object").replace({pd.NA: None}).tolist() == texts


def test_numbers_are_told_from_their_texts() -> None:
    """A column of numbers and missing cells holds numbers; one text among them, or no cell at all, says otherwise."""
    assert holds_numbers(pd.Series([1, 2]))
    assert holds_numbers(pd.Series([Decimal(1), 2.5, None], dtype="object"))
    assert not holds_numbers(pd.Series([1, "2"], dtype="object"))
    assert not holds_numbers(pd.Series([None], dtype="object"))
    assert not holds_numbers(pd.Series([True]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (4, Decimal(4)),
        (np.int64(4), Decimal(4)),
        (4.25, Decimal("4.25")),
        (0.1 + 0.2, Decimal("0.3")),  # floats are rounded to the millionths that are held
        (Decimal("4.250000000"), Decimal("4.25")),
        (Decimal("0.0000001"), None),  # refused in a file too: decimals are not rounded
        (float("inf"), None),
        ("4,25", Decimal("4.25")),
    ],
    ids=repr,
)
def test_numbers_of_any_type(value: object, expected: Decimal | None, tmp_path: Path) -> None:
    """A number is worth what it says, or its row is rejected."""
    rules = MEAN.replace("max_rejected", 'decimal: ",", max_rejected')
    evaluation = evaluate_frame(tmp_path, rules, _frame(v=pd.Series([value], dtype="object")))
    assert figures(evaluation, ["value"])[-1] == (expected,)
    assert codes(evaluation) == ([] if expected is not None else [("bad_number", 1)])


def test_moments_beyond_the_years_of_python_are_out_of_range(tmp_path: Path) -> None:
    """A placeholder in UTC that is in the year 10000 in Paris rejects its row only; what is an instant stays one."""
    moments = [dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.UTC), dt.datetime(2008, 2, 1, 23, 30, tzinfo=dt.UTC)]
    table = pa.table({"id": ["1", "2"], "r": pa.array(moments, pa.timestamp("us", "Europe/Paris"))})
    rules = rule_text({"r": AT}, {"n": "period_by: r, measure: {kind: count}"}, source="max_rejected: 100%")
    for frame in (table, pl.DataFrame(table), pl.LazyFrame(table), table.to_pandas(types_mapper=pd.ArrowDtype)):
        evaluation = evaluate_frame(tmp_path, rules, frame)
        assert codes(evaluation) == [("out_of_range", 1)]
        # 23:30 UTC on 1 February is 00:30 on 2 February in Paris.
        assert evaluation.verdicts("n")["reference_day"].tolist() == [pd.Timestamp("2008-02-02")]


@pytest.mark.parametrize("cell", ["0.0000001", "123456789.1234567"])
def test_decimals_of_relations_are_not_rounded(cell: str, tmp_path: Path) -> None:
    """A decimal of DuckDB with seven places rejects its row, as in a file, where a float would be rounded."""
    with duckdb.connect() as connection:
        relation = connection.sql(f"select '1' as id, date '2008-02-01' as r, {cell}::decimal(18, 7) as v")
        assert codes(evaluate_frame(tmp_path, MEAN, relation)) == [("bad_number", 1)]


def test_a_lazy_frame_computes_the_declared_columns_only(tmp_path: Path) -> None:
    """A column that is not declared may be one that cannot be computed."""
    frame = pl.LazyFrame({"id": ["1"], "r": [DAY], "v": ["x"], "w": ["?"]}).with_columns(pl.col("w").cast(pl.Int64))
    assert figures(evaluate_frame(tmp_path, COUNT, frame), ["value"])[-1] == (1,)


def test_a_frame_is_left_as_it_was(tmp_path: Path) -> None:
    """Index, types and cells of the frame that was handed in are the same afterwards."""
    frame = _frame(v=pd.Categorical(["x"])).set_axis([7], axis="index")
    before = frame.copy(deep=True)
    evaluate_frame(tmp_path, COUNT, frame)
    pd.testing.assert_frame_equal(frame, before)


WITHOUT_LIBRARIES = """
import sys
sys.modules |= {{"pyarrow": None}}
import duckdb, pandas as pd, polars as pl
from gpj_kpi import evaluate, load_rules
rules = load_rules({rules!r})
made = pl.DataFrame({{"id": [2**60 + 1, None], "r": ["01/02/2008"] * 2, "v": ["é", None]}})
with duckdb.connect() as connection:
    relation = connection.sql("select unnest([{number}, null])::hugeint as id, '01/02/2008' as r, 'é' as v")
    for frame in (made, made.lazy(), relation, pd.DataFrame(made.to_dict(as_series=False), dtype="object")):
        print(*evaluate(rules, {{"s": frame}}, period="2008").verdicts("n")["id"])
print(*evaluate(rules, {folder!r}, period="2008").verdicts("n")["id"])
"""


def test_only_pandas_is_needed(tmp_path: Path) -> None:
    """Without pyarrow files are read, and frames of pandas, polars and DuckDB, integers among nulls exactly."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(MOSTLY, encoding="utf-8")
    (tmp_path / "a.csv").write_text(f"id;r;v\n{2**60 + 1};01/02/2008;é\n;01/02/2008;\n", encoding="utf-8")
    script = WITHOUT_LIBRARIES.format(rules=str(rules), folder=str(tmp_path), number=2**60 + 1)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.split() == [str(2**60 + 1)] * 5, done.stderr


# ------------------------------------------------------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ({"id": ["1"]}, "s: dict is not a frame that can be read. Hand in a frame of pandas"),
        (pd.Series(["1"]), "s: Series is not a frame"),
        (pl.Series(["1"]), "s: Series is not a frame"),
        (None, "s: NoneType is not a frame"),
        (_frame().drop(columns="v"), 'column "v" (or "v") is missing. Columns there: id, r.'),
        (_frame().set_index("id"), "It is the index: hand in the frame with `reset_index()`."),
        (_frame()[["id", "r", "v", "v"]], 'column "v" (or "v") stands 2 times.'),
        (
            pa.Table.from_arrays([["1"], ["x"], ["y"]], names=["id", "v", "v"]),
            "two columns of the frame have the same name",
        ),
        (pl.DataFrame({"id": ["1"], "r": [DAY], "w": ["x"]}).lazy(), 'column "v" (or "v") is missing.'),
        (pl.DataFrame(schema=["id", "r", "w"]), 'column "v" (or "v") is missing.'),
        (pd.DataFrame(index=[0, 1]), 'column "id" (or "id") is missing. Columns there: none.'),
        (_frame(v=[1 + 2j]), 's, column "v": cells cannot be read as one kind of text: some are of type complex'),
        (_frame(v=[[1, 2]]), "some are of type list,"),
        (_frame(v=[{"a": 1}]), "some are of type dict,"),
        (_frame(v=[b"x"]), "some are of type bytes,"),
        (_frame(v=pd.Series([Decimal("sNaN")], dtype="object")), "a decimal is a signalling NaN."),
        (_frame(r=pd.Series(np.array(["300000-01-01"], "datetime64[s]"))), "Out of bounds microsecond timestamp"),
        (pa.table({"id": ["1"], "r": pa.array([2**60], pa.timestamp("s")), "v": ["x"]}), "Out of bounds microsecond"),
        (
            pa.table({"id": ["1"], "r": pa.array([2**30], pa.int32()).cast(pa.date32()), "v": ["x"]}),
            "Out of bounds micro",
        ),
        (
            pl.DataFrame({"id": ["1"], "r": pl.Series([2**30], dtype=pl.Int32).cast(pl.Date), "v": ["x"]}),
            "Out of bounds",
        ),
        (_frame(v=[dt.timedelta(1)]), "some are of type Timedelta,"),
        (_frame(v=pd.PeriodIndex(["2008-01"], freq="M")), "some are of type Period,"),
        (_frame(v=pd.Series([f"a{HALF}"], dtype="object")), "a text holds half of a character (a lone surrogate)."),
        (_frame(v=pd.array([f"a{HALF}"], dtype=pd.StringDtype("python"))), "a text holds half of a character"),
        (pl.DataFrame({"id": ["1"], "r": [DAY], "v": [[1]]}), "some are of type list,"),
        (pl.DataFrame({"id": ["1"], "r": [DAY], "v": [{"a": 1}]}).lazy(), "some are of type dict,"),
        (pl.DataFrame({"id": ["1"], "r": [DAY], "v": [b"x"]}), "some are of type bytes,"),
        (pa.table({"id": ["1"], "r": [DAY], "v": [dt.timedelta(1)]}), "some are of type timedelta,"),
    ],
)
def test_what_is_no_export_is_refused(frame: Any, words: str, tmp_path: Path) -> None:  # noqa: ANN401
    """What is not a frame, lacks a column, or holds what no cell of a file can, is refused in words."""
    with pytest.raises(ExportError) as refusal:
        evaluate_frame(tmp_path, COUNT, frame)
    assert words in str(refusal.value)


def test_all_columns_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """Two columns at fault are two faults."""
    with pytest.raises(ExportError) as refusal:
        evaluate_frame(tmp_path, COUNT, _frame(r=[b"x"], v=[b"x"]))
    assert [issue.column for issue in refusal.value.issues] == ["r", "v"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"S": _frame()}, 'frames are handed in by source: "S" is no source. Did you mean "s"?'),
        ({"s": _frame(), 3: _frame()}, "3 is no source. Expected one of: s."),
        (_frame(), "data is a DataFrame. Expected the folder of the exports, or a mapping of a frame per source"),
        (None, "data is a NoneType."),
    ],
)
def test_data_that_are_no_frames_by_source(data: Mapping[str, Any], words: str, tmp_path: Path) -> None:
    """What is neither a folder nor frames by the sources of the rule file is a wrong call."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(COUNT, encoding="utf-8")
    with pytest.raises(UsageError) as refusal:
        evaluate(load_rules(rules), data, period="2008")
    assert words in str(refusal.value)
    with pytest.raises(ExportError, match="no frame was handed in"):
        evaluate(load_rules(rules), {}, period="2008")
