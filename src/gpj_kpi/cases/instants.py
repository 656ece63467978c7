"""Wall-clock times of an export become instants, each beside its local day.

Law: a time that occurs twice is its first occurrence; one that never occurs is read with the offset before the change;
both are counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.day_columns import day_numbers, microseconds
from gpj_kpi.calendars.days import MICROSECONDS_A_DAY
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame
from gpj_kpi.rules import Source

_MOST_CHANGES = 24
"""Up to so many changes of the clock, to look each time up among them is faster than to join the days."""


def with_instants(rows: Frame, source: Source, calendar: Calendar, engine: Engine, instants: Collection[str]) -> Frame:
    """Rows with every date and datetime as an instant beside its local day.

    Adds `_twice` and `_never`: how many wall times of the row occur twice, or never.

    Args:
        rows: as an engine reads them.
        source: declares their columns.
        calendar: covers every day that occurs.
        engine: where the rows lie.
        instants: datetime columns that hold microseconds of UTC already.
    """
    of_type = {
        type_: [id_ for id_, column in source.columns.items() if column.type == type_ and not column.personal]
        for type_ in ("date", "datetime")
    }
    wall_times = [id_ for id_ in of_type["datetime"] if id_ not in instants]
    with_zone = [id_ for id_ in of_type["datetime"] if id_ in instants]
    found = _with_wall_times(rows, wall_times, calendar, engine)
    if of_type["date"] or with_zone:
        days = _day_table(calendar, engine)
        for id_ in of_type["date"]:
            found = _dated(found, id_, days)
        for id_ in with_zone:
            found = _with_local_day(found, id_, days)
    return found


def _day_table(calendar: Calendar, engine: Engine) -> Frame:
    """The calendar's days, joinable on `_day`, with the instant at which each starts."""
    days = calendar.days
    frame = pd.DataFrame({"_day": day_numbers(days["day"]), "_starts_at": microseconds(days["starts_at"])})
    return engine.table(frame.astype("int64"))


def _dated(rows: Frame, id_: str, days: Frame) -> Frame:
    """A date's day number becomes its local day, and the instant at which that day starts."""
    joined = rows.join(days, left_on=id_, right_on="_day", how="left")
    return joined.with_columns(nw.col(id_).alias(DAY_COLUMN.format(id_)), nw.col("_starts_at").alias(id_)).drop(
        "_starts_at"
    )


@dataclass(frozen=True)
class _ClockChanges:
    """What the clocks of a calendar do, in microseconds of wall time.

    Attributes:
        offset: that of the first day.
        later: (wall time from which it is used, offset), ascending.
        twice: (from, to) of wall times that occur twice.
        never: (from, to) of wall times that never occur.
    """

    offset: int
    later: list[tuple[int, int]]
    twice: list[tuple[int, int]]
    never: list[tuple[int, int]]


def _clock_changes(calendar: Calendar) -> _ClockChanges:
    days = calendar.days
    starts = day_numbers(days["day"]) * MICROSECONDS_A_DAY
    before, after = days["offset_before_us"], days["offset_after_us"]
    at_midnight, within = before != after.shift(fill_value=before.iloc[0]), before != after
    switches = starts + days["switch_us"]
    later = [*_pairs(starts, before, at_midnight), *_pairs(switches, after, within)]
    twice, never = (
        _pairs(starts + days[f"{kind}_from_us"], starts + days[f"{kind}_to_us"], days[f"{kind}_to_us"] > 0)
        for kind in ("ambiguous", "gap")
    )
    return _ClockChanges(int(before.iloc[0]), sorted(later), twice, never)


def _pairs(left: pd.Series, right: pd.Series, chosen: pd.Series) -> list[tuple[int, int]]:
    return list(zip(left[chosen].tolist(), right[chosen].tolist(), strict=True))


def _with_wall_times(rows: Frame, ids: Sequence[str], calendar: Calendar, engine: Engine) -> Frame:
    """Wall times become instants: ambiguous times are the first, missing ones keep the offset before the change."""
    changes = _clock_changes(calendar)
    if len(changes.later) > _MOST_CHANGES:
        return _with_wall_times_joined(rows, ids, calendar, engine)
    columns = []
    for id_ in ids:
        instant = nw.col(id_) - changes.offset
        for wall, offset in changes.later:
            instant = nw.when(nw.col(id_) >= wall).then(nw.col(id_) - offset).otherwise(instant)
        columns.append(instant.alias(id_))
    for name, ranges in (("_twice", changes.twice), ("_never", changes.never)):
        by_column = [_number_inside(nw.col(id_), ranges) for id_ in ids if ranges]
        columns.append((nw.sum_horizontal(*by_column) if by_column else nw.lit(0)).alias(name))
    return rows.with_columns(*columns)


def _number_inside(wall: nw.Expr, ranges: Sequence[tuple[int, int]]) -> nw.Expr:
    """How many of the ranges a time lies in."""
    return nw.sum_horizontal(*(_one_if((wall >= low) & (wall < high)) for low, high in ranges))


def _with_wall_times_joined(rows: Frame, ids: Sequence[str], calendar: Calendar, engine: Engine) -> Frame:
    """The same, each time with its day."""
    days = calendar.days
    names = {
        "_before": "offset_before_us",
        "_switch": "switch_us",
        "_after": "offset_after_us",
        "_twice_from": "ambiguous_from_us",
        "_twice_to": "ambiguous_to_us",
        "_never_from": "gap_from_us",
        "_never_to": "gap_to_us",
    }
    frame = pd.DataFrame({"_day": day_numbers(days["day"]), **{name: days[given] for name, given in names.items()}})
    table = engine.table(frame.astype("int64"))
    found = rows.with_columns(_twice=nw.lit(0), _never=nw.lit(0))
    for id_ in ids:
        of_day = nw.col(id_) - nw.col(DAY_COLUMN.format(id_)) * MICROSECONDS_A_DAY
        offset = nw.when(of_day < nw.col("_switch")).then(nw.col("_before")).otherwise(nw.col("_after"))
        twice = (of_day >= nw.col("_twice_from")) & (of_day < nw.col("_twice_to"))
        never = (of_day >= nw.col("_never_from")) & (of_day < nw.col("_never_to"))
        joined = found.join(table, left_on=DAY_COLUMN.format(id_), right_on="_day", how="left")
        found = joined.with_columns(
            (nw.col(id_) - offset).alias(id_),
            (nw.col("_twice") + _one_if(twice)).alias("_twice"),
            (nw.col("_never") + _one_if(never)).alias("_never"),
        ).drop(*names)
    return found


def _one_if(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _with_local_day(rows: Frame, id_: str, days: Frame) -> Frame:
    """An instant gets its local day: that of UTC, or the one before or after it."""
    utc_day = nw.col(id_) // MICROSECONDS_A_DAY
    bounds = days.join(
        days.select((nw.col("_day") - 1).alias("_day"), nw.col("_starts_at").alias("_ends_at")), on="_day", how="inner"
    )
    joined = rows.with_columns(_utc_day=utc_day).join(bounds, left_on="_utc_day", right_on="_day", how="left")
    day = (
        nw.when(nw.col(id_) < nw.col("_starts_at"))
        .then(nw.col("_utc_day") - 1)
        .when(nw.col(id_) >= nw.col("_ends_at"))
        .then(nw.col("_utc_day") + 1)
        .otherwise(nw.col("_utc_day"))
    )
    return joined.with_columns(day.alias(DAY_COLUMN.format(id_))).drop("_utc_day", "_starts_at", "_ends_at")
