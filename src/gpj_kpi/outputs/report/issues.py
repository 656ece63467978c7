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
_SUBJECTS = 10


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
    """Write a line per kind of notice, with counts or places."""
    placed: dict[str, list[str]] = {}
    counts: dict[str, Counter[str]] = {}
    for issue in evaluation.issue_list:
        if issue.severity != "notice":
            continue
        counted = counts.setdefault(issue.code, Counter())
        if issue.read is not None and issue.line is not None:
            placed.setdefault(issue.code, []).append(_placed(issue, evaluation, wording))
        else:
            counted[_subject(issue, evaluation)] += issue.count
    number = wording.numbers.whole_number
    found = []
    for code, counted in counts.items():
        subjects = placed.get(code, []) + [f"{name}\u00a0{number(count)}" for name, count in counted.items()]
        shown = subjects[: len(subjects) if len(subjects) == _SUBJECTS + 1 else _SUBJECTS]
        text = f"{wording.report.notice_texts[code]}{wording.colon}{', '.join(shown)}"
        if len(subjects) > len(shown):
            text += f", {wording.report.more.format(n=number(len(subjects) - len(shown)))}"
        found.append(one_line(text))
    return tuple(found)


def _placed(issue: Issue, evaluation: Evaluation, wording: Wording) -> str:
    """Write where a single cell stands, and what it holds."""
    return f"{_label(issue, evaluation)} ({_place(issue, wording)}){wording.colon}{issue.read}"


def _by_reason(issues: Sequence[Issue], wording: Wording) -> tuple[tuple[str, str], ...]:
    """Count the issues of each reason, the most frequent first."""
    counts, reasons = Counter(issue.code for issue in issues), wording.report.reasons
    codes = sorted(counts, key=lambda code: (-counts[code], reasons[code]))
    return tuple((wording.numbers.whole_number(counts[code]), reasons[code]) for code in codes)


def _entry(issue: Issue, wording: Wording) -> str:
    """Write place, reason, and what was read."""
    reason = wording.report.reasons[issue.code]
    fault = reason if issue.read is None else f'{reason}, "{issue.read}"'
    return one_line(f"{_place(issue, wording)}{wording.colon}{fault}")


def _place(issue: Issue, wording: Wording) -> str:
    """Write file, line and column."""
    words = wording.report
    place = [issue.file or "", words.line.format(issue.line)]
    if issue.column:
        place.append(words.quoted.format(issue.column))
    return ", ".join(place)


def _subject(issue: Issue, evaluation: Evaluation) -> str:
    """Name what a notice is about, and what was read there."""
    label = _label(issue, evaluation)
    return label if issue.read is None else f"{label} ({issue.read})"


def _label(issue: Issue, evaluation: Evaluation) -> str:
    """Name the indicator of an issue, else its source."""
    if issue.indicator is not None:
        return evaluation.rules.indicator(issue.indicator).label
    assert issue.source is not None
    return evaluation.rules.sources[issue.source].label
