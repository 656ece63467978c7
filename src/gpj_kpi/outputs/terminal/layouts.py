"""Where the figures stand: three layouts, from wide to narrow, for as many parts as a period may have.

Law: the widest layout that the console can hold without cutting anything is taken.

- wide: one line per indicator, everything in columns.
- compact: figures beside the label, in one or two lines; status, target, cases and published figure below.
- long: figures below the label, each line named by its first and last part; for weeks, mostly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.text import Text

from gpj_kpi.outputs.report.rows import AGREES, DIFFERS, Cell, Row
from gpj_kpi.outputs.terminal.lines import INDENT, Column, flow, join, widest, wrap
from gpj_kpi.outputs.terminal.styles import FIGURE_STYLES, STATUS_STYLES
from gpj_kpi.outputs.words.wording import Wording

_LABEL_LINES = 2
_NARROWEST_LABEL = 22
_MOST_BLOCKS = 2
_HEADING = "bold"
_INDENT = len(INDENT)
_GAP = 2
_WIDE_ALIGNS: tuple[Literal["left", "right"], ...] = ("right", "left", "right", "left")


@dataclass(frozen=True)
class Layout:
    """How rows become lines.

    Attributes:
        width: cells that the table takes.
        header: lines above the first commitment.
        lines_of: gives the lines of one row.
    """

    width: int
    header: list[Text]
    lines_of: Callable[[Row], list[Text]]


@dataclass(frozen=True)
class _Table:
    """All rows and headings, with the cells that their texts take.

    A figure takes one cell more before it, blank or for the mark of a provisional one, and one after it for the mark
    of its status.
    """

    rows: Sequence[Row]
    parts: Sequence[str]
    whole: str
    wording: Wording
    part_width: int
    whole_width: int
    target_width: int
    status_width: int
    n_width: int

    def figures_width(self, step: int) -> int:
        """Count the cells of some parts and the whole."""
        return step * self.part_width + self.whole_width


def layout_for(rows: Sequence[Row], parts: Sequence[str], whole: str, *, width: int, wording: Wording) -> Layout:
    """Choose the layout.

    Args:
        rows: every row of the report.
        parts: headings of the parts of the period.
        whole: heading of the whole period.
        width: cells of a line of the console.
        wording: of the report.
    """
    table = _Table(
        rows=rows,
        parts=parts,
        whole=whole,
        wording=wording,
        part_width=widest([*parts, *(cell.figure for row in rows for cell in row.parts)]) + 2,
        whole_width=widest([whole, *(row.whole.figure for row in rows)]) + 2,
        target_width=widest([row.target for row in rows]),
        status_width=widest([wording.report.statuses[row.whole.status] for row in rows]),
        n_width=widest([row.n for row in rows]),
    )
    layout = _wide(table, width)
    for blocks in range(1, _MOST_BLOCKS + 1):
        layout = layout or _compact(table, width, blocks)
    return layout or _long(table, width)


def _wide(table: _Table, width: int) -> Layout | None:
    """Lay out one line per indicator; None if labels lack room."""
    words = table.wording.report
    pending_width = widest([_pending(row) for row in table.rows])
    n_headings = ["n", f"({words.pending})"] if pending_width else ["n"]
    widths = (
        max(len(words.target), table.target_width),
        max(len(words.status), table.status_width),
        max(widest(n_headings), table.n_width + pending_width),
        widest([words.published, *(_published(row).plain for row in table.rows)]),
    )
    step = len(table.parts)
    others = _INDENT + table.figures_width(step) + sum(_GAP + each for each in widths)
    label_width = _label_width(table.rows, width - others)
    if label_width is None:
        return None

    def line(label: Sequence[Text], figures: Sequence[Text], *ends: Sequence[Text]) -> list[Text]:
        columns = [Column(label, label_width, _INDENT, "left"), Column(figures, table.figures_width(step), 0)]
        for texts, cells, align in zip(ends, widths, _WIDE_ALIGNS, strict=True):
            columns.append(Column(texts, cells, _GAP, align))
        return join(columns)

    def lines_of(row: Row) -> list[Text]:
        n = Text(row.n + _pending(row).ljust(pending_width))
        figures = _figure_lines(table, [_figure(cell) for cell in row.parts], _whole(row), step)
        return line(
            _label(row, label_width - 1),
            figures,
            [Text(row.target)],
            [_status(row, table.wording)],
            [n],
            [_published(row)],
        )

    above = [Text()] * (len(n_headings) - 1)
    target, status, published = (
        [*above, Text(word, _HEADING)] for word in (words.target, words.status, words.published)
    )
    ns = [Text(text, _HEADING) for text in n_headings]
    return Layout(
        others + label_width, line([], [*above, *_headings(table, step)], target, status, ns, published), lines_of
    )


def _compact(table: _Table, width: int, blocks: int) -> Layout | None:
    """Lay out figures beside the label and details below.

    Returns:
        None when the labels would lack room.
    """
    step = -(-len(table.parts) // blocks)
    figures_width = table.figures_width(step)
    label_width = _label_width(table.rows, width - _INDENT - figures_width)
    if label_width is None:
        return None

    def lines_of(row: Row) -> list[Text]:
        figures = _figure_lines(table, [_figure(cell) for cell in row.parts], _whole(row), step)
        label = Column(_label(row, label_width - 1), label_width, _INDENT, "left")
        return [*join([label, Column(figures, figures_width, 0, "left")]), *_details(table, row, width)]

    header = [Text.assemble(" " * (_INDENT + label_width), heading) for heading in _headings(table, step)]
    return Layout(_INDENT + label_width + figures_width, header, lines_of)


def _long(table: _Table, width: int) -> Layout:
    """Lay out the label, then lines of figures, then details."""
    names_width = 2 * widest(table.parts) + 1
    fitting = max(1, (width - 2 * _INDENT - names_width) // table.part_width)
    lines_needed = max(1, -(-len(table.parts) // fitting))
    step = max(1, -(-len(table.parts) // lines_needed))
    label_width = width - _INDENT - table.whole_width

    def lines_of(row: Row) -> list[Text]:
        label = Column(_label(row, label_width - 1), label_width, _INDENT, "left")
        lines = join([label, Column([_whole(row)], table.whole_width, 0)])
        for first in range(0, len(row.parts), step):
            names = table.parts[first : first + step]
            name = Text(names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}", style="dim")
            figures = [Column([_figure(cell)], table.part_width, 0) for cell in row.parts[first : first + step]]
            lines += join([Column([name], names_width, 2 * _INDENT, "left"), *figures])
        return [*lines, *_details(table, row, width)]

    whole = Column([Text(f"{table.whole} ", _HEADING)], table.whole_width, _INDENT + label_width)
    if lines_needed > _MOST_BLOCKS:
        return Layout(width, join([whole]), lines_of)
    headings = [Text(f"{name} ", _HEADING) for name in table.parts]
    lines = _figure_lines(table, headings, Text(), step)
    blank = Column([], names_width, 2 * _INDENT)
    return Layout(width, [*join([whole]), *join([blank, Column(lines, step * table.part_width, 0, "left")])], lines_of)


def _label_width(rows: Sequence[Row], room: int) -> int | None:
    """Choose the cells for the labels, no more than they need.

    Returns:
        None when one of them would take more than two lines.
    """
    needed = widest([line.plain for row in rows for line in _label(row, 1_000)]) + 1
    if room >= needed:
        return needed
    wraps_well = all(
        len(lines) <= _LABEL_LINES and widest([line.plain for line in lines]) < room
        for lines in (_label(row, room - 1) for row in rows)
    )
    return room if wraps_well and room >= _NARROWEST_LABEL else None


def _label(row: Row, width: int) -> list[Text]:
    indent = INDENT if row.is_group else ""
    return wrap(row.label, width, first=indent, rest=indent)


def _headings(table: _Table, step: int) -> list[Text]:
    parts = [Text(f"{name} ", _HEADING) for name in table.parts]
    return _figure_lines(table, parts, Text(f"{table.whole} ", _HEADING), step)


def _figure_lines(table: _Table, parts: Sequence[Text], whole: Text, step: int) -> list[Text]:
    """Put some parts on each line, and the whole behind the last."""
    blocks = [parts[first : first + step] for first in range(0, len(parts), step or 1)] or [[]]
    last = [*blocks[-1], *[Text()] * (step - len(blocks[-1]))]
    lines = [line for block in blocks[:-1] for line in join([Column([part], table.part_width, 0) for part in block])]
    return lines + join(
        [*(Column([part], table.part_width, 0) for part in last), Column([whole], table.whole_width, 0)]
    )


def _figure(cell: Cell) -> Text:
    return Text(cell.text + (cell.mark or " "), style=FIGURE_STYLES[cell.status])


def _whole(row: Row) -> Text:
    figure = _figure(row.whole)
    figure.stylize("bold")
    return figure


def _details(table: _Table, row: Row, width: int) -> list[Text]:
    """Draw status, target, cases and published figure.

    What the first line cannot hold goes on a second one.
    """
    words = table.wording.report
    status = _status(row, table.wording)
    status.pad_right(table.status_width - status.cell_len)
    items = [status]
    if table.target_width:
        target = f"{words.target} {row.target.rjust(table.target_width)}" if row.target else ""
        items.append(Text(target.ljust(len(words.target) + 1 + table.target_width)))
    items.append(Text(f"n {row.n}" + (f", {row.pending} {words.pending}" if row.pending else "")))
    if row.published:
        items.append(Text.assemble(f"{words.published} ", _published(row, in_full=True)))
    return flow(items, width, indent=" " * (_INDENT + (2 * _INDENT if row.is_group else _INDENT)))


def _status(row: Row, wording: Wording) -> Text:
    return Text(wording.report.statuses[row.whole.status], style=STATUS_STYLES[row.whole.status])


def _pending(row: Row) -> str:
    return f" ({row.pending})" if row.pending else ""


def _published(row: Row, *, in_full: bool = False) -> Text:
    """Draw the published figures, each with what the comparison gave.

    In full, each has the kind of period that it holds for.
    """
    items = []
    for printed in row.published:
        mark, style = {True: (f" {AGREES}", "green"), False: (f" {DIFFERS}", "bold red"), None: ("", "")}[
            printed.agrees
        ]
        items.append(Text.assemble(printed.text + (printed.per if in_full else ""), (mark, style)))
    return Text(", ").join(items)
