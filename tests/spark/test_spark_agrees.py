"""Spark and DuckDB, each on the same files, find the same."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.property.tries import tried
from tests.small_runs import AT, ON, rule_text

from gpj_kpi import Evaluation, RuleFile, evaluate, load_rules
from gpj_kpi.errors import ExportError

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("spark_session")


def _assert_same(by_spark: Evaluation, by_duckdb: Evaluation) -> None:
    assert by_spark.result_list == by_duckdb.result_list
    assert by_spark.issue_list == by_duckdb.issue_list
    assert by_spark.conservation == by_duckdb.conservation
    assert_frame_equal(by_spark.sources, by_duckdb.sources)
    for name, cases in by_duckdb.cases.items():
        assert by_spark.cases[name].files == cases.files


def test_the_sample() -> None:
    """Results, issues, sources, the way of every case and the sha256 of every file are the same."""
    rules = load_rules(ROOT / "commitments.yaml")
    by_spark = evaluate(rules, ROOT / "sample_data", period="2008", engine="spark")
    _assert_same(by_spark, evaluate(rules, ROOT / "sample_data", period="2008"))
    by_spark.close()


def test_pauses_and_opening_hours() -> None:
    """Those are the same where pauses stop the clock, and the verdicts of every case too."""
    rules, data = load_rules(ROOT / "examples/helpdesk.yaml"), ROOT / "examples/helpdesk"
    indicators = ["p2_resolution", "p2_resolution_days"]
    by_spark = evaluate(rules, data, period="2024", by="year", indicators=indicators, engine="spark")
    by_duckdb = evaluate(rules, data, period="2024", by="year", indicators=indicators)
    _assert_same(by_spark, by_duckdb)
    for indicator in indicators:
        assert_frame_equal(by_spark.verdicts(indicator), by_duckdb.verdicts(indicator))
    by_spark.close()


# ------------------------------------------------------------------------------------------------------ made-up exports

CELLS = {
    "id": ["1", "2", "3", "4", "5", "6", "7", " 8 ", "", "é"],
    "r": ["03/03/2008 09:00", "20/03/2008 17:59", "30/03/2008 02:30", "26/10/2008 02:30", "7/4/2008 08:00", "", "?"],
    "e": ["04/03/2008 10:00", "25/03/2008 12:00", "28/10/2008 09:30", "01/12/2008 00:00", "", "31/11/2008 10:00"],
    "d": ["10/04/2008", "29/02/2008", "30/02/2008", "", "01/01/1900"],
    "v": ["1", "4,5", "5", "0,000001", "12 345,6", "", "1.5", "6"],
    "n": ["0", "-3", "15", "", "999999999999999"],
    "b": ["oui", "non", "", "Oui"],
    "t": ["x", "y", "", '"a;b"', '"deux\nlignes"', "é", '"non fermé', "n/a"],
}
DECLARED = {
    "r": AT + ", required: true",
    "e": AT,
    "d": ON,
    "v": "type: number",
    "n": "type: integer",
    "b": "type: boolean, true_values: [oui], false_values: [non]",
    "t": "type: text",
}
INDICATORS = {
    "delay": "measure: {kind: delay, from: r, to: e, limit: 2 jours ouvrés}",
    "due": "measure: {kind: delay, from: r, to: e, limit: {column: d}}",
    "took": "measure: {kind: duration, from: r, to: e, statistic: median}",
    "share": "period_by: r, measure: {kind: share, of: {any: [{v: '>= 4.5'}, {b: true}]}}",
    "mean": "period_by: r, measure: {kind: mean, value: v, scale: [1, 5], weight: n}",
    "count": "period_by: r, where: {not: {t: x}}, measure: {kind: count}",
}


@st.composite
def _exports(draw: st.DrawFn) -> tuple[str, list[str], str | None, bool]:
    """Draw what the source declares, up to three files, a column to group by, and whether as-of is asked for."""
    source = [
        'decimal: ",", thousands: " ", null_values: ["", n/a], max_rejected: 100%, encoding: cp1252',
        f"on_duplicate: {draw(st.sampled_from(['first', 'last', 'reject']))}",
        draw(st.sampled_from(["order_by: v", "repeated_headers: true", "footer: Total"])),
    ]
    if "reject" in source[1]:
        source[2] = source[2].replace("order_by: v", "footer: Total")
    header = ";".join(CELLS)
    odd = [header, "", "1;2", "Total;3", "a" + ";" * 9]
    records = st.tuples(*(st.sampled_from(cells) for cells in CELLS.values())).map(";".join)
    lines = st.one_of(*[records] * 4, st.sampled_from(odd))
    files = draw(st.lists(st.lists(lines, min_size=1, max_size=12), min_size=1, max_size=3))
    sound = "9;05/05/2008 09:00;06/05/2008 09:00;;3;;oui;z"
    texts = ["\r\n".join([header, sound, *file]) + "\r\n" for file in files]
    return ", ".join(source), texts, draw(st.sampled_from([None, "t", "b"])), draw(st.booleans())


def _written(folder: Path, source: str, files: list[str]) -> tuple[RuleFile, Path]:
    data = folder / "data"
    data.mkdir()
    for number, text in enumerate(files):
        (data / f"[{number}].csv").write_bytes(text.encode("cp1252"))
    rules = folder / "rules.yaml"
    rules.write_text(rule_text(DECLARED, INDICATORS, source=source), encoding="utf-8")
    return load_rules(rules), data


@tried(4)
@given(_exports())
def test_exports_made_up(drawn: tuple[str, list[str], str | None, bool]) -> None:
    """The same holds of cells at fault, broken records, repeated keys, lines that are none, and doubtful times."""
    source, files, group_by, is_as_of = drawn
    as_of = dt.date(2008, 3, 26) if is_as_of else None
    with tempfile.TemporaryDirectory() as name:
        rules, data = _written(Path(name), source, files)
        by_spark = evaluate(rules, data, period="2008", by="year", group_by=group_by, as_of=as_of, engine="spark")
        by_duckdb = evaluate(rules, data, period="2008", by="year", group_by=group_by, as_of=as_of)
        _assert_same(by_spark, by_duckdb)
        by_spark.close()


@pytest.mark.parametrize("group_by", [None, "t"])
def test_exports_without_rows(tmp_path: Path, group_by: str | None) -> None:
    """The same is said of headings alone and of nothing, where no file of the source has a row."""
    rules, data = _written(tmp_path, "encoding: cp1252", [";".join(CELLS) + "\r\n", "", "\r\n"])
    by_spark = evaluate(rules, data, period="2008", by="year", group_by=group_by, engine="spark")
    by_duckdb = evaluate(rules, data, period="2008", by="year", group_by=group_by)
    assert [issue.code for issue in by_spark.issue_list] == ["empty_export"] * 3
    _assert_same(by_spark, by_duckdb)
    by_spark.close()


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(["id;r;e\r\n1;2;3\r\n", "id\r\n"], id="headers"),
        pytest.param([], id="no file"),
    ],
)
def test_exports_that_are_refused(tmp_path: Path, files: list[str]) -> None:
    """What is refused is refused with the same words."""
    rules, data = _written(tmp_path, "encoding: cp1252", files)
    with pytest.raises(ExportError) as by_duckdb:
        evaluate(rules, data, period="2008")
    with pytest.raises(ExportError) as by_spark:
        evaluate(rules, data, period="2008", engine="spark")
    assert by_spark.value.issues == by_duckdb.value.issues
