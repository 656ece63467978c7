"""The side of a target on which a figure lies: decided on fractions, kept by the floats that machines read.

Law: a float is never on another side of a target than its fraction, neither as a float nor by its digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

from gpj_kpi.rules import Target

RELATIONS: dict[str, Callable[[Fraction | float, Fraction | float], bool]] = {
    ">=": lambda value, bound: value >= bound,
    ">": lambda value, bound: value > bound,
    "<=": lambda value, bound: value <= bound,
    "<": lambda value, bound: value < bound,
}


def holds(value: Fraction, target: Target) -> bool:
    """Say whether a value stands in the target's relation to its bound."""
    return RELATIONS[target.op](value, target.value)


def nearest_float(value: Fraction, targets: Sequence[Target] = ()) -> float:
    """Give the nearest float on the fraction's side of each target.

    It is compared as a float with the float of the target, and by the digits in which it is written with the target
    itself. Where targets lie so close to each other that no float is between them, the last one decides.

    >>> from gpj_kpi.rules.models.targets import parse_target
    >>> nearest_float(4 - Fraction(1, 10**18)), nearest_float(4 - Fraction(1, 10**18), [parse_target(">= 4.0")])
    (4.0, 3.9999999999999996)
    """
    found = float(value)
    for target in targets:
        relation, is_held = RELATIONS[target.op], holds(value, target)
        towards = math.inf if is_held == (target.op in {">", ">="}) else -math.inf
        while not relation(Fraction(repr(found)), target.value) == relation(found, float(target.value)) == is_held:
            found = math.nextafter(found, towards)
    return found
