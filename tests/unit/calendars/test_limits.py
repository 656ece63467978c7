"""The grammar of limits: what is read, what is refused, and with which words."""

from __future__ import annotations

import pytest

from gpj_kpi.calendars.limits import Limit, Unit, parse_limit, parse_unit

READ = [
    ("48 heures", Limit(48, Unit.HOURS)),
    ("48 hours", Limit(48, Unit.HOURS)),
    ("1 hour", Limit(1, Unit.HOURS)),
    ("48heures", Limit(48, Unit.HOURS)),
    ("<= 48 heures", Limit(48, Unit.HOURS)),
    ("≤ 48 heures", Limit(48, Unit.HOURS)),
    ("< 24 heures", Limit(24, Unit.HOURS, strict=True)),
    ("<24 Heures", Limit(24, Unit.HOURS, strict=True)),
    ("10 secondes", Limit(10, Unit.SECONDS)),
    ("90 Minutes", Limit(90, Unit.MINUTES)),
    ("10 jours ouvrés", Limit(10, Unit.BUSINESS_DAYS)),
    ("10 jours ouvres", Limit(10, Unit.BUSINESS_DAYS)),
    ("10 jours ouvre\u0301s", Limit(10, Unit.BUSINESS_DAYS)),
    ("10 JOURS OUVRÉS", Limit(10, Unit.BUSINESS_DAYS)),
    ("1 jour ouvré", Limit(1, Unit.BUSINESS_DAYS)),
    ("  10\u00a0jours\u202fouvrés\t", Limit(10, Unit.BUSINESS_DAYS)),
    ("10 Business Days", Limit(10, Unit.BUSINESS_DAYS)),
    ("6 jours ouvrables", Limit(6, Unit.WORKING_DAYS)),
    ("1 jour ouvrable", Limit(1, Unit.WORKING_DAYS)),
    ("15 jours calendaires", Limit(15, Unit.CALENDAR_DAYS)),
    ("1 calendar day", Limit(1, Unit.CALENDAR_DAYS)),
    ("2 mois", Limit(2, Unit.MONTHS)),
    ("1 month", Limit(1, Unit.MONTHS)),
    ("0010 mois", Limit(10, Unit.MONTHS)),
    ("1200 mois", Limit(1200, Unit.MONTHS)),
    ("4 heures ouvrées", Limit(4, Unit.BUSINESS_HOURS)),
    ("1 HEURE OUVREE", Limit(1, Unit.BUSINESS_HOURS)),
    ("< 4 business hours", Limit(4, Unit.BUSINESS_HOURS, strict=True)),
    ("45 secondes ouvrées", Limit(45, Unit.BUSINESS_SECONDS)),
    ("< 1 Business Second", Limit(1, Unit.BUSINESS_SECONDS, strict=True)),
    ("90 minutes ouvrées", Limit(90, Unit.BUSINESS_MINUTES)),
    ("1 minute ouvrée", Limit(1, Unit.BUSINESS_MINUTES)),
    ("<= 1 Business Minute", Limit(1, Unit.BUSINESS_MINUTES)),
    ("876600 heures ouvrées", Limit(876_600, Unit.BUSINESS_HOURS)),
]

