"""The grammar of limits: "10 jours ouvrés" <-> `Limit`.

Law: a limit is a whole number of one named unit, and the unit leaves no doubt about which
days or hours are counted. What could be read in two ways is refused, never guessed.
"""

from __future__ import annotations

import difflib
import enum
import re
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NoReturn, get_args


class Unit(enum.StrEnum):
    """What a limit counts.

    The value is the French plural, which is the canonical spelling.
    """

    SECONDS = "secondes"
    MINUTES = "minutes"
    HOURS = "heures"
    BUSINESS_SECONDS = "secondes ouvrées"
    BUSINESS_MINUTES = "minutes ouvrées"
    BUSINESS_HOURS = "heures ouvrées"
    BUSINESS_DAYS = "jours ouvrés"
    WORKING_DAYS = "jours ouvrables"
    CALENDAR_DAYS = "jours calendaires"
    MONTHS = "mois"

    @property
    def is_elapsed(self) -> bool:
        """Whether the unit is real time between two instants, open or not."""
        return self in _ELAPSED_SECONDS

    @property
    def is_business_time(self) -> bool:
        """Whether the unit is time inside the opening hours."""
        return self in _BUSINESS_SECONDS

    @property
    def has_fixed_length(self) -> bool:
        """Whether the unit is a fixed length of time.

        Elapsed and business time are; local days and months are not.
        """
        return self in _FIXED_SECONDS

    @property
    def counts_days(self) -> bool:
        """Whether the unit counts single local days."""
        return self in (Unit.BUSINESS_DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)


Rollover = Literal[
    "none",
    "next_business_day",
    "next_working_day",
    "previous_business_day",
    "previous_working_day",
    "next_business_day_of_month",
    "next_working_day_of_month",
    "previous_business_day_of_month",
    "previous_working_day_of_month",
]
"""What becomes of a last day that is closed; `of_month`: it goes the other way rather than into another month."""

ROLLOVERS: dict[Rollover, Unit | None] = {
    rollover: Unit.BUSINESS_DAYS if "business" in rollover else Unit.WORKING_DAYS if "working" in rollover else None
    for rollover in get_args(Rollover)
}
"""The kind of day to which each rollover moves the last day."""

_ELAPSED_SECONDS = {Unit.SECONDS: 1, Unit.MINUTES: 60, Unit.HOURS: 3_600}
_BUSINESS_SECONDS = {Unit.BUSINESS_SECONDS: 1, Unit.BUSINESS_MINUTES: 60, Unit.BUSINESS_HOURS: 3_600}
_FIXED_SECONDS = {**_ELAPSED_SECONDS, **_BUSINESS_SECONDS}

# Length of a unit for the upper bound only: a month or a business day has no fixed length.
_NOMINAL_SECONDS = {
    **_FIXED_SECONDS,
    Unit.BUSINESS_DAYS: 86_400,
    Unit.WORKING_DAYS: 86_400,
    Unit.CALENDAR_DAYS: 86_400,
    Unit.MONTHS: 2_629_800,
}
_SIXTIETHS = {
    Unit.HOURS: Unit.MINUTES,
    Unit.MINUTES: Unit.SECONDS,
    Unit.BUSINESS_HOURS: Unit.BUSINESS_MINUTES,
    Unit.BUSINESS_MINUTES: Unit.BUSINESS_SECONDS,
}
_LONGEST_YEARS = 100
_LONGEST_SECONDS = _LONGEST_YEARS * 12 * _NOMINAL_SECONDS[Unit.MONTHS]
# Enough for any accepted count, and short enough for `int` whatever was typed.
_MOST_DIGITS = 12

# (singular, plural) in French and in English. `jours ouvrables` has no English name.
_FRENCH = {
    Unit.SECONDS: ("seconde", "secondes"),
    Unit.MINUTES: ("minute", "minutes"),
    Unit.HOURS: ("heure", "heures"),
    Unit.BUSINESS_SECONDS: ("seconde ouvrée", "secondes ouvrées"),
    Unit.BUSINESS_MINUTES: ("minute ouvrée", "minutes ouvrées"),
    Unit.BUSINESS_HOURS: ("heure ouvrée", "heures ouvrées"),
    Unit.BUSINESS_DAYS: ("jour ouvré", "jours ouvrés"),
    Unit.WORKING_DAYS: ("jour ouvrable", "jours ouvrables"),
    Unit.CALENDAR_DAYS: ("jour calendaire", "jours calendaires"),
    Unit.MONTHS: ("mois", "mois"),
}
_ENGLISH = {
    Unit.SECONDS: ("second", "seconds"),
    Unit.MINUTES: ("minute", "minutes"),
    Unit.HOURS: ("hour", "hours"),
    Unit.BUSINESS_SECONDS: ("business second", "business seconds"),
    Unit.BUSINESS_MINUTES: ("business minute", "business minutes"),
    Unit.BUSINESS_HOURS: ("business hour", "business hours"),
    Unit.BUSINESS_DAYS: ("business day", "business days"),
    Unit.WORKING_DAYS: ("jour ouvrable", "jours ouvrables"),
    Unit.CALENDAR_DAYS: ("calendar day", "calendar days"),
    Unit.MONTHS: ("month", "months"),
}

