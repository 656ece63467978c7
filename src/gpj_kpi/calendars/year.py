"""The days of one year: which are open, their numbers and names.

Law: `by_hand.is_counted` says which days count. The ordinals count them from 1 January, the day itself included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from gpj_kpi.calendars.business_calendar import Calendar, build_calendar
from gpj_kpi.calendars.by_hand import is_counted
from gpj_kpi.calendars.counting.reasons import ClockChange, clock_changes
from gpj_kpi.calendars.days import DAY
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.schedule import OpeningStretches, Schedule

_SECOND = dt.timedelta(seconds=1)
_HOUR_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class YearDay:
    """One day of a year.

    Attributes:
        day: local day.
        is_skipped: the clocks pass over the date, which is no day.
        is_weekend: outside the business week of the rule file.
        is_business: counted by limits in jours ouvrés.
        business_ordinal: business days from 1 January up to the day, the day itself included.
        business_of_month: the same, from the first of the month.
        is_working: counted by limits in jours ouvrables.
        working_ordinal: as `business_ordinal`.
        calendar_ordinal: as `business_ordinal`, of all days but skipped ones.
        holiday: name of the public holiday, or None.
        closed: why the house is closed; None where the rule file does not say so.
        worked: why the day is worked; None where the rule file does not say so.
        opening_hours: stretches in which business time runs, in order.
        hours: real length; a fraction where clocks change by half an hour, 0 of a skipped date.
    """

    day: dt.date
    is_skipped: bool
    is_weekend: bool
    is_business: bool
    business_ordinal: int
    business_of_month: int
    is_working: bool
    working_ordinal: int
    calendar_ordinal: int
    holiday: str | None
    closed: str | None
    worked: str | None
    opening_hours: OpeningStretches
    hours: Fraction


@dataclass(frozen=True, kw_only=True)
class CalendarYear:
    """One year of a schedule.

    Attributes:
        year: its number.
        schedule: what the house says of its days and hours.
        days: from 1 January to 31 December.
        changes: clock changes, in order.
    """

    year: int
    schedule: Schedule
    days: tuple[YearDay, ...]
    changes: tuple[ClockChange, ...]

    def month(self, number: int) -> list[YearDay]:
        """List the days of a month, January being 1."""
        return [day for day in self.days if day.day.month == number]


def calendar_year(schedule: Schedule, year: int) -> CalendarYear:
    """List the days of a year.

    Raises:
        CalendarRangeError: the holidays of that year are not known.
        RuleFileError: no holidays are known for the country or the subdivision.
    """
    calendar = build_calendar(schedule, first_day=dt.date(year, 1, 1), last_day=dt.date(year, 12, 31))
    changes = tuple(clock_changes(calendar))
    return CalendarYear(year=year, schedule=schedule, days=tuple(_days(calendar, changes)), changes=changes)


def _days(calendar: Calendar, changes: Iterable[ClockChange]) -> Iterator[YearDay]:
    lengths = {change.day: change.day_length for change in changes}
    business = working = total = of_month = 0
    for place in range((calendar.last_day - calendar.first_day).days + 1):
        day = calendar.first_day + place * DAY
        is_business, is_working = (is_counted(calendar, unit, day) for unit in (Unit.BUSINESS_DAYS, Unit.WORKING_DAYS))
        of_month = int(is_business) + (of_month if day.day > 1 else 0)
        business += is_business
        working += is_working
        total += day not in calendar.skipped
        yield YearDay(
            day=day,
            is_skipped=day in calendar.skipped,
            is_weekend=day.weekday() not in calendar.weekdays(Unit.BUSINESS_DAYS, day),
            is_business=is_business,
            business_ordinal=business,
            business_of_month=of_month,
            is_working=is_working,
            working_ordinal=working,
            calendar_ordinal=total,
            holiday=calendar.holiday_names.get(day),
            closed=calendar.schedule.closed.get(day),
            worked=calendar.schedule.worked.get(day),
            opening_hours=calendar.stretches_on(day),
            hours=Fraction(lengths.get(day, DAY) // _SECOND, _HOUR_SECONDS),
        )
