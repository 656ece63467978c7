"""On which side of a target a figure lies, and the floats that say so."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpj_kpi.results.sides import RELATIONS, holds, nearest_float
from gpj_kpi.rules import Target

OPERATORS = st.sampled_from(list(RELATIONS))
# Decimals of at most 18 digits, as targets are.
DECIMALS = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(-(10**6), 10**18 - 1), st.integers(0, 18)
)
STEPS = st.builds(
    lambda sign, places: Fraction(sign, 10**places), st.sampled_from([-1, 0, 1]), st.integers(0, 40)
) | st.fractions(min_value=-1, max_value=1)


def _target(op: str, value: Fraction) -> Target:
    return Target(op, value, "", "")  # type: ignore[arg-type]


def _keeps_side(found: float, value: Fraction, target: Target) -> bool:
    """Whether a float, and the number that its digits write, stand to a target as the fraction does."""
    relation, is_held = RELATIONS[target.op], RELATIONS[target.op](value, target.value)
    return relation(found, float(target.value)) == is_held and relation(Fraction(repr(found)), target.value) == is_held


@given(target=DECIMALS, step=STEPS, op=OPERATORS)
def test_a_float_is_never_on_the_other_side(target: Fraction, step: Fraction, op: str) -> None:
    """Float and digits are met or missed as the figure is, and no float nearer to it would do."""
    value, bound = target + step, _target(op, target)
    found = nearest_float(value, [bound])
    assert _keeps_side(found, value, bound)
    while found != float(value):
        found = math.nextafter(found, float(value))
        assert not _keeps_side(found, value, bound)


@given(target=st.integers(-1000, 1000), step=STEPS, op=st.sampled_from([">=", ">"]))
def test_a_tolerance_is_kept_beside_the_target(target: int, step: Fraction, op: str) -> None:
    """With a tolerance a tenth below the target, met, near and missed are all told by the float."""
    bounds = [_target(op, target - Fraction(1, 10)), _target(op, Fraction(target))]
    found = nearest_float(target + step, bounds)
    assert all(_keeps_side(found, target + step, bound) for bound in bounds)


@pytest.mark.parametrize(
    ("value", "op", "target", "shown"),
    [
        (4 - Fraction(1, 10**18), ">=", 4, 3.9999999999999996),
        (4 + Fraction(1, 10**18), "<=", 4, 4.000000000000001),
        (4 - Fraction(1, 10**18), "<", 4, 3.9999999999999996),
        (4 + Fraction(1, 10**18), ">", 4, 4.000000000000001),
        (4 - Fraction(1, 10**18), ">", 4, 4.0),  # missed at 4 as well
        (10 - Fraction(1, 10**18), "<", 10, 9.999999999999998),
        (Fraction(19, 20), ">=", Fraction(19, 20), 0.95),
        (Fraction(19, 20) - Fraction(1, 10**20), ">=", Fraction(19, 20), 0.9499999999999999),
        (Fraction(1, 3), ">=", Fraction(19, 20), 1 / 3),
    ],
)
def test_figures_beside_a_target(value: Fraction, op: str, target: Fraction, shown: float) -> None:
    """A double has 52 bits: below 4 the next is 2 ** -51 away, above it 2 ** -50, below 10 2 ** -49."""
    assert nearest_float(value, [_target(op, Fraction(target))]) == shown


def test_without_a_target_a_float_is_the_nearest() -> None:
    """Nothing is held against the figure, so that it is rounded."""
    assert nearest_float(4 - Fraction(1, 10**18)) == 4.0
    assert holds(Fraction(4), _target(">=", Fraction(4)))