_ACCEPTED_UNITS = (
    "Write one of: "
    + ", ".join(plural for _, plural in _FRENCH.values())
    + " (in English: "
    + ", ".join(plural for unit, (_, plural) in _ENGLISH.items() if unit is not Unit.WORKING_DAYS)
    + ")."
)
_BARE_DAYS = (
    "does not say which days are counted: jours ouvrés (Mon-Fri), jours ouvrables (Mon-Sat) or "
    "jours calendaires (every day)."
)
_ABBREVIATION = "is an abbreviation that can be misread."
_WORKING_DAYS = (
    "is ambiguous: it is used both for jours ouvrés (Mon-Fri, business days) and for jours ouvrables (Mon-Sat)."
)
_WEEKS = "is not a unit: say which days are counted, e.g. 14 jours calendaires for two weeks."

# Units that people write and that are refused, folded, each with the reason.
_REFUSED_UNITS = {
    **dict.fromkeys(("jour", "jours", "day", "days", "j", "d"), _BARE_DAYS),
    **dict.fromkeys(("s", "sec", "secs", "m", "mn", "min", "mins", "h", "hr", "hrs", "mo"), _ABBREVIATION),
    **dict.fromkeys(("working day", "working days", "workday", "workdays"), _WORKING_DAYS),
    **dict.fromkeys(("semaine", "semaines", "week", "weeks"), _WEEKS),
}

