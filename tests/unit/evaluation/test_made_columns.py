"""Columns made of rows that are made themselves (`evaluation.run`, `cases.made`), alike on files and frames."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from tests.unit.cases.made_tables import both_kinds, evaluated, rules_of_sources

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


TWO_EXPORTS = """  tickets:
    label: T
    files: tickets.csv
    key: id
    columns:
      id: {header: id, type: integer, required: true}
      opened: {header: at, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      replied: {from: replies, match: id, first: sent, after: opened}
  replies:
    label: R
    files: replies.csv
    key: r
    columns:
      r: {header: r, type: integer, required: true}
      id: {header: id, type: integer}
      sent: {header: at, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
"""


@both_kinds
@pytest.mark.parametrize(("as_of", "expected"), [(None, (1, 2, 2)), (dt.date(2024, 1, 4), (1, 4, 0))])
def test_an_end_is_known_as_far_as_its_source(
    tmp_path: Path, kind: str, as_of: dt.date | None, expected: tuple[object, ...]
) -> None:
    """Replies are known to 2 January 12:00, tickets to the 4th: whether tickets 3 and 4 had a reply is not known.

    Ticket 2 was due by then. An as-of that is given holds for both.
    """
    measure = "{kind: delay, from: opened, to: replied, limit: 4 heures}"
    rules = rules_of_sources(tmp_path, TWO_EXPORTS, {"d": f"source: tickets, measure: {measure}"})
    exports = {
        "tickets": "id;at\n1;02/01/2024 09:00\n2;02/01/2024 07:00\n3;02/01/2024 08:01\n4;04/01/2024 10:00\n",
        "replies": "r;id;at\n1;1;02/01/2024 12:00\n",
    }
    with evaluated(tmp_path, rules, exports, kind, as_of=as_of) as evaluation:
        (result,) = evaluation.result_list
    assert (result.numerator, result.denominator, result.pending) == expected
