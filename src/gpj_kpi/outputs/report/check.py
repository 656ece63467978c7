"""What `check` says: the targets that are not met, worst first, and a count of all.

Law: a row stands for one indicator over the whole period.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.rows import Row, list_sections
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.result import Status

_WORST_FIRST: tuple[Status, ...] = ("missed", "near")


@dataclass(frozen=True)
class Check:
    """The evaluation in a few lines.

    Attributes:
        rows: indicators whose target is missed or nearly met, the worst first.
        summary: the period, and how many indicators have each status.
    """

    rows: tuple[Row, ...]
    summary: str


def compose_check(evaluation: Evaluation, wording: Wording) -> Check:
    """Choose the rows that `check` shows, and count every status."""
    rows = [row for section in list_sections(evaluation, wording) for row in section.rows if not row.is_group]
    counts = Counter(row.whole.status for row in rows)
    summary = ", ".join(
        f"{word} {counts[status]}" for status, word in wording.report.statuses.items() if counts[status]
    )
    return Check(
        rows=tuple(row for status in _WORST_FIRST for row in rows if row.whole.status == status),
        summary=f"{wording.dates.period_name(evaluation.period)}{wording.colon}{summary}.",
    )
