"""An export read a character at a time, in plain loops: what each record is, and which of them are cases.

Law: nothing here is shared with the library. A record ends at a line end outside quotes; a quote opens a cell at its
beginning only, and is closed by the next one that is not doubled; what cannot be read rejects its record.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

BLANKS = " \t\u00a0\u202f\ufeff"
HEADINGS = {"id": "N°", "day": "Reçu le", "amount": "Montant", "text": "Libellé"}
DELIMITER = ";"
NO_TEXT = f'{BLANKS}{DELIMITER}\r\n\f\v"'
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
Value = str | int | None


@dataclass
class Record:
    """One record: its first physical line, its cells, whether it can be split at all, whether nothing is on it."""

    line: int
    cells: list[str] = field(default_factory=list)
    is_sound: bool = True
    is_blank: bool = False


@dataclass(frozen=True)
class Read:
    """What a file holds: cases by key, and how many records were none."""

    rows: int
    cases: dict[str, dict[str, Value]]
    rejected_lines: list[int]
    duplicates: int


def read(raw: bytes, encoding: str) -> Read | None:
    """Read one file; None where its header is not that of the export. Without any text it holds no record."""
    text = raw.decode(encoding, errors="surrogateescape")
    if raw in MARKS or not text.strip(NO_TEXT):
        return Read(0, {}, [], 0)
    if encoding == "utf-8":
        text = text.removeprefix("\ufeff")
    records = [record for record in split(text) if not record.is_blank]
    if not records or not records[0].is_sound:
        return None
    header = [cell.strip().strip(BLANKS) for cell in records[0].cells]
    if any(header.count(heading) != 1 for heading in HEADINGS.values()):
        return None
    places = {id_: header.index(heading) for id_, heading in HEADINGS.items()}
    cases: dict[str, dict[str, Value]] = {}
    rejected, duplicates = [], 0
    for record in records[1:]:
        case = _case(record, places, len(header))
        if case is None:
            rejected.append(record.line)
            continue
        key = str(case["id"])
        duplicates += key in cases
        cases[key] = case
    return Read(len(records) - 1, cases, rejected, duplicates)


def split(text: str) -> list[Record]:
    """Split a text into records; a line with nothing on it gives one too, that is blank."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    records = []
    line, place = 1, 0
    while place < len(text):
        record, end = _record(text, place, line)
        line += text.count("\n", place, end)
        place = end
        records.append(record)
    return records


def _record(text: str, place: int, line: int) -> tuple[Record, int]:
    """One record from a place on, with where the next one begins."""
    record = Record(line, [""], is_blank=text[place] == "\n")
    state = "begun"
    while place < len(text):
        char = text[place]
        place += 1
        if state == "open" and text[place - 1 : place + 1] == '""':
            record.cells[-1] += '"'
            place += 1
        elif state == "open":
            state = "closed" if char == '"' else "open"
            record.cells[-1] += char if char != '"' else ""
        elif char == "\n":
            break
        elif char == DELIMITER:
            record.cells.append("")
            state = "begun"
        elif state == "begun" and char == '"':
            state = "open"
        else:
            record.is_sound &= state != "closed"  # text behind a closed quote
            record.cells[-1] += char
            state = "bare" if state == "begun" else state
    if state == "open" or any("\ud800" <= char <= "\udfff" for cell in record.cells for char in cell):
        record.is_sound = False
    return record, place


def _case(record: Record, places: dict[str, int], width: int) -> dict[str, Value] | None:
    """The values of a record; None where it is no case."""
    if not record.is_sound or len(record.cells) != width:
        return None
    cells = {id_: record.cells[place].strip(BLANKS) for id_, place in places.items()}
    day, amount = _day(cells["day"]), _amount(cells["amount"])
    if any("\0" in cell for cell in cells.values()) or not cells["id"] or day is None or amount == "":
        return None
    return {"id": cells["id"], "day": day, "amount": amount, "text": cells["text"] or None}


def _day(cell: str) -> int | None:
    """Days from 1970; None for what is no day between 1950 and 2199."""
    found = re.fullmatch("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", cell)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        moment = dt.date(year, month, day)
    except ValueError:
        return None
    return (moment - dt.date(1970, 1, 1)).days if 1950 <= year <= 2199 else None


def _amount(cell: str) -> Value:
    """Millionths; None for an empty cell, and an empty text for what is no number."""
    if not cell:
        return None
    found = re.fullmatch("([+-]?)([0-9]{1,9})(?:,([0-9]{1,6}))?", cell)
    if found is None:
        return ""
    sign, whole, decimals = found.groups()
    value = int(whole) * 1_000_000 + int((decimals or "").ljust(6, "0"))
    return -value if sign == "-" else value
