"""Rejected rows and notices in the language of the report: how many of each kind, and where the first ones stand.

Law: every one is counted here; their full messages, with what to do, are those of `--issues`.
"""

from __future__ import annotations

from collections import Counter

from rich.text import Text

from gpj_kpi.errors import Issue
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.terminal.lines import INDENT, Column, beside, widest, wrapped
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.safe_text import one_line

_SHOWN = 5
_HEADING = "bold"


def rejected_rows(evaluation: Evaluation, width: int, wording: Wording) -> list[Text]:
    """How many rows were rejected, one line per reason with its number of cells or records, and the first of them."""
    issues = [issue for issue in evaluation.issue_list if issue.severity == "rejected"]
    if not issues:
        return []
    rows = sum(cases.rejected for cases in evaluation.cases.values())
    heading = f"{wording.rejected_rows}{wording.colon}{wording.whole_number(rows)}"
    if len(issues) != rows:
        heading += f" ({wording.faults.format(n=wording.whole_number(len(issues)))})"
    found = [Text(), Text(heading, style=_HEADING), *_by_reason(issues, wording)]
    shown = issues if len(issues) == _SHOWN + 1 else issues[:_SHOWN]  # the line of "1 more" would take as much room
    for issue in shown:
        found += wrapped(_entry(issue, wording), width, first=INDENT, rest=INDENT * 2)
    if len(issues) > len(shown):
        more = wording.more.format(n=wording.whole_number(len(issues) - len(shown)))
        found += wrapped(more, width, style="dim", first=INDENT, rest=INDENT * 2)
    return found


def _by_reason(issues: list[Issue], wording: Wording) -> list[Text]:
    """One line per code, the most frequent first."""
    counts = Counter(issue.code for issue in issues)
    reasons = sorted(counts, key=lambda code: (-counts[code], wording.reasons[code]))
    numbers = [wording.whole_number(counts[code]) for code in reasons]
    return beside(
        [
            Column([Text(number) for number in numbers], widest(numbers), len(INDENT)),
            Column([Text(wording.reasons[code]) for code in reasons], 0, 2, "left"),
        ]
    )


def _entry(issue: Issue, wording: Wording) -> str:
    """Place, reason, and what was read."""
    place = [issue.file or "", wording.line.format(issue.line)]
    if issue.column:
        place.append(wording.quoted.format(issue.column))
    reason = wording.reasons[issue.code]
    told = reason if issue.read is None else f'{reason}, "{issue.read}"'
    return one_line(f"{', '.join(place)}{wording.colon}{told}")


def notices(evaluation: Evaluation, width: int, wording: Wording) -> list[Text]:
    """One paragraph per kind of notice: which sources, or indicators, it is about, and how many cases or lines."""
    counts: dict[str, Counter[str]] = {}
    for issue in evaluation.issue_list:
        if issue.severity == "notice":
            counts.setdefault(issue.code, Counter())[_subject(issue, evaluation)] += issue.count
    if not counts:
        return []
    found = [Text(), Text(wording.notices, style=_HEADING)]
    for code, subjects in counts.items():
        listed = ", ".join(f"{name}\u00a0{wording.whole_number(number)}" for name, number in subjects.items())
        text = one_line(f"{wording.notice_texts[code]}{wording.colon}{listed}")
        found += wrapped(text, width, first=INDENT, rest=INDENT * 2)
    return found


def _subject(issue: Issue, evaluation: Evaluation) -> str:
    """Label of the indicator, else of the source, that a notice is about."""
    if issue.indicator is not None:
        return evaluation.rules.indicator(issue.indicator).label
    assert issue.source is not None
    return evaluation.rules.sources[issue.source].label
