"""A progress bar on the terminal, for work that lasts.

Law: it is shown on stderr alone, only if that is a terminal, and only after a second.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from gpj_kpi.evaluation.run import Progress as Report
from gpj_kpi.process import signals

_PATIENCE_SECONDS = 1.0
_CLEAR_LINE_AND_SHOW_CURSOR = b"\r\x1b[2K\x1b[?25h"


@contextlib.contextmanager
def progress_bar() -> Iterator[Report | None]:
    """Give what `evaluate` calls before each step; None without a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task("", total=None)

    def report(name: str, number: int, total: int) -> None:
        bar.update(task, description=name, completed=number - 1, total=total)

    def clear() -> None:
        if bar.live.is_started:
            with contextlib.suppress(OSError):
                os.write(sys.stderr.fileno(), _CLEAR_LINE_AND_SHOW_CURSOR)

    signals.do_before_stop(clear)
    patience = threading.Timer(_PATIENCE_SECONDS, bar.start)
    patience.daemon = True
    patience.start()
    try:
        yield report
    finally:
        patience.cancel()
        patience.join()
        bar.stop()
