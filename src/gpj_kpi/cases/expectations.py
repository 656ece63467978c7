"""What a source was expected to bring, and did not: files, days with a case, rows, recent events.

Law: an expectation changes no figure. What is not met is a notice that names what should be there.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import EARLIEST_DAY, Calendar, build_calendar
from gpj_kpi.calendars.day_columns import day_numbers
from gpj_kpi.calendars.days import DAY, day_at, day_number, midnight
from gpj_kpi.calendars.deadline import deadline_of
from gpj_kpi.calendars.periods import Grain, Period, containing
from gpj_kpi.cases.coverage import Coverage
from gpj_kpi.cases.file_periods import FilePeriod
from gpj_kpi.cases.make import Cases
from gpj_kpi.errors import Issue
from gpj_kpi.rules import Source
from gpj_kpi.sentences import coverage as sentences
from gpj_kpi.sentences.sentence import Sentence, say

_RELATIONS: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


@dataclass(frozen=True)
class Expected:
    """What is held against the expectations of a source.

    Attributes:
        name: id of the source.
        source: its declaration.
        cases: what was read.
        coverage: the days of its cases, by the date that first puts them in a period.
        calendar: covers these days.
        period: what was asked for.
        today: the local day of now; None where that was not said.
        as_of: the as-of that was given, if any.
    """

    name: str
    source: Source
    cases: Cases
    coverage: Coverage
    calendar: Calendar
    period: Period
    today: dt.date | None
    as_of: AsOf | None

    @property
    def until(self) -> dt.date:
        """The last day that is asked for.

        It is no later than now, as-of or the end of what is expected.
        """
        now = self.as_of.last_day if self.as_of else self.today
        return min(day for day in (self.period.last_day, now, self.source.expects.until) if day is not None)

    @property
    def over_by(self) -> dt.date:
        """The last day that was over by then.

        Today is not over; the last day of the period and an as-of date are.
        """
        now = self.as_of.over_by if self.as_of else self.today and self.today - DAY
        return min(self.period.last_day, now or dt.date.max)

    @property
    def known_by(self) -> dt.date | None:
        """The last day that was over by then and is known.

        The day of the latest event may go on.
        """
        known = self.coverage.as_of.over_by
        return None if known is None else min(self.over_by, known, self.source.expects.until or dt.date.max)

    def is_quiet(self, period: Period) -> bool:
        """Say whether no case can come on any day of a period."""
        return not self.coverage.waiting.between(day_number(period.first_day), day_number(period.last_day) + 1)

    @property
    def year_begins(self) -> int:
        """Month in which the years of the house begin."""
        return self.period.year_begins

    def containing(self, day: dt.date, grain: Grain) -> Period:
        """Give the period of a grain that holds a day."""
        return containing(day, grain, self.year_begins)

    def notice(self, code: str, message: Sentence, read: str) -> Issue:
        """Make the notice of an expectation that is not met."""
        return Issue(code=code, message=message, source=self.name, severity="notice", read=read)


def find_unmet(expected: Expected, *, in_files: bool) -> list[Issue]:
    """List what a source was expected to bring and did not.

    Args:
        expected: the source, and what is held against it.
        in_files: the source comes in files, whose names say their periods.
    """
    found = _missing_files(expected) if in_files else []
    return [
        *found,
        *_days_without_case(expected),
        *_parts_without_case(expected),
        *_other_rows(expected),
        *_stale(expected),
    ]


def _missing_files(expected: Expected) -> list[Issue]:
    """List the files that should be there, from the first one on."""
    expects = expected.source.expects
    if expects.file_per is None:
        return []
    read = [
        found
        for file in expected.cases.files
        if (found := FilePeriod.read(file.path, expected.year_begins)) is not None
    ]
    # A file of a longer period may be one that was joined, or one that goes on: it stands for none of its parts.
    kind = expects.file_per
    named = [each for each in read if expected.containing(each.period.first_day, kind).covers(each.period)]
    if not named:
        example = expected.containing(expected.period.first_day, expects.file_per).label
        message = say(sentences.NO_PERIOD_IN_NAMES, example=f"{expected.name}_{example}.csv")
        return [expected.notice("expected_file", message, expected.source.files[0])]
    begin = expects.from_ or min(each.period.first_day for each in named)
    issues = []
    for part in _list_parts(expected, begin, min(expected.until, expected.over_by), expects.file_per):
        if part.last_day <= expected.over_by and not expected.is_quiet(part) and not _is_covered(part, named):
            file = min(named, key=lambda each: _distance(each, part)).renamed(part)
            message = say(sentences.MISSING_FILE, file=file, period=part.label)
            issues.append(expected.notice("expected_file", message, file))
    return issues


def _is_covered(part: Period, named: Sequence[FilePeriod]) -> bool:
    """Say whether files are there for all days of a part."""
    day = part.first_day
    while day <= part.last_day:
        ends = [each.period.last_day for each in named if each.period.first_day <= day <= each.period.last_day]
        if not ends:
            return False
        day = max(ends) + DAY
    return True


def _distance(file: FilePeriod, part: Period) -> tuple[bool, int]:
    """Sort files of other kinds of period last, then those far away."""
    length = (part.last_day - part.first_day).days
    is_other = abs((file.period.last_day - file.period.first_day).days - length) > length // 2
    return is_other, abs((file.period.first_day - part.first_day).days)


def _list_parts(expected: Expected, first: dt.date, last: dt.date, grain: Grain) -> Iterator[Period]:
    """Give the parts that hold a day between two days."""
    day = first
    while day <= last:
        part = expected.containing(day, grain)
        yield part
        day = part.last_day + DAY


def _begin(expected: Expected) -> dt.date | None:
    """Find the day from which cases are expected; None without any."""
    first = expected.source.expects.from_ or expected.coverage.first_case
    return None if first is None else max(first, expected.period.first_day)


def _days_without_case(expected: Expected) -> list[Issue]:
    """List the business days without a case, as stretches."""
    begin, end, expects = _begin(expected), expected.known_by, expected.source.expects
    if expects.case_on != "business_day" or begin is None or end is None:
        return []
    business = [day for day in _business_days(expected, begin, end) if day_at(day).month not in expects.quiet]
    has_case = set(expected.coverage.days.tolist())
    stretches: list[list[int]] = []
    is_silent = False
    for day in business:
        if day in has_case:
            is_silent = False
            continue
        if is_silent:
            stretches[-1].append(day)
        else:
            stretches.append([day])
        is_silent = True
    return [
        expected.notice("expected_cases", say(sentences.NO_CASE_ON, days=text), text)
        for text in (_stretch(each[0], each[-1]) for each in stretches)
    ]


def _business_days(expected: Expected, first: dt.date, last: dt.date) -> list[int]:
    """List the business days between two days.

    The calendar of the export may begin later or end earlier.
    """
    first = max(first, EARLIEST_DAY)
    if last < first:
        return []
    low, high = day_number(first), day_number(last)
    calendar = expected.calendar
    days = day_numbers(calendar.days["day"]).to_numpy()
    if not days[0] <= low <= high <= days[-1]:
        calendar = build_calendar(calendar.schedule, first_day=first, last_day=last)
        days = day_numbers(calendar.days["day"]).to_numpy()
    found: list[int] = days[(days >= low) & (days <= high) & calendar.days["is_business"].to_numpy()].tolist()
    return found


def _stretch(first: int, last: int) -> str:
    return f"{day_at(first)}" if first == last else f"{day_at(first)}/{day_at(last)}"


def _parts_without_case(expected: Expected) -> list[Issue]:
    """List the weeks or months without a case."""
    case_on = expected.source.expects.case_on
    if case_on not in ("week", "month"):
        return []
    return [
        expected.notice("expected_cases", say(sentences.NO_CASE_IN, period=part.label), part.label)
        for part, n in _count_parts(expected, case_on)
        if not n
    ]


def _other_rows(expected: Expected) -> list[Issue]:
    """List the parts with a number of cases that is not expected."""
    rows = expected.source.expects.rows
    if rows is None:
        return []
    return [
        expected.notice(
            "expected_rows",
            say(sentences.OTHER_ROWS, n=n, period=part.label, expected=rows.text),
            f"{part.label}: {n}",
        )
        for part, n in _count_parts(expected, rows.per)
        if not _RELATIONS[rows.op](n, rows.count)
    ]


def _count_parts(expected: Expected, grain: Grain) -> Iterator[tuple[Period, int]]:
    """Count the cases of each part that is over and not quiet."""
    begin, latest = _begin(expected), expected.coverage.as_of.last_day
    if begin is None or latest is None:
        return
    first = expected.source.expects.from_ or expected.coverage.first_case or begin
    end = min(expected.until, expected.over_by)
    for part in _list_parts(expected, begin, min(end, max(latest, begin)), grain):
        # The last days of a part may be days on which nobody works.
        is_known = part.last_day <= end and not _business_days(expected, latest + DAY, part.last_day)
        if is_known and part.first_day >= first and not expected.is_quiet(part):
            days = expected.coverage.days
            low, high = np.searchsorted(days, [day_number(part.first_day), day_number(part.last_day) + 1])
            yield part, int(expected.coverage.cells[low:high].sum())


def _stale(expected: Expected) -> list[Issue]:
    """Make a notice where the latest event is too old."""
    fresh, latest = expected.source.fresh, AsOf.latest(expected.cases.known.latest_event, expected.calendar.zone)
    moment, last_day = latest.local_time, latest.local_day
    if fresh is None or moment is None or last_day is None or last_day > expected.until:
        return []
    if fresh.unit.has_fixed_length:
        end = _end_of(expected)
        start = moment.replace(tzinfo=None)
        due = deadline_of(expected.calendar.schedule, start, fresh).due_at.replace(tzinfo=None)
        is_fresh = due > end or (due == end and fresh.includes_due_instant)
    else:
        due_on = deadline_of(expected.calendar.schedule, last_day, fresh).last_day
        is_fresh = due_on is not None and due_on >= expected.until
    if is_fresh:
        return []
    texts = {"latest": last_day.isoformat(), "fresh": fresh.text or str(fresh), "day": expected.until.isoformat()}
    return [expected.notice("stale", say(sentences.STALE, **texts), last_day.isoformat())]


def _end_of(expected: Expected) -> dt.datetime:
    """Give the local time up to which events age.

    It is the end of what is asked for, the as-of that was given, or the beginning of today, whichever comes first.
    """
    last_days = [expected.period.last_day, expected.source.expects.until or dt.date.max - DAY]
    ends = [midnight(day + DAY) for day in last_days]
    as_of = expected.as_of
    if as_of is not None and as_of.local_time is not None:
        ends.append(as_of.local_time.replace(tzinfo=None))
    elif expected.today is not None:
        ends.append(midnight(expected.today))
    return min(ends)
