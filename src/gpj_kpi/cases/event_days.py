"""The days on which the cases of a source have events, and the stretches without any.

Law: a stretch is held against those before it, so that what stands alone explains nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from gpj_kpi.cases.rhythm import FAR, KNOWN_FROM, Days, WaitingDays
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


@dataclass(frozen=True)
class Totals:
    """What is asked of all cases of a source in one pass.

    Attributes:
        n_cases: how many there are.
        sums: what was asked to be added up, by name.
        latest: by column, the latest instant in microseconds of UTC; a column without any is left out.
    """

    n_cases: int
    sums: Mapping[str, int]
    latest: Mapping[str, int]


NO_DAYS = EventDays({}, {}, {})


def fetch_sums(cases: Frame, engine: Engine, sums: Mapping[str, nw.Expr]) -> Totals:
    """Count the cases of a source without dates, and add up.

    Args:
        cases: one row per case.
        engine: where the cases lie.
        sums: whole numbers that are added up, by name.
    """
    added = {f"sum{place}": each.sum().cast(nw.Int64) for place, each in enumerate(sums.values())}
    found = engine.fetch(cases.select(nw.len().alias("n"), *(each.alias(name) for name, each in added.items())))
    row = found.fillna(0).iloc[0]
    return Totals(int(row["n"]), {name: int(row[f"sum{place}"]) for place, name in enumerate(sums)}, {})


def fetch_totals(
    cases: Frame, reference: str, columns: Sequence[str], engine: Engine, sums: Mapping[str, nw.Expr]
) -> tuple[Totals, EventDays]:
    """Count the cases of each day, add up, and find the latest instants.

    Args:
        cases: one row per case (see `cases.make`).
        reference: id of the column whose days are counted.
        columns: ids of columns of dates, whose latest instants are found.
        engine: where the cases lie.
        sums: whole numbers that are added up over all cases, by name.

    Returns:
        What all cases come to, and the days of the reference column.
    """
    named = {f"latest{place}": nw.col(id_) for place, id_ in enumerate([reference, *columns])}
    added = {f"sum{place}": each for place, each in enumerate(sums.values())}
    rows = cases.select(
        nw.col(DAY_COLUMN.format(reference)).alias("day"),
        *(each.alias(name) for name, each in {**named, **added}.items()),
    )
    counted = rows.group_by("day").agg(
        nw.len().alias("cells"), *(nw.col(name).max() for name in named), *(nw.col(name).sum() for name in added)
    )
    found = engine.fetch(counted.with_columns(nw.col(name).cast(nw.Int64) for name in ("cells", *added)))
    latest = {id_: found[f"latest{place}"].max() for place, id_ in enumerate([reference, *columns])}
    totals = Totals(
        int(found["cells"].sum()),
        {name: int(found[f"sum{place}"].sum()) for place, name in enumerate(sums)},
        {id_: int(latest[id_]) for id_ in columns if not pd.isna(latest[id_])},
    )
    dated = found[found["day"].notna()].sort_values("day")
    day, at, cells = (dated[name].to_numpy(dtype=np.int64) for name in ("day", "latest0", "cells"))
    return totals, EventDays({reference: day}, {reference: at}, {reference: cells})


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


def may_hold_stretch(days: Days, last: int) -> bool:
    """Say whether events may leave a stretch of more than a month.

    Args:
        days: those of some of the events.
        last: the last day of all events.
    """
    return not len(days) or bool(np.diff(days, append=max(last, int(days[-1]))).max() > LONGEST_MONTH)


def find_stretches(days: Days, waiting: WaitingDays) -> list[int]:
    """Find the days after which an odd silence begins, in order.

    Args:
        days: those with an event.
        waiting: the days that are counted.

    Returns:
        The last day with an event before each stretch that nothing explains. It is longer than a month, and more than
        three times as long as any stretch before it. Where fewer than ten days lie before it, it is longer than three
        years. Late answers to old cases come ever more rarely, and are none the less events.
    """
    silent = waiting.spacings(days) - 1
    places = np.flatnonzero(silent > LONGEST_MONTH).tolist()
    return [int(days[place]) for place in places if _is_odd(int(silent[place]), days[: place + 1], waiting)]


def find_beginning(days: Days, cells: Days, waiting: WaitingDays) -> int:
    """Find the place of the first day that stands not alone.

    The days before it are those of a few cases far before all others.

    Args:
        days: those with a case.
        cells: number of cases of each of them.
        waiting: the days that are counted.
    """
    silent, begin = waiting.spacings(days) - 1, 0
    for place in np.flatnonzero(silent > LONGEST_MONTH).tolist():
        later = place + 1
        if not _is_odd(int(silent[place]), days[later:], waiting):
            continue
        n_lone, n_others = int(cells[begin:later].sum()), int(cells[later:].sum())
        if n_lone > most_lone(int(cells.sum())) or int(cells[:later].sum()) >= n_others:
            break
        begin = later
    return begin


def _is_odd(silent: int, others: Days, waiting: WaitingDays) -> bool:
    """Say whether no stretch between some days explains a silence."""
    if len(others) < KNOWN_FROM:
        return silent > THREE_YEARS
    return silent + 1 > FAR * int(waiting.spacings(others).max())


def most_lone(n_rows: int) -> int:
    """Say how many of some rows may stand alone."""
    return max(MOST_LONE, n_rows // LONE_ONE_IN)
