"""Rows that match no case, rows that are in no case, and cases that find no row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.docs.broken_exports import TICKET_RULES, TICKETS
from tests.unit.cases.made_tables import both_kinds, cells, evaluated, rules_of_sources, told

from gpj_kpi import evaluate, load_rules
from gpj_kpi.cases.made.unmatched import _MOST
from gpj_kpi.errors import Issue
from gpj_kpi.sentences.sentence import in_language


def _issues(
    folder: Path, files: dict[str, str], rules: str = TICKET_RULES, as_of: dt.date | None = None
) -> list[Issue]:
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    for name, text in {**TICKETS, **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with evaluate(load_rules(folder / "rules.yaml"), folder, period="2008-03", as_of=as_of) as evaluation:
        return [issue for issue in evaluation.issue_list if issue.severity == "notice"]


@pytest.mark.parametrize(
    ("code", "file", "line"),
    [
        ("unmatched_row", "paiements.csv", "R{n};D9{n}"),
        ("row_in_no_case", "tickets.csv", "M{n};;;03/03/2008 09:00"),
        ("row_not_found", "tickets.csv", "M{n};D1;X{n};03/03/2008 09:00"),
    ],
)
def test_a_hundred_are_listed_and_the_others_counted(tmp_path: Path, code: str, file: str, line: str) -> None:
    """Of 105 further lines, below those that are at fault already, none is lost."""
    before = TICKETS[file].count("\n")
    more = "".join(line.format(n=n) + "\n" for n in range(105))
    found = [issue for issue in _issues(tmp_path, {file: TICKETS[file] + more}) if issue.code == code]
    listed, rest = [issue for issue in found if issue.line], [issue for issue in found if not issue.line]
    assert len(listed) == _MOST == 100
    assert [issue.line for issue in listed[1:]] == list(range(before + 1, before + 100))
    assert {issue.file for issue in listed} == {file}
    assert [issue.count for issue in rest] == [6]
    assert "6 further" in rest[0].message
    assert in_language(rest[0].message, "fr").startswith("6 autres")


def test_a_row_without_what_is_matched_matches_nothing(tmp_path: Path) -> None:
    """It is told as the others; a case that has nothing to look up by is not."""
    found = _issues(tmp_path, {"paiements.csv": "N°;Demande\nP1;D1\nP2;\n"})
    assert [(issue.code, issue.line) for issue in found if issue.source == "payments"] == [("unmatched_row", 3)]
    assert [issue.line for issue in found if issue.code == "row_not_found"] == [3]


def test_nothing_is_told_where_all_match(tmp_path: Path) -> None:
    """Each message names a ticket, each customer is known, and each payment has its ticket."""
    files = {
        "tickets.csv": "N°;Demande;Client;Envoyé le\n1;D1;K1;03/03/2008 09:00\n2;D2;;03/03/2008 11:00\n",
        "paiements.csv": "N°;Demande\nP1;D1\nP2;D2\n",
    }
    assert _issues(tmp_path, files) == []


MATCHED_TWICE = """  calls:
    label: C
    files: calls.csv
    key: id
    columns:
      id: {header: id, type: integer, required: true}
      a: {header: a, type: text}
      b: {header: b, type: text}
      at: {header: at, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      by_a: {from: legs, match: a, count: rows}
      by_b: {from: legs, match: b, count: rows}
      by_both: {from: legs, match: [a, b], count: rows}
  legs:
    label: L
    files: legs.csv
    key: id
    columns:
      id: {header: id, type: integer, required: true}
      a: {header: a, type: text}
      b: {header: b, type: text}
"""


@both_kinds
def test_a_row_that_matches_nothing_in_several_ways_is_one_row(tmp_path: Path, kind: str) -> None:
    """Leg 1 matches by both columns, leg 2 by `a` alone, leg 3 by none, and leg 4 has nothing to match by."""
    rules = rules_of_sources(tmp_path, MATCHED_TWICE, {"n": "source: calls, period_by: at, measure: {kind: count}"})
    exports = {"calls": "id;a;b;at\n1;x;y;05/01/2024 10:00\n", "legs": "id;a;b\n1;x;y\n2;x;z\n3;v;z\n4;;\n"}
    with evaluated(tmp_path, rules, exports, kind) as evaluation:
        shift = kind == "frames"
        assert told(evaluation, "unmatched_row") == [(4 - shift, 1), (5 - shift, 1), (3 - shift, 1)]
        assert cells(evaluation, "calls", "by_a", "by_b", "by_both") == [(2, 1, 1)]


DATED = """  events:
    label: E
    files: events.csv
    key: id
    columns:
      id: {header: id, type: integer, required: true}
      case: {header: case, type: text}
      type: {header: type, type: text}
      at: {header: at, type: datetime, format: "%d/%m/%Y %H:%M"}
  calls:
    label: C
    cases_of: events
    by: case
    columns:
      t: {first: at}
      starts: {count: rows, at: at, where: {type: start}}
      some: {any: rows, at: at, where: {type: start}}
"""


@both_kinds
@pytest.mark.parametrize("as_of", [None, dt.date(2024, 1, 3)])
def test_a_row_that_says_no_moment_is_told(tmp_path: Path, kind: str, as_of: dt.date | None) -> None:
    """Event 2 starts nobody knows when: it is told once, and in no count.

    No column counts event 3. Event 4 has a moment, be it after as-of.
    """
    rules = rules_of_sources(tmp_path, DATED, {"n": "source: calls, period_by: t, measure: {kind: sum, of: starts}"})
    export = "id;case;type;at\n1;a;start;02/01/2024 10:00\n2;a;start;\n3;a;end;\n4;a;start;05/01/2024 10:00\n"
    with evaluated(tmp_path, rules, {"events": export}, kind, as_of=as_of) as evaluation:
        assert told(evaluation, "row_without_date") == [(3 - (kind == "frames"), 1)]
        assert cells(evaluation, "calls", "starts") == [(2 if as_of is None else 1,)]


def test_what_is_written_after_as_of_is_not_told(tmp_path: Path) -> None:
    """The message without a ticket is of 4 March: as of 3 March it is not there."""
    rules = TICKET_RULES.replace("    key: message_id\n", "    key: message_id\n    order_by: sent_at\n")
    codes = [issue.code for issue in _issues(tmp_path, {}, rules, dt.date(2008, 3, 3))]
    assert codes.count("row_in_no_case") == 0
    assert codes.count("written_later") == 1
