"""One verdict of all rows of a key, by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.small_runs import AT, Read, both_engines, evaluate_frame, figures, frame_of, rule_text

from gpj_kpi.rules import Combined
from gpj_kpi.verdicts.combined import combine

COLUMNS = {"k": "type: text", "n": "type: integer", "a": AT, "b": AT, "g": "type: text"}
ROWS = "measure: {kind: delay, from: a, to: b, limit: 2 heures}, where: {not: {g: out}}"


def _rules(*, by: str = "k", met_if: str = "all", more: str = "") -> str:
    combined = f"measure: {{kind: combined, of: rows, by: {by}, met_if: {met_if}}}{more}"
    return rule_text(COLUMNS, {"both": combined, "rows": ROWS})


MET, LATE, OPEN, OVER = "10:00;03/03/2008 11:00", "10:00;03/03/2008 13:00", "23:00;", "10:00;"


def _export(*rows: tuple[str, str, str]) -> str:
    """Write rows, each a key, a course and a group, on 3 March 2008."""
    lines = [f"{number};{key};1;03/03/2008 {course};{group}" for number, (key, course, group) in enumerate(rows)]
    return "id;k;n;a;b;g\n" + "".join(f"{line}\n" for line in lines)


AS_OF = dt.datetime(2008, 3, 3, 23, 30)


@pytest.mark.parametrize(
    ("courses", "with_all", "with_any"),
    [
        ([MET, MET], ("met", None), ("met", None)),
        ([MET, LATE], ("missed", "late"), ("met", None)),
        ([LATE, OVER], ("missed", "overdue"), ("missed", "overdue")),
        ([MET, OPEN], ("pending", None), ("met", None)),
        ([LATE, OPEN], ("missed", "late"), ("pending", None)),
        ([MET, "10:00;03/03/2008 09:00"], ("met", None), ("met", None)),
        (["10:00;03/03/2008 09:00"], ("invalid", None), ("invalid", None)),
    ],
)
def test_the_first_outcome_of_an_order_is_that_of_the_key(
    tmp_path: Path, courses: list[str], with_all: tuple[str, str], with_any: tuple[str, str]
) -> None:
    """A row that is invalid takes no part, unless nothing else is there."""
    export = frame_of(_export(*(("x", course, "") for course in courses)))
    for met_if, expected in (("all", with_all), ("any", with_any)):
        found = evaluate_frame(tmp_path, _rules(met_if=met_if), export, as_of=AS_OF).verdicts("both")
        (row,) = found.astype("object").where(found.notna(), None).to_dict("records")
        assert (row["k"], row["verdict"], row["lateness"]) == ("x", *expected)


@both_engines
def test_no_row_is_lost(tmp_path: Path, read: Read) -> None:
    """Each row without a key is invalid on its own; rows out of scope are none; keys and rows are in scope."""
    export = _export(
        ("x", MET, ""), ("", MET, ""), ("", LATE, ""), ("y", LATE, "out"), ("z", MET, "out"), ("z", MET, "")
    )
    found = read(tmp_path, _rules(), export)
    result = found.result_list[0]
    assert (result.indicator, result.as_float("numerator"), result.as_float("denominator")) == ("both", 2, 2)
    assert result.invalid == 2
    assert [(each.in_scope, each.met, each.invalid) for each in found.conservation if each.indicator == "both"] == [
        (4, 2, 2)
    ]
    assert list(found.verdicts("both")["verdict"]) == ["met", "invalid", "invalid", "met"]


def test_a_key_may_have_several_columns(tmp_path: Path) -> None:
    """A cell that holds nothing of a number is an empty key too, and -1 is a number as others are."""
    export = "id;k;n;a;b;g\n1;x;-1;03/03/2008 10:00;;\n2;x;;03/03/2008 10:00;;\n3;x;2;03/03/2008 10:00;;\n"
    export += "4;x;2;03/03/2008 10:00;03/03/2008 10:30;\n"
    found = evaluate_frame(tmp_path, _rules(by="[k, n]", met_if="any"), frame_of(export), as_of=dt.date(2008, 3, 4))
    assert list(found.verdicts("both")["verdict"]) == ["missed", "invalid", "met"]
    assert list(found.verdicts("both").columns[:2]) == ["k", "n"]


def test_the_earliest_row_says_when_and_where(tmp_path: Path) -> None:
    """The key belongs to its period and group; a row without a date comes last, and of one moment the first counts."""
    export = "id;k;n;a;b;g\n1;x;1;03/03/2009 10:00;;late\n2;x;1;03/03/2008 10:00;;first\n3;x;1;;;none\n"
    export += "4;x;1;03/03/2008 10:00;;second\n5;y;1;;;none\n"
    found = evaluate_frame(tmp_path, _rules(), frame_of(export), as_of=dt.date(2009, 12, 31), group_by="g")
    rows = [row for row in figures(found, ["indicator", "group", "denominator"]) if row[0] == "both" and row[2]]
    assert rows == [("both", None, 1), ("both", "first", 1)]
    (undated,) = [issue for issue in found.issue_list if issue.indicator == "both"]
    assert undated.code == "undated"
    assert "1 case" in undated.message


def test_it_is_held_to_targets_of_its_own(tmp_path: Path) -> None:
    """With versions of them; those of the rows stay theirs."""
    more = ", target: 90%, tolerance: 40%, min_cases: 1"
    more += ", versions: [{from: 2008-02-01, target: 50%, tolerance: 40%, ref: x}]"
    export = frame_of(_export(("x", MET, ""), ("y", LATE, "")))
    found = evaluate_frame(tmp_path, _rules(more=more), export, as_of=dt.date(2008, 12, 31))
    whole = [each for each in found.result_list if each.indicator == "both"][-1]
    assert (whole.as_float("value"), whole.status) == (0.5, "met")
    assert combine.__doc__
    assert isinstance(found.rules.indicator("both").measure, Combined)
