"""Rejected rows and notices: how many of each kind, and where the first rejected rows stand.

Law: every one is counted here. Their full messages, with what to do, are in the file of `--issues`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from gpj_kpi.errors import Issue
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.safe_text import one_line

_SHOWN = 5
_SUBJECTS = 10
_DATED = frozenset({"coverage_gap", "expected_cases", "expected_rows", "stale"})
"""Notices that read a day, two days or the label of a period, which a number may follow."""


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
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for issue in evaluation.issue_list:
        if issue.severity != "notice":
            continue
        counted = counts.setdefault(issue.code, Counter())
        if issue.read is not None and issue.line is not None:
            placed.setdefault(issue.code, []).append(_placed(issue, evaluation, wording))
        else:
            counted[_label(issue, evaluation), say_read(issue, wording)] += issue.count
    number = wording.numbers.whole_number
    found = []
    for code, counted in counts.items():
        places = placed.get(code, [])
        n = len(places) + len(counted)
        n_shown = n if n == _SUBJECTS + 1 else min(n, _SUBJECTS)
        first = dict(islice(counted.items(), max(n_shown - len(places), 0)))
        texts = [*places[:n_shown], *_by_label(first, wording)]
        text = f"{wording.report.notice_texts[code]}{wording.colon}{', '.join(texts)}"
        if n > n_shown:
            text += f", {wording.report.more.format(n=number(n - n_shown))}"
        found.append(one_line(text))
    return tuple(found)


def say_read(issue: Issue, wording: Wording) -> str:
    """Write what a notice read, days and periods in words.

    Where nothing was read, it is empty.
    """
    if issue.read is None or issue.code not in _DATED:
        return issue.read or ""
    label, colon, count = issue.read.partition(": ")
    text = wording.dates.label(label)
    return f"{text}{wording.colon}{wording.numbers.whole_number(int(count))}" if colon else text


def _by_label(counted: Mapping[tuple[str, str], int], wording: Wording) -> list[str]:
    """Write each label once, with all that was read there once.

    Else its count follows it.
    """
    reads: dict[str, list[str]] = {}
    for (label, read), count in counted.items():
        if read and count == 1:
            reads.setdefault(label, []).append(read)
        else:
            subject = f"{label} ({read})" if read else label
            reads[f"{subject}\u00a0{wording.numbers.whole_number(count)}"] = []
    return [f"{label} ({', '.join(each)})" if each else label for label, each in reads.items()]


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


def _label(issue: Issue, evaluation: Evaluation) -> str:
    """Name the indicator of an issue, else its source."""
    if issue.indicator is not None:
        return evaluation.rules.indicator(issue.indicator).label
    assert issue.source is not None
    return evaluation.rules.sources[issue.source].label
