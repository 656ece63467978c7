"""Results, days and deadlines as plain values: what CSV and JSON write.

Law: the names and their order are a contract; those of results are `RESULT_COLUMNS`. A fraction becomes a whole number,
or else the nearest float; that of a figure lies on the right side of its target. Days and moments are written as in
ISO 8601.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from gpj_kpi.calendars.counting.account import CountedDay
from gpj_kpi.calendars.counting.reasons import Reason
from gpj_kpi.calendars.deadline import Deadline
from gpj_kpi.calendars.holidays.editions import Editions
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.periods import Period
from gpj_kpi.calendars.schedule import WEEKDAYS
from gpj_kpi.calendars.year import YearDay
from gpj_kpi.cases.coverage import Covered
from gpj_kpi.results.result import DAYS, FRACTIONS, RESULT_COLUMNS, Result
from gpj_kpi.rules import RuleFile

Plain = str | int | float | bool | None
_MICROSECONDS = 1_000_000


def record(result: Result) -> dict[str, Plain]:
    """Return one result by column.

    Days are in ISO 8601; there is None where there is nothing.
    """
    return {name: _column(result, name) for name in RESULT_COLUMNS}


def _column(result: Result, name: str) -> Plain:
    value: Any = getattr(result, name)
    if value is None:
        return None
    if name in FRACTIONS:
        whole: int = value.numerator
        return whole if value.denominator == 1 else result.as_float(name)
    plain: Plain = value.isoformat() if name in DAYS else value
    return plain


def coverage_record(period: Period, covered: Covered) -> dict[str, Plain]:
    """Return how much of a period a source covers."""
    return {
        "period": period.label,
        "coverage": covered.kind,
        "covered_from": _plain(covered.first_day),
        "covered_to": _plain(covered.last_day),
    }


def day_record(day: YearDay) -> dict[str, Plain]:
    """Return one day of a year by column."""
    return {
        "day": day.day.isoformat(),
        "weekday": WEEKDAYS[day.day.weekday()],
        "business_day": day.is_business,
        "business_ordinal": day.business_ordinal,
        "working_day": day.is_working,
        "working_ordinal": day.working_ordinal,
        "calendar_ordinal": day.calendar_ordinal,
        "holiday": day.holiday,
        "closed": day.closed,
        "worked": day.worked,
        "opening_hours": " ".join(map(str, day.opening_hours)) or None,
        "hours_of_day": _plain(day.hours),
    }


def editions_record(editions: Editions) -> dict[str, Plain]:
    """Return what a calendar was made from."""
    return {name: _plain(value) for name, value in asdict(editions).items()}


def deadline_record(deadline: Deadline, rules: RuleFile) -> dict[str, Any]:
    """Return a deadline with its account.

    What days take of the limit is counted in days, months or, for a limit in time, seconds: `counted_in` says which.
    """
    in_seconds = deadline.last_day is None
    unit = Fraction(1, _MICROSECONDS) if in_seconds else Fraction(1)
    months = deadline.limit.unit is Unit.MONTHS
    return {
        "time_zone": rules.time_zone,
        "start": _plain(deadline.start_on if deadline.started_at is None else deadline.started_at),
        "start_doubt": deadline.doubt,
        "limit": str(deadline.limit),
        "rollover": deadline.rollover,
        "last_day": _plain(deadline.last_day),
        "due_at": _plain(deadline.due_at),
        "due_at_in_time": deadline.includes_due_instant,
        "counted_in": "seconds" if in_seconds else "months" if months else "days",
        "days": [_day(day, unit) for day in deadline.days],
        "moved": [{"day": _plain(day.day), **_reasons(day)} for day in deadline.moved],
        "cut_off": deadline.begins.cut_off_time or None,
        "closed": deadline.begins.closed,
        "first_day": "counted" if deadline.begins.counts_first else None,
        "ends": deadline.ends,
        "taken_for": None if deadline.taken_for is None else _plain(deadline.taken_for),
    }


def _day(day: CountedDay, unit: Fraction) -> dict[str, Any]:
    change = day.change
    return {
        "day": _plain(day.day),
        "taken": _plain(day.taken * unit),
        "total": _plain(day.total * unit),
        "left": _plain(day.left * unit),
        **_reasons(day),
        "stretches": [
            {
                "from": _plain(stretch.from_at),
                "to": _plain(stretch.to_at),
                "taken": _plain(stretch.taken * unit),
                "left": _plain(stretch.left * unit),
            }
            for stretch in day.stretches
        ],
        "clock_change": None
        if change is None
        else {"from": _plain(change.from_local_time), "to": _plain(change.to_local_time)},
    }


def _reasons(day: CountedDay) -> dict[str, Any]:
    def list_reasons(reasons: Iterable[Reason]) -> list[dict[str, str]]:
        return [{"kind": reason.kind, "name": reason.name} for reason in reasons]

    return {"because": list_reasons(day.reasons.because), "although": list_reasons(day.reasons.although)}


def _plain(value: Fraction | dt.date | Plain) -> Plain:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value.isoformat() if isinstance(value, dt.date) else value
