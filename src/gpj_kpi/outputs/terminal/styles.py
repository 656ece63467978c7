"""Colours of the terminal.

Law: a colour never says anything alone; the same is said by a word or a mark.
"""

from __future__ import annotations

from collections.abc import Mapping

from gpj_kpi.results.result import Status

STATUS_STYLES: Mapping[Status, str] = {
    "met": "green",
    "near": "yellow",
    "missed": "bold red",
    "no_target": "",
    "pending": "magenta",
    "too_few": "magenta",
    "no_data": "dim",
}
"""Of the word that says how a whole period was judged."""

FIGURE_STYLES: Mapping[Status, str] = {**STATUS_STYLES, "met": ""}
"""Of a figure: one that keeps its target stays plain, so that the others stand out."""
