"""Whether a value keeps its target, and whether it agrees with what was printed.

Law: both are decided on exact fractions, never on a rounded figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from gpj_kpi.results.result import Status
from gpj_kpi.rules import Indicator, Published, Target

_HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": lambda value, bound: value >= bound,
    ">": lambda value, bound: value > bound,
    "<=": lambda value, bound: value <= bound,
    "<": lambda value, bound: value < bound,
}
_ABOUT = Fraction(1, 40)
"""`about 90%` agrees with any figure within a fortieth of it: 87,75 % to 92,25 %."""
_WORST_FIRST: tuple[Status, ...] = ("missed", "near", "too_few", "no_data")


def holds(value: Fraction, target: Target) -> bool:
    """Say whether a value stands in the target's relation to its bound."""
    return _HOLDS[target.op](value, target.value)


def bound_of(target: Target | None) -> tuple[str, Fraction, str] | None:
    """What a target asks, however it is written; None where there is none."""
    return None if target is None else (target.op, target.value, str(target.unit))


def judge_value(value: Fraction, indicator: Indicator) -> Status:
    """Judge one figure against the indicator's target and tolerance."""
    if indicator.target is None:
        return "no_target"
    if holds(value, indicator.target):
        return "met"
    if indicator.tolerance is not None and holds(value, indicator.tolerance):
        return "near"
    return "missed"


def status_of_parts(statuses: Sequence[Status]) -> Status:
    """Status of what is met when each of its parts is: that of the worst part.

    Parts without a target do not count; without any other there is no target.

    >>> status_of_parts(["met", "near", "met"])
    'near'
    """
    for status in _WORST_FIRST:
        if status in statuses:
            return status
    return "met" if "met" in statuses else "no_target"


def agrees(printed: Published, value: Fraction, status: Status) -> bool | None:
    """Say whether a figure agrees with a printed one, rounded as it was printed.

    `held` agrees with a target that is met, and is unknown (None) where nothing was judged.
    """
    if printed.op == "held":
        return status == "met" if status in {"met", "near", "missed"} else None
    half = printed.step / 2
    if printed.op == "between":
        assert printed.low is not None
        assert printed.high is not None
        return printed.low - half <= value < printed.high + half
    assert printed.value is not None
    if printed.op == "=":
        return printed.value - half <= value < printed.value + half
    if printed.op == "about":
        return abs(value - printed.value) <= printed.value * _ABOUT
    return _HOLDS[printed.op](value, printed.value)
