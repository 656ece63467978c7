"""What `make bench` prints, as Markdown that can be put into a page.

Law: nothing is computed here but ratios for the eye.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from benchmarks.processes import Usage
from benchmarks.targets import Target

_LIBRARIES = ("duckdb", "narwhals", "numpy", "pandas", "polars")


def machine() -> str:
    """The machine and the versions, in a sentence."""
    cpu = next((line for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ": " + platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{os.cpu_count()} cores ({cpu.split(': ')[1]}), {memory:.0f} GB, {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, {versions}."
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def table(middle: Mapping[str, Usage], runs: Mapping[str, int], reference: str) -> str:
    """What each program took, by the medians of its runs."""
    lines = [
        f"| medians | runs | s | s of CPU | peak MB | s over those of `{reference}` | CPU likewise |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {name} | {runs[name]} | {usage.wall:.2f} | {usage.cpu:.2f} | {usage.peak / 1e6:,.0f} "
            f"| {usage.wall / middle[reference].wall:.2f} | {usage.cpu / middle[reference].cpu:.2f} |"
            for name, usage in middle.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def targets_table(judged: Iterable[tuple[Target, float | None]]) -> str:
    """Each target with what was measured."""
    lines = ["| target | at | measured | |", "|---|---:|---:|---|"]
    for target, measured in judged:
        bound = f"{'>=' if target.is_least else '<='} {target.bound:g}"
        if measured is None:
            lines.append(f"| {target.text} | {bound} | | not measured |")
        else:
            lines.append(
                f"| {target.text} | {bound} | {measured:.2f} | {'met' if target.is_met(measured) else '**missed**'} |"
            )
    return "\n".join(lines) + "\n"
