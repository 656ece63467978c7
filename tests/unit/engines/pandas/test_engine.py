"""Frames that are handed in: how their cells are typed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
from tests.small_runs import AT, ON, evaluate_frame, figures, rule_text

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
