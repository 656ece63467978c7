"""How an export is written: delimiters, encodings and marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from tests.unit.rules.rule_files import Fault, require_one_fault

from gpj_kpi.rules.models.exports.dialects import Delimiter, EncodingName, LinesAbove, Thousands

FAULTS: dict[str, Fault] = {
    "delimiter": ('delimiter: ";"', 'delimiter: ‸";;"', ("one character",)),
    "encoding": ("windows-1252", "‸windows-1253", ('Did you mean "windows-1252"',)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


DELIMITER: TypeAdapter[Any] = TypeAdapter(Delimiter)
ENCODING: TypeAdapter[Any] = TypeAdapter(EncodingName)
THOUSANDS: TypeAdapter[Any] = TypeAdapter(Thousands)
LINES: TypeAdapter[Any] = TypeAdapter(LinesAbove)


@pytest.mark.parametrize(
    ("read", "written", "expected"),
    [
        (DELIMITER, "tab", "\t"),
        (DELIMITER, "|", "|"),
        (ENCODING, "UTF8", "utf-8"),
        (ENCODING, "Windows_1252", "cp1252"),
        (ENCODING, "ISO-8859-1", "latin-1"),
        (THOUSANDS, "\u202f", " "),
        (THOUSANDS, "'", "'"),
        (LINES, 1000, 1000),
    ],
)
def test_several_spellings_mean_one_thing(read: TypeAdapter[Any], written: object, expected: object) -> None:
    """A tab has a name, an encoding several, and the blank between thousands stands for the no-break ones."""
    assert read.validate_python(written) == expected


@pytest.mark.parametrize(
    ("read", "written"),
    [(DELIMITER, '"'), (DELIMITER, "a"), (DELIMITER, "é"), (THOUSANDS, "-"), (LINES, -1), (LINES, True)],
)
def test_what_can_stand_in_no_export(read: TypeAdapter[Any], written: object) -> None:
    """A quote, a letter or an accent parts no cells; fewer lines than none stand above no header."""
    with pytest.raises(ValidationError):
        read.validate_python(written)
