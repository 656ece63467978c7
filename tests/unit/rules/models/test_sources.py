"""Sources and their columns, as the rule file declares them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import Fault, require_one_fault

from gpj_kpi.rules.models.columns import CodedColumn, Column
from gpj_kpi.rules.models.sources import Source

FAULTS: dict[str, Fault] = {
    "absolute": ("old/claims.csv.gz", "‸/etc/passwd", ("absolute", "below --data")),
    "home": ("old/claims.csv.gz", "‸~/x.csv", ("absolute",)),
    "drive": ("old/claims.csv.gz", '‸"C:/x.csv"', ("absolute",)),
    "backslash": ("old/claims.csv.gz", "‸old\\x.csv", ("backslash", "/")),
    "parent folder": ("old/claims.csv.gz", "‸old/../../x.csv", ('".."',)),
    "url": ("old/claims.csv.gz", '‸"https://example.org/x.csv"', ("URL",)),
    "file blank": ("old/claims.csv.gz", '‸""', ("is empty",)),
    "max_rejected": ("0,5%", "‸0.5", ("not a percentage", "1%")),
    "max_rejected above": ("0,5%", "‸101%", ("100%",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_events_are_dates_but_for_due_dates_plans_and_personal_ones() -> None:
    """What happened is told by dates and times; due dates and plans are no events, a birthday is nobody's business."""
    moment = {"type": "datetime", "format": "%Y-%m-%d %H:%M"}
    columns = {
        "id": {"header": "id", "type": "text"},
        "opened_at": {"header": "opened", **moment},
        "due_at": {"header": "due", **moment},
        "visit_on": {"header": "visit", "type": "date", "format": "%Y-%m-%d", "planned": True},
        "born_on": {"header": "born", "type": "date", "format": "%Y-%m-%d", "personal": True},
    }
    source = Source.model_validate({"label": "x", "files": "x.csv", "key": "id", "columns": columns})
    assert source.event_columns() == ["opened_at", "due_at"]
    assert source.event_columns(["due_at"]) == ["opened_at"]
    assert [column.holds_dates for column in source.columns.values()] == [False, True, True, True, True]


def test_only_personal_columns_are_coded() -> None:
    """A coded column says all that it said before; other columns, and the source that was given, stay as they are."""
    written = {"born_on": {"header": "born", "type": "date", "format": "%Y-%m-%d", "personal": True}}
    written["k"] = {"header": "k", "type": "text"}
    source = Source.model_validate({"label": "x", "files": "x.csv", "key": "k", "columns": written})
    coded = source.with_coded(["born_on", "k", "other"])
    assert [type(column) for column in coded.columns.values()] == [CodedColumn, Column]
    assert dict(coded.columns["born_on"]) == dict(source.columns["born_on"])
    assert [column.coded for column in source.columns.values()] == [False, False]
    assert source.with_coded(["k"]) is source
