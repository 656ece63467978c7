"""Columns made of rows that are made themselves (`evaluation.run`, `cases.made`), alike on files and frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from gpj_kpi import evaluate, load_rules

RULES = """\
version: 1
organisation: Made-up house
language: en
time_zone: Europe/Paris
sources:
  events:
    label: events
    files: events.csv
    delimiter: ","
    key: id
    order_by: at
    columns:
      id: {header: id, type: integer, required: true}
      customer: {header: customer, type: text}
      at: {header: at, type: date, format: "%Y-%m-%d", required: true}
      segment: {from: customers, match: customer, only: segment}
  customers:
    label: customers
    files: customers.csv
    delimiter: ","
    key: customer
    columns:
      customer: {header: customer, type: text, required: true}
      segment: {header: segment, type: text, required: true}
      n: {from: visitors, match: customer, only: n}
  visitors:
    label: visitors
    cases_of: visits
    by: customer
    columns:
      n: {count: rows}
  visits:
    label: visits
    files: visits.csv
    delimiter: ","
    key: id
    order_by: at
    columns:
      id: {header: id, type: integer, required: true}
      customer: {header: customer, type: text, required: true}
      at: {header: at, type: date, format: "%Y-%m-%d", required: true}
  segments:
    label: segments
    cases_of: events
    by: segment
    columns:
      first_on: {first: at}
      customers: {count: {different: customer}}
commitments:
  - id: main
    title: Main
    promise: As the case says.
    ref: Made up
    indicators:
      - {id: many, label: many, source: segments, period_by: first_on, measure: {kind: share, of: {customers: ">= 2"}}}
      - id: visited
        label: visited
        source: visits_of
        period_by: at
        measure: {kind: sum, of: n}
"""
EVENTS = "id,customer,at\n1,a,2024-03-01\n2,b,2024-03-02\n3,a,2024-03-03\n4,c,2024-03-04\n5,,2024-03-05\n"
CUSTOMERS = "customer,segment\na,x\nb,x\nc,y\n"
VISITS = "id,customer,at\n1,a,2024-03-01\n2,a,2024-03-02\n3,c,2024-03-03\n"
VISITED = """\
  visits_of:
    label: visits of
    cases_of: events
    by: id
    columns:
      at: {first: at}
      customer: {first: customer}
      n: {from: customers, match: customer, only: n}
"""


@pytest.mark.parametrize("reader", ["files", "frames"])
def test_made_columns_are_made_of_made_columns(tmp_path: Path, reader: str) -> None:
    """Segments come from a look-up; a number is missing where no row was; groups of a number have its name."""
    text = RULES.replace("commitments:\n", VISITED + "commitments:\n", 1)
    (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")
    exports = {"events": EVENTS, "customers": CUSTOMERS, "visits": VISITS}
    for name, export in exports.items():
        (tmp_path / f"{name}.csv").write_text(export, encoding="utf-8")
    frames = {name: pd.read_csv(tmp_path / f"{name}.csv", dtype="str", keep_default_na=False) for name in exports}
    rules = load_rules(tmp_path / "rules.yaml")
    data = frames if reader == "frames" else tmp_path
    with evaluate(rules, data, period="2024-03", as_of=None) as evaluation:
        found = {result.indicator: result for result in evaluation.result_list if result.period == "2024-03"}
        notices = [(issue.code, issue.line if reader == "files" else None) for issue in evaluation.issue_list]
    # Segment x has the customers a and b, segment y has c; the event without a customer is in no segment.
    assert [found["many"].numerator, found["many"].denominator] == [1, 2]
    assert ("row_in_no_case", 6 if reader == "files" else None) in notices
    # Events 1 and 3 of a count 2 visits each, event 4 of c one; b was never visited, and event 5 has no customer.
    assert [found["visited"].value, found["visited"].excluded] == [5, 2]
    with evaluate(rules, data, period="2024-03", indicators=["many"], group_by="customers") as evaluation:
        assert sorted(str(result.group) for result in evaluation.result_list if result.group) == ["1", "2"]
