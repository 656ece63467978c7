from __future__ import annotations

import pytest

from gpj_kpi.sniff.headers import holds_no_headings, is_number, reads_as_case

CLAIMS = [["D1", "13/02/2008", "12"], ["D2", "14/02/2008", "7"], ["D3", "15/02/2008", "9"]]


@pytest.mark.parametrize("line", [["N° dossier", "Reçu le", "Lots"], ["id", "day", "n"], ["N° 1", "Date", "2008"]])
def test_a_line_of_headings_is_no_case(line: list[str]) -> None:
    """Its cells are of another kind than those below."""
    assert not reads_as_case(line, CLAIMS)


@pytest.mark.parametrize("line", [["D0", "12/02/2008", "3"], ["D0", "12/02/2008", ""], ["D9", "x", "4"]])
def test_a_line_like_those_below_is_a_case(line: list[str]) -> None:
    """Most of its cells are; one that differs does not make it a header."""
    assert reads_as_case(line, CLAIMS)


PIVOT = [["Nord", "12", "7"], ["Sud", "5", "1990"], ["Est", "1", "44"]]


@pytest.mark.parametrize("numbers", [["2023", "2024"], ["2024", "2019"], ["1", "2"], ["01", "02"]])
def test_years_and_ordinals_beside_words_are_headings(numbers: list[str]) -> None:
    """Numbers stand below them, and they say nothing of the line."""
    assert not reads_as_case(["Agence", *numbers], PIVOT)


@pytest.mark.parametrize(
    "line", [["Ouest", "3", "9"], ["Ouest", "2023", "4"], ["Ouest", "2023", "2023"], ["2022", "2023", "2024"]]
)
def test_other_numbers_are_those_of_a_case(line: list[str]) -> None:
    """They are no ordinals in a row, no different years, or stand without a word."""
    assert reads_as_case(line, PIVOT if line[0] == "Ouest" else [["3", "4", "5"], ["7", "8", "9"]])


def test_a_year_over_years_is_that_of_a_case() -> None:
    """The years in which claims were made."""
    assert reads_as_case(["Ouest", "2023"], [["Nord", "2021"], ["Sud", "2024"], ["Est", "2022"]])


def test_few_values_below_make_a_header_of_another_one() -> None:
    """Fax and web come over and over; Canal never does, and what has no heading tells nothing."""
    body = [["fax", "a"], ["web", "b"]] * 8
    assert not reads_as_case(["Canal", ""], body)
    assert reads_as_case(["fax", ""], body)


@pytest.mark.parametrize("cell", ["13/02/2008", "2008-02-13 10:00:05", "0142334455", "+33 1 42 33 44 55", "1204642"])
def test_a_date_a_telephone_number_or_a_long_number_is_no_heading(cell: str) -> None:
    """One such cell is enough."""
    assert holds_no_headings(["Canal", cell])


@pytest.mark.parametrize("heading", ["N° dossier", "2008", "12", "Q1", "Servis sous 20 s", "1.2", "Reçu le 1er"])
def test_years_and_ordinals_may_be_headings(heading: str) -> None:
    """A pivot table has years for headings, a survey the numbers of its questions."""
    assert not holds_no_headings(["Canal", heading])


def test_a_heading_may_be_a_number() -> None:
    """With its marks, and without a letter."""
    assert is_number("2008")
    assert is_number("1.2")
    assert not is_number("Q1")
