"""The check for people: the targets that are not met, then a count of all.

Law: a line stands for one indicator over the whole period.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from gpj_kpi.outputs.report.check import Check
from gpj_kpi.outputs.terminal.lines import Column, join, widest
from gpj_kpi.outputs.terminal.styles import STATUS_STYLES
from gpj_kpi.outputs.words.wording import Wording


def render(check: Check, wording: Wording, console: Console) -> None:
    """Print one line per target missed or nearly met, and the summary."""
    ids = [row.indicator for row in check.rows]
    figures = [row.whole.text for row in check.rows]
    targets = [f"{wording.report.target} {row.target}" for row in check.rows]
    statuses = [Text(wording.report.statuses[row.whole.status], STATUS_STYLES[row.whole.status]) for row in check.rows]
    columns = (
        Column([Text(id_) for id_ in ids], widest(ids), 0, "left"),
        Column([Text(figure) for figure in figures], widest(figures), 2),
        Column([Text(target) for target in targets], widest(targets), 2, "left"),
        Column(statuses, 0, 2, "left"),
    )
    for line in [*join(columns), Text(check.summary)]:
        console.print(line, soft_wrap=True)
