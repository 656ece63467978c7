"""Consoles of a known width, and reports made by hand."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from gpj_kpi.outputs.report.compose import Report
from gpj_kpi.outputs.report.counts import SourceCounts, Sources
from gpj_kpi.outputs.report.legend import Entry
from gpj_kpi.outputs.report.rows import Cell, Printed, Row, Section

Draw = Callable[[Callable[[Console], None], int], str]


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> Draw:
    """Give what is printed on a console of a width, without colour, blanks of French typography as plain ones."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def draw_at(render: Callable[[Console], None], width: int) -> str:
        page = io.StringIO()
        render(Console(file=page, width=width, highlight=False, markup=False))
        return page.getvalue().replace("\u00a0", " ").replace("\u202f", " ")

    return draw_at


def row(label: str = "Opened in time", *, n_parts: int = 4, **more: object) -> Row:
    """An indicator whose figure is 75.0% in each part and in all."""
    cell = Cell("75.0%", "near", is_provisional=False)
    said: dict[str, object] = {
        "indicator": "opened",
        "label": label,
        "is_group": False,
        "parts": (cell,) * n_parts,
        "whole": Cell("75.0%", "near", is_provisional=True),
        "limit": "48 hours",
        "target": "100%",
        "n": "4",
        "pending": "1",
        "published": (Printed("80%", "", agrees=False),),
        "unit": None,
        "covered": "",
    }
    return Row(**{**said, **more})  # type: ignore[arg-type]


def report(**more: object) -> Report:
    """A report of one commitment with one indicator."""
    said: dict[str, object] = {
        "organisation": "Essai",
        "period": "2024",
        "asked": (),
        "rules": "rules.yaml (sha256 0123456789)",
        "parts": ("Q1", "Q2", "Q3", "Q4"),
        "whole": "2024",
        "sections": (Section("Opening", "near", (row(),)),),
        "legend": (Entry("▽", "target not kept, but near", "near"), Entry("tracked", "not judged")),
        "coverage": (),
        "sources": Sources((SourceCounts("Claims", "7", "5", "1", "1", "2024-12-30 12:00"),), ""),
        "verified": "Verified.",
        "left_out": (),
        "versions": (),
        "rejected": None,
        "notices": (),
    }
    return Report(**{**said, **more})  # type: ignore[arg-type]
