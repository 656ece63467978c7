"""The check for people: the targets that are not kept, what cannot be judged in full, then a count of all.

Law: nothing is cut: what is too long for a line goes on below, indented.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gpj_kpi.outputs.report.check import Check
from gpj_kpi.outputs.terminal.lines import INDENT, Column, join, widest, wrap
from gpj_kpi.outputs.terminal.styles import STATUS_STYLES
from gpj_kpi.outputs.words.wording import Wording

_GAP = 3


def render(check: Check, wording: Wording, console: Console) -> None:
    """Print the targets not kept, what is incomplete, and the summary."""
    lines = _draw_rows(check, wording, console.width)
    for said in list_incomplete(check, wording):
        lines += wrap(said.strip(), console.width, first=INDENT if said.startswith(INDENT) else "", rest=INDENT * 2)
    for line in [*lines, *wrap(check.summary, console.width, rest=INDENT)]:
        console.print(line, soft_wrap=True)


def list_incomplete(check: Check, wording: Wording) -> list[str]:
    """List what is incomplete under its heading.

    Each stands on one line, whatever its length.
    """
    if not check.incomplete:
        return []
    heading = f"{wording.check.incomplete}{wording.colon}".rstrip()
    return [heading, *(f"{INDENT}{said}" for said in check.incomplete)]


def _draw_rows(check: Check, wording: Wording, width: int) -> list[Text]:
    """Draw names, and below each its figure, target, status and parts."""
    figures, targets = ([getattr(row, name) for row in check.rows] for name in ("figure", "target"))
    statuses = [Text(wording.report.statuses[row.status], STATUS_STYLES[row.status]) for row in check.rows]
    columns = (
        Column([Text(figure) for figure in figures], widest(figures), len(INDENT)),
        Column([Text(target) for target in targets], widest(targets), _GAP, "left"),
        Column(statuses, 0, _GAP, "left"),
    )
    found = []
    for row, line in zip(check.rows, join(columns), strict=True):
        found += [*wrap(row.name, width, style="bold", rest=INDENT), line]
        if row.parts and line.cell_len + _GAP + cell_len(row.parts) <= width:
            line.append(" " * _GAP + row.parts)
        elif row.parts:
            found += wrap(row.parts, width, first=INDENT * 2, rest=INDENT * 2)
    return found
