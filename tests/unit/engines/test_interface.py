"""What leaves an engine: the same names, types and values from a file and from a frame."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, Read, both_engines, figures, frame_of, rule_text

from gpj_kpi import RuleFile, load_rules
from gpj_kpi.engines import engine_for
from gpj_kpi.engines.interface import held_ends, units_of
from gpj_kpi.rules import Column, ColumnType

COLUMNS = {
    "word": "type: text",
    "whole": "type: integer",
    "amount": "type: number",
    "share": "type: number, percent: true",
    "day": ON,
    "at": 'type: datetime, format: "%d/%m/%Y %H:%M:%S"',
    "sent": 'type: datetime, format: "%Y-%m-%dT%H:%M%z"',
    "done": "type: boolean, true_values: [oui], false_values: [non]",
    "who": "type: text, personal: true",
}
EXPORT = (
    "id;word;whole;amount;share;day;at;sent;done;who\n"
    "1;é ;-3;4,25;97,5 %;02/01/1970;01/01/1970 00:00:01;1970-01-02T01:00+01:00;oui;Dupond\n"
    "2;;;;;;;;;\n"
    "3;x;1,5;4,25;97,5 %;31/02/1970;01/01/1970 00:00:01;1970-01-02T01:00+01:00;?;Durand\n"
)
DAY = 86_400_000_000
FIRST_ROW = {
    "word": "é",
    "whole": -3,
    "amount": 4_250_000,
    "share": 975_000,
    "day": 1,
    "at": 1_000_000,
    "at__day": 0,
    "sent": DAY,
    "sent__day": None,  # the cell shows no wall clock of ours
    "done": True,
}
"""The cells of the first row as they are held: days and microseconds from 1970-01-01, millionths."""


def read_rules(folder: Path) -> RuleFile:
    """Rules of one source that has a column of each type."""
    rules = rule_text(COLUMNS, {"n": "period_by: day, measure: {kind: count}"}, source='decimal: ","')
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    return load_rules(folder / "rules.yaml")


@pytest.mark.parametrize("kind", ["file", "frame"])
def test_rows_are_typed_as_the_table_of_types_says(kind: str, tmp_path: Path) -> None:
    """Each type is held as its row of the table says, personal columns are left out, and faults are named in order."""
    rules = read_rules(tmp_path)
    (tmp_path / "a.csv").write_text(EXPORT, encoding="utf-8")
    data = tmp_path if kind == "file" else {"s": frame_of(EXPORT)}
    with contextlib.closing(engine_for(data, rules)) as engine:
        export = engine.read("s")
        rows = engine.fetch(export.rows.sort("_row"))
        assert export.instants == {"sent"}
        assert export.n_rows == 3
        assert [line for _, line in engine.positions("s", [1, 2, 3])] == ([2, 3, 4] if kind == "file" else [1, 2, 3])
    assert rows["_row"].tolist() == [1, 2, 3]
    assert list(rows.columns.drop(["_row", "_fault", "_fault_text"])) == ["id", *FIRST_ROW]
    assert rows.loc[0, list(FIRST_ROW)].astype("object").replace({pd.NA: None}).to_dict() == FIRST_ROW
    assert rows.loc[1, list(FIRST_ROW)].isna().all()
    for name, column in rules.sources["s"].columns.items():
        assert column.personal or rows[name].dtype == column.traits.held
    assert rows["_fault"].fillna("").tolist() == ["", "", "whole:bad_integer\x1fday:bad_date\x1fdone:bad_boolean"]
    assert rows["_fault_text"].fillna("").tolist() == ["", "", "1,5\x1f31/02/1970\x1f?"]


@pytest.mark.parametrize("kind", ["file", "frame"])
def test_rows_that_are_dropped_are_gone(kind: str, tmp_path: Path) -> None:
    """Of three rows the second is left out by its `_row`."""
    rules = read_rules(tmp_path)
    (tmp_path / "a.csv").write_text(EXPORT, encoding="utf-8")
    data = tmp_path if kind == "file" else {"s": frame_of(EXPORT)}
    with contextlib.closing(engine_for(data, rules)) as engine:
        rows = engine.read("s").rows
        dropped = engine.keep(engine.table(pd.DataFrame({"_row": pd.array([2], dtype="Int64")})))
        assert sorted(engine.fetch(engine.without("s", rows, dropped))["_row"]) == [1, 3]


@both_engines
@pytest.mark.parametrize("id_", ["order", "group", "end", "case", "select", "desc", "rowid", "c0", "value", "verdict"])
def test_a_column_may_have_any_id(read: Read, id_: str, tmp_path: Path) -> None:
    """No id that the rule file allows is a word that an engine keeps for itself."""
    rules = rule_text(
        {"r": ON, id_: "type: text"}, {"n": f"period_by: r, where: {{{id_}: x}}, measure: {{kind: count}}"}
    )
    evaluation = read(tmp_path, rules, f"id;r;{id_}\n1;01/02/2008;x\n2;01/02/2008;y\n")
    assert figures(evaluation, ["value"]) == [(1,)]


@pytest.mark.parametrize(
    ("type_", "scale", "expected"),
    [
        ("integer", (1, 5), (1, 5)),
        ("integer", (Decimal("1.5"), Decimal("5.5")), (2, 5)),  # whole numbers between the ends
        ("number", (Decimal("-0.3333333"), Decimal("0.3333333")), (-333_333, 333_333)),  # and whole millionths
    ],
)
def test_ends_of_a_scale_are_held_as_its_cells(
    type_: ColumnType, scale: tuple[int | Decimal, int | Decimal], expected: tuple[int, int]
) -> None:
    """Both ends are moved inwards to what a cell can hold."""
    assert held_ends(Column(header="x", type=type_, scale=scale)) == expected


def test_numbers_are_held_in_millionths_and_whole_numbers_as_they_are(tmp_path: Path) -> None:
    """So many held units make 1."""
    source = read_rules(tmp_path).sources["s"]
    assert (units_of("amount", source), units_of("share", source), units_of("whole", source)) == (10**6, 10**6, 1)
