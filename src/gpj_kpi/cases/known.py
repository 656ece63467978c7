"""To when a source is known: its latest event, unless that stands alone.

Law: a lone date, one of a few rows far after all others, does not move as-of. It is listed with its file, line and
column, and counts as not having happened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import day_at, day_number, moment_at
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.cases.event_days import (
    NO_DAYS,
    EventDays,
    Totals,
    fetch_event_days,
    fetch_sums,
    fetch_totals,
    find_stretches,
    may_hold_stretch,
    most_lone,
)
from gpj_kpi.cases.rhythm import WaitingDays
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame
from gpj_kpi.errors import Issue
from gpj_kpi.rules import Source, SourceDates
from gpj_kpi.sentences.exports import LONE_DATE
from gpj_kpi.sentences.sentence import say

NOTHING_ASKED = Totals(0, {}, {})


@dataclass(frozen=True)
class Known:
    """What is known of the events of a source.

    Attributes:
        days: those on which they happened, by column: of reference dates always, of others where a date may be lone.
        latest_event: latest instant that stands not alone, in microseconds of UTC, on a day no later than that of an
            as-of that was given; None where there is no event.
        events: columns that hold events; due dates are not among them, nor plans.
        totals: what was asked of all cases.
        lone: a notice for each cell that stands alone.
    """

    days: EventDays
    latest_event: int | None
    events: tuple[str, ...] = ()
    totals: Totals = NOTHING_ASKED
    lone: tuple[Issue, ...] = ()


def find_known(
    name: str,
    source: Source,
    cases: Frame,
    dates: SourceDates,
    schedule: Schedule,
    engine: Engine,
    *,
    sums: Mapping[str, nw.Expr] | None = None,
    as_of: AsOf | None = None,
) -> Known:
    """Find to when a source is known, and its lone dates.

    At most three rows, or one in a thousand, stand alone after a stretch that parts them from the others. Rows after a
    later such stretch are not counted again: one more typing error brings no others back. In all they are fewer than
    the others.

    Args:
        name: id of the source.
        source: its declaration.
        cases: one row per case.
        dates: the columns that hold events.
        schedule: its closed days are no silence, and its time zone is that of local times.
        engine: where the cases lie.
        sums: whole numbers that are added up over all cases in the same pass, by name.
        as_of: the one that was given, if any: what comes later is unknown, and no date stands alone.
    """
    if not dates.references:
        return Known(NO_DAYS, None, totals=fetch_sums(cases, engine, sums or {}))
    totals, days = fetch_totals(cases, dates.references[0], dates.events, engine, sums or {})
    if len(dates.references) > 1:
        days = fetch_event_days(cases, dates.references, engine)
    zone, waiting = zone_named(schedule.time_zone), WaitingDays.of(source.expects.quiet, schedule.closed)
    columns = _list_events(totals.latest, dates, zone)
    latest = max((totals.latest[id_] for id_ in columns if id_ in totals.latest), default=None)
    known = Known(days, latest, columns, totals)
    if source.made_of is not None or (as_of is None and not _may_be_lone(known, zone)):
        return known  # the events of which cases are made tell what is known of them
    days = fetch_event_days(cases, list(dict.fromkeys([*dates.references, *columns])), engine)
    known = replace(known, days=days)
    if as_of is not None and as_of.last_day is not None:
        return replace(known, latest_event=days.latest_of(columns, up_to=day_number(as_of.last_day)))
    last_day, rows, most = None, None, most_lone(totals.n_cases)
    for before in reversed(find_stretches(days.pooled(columns), waiting)):
        n_lone = 0 if rows is None else len(rows)
        # A row has at most one cell in each column.
        if days.cells_after(columns, before) > (n_lone + most) * len(columns):
            break
        found = _fetch_rows_after(cases, columns, before, engine)
        if len(found) > n_lone + most or len(found) >= totals.n_cases - len(found):
            break
        last_day, rows = before, found
    if last_day is None or rows is None:
        return known
    lone = _list_cells(name, source, rows, columns, last_day, engine, zone)
    return replace(known, latest_event=days.latest_of(columns, up_to=last_day), lone=tuple(lone))


def _may_be_lone(known: Known, zone: ZoneInfo) -> bool:
    """Say whether a date may stand alone, by what is known of few columns.

    A stretch without any event is one without a reference date too, or it lies after them all.
    """
    last_day = AsOf.latest(known.latest_event, zone).local_day
    references = [id_ for id_ in known.days.days if id_ in known.events]
    return last_day is not None and may_hold_stretch(known.days.pooled(references), day_number(last_day))


def _list_events(latest: Mapping[str, int], dates: SourceDates, zone: ZoneInfo) -> tuple[str, ...]:
    """List the columns that hold events: those used, due dates left out.

    A column may hold due dates from a day on only, by a version of an indicator. The columns that are events on every
    day say whether that day has come; before, such a column holds events like the others.
    """
    sure = [id_ for id_ in dates.events if id_ not in dates.due]
    last_day = AsOf.latest(max((latest[id_] for id_ in sure if id_ in latest), default=None), zone).local_day
    in_force = [id_ for id_, since in dates.due.items() if since is None or last_day is None or since <= last_day]
    return tuple(id_ for id_ in dates.events if id_ not in in_force)


def _fetch_rows_after(cases: Frame, columns: Sequence[str], last_day: int, engine: Engine) -> pd.DataFrame:
    """Fetch the rows with an event after a day, in their order."""
    days = [DAY_COLUMN.format(id_) for id_ in columns]
    is_after = nw.any_horizontal(*((nw.col(day) > last_day).fill_null(value=False) for day in days), ignore_nulls=False)
    return engine.fetch(cases.filter(is_after).select("_row", *days, *columns).sort("_row"))


def _list_cells(
    name: str,
    source: Source,
    rows: pd.DataFrame,
    columns: Sequence[str],
    last_day: int,
    engine: Engine,
    zone: ZoneInfo,
) -> list[Issue]:
    """Make a notice of each cell after a day."""
    places = engine.positions(name, [int(row) for row in rows["_row"]])
    before, issues = day_at(last_day).isoformat(), []
    for (file, line), row in zip(places, rows.to_dict("records"), strict=True):
        for id_ in columns:
            day = row[DAY_COLUMN.format(id_)]
            if pd.isna(day) or int(day) <= last_day:
                continue
            read = _written(id_, source, row, zone)
            issues.append(
                Issue(
                    code="lone_date",
                    message=say(LONE_DATE, read=read, before=before),
                    file=file,
                    line=line,
                    column=source.columns[id_].header,
                    source=name,
                    severity="notice",
                    read=read,
                )
            )
    return issues


def _written(id_: str, source: Source, row: Mapping[Any, Any], zone: ZoneInfo) -> str:
    """Write a date in the first format of its column."""
    column = source.columns[id_]
    format_ = column.format[0] if column.format else "%Y-%m-%d"
    if column.type == "date":
        return day_at(int(row[DAY_COLUMN.format(id_)])).strftime(format_)
    return moment_at(int(row[id_])).replace(tzinfo=dt.UTC).astimezone(zone).strftime(format_)
