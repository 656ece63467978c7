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
from gpj_kpi.sentences.sentence import say

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
        parts = text.replace("_", "").lstrip("+-").split(":")[:_MOST_SEXAGESIMALS]
        whole = [int(part) for part in parts if part.isdigit() and len(part) <= _LONGEST_SEXAGESIMAL]
        number = str(sum(part * 60**power for power, part in enumerate(reversed(whole))))
        read = f" {number}" if len(whole) == len(text.split(":")) else ""
        return say(sentences.BASE_SIXTY, written=text, read=read)
    written = shorten(text)
    if _OCTAL.fullmatch(text):
        return say(sentences.OCTAL_OR_DECIMAL, written=written, octal=int(text, 8), decimal=int(text))
    if not is_number_of_1_1:
        return say(sentences.TEXT_OR_NUMBER, written=written)
    if not _NUMBER_OF_1_2.fullmatch(text):
        return say(sentences.NUMBER_OR_TEXT, written=written)
    return say(sentences.NO_PLAIN_NUMBER, written=written)


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
