"""Targets and printed figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.rules.rule_files import Fault, require_one_fault

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.rules.models.targets import parse_published, parse_target


@pytest.mark.parametrize(
    ("value", "op", "expected", "unit"),
    [
        ("95%", ">=", Fraction(95, 100), "%"),
        ("95 %", ">=", Fraction(95, 100), "%"),
        ("95\u00a0%", ">=", Fraction(95, 100), "%"),
        ("99,5%", ">=", Fraction(995, 1000), "%"),
        ("94.996%", ">=", Fraction(94996, 100000), "%"),
        ("> 97%", ">", Fraction(97, 100), "%"),
        (">=97%", ">=", Fraction(97, 100), "%"),
        ("≥ 97%", ">=", Fraction(97, 100), "%"),
        ("<= 3%", "<=", Fraction(3, 100), "%"),
        ("< 10 secondes", "<", Fraction(10), Unit.SECONDS),
        ("< 7,5 secondes", "<", Fraction(15, 2), Unit.SECONDS),
        ("< 2 minutes", "<", Fraction(120), Unit.SECONDS),
        ("2 hours", "<=", Fraction(7200), Unit.SECONDS),
        ("< 90 minutes ouvrées", "<", Fraction(5400), Unit.BUSINESS_HOURS),
        ("1,5 heures ouvrées", "<=", Fraction(5400), Unit.BUSINESS_HOURS),
        ("< 3 jours ouvrés", "<", Fraction(3), Unit.BUSINESS_DAYS),
        (">= 4.0", ">=", Fraction(4), ""),
        (">= -5", ">=", Fraction(-5), ""),
        (380, ">=", Fraction(380), ""),
        (Decimal("4.20"), ">=", Fraction("4.2"), ""),
    ],
)
def test_targets(value: object, op: str, expected: Fraction, unit: str) -> None:
    """A target is an exact fraction with its relation; shares are 0..1 and elapsed durations are in seconds."""
    target = parse_target(value)
    assert (target.op, target.value, target.unit) == (op, expected, unit)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("97%", ("=", Fraction(97, 100), 0, True, Fraction(1, 100))),
        ("97.50%", ("=", Fraction(975, 1000), 2, True, Fraction(1, 10000))),
        ("> 97%", (">", Fraction(97, 100), 0, True, Fraction(1, 100))),
        ("about 90%", ("about", Fraction(90, 100), 0, True, Fraction(1, 100))),
        ("held", ("held", None, 0, False, Fraction(1))),
        (Decimal("4.36"), ("=", Fraction("4.36"), 2, False, Fraction(1, 100))),
        (Decimal("4.20"), ("=", Fraction("4.2"), 2, False, Fraction(1, 100))),
        ("4,20", ("=", Fraction("4.2"), 2, False, Fraction(1, 100))),
        (4, ("=", Fraction(4), 0, False, Fraction(1))),
        ("2 minutes", ("=", Fraction(120), 0, False, Fraction(60))),
        ("8,5 secondes", ("=", Fraction(17, 2), 1, False, Fraction(1, 10))),
        ("2,5 heures ouvrées", ("=", Fraction(9000), 1, False, Fraction(360))),
    ],
)
def test_published_figures(value: object, expected: tuple[object, ...]) -> None:
    """A printed figure keeps its relation, its digits and whether it was a percentage."""
    figure = parse_published(value)
    assert (figure.op, figure.value, figure.decimals, figure.percent, figure.step) == expected


FAULTS: dict[str, Fault] = {
    "target above 100": ("target: 100%", "target: ‸101%", ("100%",)),
    "target words": ("target: 100%", "target: ‸tous", ('"tous"', "Expected")),
    "target about": ("target: 100%", "target: ‸about 90%", ("exact",)),
    "target negative": ("target: 100%", 'target: ‸"> -5%"', ("negative",)),
    "target unit": ('target: "< 2 minutes"', 'target: ‸"< 2 mn"', ("minutes",)),
    "target boolean": ("target: 100%", "target: ‸yes", ("not a figure",)),
    "published words": ("{2008: 97%}", "{2008: ‸presque}", ('"presque"', "held", "about 90%")),
    "published digits": ("{2008: 97%}", '{2008: ‸"12345678901234567890"}', ("18 digits",)),
    "between": ("{2008: 97%}", "{2008: {between: ‸[4%, 3%]}}", ("lower figure first",)),
    "between one": ("{2008: 97%}", "{2008: {between: ‸[4%]}}", ("[lowest, highest]",)),
    "between part": ("{2008: 97%}", "{2008: {between: [4%, ‸x]}}", ('"x"',)),
    "between missing": ("{2008: 97%}", "{2008: ‸{per: quarter}}", ('"between" is missing',)),
    "between key": ("{2008: 97%}", "{2008: {‸by: quarter, between: [1%, 2%]}}", ('"by" is not a key', "per, between")),
    "between per": ("{2008: 97%}", "{2008: {per: ‸quarters, between: [1%, 2%]}}", ('Did you mean "quarter"',)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


@pytest.mark.parametrize(("text", "unit"), [(">= 5 heures", Unit.HOURS), ("90 minutes", Unit.MINUTES), ("95%", "%")])
def test_a_target_keeps_the_unit_that_was_written(text: str, unit: str) -> None:
    """It is compared in seconds, and may be shown as it was written."""
    assert parse_target(text).written_unit == unit
