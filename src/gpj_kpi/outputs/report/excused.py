"""The excused cases of each figure, what it is without them, and the times that excuse them.

Law: it stands beside the figures and changes none. Where nothing is excused, nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from gpj_kpi.calendars.periods import free_range
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.marks import EMPTY
from gpj_kpi.outputs.report.rows import bounds_of, style_of
from gpj_kpi.outputs.words.numbers import bind_numbers
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.safe_text import one_line


@dataclass(frozen=True)
class ExcusedCases:
    """What is said of excused cases.

    Attributes:
        figures: an indicator each: how many of its cases are excused, and its figure without them.
        times: the excused times, each with its reason and where that is on record.
    """

    figures: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


def count_excused(evaluation: Evaluation, wording: Wording) -> ExcusedCases:
    """Say of each indicator what its whole period is without excused cases.

    One without such cases is left out.
    """
    words, numbers, rules = wording.report, wording.numbers, evaluation.rules
    figures, reached = [], set()
    is_of_stock = False
    for result in evaluation.result_list:
        if result.period != evaluation.period.label or result.group is not None or not result.excused_cases:
            continue
        indicator = rules.indicator(result.indicator)
        sides = [side for _, side in rules.behind(indicator)] or [indicator]
        reached |= {side.source for side in sides}
        is_of_stock |= any(side.measure.is_stock for side in sides)
        figure, value = EMPTY, result.value_without_excused
        if value is not None:
            style = style_of(indicator, result, wording)
            figure = numbers.figure(value, style, bounds_of(indicator, evaluation.period))
        kept = result.kept_without_excused
        said = f"{words.without_excused} {figure}" + ("" if kept is None else f", {words.kept[kept]}")
        counted = f"{words.excused} {numbers.whole_number(result.excused_cases)}"
        figures.append(bind_numbers(f"{one_line(result.label)}{wording.colon}{counted}{wording.semicolon}{said}"))
    # A case of a stock began whenever it did.
    first = None if is_of_stock else evaluation.period.first_day
    times = [
        each
        for each in rules.excused
        if (each.source is None or each.source in reached)
        and each.from_ <= evaluation.period.last_day
        and (first is None or each.to >= first)
    ]
    return ExcusedCases(
        tuple(figures),
        tuple(
            f"{wording.dates.days(free_range(each.from_, each.to))}{wording.colon}"
            f"{one_line(each.reason)} ({one_line(each.ref)})"
            for each in (times if figures else ())
        ),
    )
