"""What is written to stdout (results, as bytes) and to stderr (lines for a person).

Law: a character that the encoding of stdout lacks becomes its nearest one. A reader that stops early is not a fault.
Where stderr cannot be written, the exit status still says what happened.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TextIO, cast

from gpj_kpi.errors import OutputError
from gpj_kpi.safe_text import one_line

if TYPE_CHECKING:
    from rich.console import Console

_NEAREST = {
    "\u00a0": " ",
    "\u202f": " ",
    "–": "-",
    "—": "-",
    "─": "-",
    "’": "'",
    "…": "...",
    "·": ".",
    "°": "o",
    "≥": ">=",
    "≤": "<=",
    "▼": "V",
    "▽": "v",
    "✓": "+",
    "✗": "x",
}

_USUAL_WIDTH = 80
"""Width of a page where the terminal has none: COLUMNS=0 would print nothing at all."""


def draw(render: Callable[[Console], None]) -> bytes:
    """Return what `render` prints, in the width and the colours of stdout."""
    from rich.console import Console  # noqa: PLC0415 - one line of text needs no rich

    shown_on = Console(file=sys.stdout, highlight=False, markup=False, legacy_windows=False)
    page = io.StringIO()
    console = Console(
        file=page,
        width=shown_on.width or _USUAL_WIDTH,
        color_system=cast("Literal['standard', '256', 'truecolor', 'windows'] | None", shown_on.color_system),
        force_terminal=shown_on.is_terminal,
        no_color=shown_on.no_color,
        highlight=False,
        markup=False,
        legacy_windows=False,
    )
    render(console)
    return page.getvalue().encode(shown_on.encoding, errors="gpj_kpi_nearest")


def write_stdout(content: bytes) -> None:
    """Write results on stdout.

    Raises:
        OutputError: they cannot be written, on a full disk for instance.
    """
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except OSError as error:
        _give_up(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            raise OutputError(f"stdout cannot be written: {error.strerror}.") from error


def say(text: str) -> None:
    """Print one line on stderr."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{one_line(text)}\n")
        sys.stderr.flush()
    except OSError:
        _give_up(sys.stderr)


def _give_up(stream: TextIO) -> None:
    """Send nowhere what a stream could not write.

    The interpreter would try again at its end, and complain.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _replace(error: UnicodeError) -> tuple[str, int]:
    """Give the nearest characters in place of those that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0]
    return _NEAREST.get(char) or (base if base.isascii() else "?")


codecs.register_error("gpj_kpi_nearest", _replace)
