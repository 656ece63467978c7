"""What figures are compared with, and the differences, as lines below a row.

Law: a difference is that of the exact figures, and is rounded by itself. What is not known is no zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.marks import EMPTY, PROVISIONAL
from gpj_kpi.outputs.words.numbers import FigureStyle
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.result import Result


@dataclass(frozen=True)
class Beside:
    """Figures that stand under those of a row: of the periods compared with, or the differences.

    Attributes:
        label: what they are.
        parts: one per part of the period; empty for a part that is not compared.
        whole: that of the whole period.
    """

    label: str
    parts: tuple[str, ...]
    whole: str


def put_beside(
    parts: Sequence[Result], whole: Result, style: FigureStyle, evaluation: Evaluation, wording: Wording
) -> tuple[Beside, ...]:
    """Write what figures are compared with, and below it the differences."""
    if evaluation.asked.compare is None:
        return ()

    def compared(result: Result) -> str:
        return compared_figure(result, style, wording) if result.compared_with else ""

    def difference(result: Result) -> str:
        if result.difference is None:
            return EMPTY if result.compared_with else ""
        return wording.numbers.difference(result.difference, style)

    label = compared_name(evaluation, wording)
    return (
        Beside(label, tuple(map(compared, parts)), compared(whole)),
        Beside(wording.report.difference, tuple(map(difference, parts)), difference(whole)),
    )


def compared_figure(result: Result, style: FigureStyle, wording: Wording) -> str:
    """Write the figure of the period that a result is compared with."""
    if result.compared_value is None:
        return EMPTY
    mark = PROVISIONAL if result.compared_is_provisional else ""
    return mark + wording.numbers.figure(result.compared_value, style)


def compared_name(evaluation: Evaluation, wording: Wording) -> str:
    """Name what every figure is compared with."""
    words, other = wording.report, evaluation.asked.compared[evaluation.period]
    named = {"previous": words.previous, "year-before": words.year_before}
    return named.get(evaluation.asked.compare or "") or wording.dates.period_name(other)
