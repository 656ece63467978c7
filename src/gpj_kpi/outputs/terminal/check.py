"""The evaluation in a few lines, for cron: the targets that are not met, worst first, and a count of all.

Law: a line stands for one indicator over the whole period.
"""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.text import Text

from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.rows import PROVISIONAL, Row, sections
from gpj_kpi.outputs.terminal.lines import Column, beside, widest
from gpj_kpi.outputs.terminal.styles import STATUS_STYLES
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.result import Status

_WORST_FIRST: tuple[Status, ...] = ("missed", "near")


def render(evaluation: Evaluation, wording: Wording, console: Console) -> None:
    """Print one line per target missed or nearly met, and a last line that counts every status."""
    rows = [row for section in sections(evaluation, wording) for row in section.rows if not row.is_group]
    found = [row for status in _WORST_FIRST for row in rows if row.whole.status == status]
    columns = (
        Column([Text(row.indicator) for row in found], widest([row.indicator for row in found]), 0, "left"),
        Column([Text(_figure(row)) for row in found], widest([_figure(row) for row in found]), 2),
        Column(
            [Text(f"{wording.target} {row.target}") for row in found],
            widest([f"{wording.target} {row.target}" for row in found]),
            2,
            "left",
        ),
        Column(
            [Text(wording.statuses[row.whole.status], STATUS_STYLES[row.whole.status]) for row in found], 0, 2, "left"
        ),
    )
    counts = Counter(row.whole.status for row in rows)
    summary = ", ".join(f"{word} {counts[status]}" for status, word in wording.statuses.items() if counts[status])
    for line in [*beside(columns), Text(f"{wording.period_name(evaluation.period)}{wording.colon}{summary}.")]:
        console.print(line, soft_wrap=True)


def _figure(row: Row) -> str:
    return (PROVISIONAL if row.whole.is_provisional else "") + row.whole.figure
