"""Rejected rows: an issue for every cell at fault, and a refusal where an export has too many.

Law: a row is rejected once, however many of its cells are at fault. The issues of a source are ordered by file, then
line, then the order in which the columns are declared. A message says where, what was read, why it is refused, what is
expected and what to do, and it never shows a personal cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from gpj_kpi.engines.cells import FAULT_MARK
from gpj_kpi.engines.interface import Engine, Export, FileRead, Frame, RowFault
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Column, Source

_SHOWN_WHEN_REFUSED = 1000
"""Faulty rows that are listed when an export is refused for them."""
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


def cell_issues(
    name: str, source: Source, export: Export, faulty: Frame, engine: Engine, *, n_faulty: int
) -> list[Issue]:
    """Make an issue of each faulty cell and each malformed record.

    Args:
        name: id of the source.
        source: its declaration.
        export: what the engine read.
        faulty: rows whose `_fault` is not null.
        engine: where they lie.
        n_faulty: number of these rows. Where the export will be refused for them, only the first become issues.
    """
    too_many = n_faulty > source.max_rejected * export.n_rows
    rows = faulty.select("_row", "_fault", "_fault_text").sort("_row")
    found = engine.fetch(rows.head(_SHOWN_WHEN_REFUSED) if too_many else rows)
    places = engine.positions(name, [int(row) for row in found["_row"]])
    issues = [fault_issue(name, source, fault) for fault in export.malformed]
    for (file, line), faults, texts in zip(places, found["_fault"], found["_fault_text"], strict=True):
        issues += [
            fault_issue(name, source, RowFault(file=file, line=line, column=column, code=code, text=text))
            for column, code, text in _split_faults(str(faults), None if pd.isna(texts) else str(texts))
        ]
    return issues


def _split_faults(faults: str, texts: str | None) -> Iterator[tuple[str | None, str, str | None]]:
    r"""Split what an engine says of one row into its faults.

    A fault is its column, its code and its text. The column is None for a fault of the whole record. The text is None
    where a cell is empty, or was not kept.

    >>> list(_split_faults("due:bad_date\x1fscore:off_scale", "32/01/2024\x1f9"))
    [('due', 'bad_date', '32/01/2024'), ('score', 'off_scale', '9')]
    >>> list(_split_faults(":too_few_cells", None))
    [(None, 'too_few_cells', None)]
    """
    listed = faults.split(FAULT_MARK)
    shown: Sequence[str | None] = [None] if texts is None else texts.split(FAULT_MARK, len(listed) - 1)
    for number, fault in enumerate(listed):
        column, _, code = fault.partition(":")
        yield column or None, code, (shown[number] if number < len(shown) else None) or None


def in_file_order(files: Sequence[FileRead], issues: Iterable[Issue]) -> list[Issue]:
    """Sort rejected cells by file and line, and put notices last.

    Cells of one line keep their order, and so do notices.
    """
    order = {file.path: number for number, file in enumerate(files)}

    def place(issue: Issue) -> tuple[bool, int, int]:
        if issue.severity == "notice":
            return True, 0, 0
        return False, order.get(issue.file or "", 0), issue.line or 0

    return sorted(issues, key=place)


def require_few_rejected(
    name: str, source: Source, rows: int, rejected: int, issues: Iterable[Issue], *, further_lines: int = 0
) -> None:
    """Refuse an export with too many rejected rows.

    A malformed record may run over many lines, and each of them may hold a record that was lost. So each of its lines
    counts as a row, both among the rejected rows and among all.

    The total is the first issue of the refusal. Where only one fault is listed, its message ends with the total.

    Args:
        name: id of the source.
        source: gives `max_rejected`.
        rows: number of rows read.
        rejected: number of rows rejected.
        issues: what is wrong with them.
        further_lines: lines of malformed records beyond the first line of each.

    Raises:
        ExportError: more rows are rejected than `max_rejected` allows.
    """
    if rejected + further_lines <= source.max_rejected * (rows + further_lines):
        return
    share = f"{float(source.max_rejected * 100):.4f}".rstrip("0").rstrip(".")
    over_lines = f" (over {rejected + further_lines} lines)" if further_lines else ""
    total = f"{rejected} of {rows} rows are rejected{over_lines}, more than max_rejected {share}%"
    found = list(issues)
    if len(found) == 1:
        raise ExportError(replace(found[0], message=f"{found[0].message} {total}: nothing is reported."))
    message = f"{total}: nothing is reported. Correct the export, or raise max_rejected."
    raise ExportError([Issue(code="too_many_rejected", message=message, source=name, file=name), *found])


def fault_issue(name: str, source: Source, fault: RowFault) -> Issue:
    """Make the issue of one fault.

    It says where the fault is, what was read, why it is refused and what to do.
    """
    column = source.columns[fault.column] if fault.column else None
    return Issue(
        code=fault.code,
        message=_explain(fault, column, source),
        file=fault.file,
        line=fault.line,
        column=column.header if column else None,
        source=name,
        severity="rejected",
        # The text of a whole record is our own reason for the fault, or it may hold personal cells.
        read=_shorten(fault.text) if fault.text and column and not column.personal else None,
    )


def _explain(fault: RowFault, column: Column | None, source: Source) -> str:
    """Say what is wrong, what is expected and what to do."""
    if column is None:
        lines = f" over {fault.lines} lines" if fault.lines > 1 else ""
        return f"the record{lines} {_OF_RECORDS[fault.code]}"
    if fault.code == "missing_value":
        return "the cell is empty, and the column is required. Fill it, or drop `required: true`."
    if fault.code == "duplicate_key":
        return "the key stands in several rows, and `on_duplicate: reject` keeps none of them."
    if fault.code in _OF_PAUSES:
        return _OF_PAUSES[fault.code]
    if fault.code == "nul_character":
        return "the cell holds a NUL character, as a damaged file does. Correct the cell, or export the file again."
    shown = "this personal cell" if column.personal else f'"{_shorten(fault.text or "")}"'
    if fault.code == "out_of_range":
        return f"{shown} is outside 1950-2199. If it stands for an empty cell, name it in `null_values`."
    if fault.code == "off_scale":
        lowest, highest = column.scale or (0, 0)
        return f"{shown} is outside the scale from {lowest} to {highest}. Correct the cell or `scale:`."
    if fault.code == "not_in_values":
        texts, key = (column.values or (), "values") if column.scores is None else (column.held_scores, "scores")
        return f"{shown} is not one of the declared values. Expected: {', '.join(texts)}. Correct the cell or `{key}:`."
    what, expected = _describe(column, source)
    return f"{shown} is not {what}. Expected {expected}. Correct the cell or raise max_rejected."


def _describe(column: Column, source: Source) -> tuple[str, str]:
    """Say what a cell of this column is, and how written."""
    noun, whole = column.traits.noun, f"1{source.thousands or ''}204"
    match column.type:
        case "date" | "datetime":
            return noun, _write_formats(column.format or ())
        case "integer":
            return noun, f"digits only, e.g. {whole}"
        case "number" if column.percent:
            return "a percentage", f"at most 9 digits, 4 decimals and the sign, e.g. 97{source.decimal}5 %"
        case "number":
            return noun, f"at most 9 digits and 6 decimals, e.g. {whole}{source.decimal}25"
    allowed = ", ".join([*(column.true_values or ()), *(column.false_values or ())])
    return noun, f"one of: {allowed}"


def _write_formats(formats: Sequence[str]) -> str:
    """Write date formats for a person, with an example of the first.

    >>> _write_formats(["%d/%m/%Y", "%Y-%m-%d"])
    'dd/mm/yyyy or yyyy-mm-dd, e.g. 29/02/2024'
    """
    forms, example = list(formats), formats[0]
    for directive, (letters, digits) in _DIRECTIVES.items():
        forms = [form.replace(directive, letters) for form in forms]
        example = example.replace(directive, digits)
    return f"{' or '.join(forms)}, e.g. {example}"


def _shorten(text: str) -> str:
    r"""Give the first characters of a cell on one line.

    Blanks other than a space are spelled out.

    >>> _shorten("12\u00a0400\n")
    '12\\xa0400\\n'
    """
    spelled = [
        char.encode("unicode_escape").decode() if char.isspace() and char != " " else char
        for char in text[:_LONGEST_TEXT]
    ]
    shown = "".join(spelled)
    return shown if len(shown) <= _LONGEST_TEXT and len(text) <= _LONGEST_TEXT else shown[: _LONGEST_TEXT - 1] + "…"
