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

from gpj_kpi.outputs.report.rows import Row
from gpj_kpi.outputs.terminal.details import (
    draw_beside,
    draw_figure,
    draw_pending,
    draw_printed,
    draw_published,
    draw_status,
    draw_whole,
    list_texts,
)
from gpj_kpi.outputs.terminal.lines import INDENT, Column, flow, join, widest, wrap
from gpj_kpi.outputs.words.wording import Wording

_LABEL_LINES = 2
_WRAPPED = 20
_NARROWEST_LABEL = 22
_MOST_BLOCKS = 2
_HEADING = "bold"
_INDENT = len(INDENT)
_GAP = 2


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
    limit_width: int
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
        part_width=widest([*parts, *(text for row in rows for text in list_texts(row)[0])]) + 2,
        whole_width=widest([whole, *(text for row in rows for text in list_texts(row)[1])]) + 2,
        limit_width=widest([row.limit for row in rows]),
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
    ends = _wide_ends(table)
    n_headings = ["n", f"({words.pending})"] if any(row.pending for row in table.rows) else ["n"]
    above = [Text()] * (len(n_headings) - 1)
    step = len(table.parts)
    others = _INDENT + table.figures_width(step) + sum(_GAP + end.width for end in ends)
    label_width = _label_width(table.rows, width - others)
    if label_width is None:
        return None

    def line(label: Sequence[Text], figures: Sequence[Text], texts: Sequence[Sequence[Text]]) -> list[Text]:
        columns = [Column(label, label_width, _INDENT, "left"), Column(figures, table.figures_width(step), 0)]
        columns += [Column(each, end.width, _GAP, end.align) for each, end in zip(texts, ends, strict=True)]
        return join(columns)

    def lines_of(row: Row) -> list[Text]:
        figures = _figure_lines(table, [draw_figure(cell) for cell in row.parts], draw_whole(row), step)
        lines = line(_label(row, label_width - 1), figures, [end.texts_of(row) for end in ends])
        for label, parts, whole in draw_beside(row, label_width - 1):
            lines += line(label, _figure_lines(table, parts, whole, step), [[] for _ in ends])
        return lines

    headings = [
        [Text(text, _HEADING) for text in n_headings] if end.heading == "n" else [*above, Text(end.heading, _HEADING)]
        for end in ends
    ]
    return Layout(others + label_width, line([], [*above, *_headings(table, step)], headings), lines_of)


@dataclass(frozen=True)
class _End:
    """A column behind the figures of the wide layout."""

    heading: str
    width: int
    align: Literal["left", "right"]
    texts_of: Callable[[Row], list[Text]]


def _wide_ends(table: _Table) -> list[_End]:
    """Choose the columns behind the figures, where a row needs them."""
    words, rows = table.wording.report, table.rows
    pending_width = widest([draw_pending(row) for row in rows])
    n_width = table.n_width + pending_width

    def wrapped(heading: str, text_of: Callable[[Row], str]) -> list[_End]:
        texts = [text_of(row) for row in rows]
        most = max(_WRAPPED, widest([word for text in texts for word in text.split(" ")]))
        lines = [line.plain for text in texts for line in wrap(text, most)]
        width = widest([heading, *lines])
        return [_End(heading, width, "left", lambda row: wrap(text_of(row), most))] if lines else []

    return [
        *wrapped(words.limit, lambda row: row.limit),
        _End(words.target, max(len(words.target), table.target_width), "right", lambda row: [Text(row.target)]),
        _End(
            words.status,
            max(len(words.status), table.status_width),
            "left",
            lambda row: [draw_status(row, table.wording)],
        ),
        *wrapped(words.data, lambda row: row.covered),
        _End(
            "n",
            max(len(f"({words.pending})") if pending_width else 1, n_width),
            "right",
            lambda row: [Text(row.n + draw_pending(row).ljust(pending_width))],
        ),
        _End(
            words.published,
            widest([words.published, *(draw_published(row).plain for row in rows)]),
            "left",
            lambda row: [draw_published(row)],
        ),
    ]


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
    details_of = _details_in(table, width)

    def lines_of(row: Row) -> list[Text]:
        figures = _figure_lines(table, [draw_figure(cell) for cell in row.parts], draw_whole(row), step)
        blocks = [(_label(row, label_width - 1), figures)]
        for label, parts, whole in draw_beside(row, label_width - 1):
            blocks.append((label, _figure_lines(table, parts, whole, step)))
        lines = [
            line
            for label, drawn in blocks
            for line in join([Column(label, label_width, _INDENT, "left"), Column(drawn, figures_width, 0, "left")])
        ]
        return [*lines, *details_of(row)]

    header = [Text.assemble(" " * (_INDENT + label_width), heading) for heading in _headings(table, step)]
    return Layout(_INDENT + label_width + figures_width, header, lines_of)


