from __future__ import annotations

from rich.console import Console
from tests.unit.outputs.terminal.conftest import Draw, row

from gpj_kpi.outputs.report.check import Check
from gpj_kpi.outputs.report.rows import Cell
from gpj_kpi.outputs.terminal.check import render
from gpj_kpi.outputs.words.english import ENGLISH


def test_a_target_that_is_not_met_is_a_line(draw: Draw) -> None:
    """Id, figure, target and status in columns, then the summary."""
    missed = row(indicator="a", whole=Cell("9.0%", "missed", is_provisional=False), target="95%")

    def render_it(console: Console) -> None:
        render(Check((missed, row()), "2024: near 1, missed 1."), ENGLISH, console)

    assert draw(render_it, 80) == (
        "a         9.0%  target 95%   not kept\nopened  ~75.0%  target 100%  not kept, near\n2024: near 1, missed 1.\n"
    )


def test_nothing_missed_is_the_summary_alone(draw: Draw) -> None:
    """A cron job that says one line says that all is well."""

    def render_it(console: Console) -> None:
        render(Check((), "2024: met 4."), ENGLISH, console)

    assert draw(render_it, 80) == "2024: met 4.\n"
