"""Parts of sentences about a rule file: lists, values, numbers and lengths of time, in both languages.

Law: a number keeps all its digits, and a value stands as the rule file writes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules import ConditionValue
from gpj_kpi.rules.text.faults import shown
from gpj_kpi.safe_text import shorten
from gpj_kpi.sentences.sentence import Sentence, Wordings, in_language, join, say
from gpj_kpi.sentences.words import made as sentences


def chain(parts: Sequence[Sentence], between: Wordings) -> Sentence:
    """Join parts by a word, two at a time."""
    told = parts[0]
    for part in parts[1:]:
        told = say(between, left=told, right=part)
    return told


def list_of(names: Sequence[str]) -> Sentence:
    """List names: `a, b and c`.

    >>> in_language(list_of(["a", "b", "c"]), "fr")
    'a, b et c'
    """
    *before, last = names
    return say(sentences.AND, left=join(before, ", "), right=last) if before else Sentence(last)


def value_of(value: ConditionValue) -> Sentence:
    """Write a value of a condition as the rule file does."""
    if isinstance(value, bool):
        return say(sentences.TRUE if value else sentences.FALSE)
    if isinstance(value, Fraction):
        return number_of(value)
    text = shown(value) if isinstance(value, str) and not value.isalnum() else shorten(str(value))
    return Sentence(text, str(in_language(text, "fr")))


def number_of(number: Fraction | Decimal) -> Sentence:
    """Write a number that has an end with all its decimals.

    >>> in_language(number_of(Fraction(5, 2)), "fr")
    '2,5'
    """
    exact = Fraction(number)
    text = f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}"
    return Sentence(text, text.replace(".", ","))


def length_of(limit: Limit) -> Sentence:
    """Write the length of a limit: `10 business days`."""
    whole = replace(limit, strict=False)
    return Sentence(whole.english(), str(whole))


def at_most(limit: Limit) -> Sentence:
    """Write a limit: `at most 10 business days`, `less than 24 hours`."""
    return say(sentences.LESS if limit.strict else sentences.AT_MOST_LONG, length=length_of(limit))


def quantity_of(number: Fraction, unit: Unit) -> Sentence:
    """Write a number of units: `1.5 minutes`, in French `1,5 minute`."""
    told, one, many = number_of(number), Limit(1, unit), Limit(2, unit)
    english = one if number == 1 else many
    french = one if number < 2 else many  # noqa: PLR2004 - French has a plural from 2 on
    return Sentence(f"{told} {_name(english.english())}", f"{told.french} {_name(str(french))}")


def unit_of(unit: Unit) -> Sentence:
    """Name a unit: `business hours`."""
    return Sentence(_name(Limit(2, unit).english()), _name(str(Limit(2, unit))))


def count_of(number: int, one: Wordings, many: Wordings) -> Sentence:
    """Count things: `1 commitment`, `10 commitments`."""
    return say(one if number == 1 else many, count=number)


def match_of(pairs: Sequence[tuple[str, str]]) -> Sentence:
    """Say which rows belong to a case: `with the same ticket_id`.

    Args:
        pairs: each column of the case with the column of the rows that it equals.
    """
    if all(ours == theirs for ours, theirs in pairs):
        return say(sentences.OF_THE_SAME, columns=list_of([ours for ours, _ in pairs]))
    equal = [say(sentences.EQUALS, theirs=theirs, ours=ours) for ours, theirs in pairs]
    return say(sentences.OF_EQUAL, pairs=chain(equal, sentences.AND))


def _name(limit: str) -> str:
    return limit.split(" ", 1)[1]
