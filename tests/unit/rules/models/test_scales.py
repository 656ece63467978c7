"""Scales: two ends, the lower first."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError
from tests.unit.rules.rule_files import Fault, require_one_fault

from gpj_kpi.rules.models.scales import Scale

FAULTS: dict[str, Fault] = {
    "scale backwards": ("scale: [1, 5]", "scale: ‸[5, 1]", ("[5, 1]", "lower end first")),
    "scale short": ("scale: [1, 5]", "scale: ‸[5]", ("[lowest, highest]",)),
    "scale text": ("scale: [1, 5]", 'scale: [1, ‸"5"]', ("not a number",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_a_scale_keeps_its_digits() -> None:
    """Both ends are exact: whole numbers or decimals, the lower first."""
    read: TypeAdapter[tuple[int | Decimal, int | Decimal]] = TypeAdapter(Scale)
    assert read.validate_python([1, 5]) == (1, 5)
    assert str(read.validate_python([Decimal("0.50"), 10])[0]) == "0.50"
    for written in ([5, 5], [5, 1], [True, 5], [1.5, 5], [1], "1-5", None):
        with pytest.raises(ValidationError):
            read.validate_python(written)
