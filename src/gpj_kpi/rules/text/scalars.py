"""What YAML makes of a scalar without quotes, and the message where something else was meant.

Law: numbers keep their digits, dates stay text, and a number is the same in YAML 1.1 and 1.2. What is a text or another
number in one of them (1_000, 1e3, 010, 18:00) is refused: an editor may show another value than the one read here.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gpj_kpi.rules.text.faults import refused
from gpj_kpi.safe_text import shorten
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.sentence import Wordings, say

_TRUE = {"yes", "true", "on"}
_BOOLEAN_WORDS = {*_TRUE, "no", "false", "off"}
_PLAIN_INTEGER = re.compile("[-+]?(0|[1-9][0-9]{0,29})")
_PLAIN_DECIMAL = re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{0,30}")
_NUMBER_OF_1_2 = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
"""Numbers of the core schema of YAML 1.2 (section 10.3.2)."""
_OCTAL = re.compile("[-+]?0[0-7]{1,30}")
_MOST_DIGITS = 30
_LONGEST_SEXAGESIMAL = 9
_MOST_SEXAGESIMALS = 5


def read_scalar(text: str, *, kind: str) -> str | int | Decimal | bool | None:
    """Return the value of a scalar without quotes.

    Args:
        text: the scalar as it is written.
        kind: what YAML 1.1 takes it for: null, bool, int, float; anything else is text here.

    Raises:
        RefusedError: it is a number in YAML 1.1 or 1.2, but not the decimal number or the text that it looks like.
    """
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in _TRUE
    if kind == "int" and _PLAIN_INTEGER.fullmatch(text):
        return int(text)
    if kind == "float" and _PLAIN_DECIMAL.fullmatch(text):
        return Decimal(text)
    if kind in ("int", "float") or _NUMBER_OF_1_2.fullmatch(text):
        raise refused("ambiguous_number", _why_not_plain(text, is_number_of_1_1=kind in ("int", "float")))
    return text


def _why_not_plain(text: str, *, is_number_of_1_1: bool) -> str:
    if ":" in text:
        number = _read_sexagesimal(text)
        read = say(sentences.A_NUMBER) if number is None else say(sentences.THE_NUMBER, number=number)
        return say(sentences.BASE_SIXTY, written=shorten(text), read=read)
    written, value = shorten(text), plain_digits(text)
    digits = say(sentences.THESE_DIGITS, number=value) if value else ""
    if _OCTAL.fullmatch(text):
        octal, decimal = int(text, 8), int(text)
        if octal == decimal:
            return say(sentences.LEADING_ZERO, written=written, digits=digits)
        return say(sentences.OCTAL_OR_DECIMAL, written=written, octal=octal, decimal=decimal, digits="")
    if not is_number_of_1_1:
        return say(sentences.TEXT_OR_NUMBER, written=written, digits=digits)
    if not _NUMBER_OF_1_2.fullmatch(text):
        return say(sentences.NUMBER_OR_TEXT, written=written, digits=digits)
    return say(sentences.NO_PLAIN_NUMBER, written=written, why=say(_why_no_plain_number(text)), digits=digits)


def _why_no_plain_number(text: str) -> Wordings:
    if text.lower().startswith("0x"):
        return sentences.HEXADECIMAL
    if text.lower().endswith(("inf", "nan")):
        return sentences.NOT_FINITE
    if re.fullmatch("[-+]?[0-9]*[.]?[0-9]*", text) and len(text) > _MOST_DIGITS:
        return sentences.TOO_LONG
    return sentences.NO_PLAIN_DIGITS


def plain_digits(text: str) -> str:
    """Write a number in digits alone.

    Empty where they would not be few, or the text is no number.

    >>> plain_digits("1e3"), plain_digits(".5"), plain_digits("1_000"), plain_digits("0x10"), plain_digits("1e99")
    ('1000', '0.5', '1000', '16', '')
    """
    if len(text) > _MOST_DIGITS:
        return ""
    try:
        if re.match("0[xob]", text):
            return str(int(text, 0))
        number = Decimal(text)
    except (ValueError, ArithmeticError):
        return ""
    digits = f"{number:f}" if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS else ""
    return digits.lstrip("+")


def _read_sexagesimal(text: str) -> Decimal | None:
    """Read a short number in base 60; None for others."""
    parts = text.replace("_", "").lstrip("+-").split(":")
    if len(parts) > _MOST_SEXAGESIMALS or any(len(part) > _LONGEST_SEXAGESIMAL for part in parts):
        return None
    number = sum((Decimal(part) * 60**power for power, part in enumerate(reversed(parts))), Decimal(0))
    return -number if text.startswith("-") else number


def why_not_text(written: str, otherwise: str) -> str:
    """Explain why a scalar without quotes is not the text it seems.

    The sentence also says what to write.

    Args:
        written: the scalar as the file has it.
        otherwise: what to say where YAML is not to blame.
    """
    if written in ("", "~"):
        return 'nothing is written here, and text is expected. Write it; an empty text is written "".'
    if written.lower() in _BOOLEAN_WORDS:
        read = "true" if written.lower() in _TRUE else "false"
        return f'{written} without quotes is {read} in YAML 1.1, not text. Write "{written}" in quotes.'
    if written.lower() == "null":
        return f'{written} without quotes is an empty value in YAML, not text. Write "{written}" in quotes.'
    if _PLAIN_INTEGER.fullmatch(written) or _PLAIN_DECIMAL.fullmatch(written):
        return f'{written} without quotes is a number, not text. Write "{written}" in quotes.'
    return otherwise
