"""One line for a person about one rejected row: where, what was read, why not, what is expected, what to do.

Law: a message never shows a personal cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gpj_kpi.engines.interface import RowFault, SetAside
from gpj_kpi.errors import Issue

if TYPE_CHECKING:
    from gpj_kpi.rules import Column, Source

_DIRECTIVES = {
    "%d": ("dd", "29"),
    "%m": ("mm", "02"),
    "%Y": ("yyyy", "2024"),
    "%y": ("yy", "24"),
    "%H": ("hh", "14"),
    "%M": ("mm", "05"),
    "%S": ("ss", "09"),
    "%f": ("ffffff", "000000"),
    "%z": ("+hh:mm", "+01:00"),
}
_LONGEST_TEXT = 60
_OF_PAUSES = {
    "pause_backwards": "the pause ends before it begins. Correct one of the two.",
    "unknown_case": "the pause belongs to none of the cases that were read. Correct the key, or add the case.",
}
_QUOTES = "Quote cells that hold the delimiter or a line break, double the quotes in them, or raise max_rejected."
_OF_RECORDS = {
    "too_few_cells": f"has fewer cells than the header. {_QUOTES}",
    "too_many_cells": f"has more cells than the header. {_QUOTES}",
    "stray_quote": f"has text behind the quote that closes a cell. {_QUOTES}",
    "unclosed_quote": f"goes on to the end of the file, for a quote in it is not closed. {_QUOTES}",
    "undecodable_bytes": "has bytes that are not of the declared encoding. Check `encoding:`, or correct the export.",
    "too_long": "is longer than 64 MiB. Correct the export.",
    "repeated_header": "is the header line again. If files were joined, declare `repeated_headers: true`.",
}
_SET_ASIDE = {
    "lines_in_quotes": "lines inside quotes that look like records: {}. Where a quote is missing, they are lost.",
    "footer": "lines below the last record, declared as `footer`: {}. They are no rows.",
    "repeated_headers": "header lines among the records, declared by `repeated_headers`: {}. They are no rows.",
}


def set_aside_issue(name: str, lines: SetAside) -> Issue:
    """Say which lines of a source were declared to be no rows."""
    message = _SET_ASIDE[lines.code].format(lines.lines)
    return Issue(
        code=lines.code,
        message=message,
        file=lines.file,
        line=lines.line,
        source=name,
        severity="notice",
        count=lines.lines,
    )


def fault_issue(name: str, source: Source, fault: RowFault) -> Issue:
    """Say what is wrong with one record of a source."""
    column = source.columns[fault.column] if fault.column else None
    return Issue(
        code=fault.code,
        message=_message(fault, column, source),
        file=fault.file,
        line=fault.line,
        column=column.header if column else None,
        source=name,
        severity="rejected",
        # The text of a record without a column is our reason, or may hold personal cells.
        read=_shortened(fault.text) if fault.text and column and not column.personal else None,
    )


def _message(fault: RowFault, column: Column | None, source: Source) -> str:
    if column is None:
        return _of_record(fault)
    if fault.code == "missing_value":
        return "the cell is empty, and the column is required. Fill it, or drop `required: true`."
    if fault.code == "duplicate_key":
        return "the key stands in several rows, and `on_duplicate: reject` keeps none of them."
    if fault.code in _OF_PAUSES:
        return _OF_PAUSES[fault.code]
    if fault.code == "nul_character":
        return "the cell holds a NUL character, as a damaged file does. Correct the cell, or export the file again."
    shown = "this personal cell" if column.personal else f'"{_shortened(fault.text or "")}"'
    if fault.code == "out_of_range":
        return f"{shown} is outside 1950-2199. If it stands for an empty cell, name it in `null_values`."
    if fault.code == "off_scale":
        lowest, highest = column.scale or (0, 0)
        return f"{shown} is outside the scale from {lowest} to {highest}. Correct the cell or `scale:`."
    if fault.code == "not_in_values":
        allowed = ", ".join(column.values or ())
        return f"{shown} is not one of the declared values. Expected: {allowed}. Correct the cell or `values:`."
    what, expected = _expectation(column, source)
    return f"{shown} is not {what}. Expected {expected}. Correct the cell or raise max_rejected."


def _of_record(fault: RowFault) -> str:
    over = f" over {fault.lines} lines" if fault.lines > 1 else ""
    return f"the record{over} {_OF_RECORDS[fault.code]}"


def _expectation(column: Column, source: Source) -> tuple[str, str]:
    """Say what a cell of this column is, and how it is written."""
    noun = column.traits.noun
    match column.type:
        case "date" | "datetime":
            return noun, _date_forms(column.format or ())
        case "integer":
            return noun, f"digits only, e.g. {_grouped('1204', source)}"
        case "number" if column.percent:
            return "a percentage", f"at most 9 digits, 4 decimals and the sign, e.g. 97{source.decimal}5 %"
        case "number":
            return noun, f"at most 9 digits and 6 decimals, e.g. {_grouped('1204', source)}{source.decimal}25"
    allowed = ", ".join([*(column.true_values or ()), *(column.false_values or ())])
    return noun, f"one of: {allowed}"


def _grouped(digits: str, source: Source) -> str:
    return f"{digits[0]}{source.thousands or ''}{digits[1:]}"


def _date_forms(formats: Sequence[str]) -> str:
    forms, example = list(formats), formats[0]
    for directive, (letters, digits) in _DIRECTIVES.items():
        forms = [form.replace(directive, letters) for form in forms]
        example = example.replace(directive, digits)
    return f"{' or '.join(forms)}, e.g. {example}"


def _shortened(text: str) -> str:
    """The first characters of a cell, blanks that look like others spelled out."""
    shown = "".join(char.encode("unicode_escape").decode() if _is_odd(char) else char for char in text[:_LONGEST_TEXT])
    return shown if len(shown) <= _LONGEST_TEXT and len(text) <= _LONGEST_TEXT else shown[: _LONGEST_TEXT - 1] + "…"


def _is_odd(char: str) -> bool:
    return char.isspace() and char != " "
