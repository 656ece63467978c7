"""Cases made of the cases of another source: events become cases.

Law: events = events in cases + events in none + events not known at as-of, checked here for every such source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import narwhals as nw

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.cases.known import find_known
from gpj_kpi.cases.made.assembly import add_made_columns, is_of_case, make_of_events
from gpj_kpi.cases.made.rows import Rows
from gpj_kpi.cases.make import Cases, MadeOf
from gpj_kpi.cases.opening import Opening
from gpj_kpi.engines.interface import Engine
from gpj_kpi.rules import Source, SourceDates


def make_of_cases(
    name: str,
    source: Source,
    of: Cases,
    calendar: Calendar,
    engine: Engine,
    *,
    dates: SourceDates,
    others: Mapping[str, Rows],
) -> Cases:
    """Make cases of the cases of another source: events become cases.

    Args:
        name: id of the source.
        source: its declaration.
        of: the events.
        calendar: covers every day of them.
        engine: where they lie.
        dates: the columns that hold events, reference dates and due dates.
        others: the rows of other sources of which columns are made, those of the events among them.

    Raises:
        RuntimeError: the events do not add up; a bug.
    """
    events = others[of.name]
    made = make_of_events(name, source, events, calendar, engine)
    there = {id_ for id_, each in source.made_columns.items() if is_of_case(each, source)}
    made = replace(made, frame=Opening(dates.in_hours, calendar, engine).add(made.frame, {*source.key, *there}))
    rows_of = {**others, name: replace(events, name=name, source=source, frame=made.frame, events=(), due=dates.due)}
    assembled = add_made_columns(name, source, made.frame, rows_of, calendar, engine, events.place, dates)
    sums = {"_events": nw.col("_events").cast(nw.Int64)}
    known = find_known(name, source, assembled.frame, dates, calendar.schedule, engine, sums=sums, as_of=events.as_of)
    cases, in_cases = known.totals.n_cases, known.totals.sums["_events"]
    later = made.later + sum(issue.count for issue in of.issues if issue.code == "written_later")
    if of.cases != in_cases + made.in_none + later:
        message = (
            f"{name}: {of.cases} events, but {in_cases} in cases + {made.in_none} in none + {later} not known yet."
        )
        raise RuntimeError(message)
    return Cases(
        name=name,
        frame=assembled.frame.drop("_events"),
        files=(),
        rows=cases,
        cases=cases,
        rejected=0,
        duplicates=0,
        conflicts=0,
        set_aside=0,
        issues=(*made.issues, *assembled.issues),
        known=replace(known, latest_event=of.known.latest_event),
        made_of=MadeOf(of.name, of.cases, in_cases, made.in_none, later),
    )
