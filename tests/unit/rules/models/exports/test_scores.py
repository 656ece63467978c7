"""Scores: the number that a text stands for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from gpj_kpi.rules.models.exports.scores import read_scores
from gpj_kpi.rules.text.faults import RefusedError


def test_texts_are_compared_as_cells() -> None:
    """Blanks at the ends are dropped and accents composed; numbers are exact."""
    written = {" 4 : Satisfait\u00a0": 4, "Tre\u0300s bien": "4,5", "Nul": Decimal("-0.25")}
    assert read_scores(written) == (
        ("4 : Satisfait", Fraction(4)),
        ("Tr\u00e8s bien", Fraction(9, 2)),
        ("Nul", Fraction(-1, 4)),
    )


@pytest.mark.parametrize(
    ("written", "place", "code"),
    [
        ({"Bien": 4, " Bien": 3}, (" Bien",), "duplicate"),
        ({"Bien": "quatre"}, ("Bien",), "bad_value"),
        ({"Bien": "4 %"}, ("Bien",), "bad_value"),
        ({"Bien": None}, ("Bien",), "bad_value"),
        ({}, (), "empty"),
        (["Bien"], (), "bad_value"),
    ],
)
def test_what_are_no_scores(written: object, place: tuple[str, ...], code: str) -> None:
    """Each fault stands at its text."""
    with pytest.raises(RefusedError) as refusal:
        read_scores(written)
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == [(place, code)]
