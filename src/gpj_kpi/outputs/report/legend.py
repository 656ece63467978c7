"""The marks and short words of the report, each with its meaning.

Law: a mark is explained if it occurs in the report, and only then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.marks import AGREES, CHANGES, DIFFERS, EMPTY, MARKS, PROVISIONAL
from gpj_kpi.outputs.report.rows import Section, parts_to_show
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.result import Status


@dataclass(frozen=True)
class Entry:
    """One mark, and what it means.

    Attributes:
        mark: a sign, a word, a unit, or the name of a part of the period.
        meaning: in words.
        status: the one that the mark stands for, if it stands for one.
    """

    mark: str
    meaning: str
    status: Status | None = None


def explain_marks(evaluation: Evaluation, sections: Sequence[Section], wording: Wording) -> tuple[Entry, ...]:
    """Explain marks, short units and cut periods that occur in rows."""
    words = wording.report
    rows = [row for section in sections for row in section.rows]
    cells = [cell for row in rows for cell in (*row.parts, row.whole)]
    beside = [text for row in rows for each in row.beside for text in (*each.parts, each.whole)]
    points = wording.numbers.points
    judged: dict[Status, str] = {
        "missed": words.is_missed,
        "near": words.is_near,
        "pending": words.is_pending,
        "too_few": words.is_too_few,
    }
    entries = [
        Entry(MARKS[status], meaning, status)
        for status, meaning in judged.items()
        if any(cell.status == status and cell.figure != EMPTY for cell in cells)
    ]
    agreements = {printed.agrees for row in rows for printed in row.published}
    others = [
        (
            PROVISIONAL,
            any(cell.is_provisional for cell in cells) or any(text.startswith(PROVISIONAL) for text in beside),
            _why_provisional(evaluation, wording),
        ),
        (words.statuses["no_target"], any(row.whole.status == "no_target" for row in rows), words.is_tracked),
        (EMPTY, any(cell.figure == EMPTY for cell in cells) or EMPTY in beside, words.is_empty),
        (CHANGES, any(CHANGES in row.target or CHANGES in row.limit for row in rows), words.rule_changes),
        (points.strip(), any(text.endswith(points) for text in beside), words.is_points),
        (AGREES, True in agreements, words.agrees),
        (DIFFERS, False in agreements, words.differs),
    ]
    entries += [Entry(mark, meaning) for mark, occurs, meaning in others if occurs]
    entries += [
        Entry(symbol, wording.numbers.unit_names[unit])
        for unit, symbol in wording.numbers.unit_symbols.items()
        if any(row.unit is unit for row in rows)
    ]
    per_many: dict[str, dict[str, None]] = {}
    for sign, meaning in dict.fromkeys(row.per_many for row in rows if row.per_many):
        per_many.setdefault(sign, {})[meaning] = None
    entries += [Entry(sign, ", ".join(meanings)) for sign, meanings in per_many.items()]
    parts = parts_to_show(evaluation)
    names = wording.dates.part_names(parts, evaluation.period)
    entries += [
        Entry(name, f"{words.is_cut}, {wording.dates.days(part)}")
        for name, part in zip(names, parts, strict=True)
        if evaluation.asked.window is None and part.grain is None
    ]
    return tuple(entries)


def _why_provisional(evaluation: Evaluation, wording: Wording) -> str:
    """Say why figures are provisional: each reason that occurs."""
    words = wording.report
    provisional = [result for result in evaluation.result_list if result.provisional]
    compared = [result.compared_coverage for result in evaluation.result_list if result.compared_is_provisional]
    reasons = {
        words.cases_are_pending: any(result.pending for result in provisional) or "whole" in compared,
        words.data_is_missing: any(
            not result.pending or result.coverage in {"partial", "gap"} for result in provisional
        )
        or not {"partial", "gap"}.isdisjoint(compared),
    }
    return words.is_provisional + words.either.join(text for text, occurs in reasons.items() if occurs)
