"""The indicators whose rule changes inside the period: each version with what it judges.

Law: a figure that pools cases of two versions is never shown without them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from gpj_kpi.calendars.limits import Limit
from gpj_kpi.calendars.periods import Period
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.rows import MARKS, PROVISIONAL, cell_of, style_of
from gpj_kpi.outputs.terminal.lines import INDENT, wrapped
from gpj_kpi.outputs.terminal.styles import STATUS_STYLES
from gpj_kpi.outputs.words.wording import FigureStyle, Wording
from gpj_kpi.results.result import Result
from gpj_kpi.rules import Column, Indicator, InForce
from gpj_kpi.safe_text import one_line


def versions(evaluation: Evaluation, width: int, wording: Wording) -> list[Text]:
    """Say, for each such indicator, what each version asks, and the figure of its part of the whole period."""
    results = {(each.indicator, each.period): each for each in evaluation.result_list if each.group is None}
    found = []
    for indicator in (indicator for _, indicator in evaluation.rules.indicators):
        parts = indicator.during(evaluation.period)
        if len(parts) == 1 or (indicator.id, evaluation.period.label) not in results:
            continue
        found += wrapped(wording.unbroken(one_line(indicator.label)), width, first=INDENT, rest=INDENT * 2)
        style = style_of(indicator, results[indicator.id, evaluation.period.label], wording)
        columns = evaluation.rules.sources[indicator.source].columns
        for part, version in parts:
            asked = _asked(version.indicator, columns, style, wording)
            found += _lines(part, version, asked, style, results[indicator.id, part.label], width, wording)
    return [Text(), Text(wording.versions, style="bold"), *found] if found else []


def _asked(indicator: Indicator, columns: Mapping[str, Column], style: FigureStyle, wording: Wording) -> list[str]:
    """What a version asks: limit, target and tolerance."""
    found = []
    for limit in indicator.measure.limits[:1]:
        if isinstance(limit, Limit):
            found.append(wording.limit_text(limit))
        else:
            due = wording.before_due if limit.strict else wording.by_due
            found.append(due.format(one_line(columns[limit.column].header)))
    if indicator.target is not None:
        found.append(f"{wording.target} {wording.target_text(indicator.target, style)}")
    if indicator.tolerance is not None:
        found.append(f"{wording.tolerance} {wording.target_text(indicator.tolerance, style)}")
    return found


def _lines(
    part: Period,
    version: InForce,
    asked: Sequence[str],
    style: FigureStyle,
    result: Result,
    width: int,
    wording: Wording,
) -> list[Text]:
    """One version: its days, what it asks, the figure of its cases, and where it was published."""
    indicator = version.indicator
    cell = cell_of(result, style, [bound for bound in (indicator.target, indicator.tolerance) if bound], wording)
    figure = (PROVISIONAL if cell.is_provisional else "") + cell.figure + MARKS.get(cell.status, "")
    status = f" {wording.statuses[cell.status]}" if indicator.target is not None else ""
    counts = [f"n {wording.quantity(result.denominator)}"] if result.denominator is not None else []
    counts += [f"{wording.whole_number(result.pending)} {wording.pending}"] if result.pending else []
    n = f" ({', '.join(counts)})" if counts else ""
    ref = f"; {one_line(version.ref)}" if version.ref else ""
    text = f"{wording.days(part)}{wording.colon}{', '.join(asked)}{wording.colon}{figure}{n}{status}{ref}"
    lines = wrapped(wording.unbroken(text), width, first=INDENT * 2, rest=INDENT * 3)
    for line in lines:
        line.highlight_words([wording.statuses[cell.status]], STATUS_STYLES[cell.status])
    return lines
