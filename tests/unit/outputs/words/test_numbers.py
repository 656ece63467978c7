from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH
from gpj_kpi.outputs.words.numbers import bind_numbers
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.sides import holds
from gpj_kpi.rules import Target
from gpj_kpi.rules.models.targets import parse_published, parse_target


def plain(text: str) -> str:
    """Text with plain spaces, as a test can be read."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def _shown(value: str, unit: str, *bounds: str, wording: Wording = ENGLISH) -> str:
    targets = [parse_target(bound) for bound in bounds]
    style = wording.numbers.style(unit, targets[0].value if targets else Fraction(value))
    return plain(wording.numbers.figure(Fraction(value), style, targets))


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        ("0.974", "ratio", "97,4 %", "97.4%"),
        ("0.97449", "ratio", "97,4 %", "97.4%"),
        ("0.9745", "ratio", "97,5 %", "97.5%"),  # half a unit goes up
        ("1", "ratio", "100,0 %", "100.0%"),
        ("0", "ratio", "0,0 %", "0.0%"),
        ("4.125", "points", "4,13", "4.13"),
        ("4", "points", "4,00", "4.00"),
        ("-0.5", "points", "-0,50", "-0.50"),
        ("7.8", "seconds", "7,8 s", "7.8 s"),
        ("750", "seconds", "12,5 min", "12.5 min"),
        ("90000", "seconds", "25,0 h", "25.0 h"),
        ("3.25", "business_days", "3,3 j.o.", "3.3 b.d."),
        ("90", "business_seconds", "1,5 min.o.", "1.5 b.min."),
        ("35999", "business_seconds", "600,0 min.o.", "600.0 b.min."),
        ("45000", "business_seconds", "12,5 h.o.", "12.5 b.h."),
        ("1601", "cases", "1 601", "1,601"),
        ("1234567", "cases", "1 234 567", "1,234,567"),
        ("1234567.5", "total", "1 234 567,50", "1,234,567.50"),
        ("1.845", "ratio", "184,5 %", "184.5%"),  # of counts
        ("12.345", "per_100", "12,35 /100", "12.35 /100"),
        ("12.345", "per_100000", "12,35 /100 000", "12.35 /100,000"),
    ],
)
def test_figures_are_rounded_half_up_and_written_as_people_do(value: str, unit: str, french: str, english: str) -> None:
    """One decimal for shares and durations, two for points, none for counts."""
    assert _shown(value, unit, wording=FRENCH) == french
    assert _shown(value, unit, wording=ENGLISH) == english


def test_french_percent_sign_stands_after_a_narrow_no_break_space() -> None:
    """The sign never starts a line."""
    assert FRENCH.numbers.figure(Fraction(1, 2), FRENCH.numbers.style("ratio", None)) == "50,0\u202f%"


@pytest.mark.parametrize(
    ("value", "unit", "bounds", "text"),
    [
        ("0.94996", "ratio", ["95%"], "94.99%"),  # half up would print 95.0%
        ("0.949999999", "ratio", ["95%"], "94.99%"),
        ("0.9496", "ratio", ["95%"], "94.96%"),
        ("0.9494", "ratio", ["95%"], "94.9%"),
        ("0.95", "ratio", ["95%"], "95.0%"),
        ("0.9504", "ratio", ["95%"], "95.0%"),
        ("0.9996", "ratio", ["100%", "95%"], "99.96%"),
        ("0.99999", "ratio", ["100%", "95%"], "99.99%"),
        ("0.94999", "ratio", ["100%", "95%"], "94.99%"),  # near would be printed for what is missed
        ("0.9704", "ratio", ["> 97%"], "97.04%"),  # 97.0 is not above 97
        ("0.970001", "ratio", ["> 97%"], "97.01%"),
        ("0.97", "ratio", ["> 97%"], "97.0%"),
        ("9.96", "seconds", ["< 10 secondes"], "9.96 s"),
        ("9.99999", "seconds", ["< 10 secondes"], "9.99 s"),
        ("10", "seconds", ["< 10 secondes"], "10.0 s"),
        ("10.04", "seconds", ["<= 10 secondes"], "10.04 s"),
        ("3.996", "points", [">= 4"], "3.996"),  # two decimals are usual: a third one is added
        ("3.99999", "points", [">= 4"], "3.999"),
        ("0.99975", "ratio", ["100%", "99.971%"], "99.98%"),  # cut to 99.97 it would fall below the tolerance
        ("0.95125", "ratio", ["95.125%"], "95.13%"),  # met exactly, and 95.1 would not be
    ],
)
def test_a_rounded_figure_stays_on_its_side_of_target_and_tolerance(
    value: str, unit: str, bounds: list[str], text: str
) -> None:
    """A figure that misses is printed as one that misses, and one that is met as one that is met."""
    assert _shown(value, unit, *bounds) == text


@given(
    value=st.fractions(min_value=0, max_value=1),
    target=st.decimals(min_value=0, max_value=100, places=3),
    op=st.sampled_from([">=", ">", "<=", "<"]),
)
def test_rounding_never_crosses(value: Fraction, target: Decimal, op: str) -> None:
    """Read back, the printed figure stands to the target as the exact one does."""
    bound = parse_target(f"{op} {target}%")
    printed = ENGLISH.numbers.figure(value, ENGLISH.numbers.style("ratio", bound.value), [bound])
    assert holds(Fraction(printed.removesuffix("%")) / 100, bound) == holds(value, bound)


@pytest.mark.parametrize(
    ("text", "unit", "french"),
    [
        ("95%", "ratio", "95 %"),
        ("> 97.5%", "ratio", "> 97,5 %"),
        ("<= 3%", "ratio", "≤ 3 %"),
        ("< 10 secondes", "seconds", "< 10 s"),
        ("2 minutes", "seconds", "120 s"),
        ("<= 3 heures", "seconds", "≤ 180 min"),
        ("< 10001 secondes", "seconds", "< 10001 secondes"),  # has no end in minutes
        (">= 4.0", "points", "≥ 4"),
        (">= 380", "cases", "≥ 380"),
        ("<= 5 jours ouvrés", "business_days", "≤ 5 j.o."),
        ("<= 4 heures ouvrées", "business_seconds", "≤ 240 min.o."),
        ("12 heures ouvrées", "business_seconds", "12 h.o."),
        ("< 90 minutes ouvrées", "business_seconds", "< 90 min.o."),
    ],
)
def test_targets_are_written_in_the_unit_of_the_figures(text: str, unit: str, french: str) -> None:
    """With their sign, and all their decimals."""
    target: Target = parse_target(text)
    assert plain(FRENCH.numbers.target(target, FRENCH.numbers.style(unit, target.value))) == french


@pytest.mark.parametrize(
    ("printed", "unit", "french", "english"),
    [
        ("97%", "ratio", "97 %", "97%"),
        ("97.0%", "ratio", "97,0 %", "97.0%"),
        ("> 97%", "ratio", "> 97 %", "> 97%"),
        ("about 90%", "ratio", "env. 90 %", "about 90%"),
        ("held", "seconds", "tenu", "held"),
        (Decimal("4.20"), "points", "4,20", "4.20"),
        (4, "points", "4", "4"),
        ("8 secondes", "seconds", "8 s", "8 s"),
        ("2 heures ouvrées", "business_seconds", "120 min.o.", "120 b.min."),
        ({"per": "quarter", "between": [Decimal("4.09"), Decimal("4.20")]}, "points", "4,09–4,20", "4.09–4.20"),
        ({"between": ["90%", "95%"]}, "ratio", "90–95 %", "90–95%"),
    ],
)
def test_published_figures_keep_the_decimals_they_were_printed_with(
    printed: object, unit: str, french: str, english: str
) -> None:
    """4.20 was not printed as 4.2."""
    figure = parse_published(printed)
    assert plain(FRENCH.numbers.published(figure, FRENCH.numbers.style(unit, None))) == french
    assert plain(ENGLISH.numbers.published(figure, ENGLISH.numbers.style(unit, None))) == english


def test_a_number_stays_with_its_unit() -> None:
    """Labels are not broken between 48 and h."""
    assert bind_numbers("Ouverts sous 48 h, 95 % en 2 jours") == "Ouverts sous 48\u00a0h, 95\u00a0% en 2\u00a0jours"
