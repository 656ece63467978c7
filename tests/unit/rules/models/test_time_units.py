"""Units of columns: four lengths, in English and in French."""

from __future__ import annotations

import pytest

from gpj_kpi.rules.models.columns import Column
from gpj_kpi.rules.models.time_units import TimeUnit, read_time_unit
from gpj_kpi.rules.text.faults import RefusedError


@pytest.mark.parametrize(
    ("names", "microseconds"),
    [
        (("milliseconds", "millisecond", "millisecondes", "milliseconde"), 1_000),
        (("seconds", "second", "secondes", "seconde", " Secondes "), 1_000_000),
        (("minutes", "minute", "MINUTES"), 60_000_000),
        (("hours", "hour", "heures", "heure"), 3_600_000_000),
    ],
)
def test_a_unit_has_a_name_in_both_languages_and_a_length(names: tuple[str, ...], microseconds: int) -> None:
    """One or many, capital or small."""
    assert {read_time_unit(name).microseconds for name in names} == {microseconds}


def test_a_figure_is_never_in_milliseconds() -> None:
    """Sums of them are in seconds; all others are in their own unit."""
    assert [str(unit.figure) for unit in TimeUnit] == ["secondes", "secondes", "minutes", "heures"]


@pytest.mark.parametrize("name", ["s", "ms", "m", "mn", "min", "h", "days", "jours", "minutes ouvrées", "", 60, None])
def test_what_can_be_misread_is_refused(name: object) -> None:
    """Abbreviations, days, open time and what is no text."""
    with pytest.raises(RefusedError):
        read_time_unit(name)


@pytest.mark.parametrize(
    ("declared", "numbers", "microseconds"),
    [
        ({"type": "integer"}, 7, 7_000_000),
        ({"type": "integer", "unit": "minutes"}, 7, 420_000_000),
        ({"type": "integer", "unit": "heures"}, 7, 25_200_000_000),
        ({"type": "integer", "unit": "millisecondes"}, 7, 7_000),
        ({"type": "number"}, 7_000_000, 7_000_000),  # held in millionths
        ({"type": "number", "unit": "minutes"}, 500_000, 30_000_000),
        ({"type": "number", "unit": "milliseconds"}, 7_000_000, 7_000),
    ],
)
def test_what_a_column_holds_has_an_exact_length(declared: dict[str, object], numbers: int, microseconds: int) -> None:
    """Whole numbers of an integer column, millionths of a number column; seconds where no unit is declared."""
    assert Column.model_validate({"header": "x", **declared}).held_microseconds * numbers == microseconds


def test_the_four_units_are_written_in_english() -> None:
    """As messages list them."""
    assert [str(unit) for unit in TimeUnit] == ["milliseconds", "seconds", "minutes", "hours"]
