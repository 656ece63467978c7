"""When a house is open: its place, week, days off and hours.

Law: a schedule holds only what one house says of itself. The calendar adds public holidays and clock changes.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

Of = TypeVar("Of")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
_DAY = dt.timedelta(days=1)


MINUTES_A_DAY = 24 * 60
EARLIEST_YEAR, LATEST_YEAR = 1900, 2399
"""The years that calendars may reach."""
_WEEK, _SHORTEST_YEAR = 7, 365
_MOST_DAYS = (LATEST_YEAR - EARLIEST_YEAR + 1) * (_SHORTEST_YEAR + 1)


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
class DaySpan:
    """The days that a key of the calendar names: one or a range, of one year or of every year.

    Attributes:
        first: year, month and day; year 0 stands for every year.
        last: the same, included; of every year it may lie in the next one.
    """

    first: tuple[int, int, int]
    last: tuple[int, int, int]

    @classmethod
    def of(cls, day: dt.date) -> DaySpan:
        """Take one day."""
        return cls((day.year, day.month, day.day), (day.year, day.month, day.day))

    @property
    def is_yearly(self) -> bool:
        """Whether it comes every year."""
        return not self.first[0]

    @property
    def rank(self) -> tuple[bool, bool]:
        """What goes before what: a date that is written out, then a single day; the least goes first."""
        return self.is_yearly, self.first != self.last

    def days(self, first_year: int = EARLIEST_YEAR, last_year: int = LATEST_YEAR) -> Iterator[dt.date]:
        """List its days, those of every year within some years; 29 February in leap years alone."""
        years = range(first_year - 1, last_year + 1) if self.is_yearly else (0,)
        next_year = int(self.is_yearly and self.last < self.first)
        for year in years:
            # A year without 29 February has the days around it, where the range goes on.
            begin = _on_or_after((self.first[0] or year, *self.first[1:]))
            end = _on_or_before((self.last[0] or year + next_year, *self.last[1:]))
            for number in range((end - begin).days + 1):
                day = begin + number * _DAY
                if first_year <= day.year <= last_year:
                    yield day

    def __str__(self) -> str:
        """Write the key as the rule file has it: `2008-12-24`, `*-12-24/*-01-02`."""
        ends = dict.fromkeys((self.first, self.last))
        return "/".join(f"{year or '*'}-{month:02}-{day:02}" for year, month, day in ends)


def _on_or_after(date: tuple[int, int, int]) -> dt.date:
    year, month, day = date
    is_lacking = (month, day) == (2, 29) and not calendar.isleap(year)
    return dt.date(year, 3, 1) if is_lacking else dt.date(year, month, day)


def _on_or_before(date: tuple[int, int, int]) -> dt.date:
    year, month, day = date
    is_lacking = (month, day) == (2, 29) and not calendar.isleap(year)
    return dt.date(year, 2, 28) if is_lacking else dt.date(year, month, day)


def spread(entries: Mapping[DaySpan, Of]) -> dict[dt.date, Of]:
    """Give each day what its key says, in the order of days.

    A date that is written out goes before one of every year, and a single day before a range.
    """
    found: dict[dt.date, Of] = {}
    for span in sorted(entries, key=lambda span: span.rank, reverse=True):
        found |= dict.fromkeys(span.days(), entries[span])
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class Turn(Generic[Of]):
    """Weeks that alternate.

    Attributes:
        from_: a Monday, with which the first of the weeks begins. The turn goes on for ever, before that day too.
        weeks: what holds in each, in turn.
    """

    from_: dt.date
    weeks: tuple[Of, ...]

    def on(self, day: dt.date) -> Of:
        """Give what holds in the week of a day."""
        return self.weeks[(day - self.from_).days // 7 % len(self.weeks)]


@dataclass(frozen=True)
class OpeningHours:
    """The opening hours of an ordinary day: no holiday, not closed.

    Attributes:
        weekdays: open stretches by weekday, Monday first; a weekday that is not named has none.
        dates: open stretches of single dates, in the place of those of their weekday.
        turn: where weeks alternate, the hours of each, in the place of `weekdays`.
        spans: what names the dates in the rule file.
    """

    weekdays: Mapping[Weekday, OpeningStretches] = field(default_factory=dict)
    dates: Mapping[dt.date, OpeningStretches] = field(default_factory=dict)
    turn: Turn[Mapping[Weekday, OpeningStretches]] | None = None
    spans: tuple[DaySpan, ...] = ()

    @property
    def weeks(self) -> tuple[Mapping[Weekday, OpeningStretches], ...]:
        """The hours of each week of the turn; of one week where they do not alternate."""
        return (self.weekdays,) if self.turn is None else self.turn.weeks

    def on(self, day: dt.date) -> OpeningStretches:
        """Return the stretches of a date, or else of its weekday.

        Holidays and closed days are not looked at.
        """
        week = self.weekdays if self.turn is None else self.turn.on(day)
        return self.dates[day] if day in self.dates else week.get(WEEKDAYS[day.weekday()], ())

    def overlap(self) -> tuple[Weekday, OpeningStretch, OpeningStretch] | None:
        """Find hours of a weekday that begin while the eve's still run.

        Returns:
            It, the stretch that still runs and the one that begins; None where all are apart.
        """
        for number, week in enumerate(self.weeks):
            for day in week:
                eve = WEEKDAYS[WEEKDAYS.index(day) - 1]
                before = self.weeks[number - 1] if day == WEEKDAYS[0] else week
                if found := _overlap(before.get(eve, ()), week[day]):
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
        """Open minutes of a week without holidays, by the clock; of all weeks of a turn together."""
        stretches = [stretch for week in self.weeks for stretches in week.values() for stretch in stretches]
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
        turn: where weeks alternate, the weekdays of each, in the place of `week`.
        closed: days that are no business days, each with the reason.
        worked: days that are business days, each with the reason; stronger than a holiday, the week and `closed`.
        opening_hours: when business time runs, whatever `week` says.
        file: name of the rule file that says so, for messages.
    """

    time_zone: str
    country: str | None = "FR"
    subdivision: str | None = None
    week: tuple[int, ...] = MONDAY_TO_FRIDAY
    turn: Turn[tuple[int, ...]] | None = None
    closed: Mapping[dt.date, str] = field(default_factory=dict)
    worked: Mapping[dt.date, str] = field(default_factory=dict)
    opening_hours: OpeningHours = field(default_factory=OpeningHours)
    file: str | None = None

    @property
    def weeks(self) -> tuple[tuple[int, ...], ...]:
        """The business weekdays of each week of the turn; of one week where they do not alternate."""
        return (self.week,) if self.turn is None else self.turn.weeks

    def lengthen(self, days: int) -> int:
        """Bound how many days so many ordinary ones may take.

        Each year has weeks with a closed day, or with hours of a date: nothing is counted in them, at worst.
        """
        years: dict[int, set[int]] = {}
        for day in {*self.closed, *self.opening_hours.dates}:
            years.setdefault(day.year, set()).add(day.timetuple().tm_yday // _WEEK)
        odd, found, longer = max(map(len, years.values()), default=0), -1, days
        while found < longer < _MOST_DAYS and odd:
            found, longer = longer, days + _WEEK * odd * (longer // _SHORTEST_YEAR + 2)
        return min(longer, _MOST_DAYS)

    def week_of(self, day: dt.date) -> tuple[int, ...]:
        """Give the business weekdays of the week in which a day lies."""
        return self.week if self.turn is None else self.turn.on(day)
