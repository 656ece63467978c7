"""What stops a clock, and the limit of a case, as the rule file writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import Fault, loaded, require_one_fault

from gpj_kpi import rules
from gpj_kpi.rules.models.clock import Starts, read_start


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("to: opened_at", rules.Ends("first", ("opened_at",))),
        ("to: {all: [opened_at, due_at]}", rules.Ends("all", ("opened_at", "due_at"))),
        ("to: {first: [opened_at, due_at]}", rules.Ends("first", ("opened_at", "due_at"))),
        ("to: {last: [opened_at, due_at]}", rules.Ends("last", ("opened_at", "due_at"))),
        ("to: {all: opened_at}", rules.Ends("all", ("opened_at",))),
    ],
)
def test_ends(tmp_path: Path, written: str, expected: rules.Ends) -> None:
    """The ends of a delay are one column, all of several, or the first or the last of several."""
    measure = loaded(tmp_path, "to: opened_at", written).indicator("opening").measure
    assert isinstance(measure, rules.Delay)
    assert measure.to == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("opened_at", "opened_at"),
        ({"first": ["a", "b"]}, Starts("first", ("a", "b"))),
        ({"last": ["a", "b"]}, Starts("last", ("a", "b"))),
    ],
)
def test_starts(written: object, expected: str | Starts) -> None:
    """The start of a delay is one column, or the first or the last of several."""
    assert read_start(written) == expected


ONE_FAULT: dict[str, Fault] = {
    "to key": ("to: opened_at", "to: {‸latest: [opened_at]}", ('"latest" is not a key', 'Did you mean "last"')),
    "to both": ("to: opened_at", "to: ‸{all: [opened_at], first: [due_at]}", ("exactly one",)),
    "limit without unit": ("limit: 48 heures", "limit: ‸48", ("48 is not a limit", "no unit", "heures")),
    "limit short unit": ("limit: 48 heures", "limit: ‸48 h", ('"48 h"', "heures")),
    "limit bare days": ("limit: 48 heures", "limit: ‸2 jours", ("jours ouvrés", "jours calendaires")),
    "limit misspelt": ("limit: 48 heures", "limit: ‸2 jours ouvrrés", ('did you mean "jours ouvrés"',)),
    "from all": ("from: received_at", "from: {‸all: [received_at, due_at]}", ("the start of a delay",)),
    "from one": ("from: received_at", "from: {first: ‸[received_at]}", ("two or more columns",)),
}


@pytest.mark.parametrize("case", ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)
