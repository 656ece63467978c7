"""What stands beside or below the figures of a row: its status, pending cases, published figures.

Law: colour only repeats what words and marks say.
"""

from __future__ import annotations

from rich.text import Text

from gpj_kpi.outputs.report.compared import Beside
from gpj_kpi.outputs.report.marks import AGREES, DIFFERS
from gpj_kpi.outputs.report.rows import Cell, Row
from gpj_kpi.outputs.terminal.lines import INDENT, wrap
from gpj_kpi.outputs.terminal.styles import FIGURE_STYLES, STATUS_STYLES
from gpj_kpi.outputs.words.wording import Wording


def list_texts(row: Row) -> tuple[list[str], list[str]]:
    """List all texts that stand under a part, and under the whole."""
    of_parts = [cell.figure for cell in row.parts] + [text for each in row.beside for text in each.parts]
    return of_parts, [row.whole.figure, *(each.whole for each in row.beside)]


def draw_beside(row: Row, width: int) -> list[tuple[list[Text], list[Text], Text]]:
    """Draw what a row is compared with: labels, figures of parts and of the whole."""
    indent = INDENT * (2 if row.is_group else 1)

    def draw(beside: Beside) -> tuple[list[Text], list[Text], Text]:
        label = wrap(beside.label, width, style="dim", first=indent, rest=indent)
        return label, [Text(f"{text} ", "dim") for text in beside.parts], Text(f"{beside.whole} ", "dim")

    return [draw(each) for each in row.beside]


def draw_figure(cell: Cell) -> Text:
    """Draw a figure with the mark of its status."""
    return Text(cell.text + (cell.mark or " "), style=FIGURE_STYLES[cell.status])


def draw_whole(row: Row) -> Text:
    """Draw the figure of the whole period."""
    figure = draw_figure(row.whole)
    figure.stylize("bold")
    return figure


def draw_status(row: Row, wording: Wording) -> Text:
    """Draw the status of the whole period."""
    return Text(wording.report.statuses[row.whole.status], style=STATUS_STYLES[row.whole.status])


def draw_pending(row: Row) -> str:
    """Write how many cases are pending, in brackets; nothing for none."""
    return f" ({row.pending})" if row.pending else ""


def draw_published(row: Row, *, in_full: bool = False) -> Text:
    """Draw the published figures one after the other."""
    return Text(", ").join(draw_printed(row, in_full=in_full))


def draw_printed(row: Row, *, in_full: bool) -> list[Text]:
    """Draw the published figures, each with what the comparison gave.

    In full, each has the kind of period that it holds for.
    """
    items = []
    for printed in row.published:
        mark, style = {True: (f" {AGREES}", "green"), False: (f" {DIFFERS}", "bold red"), None: ("", "")}[
            printed.agrees
        ]
        items.append(Text.assemble(printed.text + (printed.per if in_full else ""), (mark, style)))
    return items
