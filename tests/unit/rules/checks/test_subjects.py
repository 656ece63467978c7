"""What an indicator may name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, INDICATOR, Fault, read_models, require_one_fault, subject_of

from gpj_kpi.rules.checks.subjects import DATES, that_fit
from gpj_kpi.rules.text.faults import FaultList

FAULTS: dict[str, Fault] = {
    "period_by unknown": ("period_by: received_at", "period_by: ‸recieved_at", ('Did you mean "received_at"',)),
    "period_by text": ("period_by: received_at", "period_by: ‸topic", ("type text", "received_at, opened_at")),
    "from unknown": ("delay, from: received_at", "delay, from: ‸recieved_at", ('Did you mean "received_at"',)),
    "from text": ("delay, from: received_at", "delay, from: ‸topic", ("type text", "date or datetime")),
    "from personal": ("delay, from: received_at", "delay, from: ‸insured", ("personal",)),
    "to unknown": ("to: opened_at", "to: ‸openedat", ('Did you mean "opened_at"',)),
    "to in list": ("to: opened_at", "to: {all: [opened_at, ‸dueat]}", ('Did you mean "due_at"',)),
    "elapsed text": ("elapsed: wait_seconds", "elapsed: ‸topic", ("number of seconds", "wait_seconds, score")),
    "mean of text": ("value: score", "value: ‸topic", ("integer or number", "wait_seconds, score")),
    "mean weight": ("weight: wait_seconds", "weight: ‸topic", ("integer or number",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_a_column_is_given_where_its_type_is_known_and_fits() -> None:
    """None is given for a column that is unknown, personal or of another type, each refused, or at fault already."""
    document, _ = read_models(BASE)
    found = FaultList([(*INDICATOR, "period_by")])
    subject = subject_of(document, found)
    column = document.sources["claims"].columns["opened_at"]
    assert subject.column("opened_at", DATES, "a start needs a date", "measure", "from") is column
    assert subject.column(None, DATES, "a start needs a date", "measure", "from") is None
    assert found.faults == []
    for name in ("opened", "insured", "topic"):
        assert subject.column(name, DATES, "a start needs a date", "measure", "from") is None
    assert [fault.code for fault in found.faults] == ["unknown_column", "personal_column", "wrong_column_type"]
    assert subject.column("opened", DATES, "a period needs a date", "period_by") is None
    assert len(found.faults) == 3


def test_the_columns_that_fit_are_named() -> None:
    """Personal columns and those of other types are no advice; where none fits, one has to be declared."""
    columns = read_models(BASE)[0].sources["claims"].columns
    assert that_fit(columns, DATES) == "Columns that fit: received_at, opened_at, due_at, closed_on."
    assert that_fit({"insured": columns["insured"]}, ("text",)) == "This source has no column that fits; declare one."
