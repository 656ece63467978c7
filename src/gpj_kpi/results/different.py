"""The number of different cells in a period, such as callers.

Law: it does not add up, neither over days nor over groups, so each period is asked for. Cases of one day, group and
cell are one row. These rows are made once, and held here unless there are too many.
"""

from __future__ import annotations

from functools import cached_property

import narwhals as nw
import numpy as np
import numpy.typing as npt

from gpj_kpi.calendars.periods import Period
from gpj_kpi.engines.interface import Frame
from gpj_kpi.results.ranked import day_numbers
from gpj_kpi.verdicts.frame import Verdicts
from gpj_kpi.verdicts.outcomes import CODES

_MOST_ROWS = 1 << 19
"""Rows held at most: cells may be texts, which take some 100 bytes each."""

Numbers = npt.NDArray[np.int64]


class Different:
    """Counts the different cells of one indicator, exactly."""

    def __init__(self, verdicts: Verdicts) -> None:
        """Hold the verdicts; nothing is asked of them yet."""
        self._verdicts = verdicts
        self._asked: dict[tuple[Period, bool], dict[str | None, int]] = {}

    def count(self, period: Period, group: str | None) -> int:
        """Count the different cells of the counted cases of a period.

        Args:
            period: its cases are looked at.
            group: name of the group whose cases are looked at; None for all cases.
        """
        if self._by_group is None:
            return self._ask(period, is_grouped=group is not None).get(group, 0)
        if group not in self._by_group:
            return 0
        days, cells = self._by_group[group]
        first, end = days.searchsorted(day_numbers(period))
        return len(np.unique(cells[first:end]))

    @cached_property
    def _by_group(self) -> dict[str | None, tuple[Numbers, Numbers]] | None:
        """The days with cells, ascending, and the number of each cell.

        By group; None stands for all. None where there are too many rows.
        """
        engine = self._verdicts.engine
        if engine.fetch(self._rows.select(nw.len().alias("n")))["n"].iloc[0] > _MOST_ROWS:
            return None
        found = engine.fetch(self._rows).sort_values("_reference_day", kind="stable")
        days = found["_reference_day"].to_numpy(dtype=np.int64)
        cells = np.asarray(found.groupby(self._cells, sort=False).ngroup(), dtype=np.int64)
        places = found.groupby("_group", sort=False).indices if "_group" in found else {}
        return {None: (days, cells)} | {self._name(group): (days[at], cells[at]) for group, at in places.items()}

    def _ask(self, period: Period, *, is_grouped: bool) -> dict[str | None, int]:
        """Ask for the cells of a period, of all groups."""
        asked = period, is_grouped
        if asked not in self._asked:
            first, end = day_numbers(period)
            day, by = nw.col("_reference_day"), ["_group"] if is_grouped else []
            cells = self._rows.filter((day >= first) & (day < end)).select(*by, *self._cells).unique()
            counted = cells.group_by(*by).agg(nw.len().alias("n")) if by else cells.select(nw.len().alias("n"))
            found = self._verdicts.engine.fetch(counted)
            groups = [self._name(group) for group in found["_group"]] if by else [None]
            self._asked[asked] = dict(zip(groups, found["n"].astype("int64").tolist(), strict=True))
        return self._asked[asked]

    @cached_property
    def _rows(self) -> Frame:
        """One row per day, group and cell of the counted cases."""
        is_counted = (nw.col("_outcome_0") == CODES["counted"]) & ~nw.col("_reference_day").is_null()
        groups = ["_group"] if "_group" in self._columns else []
        cases = self._verdicts.frame.filter(is_counted)
        # DuckDB numbers the rows for `unique`, which takes twice as long.
        rows = cases.group_by("_reference_day", *groups, *self._cells).agg(nw.len().alias("_rows"))
        return self._verdicts.engine.keep(rows.drop("_rows"))

    @property
    def _cells(self) -> list[str]:
        """The columns that hold a cell."""
        return [name for name in self._columns if name.startswith("_cell_")]

    @cached_property
    def _columns(self) -> list[str]:
        return self._verdicts.frame.collect_schema().names()

    def _name(self, group: object) -> str:
        """Name a group as it was read."""
        return self._verdicts.group_names.get(str(group), str(group))
