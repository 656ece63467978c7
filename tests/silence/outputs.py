"""What is written, and where: no output is wrong, empty or in another's place without a word."""

from __future__ import annotations

from tests.silence.line import Line

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      answered: {header: answered, type: text}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: calls
        period_by: day
        measure: {kind: share, of: {answered: "yes"}}
        target: 95%
"""
CALLS = "id;day;answered\n1;2008-03-03;yes\n2;2008-03-04;yes\n3;2008-03-05;no\n"

LINES = {
    "17 no width": Line(
        rules=RULES,
        files={"calls.csv": CALLS},
        environment={"COLUMNS": "0"},
        figures={"share": "2/3 missed"},
        says=["66.7%"],
        says_fr=["66,7\u202f%"],
    ),
}
