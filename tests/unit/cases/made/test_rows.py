"""The rows of which columns elsewhere are made, as far as they are known (`gpj_kpi.cases.made.rows`)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.unit.cases.made_tables import AT, at, both_kinds, cells, evaluated, rules_of_sources

SOURCES = f"""  events:
    label: E
    files: events.csv
    key: id
    columns:
      id: {{header: id, type: text, required: true}}
      case: {{header: case, type: text}}
      at: {AT}
      kind: {{header: kind, type: text, known_at: told}}
      told: {{header: told, type: date, format: "%d/%m/%Y"}}
      plan: {{header: plan, type: date, format: "%d/%m/%Y", planned: true}}
  calls:
    label: C
    cases_of: events
    by: case
    columns:
      start: {{first: at}}
      end: {{last: at}}
      rows: {{count: rows, at: at}}
      kind: {{last: kind, at: at}}
      plan: {{max: plan, at: at}}
"""
EXPORT = """id;case;at;kind;told;plan
1;a;05/01/2024 10:00;x;05/01/2024;01/03/2024
2;a;06/01/2024 10:00;y;09/01/2024;01/04/2024
3;a;08/01/2024 10:00;z;08/01/2024;
"""
COUNT = {"n": "source: calls, period_by: start, measure: {kind: count}"}


@both_kinds
@pytest.mark.parametrize(
    ("as_of", "end", "rows", "last"),
    [
        (None, "08/01 10:00", 3, "z"),
        (dt.date(2024, 1, 7), "06/01 10:00", 2, "x"),
        (dt.datetime(2024, 1, 6, 10), "06/01 10:00", 2, "x"),
        (dt.datetime(2024, 1, 6, 9, 59), "05/01 10:00", 1, "x"),
    ],
)
def test_as_of_holds_for_each_row(
    tmp_path: Path, kind: str, as_of: dt.date | None, end: str, rows: int, last: str
) -> None:
    """An event after as-of is not there, nor a cell that became known after it; a plan of a row that is there is."""
    rules = rules_of_sources(tmp_path, SOURCES, COUNT)
    with evaluated(tmp_path, rules, {"events": EXPORT}, kind, as_of=as_of) as evaluation:
        day = at("01/03 00:00") if rows == 1 else at("31/03 23:00")  # 1 April has summer time
        assert cells(evaluation, "calls", "end", "rows", "kind", "plan") == [(at(end), rows, last, day)]


@both_kinds
def test_what_is_written_later_is_not_there(tmp_path: Path, kind: str) -> None:
    """With `order_by: at`, no cell of a row written later is looked at, plans neither."""
    sources = SOURCES.replace("    key: id\n", "    key: id\n    order_by: at\n")
    rules = rules_of_sources(tmp_path, sources, COUNT)
    with evaluated(tmp_path, rules, {"events": EXPORT}, kind, as_of=dt.date(2024, 1, 5)) as evaluation:
        assert cells(evaluation, "calls", "rows", "kind", "plan") == [(1, "x", at("01/03 00:00"))]