def _long(table: _Table, width: int) -> Layout:
    """Lay out the label, then lines of figures, then details."""
    names_width = 2 * widest(table.parts) + 1
    fitting = max(1, (width - 2 * _INDENT - names_width) // table.part_width)
    lines_needed = max(1, -(-len(table.parts) // fitting))
    step = max(1, -(-len(table.parts) // lines_needed))
    label_width = width - _INDENT - table.whole_width
    details_of = _details_in(table, width)

    def block(label: Sequence[Text], parts: Sequence[Text], whole: Text) -> list[Text]:
        lines = join([Column(label, label_width, _INDENT, "left"), Column([whole], table.whole_width, 0)])
        for first in range(0, len(parts), step):
            names = table.parts[first : first + step]
            name = Text(names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}", style="dim")
            figures = [Column([figure], table.part_width, 0) for figure in parts[first : first + step]]
            lines += join([Column([name], names_width, 2 * _INDENT, "left"), *figures])
        return lines

    def lines_of(row: Row) -> list[Text]:
        lines = block(_label(row, label_width - 1), [draw_figure(cell) for cell in row.parts], draw_whole(row))
        lines += [line for beside in draw_beside(row, label_width - 1) for line in block(*beside)]
        return [*lines, *details_of(row)]

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
    labels = [line.plain for row in rows for line in _label(row, 1_000)]
    labels += [line.plain for row in rows for label, _, _ in draw_beside(row, 1_000) for line in label]
    needed = widest(labels) + 1
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


def _details_in(table: _Table, width: int) -> Callable[[Row], list[Text]]:
    """Choose how status, limit, target, cases, coverage and published figure are drawn.

    They stand in columns where that leaves one line for every row, else one after the other, as many lines as needed.
    """
    in_columns = all(len(_flow_details(table, row, width, in_columns=True)) == 1 for row in table.rows)
    return lambda row: _flow_details(table, row, width, in_columns=in_columns)


def _flow_details(table: _Table, row: Row, width: int, *, in_columns: bool) -> list[Text]:
    """Draw the details of one row, over several lines if needed."""
    words = table.wording.report
    status = draw_status(row, table.wording)
    status.pad_right(table.status_width - status.cell_len)
    items = [status]
    for word, text, cells in (
        (words.limit, row.limit, table.limit_width),
        (words.target, row.target, table.target_width),
    ):
        if in_columns and cells:
            shown = text.ljust(cells) if word == words.limit else text.rjust(cells)
            items.append(Text(f"{word} {shown}" if text else " " * (len(word) + 1 + cells)))
        elif text:
            items.append(Text(f"{word} {text}"))
    items.append(Text(f"n {row.n}" + (f", {row.pending} {words.pending}" if row.pending else "")))
    if row.covered:
        items.append(Text(f"{words.data} {row.covered}"))
    indent = " " * (_INDENT + (2 * _INDENT if row.is_group else _INDENT))
    published = Text.assemble(f"{words.published} ", draw_published(row, in_full=True))
    if row.published and len(indent) + published.cell_len <= width:
        items.append(published)
    elif row.published:
        items += [Text(words.published), *draw_printed(row, in_full=True)]
    return flow(items, width, indent=indent, rest=" " * (len(indent) + table.status_width + 3))
