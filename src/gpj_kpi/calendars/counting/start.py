"""Where a limit in days begins, and at which moment of its last day it ends.

Law: an event that comes too late in the day, or on a closed one, is taken for a later moment; the limit is counted from
there. `begins` finds that moment for columns of events, and `by_hand.begin_of` for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gpj_kpi.calendars.limits import Limit


@dataclass(frozen=True)
class Start:
    """What becomes of an event before a limit in days counts from it.

    Attributes:
        cut_off: minutes since local midnight; an event then or later is taken for one of the next business day at 0:00.
            None: the hour does not matter.
        closed: an event on a day that is no business day is taken for one of the next at 0:00, or one outside the
            opening hours for one of the next opening. None: it stays.
        counts_first: the day of the event is day one, if the limit counts that kind of day.
    """

    cut_off: int | None = None
    closed: Literal["next_business_day", "next_opening"] | None = None
    counts_first: bool = False

    @property
    def shifts(self) -> bool:
        """Whether an event may be taken for a later one."""
        return self.cut_off is not None or self.closed is not None

    @property
    def cut_off_time(self) -> str:
        """The cut-off as the rule file writes it: `16:00`."""
        return "" if self.cut_off is None else "{:02}:{:02}".format(*divmod(self.cut_off, 60))


AT_EVENT = Start()
"""The limit counts from the event itself, and its day is not counted."""

DayEnd = Literal["end_of_day", "same_hour", "at_closing"]
"""When a limit in days ends on its last day: at 24:00, at the hour of the event, or when the house closes."""


def includes_due_instant(limit: Limit, ends: DayEnd) -> bool:
    """Say whether an end exactly at the due instant is in time.

    A day that ends at an hour includes that moment, unless the limit is strict.
    """
    return limit.includes_due_instant or (not limit.unit.has_fixed_length and ends != "end_of_day" and not limit.strict)
