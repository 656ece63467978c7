"""What is written, and where: no output is wrong, empty or in another's place without a word."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, Line

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

SCORES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  scores:
    label: Notes
    files: scores*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      score: {header: score, type: number}
      weight: {header: weight, type: number}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: at_least, label: Note, source: scores, period_by: day,
         measure: {kind: mean, value: score, weight: weight}, target: ">= 4.0", tolerance: ">= 3"}
      - {id: below, label: Note, source: scores, period_by: day,
         measure: {kind: mean, value: score, weight: weight}, target: "< 4"}
      - {id: changed, label: Note, source: scores, period_by: day,
         measure: {kind: mean, value: score, weight: weight}, target: ">= 3",
         versions: [{from: 2008-03-04, target: ">= 4", ref: Essai}]}
"""
# 4 - 10 ** -6 * 10 ** -6 / (10 ** 9 - 1 + 10 ** -6): no float lies between that and 4.
JUST_BELOW = "id;day;score;weight\n1;2008-03-03;4;999999999\n2;2008-03-04;3.999999;0.000001\n"
JUST_ABOVE = JUST_BELOW.replace("3.999999", "4.000001")

LINES = {
    "15 just below a target": Line(
        rules=SCORES,
        files={"scores.csv": JUST_BELOW},
        engines=EVERY_ENGINE,
        figures={"at_least": "<4 near", "below": "<4 met", "changed": "<4 missed"},
    ),
    "15 just above a target": Line(
        rules=SCORES,
        files={"scores.csv": JUST_ABOVE},
        engines=("duckdb", "pandas"),
        figures={"at_least": ">=4 met", "below": ">=4 missed", "changed": ">=4 met"},
    ),
    "15 on a target": Line(
        rules=SCORES,
        files={"scores.csv": "id;day;score;weight\n1;2008-03-03;4;999999999\n"},
        figures={"at_least": "=4 met", "below": "=4 missed", "changed": "=4 met"},
    ),
    "15 in JSON": Line(
        rules=SCORES,
        files={"scores.csv": JUST_BELOW},
        command="report --year 2008 --by year --format json",
        says=['"value": 3.9999999999999996,'],
        silent=['"value": 4.0'],
    ),
    "17 no width": Line(
        rules=RULES,
        files={"calls.csv": CALLS},
        environment={"COLUMNS": "0"},
        figures={"share": "2/3 missed"},
        says=["66.7%"],
        says_fr=["66,7\u202f%"],
    ),
}
