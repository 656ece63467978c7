"""What was asked beside a period: the days of its year, windows, a last business day, a comparison.

Law: a reader of the title knows which days each figure is of.
"""

from __future__ import annotations

from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.words.wording import Wording


def say_asked(evaluation: Evaluation, wording: Wording) -> tuple[str, ...]:
    """Say what the name of the period leaves open, one text each."""
    asked, words, found = evaluation.asked, wording.report, []
    whole = asked.whole
    if whole.year_begins != 1 and whole.grain in {"year", "quarter"}:
        found.append(wording.dates.days(whole))
    if asked.until_business_day is not None:
        found.append(words.until_business_day.format(asked.until_business_day))
    if asked.window is not None:
        one, many = words.window_units[asked.window.unit]
        count = asked.window.count
        found.append(words.windows.format(f"{count}\u00a0{one if count == 1 else many}"))
    if (other := asked.compared.get(whole)) is not None:
        found.append(words.compared_with.format(wording.dates.period_name(other)))
    return tuple(found)
