"""The span of the calendar: the days of the exports, and the margin that limits need beyond them.

Law: the calendar covers every day that occurs in the data, so that no case lies outside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import EARLIEST_DAY, LATEST_DAY, Calendar, build_calendar
from gpj_kpi.calendars.days import MICROSECONDS_A_DAY, day_at, day_number
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.calendars.open_time import days_at_most
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.cases.make import Sifted
from gpj_kpi.engines.interface import Engine, Export
from gpj_kpi.rules import Delay, RuleFile, Source
from gpj_kpi.rules.models.measures.limits import leads_of, lengths_of

_WEEK = 7
_DAYS_A_MONTH = 31
_DAYS_A_COUNTED_DAY = 9
"""A week may have one open day, and a holiday may fall on the next one."""
_ROLLOVER_AND_HOLIDAYS = 90
_TO_THE_NEXT_OPENING = 30
"""Where an event may be taken for one of the next open day or opening, holidays included."""


def calendar_of(
    rules: RuleFile,
    sifted: Mapping[str, Sifted],
    engine: Engine,
    *,
    as_of: AsOf | None,
    last_days: Sequence[dt.date] = (),
) -> Calendar:
    """Build the calendar that covers some exports and the longest limit.

    Args:
        rules: declares the calendar, the sources and the limits.
        sifted: the exports, by source.
        engine: where they lie.
        as_of: the one that was given; a pause that is still open runs to it.
        last_days: of the periods; what is open then has an age.
    """
    days = [
        day for name, each in sifted.items() for day in _day_range(rules.sources[name].exported, each.export, engine)
    ]
    if as_of is not None and as_of.instant is not None and any(each.pauses for _, each in rules.indicators):
        days.append(as_of.instant // MICROSECONDS_A_DAY)
    if any(each.measure.is_stock for _, each in rules.indicators):
        known_to = None if as_of is None else as_of.last_day
        days += [day_number(day if known_to is None else min(day, known_to)) for day in last_days]
    first, last = (min(days), max(days)) if days else (0, 0)
    limits = [each for _, indicator in rules.indicators for limit in indicator.limits for _, each in lengths_of(limit)]
    limits += [made.within for each in rules.sources.values() for made in each.made_columns.values() if made.within]
    leads = [lead for _, indicator in rules.indicators for limit in indicator.limits for lead in leads_of(limit)]
    schedule = rules.schedule
    margin_before = max((_days_at_most(lead, schedule) for lead in leads), default=0)
    margin = max((_days_at_most(limit, schedule) for limit in limits), default=0)
    if any(isinstance(each.measure, Delay) and each.measure.looks_at_hours for _, each in rules.indicators):
        margin += schedule.lengthen(_TO_THE_NEXT_OPENING)
    return build_calendar(
        schedule,
        first_day=max(EARLIEST_DAY, day_at(first - margin_before - _WEEK)),
        last_day=min(LATEST_DAY, day_at(last + margin + _WEEK)),
    )


def _days_at_most(limit: Limit, schedule: Schedule) -> int:
    """Bound the days that a limit spans, from above."""
    if limit.unit.is_elapsed:
        return 0
    if limit.unit.is_business_time:
        return days_at_most(limit, schedule)
    days = limit.count * (_DAYS_A_MONTH if limit.unit is Unit.MONTHS else _DAYS_A_COUNTED_DAY)
    return schedule.lengthen(days + _ROLLOVER_AND_HOLIDAYS)


def _day_range(source: Source, export: Export, engine: Engine) -> list[int]:
    """List the first and last day of each column of dates."""
    found, units = [], []
    for id_ in source.date_columns:
        found += [nw.col(id_).min().alias(f"{id_}_first"), nw.col(id_).max().alias(f"{id_}_last")]
        units += [source.columns[id_].traits.units] * 2
    if not found:
        return []
    sound = export.rows.filter(nw.col("_fault").is_null())
    ends = engine.fetch(sound.select(*found)).iloc[0]
    return [int(end) // unit for end, unit in zip(ends, units, strict=True) if not pd.isna(end)]
