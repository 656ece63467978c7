"""When a house is open: its place, week, days off and hours.

Law: a schedule holds only what one house says of itself. The calendar adds public holidays and clock changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
_DAY = dt.timedelta(days=1)


MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class OpeningStretch:
    """A stretch of opening hours.

    It belongs to the local day on which it begins.

    Attributes:
        opens_minute: minutes since local midnight, included.
        closes_minute: minutes since the same midnight, excluded; 1440 is 24:00, and 1800 is 06:00 on the next day.
    """

    opens_minute: int
    closes_minute: int

    @property
    def passes_midnight(self) -> bool:
        """Whether it ends on the next day.

        One that ends at 24:00 does not.
        """
        return self.closes_minute > MINUTES_A_DAY

    def before_midnight(self) -> OpeningStretch:
        """Give the part on the day on which it begins."""
        return OpeningStretch(self.opens_minute, min(self.closes_minute, MINUTES_A_DAY))

    def after_midnight(self) -> OpeningStretch:
        """Give its part on the next day, as a stretch there."""
        return OpeningStretch(0, self.closes_minute - MINUTES_A_DAY)

    def __str__(self) -> str:
        """Write the stretch as the rule file has it: `09:00-12:30`, `22:00-06:00`."""
        closes = self.closes_minute - MINUTES_A_DAY * self.passes_midnight
        ends = (divmod(minute, 60) for minute in (self.opens_minute, closes))
        return "-".join(f"{hour:02}:{minute:02}" for hour, minute in ends)


OpeningStretches = tuple[OpeningStretch, ...]
"""The stretches that begin on one day, in order and apart; none when the day is closed. The last may pass midnight."""


@dataclass(frozen=True)
class OpeningHours:
    """The opening hours of an ordinary day: no holiday, not closed.

    Attributes:
        weekdays: open stretches by weekday, Monday first; a weekday that is not named has none.
        dates: open stretches of single dates, in the place of those of their weekday.
    """

    weekdays: Mapping[Weekday, OpeningStretches] = field(default_factory=dict)
    dates: Mapping[dt.date, OpeningStretches] = field(default_factory=dict)

    def on(self, day: dt.date) -> OpeningStretches:
        """Return the stretches of a date, or else of its weekday.

        Holidays and closed days are not looked at.
        """
        return self.dates[day] if day in self.dates else self.weekdays.get(WEEKDAYS[day.weekday()], ())

    def overlap(self) -> tuple[Weekday, OpeningStretch, OpeningStretch] | None:
        """Find hours of a weekday that begin while the eve's still run.

        Returns:
            It, the stretch that still runs and the one that begins; None where all are apart.
        """
        for day in self.weekdays:
            eve = WEEKDAYS[WEEKDAYS.index(day) - 1]
            if found := _overlap(self.weekdays.get(eve, ()), self.weekdays[day]):
                return day, *found
        return None

    def overlap_of_dates(
        self, is_closed: Callable[[dt.date], bool]
    ) -> tuple[dt.date, OpeningStretch, OpeningStretch] | None:
        """Find hours of a date that begin while the eve's still run.

        Args:
            is_closed: whether a day has no hours, although hours are written for it or its weekday.

        Returns:
            As `overlap`.
        """
        for date in sorted({near for own in self.dates for near in (own, own + _DAY)}):
            found = _overlap(self.on(date - _DAY), self.on(date))
            if found and not is_closed(date - _DAY) and not is_closed(date):
                return date, *found
        return None

    @property
    def minutes_a_week(self) -> int:
        """Open minutes of a week without holidays, by the clock."""
        stretches = [stretch for stretches in self.weekdays.values() for stretch in stretches]
        return sum(stretch.closes_minute - stretch.opens_minute for stretch in stretches)


def _overlap(eve: OpeningStretches, day: OpeningStretches) -> tuple[OpeningStretch, OpeningStretch] | None:
    if eve and day and eve[-1].closes_minute - MINUTES_A_DAY > day[0].opens_minute:
        return eve[-1], day[0]
    return None


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """What a house says of its days and hours.

    Attributes:
        time_zone: IANA name of the zone of its local days.
        country: ISO 3166 code; the public holidays of the country are closed. None: the house has none.
        subdivision: part of the country with holidays of its own, e.g. "57" for Alsace-Moselle.
        week: business weekdays, Monday being 0.
        closed: days that are no business days, each with the reason.
        worked: days that are business days, each with the reason; stronger than a holiday, the week and `closed`.
        opening_hours: when business time runs, whatever `week` says.
        file: name of the rule file that says so, for messages.
    """

    time_zone: str
    country: str | None = "FR"
    subdivision: str | None = None
    week: tuple[int, ...] = MONDAY_TO_FRIDAY
    closed: Mapping[dt.date, str] = field(default_factory=dict)
    worked: Mapping[dt.date, str] = field(default_factory=dict)
    opening_hours: OpeningHours = field(default_factory=OpeningHours)
    file: str | None = None
