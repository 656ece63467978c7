"""The laws of the clocks, walked minute by minute and day by day.

Law: nothing here comes from gpj_kpi and nothing is calculated that can be walked: plain loops, datetime and zoneinfo.
Instants are aware and lie on whole minutes; a time of day is a number of minutes since 00:00 on the wall.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

Stretch = tuple[int, int]  # opens, included, and closes, excluded; 1500 is 01:00 on the next day
Stop = tuple[dt.datetime, dt.datetime]  # stretch of time in which a clock stands still: from, included, to, excluded

ONE_DAY, ONE_MINUTE, MICROSECOND = dt.timedelta(days=1), dt.timedelta(minutes=1), dt.timedelta(microseconds=1)
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# Of each year: Easter Monday, Ascension, Whit Monday. In 2008 Ascension is Labour Day.
_OF_EASTER = {2007: [(4, 9), (5, 17), (5, 28)], 2008: [(3, 24), (5, 1), (5, 12)], 2009: [(4, 13), (5, 21), (6, 1)]}
_OF_EVERY_YEAR = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
HOLIDAYS = frozenset(dt.date(year, *day) for year, days in _OF_EASTER.items() for day in [*days, *_OF_EVERY_YEAR])
MONDAY_TO_FRIDAY = frozenset(range(5))
SUNDAY = 6

# Minutes of one unit; the last two run only while the house is open.
MINUTES = {"minutes": 1, "hours": 60, "business minutes": 1, "business hours": 60}
BUSINESS = ("business minutes", "business hours")
DAYS = ("business days", "working days", "calendar days")


def turn_of(day: dt.date, n_weeks: int) -> int:
    """Walk week by week from Monday 7 January 2008 to the week of a day, and say which one of a turn it is."""
    monday, place = dt.date(2008, 1, 7), 0
    while day >= monday + 7 * ONE_DAY:
        monday, place = monday + 7 * ONE_DAY, (place + 1) % n_weeks
    while day < monday:
        monday, place = monday - 7 * ONE_DAY, (place - 1) % n_weeks
    return place


@dataclass(frozen=True, eq=False)
class House:
    """Where and when people work.

    Attributes:
        zone: its time zone.
        hours: opening hours of each weekday, Monday being 0.
        dated: opening hours of single days, in the place of those of their weekday.
        closed: further days off.
        worked: days worked, whatever else is said of them.
        week: business weekdays; opening hours do not heed them.
        turn: weekdays of weeks that alternate, from that of Monday 7 January 2008 on, in the place of `week`.
        hours_in_turn: opening hours of weeks that alternate, in the place of `hours`.
        by_star: its days off and worked are written for every year; only where they matter in one year alone.
    """

    zone: ZoneInfo
    hours: Mapping[int, tuple[Stretch, ...]] = field(default_factory=dict)
    dated: Mapping[dt.date, tuple[Stretch, ...]] = field(default_factory=dict)
    closed: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    week: frozenset[int] = MONDAY_TO_FRIDAY
    turn: tuple[frozenset[int], ...] = ()
    hours_in_turn: tuple[Mapping[int, tuple[Stretch, ...]], ...] = ()
    by_star: bool = False
    _open_minutes: dict[int, bool] = field(default_factory=dict, repr=False)

    def hours_of(self, day: dt.date) -> tuple[Stretch, ...]:
        """Give the opening hours of a day."""
        if day not in self.worked and (day in HOLIDAYS or day in self.closed):
            return ()
        hours = self.hours_in_turn[turn_of(day, len(self.hours_in_turn))] if self.hours_in_turn else self.hours
        return self.dated.get(day, hours.get(day.weekday(), ()))

    def is_open(self, minute: int) -> bool:
        """Say whether the house is open in a minute of time, counted from 1970 in UTC."""
        if minute not in self._open_minutes:
            wall = dt.datetime.fromtimestamp(60 * minute, self.zone)
            shown, eve = 60 * wall.hour + wall.minute, wall.date() - ONE_DAY
            in_day = any(opens <= shown < closes for opens, closes in self.hours_of(wall.date()))
            # What began the day before goes on: 25:00 of the eve is 01:00.
            in_night = any(opens <= shown + 1440 < closes for opens, closes in self.hours_of(eve))
            self._open_minutes[minute] = in_day or in_night
        return self._open_minutes[minute]

    def counts(self, unit: str, day: dt.date) -> bool:
        """Say whether a day is one of those that a unit counts."""
        if unit == "calendar days":
            return True
        if unit == "working days":
            return day.weekday() != SUNDAY and day not in HOLIDAYS
        week = self.turn[turn_of(day, len(self.turn))] if self.turn else self.week
        is_free = day in HOLIDAYS or day in self.closed or day.weekday() not in week
        return day in self.worked or not is_free

    def day_of(self, instant: dt.datetime) -> dt.date:
        """Give the local day of an instant."""
        return instant.astimezone(self.zone).date()

    def start_of(self, day: dt.date) -> dt.datetime:
        """Give the first instant of a local day, which is 24:00 of its eve."""
        return dt.datetime.combine(day, dt.time(), self.zone).astimezone(dt.UTC)


@dataclass(frozen=True)
class Limit:
    """So many units; `strict` is the sign `<`. The rest is as the rule file writes it, for days and months alone.

    Attributes:
        cut_off: minutes since 00:00 on the wall; what comes then or later belongs to the next business day.
        closed: what comes on a day that is no business day, or while the house is closed, belongs to the next.
        counts_first: the day of the start is day one.
        ends: when the last day ends.
    """

    count: int
    unit: str
    strict: bool = False
    rollover: str | None = None
    cut_off: int | None = None
    closed: str | None = None
    counts_first: bool = False
    ends: str = "end_of_day"


@dataclass(frozen=True)
class AsOf:
    """The instant to which things are known; at 24:00 of a day the next date, and what begins on it, are not there."""

    instant: dt.datetime
    is_end_of_day: bool = False

    def knows(self, event: dt.datetime, *, by_date: bool = False) -> bool:
        """Say whether an event has happened; of a date, its 0:00 is given."""
        return event < self.instant or (event == self.instant and not (by_date and self.is_end_of_day))

    def known(self, event: dt.datetime | None, *, by_date: bool = False) -> dt.datetime | None:
        """Give an event if it has happened."""
        return event if event is not None and self.knows(event, by_date=by_date) else None


@dataclass(frozen=True)
class Abandoned:
    """How abandoned cases count. Without `has_instant` the export does not say when they were abandoned."""

    counts: str
    within: Limit | None = None
    has_instant: bool = True


@dataclass(frozen=True)
class Case:
    """One case: pauses as exported, in any order, the last instant of an open one being None.

    By date: its start and end, or its pauses, are dates, of which the 0:00 is given.
    """

    id: str
    start: dt.datetime | None
    end: dt.datetime | None = None
    pauses: tuple[tuple[dt.datetime, dt.datetime | None], ...] = ()
    is_abandoned: bool = False
    abandoned_at: dt.datetime | None = None
    by_date: bool = False
    paused_by_date: bool = False


@dataclass(frozen=True)
class Judged:
    """What is said of one case; `value` is in minutes of its clock, or in counted days."""

    id: str
    verdict: str
    lateness: str | None = None
    due_at: dt.datetime | None = None
    value: int | None = None


# --------------------------------------------------------------------------------------------------------------- clocks


def due_at(house: House, limit: Limit, start: dt.datetime, stops: Sequence[Stop] = ()) -> dt.datetime:
    """Walk from the start to the due instant of a limit."""
    if limit.unit not in MINUTES:
        begun = begin_of(house, limit, start)
        last = last_day(house, limit, begun, stops)
        if limit.ends == "end_of_day":
            return house.start_of(last if limit.strict else last + ONE_DAY)
        return end_of(house, limit, last, begun)
    still, minute = _minutes_of(stops), _minute(start)
    left = limit.count * MINUTES[limit.unit]
    while left:
        left -= _runs(house, limit.unit, minute) and minute not in still
        minute += 1
    return EPOCH + minute * ONE_MINUTE


def begin_of(house: House, limit: Limit, start: dt.datetime) -> dt.datetime:
    """Walk from a start to the moment for which it is taken."""
    day, moment = house.day_of(start), start
    if limit.cut_off is not None:
        walls = (house.start_of(day) + n * ONE_MINUTE for n in range((start - house.start_of(day)) // ONE_MINUTE + 1))
        shown = (wall.astimezone(house.zone) for wall in walls)
        if any(60 * wall.hour + wall.minute >= limit.cut_off for wall in shown):
            day += ONE_DAY
            while not house.counts("business days", day):
                day += ONE_DAY
            moment = house.start_of(day)
    if limit.closed == "next_business_day" and not house.counts("business days", day):
        while not house.counts("business days", day):
            day += ONE_DAY
        moment = house.start_of(day)
    if limit.closed == "next_opening":
        while not house.is_open(_minute(moment)):
            moment += ONE_MINUTE
    return moment


def end_of(house: House, limit: Limit, day: dt.date, begun: dt.datetime) -> dt.datetime:
    """Give the moment of a day at which a limit may run out on it."""
    minutes = 1440
    if limit.ends == "same_hour":
        wall = begun.astimezone(house.zone)
        minutes = 60 * wall.hour + wall.minute
    if limit.ends == "at_closing" and house.hours_of(day):
        minutes = house.hours_of(day)[-1][1]
    days, minutes = divmod(minutes, 1440)
    wall = dt.datetime.combine(day + days * ONE_DAY, dt.time(minutes // 60, minutes % 60), house.zone)
    return wall.astimezone(dt.UTC)


def last_day(house: House, limit: Limit, begun: dt.datetime, stops: Sequence[Stop] = ()) -> dt.date:
    """Walk from where a limit begins to its last day."""
    day = house.day_of(begun)
    unit, left = limit.unit, limit.count
    if unit == "months":
        unit, left = "calendar days", (_month_end(day, limit) - day).days + limit.counts_first

    def is_used(day: dt.date) -> bool:
        if not house.counts(unit, day):
            return False
        if limit.ends == "end_of_day":
            return not is_day_paused(house, day, stops, at_its_start=limit.strict)
        end = end_of(house, limit, day, begun)
        return not any(since < end <= resumed for since, resumed in stops)

    left -= limit.counts_first and is_used(day)
    while left:
        day += ONE_DAY
        left -= is_used(day)
    return _rolled(house, limit.rollover, day)


def _month_end(day: dt.date, limit: Limit) -> dt.date:
    """Find the last day of so many months; where the first day is counted, they end a day earlier."""
    if not limit.counts_first:
        return _months_later(day, limit.count)
    year, month = divmod(12 * day.year + day.month - 1 + limit.count, 12)
    if day.day == 1:
        return dt.date(year, month + 1, 1) - ONE_DAY
    return dt.date(year, month + 1, min(day.day - 1, calendar.monthrange(year, month + 1)[1]))


def _rolled(house: House, rollover: str | None, day: dt.date) -> dt.date:
    """Walk from a last day to one that is open, as a rollover says."""
    if rollover is None:
        return day
    unit = "business days" if "business" in rollover else "working days"

    def walked(step: dt.timedelta) -> dt.date:
        found = day
        while not house.counts(unit, found):
            found += step
        return found

    step = ONE_DAY if rollover.startswith("next") else -ONE_DAY
    leaves = (walked(step).year, walked(step).month) != (day.year, day.month)
    return walked(-step if rollover.endswith("of_month") and leaves else step)


def elapsed(house: House, unit: str, start: dt.datetime, end: dt.datetime, stops: Sequence[Stop] = ()) -> int:
    """Count the minutes from start to end in which the clock runs, or the days after the first one that count."""
    if unit in DAYS:
        first, n_days = house.day_of(start), (house.day_of(end) - house.day_of(start)).days
        days = [first + (number + 1) * ONE_DAY for number in range(n_days)]
        return sum(house.counts(unit, day) and not is_day_paused(house, day, stops) for day in days)
    still = _minutes_of(stops)
    minutes = range(_minute(start), _minute(end))
    return sum(_runs(house, unit, minute) and minute not in still for minute in minutes)


def is_day_paused(house: House, day: dt.date, stops: Sequence[Stop], *, at_its_start: bool = False) -> bool:
    """Say whether the clock stands still at 24:00 of a day, or at its 0:00 where a strict limit asks when it begins."""
    if at_its_start:
        begin = house.start_of(day)
        return any(begun <= begin < resumed for begun, resumed in stops)
    end = house.start_of(day + ONE_DAY)
    return any(begun < end <= resumed for begun, resumed in stops)


def stops_of(case: Case, end: dt.datetime | None, as_of: AsOf) -> list[Stop]:
    """Give the pauses of a case as they were known, inside the case."""
    assert case.start is not None
    found = []
    for begun, resumed in case.pauses:
        if as_of.knows(begun, by_date=case.paused_by_date):
            until, last = as_of.known(resumed, by_date=case.paused_by_date), as_of.instant if end is None else end
            # Nothing is known of what comes after the last instant: at that very instant the clock still stands still.
            is_over = until is not None and until <= last
            stop = (max(begun, case.start), until if until is not None and is_over else last + MICROSECOND)
            if stop[0] < stop[1]:
                found.append(stop)
    return found


def _runs(house: House, unit: str, minute: int) -> bool:
    return unit not in BUSINESS or house.is_open(minute)


def _minute(instant: dt.datetime) -> int:
    minute, rest = divmod(instant - EPOCH, ONE_MINUTE)
    assert not rest
    return minute


def _minutes_of(stops: Sequence[Stop]) -> set[int]:
    return {minute for begun, resumed in stops for minute in range(_minute(begun), (resumed - EPOCH) // ONE_MINUTE)}


def _months_later(day: dt.date, count: int) -> dt.date:
    year, month = divmod(12 * day.year + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# ------------------------------------------------------------------------------------------------------------- verdicts


def judge(house: House, case: Case, limit: Limit, as_of: AsOf, abandoned: Abandoned | None = None) -> Judged | None:
    """Judge a delay of one case; None while the case does not exist."""
    if case.start is None:
        return Judged(case.id, "invalid")
    if not as_of.knows(case.start, by_date=True):
        return None
    end = as_of.known(case.end, by_date=case.by_date)
    rule = abandoned if abandoned is not None and _is_abandoned(case, end, abandoned, as_of) else None
    over = case.abandoned_at if rule is not None and rule.has_instant else end
    if over is not None and over < case.start:
        return Judged(case.id, "invalid")
    stops = stops_of(case, over, as_of)
    due = due_at(house, limit, case.start, stops)
    value = None if end is None or limit.unit not in MINUTES else elapsed(house, limit.unit, case.start, end, stops)
    verdict, lateness = "pending", None
    if rule is not None:
        verdict, lateness = _of_abandoned(house, case, limit, rule, stops)
    elif end is not None:
        verdict, lateness = ("met", None) if _is_in_time(end, due, limit) else ("missed", "late")
    elif max(due, _short_until(house, case.start, limit, abandoned, stops)) <= as_of.instant:
        # A strict limit in days ends at 0:00: a pause of that date, which is known later, would still move it.
        may_move = case.paused_by_date and limit.strict and limit.unit not in MINUTES
        if not may_move or as_of.knows(due, by_date=True):
            verdict, lateness = "missed", "overdue"
    return Judged(case.id, verdict, lateness, due, value)


def measure(house: House, case: Case, unit: str, as_of: AsOf) -> Judged | None:
    """Measure how long one case took; None while the case does not exist."""
    if case.start is None:
        return Judged(case.id, "invalid")
    if not as_of.knows(case.start, by_date=True):
        return None
    end = as_of.known(case.end, by_date=case.by_date)
    if end is None:
        return Judged(case.id, "pending")
    if end < case.start:
        return Judged(case.id, "invalid")
    value = elapsed(house, unit, case.start, end, stops_of(case, end, as_of))
    return Judged(case.id, "counted", value=value)


def _is_in_time(end: dt.datetime, due: dt.datetime, limit: Limit) -> bool:
    has_hour = limit.unit in MINUTES or limit.ends != "end_of_day"
    return end < due or (end == due and has_hour and not limit.strict)


def _short_until(
    house: House, start: dt.datetime, limit: Limit, abandoned: Abandoned | None, stops: Sequence[Stop]
) -> dt.datetime:
    """Give the instant up to which an abandonment would not be a miss; the due instant where it always would."""
    depends_on_time = abandoned is not None and abandoned.counts.endswith("_if_within")
    within = abandoned.within if abandoned is not None and depends_on_time else None
    return due_at(house, within or limit, start, stops)


def _is_abandoned(case: Case, end: dt.datetime | None, abandoned: Abandoned, as_of: AsOf) -> bool:
    if not case.is_abandoned or not abandoned.has_instant:
        return case.is_abandoned and case.end is None
    left_at = as_of.known(case.abandoned_at)
    return left_at is not None and (end is None or end > left_at)


def _of_abandoned(
    house: House, case: Case, limit: Limit, abandoned: Abandoned, stops: Sequence[Stop]
) -> tuple[str, str | None]:
    if abandoned.counts in {"missed", "excluded"}:
        is_kind = abandoned.counts == "excluded"
    else:
        assert case.start is not None
        assert case.abandoned_at is not None
        within = abandoned.within or limit
        is_kind = _is_in_time(case.abandoned_at, due_at(house, within, case.start, stops), within)
    if not is_kind:
        return "missed", "abandoned"
    return ("met" if abandoned.counts == "met_if_within" else "excluded"), None
