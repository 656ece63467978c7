"""What an indicator demands of those that it rests on: one fault for each way in which it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, OTHER, Fault, loaded, refusals, require_one_fault

from gpj_kpi.rules import IndicatorRatio
from gpj_kpi.rules.checks.related import check_related

_WAS = "period_by: closed_on\n        measure: {kind: share, of: {channel: internet}}"
_COMBINED = "measure: {kind: combined, of: opening, by: topic, met_if: all}"
_RATIO = "measure: {kind: ratio, of: {indicator: number}, over: {indicator: number2}}"
FAULTS: dict[str, Fault] = {
    "unknown": (_WAS, _COMBINED.replace("opening", "‸openig"), ("is not an indicator", 'Did you mean "opening"')),
    "of a mean": (_WAS, _COMBINED.replace("opening", "‸note"), ('"note" is a mean', "a delay or a share")),
    "of weighed rows": (
        _WAS,
        _COMBINED.replace("opening", "‸weighed")
        + "\n      - {id: weighed, label: x, source: claims, period_by: closed_on,"
        " measure: {kind: share, of: {channel: internet}, weight: wait_seconds}}",
        ('"weighed" weighs its rows', "without weight"),
    ),
    "of itself": (_WAS, _COMBINED.replace("opening", "‸online"), ('"online" is a combined',)),
    "no column": (_WAS, _COMBINED.replace("topic", "‸topik"), ('Did you mean "topic"',)),
    "by a date": (_WAS, _COMBINED.replace("topic", "[topic, ‸closed_on]"), ("put together by",)),
    "by a person": (_WAS, _COMBINED.replace("topic", "‸insured"), ("personal",)),
    "no sense": (_WAS, _COMBINED.replace("all}", "‸every}"), ("is not allowed", "all, any")),
    "a period of its own": (
        _WAS,
        "‸period_by: closed_on\n        " + _COMBINED,
        ('"period_by" is that of the indicator', "Remove"),
    ),
    "a scope of its own": (_WAS, "‸where: {topic: x}\n        " + _COMBINED, ('"where" is that of', "Remove")),
    "ratio of a mean": (
        _WAS,
        _RATIO.replace("number}", "‸note}", 1).replace("number2", "number"),
        ('"note" is a mean', "count or sum"),
    ),
    "ratio of a ratio": (
        _WAS,
        _RATIO.replace("number}", "‸online}", 1).replace("number2", "number"),
        ('"online" is a ratio', "count or sum"),
    ),
    "over itself": (_WAS, _RATIO.replace("number2", "‸number"), ("divided by itself",)),
    "over nothing": (_WAS, _RATIO.replace("number2", "‸numbr"), ('Did you mean "number"',)),
    "over a column": (_WAS, _RATIO.replace("{indicator: number2}", "‸wait_seconds"), ("this one is a column",)),
    "messages per ticket": (
        _WAS,
        _RATIO + "\n        target: ‸2\n"
        "      - {id: number2, label: x, source: claims, period_by: received_at,"
        " measure: {kind: sum, of: wait_seconds}}",
        ("a ratio of whole numbers gives a percentage", '"unit: per 1 case" for a plain number'),
    ),
    "over what": (_WAS, _RATIO.replace("{indicator: number2}", "‸{column: score}"), ("neither a column nor an",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_told_at_its_place(tmp_path: Path, case: Fault) -> None:
    """In one line, with the nearest name or what is expected."""
    require_one_fault(tmp_path, case)


def test_it_has_the_reference_date_of_the_first(tmp_path: Path) -> None:
    """Combined verdicts that of the rows, a ratio that of what is divided."""
    assert loaded(tmp_path, _WAS, _COMBINED).indicator("online").reference_column == "received_at"
    more = "\n      - {id: number2, label: x, source: claims, period_by: received_at, measure: {kind: count}}"
    ratio = loaded(tmp_path, _WAS, _RATIO + more).indicator("online")
    assert isinstance(ratio.measure, IndicatorRatio)
    assert (ratio.reference_column, ratio.measure.rests_on) == ("closed_on", ("number", "number2"))
    assert check_related.__doc__


def test_its_source_is_that_of_the_first(tmp_path: Path) -> None:
    """Another one is refused, with the name of the right one."""
    text = BASE.replace(_WAS, _COMBINED).replace("sources:\n", f"sources:\n  other: {OTHER}\n", 1)
    marked = text.replace("label: Part en ligne\n        source: claims", "label: Part en ligne\n        source: other")
    messages = [issue.message for issue in refusals(tmp_path, marked)]
    assert any("Write that source here too" in message for message in messages)