REFUSED = [
    ("48 h", ['"h"', "abbreviation", "heures", "jours ouvrés", "hours", "business days"]),
    ("48h", ['"h"', "abbreviation"]),
    ("3 m", ['"m"', "minutes", "mois"]),
    ("3 min", ['"min"', "minutes"]),
    ("3 d", ['"d"', "jours ouvrés (Mon-Fri)", "jours ouvrables (Mon-Sat)", "jours calendaires (every day)"]),
    ("10 jours", ['"jours"', "which days are counted", "jours ouvrés", "jours ouvrables", "jours calendaires"]),
    ("1 jour", ['"jour"', "which days are counted"]),
    ("10 days", ['"days"', "which days are counted", "business days", "calendar days"]),
    ("10 working days", ["ambiguous", "jours ouvrés (Mon-Fri", "jours ouvrables (Mon-Sat)"]),
    ("1 working day", ["ambiguous"]),
    ("10 workng days", ["ambiguous"]),
    ("4 heures ouvrés", ['did you mean "heures ouvrées"?']),
    ("4 bussiness hours", ['did you mean "business hours"?']),
    ("4 ouvrées", ['"ouvrées" is not a unit', "minutes ouvrées, heures ouvrées, jours ouvrés", "business minutes"]),
    ("876601 heures ouvrées", ["longer than 100 years"]),
    ("2 semaines", ["which days", "14 jours calendaires"]),
    ("10 jours ouvrrés", ['did you mean "jours ouvrés"?']),
    ("10 jours ouvrées", ['did you mean "jours ouvrés"?']),
    ("10 bussiness days", ['did you mean "business days"?']),
    ("10 jours calendaire", ['did you mean "jours calendaires"?']),
    ("10 jours francs", ['"jours francs" is not a unit. Write one of']),
    ("10 heures 30 minutes", ['"heures 30 minutes" is not a unit']),
    ("1,5 heures", ["whole number", "use 90 minutes"]),
    ("1.5 hours", ["whole number", "use 90 minutes"]),
    ("0,5 minutes", ["use 30 secondes"]),
    ("1,5 heures ouvrées", ["whole number", "use 90 minutes ouvrées"]),
    ("1.333 business hours", ["use whole minutes ouvrées"]),
    ("1,5 minutes ouvrées", ["whole number"]),
    ("0,5 heure ouvrée", ["use 30 minutes ouvrées"]),
    ("1.333 heures", ["use whole minutes"]),
    ("1,5 secondes", ["whole number"]),
    ("1,000 seconds", ["whole number, without separators"]),
    ("0.5 jours ouvrés", ["counted whole"]),
    ("1,5 mois", ["counted whole"]),
    ("1 000 secondes", ["without separators", "Write 1000 secondes."]),
    ("1\u202f000 secondes", ["without separators", "Write 1000 secondes."]),
    ("1'000 secondes", ["without separators", "Write 1000 secondes."]),
    ("> 24 heures", ['">"', "longest delay"]),
    (">= 10 jours ouvrés", ['">="', "longest delay"]),
    ("≥ 10 jours ouvrés", ["longest delay"]),
    ("= 10 jours ouvrés", ['"=" is not a comparison', "<="]),
    ("0 heures", ["at least 1 heure", "not 0"]),
    ("-5 heures", ["no sign before its number", "Write 5 heures."]),
    ("48", ["no unit", "heures"]),
    ("", ["starts with a whole number"]),
    ("heures", ["starts with a whole number"]),
    ("dix jours ouvrés", ["starts with a whole number"]),
    ("٤ heures", ["starts with a whole number"]),
    ("1201 mois", ["longer than 100 years"]),
    ("99999999999 heures", ["longer than 100 years"]),
    ("9" * 5000 + " heures", ["9...", "at most 100 years"]),
]


@pytest.mark.parametrize(("text", "limit"), READ)
def test_a_limit_is_read_whatever_its_case_accents_spaces_and_number(text: str, limit: Limit) -> None:
    """Case, accents, the kind of spaces and singular or plural change nothing; no sign means `<=`."""
    assert parse_limit(text) == limit


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_a_doubtful_limit_is_refused_with_words_that_help(text: str, words: list[str]) -> None:
    """What could be read in two ways is refused, and the message says why and what to write."""
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the words are what is tested
        parse_limit(text)
    message = str(refusal.value)
    assert [word for word in words if word not in message] == []
    assert len(message) < 500


