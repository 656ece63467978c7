"""Long accounts folded, so that they can be read: whole weeks, months or years as one line.

Law: nothing is lost: a run holds every one of its days, in order, and the runs hold every day once.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from gpj_kpi.calendars.account import CountedDay
from gpj_kpi.calendars.periods import Grain, containing

_GRAINS: tuple[Grain, ...] = ("week", "month", "year")


@dataclass(frozen=True)
class Run:
    """Days of an account that follow each other.

    Attributes:
        days: at least one, in order.
    """

    days: tuple[CountedDay, ...]

    @property
    def taken(self) -> int:
        """What the days take of the limit together."""
        return sum(day.taken for day in self.days)

    @property
    def ordinals(self) -> tuple[int, int]:
        """Number of the first day that counts, and of the last; the second is below the first where none does."""
        last = self.days[-1].total
        return last - self.taken + 1, last


def folded(days: Sequence[CountedDay], *, at_most: int) -> tuple[Grain | None, list[Run]]:
    """Fold days into runs, by the shortest of week, month and year that gives no more runs than wanted, else by year.

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
