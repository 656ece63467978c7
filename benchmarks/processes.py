"""One program run once, in a process of its own, with what it took.

Law: time and memory are those that the kernel counted for the process, from its start to its end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

GPJ_KPI = [sys.executable, str(Path(sys.executable).with_name("gpj-kpi"))]


_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As at a desk: modules are compiled once, not at each start."""


class Usage(NamedTuple):
    """What a run took: seconds on the clock, seconds of the processors, bytes of memory at the peak."""

    wall: float
    cpu: float
    peak: float


def run(command: Sequence[str]) -> tuple[Usage, bytes]:
    """Run a command; return what it took and what it printed.

    Raises:
        SystemExit: it did not end with 0.
    """
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=said, env=_ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said.read().decode()}")
        printed.seek(0)
        return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024), printed.read()


def run_json(command: Sequence[str]) -> tuple[Usage, dict[str, Any]]:
    """Run a command that prints an object of JSON."""
    usage, printed = run(command)
    found: dict[str, Any] = json.loads(printed)
    return usage, found


def medians(usages: Sequence[Usage]) -> Usage:
    """The median of each figure over several runs."""
    return Usage(*(median(figures) for figures in zip(*usages, strict=True)))
