"""Rejected rows as issues: one for every cell at fault; a row is rejected once, however many they are.

Law: the issues of a source go by file, then line, then the order in which the columns are declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from gpj_kpi.cases.reject_messages import fault_issue
from gpj_kpi.engines.cells import FAULT_MARK
from gpj_kpi.engines.interface import Engine, Export, FileRead, Frame, RowFault
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source

_SHOWN_WHEN_REFUSED = 1000


def cell_issues(
    name: str, source: Source, export: Export, faulty: Frame, engine: Engine, *, n_faulty: int
) -> list[Issue]:
    """One issue per faulty cell, and one per record that could not be split into cells.

    Args:
        name: id of the source.
        source: its declaration.
        export: what the engine read.
        faulty: rows whose `_fault` is not null.
        engine: where they lie.
        n_faulty: how many there are. When they are too many to be accepted, only the first become issues.
    """
    too_many = n_faulty > source.max_rejected * export.n_rows
    rows = faulty.select("_row", "_fault", "_fault_text").sort("_row")
    found = engine.fetch(rows.head(_SHOWN_WHEN_REFUSED) if too_many else rows)
    places = engine.positions(name, [int(row) for row in found["_row"]])
    issues = [fault_issue(name, source, fault) for fault in export.malformed]
    for (file, line), faults, texts in zip(places, found["_fault"], found["_fault_text"], strict=True):
        for column, code, text in _split(str(faults), None if pd.isna(texts) else str(texts)):
            fault = RowFault(file=file, line=line, column=column, code=code, text=text)
            issues.append(fault_issue(name, source, fault))
    return issues


def _split(faults: str, texts: str | None) -> Iterator[tuple[str | None, str, str | None]]:
    r"""Column (None for the record itself), code and text of each fault of one row.

    >>> list(_split("due:bad_date\x1fscore:off_scale", "32/01/2024\x1f9"))
    [('due', 'bad_date', '32/01/2024'), ('score', 'off_scale', '9')]
    >>> list(_split(":too_few_cells", None))
    [(None, 'too_few_cells', None)]
    """
    listed = faults.split(FAULT_MARK)
    shown: Sequence[str | None] = [None] if texts is None else texts.split(FAULT_MARK, len(listed) - 1)
    for number, fault in enumerate(listed):
        column, _, code = fault.partition(":")
        yield column or None, code, (shown[number] if number < len(shown) else None) or None


def in_file_order(files: Sequence[FileRead], issues: Iterable[Issue]) -> list[Issue]:
    """Rejected cells by file and line, those of one line as they are; then the notices, as they are."""
    order = {file.path: number for number, file in enumerate(files)}

    def place(issue: Issue) -> tuple[bool, int, int]:
        if issue.severity == "notice":
            return True, 0, 0
        return False, order.get(issue.file or "", 0), issue.line or 0

    return sorted(issues, key=place)


def require_few_rejected(
    name: str, source: Source, rows: int, rejected: int, issues: Iterable[Issue], *, further_lines: int = 0
) -> None:
    """Refuse an export with too many rejected rows; a malformed record weighs as many rows as it runs over lines.

    The total is told first; where one cell alone is at fault, one message tells both.

    Raises:
        ExportError: more rows are rejected than `max_rejected` allows.
    """
    if rejected + further_lines <= source.max_rejected * (rows + further_lines):
        return
    share = f"{float(source.max_rejected * 100):.4f}".rstrip("0").rstrip(".")
    lines = f" (over {rejected + further_lines} lines)" if further_lines else ""
    total = f"{rejected} of {rows} rows are rejected{lines}, more than max_rejected {share}%"
    found = list(issues)
    if len(found) == 1:
        raise ExportError(replace(found[0], message=f"{found[0].message} {total}: nothing is reported."))
    message = f"{total}: nothing is reported. Correct the export, or raise max_rejected."
    raise ExportError([Issue(code="too_many_rejected", message=message, source=name, file=name), *found])
