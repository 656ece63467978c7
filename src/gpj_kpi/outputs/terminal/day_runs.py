"""The days of an account in runs: each day alone, or by week, month or year.

Law: no day is lost: each is in one run.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from gpj_kpi.calendars.counting.account import CountedDay
from gpj_kpi.calendars.periods import Grain, containing

_GRAINS: tuple[Grain, ...] = ("week", "month", "year")


@dataclass(frozen=True)
class Run:
    """Days of an account that follow each other, at least one."""

    days: tuple[CountedDay, ...]

    @property
    def taken(self) -> int:
        """What the days take of the limit together."""
        return sum(day.taken for day in self.days)

    @property
    def ordinals(self) -> tuple[int, int]:
        """Number of the first day that counts, and of the last.

        The second is below the first where none counts.
        """
        last = self.days[-1].total
        return last - self.taken + 1, last


def fold(days: Sequence[CountedDay], *, at_most: int) -> tuple[Grain | None, list[Run]]:
    """Fold days into runs: whole weeks, else whole months, else whole years.

    Args:
        days: of an account.
        at_most: the number of runs that weeks or months may give.

    Returns:
        What the days were folded by, None where each stands alone, and the runs.
    """
    if len(days) <= at_most:
        return None, [Run((day,)) for day in days]
    for grain in _GRAINS:
        groups = itertools.groupby(days, lambda day, grain=grain: containing(day.day, grain).label)  # type: ignore[misc]
        runs = [Run(tuple(group)) for _, group in groups]
        if len(runs) <= at_most:
            break
    return grain, runs
