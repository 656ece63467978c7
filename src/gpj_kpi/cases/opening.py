"""Whether the house was open at the moments of a column: for conditions that ask it.

Law: a moment is open when its local time lies in a stretch of the opening hours, opening included and closing excluded
(see `calendars.open_time`). It is worked out once for a column, and only where some condition asks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import narwhals as nw

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.day_columns import day_numbers
from gpj_kpi.calendars.open_time import OpenTime, build_open_time
from gpj_kpi.engines.interface import DAY_COLUMN, HOURS_COLUMN, Engine, Frame


@dataclass(frozen=True)
class Opening:
    """Says of the moments of a source whether the house was open.

    Attributes:
        asked: ids of the columns that conditions ask about.
        calendar: covers every day of the cases.
        engine: where the cases lie.
    """

    asked: Collection[str]
    calendar: Calendar
    engine: Engine

    def add(self, cases: Frame, there: Collection[str]) -> Frame:
        """Add, beside each column that is asked about, 1 where the house was open, else 0.

        It is null where the cell is.

        Args:
            cases: with the columns and their local days.
            there: ids of the columns that the cases have, and that were not looked at yet.
        """
        for id_ in (id_ for id_ in self.asked if id_ in there):
            cases = self._add_one(cases, id_)
        return cases

    @cached_property
    def _open_time(self) -> OpenTime:
        return build_open_time(self.calendar)

    def _add_one(self, cases: Frame, id_: str) -> Frame:
        days = self._open_time.days
        columns = [str(column) for column in days.columns if column not in {"day", "open_before_us"}]
        table = days[columns].rename(columns=lambda column: f"_{column}").assign(_day=day_numbers(days["day"]))
        joined = cases.join(
            self.engine.table(table.astype("int64")), left_on=DAY_COLUMN.format(id_), right_on="_day", how="left"
        )
        moment, is_open = nw.col(id_), []
        for column in columns:
            if column.startswith("opens_"):
                opens, length = nw.col(f"_{column}"), nw.col("_" + column.replace("opens", "length"))
                is_open.append((moment >= opens) & (moment < opens + length))
        found = nw.any_horizontal(*is_open, ignore_nulls=False)
        # Added to the cell, a whole number is missing where the cell is, on every engine.
        hours = moment * 0 + nw.when(found).then(nw.lit(1)).otherwise(nw.lit(0))
        return joined.with_columns(hours.alias(HOURS_COLUMN.format(id_))).drop(*(f"_{column}" for column in columns))
