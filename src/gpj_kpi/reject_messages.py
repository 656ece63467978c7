"""One line for a person about one rejected row: where, what was read, why not, what is expected, what to do.

Law: a message never shows a personal cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpj_kpi.engines.export import Fault
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


def fault_issue(name: str, source: Source, fault: Fault) -> Issue:
    """Say what is wrong with one record of a source."""
    column = source.columns[fault.column] if fault.column else None
    return Issue(
        code=fault.code,
        message=f"{_message(fault, column, source)}",
        file=fault.file,
        line=fault.line,
        column=column.header if column else None,
        source=name,
        severity="rejected",
    )


def _message(fault: Fault, column: Column | None, source: Source) -> str:
    if column is None:
        return _malformed(fault)
    if fault.code == "missing_value":
        return "the cell is empty, and the column is required. Fill it, or drop `required: true`."
    if fault.code == "duplicate_key":
        return "the key stands in several rows, and `on_duplicate: reject` keeps none of them."
    if fault.code in _OF_PAUSES:
        return _OF_PAUSES[fault.code]
    shown = "this personal cell" if column.personal else f'"{_shortened(fault.text or "")}"'
    if fault.code == "out_of_range":
        return f"{shown} is outside 1950-2199. If it stands for an empty cell, name it in `null_values`."
    if fault.code == "not_in_values":
        allowed = ", ".join(column.values or ())
        return f"{shown} is not one of the declared values. Expected: {allowed}. Correct the cell or `values:`."
    what, expected = _expectation(column, source)
    return f"{shown} is not {what}. Expected {expected}. Correct the cell or raise max_rejected."


def _malformed(fault: Fault) -> str:
    if fault.text and fault.text.startswith("not "):
        return f"the record's bytes are {fault.text}. Check `encoding:`, or correct the export."
    over = f" over {fault.lines} lines" if fault.lines > 1 else ""
    advice = "Quote the cells that hold the delimiter, double the quotes inside them, or raise max_rejected."
    return f"the record{over} does not fit the header: {fault.text}. {advice}"


def _expectation(column: Column, source: Source) -> tuple[str, str]:
    """What a cell of this column is, and how it is written."""
    match column.type:
        case "date":
            return "a date", _date_form(column.format or "")
        case "datetime":
            return "a date and time", _date_form(column.format or "")
        case "integer":
            return "a whole number", "digits only, e.g. 3"
        case "number":
            return "a number", f"at most 9 digits and 6 decimals, e.g. 4{source.decimal}25"
    allowed = ", ".join([*(column.true_values or ()), *(column.false_values or ())])
    return "true or false", f"one of: {allowed}"


def _date_form(format_: str) -> str:
    form, example = format_, format_
    for directive, (letters, digits) in _DIRECTIVES.items():
        form, example = form.replace(directive, letters), example.replace(directive, digits)
    return f"{form}, e.g. {example}"


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_TEXT else flat[: _LONGEST_TEXT - 1] + "…"
