"""Columns of text beside each other, as lines for a terminal.

Law: no-break spaces are not broken, and nothing is cut: a text too long for its column is wrapped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from rich.text import Text

INDENT = "  "


@dataclass(frozen=True)
class Column:
    """A block of lines, its width, and the spaces before it."""

    lines: Sequence[Text]
    width: int
    gap: int = 1
    align: Literal["left", "right"] = "right"


def join(columns: Sequence[Column]) -> list[Text]:
    """Put columns next to each other; short ones end in blanks."""
    height = max((len(column.lines) for column in columns), default=0)
    found = []
    for number in range(height):
        line = Text()
        for column in columns:
            text = column.lines[number] if number < len(column.lines) else Text()
            blank = " " * (column.width - text.cell_len)
            line.append(" " * column.gap)
            line.append_text(Text.assemble(blank, text) if column.align == "right" else Text.assemble(text, blank))
        line.rstrip()
        found.append(line)
    return found


def wrap(text: str, width: int, *, style: str = "", first: str = "", rest: str = "") -> list[Text]:
    """Wrap prose at its plain spaces.

    Args:
        text: one paragraph.
        width: cells of a line, what stands before the text included.
        style: of every line.
        first: what stands before the first line.
        rest: what stands before the other lines.
    """
    lines = textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [Text(line, style=style) for line in lines]


def flow(items: Sequence[Text], width: int, *, indent: str = "", rest: str | None = None, gap: int = 3) -> list[Text]:
    """Put items one after the other, over as many lines as needed.

    Args:
        items: none is broken.
        width: cells of a line.
        indent: what stands before the first line.
        rest: what stands before the other lines; by default the same. It gives way to an item that needs the room.
        gap: blanks between two items.
    """
    found: list[Text] = []
    for item in items:
        if found and found[-1].cell_len + gap + item.cell_len <= width:
            found[-1].append(" " * gap)
            found[-1].append_text(item)
        else:
            before = rest if found and rest is not None and len(rest) + item.cell_len <= width else indent
            found.append(Text.assemble(before, item))
    for line in found:
        line.rstrip()
    return found


def widest(texts: Sequence[str], *, at_least: int = 0) -> int:
    """Count the cells that the widest text takes."""
    return max([at_least, *map(cell_len, texts)])
