"""What the rule file says of combined verdicts, and of ratios of two indicators."""

from __future__ import annotations

import pytest

from gpj_kpi.rules.models.measures.amounts import OfIndicator, read_operand
from gpj_kpi.rules.models.measures.combined import Combined
from gpj_kpi.rules.text.faults import RefusedError


def test_combined_verdicts_rest_on_an_indicator() -> None:
    """They are a share of keys, and of no limit of their own."""
    measure = Combined.model_validate({"kind": "combined", "of": "rows", "by": ["a", "b"], "met_if": "any"})
    assert (measure.rests_on, measure.by, measure.limits) == (("rows",), ("a", "b"), ())
    assert (measure.statistic_name, measure.unit_name) == ("share", "ratio")


def test_a_side_of_a_ratio_is_a_column_or_an_indicator() -> None:
    """Nothing else has the key `indicator`."""
    assert (read_operand("offered"), read_operand({"indicator": "x"})) == ("offered", OfIndicator("x"))
    for faulty in ({"column": "x"}, {"indicator": "x", "of": "y"}, {}, 3):
        with pytest.raises(RefusedError):
            read_operand(faulty)
