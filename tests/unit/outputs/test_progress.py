from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from gpj_kpi.outputs.progress import progress_bar

_TWO_STEPS = """
import time
from gpj_kpi.outputs import progress
progress._PATIENCE_SECONDS = {patience}
with progress.progress_bar() as report:
    report("Dossiers [b]", 1, 2)
    time.sleep(0.3)
"""


def _shown(patience: float) -> tuple[bytes, bytes]:
    """What a terminal on stderr, and a pipe on stdout, get of a work of 0.3 seconds."""
    terminal, end = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", _TWO_STEPS.format(patience=patience)],
        stdout=subprocess.PIPE,
        stderr=end,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
        check=True,
    )
    os.write(end, b"end")
    os.close(end)
    shown = b""
    while not shown.endswith(b"end"):
        shown += os.read(terminal, 1 << 16)
    os.close(terminal)
    return shown.removesuffix(b"end"), done.stdout


def test_a_pipe_gets_no_bar(capfd: pytest.CaptureFixture[str]) -> None:
    """Where stderr is no terminal there is nothing to report to."""
    with progress_bar() as report:
        assert report is None
    assert capfd.readouterr() == ("", "")


def test_a_terminal_gets_a_bar_with_the_name_of_the_step() -> None:
    """It stands on stderr, brackets are text, and no step of two is done while the first is under way."""
    shown, stdout = _shown(0)
    assert b"Dossiers [b]" in shown
    assert b"0/2" in shown
    assert stdout == b""


def test_short_work_shows_nothing() -> None:
    """A run that ends before the bar is due writes no byte on the terminal."""
    assert _shown(60) == (b"", b"")
