"""Sums and ratios must add up numbers, and be held to figures of their own unit."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, Fault, load_text, loaded, read_models, require_one_fault, subject_of

from gpj_kpi.rules import Ratio, Sum
from gpj_kpi.rules.checks.amounts import check_sum
from gpj_kpi.rules.models.measures.amounts import WrittenSum
from gpj_kpi.rules.text.faults import FaultList

COUNT = "measure: {kind: count}"
MEASURED = "        measure: {kind: count}\n"
TIMED = BASE.replace("type: integer}", "type: integer, unit: seconds}", 1)

FAULTS: dict[str, Fault] = {
    "sum of a text": (
        COUNT,
        "measure: {kind: sum, of: ‸topic}",
        ("type text", "Columns that fit: wait_seconds, score"),
    ),
    "sum of no column": (COUNT, "measure: {kind: sum, of: ‸scor}", ("not a column", 'Did you mean "score"?')),
    "sum of a personal column": (COUNT, "measure: {kind: sum, of: ‸insured}", ("personal",)),
    "sum of nothing": (COUNT, "measure: ‸{kind: sum}", ('the key "of" is missing',)),
    "sum over something": (COUNT, "measure: {kind: sum, of: score, ‸over: score}", ('"over" is not a key here',)),
    "ratio over a date": (COUNT, "measure: {kind: ratio, of: score, over: ‸closed_on}", ("type date",)),
    "ratio over nothing": (COUNT, "measure: ‸{kind: ratio, of: score}", ('the key "over" is missing',)),
    "ratio over itself": (COUNT, "measure: {kind: ratio, of: score, over: ‸score}", ("always 1",)),
    "ratio in per cent": (
        COUNT,
        "measure: {kind: ratio, of: score, over: wait_seconds, unit: ‸percent}",
        ("not a unit of a ratio", '"per 100 cases"'),
    ),
    "target of a sum": (MEASURED, "        measure: {kind: sum, of: score}\n        target: ‸95%\n", ("plain number",)),
    "target of a ratio of counts": (
        MEASURED,
        "        measure: {kind: ratio, of: wait_seconds, over: score}\n        target: ‸95%\n",
        ("a ratio gives a plain number",),
    ),
    "printed above the whole": ("{2008: 97%}", "{2008: ‸120%}", ("a share cannot exceed 100%",)),
    "target above the whole": ("target: 100%\n        tolerance: 95%", "target: ‸101%", ("cannot exceed 100%",)),
    "tolerance above the whole": (
        "target: 100%\n        tolerance: 95%",
        'target: "< 90%"\n        tolerance: ‸101%',
        ("cannot exceed 100%",),
    ),
    "balance of one condition": (
        COUNT,
        'measure: {kind: balance, for: {score: ">= 9"}, against: ‸{score: ">= 9"}}',
        ("is for and that it is against",),
    ),
    "balance without against": (COUNT, "measure: ‸{kind: balance, for: {score: 9}}", ('"against" is missing',)),
    "balance of no column": (
        COUNT,
        "measure: {kind: balance, for: {‸scor: 9}, against: {score: 6}}",
        ('Did you mean "score"?',),
    ),
    "target of a balance": (
        MEASURED,
        "        measure: {kind: balance, for: {score: 9}, against: {score: 6}}\n        target: ‸30%\n",
        ("plain number",),
    ),
    "target beyond a balance": (
        MEASURED,
        "        measure: {kind: balance, for: {score: 9}, against: {score: 6}}\n        target: ‸120\n",
        ("between -100 and 100",),
    ),
    "rate of the met": (
        "of: {channel: internet}}",
        "of: {channel: internet}, rate: ‸met}",
        ('"met" is not allowed', "missed"),
    ),
    "no period": (
        "period_by: closed_on\n        measure: {kind: count}",
        "measure: {kind: sum, of: score}",
        ("a sum does not say which date",),
        (73, 9),
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_a_sum_knows_what_it_adds_up(tmp_path: Path) -> None:
    """The column of numbers has no unit: a plain sum, in millionths."""
    measure = loaded(tmp_path, COUNT, "measure: {kind: sum, of: score}").indicator("number").measure
    assert isinstance(measure, Sum)
    assert (measure.unit_name, measure.amount.each.denominator) == ("total", 1_000_000)


def test_a_sum_at_fault_stays_as_written() -> None:
    """A text adds up to nothing; what it would give is not known."""
    document, _ = read_models(BASE)
    written = WrittenSum(kind="sum", of="topic")
    found = FaultList(())
    assert check_sum(written, subject_of(document, found)) is written
    assert [fault.path[-2:] for fault in found.faults] == [("measure", "of")]


@pytest.mark.parametrize(
    ("measure", "target", "unit"),
    [
        ("{kind: ratio, of: wait_seconds, over: score}", '"< 20 secondes"', "seconds"),
        ("{kind: ratio, of: wait_seconds, over: score, unit: pour 1000 appels}", '"< 2"', "per_1000"),
        ("{kind: ratio, of: score, over: wait_seconds}", '"< 2"', "points"),
        ("{kind: sum, of: wait_seconds}", '">= 100 heures"', "seconds"),
    ],
)
def test_a_figure_is_in_the_unit_of_its_columns(measure: str, target: str, unit: str, tmp_path: Path) -> None:
    """A length of time over counts is one; per 1000 is a plain number."""
    text = TIMED.replace(MEASURED, f"        measure: {measure}\n        target: {target}\n")
    assert load_text(tmp_path, text).indicator("number").measure.unit_name == unit


def test_a_ratio_of_counts_may_exceed_the_whole(tmp_path: Path) -> None:
    """Contacts over cases may be promised to stay below 150 %, and printed as 120 %."""
    text = BASE.replace("score: {header: Note, type: number}", "score: {header: Note, type: integer}").replace(
        MEASURED,
        "        measure: {kind: ratio, of: wait_seconds, over: score}\n        target: '< 150%'\n"
        "        tolerance: 160%\n        published: {2008: 120%}\n",
    )
    measure = load_text(tmp_path, text).indicator("number").measure
    assert isinstance(measure, Ratio)
    assert measure.unit_name == "ratio"
