"""Whether the data is the whole story: how far the cases reach, and what was expected and is missing.

Law: it goes by the sources, not by what is asked of them: no choice of indicators, parts or groups changes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import LATEST_DAY, Calendar
from gpj_kpi.calendars.days import day_at, day_number, microseconds_of, midnight
from gpj_kpi.cases.coverage import Coverage, gap_notices
from gpj_kpi.cases.event_days import find_beginning
from gpj_kpi.cases.expectations import Expected, find_unmet
from gpj_kpi.cases.make import Cases
from gpj_kpi.cases.rhythm import WaitingDays
from gpj_kpi.errors import Issue
from gpj_kpi.evaluation.request import Request

Coverages = Mapping[tuple[str, str], Coverage]
"""By source, and by the column that puts its cases in periods."""


def cover(request: Request, cases: Mapping[str, Cases], as_of: Mapping[str, AsOf]) -> Coverages:
    """Find the days that have cases, by source and reference date.

    Args:
        request: gives the rule file.
        cases: by source.
        as_of: to when each is known.
    """
    rules, found = request.rules, {}
    for name, each in cases.items():
        waiting = WaitingDays.of(rules.sources[name].expects.quiet, rules.schedule.closed)
        for column in rules.dates_of(name).references:
            days, cells = each.known.days.days[column], each.known.days.cells[column]
            begin = find_beginning(days, cells, waiting)
            days, cells, known_to = days[begin:], cells[begin:], as_of[name]
            if column not in each.known.events and not known_to.is_given and len(days):
                known_to = _reach(known_to, day_at(int(days[-1])))
            is_known = days <= day_number(known_to.last_day or LATEST_DAY)
            found[name, column] = Coverage(days[is_known], cells[is_known], known_to, waiting)
    return found


def _reach(as_of: AsOf, day: dt.date) -> AsOf:
    """Move an as-of on to a day.

    Plans and due dates are known before they come.
    """
    if as_of.last_day is not None and as_of.last_day >= day:
        return as_of
    return AsOf.latest(microseconds_of(midnight(day).replace(tzinfo=as_of.zone)), as_of.zone)


def list_missing(
    request: Request, cases: Mapping[str, Cases], coverages: Coverages, calendar: Calendar, *, in_files: bool
) -> list[Issue]:
    """List what is missing of each source, as notices.

    Args:
        request: gives the rule file, the period and now.
        cases: by source.
        coverages: the days of these cases.
        calendar: covers these days.
        in_files: the sources come in files, whose names say their periods.
    """
    issues = []
    for name, each in cases.items():
        of_source = [coverages[name, column] for column in request.rules.dates_of(name).references]
        if not of_source:
            continue  # it has no dates
        issues += gap_notices(name, of_source, request.period) if name in request.measured else []
        expected = Expected(
            name=name,
            source=request.rules.sources[name],
            cases=each,
            coverage=of_source[0],
            calendar=calendar,
            period=request.period,
            today=request.today,
            as_of=request.as_of,
        )
        issues += find_unmet(expected, in_files=in_files)
    return issues
