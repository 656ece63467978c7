"""The days on which the cases of a source have events, and the stretches without any.

Law: a stretch is held against the rhythm of the days before it, so that what stands alone explains nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import numpy.typing as npt

from gpj_kpi.cases.rhythm import Days, Rhythm, WaitingDays
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame

MOST_LONE = 3
"""Rows beyond a stretch without events that may stand alone."""
LONE_ONE_IN = 1_000
"""Or one row in so many."""
LONGEST_MONTH = 31
"""A silence up to so many days says nothing."""
THREE_YEARS = 3 * 366
"""Where no rhythm is known, a silence up to so many days says nothing."""


@dataclass(frozen=True)
class EventDays:
    """The days with events of a source, column by column.

    Attributes:
        days: by column, the local days on which it has one.
        latest: by column, the latest instant on each of these days, in microseconds of UTC.
        cells: by column, how many cases have one on each of these days.
    """

    days: Mapping[str, Days]
    latest: Mapping[str, npt.NDArray[np.int64]]
    cells: Mapping[str, npt.NDArray[np.int64]]

    def pooled(self, columns: Sequence[str]) -> Days:
        """List the days on which any of some columns has an event."""
        return np.unique(np.concatenate([np.empty(0, np.int64), *(self.days[column] for column in columns)]))

    def latest_of(self, columns: Sequence[str], *, up_to: int | None = None) -> int | None:
        """Find the latest instant of some columns, if any.

        Args:
            columns: ids.
            up_to: the last local day that is looked at; None: all days.
        """
        found = []
        for column in columns:
            days, latest = self.days[column], self.latest[column]
            chosen = latest if up_to is None else latest[days <= up_to]
            found += [int(chosen.max())] if len(chosen) else []
        return max(found, default=None)

    def cells_after(self, columns: Sequence[str], day: int) -> int:
        """Count the cells of some columns after a day."""
        return int(sum(self.cells[column][self.days[column] > day].sum() for column in columns))


def fetch_event_days(cases: Frame, columns: Sequence[str], engine: Engine) -> EventDays:
    """Count the cases of each day, column by column.

    Args:
        cases: one row per case (see `cases.make`).
        columns: ids of columns of dates.
        engine: where the cases lie.
    """
    if not columns:
        return EventDays({}, {}, {})
    counted = [
        cases.select(nw.col(DAY_COLUMN.format(id_)).alias("day"), nw.col(id_).alias("at"))
        .filter(~nw.col("day").is_null())
        .group_by("day")
        .agg(nw.len().alias("cells"), nw.col("at").max())
        .select(nw.lit(place).alias("place"), "day", nw.col("cells").cast(nw.Int64), "at")
        for place, id_ in enumerate(columns)
    ]
    found = engine.fetch(counted[0] if len(counted) == 1 else nw.concat(counted)).sort_values("day")
    by_column = {id_: found[found["place"] == place] for place, id_ in enumerate(columns)}

    def held(name: str) -> dict[str, npt.NDArray[np.int64]]:
        return {id_: rows[name].to_numpy(dtype=np.int64) for id_, rows in by_column.items()}

    return EventDays(held("day"), held("at"), held("cells"))


def find_stretches(days: Days, waiting: WaitingDays) -> list[int]:
    """Find the days before which no usual silence begins, the earliest first.

    Args:
        days: those with an event.
        waiting: the days that are counted.

    Returns:
        The last day with an event before each stretch that nothing explains. A stretch is held against the rhythm of
        the days before it. It is longer than a month, and far longer than usual; where no rhythm is known, it is
        longer than three years.
    """
    found = []
    silent = waiting.spacings(days) - 1
    for place in np.flatnonzero(silent > LONGEST_MONTH).tolist():
        rhythm = Rhythm.of(days[: place + 1], waiting)
        is_odd = rhythm.is_far(int(silent[place])) if rhythm.far is not None else silent[place] > THREE_YEARS
        if is_odd:
            found.append(int(days[place]))
    return found


def most_lone(days: EventDays, columns: Sequence[str]) -> int:
    """Say how many rows may stand alone among those of some columns."""
    n_rows = max((int(days.cells[column].sum()) for column in columns), default=0)
    return max(MOST_LONE, n_rows // LONE_ONE_IN)
