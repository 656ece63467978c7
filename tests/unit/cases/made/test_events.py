"""Cases made of the cases of another source (`gpj_kpi.cases.made.events`), in whole runs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.unit.cases.made_tables import AT, at, both_kinds, cells, evaluated, rules_of_sources, told

from gpj_kpi.cases.make import MadeOf

EVENTS = f"""  events:
    label: E
    files: events.csv
    key: id
    columns:
      id: {{header: id, type: text, required: true}}
      case: {{header: case, type: text}}
      at: {AT}
      n: {{header: n, type: integer}}
      b: {{header: b, type: boolean, true_values: [o], false_values: [n]}}
      d: {{header: d, type: date, format: "%d/%m/%Y"}}
"""
EXPORT = """id;case;at;n;b;d
1;a;05/01/2024 10:00;1;o;05/01/2024
2;a;05/01/2024 11:00;1;n;06/01/2024
3;b;07/01/2024 10:00;2;;10/02/2024
4;;08/01/2024 10:00;;o;
"""
COUNT = {"n": "source: calls, period_by: t, measure: {kind: count}"}


def calls_by(by: str) -> str:
    """A source made of the events."""
    return f"""  calls:
    label: C
    cases_of: events
    by: {by}
    columns:
      t: {{first: at}}
      k: {{count: rows, at: at}}
"""


@both_kinds
@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("case", [("a", 2), ("b", 1)]),
        ("n", [(1, 2), (2, 1)]),
        ("b", [(True, 2), (False, 1)]),
        ("[case, n]", [("a", 1, 2), ("b", 2, 1)]),
        ("[case, d]", [("a", at("05/01 00:00"), 1), ("a", at("06/01 00:00"), 1), ("b", at("10/02 00:00"), 1)]),
    ],
)
def test_a_case_is_what_has_one_key(tmp_path: Path, kind: str, by: str, expected: list[tuple[object, ...]]) -> None:
    """Keys of every type, and of several columns; an event with an empty part of its key is in none, with its line."""
    rules = rules_of_sources(tmp_path, EVENTS + calls_by(by), COUNT)
    with evaluated(tmp_path, rules, {"events": EXPORT}, kind) as evaluation:
        assert cells(evaluation, "calls", *by.strip("[]").split(", "), "k") == expected
        assert evaluation.cases["calls"].made_of == MadeOf("events", events=4, in_cases=3, in_none=1, later=0)
        lost = 4 if by == "b" else 5
        assert told(evaluation, "row_in_no_case") == [(lost - (kind == "frames"), 1)]


@both_kinds
@pytest.mark.parametrize(("by", "in_cases"), [("d", 2), ("[case, d]", 2)])
def test_a_key_after_as_of_is_not_empty(tmp_path: Path, kind: str, by: str, in_cases: int) -> None:
    """The event of 10 February is not known yet; only the event whose cell is empty is told."""
    rules = rules_of_sources(tmp_path, EVENTS + calls_by(by), COUNT)
    with evaluated(tmp_path, rules, {"events": EXPORT}, kind, as_of=dt.date(2024, 1, 20)) as evaluation:
        assert evaluation.cases["calls"].made_of == MadeOf("events", events=4, in_cases=in_cases, in_none=1, later=1)
        assert told(evaluation, "row_in_no_case") == [(5 - (kind == "frames"), 1)]


@both_kinds
@pytest.mark.parametrize("order", ["", "    order_by: at\n"])
def test_an_event_after_as_of_makes_no_case(tmp_path: Path, kind: str, order: str) -> None:
    """On 6 January the events of `a` have happened, and no other; the one without a key is not told before its day."""
    sources = EVENTS.replace("    key: id\n", "    key: id\n" + order) + calls_by("case")
    rules = rules_of_sources(tmp_path, sources, COUNT)
    with evaluated(tmp_path, rules, {"events": EXPORT}, kind, as_of=dt.date(2024, 1, 6)) as evaluation:
        assert cells(evaluation, "calls", "case", "k") == [("a", 2)]
        assert evaluation.cases["calls"].made_of == MadeOf("events", events=4, in_cases=2, in_none=0, later=2)
        assert told(evaluation, "row_in_no_case") == []


@both_kinds
def test_a_key_is_known_from_its_day_on(tmp_path: Path, kind: str) -> None:
    """Of two events of `a`, one gets its key on 6 January; those written later are not known either."""
    known_at = EVENTS.replace("header: case, type: text", "header: case, type: text, known_at: d")
    sources = known_at.replace("    key: id\n", "    key: id\n    order_by: at\n") + calls_by("case")
    rules = rules_of_sources(tmp_path, sources, COUNT)
    with evaluated(tmp_path, rules, {"events": EXPORT}, kind, as_of=dt.date(2024, 1, 5)) as evaluation:
        assert cells(evaluation, "calls", "case", "k") == [("a", 1)]
        assert evaluation.cases["calls"].made_of == MadeOf("events", events=4, in_cases=1, in_none=0, later=3)
        assert told(evaluation, "row_in_no_case") == []


@both_kinds
def test_cases_of_cases_add_up(tmp_path: Path, kind: str) -> None:
    """Calls by case and day become days; a day has the events of its calls."""
    days = "  days:\n    label: D\n    cases_of: calls\n    by: d\n    columns:\n"
    days += "      t: {first: t}\n      total: {sum: k, at: t}\n"
    export = EXPORT + "5;b;05/01/2024 09:00;;;05/01/2024\n6;b;05/01/2024 08:00;;;05/01/2024\n"
    rules = rules_of_sources(
        tmp_path, EVENTS + calls_by("[case, d]") + days, {"n": COUNT["n"].replace("calls", "days")}
    )
    with evaluated(tmp_path, rules, {"events": export}, kind) as evaluation:
        assert sorted(cells(evaluation, "days", "d", "t", "total")) == [
            (at("05/01 00:00"), at("05/01 08:00"), 3),
            (at("06/01 00:00"), at("05/01 11:00"), 1),
            (at("10/02 00:00"), at("07/01 10:00"), 1),
        ]
        assert evaluation.cases["days"].made_of == MadeOf("calls", events=4, in_cases=4, in_none=0, later=0)
