"""What YAML 1.1 makes of a scalar without quotes, and the message where something else was meant.

Law: numbers keep their digits, dates stay text, and what YAML does not read as it looks (18:00, 010) is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gpj_kpi.rules.text.faults import refused, shown

_TRUE = {"yes", "true", "on"}
_BOOLEAN_WORDS = {*_TRUE, "no", "false", "off"}
_PLAIN_INTEGER = re.compile("[-+]?(0|[1-9][0-9_]{0,29})")
_PLAIN_DECIMAL = re.compile(r"[-+]?[0-9][0-9_]{0,29}\.[0-9_]{0,30}")
_LONGEST_SEXAGESIMAL = 9
_MOST_SEXAGESIMALS = 5


def read_scalar(text: str, *, kind: str) -> str | int | Decimal | bool | None:
    """Return the value of a scalar without quotes.

    Args:
        text: the scalar as it is written.
        kind: what YAML takes it for: null, bool, int, float; anything else is text here.

    Raises:
        RefusedError: it is a number in YAML, but not the decimal number or the text that it looks like.
    """
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in _TRUE
    if kind == "int" and _PLAIN_INTEGER.fullmatch(text):
        return int(text)
    if kind == "float" and _PLAIN_DECIMAL.fullmatch(text):
        return Decimal(text.replace("_", ""))
    if kind in ("int", "float"):
        raise refused("ambiguous_number", _why_not_plain(text))
    return text


def _why_not_plain(text: str) -> str:
    if ":" in text:
        parts = text.replace("_", "").lstrip("+-").split(":")[:_MOST_SEXAGESIMALS]
        whole = [int(part) for part in parts if part.isdigit() and len(part) <= _LONGEST_SEXAGESIMAL]
        number = str(sum(part * 60**power for power, part in enumerate(reversed(whole))))
        read = f" {number}" if len(whole) == len(text.split(":")) else ""
        return f'{text} without quotes is the number{read} in YAML 1.1 (base 60). Write "{text}" in quotes.'
    return (
        f"{shown(text)} without quotes is not a plain decimal number: YAML 1.1 reads a leading 0 as octal, 0x as "
        f'hexadecimal, .inf as infinity. Write it with digits alone or, if it is text, in quotes: "{text}".'
    )


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
