"""Columns made of other rows, joined to the cases (`gpj_kpi.cases.made.assembly`), in whole runs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.unit.cases.made_tables import AT, at, both_kinds, cells, evaluated, rules_of_sources, told

SOURCES = f"""  tickets:
    label: T
    files: tickets.csv
    key: id
    columns:
      id: {{header: id, type: text, required: true}}
      who: {{header: who, type: text, personal: true}}
      zone: {{header: zone, type: integer}}
      day: {{header: day, type: date, format: "%d/%m/%Y"}}
      opened: {AT}
      n: {{from: notes, match: {{id: of}}, count: rows, at: sent}}
      first: {{from: notes, match: {{id: of}}, first: sent}}
      total: {{from: notes, match: {{id: of}}, sum: v, at: sent}}
      mine: {{from: notes, match: {{who: author}}, count: rows, at: sent}}
      authors: {{from: notes, match: {{id: of}}, count: {{different: author}}, at: sent}}
      that_day: {{from: notes, match: {{day: day}}, count: rows, at: sent}}
      zone_name: {{from: zones, match: {{zone: zone}}, only: name}}
      zone_rank: {{from: zones, match: {{zone: zone}}, only: rank}}
      of_rank: {{from: notes, match: {{zone_rank: v}}, any: rows, at: sent}}
  notes:
    label: N
    files: notes.csv
    key: note
    columns:
      note: {{header: note, type: text, required: true}}
      of: {{header: of, type: text}}
      author: {{header: author, type: text, personal: true}}
      day: {{header: day, type: date, format: "%d/%m/%Y"}}
      sent: {AT.replace("header: at", "header: sent")}
      v: {{header: v, type: integer}}
  zones:
    label: Z
    files: zones.csv
    key: zone
    columns:
      zone: {{header: zone, type: integer, required: true}}
      name: {{header: name, type: text}}
      rank: {{header: rank, type: integer}}
"""
EXPORTS = {
    "tickets": "id;who;zone;day;at\n1;Ana;1;05/01/2024;05/01/2024 10:00\n2;Bea;2;06/01/2024;06/01/2024 10:00\n"
    "3;;;;07/01/2024 10:00\n",
    "notes": "note;of;author;day;sent;v\nn1;1;Ana;06/01/2024;05/01/2024 11:00;7\n"
    "n2;1;Ana;06/01/2024;05/01/2024 12:00;5\nn3;1;Zoe;;;1\nn4;;Bea;05/01/2024;08/01/2024 09:00;\n"
    "n5;9;;06/02/2024;08/01/2024 09:00;3\n",
    "zones": "zone;name;rank\n1;Nord;7\n3;Sud;8\n",
}
COUNT = {
    "n": "source: tickets, period_by: opened, measure: {kind: count}",
    "notes": "source: notes, period_by: sent, measure: {kind: count}",
}


@both_kinds
def test_rows_are_matched_by_columns_of_every_type(tmp_path: Path, kind: str) -> None:
    """By text, by persons, by days, by what is looked up before; an empty cell matches nothing."""
    rules = rules_of_sources(tmp_path, SOURCES, COUNT)
    with evaluated(tmp_path, rules, EXPORTS, kind) as evaluation:
        assert cells(evaluation, "tickets", "n", "first", "total", "mine", "authors", "that_day") == [
            (2, at("05/01 11:00"), 12, 2, 1, 1),
            (0, None, None, 1, 0, 2),
            (0, None, None, None, 0, None),
        ]
        assert cells(evaluation, "tickets", "zone_name", "zone_rank", "of_rank") == [
            ("Nord", 7, True),
            (None, None, None),
            (None, None, None),
        ]
        assert told(evaluation, "row_not_found") == [(3 - (kind == "frames"), 1)]
        found = {each.indicator: each.numerator for each in evaluation.result_list}
        assert found == {"n": 3, "notes": 4}


@both_kinds
def test_the_order_of_sources_does_not_matter(tmp_path: Path, kind: str) -> None:
    """Tickets need notes and zones, which stand below; tickets below them give the same cells."""
    head, rest = SOURCES.split("  notes:\n")
    rules = rules_of_sources(tmp_path, "  notes:\n" + rest + head, COUNT)
    with evaluated(tmp_path, rules, EXPORTS, kind) as evaluation:
        assert cells(evaluation, "tickets", "n", "total", "zone_name") == [
            (2, 12, "Nord"),
            (0, None, None),
            (0, None, None),
        ]


@both_kinds
def test_what_is_matched_and_comes_later_is_not_told_as_empty(tmp_path: Path, kind: str) -> None:
    """At the end of 31 January the day of n5 is not known: of the rows by day, n3 alone is told, whose day is empty."""
    only_day = "".join(
        line
        for line in SOURCES.splitlines(keepends=True)
        if ("from: notes" not in line and "from: zones" not in line) or "that_day" in line
    )
    rules = rules_of_sources(tmp_path, only_day, COUNT)
    with evaluated(tmp_path, rules, EXPORTS, kind, as_of=dt.date(2024, 1, 31)) as evaluation:
        assert told(evaluation, "unmatched_row") == [(4 - (kind == "frames"), 1)]
