"""How dates and times are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError
from tests.unit.rules.rule_files import Fault, require_one_fault

from gpj_kpi.rules.models.date_formats import DateFormats

FAULTS: dict[str, Fault] = {
    "format directive": ('"%d/%m/%Y"}', '‸"%d/%b/%Y"}', ('"%b" is not a directive', "%m")),
    "format half": ('"%d/%m/%Y"}', '‸"%m/%Y"}', ("full date",)),
    "format two years": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %y"}', ("one of %Y and %y",)),
    "format twice": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %d"}', ('"%d" comes twice',)),
    "format ends in %": ('"%d/%m/%Y"}', '‸"%d/%m/%Y%"}', ("not a directive",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


READ: TypeAdapter[tuple[str, ...]] = TypeAdapter(DateFormats)


def test_formats_that_never_read_one_text_as_two_moments() -> None:
    """One format or several, without the blanks around them, in the order in which they are tried."""
    assert READ.validate_python(" %d/%m/%Y ") == ("%d/%m/%Y",)
    assert READ.validate_python(["%d/%m/%Y", "%Y-%m-%d"]) == ("%d/%m/%Y", "%Y-%m-%d")


@pytest.mark.parametrize(
    ("formats", "words"),
    [
        (["%d/%m/%Y", "%m/%d/%Y"], "one moment by"),
        (["%d/%m/%Y %H:%M", "%d/%m/%Y %M:%H"], "one moment by"),
        (["%d/%m/%Y", "%d/%m/%Y"], "comes twice"),
        (["%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M"], "some of these formats have %z"),
    ],
)
def test_formats_of_which_two_read_one_text(formats: list[str], words: str) -> None:
    """A text that two formats read otherwise is refused with that text, and so is an offset that only some have."""
    with pytest.raises(ValidationError, match=words):
        READ.validate_python(formats)
