"""The counted value that has a rank in a period, for medians, percentiles, the longest and the shortest.

Law: the cases are asked once for all periods and groups, not once for each. Cases of one day, group and value are one
row. Only where too many differ is each period asked by itself.
"""

from __future__ import annotations

from functools import cached_property

import narwhals as nw
import numpy as np
import pandas as pd

from gpj_kpi.calendars.days import day_number
from gpj_kpi.calendars.periods import Period
from gpj_kpi.engines.interface import Frame
from gpj_kpi.rules import Statistic
from gpj_kpi.verdicts.frame import Verdicts
from gpj_kpi.verdicts.outcomes import CODES

_MOST_ROWS = 1 << 20
"""Rows held at most: some 60 MB while they are sorted."""


class Ranked:
    """Finds values of one indicator by their rank."""

    def __init__(self, verdicts: Verdicts) -> None:
        """Hold the verdicts; nothing is asked of them yet."""
        self._verdicts = verdicts

    def value(self, period: Period, rank: int, group: str | None) -> int:
        """Find the counted value that has a rank in a period.

        Args:
            period: its cases are ranked.
            rank: 1 for the smallest value.
            group: name of the group whose cases are ranked; None for all cases.
        """
        first, end = day_numbers(period)
        if self._by_group is None:
            return self._fetch(first, end, rank, group)
        days = self._by_group[group]
        inside = slice(*(int(days["day"].searchsorted(day)) for day in (first, end)))
        values, cases = days["value"].to_numpy()[inside], days["cases"].to_numpy()[inside]
        ascending = np.argsort(values, kind="stable")
        place = cases[ascending].cumsum().searchsorted(rank)
        return int(values[ascending][place])

    @cached_property
    def _by_group(self) -> dict[str | None, pd.DataFrame] | None:
        """The values of each day, by group; None stands for all.

        They ascend by day.

        None where there are too many.
        """
        names = {"_reference_day": "day", "_value_0": "value"}
        is_grouped = "_group" in self._ranked_cases.collect_schema().names()
        by = [*names, *(["_group"] if is_grouped else [])]
        alike = self._ranked_cases.group_by(*by).agg(nw.len().alias("cases")).head(_MOST_ROWS + 1)
        found = self._verdicts.engine.fetch(alike)
        if len(found) > _MOST_ROWS:
            return None
        ordered = found.rename(columns=names).sort_values("day", kind="stable")
        numbers = ordered[["day", "value", "cases"]].astype("int64")
        groups = numbers.groupby(ordered["_group"].astype("object")) if is_grouped else ()
        names_of = self._verdicts.group_names
        return {None: numbers, **{names_of.get(str(group), str(group)): rows for group, rows in groups}}

    @property
    def _ranked_cases(self) -> Frame:
        """Cases that are counted and have a day."""
        is_counted = (nw.col("_outcome_0") == CODES["counted"]) & ~nw.col("_reference_day").is_null()
        return self._verdicts.frame.filter(is_counted)

    def _fetch(self, first: int, end: int, rank: int, group: str | None) -> int:
        """Ask for one value of the days in [first, end)."""
        day = nw.col("_reference_day")
        wanted = (day >= first) & (day < end)
        if group is not None:
            in_nfc = {name: held for held, name in self._verdicts.group_names.items()}
            wanted = wanted & (nw.col("_group") == in_nfc.get(group, group))
        values = self._ranked_cases.filter(wanted).select("_value_0").sort("_value_0").head(rank)
        return int(self._verdicts.engine.fetch(values.select(nw.col("_value_0").max()))["_value_0"].iloc[0])


def day_numbers(period: Period) -> tuple[int, int]:
    """Number the first day of a period and the day after it.

    Days are counted from 1970-01-01.
    """
    return day_number(period.first_day), day_number(period.last_day) + 1


def list_ranks(n: int, statistic: Statistic) -> list[int]:
    """List the ranks that make the median, a percentile or an end.

    The median is the mean of its ranks: an even number of cases has two in the middle. A percentile goes by the
    nearest-rank method: it is the smallest value that at least p % of the cases do not exceed. So "p95 <= 10 s" says
    exactly that 95 % of the cases took 10 s or less.

    Args:
        n: number of cases.
        statistic: any but the mean.

    >>> list_ranks(4, Statistic("median")), list_ranks(5, Statistic("median"))
    ([2, 3], [3])
    >>> list_ranks(20, Statistic("percentile", 95))
    [19]
    >>> list_ranks(20, Statistic("max")), list_ranks(20, Statistic("min"))
    ([20], [1])
    """
    if n == 0:
        return []
    if statistic.percentile is not None:
        return [-(-n * statistic.percentile // 100)]
    if statistic.kind == "median":
        return [n // 2, n // 2 + 1] if n % 2 == 0 else [n // 2 + 1]
    return [n if statistic.kind == "max" else 1]
