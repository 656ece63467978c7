"""What stdout gets: results, as bytes, and nothing else.

Law: a character that the encoding of stdout lacks becomes its nearest one, and a reader that stops early is no fault.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from collections.abc import Callable
from typing import Literal, cast

from rich.console import Console

from gpj_kpi.errors import UsageError

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


def printed(render: Callable[[Console], None]) -> bytes:
    """Return what `render` prints, in the width and the colours of stdout."""
    shown_on = Console(file=sys.stdout, highlight=False, markup=False, legacy_windows=False)
    page = io.StringIO()
    console = Console(
        file=page,
        width=shown_on.width,
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
        UsageError: they cannot be written, on a full disk for instance.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer has nowhere to go: without this, the interpreter would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise UsageError(f"stdout cannot be written: {error.strerror}.") from error


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0]
    return _NEAREST.get(char) or (base if base.isascii() else "?")


codecs.register_error("gpj_kpi_nearest", _nearest)
