"""The groups of a tally, and the figures of each.

Law: the groups hold all cases of the tally, each once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.periods import Period
from gpj_kpi.cases.coverage import Coverage
from gpj_kpi.results.different import Different
from gpj_kpi.results.figures import Figure, Figures
from gpj_kpi.results.ranked import Ranked
from gpj_kpi.results.stock import StockFigures, StockTaking, split_groups
from gpj_kpi.verdicts.frame import Verdicts


class FiguresOf(Protocol):
    """The figures of some cases."""

    def of(self, period: Period) -> Figure:
        """Give the figure of a period."""


def figures_by_group(
    verdicts: Verdicts,
    tallied: pd.DataFrame,
    period: Period,
    coverage: Coverage,
    also: Iterable[str | None] = (),
) -> dict[str | None, FiguresOf]:
    """Give the figures of all cases, then of each group.

    Args:
        verdicts: what was tallied.
        tallied: the tally; of a stock, that of the whole period.
        period: the whole period.
        coverage: the days that have cases of the source.
        also: groups that are given too where none of these cases is in them.
    """
    groups = split_groups(verdicts, tallied)
    groups |= {name: tallied.iloc[:0] for name in also if name not in groups}
    if verdicts.indicator.measure.is_stock:
        taking = StockTaking(verdicts, coverage, is_grouped=len(groups) > 1)
        taking.add(period, tallied)
        return {group: StockFigures(taking, group) for group in groups}
    ranked, different = Ranked(verdicts), Different(verdicts)
    return {group: Figures(verdicts, rows, coverage, group, ranked, different) for group, rows in groups.items()}


def leave_out_excused(verdicts: Verdicts, tallied: pd.DataFrame) -> tuple[Verdicts, pd.DataFrame]:
    """Leave the excused cases out of what was tallied.

    Args:
        verdicts: what was tallied.
        tallied: the tally; of a stock, that of the whole period.
    """
    if not verdicts.excused:
        return verdicts, tallied
    is_left, judge_at = nw.col("_excused") == 0, verdicts.judge_at
    left = replace(
        verdicts,
        judge=lambda: verdicts.frame.filter(is_left),
        judge_at=None if judge_at is None else lambda moment: judge_at(moment).filter(is_left),
    )
    return left, tallied[tallied["_excused"].to_numpy(dtype="int64") == 0]
