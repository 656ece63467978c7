"""Parts of sentences about a rule file: lists, numbers and lengths of time, in both languages."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from gpj_kpi.calendars.limits import Unit, parse_limit
from gpj_kpi.outputs.words.phrases import (
    at_most,
    count_of,
    list_of,
    match_of,
    number_of,
    quantity_of,
    unit_of,
    value_of,
)
from gpj_kpi.sentences.sentence import Wordings


def test_a_list_has_commas_and_an_and() -> None:
    """One name stands alone."""
    assert list_of(["a"]) == "a"
    assert list_of(["a", "b"]).french == "a et b"
    assert (list_of(["a", "b", "c"]), list_of(["a", "b", "c"]).french) == ("a, b and c", "a, b et c")


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (Fraction(100), "100", "100"),
        (Fraction(-5, 2), "-2.5", "-2,5"),
        (Decimal("4.50"), "4.5", "4,5"),
        (Fraction(1, 10**9), "0.000000001", "0,000000001"),
        (Fraction(10**15), "1000000000000000", "1000000000000000"),
    ],
)
def test_a_number_keeps_its_digits(number: Fraction | Decimal, english: str, french: str) -> None:
    """None is cut or written with an exponent."""
    assert (number_of(number), number_of(number).french) == (english, french)


@pytest.mark.parametrize(
    ("number", "unit", "english", "french"),
    [
        (Fraction(1), Unit.HOURS, "1 hour", "1 heure"),
        (Fraction(3, 2), Unit.HOURS, "1.5 hours", "1,5 heure"),
        (Fraction(2), Unit.BUSINESS_DAYS, "2 business days", "2 jours ouvrés"),
        (Fraction(0), Unit.WORKING_DAYS, "0 jours ouvrables", "0 jour ouvrable"),
    ],
)
def test_a_quantity_has_its_plural(number: Fraction, unit: Unit, english: str, french: str) -> None:
    """English has one for all but 1, French from 2 on."""
    assert (quantity_of(number, unit), quantity_of(number, unit).french) == (english, french)


def test_a_limit_says_whether_its_end_counts() -> None:
    """At most, or less than."""
    assert at_most(parse_limit("10 jours ouvrés")) == "at most 10 business days"
    assert at_most(parse_limit("< 24 heures")).french == "moins de 24 heures"
    assert unit_of(Unit.BUSINESS_MINUTES) == "business minutes"


def test_a_value_is_quoted_where_it_is_no_plain_word() -> None:
    """A word and a number stand as they are; yes and no are said."""
    assert value_of("agent") == "agent"
    assert value_of("un agent").french == "«\u00a0un agent\u00a0»"
    assert value_of(value=True).french == "vrai"
    assert value_of(3) == "3"


def test_rows_of_a_case_are_those_of_its_cells() -> None:
    """The same columns, or a column of another name."""
    assert match_of([("id", "id"), ("day", "day")]) == "with the same id and day"
    assert match_of([("id", "ticket")]) == "whose ticket is the id of the case"


def test_one_thing_is_no_plural() -> None:
    """`1 case`, `2 cases`."""
    one, many = Wordings(en="{count} case", fr="{count} cas"), Wordings(en="{count} cases", fr="{count} cas")
    assert [count_of(number, one, many) for number in (1, 2)] == ["1 case", "2 cases"]
