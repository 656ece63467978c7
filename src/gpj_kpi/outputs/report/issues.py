"""Rejected rows and notices: how many of each kind, and where the first rejected rows stand.

Law: every one is counted here. Their full messages, with what to do, are in the file of `--issues`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gpj_kpi.errors import Issue
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.safe_text import one_line

_SHOWN = 5


@dataclass(frozen=True)
class RejectedRows:
    """The rows that were rejected.

    Attributes:
        heading: how many there are, and how many faults they have if that is another number.
        reasons: number of cells or records, and reason; the most frequent first.
        first: place, reason and text of the first of them.
        more: how many follow, and how to see them; empty if all are in `first`.
    """

    heading: str
    reasons: tuple[tuple[str, str], ...]
    first: tuple[str, ...]
    more: str


def count_rejected(evaluation: Evaluation, wording: Wording) -> RejectedRows | None:
    """Count the rejected rows by reason; None if there are none."""
    issues = [issue for issue in evaluation.issue_list if issue.severity == "rejected"]
    if not issues:
        return None
    words, number = wording.report, wording.numbers.whole_number
    rows = sum(cases.rejected for cases in evaluation.cases.values())
    heading = f"{words.rejected_rows}{wording.colon}{number(rows)}"
    if len(issues) != rows:
        heading += f" ({words.faults.format(n=number(len(issues)))})"
    first = issues if len(issues) == _SHOWN + 1 else issues[:_SHOWN]  # the line of "1 more" would take as much room
    return RejectedRows(
        heading=heading,
        reasons=_by_reason(issues, wording),
        first=tuple(_entry(issue, wording) for issue in first),
        more=words.more.format(n=number(len(issues) - len(first))) if len(issues) > len(first) else "",
    )


def list_notices(evaluation: Evaluation, wording: Wording) -> tuple[str, ...]:
    """Write a line per kind of notice, with counts."""
    counts: dict[str, Counter[str]] = {}
    for issue in evaluation.issue_list:
        if issue.severity == "notice":
            counts.setdefault(issue.code, Counter())[_subject(issue, evaluation)] += issue.count
    found = []
    for code, subjects in counts.items():
        listed = ", ".join(f"{name}\u00a0{wording.numbers.whole_number(number)}" for name, number in subjects.items())
        found.append(one_line(f"{wording.report.notice_texts[code]}{wording.colon}{listed}"))
    return tuple(found)


def _by_reason(issues: Sequence[Issue], wording: Wording) -> tuple[tuple[str, str], ...]:
    """Count the issues of each reason, the most frequent first."""
    counts, reasons = Counter(issue.code for issue in issues), wording.report.reasons
    codes = sorted(counts, key=lambda code: (-counts[code], reasons[code]))
    return tuple((wording.numbers.whole_number(counts[code]), reasons[code]) for code in codes)


def _entry(issue: Issue, wording: Wording) -> str:
    """Write place, reason, and what was read."""
    words = wording.report
    place = [issue.file or "", words.line.format(issue.line)]
    if issue.column:
        place.append(words.quoted.format(issue.column))
    reason = words.reasons[issue.code]
    fault = reason if issue.read is None else f'{reason}, "{issue.read}"'
    return one_line(f"{', '.join(place)}{wording.colon}{fault}")


def _subject(issue: Issue, evaluation: Evaluation) -> str:
    """Name what a notice is about, and what was read there.

    The label is that of the indicator, else that of the source.
    """
    if issue.indicator is not None:
        label = evaluation.rules.indicator(issue.indicator).label
    else:
        assert issue.source is not None
        label = evaluation.rules.sources[issue.source].label
    return label if issue.read is None else f"{label} ({issue.read})"
