"""Weights are a column, or a number for each stratum."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gpj_kpi.rules.models.measures.weights import Strata, read_weight
from gpj_kpi.rules.text.faults import RefusedError


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("households", "households"),
        (
            {"by": "region", "nord": 2, "sud": "0,5", "est": Decimal("0.000001"), "ouest": 0},
            Strata("region", (("nord", 2_000_000), ("sud", 500_000), ("est", 1), ("ouest", 0))),
        ),
        ({"by": "region", "nord": "999999999"}, Strata("region", (("nord", 999_999_999_000_000),))),
    ],
)
def test_a_weight_is_a_column_or_strata(written: object, expected: object) -> None:
    """A stratum may weigh nothing; its weight is a number, with a point or a comma."""
    assert read_weight(written) == expected


@pytest.mark.parametrize(
    ("written", "place", "code"),
    [
        ({"nord": 2}, (), "missing_key"),
        ({"by": "region"}, (), "empty"),
        ({"by": "region", "nord": -1}, ("nord",), "bad_value"),
        ({"by": "region", "nord": "2 %"}, ("nord",), "bad_value"),
        ({"by": "region", "nord": "0.0000001"}, ("nord",), "bad_value"),
        ({"by": "region", "nord": 1_000_000_000}, ("nord",), "bad_value"),
        ({"by": 3, "nord": 1}, ("by",), "text_expected"),
        (3, (), "text_expected"),
        ("", (), "empty"),
    ],
)
def test_what_is_no_weight(written: object, place: tuple[str, ...], code: str) -> None:
    """Each fault stands at its stratum."""
    with pytest.raises(RefusedError) as refusal:
        read_weight(written)
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == [(place, code)]
