"""How dates and times are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError
from tests.unit.rules.rule_files import Fault, require_one_fault

from gpj_kpi.rules.models.exports.date_formats import DateFormats

FAULTS: dict[str, Fault] = {
    "format directive": ('"%d/%m/%Y"}', '‸"%d/%b/%Y"}', ('"%b" is not a directive', "%m")),
    "format half": ('"%d/%m/%Y"}', '‸"%m/%Y"}', ("full date",)),
    "format two years": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %y"}', ("one of %Y and %y",)),
    "format twice": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %d"}', ('"%d" comes twice',)),
    "format letter of UTC": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %H:%MZ"}', ("the letters Z", "Write %z", '"%d/%m/%Y %H:%M%z"')),
    "format am": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %H:%M AM"}', ("AM and PM are not read", "14:00")),
    "format other letters": (
        '"%d/%m/%Y"}',
        '‸"le %d/%m/%Y"}',
        ("the letters le", "T, h, à and at", "%z reads an offset"),
    ),
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
        (["%d/%m/%Y à %H:%M", "%d/%m/%Y at %H:%M"], "differ in letters alone"),
        (["%d/%m/%Y %Hh%M", "%d/%m/%Y %HH%M"], "differ in letters alone"),
    ],
)
def test_formats_of_which_two_read_one_text(formats: list[str], words: str) -> None:
    """A text that two formats read otherwise is refused with that text, and so is an offset that only some have."""
    with pytest.raises(ValidationError, match=words):
        READ.validate_python(formats)


ZERO = ("Z", "z", "UTC", "utc", "Utc", "GMT", "gmt")
OTHERS = ("le", "min", "s", "CET", "CEST", "EST", "A", "年", "Europe", "p")


@pytest.mark.parametrize("letters", [*ZERO, "AM", "pm", "a.m.", *OTHERS])
@pytest.mark.parametrize("form", ["%Y-%m-%d %H:%M {}", "%Y-%m-%d %H:%M{}", "{} %H:%M %d/%m/%Y"])
def test_letters_that_may_say_something_are_refused(letters: str, form: str) -> None:
    """A format holds no letters that would be matched and forgotten, in capitals or not, wherever they stand."""
    with pytest.raises(ValidationError, match="would be passed over"):
        READ.validate_python(form.format(letters))


@pytest.mark.parametrize("letters", ZERO)
def test_the_format_that_is_advised_is_accepted(letters: str) -> None:
    """For the letters of UTC the message has the whole format to write in its place."""
    with pytest.raises(ValidationError) as refused:
        READ.validate_python(f"%Y-%m-%dT%H:%M {letters}")
    assert '"%Y-%m-%dT%H:%M %z"' in str(refused.value)
    assert READ.validate_python("%Y-%m-%dT%H:%M %z")


@pytest.mark.parametrize("format_", ["%Y-%m-%dT%H:%M", "%d/%m/%Y à %Hh%M", "%d/%m/%Y a\u0300 %H:%M", "%d/%m/%Y at %Hh"])
def test_letters_that_say_nothing_are_accepted(format_: str) -> None:
    """T, h, à and at only part what stands around them."""
    assert READ.validate_python(format_) == (format_,)


def test_a_letter_in_place_of_a_blank_is_another_format() -> None:
    """A T and a space are not letters alone: both may stand in one list."""
    assert len(READ.validate_python(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])) == 2


@pytest.mark.parametrize("offset", ["Z", " UTC", "+01:00", " 00:00:00+0000", "T00:00:00Z"])
def test_a_date_is_never_told_to_write_an_offset(offset: str) -> None:
    """A column of dates refuses %z: the message says to leave the offset out of the export."""
    with pytest.raises(ValidationError, match="a date has no offset") as refused:
        READ.validate_python(f"%Y-%m-%d{offset}")
    assert "Write %z" not in str(refused.value)


FIGURES = (
    "+0000",
    " +00:00",
    " (+2)",
    "-05:00",
    " UTC+1",
    " +1",
    "\u221205:00",
    ".000+0000",
    ".0100",
    ":30",
    " 00:00",
    "+",
)


@pytest.mark.parametrize("figures", FIGURES)
@pytest.mark.parametrize("form", ["%Y-%m-%d %H:%M:%S{}", "%d/%m/%Y %H:%M{}", "%d/%m/%y {} %H:%M"])
def test_figures_that_may_say_something_are_refused(figures: str, form: str) -> None:
    """A format holds no digits that would be matched and forgotten, such as those of an offset."""
    with pytest.raises(ValidationError, match="would be passed over"):
        READ.validate_python(form.format(figures))


@pytest.mark.parametrize("figures", ["+0000", " +00:00", "-05:00", " (+01:00)", ".000+0000"])
def test_the_format_that_is_advised_for_figures_is_accepted(figures: str) -> None:
    """For an offset of four digits the message has the whole format to write in its place."""
    with pytest.raises(ValidationError) as refused:
        READ.validate_python(f"%Y-%m-%dT%H:%M:%S{figures}")
    mended = re.sub("[+-][0-9:]+", "%z", f"%Y-%m-%dT%H:%M:%S{figures}")
    assert f'"{mended}"' in str(refused.value)
    assert READ.validate_python(mended) == (mended,)


@pytest.mark.parametrize(
    "format_",
    [
        "%Y-%m-%d-%H.%M.%S.%f",
        "%Y-%m-%d %H-%M-%S",
        "%Y-%m-%dT%H:%M:%S.000",
        "%Y-%m-%dT%H:%M:%S.000%z",
        "%Y-%m-%d %H:%M:00",
        "%d/%m/%Y %Hh00",
        "%Y-%m-%d 00:00:00.000",
        "%d/%m/%Y 00:00",
    ],
)
def test_zeros_that_say_what_is_read_are_accepted(format_: str) -> None:
    """Zeros of minutes, seconds, a fraction, or midnight behind a day, and the marks of DB2, say nothing else."""
    assert READ.validate_python(format_) == (format_,)
