"""The groups of a tally, and the figures of each.

Law: the groups hold all cases of the tally, each once.
"""

from __future__ import annotations

from typing import Protocol

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
    verdicts: Verdicts, tallied: pd.DataFrame, period: Period, coverage: Coverage
) -> dict[str | None, FiguresOf]:
    """Give the figures of all cases, then of each group.

    Args:
        verdicts: what was tallied.
        tallied: the tally; of a stock, that of the whole period.
        period: the whole period.
        coverage: the days that have cases of the source.
    """
    groups = split_groups(verdicts, tallied)
    if verdicts.indicator.measure.is_stock:
        taking = StockTaking(verdicts, coverage, is_grouped=len(groups) > 1)
        taking.add(period, tallied)
        return {group: StockFigures(taking, group) for group in groups}
    ranked, different = Ranked(verdicts), Different(verdicts)
    return {group: Figures(verdicts, rows, coverage, group, ranked, different) for group, rows in groups.items()}
