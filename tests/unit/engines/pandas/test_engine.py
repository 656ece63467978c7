"""Frames that are handed in: how their cells are typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.small_runs import AT, ON, codes, evaluate_frame, figures, rule_text

from gpj_kpi import load_rules
from gpj_kpi.engines.interface import SetAside
from gpj_kpi.engines.pandas.engine import PandasEngine

ALL_ALLOWED = "max_rejected: 100%"
DELAY = rule_text(
    {"r": AT, "b": AT, "v": "type: text"},
    {"d": "measure: {kind: delay, from: r, to: b, limit: 10 jours ouvrés}"},
    source=ALL_ALLOWED,
)
COUNTED = rule_text({"r": f"{ON}, required: true", "t": "type: text"}, {"n": "period_by: r, measure: {kind: count}"})


def read(frame: pd.DataFrame, folder: Path) -> tuple[PandasEngine, str]:
    """Open an engine on a frame for the source `s`, whose headers may come again."""
    rules = rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source="repeated_headers: true")
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    engine = PandasEngine({"s": frame}, load_rules(folder / "rules.yaml"))
    return engine, engine.read("s").files[0].sha256


def test_the_sha256_of_a_frame_is_that_of_its_cells(tmp_path: Path) -> None:
    """The same texts give the same, whatever the index, the order of columns or columns beside them; others do not."""
    frame = pd.DataFrame({"id": ["1", "2"], "r": ["01/02/2008", "02/02/2008"]})
    _, sha256 = read(frame, tmp_path)
    same = frame.assign(more="x").set_index(pd.Index([7, 8]))[["r", "more", "id"]]
    assert read(same, tmp_path)[1] == sha256
    assert read(frame.assign(id=["1", "3"]), tmp_path)[1] != sha256
    assert read(frame.iloc[::-1], tmp_path)[1] != sha256


def test_rows_that_repeat_the_header_are_set_aside(tmp_path: Path) -> None:
    """The second and fourth row hold the headings: two rows are left, with the numbers they had."""
    frame = pd.DataFrame({"id": ["1", "id", "2", " id "], "r": ["01/02/2008", "r", "02/02/2008", "r"]})
    engine, _ = read(frame, tmp_path)
    export = engine.read("s")
    assert engine.fetch(export.rows)["_row"].tolist() == [1, 3]
    assert export.set_aside == (SetAside("s", 2, "repeated_headers", 2),)
    assert engine.positions("s", [1, 3]) == [("s", 1), ("s", 3)]


def test_cells_with_a_time_zone_are_instants(tmp_path: Path) -> None:
    """Timestamps that know their offset keep their instant, in a column whose format has none."""
    moments = pd.to_datetime(["2008-02-01 23:30"]).tz_localize("UTC")
    frame = pd.DataFrame({"id": ["1"], "r": moments, "b": moments + pd.Timedelta(hours=1), "v": ["x"]})
    verdicts = evaluate_frame(tmp_path, DELAY, frame).verdicts("d")
    # 23:30 UTC on 1 February is 00:30 on 2 February in Paris.
    assert verdicts["reference_day"].tolist() == [pd.Timestamp("2008-02-02")]
    assert verdicts[["verdict", "value"]].to_numpy().tolist() == [["met", 3600]]


def test_times_without_a_zone_are_local_whatever_the_format(tmp_path: Path) -> None:
    """`%z` is for texts: 23:30 on 30 June is that in Paris, whichever library holds it, and beside a missing cell."""
    declared = 'type: datetime, format: "%Y-%m-%dT%H:%M%z"'
    rules = rule_text({"r": declared}, {"n": "period_by: r, measure: {kind: count}"}, source=ALL_ALLOWED)
    moments = [dt.datetime(2008, 6, 30, 23, 30), None]
    columns = [
        pd.Series(moments),
        pd.Series(moments, dtype="object"),
        pd.Series(moments, dtype=pd.ArrowDtype(pa.timestamp("ms"))),
        pl.Series(moments),
    ]
    for column in columns:
        make = pl.DataFrame if isinstance(column, pl.Series) else pd.DataFrame
        found = evaluate_frame(tmp_path, rules, make({"id": ["1", "2"], "r": column})).verdicts("n")
        assert found["reference_day"].tolist()[0] == pd.Timestamp("2008-06-30")
        assert pd.isna(found["reference_day"].tolist()[1])
    texts = pd.DataFrame({"id": ["1"], "r": ["2008-06-30T23:30+00:00"]})
    assert evaluate_frame(tmp_path, rules, texts).verdicts("n")["reference_day"].tolist() == [
        pd.Timestamp("2008-07-01")
    ]


def test_frames_of_times_with_several_offsets(tmp_path: Path) -> None:
    """Summer and winter times as a database driver gives them, each with its own offset, are instants like others."""
    summer, winter = (dt.timezone(dt.timedelta(hours=hours)) for hours in (2, 1))
    frame = pd.DataFrame(
        {
            "id": ["1", "2"],
            "a": [dt.datetime(2008, 7, 1, 10, tzinfo=summer), dt.datetime(2008, 12, 1, 10, tzinfo=winter)],
            "b": [dt.datetime(2008, 7, 1, 12, tzinfo=summer), dt.datetime(2008, 12, 1, 11, tzinfo=winter)],
        },
        dtype="object",
    )
    rules = rule_text({"a": AT, "b": AT}, {"i": "measure: {kind: delay, from: a, to: b, limit: 1 heure}"})
    found = evaluate_frame(tmp_path, rules, frame).verdicts("i")
    assert found["verdict"].tolist() == ["missed", "met"]
    assert found["started_at"].dt.strftime("%d/%m %H:%M").tolist() == ["01/07 10:00", "01/12 10:00"]


def test_dates_with_a_time_zone_are_local_days(tmp_path: Path) -> None:
    """Midnight of 1 February in Paris is 1 February, though it is 31 January in UTC."""
    frame = pd.DataFrame({"id": ["1"], "r": pd.to_datetime(["2008-02-01"]).tz_localize("Europe/Paris"), "t": ["x"]})
    found = evaluate_frame(tmp_path, COUNTED, frame, period="2008-02")
    assert found.result_list[-1].value == 1


def test_true_and_false_beside_missing_cells_are_booleans(tmp_path: Path) -> None:
    """A column of True, False and None, which pandas holds as objects, is as good as one of booleans."""
    rules = rule_text(
        {"r": ON, "x": "type: boolean, true_values: [oui], false_values: [non]"},
        {"s": "period_by: r, measure: {kind: share, of: {x: true}}"},
        source=ALL_ALLOWED,
    )
    frame = pd.DataFrame(
        {"id": ["1", "2", "3"], "r": ["01/02/2008"] * 3, "x": pd.Series([True, False, None], dtype="object")}
    )
    fields = ["numerator", "denominator", "excluded"]
    assert figures(evaluate_frame(tmp_path, rules, frame), fields) == [(1, 2, 1)]


def test_numbers_of_a_frame_are_read_as_they_are(tmp_path: Path) -> None:
    """One bad cell rejects one row; a float that is whole is an integer, whatever the decimal mark of the rule file."""
    rules = rule_text(
        {"r": f"{ON}, required: true", "i": "type: integer"},
        {"m": "period_by: r, measure: {kind: mean, value: i}"},
        source='decimal: ",", max_rejected: 50%',
    )
    frame = pd.DataFrame({"id": ["1", "2", "3"], "r": ["01/02/2008"] * 3, "i": [1.0, 4.5, 3.0]})
    found = evaluate_frame(tmp_path, rules, frame)
    assert [(issue.line, issue.code) for issue in found.issue_list] == [(2, "bad_integer")]
    assert found.result_list[-1].value == 2


def _objects(*cells: object) -> pd.Series:
    return pd.Series(cells, dtype="object")


def _arrow(cells: Sequence[object], kind: pa.DataType) -> pd.Series:
    made: Any = pa.array(cells, kind, from_pandas=False)
    return pd.Series(pd.arrays.ArrowExtensionArray(made))


_INTEGER = "type: integer"
_NUMBER = "type: number"
_BOOLEAN = "type: boolean, true_values: [oui, '1'], false_values: [non, '0']"
_TEXT = "type: text"
_MEANS: list[tuple[str, str, pd.Series, tuple[object, int], list[tuple[str, int]]]] = [
    # what it is; declaration; cells; sum and number of those that are there; rows at fault
    ("a half in whole numbers", _INTEGER, pd.Series([1.0, 2.5, np.nan, 3.0]), (4, 2), [("bad_integer", 2)]),
    ("endless numbers", _NUMBER, pd.Series([1.0, np.inf, -np.inf]), (1, 1), [("bad_number", 2), ("bad_number", 3)]),
    ("2**53 + 1", _INTEGER, pd.Series([2**53 + 1]), (0, 0), [("bad_integer", 1)]),
    ("fifteen digits", _INTEGER, _objects(10**15 - 1, 1), (10**15, 2), []),
    ("sixteen digits as floats", _INTEGER, pd.Series([1e15, 1.0]), (1, 1), [("bad_integer", 1)]),
    ("the largest of 64 bits", _INTEGER, pd.Series([2**64 - 1], dtype="uint64"), (0, 0), [("bad_integer", 1)]),
    ("nullable integers", _INTEGER, pd.Series([1, None, 3], dtype="Int64"), (4, 2), []),
    ("NaN and NA in one column", _NUMBER, _arrow([1.5, None, np.nan], pa.float64()), (Fraction(3, 2), 1), []),
    ("all that is missing", _NUMBER, _objects(1, None, np.nan, pd.NA, pd.NaT, 3), (4, 2), []),
    ("small floats", _NUMBER, pd.Series([0.1, 0.2], dtype="float32"), (Fraction(3, 10), 2), []),
    ("decimals", _NUMBER, _objects(Decimal("1.10"), Decimal("NaN"), Decimal("1E+2")), (Fraction(1011, 10), 2), []),
    ("decimals of Arrow", _NUMBER, _arrow([Decimal("1.10"), None], pa.decimal128(9, 2)), (Fraction(11, 10), 1), []),
    ("fractions", _NUMBER, _objects(Fraction(1, 4), Fraction(1, 3)), (Fraction(1, 4), 1), [("bad_number", 2)]),
    ("zeros of both signs", _NUMBER, pd.Series([-0.0, 0.0]), (0, 2), []),
    ("truth among numbers", _INTEGER, _objects(True, 3), (3, 1), [("bad_integer", 1)]),  # noqa: FBT003 - cells
    ("categories of numbers", _INTEGER, pd.Series(pd.Categorical([1, 2, None])), (3, 2), []),
    ("sparse numbers", _NUMBER, pd.Series(pd.arrays.SparseArray([1.5, np.nan, 3])), (Fraction(9, 2), 2), []),
]


@pytest.mark.parametrize(
    ("declared", "cells", "expected", "faults"), [m[1:] for m in _MEANS], ids=[m[0] for m in _MEANS]
)
def test_numbers_that_no_file_holds(
    declared: str, cells: pd.Series, expected: tuple[object, int], faults: list[tuple[str, int]], tmp_path: Path
) -> None:
    """Each is worth exactly what it says, is missing, or rejects its row."""
    indicator = {"m": "period_by: r, measure: {kind: mean, value: x}"}
    rules = rule_text({"r": ON, "x": declared}, indicator, source=ALL_ALLOWED)
    found = evaluate_frame(tmp_path, rules, _dated(x=cells))
    assert figures(found, ["numerator", "denominator"]) == [expected]
    assert codes(found) == faults


_SHARES: list[tuple[str, str, pd.Series, tuple[int, int, int], list[tuple[str, int]]]] = [
    # what it is; declaration; cells; cells that are true, or "a", those that are there, missing ones; rows at fault
    ("truth as objects", _BOOLEAN, _objects(True, None, np.bool_(False), pd.NA), (1, 2, 2), []),  # noqa: FBT003 - cells
    ("truth among texts", _BOOLEAN, _objects(True, "oui", "non", False, "x"), (2, 4, 0), [("bad_boolean", 5)]),  # noqa: FBT003 - cells
    ("nullable truth", _BOOLEAN, pd.Series([True, None, False], dtype="boolean"), (1, 2, 1), []),
    ("truth of Arrow", _BOOLEAN, _arrow([True, None, False], pa.bool_()), (1, 2, 1), []),
    ("categories of truth", _BOOLEAN, pd.Series(pd.Categorical([True, False, None])), (1, 2, 1), []),
    ("numbers that stand for truth", _BOOLEAN, pd.Series([1.0, 0.0, np.nan]), (1, 2, 1), []),
    ("categories that no row has", _TEXT, pd.Series(pd.Categorical(["a", None, "b"], ["b", "a", "z"])), (1, 2, 1), []),
    ("texts of numpy", _TEXT, _objects(np.str_("a"), "b"), (1, 2, 0), []),
    ("NUL in a text", _TEXT, _objects("a\0", "a", "\0"), (1, 1, 0), [("nul_character", 1), ("nul_character", 3)]),
]


@pytest.mark.parametrize(
    ("declared", "cells", "expected", "faults"), [m[1:] for m in _SHARES], ids=[m[0] for m in _SHARES]
)
def test_truth_and_texts_that_no_file_holds(
    declared: str, cells: pd.Series, expected: tuple[int, int, int], faults: list[tuple[str, int]], tmp_path: Path
) -> None:
    """Booleans are what they are also among texts; what is missing is excluded."""
    value = "a" if declared == _TEXT else "true"
    indicator = {"m": f"period_by: r, measure: {{kind: share, of: {{x: {value}}}}}"}
    rules = rule_text({"r": ON, "x": declared}, indicator, source=ALL_ALLOWED)
    found = evaluate_frame(tmp_path, rules, _dated(x=cells))
    assert figures(found, ["numerator", "denominator", "excluded"]) == [expected]
    assert codes(found) == faults


def _dated(**columns: pd.Series) -> pd.DataFrame:
    """Give some columns beside a key and one day."""
    rows = len(next(iter(columns.values())))
    return pd.DataFrame({"id": [str(row) for row in range(rows)], "r": dt.date(2008, 2, 1), **columns})


_AT = dt.datetime(2008, 2, 1, 10)
_LATE = dt.datetime(2008, 6, 30, 23, 30, tzinfo=dt.UTC)
_NS = 1_000_000_000
_DAYS: list[tuple[str, str, Any, list[str | None], list[int]]] = [
    # what it is; declaration; cells; the local days, None where missing; rows out of range
    ("dates among times", AT, _objects(_AT.date(), _AT, pd.NaT, None), ["2008-02-01", "2008-02-01", None, None], []),
    ("times among dates", ON, _objects(_AT, _AT.date()), ["2008-02-01", "2008-02-01"], []),
    ("instants as objects", AT, _objects(_LATE, None), ["2008-07-01", None], []),
    ("instants in categories", AT, pd.Series(pd.Categorical([pd.Timestamp(_LATE)])), ["2008-07-01"], []),
    ("instants of a far zone", AT, _arrow([_LATE], pa.timestamp("ns", "America/New_York")), ["2008-07-01"], []),
    # The last nanosecond of a day is still that day, before 1970 too.
    ("nanoseconds", AT, _arrow([-1, 1201910399 * _NS + 999_999_999], pa.int64()).astype("datetime64[ns]"),
     ["1969-12-31", "2008-02-01"], []),
    ("nanoseconds of polars", AT, pl.Series([-1, 1201910399 * _NS + 999_999_999]).cast(pl.Datetime("ns")),
     ["1969-12-31", "2008-02-01"], []),
    ("far off", AT, _objects(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31), _AT), ["2008-02-01"], [1, 2]),
    ("farther off", AT, pd.Series(np.array(["-5000-01-01", "50000-01-01"], "datetime64[s]")), [], [1, 2]),
    ("far instants", AT, _objects(dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC), _LATE), ["2008-07-01"], [1]),
    ("far instants as days", ON,
     pd.Series(np.array(["2008-06-30T23:30", "200000-01-01"], "datetime64[s]")).dt.tz_localize("UTC"),
     ["2008-07-01"], [2]),
    ("days of Arrow", ON, _arrow([_AT.date(), None], pa.date32()), ["2008-02-01", None], []),
    ("milliseconds as days of Arrow", ON, _arrow([_AT.date(), None], pa.date64()), ["2008-02-01", None], []),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "cells", "days", "outside"), [d[1:] for d in _DAYS], ids=[d[0] for d in _DAYS])
def test_moments_that_no_file_holds(
    declared: str,
    cells: Any,  # noqa: ANN401 - of any library
    days: list[str | None],
    outside: list[int],
    tmp_path: Path,
) -> None:
    """Each has its local day in Paris, is missing, or is out of range."""
    make = pl.DataFrame if isinstance(cells, pl.Series) else pd.DataFrame
    rules = rule_text({"r": declared}, {"n": "period_by: r, measure: {kind: count}"}, source=ALL_ALLOWED)
    found = evaluate_frame(tmp_path, rules, make({"id": [str(row) for row in range(len(cells))], "r": cells}))
    shown = [None if pd.isna(day) else str(day.date()) for day in found.verdicts("n")["reference_day"]]
    assert shown == days
    assert [line for code, line in codes(found) if code == "out_of_range"] == outside


def test_frames_with_an_odd_index_and_odd_headings(tmp_path: Path) -> None:
    """Rows are told by their position, and columns that are not declared may have any heading, twice too."""
    frame = pd.DataFrame([["1", _AT, 1, 2, 3, 4], ["2", _AT, 1, 2, 3, 4]], columns=["id", "r", 5, None, "x", "x"])
    rules = rule_text({"r": AT}, {"n": "period_by: r, measure: {kind: count}"})
    for index in (pd.Index([3, 3]), pd.MultiIndex.from_tuples([(1, 2), (1, 2)])):
        assert evaluate_frame(tmp_path, rules, frame.set_axis(index)).result_list[-1].value == 2
