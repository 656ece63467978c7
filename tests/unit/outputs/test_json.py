from __future__ import annotations

import datetime as dt
import hashlib
import json
from importlib.metadata import version

import tzdata
from tests.cli.conftest import CLAIMS, RULES
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation, RuleFile
from gpj_kpi.calendars.deadline import deadline_of
from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.outputs.json import render, render_deadline

CALENDAR = {
    "country": "FR",
    "subdivision": None,
    "holidays": f"holidays {version('holidays')}",
    "holidays_corrected": "2026-11-30",
    "time_zone": "Europe/Paris",
    "tzdata": tzdata.IANA_VERSION,
}


def test_results_come_with_what_they_were_made_of(evaluation: Evaluation) -> None:
    """Tool, rules, files with their digests and rows, as-of, and where every case went."""
    found = json.loads(render(evaluation, tool="gpj-kpi 1.2.3"))
    assert found["tool"] == "gpj-kpi 1.2.3"
    assert found["rules"]["sha256"] == hashlib.sha256(RULES.encode()).hexdigest()
    assert found["period"] == "2024"
    claims, scores = found["sources"]
    assert claims["files"] == [
        {"path": "dossiers_2024.csv", "sha256": hashlib.sha256(CLAIMS.encode()).hexdigest(), "rows": 7}
    ]
    assert [claims[key] for key in ("rows", "cases", "rejected", "duplicates", "conflicting")] == [7, 5, 1, 1, 0]
    assert list(claims)[-2:] == ["set_aside", "coverage"]
    parts = [
        ("2024-Q1", "whole", "2024-02-01", "2024-03-31"),
        ("2024-Q2", "whole", "2024-04-01", "2024-05-01"),
        ("2024-Q3", "none", None, None),
        ("2024-Q4", "none", None, None),
        ("2024", "partial", "2024-02-01", "2024-05-01"),
    ]
    assert scores["coverage"] == [
        dict(zip(("period", "coverage", "covered_from", "covered_to"), part, strict=True)) for part in parts
    ]
    assert [scores[key] for key in ("rows", "cases", "rejected", "duplicates", "conflicting")] == [2, 2, 0, 0, 0]
    assert found["as_of"]["claims"] == "2024-12-30T12:00:00+01:00"
    assert found["commitments"] == [
        {"id": "opening", "status": "missed", "kept": False},
        {"id": "satisfaction", "status": "met", "kept": True},
    ]
    assert next(iter(found.items())) == ("schema", 2)
    last = ["limit", "kept", "coverage", "covered_from", "covered_to"]
    excused = ["excused_cases", "value_without_excused", "kept_without_excused"]
    compared = ["compared_with", "compared_value", "difference", "compared_coverage"]
    assert list(found["results"][0])[-12:] == [*last, *excused, *compared]
    assert len(found["results"]) == 20
    assert len(found["conservation"]) == 4
    assert list(found)[-1] == "calendar"
    assert list(found["calendar"].items()) == list(CALENDAR.items())


def test_a_commitment_that_is_not_judged_is_neither_kept_nor_not(evaluate_small: Evaluate) -> None:
    """No sheet came in 2031: nothing is said of the target of a year."""
    found = json.loads(render(evaluate_small(period="2031", indicators=["sheets"]), tool="x"))
    assert found["commitments"] == [{"id": "satisfaction", "status": "no_data", "kept": None}]


def test_the_same_evaluation_gives_the_same_bytes(evaluation: Evaluation) -> None:
    """Two files of one run can be compared."""
    assert render(evaluation, tool="x") == render(evaluation, tool="x")


def test_a_text_is_what_was_read_and_moves_no_cursor(evaluate_small: Evaluate) -> None:
    """A group that holds an escape sequence is escaped in the bytes, and read back as it was."""
    name = "a\x1b[31m\u202eé\u00a0b"
    claims = CLAIMS.replace("=1+1", name)
    content = render(evaluate_small(claims=claims, group_by="channel", indicators=["opened_48h"]), tool="x")
    assert b"\x1b" not in content
    assert "\u202e" not in content.decode()
    assert "é\u00a0b" in content.decode()
    assert name in {result["group"] for result in json.loads(content)["results"]}


def test_a_deadline_comes_with_its_rules_and_every_day(small_rules: RuleFile) -> None:
    """Two calendar days: each is in the file."""
    deadline = deadline_of(
        small_rules.schedule, dt.date(2008, 4, 30), parse_limit("2 jours calendaires"), rollover="none"
    )
    found = json.loads(render_deadline(deadline, small_rules, tool="x"))
    assert found["rules"]["path"].endswith("commitments.yaml")
    assert [day["day"] for day in found["days"]] == ["2008-05-01", "2008-05-02"]
    assert list(found)[-1] == "calendar"
    assert found["calendar"] == CALENDAR
