"""What stderr gets: one line for a person, and no result.

Law: where it cannot be written, the exit status still tells.
"""

from __future__ import annotations

import sys

from gpj_kpi.outputs.streams import give_up
from gpj_kpi.safe_text import one_line


def say(text: str) -> None:
    """Print one line on stderr."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{one_line(text)}\n")
        sys.stderr.flush()
    except OSError:
        give_up(sys.stderr)
