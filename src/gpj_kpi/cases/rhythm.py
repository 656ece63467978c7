"""The rhythm of a source: how long it usually goes without a case, and where it fell silent.

Law: what is usual is told from the source itself. Days on which nobody waits for a case, the quiet months and the
closed days of the house, are not counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
import numpy.typing as npt

from gpj_kpi.calendars.days import FIRST_YEAR, LAST_YEAR, day_number

Days = npt.NDArray[np.int64]
"""Local days from 1970-01-01, ascending, each once."""

FAR = 3
"""A stretch is far longer than the usual ones if it is more than so many times as long."""
KNOWN_FROM = 10
"""Days with a case from which on a rhythm is known."""
_FEWEST_ODD = 2
_ONE_IN = 50
"""The two longest stretches may be odd, or one in fifty of them; the next one is usual."""

_FIRST, _END = day_number(dt.date(FIRST_YEAR, 1, 1)), day_number(dt.date(LAST_YEAR + 1, 1, 1))


@dataclass(frozen=True)
class WaitingDays:
    """The days on which a case may come, made by `of`.

    Attributes:
        before: for each day that can be read, and the one after the last, how many of them lie before it.
    """

    before: Days

    @classmethod
    def of(cls, quiet: Collection[int] = (), closed: Collection[dt.date] = ()) -> Self:
        """Count the days outside the quiet months that are not closed.

        Args:
            quiet: months of the year, 1 to 12.
            closed: days on which the house is closed.
        """
        return cls(_count_waiting(frozenset(quiet), frozenset(closed)))

    def between(self, first: int, end: int) -> int:
        """Count the waiting days from one day up to another, not included."""
        low, high = (min(max(day, _FIRST), _END) - _FIRST for day in (first, end))
        return max(int(self.before[high] - self.before[low]), 0)

    def last_within(self, first: int, most: int) -> int:
        """Give the last day up to which so many waiting days at most have passed.

        They are counted from a first day on, which is at or before that last day, or the day after it.
        """
        low = min(max(first, _FIRST), _END) - _FIRST
        return int(self.before.searchsorted(self.before[low] + most, side="right")) - 1 + _FIRST - 1

    def spacings(self, days: Days) -> Days:
        """Count for each day but the last the steps to the next.

        One step leads to the next day; two pass over one waiting day.
        """
        place = days - _FIRST
        return self.before[place[1:]] - self.before[place[:-1] + 1] + 1


@lru_cache(maxsize=64)
def _count_waiting(quiet: frozenset[int], closed: frozenset[dt.date]) -> Days:
    days = np.arange(_FIRST, _END).astype("datetime64[D]")
    is_waiting = np.ones(len(days), dtype=bool)
    if quiet:
        is_waiting &= ~np.isin(days.astype("datetime64[M]").astype(np.int64) % 12 + 1, list(quiet))
    is_waiting[[day_number(day) - _FIRST for day in closed if FIRST_YEAR <= day.year <= LAST_YEAR]] = False
    return np.concatenate([[0], np.cumsum(is_waiting)]).astype(np.int64)


@dataclass(frozen=True)
class Rhythm:
    """How the cases of a source follow each other, made by `of`.

    Attributes:
        longest: waiting days in the longest stretch without a case that is usual.
        far: steps beyond which a stretch is far longer than the usual ones; None where too few days have a case.
    """

    longest: int
    far: int | None

    @classmethod
    def of(cls, days: Days, waiting: WaitingDays) -> Self:
        """Tell the rhythm from the days that have a case."""
        spacings = np.sort(waiting.spacings(days))
        n_odd = max(_FEWEST_ODD, len(spacings) // _ONE_IN)
        far = FAR * int(spacings[-n_odd - 1]) if len(days) >= KNOWN_FROM else None
        usual = spacings if far is None else spacings[spacings <= far]
        return cls(int(usual[-1]) - 1 if len(usual) else 0, far)

    def is_far(self, silent: int) -> bool:
        """Say whether a silence of so many days is far too long."""
        return self.far is not None and silent + 1 > self.far
