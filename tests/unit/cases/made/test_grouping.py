"""Rows become one row for each group (`gpj_kpi.cases.made.grouping`), in whole runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.cases.made_tables import AT, at, both_kinds, cells, evaluated, rules_of_sources

from gpj_kpi.errors import ExportError

SOURCES = f"""  events:
    label: E
    files: events.csv
    key: id
    columns:
      id: {{header: id, type: text, required: true}}
      case: {{header: case, type: text}}
      at: {AT}
      done: {AT.replace("header: at", "header: done")}
      day: {{header: day, type: date, format: "%d/%m/%Y"}}
      kind: {{header: kind, type: text}}
      v: {{header: v, type: number}}
      phone: {{header: phone, type: text, personal: true}}
  calls:
    label: C
    cases_of: events
    by: case
    columns:
      start: {{first: at}}
"""
EXPORT = """id;case;at;done;day;kind;v;phone
1;a;05/01/2024 10:00;05/01/2024 12:00;06/01/2024;x;1.5;01
2;a;05/01/2024 10:00;05/01/2024 11:00;05/01/2024;y;-0.25;02
3;a;05/01/2024 23:30;05/01/2024 10:30;;;;01
4;a;;;07/01/2024;z;100;03
5;b;06/01/2024 08:00;;;;;
"""
COUNT = {"n": "source: calls, period_by: start, measure: {kind: count}"}


@both_kinds
@pytest.mark.parametrize(
    ("column", "of_a", "of_b"),
    [
        ("{first: kind, at: at}", "x", None),
        ("{last: kind, at: at}", "y", None),
        ("{first: kind, at: done}", "y", None),
        ("{last: kind, at: done}", "x", None),
        ("{first: kind, at: day}", "y", None),
        ("{last: kind, at: day}", "z", None),
        ("{last: at, at: done}", at("05/01 10:00"), None),
        ("{first: v, at: at, where: {kind: y}}", -250_000, None),
        ("{min: v, at: at}", -250_000, None),
        ("{max: v, at: at}", 1_500_000, None),
        ("{sum: v, at: at}", 1_250_000, None),
        ("{sum: v, at: day}", 101_250_000, None),
        ("{min: done}", at("05/01 10:30"), None),
        ("{max: day}", at("07/01 00:00"), None),
        ("{count: rows, at: at}", 3, 1),
        ("{count: rows, at: day}", 3, 0),
        ("{count: rows, at: at, where: {kind: w}}", 0, 0),
        ("{count: {different: phone}, at: at}", 2, 0),
        ("{count: {different: phone}, at: day}", 3, 0),
        ("{count: {different: kind}, at: at}", 2, 0),
        ("{any: rows, at: done}", True, False),
        ("{any: {kind: z}, at: at}", False, False),
        ("{all: {kind: [x, y]}, at: day}", False, None),
        ("{all: {kind: [x, y]}, at: at, where: {kind: [x, y]}}", True, None),
        ("{all: {kind: x}, at: done, where: {kind: x}}", True, None),
    ],
)
def test_each_aggregate_of_a_small_table(tmp_path: Path, kind: str, column: str, of_a: object, of_b: object) -> None:
    """Worked by hand: a row without its moment or cell is passed over; of one moment, the place in the export says."""
    rules = rules_of_sources(tmp_path, f"{SOURCES}      made: {column}\n", COUNT)
    with evaluated(tmp_path, rules, {"events": EXPORT}, kind) as evaluation:
        assert cells(evaluation, "calls", "case", "made") == [("a", of_a), ("b", of_b)]


@both_kinds
def test_columns_of_one_group_have_each_their_order(tmp_path: Path, kind: str) -> None:
    """Made together, each is what it is alone; beside a date stands its local day."""
    columns = {
        "k1": "{first: kind, at: at}",
        "k2": "{first: kind, at: done}",
        "k3": "{last: kind, at: day}",
        "late": "{last: at}",
        "s": "{sum: v, at: at}",
        "p": "{count: {different: phone}, at: at}",
    }
    declared = "".join(f"      {id_}: {column}\n" for id_, column in columns.items())
    rules = rules_of_sources(tmp_path, SOURCES + declared, COUNT)
    with evaluated(tmp_path, rules, {"events": EXPORT}, kind) as evaluation:
        assert cells(evaluation, "calls", *columns, "late__day") == [
            ("x", "y", "z", at("05/01 23:30"), 1_250_000, 2, 19_727),
            (None, None, None, at("06/01 08:00"), None, 0, 19_728),
        ]


@both_kinds
def test_a_sum_beyond_64_bits_is_refused(tmp_path: Path, kind: str) -> None:
    """9,500 amounts of 999,999,999 are 9.5 million million, in millionths more than 64 bits hold; 9,000 are not."""
    rules = rules_of_sources(tmp_path, f"{SOURCES}      made: {{sum: v, at: at}}\n", COUNT)
    head, row = EXPORT.splitlines()[0], "a;05/01/2024 10:00;;;;999999999;"
    for number, folder in ((9_000, tmp_path / "few"), (9_500, tmp_path / "many")):
        folder.mkdir()
        export = "\n".join([head, *(f"{place};{row}" for place in range(number))]) + "\n"
        if number == 9_000:
            with evaluated(folder, rules, {"events": export}, kind) as evaluation:
                assert cells(evaluation, "calls", "made") == [(9_000 * 999_999_999 * 1_000_000,)]
        else:
            with pytest.raises(ExportError, match=r"calls\.made: the sum of one case is beyond"):
                evaluated(folder, rules, {"events": export}, kind)
