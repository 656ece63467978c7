"""How an export is written: delimiter, encoding, marks of numbers.

Law: each of them is declared, and none is guessed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from gpj_kpi.rules.text.faults import nearest, refused, shown
from gpj_kpi.rules.text.values import ReadBy, read_text

Encoding = Literal["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"]

THOUSANDS = (" ", ".", ",", "'")
"""Marks between groups of three digits; the blank stands for the no-break spaces too."""

_TAB = "tab"
_ENCODINGS: dict[str, Encoding] = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf-8-bom": "utf-8-sig",
    "cp1252": "cp1252",
    "cp-1252": "cp1252",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "utf-16": "utf-16",
    "utf16": "utf-16",
}
_MOST_LINES_ABOVE = 1000


def _read_delimiter(value: object) -> str:
    text = value if isinstance(value, str) else read_text(value)
    if text == _TAB:
        return "\t"
    is_sign = text.isascii() and (text.isprintable() or text == "\t")
    if len(text) != 1 or not is_sign or text == '"' or text.isalnum():
        message = (
            f"{shown(text)} is not a delimiter. Expected one character of ASCII that is no letter, digit or quote, "
            'e.g. ";", or the word tab.'
        )
        raise refused("bad_value", message)
    return text


def _read_encoding(value: object) -> Encoding:
    text = read_text(value)
    encoding = _ENCODINGS.get(text.strip().lower().replace("_", "-"))
    if encoding is None:
        message = f"{shown(text)} is not an encoding that is read. {nearest(text, _ENCODINGS)}"
        raise refused("bad_value", message)
    return encoding


def _read_thousands(value: object) -> str:
    text = " " if value in ("\u00a0", "\u202f") else value
    if text not in THOUSANDS:
        marks = ", ".join(f'"{mark}"' for mark in THOUSANDS)
        message = f"{shown(value)} is not a mark between thousands. Expected one of: {marks}, in quotes."
        raise refused("bad_value", message)
    return str(text)


def _read_lines_above(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_LINES_ABOVE:
        message = f"{shown(value)} is not a number of lines. Expected how many stand above the header, e.g. 2."
        raise refused("bad_value", message)
    return value


Delimiter = Annotated[str, ReadBy(_read_delimiter, {"type": "string", "minLength": 1})]
EncodingName = Annotated[Encoding, BeforeValidator(_read_encoding)]
Thousands = Annotated[str, ReadBy(_read_thousands, {"enum": list(THOUSANDS)})]
LinesAbove = Annotated[int, ReadBy(_read_lines_above, {"type": "integer", "minimum": 0, "maximum": 1000})]
