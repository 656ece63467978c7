from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.sniff.exports import ID, column, require_declared

from gpj_kpi.sniff.cells.numbers import Marks, choose_marks, integer_share, number_share, percent_share

EXPORTS = {
    "integers": column("Âge moyen du lot", "12|7|-3", "type: integer, required: true"),
    "integers by thousands": column("Lots", "1 204|7|12\u202f000", "type: integer, required: true", "thousands: ' '"),
    "numbers, decimal comma": column("Coût", "12,5|7|0,25", "type: number, required: true", "decimal: ','"),
    "numbers, decimal point": column("Coût", "12.5|7|0.25", "type: number, required: true", "decimal: '.'"),
    "numbers, no-break spaces": column(
        "Coût", "1\u00a0204,50|7,00|12 000,00", "type: number, required: true", "decimal: ',', thousands: ' '"
    ),
    "numbers, point and comma": column(
        "Coût", "1.204,50|7,00|12.000,00", "type: number, required: true", "decimal: ',', thousands: '.'"
    ),
    "numbers, Swiss": column(
        "Coût", "1'204.50|7.00|0.10", "type: number, required: true", "decimal: '.', thousands: \"'\""
    ),
    "three digits behind each mark": column(
        "Coût",
        "1.204|2.115|3.001",
        "type: number, required: true",
        "decimal: '.'",
        comments=("every mark stands before three digits: thousands, or decimals?",),
    ),
    "three digits behind each mark, small numbers beside": column(
        "Lots",
        "1.204|815|12.001",
        "type: integer, required: true",
        "decimal: ',', thousands: '.'",
    ),
    "percentages": column(
        "Taux", "97,5 %|100 %|8,25\u00a0%", "type: number, percent: true, required: true", "decimal: ','"
    ),
    "leading zeros are codes": column("Agence", "0123|0456|1789", ID),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


@pytest.mark.parametrize(
    ("cells", "is_french", "marks"),
    [
        (["1 204,50", "7,00"], True, Marks(",", " ")),
        (["1,204.50", "7.00"], False, Marks(".", ",")),
        (["1.204,50", "7,00"], False, Marks(",", ".")),
        (["1'204.50"], False, Marks(".", "'")),
        ([], True, Marks(",", None)),
        ([], False, Marks(".", None)),
    ],
)
def test_one_pair_of_marks_fits_the_whole_file(cells: list[str], is_french: bool, marks: Marks) -> None:  # noqa: FBT001
    """Without numbers, the marks are those of the language."""
    assert choose_marks([dict.fromkeys(cells, 1)] if cells else [], is_french=is_french) == marks


def test_a_mark_that_could_be_either_is_open() -> None:
    """Three digits behind every mark: decimals or thousands."""
    assert choose_marks([{"1,204": 1, "2,115": 1}], is_french=False) == Marks(".", ",", is_open=True)


def test_shares_are_of_filled_cells() -> None:
    """Half are numbers, a quarter whole numbers; a percent sign makes another kind."""
    counts = {"12": 1, "7,5": 1, "deux": 2}
    assert number_share(counts, Marks(",", None)) == 0.5
    assert integer_share(counts, Marks(",", None)) == 0.25
    assert percent_share({"97,5 %": 1, "97,5": 1}, Marks(",", None)) == 0.5
    assert number_share({}, Marks(",", None)) == 0.0