@pytest.mark.parametrize(
    ("limit", "french", "english"),
    [
        (Limit(24, Unit.HOURS, strict=True), "< 24 heures", "< 24 hours"),
        (Limit(10, Unit.BUSINESS_DAYS), "10 jours ouvrés", "10 business days"),
        (Limit(1, Unit.BUSINESS_DAYS), "1 jour ouvré", "1 business day"),
        (Limit(6, Unit.WORKING_DAYS), "6 jours ouvrables", "6 jours ouvrables"),
        (Limit(15, Unit.CALENDAR_DAYS), "15 jours calendaires", "15 calendar days"),
        (Limit(1, Unit.MONTHS), "1 mois", "1 month"),
        (Limit(2, Unit.MONTHS), "2 mois", "2 months"),
        (Limit(1, Unit.SECONDS), "1 seconde", "1 second"),
        (Limit(30, Unit.MINUTES), "30 minutes", "30 minutes"),
        (Limit(4, Unit.BUSINESS_HOURS, strict=True), "< 4 heures ouvrées", "< 4 business hours"),
        (Limit(1, Unit.BUSINESS_MINUTES), "1 minute ouvrée", "1 business minute"),
    ],
)
def test_a_limit_is_written_in_canonical_words(limit: Limit, french: str, english: str) -> None:
    """A limit prints with its sign only if strict, in the singular for one."""
    assert str(limit) == french
    assert limit.english() == english


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("count", [1, 2, 10])
@pytest.mark.parametrize("strict", [False, True])
def test_what_is_written_is_read_back(unit: Unit, count: int, strict: bool) -> None:  # noqa: FBT001 - a parameter
    """Both languages are read back to the same limit."""
    limit = Limit(count, unit, strict)
    assert parse_limit(str(limit)) == limit
    assert parse_limit(limit.english()) == limit


def test_only_elapsed_and_business_time_have_a_length_in_microseconds() -> None:
    """An hour is as long when it is counted in opening hours; days and months are counted on a calendar."""
    assert parse_limit("10 secondes").microseconds == 10_000_000
    assert parse_limit("2 minutes").microseconds == 120_000_000
    assert parse_limit("24 heures").microseconds == 86_400_000_000
    assert parse_limit("4 heures ouvrées").microseconds == 14_400_000_000
    assert parse_limit("90 minutes ouvrées").microseconds == 5_400_000_000
    for text in ("1 jour calendaire", "1 jour ouvré", "1 jour ouvrable", "1 mois"):
        with pytest.raises(ValueError, match="counted on a calendar"):
            _ = parse_limit(text).microseconds


def test_seconds_minutes_and_hours_are_elapsed_and_nothing_else_is() -> None:
    """A calendar day is no 24 hours, and opening hours leave out the night."""
    assert {unit for unit in Unit if unit.is_elapsed} == {Unit.SECONDS, Unit.MINUTES, Unit.HOURS}
    business = {Unit.BUSINESS_SECONDS, Unit.BUSINESS_MINUTES, Unit.BUSINESS_HOURS}
    assert {unit for unit in Unit if unit.is_business_time} == business
    assert {unit for unit in Unit if unit.has_fixed_length} == {*(Unit.SECONDS, Unit.MINUTES, Unit.HOURS, *business)}


def test_only_a_lenient_limit_in_time_includes_its_due_instant() -> None:
    """24:00 of the last day is already the next day, so only hours and the like can include their bound."""
    assert parse_limit("24 heures").includes_due_instant
    assert parse_limit("4 heures ouvrées").includes_due_instant
    assert not parse_limit("< 4 heures ouvrées").includes_due_instant
    assert not parse_limit("< 24 heures").includes_due_instant
    assert not parse_limit("1 jour calendaire").includes_due_instant
    assert not parse_limit("< 1 mois").includes_due_instant


def test_a_limit_made_by_hand_obeys_the_same_bounds() -> None:
    """The model refuses what the text would be refused for."""
    with pytest.raises(ValueError, match="at least 1 jour ouvré, not 0"):
        Limit(0, Unit.BUSINESS_DAYS)
    with pytest.raises(ValueError, match="longer than 100 years"):
        Limit(36_526, Unit.CALENDAR_DAYS)


def test_a_unit_alone_is_read_too() -> None:
    """The name of a unit is read as in a limit, with the nearest name when it is misspelt."""
    assert parse_unit("Jours\u00a0ouvrés") is Unit.BUSINESS_DAYS
    assert parse_unit("month") is Unit.MONTHS
    with pytest.raises(ValueError, match='did you mean "secondes"'):
        parse_unit("secodnes")