_COMPARISON = re.compile(r"(?P<sign>[<>=≤≥!]*) ?(?P<rest>.*)")
_QUANTITY = re.compile(r"(?P<number>[+-]?[0-9](?:[0-9 .,']*[0-9])?)? ?(?P<unit>.*)")
_SIGNS = {"": False, "<=": False, "≤": False, "<": True}
_SIMILAR_ENOUGH = 0.8
_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Limit:
    """The longest delay that keeps a promise for one case.

    Attributes:
        count: whole number of units, at least 1.
        unit: what is counted.
        strict: True for `<`: the bound itself is too late. For elapsed and business time the bound is the due instant;
            for day units and months it is the N-th counted day, so that `< 2 jours ouvrés` ends when that day begins.
        text: as it was written, `10 business days`; empty where it comes from no text. It makes no difference.
    """

    count: int
    unit: Unit
    strict: bool = False
    text: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse a limit that no text could have given.

        Raises:
            ValueError: the count is below 1 or the limit is longer than a century.
        """
        if self.count < 1:
            message = f"a limit is at least 1 {_FRENCH[self.unit][0]}, not {self.count}."
            raise ValueError(message)
        if self.count * _NOMINAL_SECONDS[self.unit] > _LONGEST_SECONDS:
            message = f"{self.count} {self.unit} is longer than {_LONGEST_YEARS} years."
            raise ValueError(message)

    @property
    def microseconds(self) -> int:
        """Length in microseconds of elapsed time, or of open time (`heures ouvrées`).

        Raises:
            ValueError: the unit is counted in days or months, whose length in time is not fixed.
        """
        if not self.unit.has_fixed_length:
            message = f"{self} has no fixed length in time: {self.unit} are counted on a calendar."
            raise ValueError(message)
        return self.count * _FIXED_SECONDS[self.unit] * 1_000_000

    @property
    def includes_due_instant(self) -> bool:
        """Whether an end exactly at the due instant is in time.

        True for `24 heures` and `4 heures ouvrées`. False for `< 24 heures`, and for every day unit: its due instant is
        24:00 of the last day, which already belongs to the next one.
        """
        return self.unit.has_fixed_length and not self.strict

    def __str__(self) -> str:
        """Return the canonical French text, which `parse_limit` reads back."""
        return _worded(self, _FRENCH)

    def english(self) -> str:
        """Return the English text, which `parse_limit` reads back; `jours ouvrables` stays French."""
        return _worded(self, _ENGLISH)


def parse_limit(text: str) -> Limit:
    """Read the text of a limit.

    Case, accents, the kind of spaces and singular or plural do not matter. A bare limit means `<=`.

    Args:
        text: e.g. `10 jours ouvrés`, `< 24 heures`, `<= 3 months`.

    Raises:
        ValueError: the text is not a limit; the message says why and what to write.

    Examples:
        >>> parse_limit("< 24 Heures")
        Limit(count=24, unit=<Unit.HOURS: 'heures'>, strict=True)
        >>> str(parse_limit("10 business days"))
        '10 jours ouvrés'
    """
    comparison = _match(_COMPARISON, " ".join(text.split()))
    strict = _read_sign(text, comparison["sign"])
    quantity = _match(_QUANTITY, comparison["rest"])
    number, unit_text = quantity["number"], quantity["unit"]
    if not number:
        _refuse(text, "a limit starts with a whole number. Expected e.g. 10 jours ouvrés or < 24 heures.")
    if not unit_text:
        _refuse(text, f"the number has no unit. {_ACCEPTED_UNITS}")
    try:
        unit = parse_unit(unit_text)
        return Limit(_read_count(number, unit), unit, strict, text=" ".join(text.split()))
    except ValueError as error:
        _refuse(text, str(error))


def parse_unit(text: str) -> Unit:
    """Read the name of a unit, French or English, singular or plural.

    Args:
        text: e.g. `jours ouvrés`, `jour ouvre`, `Business days`.

    Raises:
        ValueError: the name is unknown or ambiguous; the message lists the units and names the nearest one.
    """
    name = _fold(text)
    if name in _UNITS_BY_NAME:
        return _UNITS_BY_NAME[name]
    if name in _REFUSED_UNITS:
        _refuse(text, f"{_REFUSED_UNITS[name]} {_ACCEPTED_UNITS}", joint=" ")
    similar = difflib.get_close_matches(name, [*_UNITS_BY_NAME, *_REFUSED_UNITS], n=1, cutoff=_SIMILAR_ENOUGH)
    if not similar:
        _refuse(text, f"is not a unit. {_ACCEPTED_UNITS}", joint=" ")
    if similar[0] in _REFUSED_UNITS:
        _refuse(text, f'is not a unit; "{similar[0]}" {_REFUSED_UNITS[similar[0]]} {_ACCEPTED_UNITS}', joint=" ")
    return _refuse(text, f'is not a unit; did you mean "{_SPELLINGS[similar[0]]}"? {_ACCEPTED_UNITS}', joint=" ")


def _read_sign(text: str, sign: str) -> bool:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.startswith((">", "≥")):
        _refuse(text, f'a limit is the longest delay allowed, so "{sign}" has no meaning. Write < or <=, or no sign.')
    return _refuse(text, f'"{sign}" is not a comparison. Write < or <=, or no sign (which means <=).')


def _read_count(number: str, unit: Unit) -> int:
    if number[0] in "+-":
        message = f"a limit has no sign before its number. Write {number[1:]} {unit}."
    elif re.search("[.,]", number):
        message = _why_not_decimal(number, unit)
    elif not number.isdigit():
        message = f"a number is written without separators. Write {re.sub('[^0-9]', '', number)} {unit}."
    elif len(number) > _MOST_DIGITS:
        message = f"a limit is at most {_LONGEST_YEARS} years long."
    else:
        return int(number)
    raise ValueError(message)


def _why_not_decimal(number: str, unit: Unit) -> str:
    if not unit.has_fixed_length:
        return f"{unit} are counted whole. Write a whole number."
    smaller = _SIXTIETHS.get(unit)
    if smaller is None or not re.fullmatch("[0-9]{1,6}[.,][0-9]{1,6}", number):
        return "a limit is a whole number, without separators."
    amount = Fraction(number.replace(",", ".")) * 60
    advice = f"use {amount} {smaller}" if amount.denominator == 1 and amount else f"use whole {smaller}"
    return f"a limit is a whole number: {advice}."


def _worded(limit: Limit, names: dict[Unit, tuple[str, str]]) -> str:
    singular, plural = names[limit.unit]
    return f"{'< ' if limit.strict else ''}{limit.count} {singular if limit.count == 1 else plural}"


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _match(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    # Both patterns match any single line; the text has no line break once its spaces are joined.
    match = pattern.fullmatch(text)
    return match.groupdict(default="") if match else {}


def _refuse(text: str, reason: str, joint: str = ": ") -> NoReturn:
    read = " ".join(text.split())
    shown = read if len(read) <= _LONGEST_SHOWN else f"{read[:_LONGEST_SHOWN]}..."
    message = f'"{shown}"{joint}{reason}'
    raise ValueError(message)


_SPELLINGS = {_fold(name): name for names in (_FRENCH, _ENGLISH) for pair in names.values() for name in pair}
_UNITS_BY_NAME = {_fold(name): unit for names in (_FRENCH, _ENGLISH) for unit, pair in names.items() for name in pair}
