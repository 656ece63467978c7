"""The columns of a source: those of its files, and those made of other rows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.rules.made_files import MADE
from tests.unit.rules.rule_files import load_text

from gpj_kpi.rules.models.columns import EXPORTED, Column, form_of_column
from gpj_kpi.rules.models.columns import MADE as IS_MADE
from gpj_kpi.rules.models.time_units import TimeUnit


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ({"header": "Clos le", "type": "date"}, EXPORTED),
        ({"header": "Clos le", "type": "integer", "min": 3}, EXPORTED),
        ({"type": "date"}, EXPORTED),
        ({}, EXPORTED),
        (None, EXPORTED),
        ("replies", EXPORTED),
        ({"first": "sent_at"}, IS_MADE),
        ({"count": "rows"}, IS_MADE),
        ({"match": "ticket_id"}, IS_MADE),
        ({"from": "replies", "header": "Clos le"}, IS_MADE),
    ],
)
def test_a_column_without_heading_is_made_of_other_rows(written: object, form: str) -> None:
    """One that is neither is taken for a column of the export, and its heading is asked for."""
    assert form_of_column(written) == form


def test_an_export_holds_no_column_that_is_made(tmp_path: Path) -> None:
    """What is read of the files is what they have; what is made is listed beside, in the order of the file."""
    source = load_text(tmp_path, MADE).sources["tickets"]
    exported = ["ticket_id", "opened_at", "due_on", "customer", "caller", "size", "urgent"]
    assert list(source.exported.columns) == exported
    assert list(source.made_columns) == ["replied_at", "segment", "again", "length"]
    assert source.exported.made_columns == {}


@pytest.mark.parametrize(
    ("column", "microseconds"),
    [
        (Column(header="x", type="integer"), Fraction(1_000_000)),
        (Column(header="x", type="number", unit=TimeUnit.MINUTES), Fraction(60)),
    ],
)
def test_a_whole_number_held_lasts_as_long_as_its_unit(column: Column, microseconds: Fraction) -> None:
    """Seconds without a unit; a number is held in millionths."""
    assert column.held_microseconds == microseconds
