"""Local times of an export become instants, each beside its local day.

Law: a local time that occurs twice is its first occurrence. One that never occurs is read with the offset before the
clock change. Both are counted. The local day is that of the instant: what is read past midnight belongs to the next
day, and so does a date that the clocks pass over.

That rule is written twice here. Comparing each time with every clock change takes a seventh of the time of a join, but
the time grows with the number of changes. In exports of more than twelve years there are too many, so each time is
joined with its day instead. `tests/property/test_local_times.py` holds both against zoneinfo.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.day_columns import day_numbers, microseconds
from gpj_kpi.calendars.days import DAY, MICROSECONDS_A_DAY, day_at
from gpj_kpi.calendars.time_zones.offsets import OffsetChanges
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame
from gpj_kpi.rules import Source

_MOST_CHANGES = 24
"""Up to this many clock changes, each time is compared with all of them; most zones have two a year."""
_DAYS_AROUND = 3 * DAY
"""No zone has ever been more than a day from UTC, nor changed its clock by more than a day."""


def with_instants(rows: Frame, source: Source, calendar: Calendar, engine: Engine, instants: Collection[str]) -> Frame:
    """Turn every date and datetime into an instant beside its local day.

    Args:
        rows: as an engine reads them.
        source: declares their columns.
        calendar: covers every day that occurs.
        engine: where the rows lie.
        instants: datetime columns that hold microseconds of UTC already.

    Returns:
        The rows, with `_twice` and `_never`: how many local times and dates of the row occur twice, or never.
    """
    of_type = {
        type_: [id_ for id_, column in source.columns.items() if column.type == type_ and not column.personal]
        for type_ in ("date", "datetime")
    }
    local_times = [id_ for id_ in of_type["datetime"] if id_ not in instants]
    with_zone = [id_ for id_ in of_type["datetime"] if id_ in instants]
    changes = _clock_changes(calendar)
    if len(changes.later) <= _MOST_CHANGES:
        found = _place_by_changes(rows, local_times, changes)
    else:
        found = _place_by_day(rows, local_times, calendar, engine)
    if of_type["date"] or with_zone:
        days = _list_days(calendar, engine)
        for id_ in of_type["date"]:
            found = _place_date(found, id_, days, skips=bool(calendar.skipped))
        for id_ in with_zone:
            found = _add_local_day(found, id_, days)
    return found


def local_day(id_: str, calendar: Calendar) -> nw.Expr | None:
    """Give the local day of the instants of a column.

    None where the clock changes so often that each is better joined with its day.
    """
    switches = calendar.switches
    if len(switches) > _MOST_CHANGES:
        return None
    offsets = switches["offset_us"].tolist()
    day: nw.Expr = (nw.col(id_) + offsets[0]) // MICROSECONDS_A_DAY
    for at, offset in zip(microseconds(switches["from_at"]).tolist()[1:], offsets[1:], strict=True):
        later = (nw.col(id_) + offset) // MICROSECONDS_A_DAY
        day = nw.when(nw.col(id_) >= at).then(later).otherwise(day)
    return day


# ----------------------------------------------------------------------------- local times, compared with the changes


@dataclass(frozen=True)
class _ClockChanges:
    """What the clock of a calendar does, in microseconds of local time.

    Attributes:
        offset: that of the first day.
        later: local time from which another offset holds, and that offset; ascending.
        twice: ranges of local times that occur twice, the start included and the end not.
        never: ranges of local times that never occur, likewise.
        next_day: those of `never` that are read as times of the day after.
    """

    offset: int
    later: list[tuple[int, int]]
    twice: list[tuple[int, int]]
    never: list[tuple[int, int]]
    next_day: list[tuple[int, int]]


def _clock_changes(calendar: Calendar) -> _ClockChanges:
    """List the clock changes on the days of a calendar."""
    days = calendar.days
    starts = day_numbers(days["day"]) * MICROSECONDS_A_DAY
    before, after = days["offset_before_us"], days["offset_after_us"]
    # A change at midnight shows between two days; any other one shows within its day.
    at_midnight, within = before != after.shift(fill_value=before.iloc[0]), before != after
    later = [*_pairs(starts, before, at_midnight), *_pairs(starts + days["switch_us"], after, within)]
    twice, never = (
        _pairs(starts + days[f"{kind}_from_us"], starts + days[f"{kind}_to_us"], days[f"{kind}_to_us"] > 0)
        for kind in ("ambiguous", "gap")
    )
    past_midnight = (MICROSECONDS_A_DAY - days["gap_length_us"]).clip(lower=days["gap_from_us"])
    next_day = _pairs(starts + past_midnight, starts + days["gap_to_us"], past_midnight < days["gap_to_us"])
    return _ClockChanges(int(before.iloc[0]), sorted(later), twice, never, next_day)


def _pairs(left: pd.Series, right: pd.Series, chosen: pd.Series) -> list[tuple[int, int]]:
    return list(zip(left[chosen].tolist(), right[chosen].tolist(), strict=True))


def _place_by_changes(rows: Frame, ids: Sequence[str], changes: _ClockChanges) -> Frame:
    """Turn local times into instants, and count the doubtful ones."""
    columns = []
    for id_ in ids:
        columns.append(_instant(id_, changes.offset, changes.later).alias(id_))
        if changes.next_day:
            next_day = _count_ranges(nw.col(id_), changes.next_day)
            columns.append((nw.col(DAY_COLUMN.format(id_)) + next_day).alias(DAY_COLUMN.format(id_)))
    for name, ranges in (("_twice", changes.twice), ("_never", changes.never)):
        by_column = [_count_ranges(nw.col(id_), ranges) for id_ in ids if ranges]
        columns.append((nw.sum_horizontal(*by_column) if by_column else nw.lit(0)).alias(name))
    return rows.with_columns(*columns)


def _instant(id_: str, offset: int, later: Iterable[tuple[int, int]]) -> nw.Expr:
    """Take from a local time the offset that holds then."""
    instant = nw.col(id_) - offset
    for local_time, new_offset in later:
        instant = nw.when(nw.col(id_) >= local_time).then(nw.col(id_) - new_offset).otherwise(instant)
    return instant


def happened_by_clock(id_: str, as_of: AsOf) -> nw.Expr:
    """Say whether a local time has come by as-of.

    It is null where there is no time.

    The clock changes of the days around as-of alone can matter.
    """
    assert as_of.instant is not None
    day = day_at(as_of.instant // MICROSECONDS_A_DAY)
    changes = OffsetChanges.of_zone(as_of.zone, day - _DAYS_AROUND, day + _DAYS_AROUND)
    offset, *later = changes.offsets_us.tolist()
    return _instant(id_, offset, zip(changes.switches_local_us.tolist(), later, strict=True)) <= as_of.instant


def _count_ranges(local_time: nw.Expr, ranges: Sequence[tuple[int, int]]) -> nw.Expr:
    """Count the ranges in which a time lies."""
    return nw.sum_horizontal(*(_one_if((local_time >= low) & (local_time < high)) for low, high in ranges))


# -------------------------------------------------------------------------------- local times, joined with their days


def _place_by_day(rows: Frame, ids: Sequence[str], calendar: Calendar, engine: Engine) -> Frame:
    """Turn local times into instants by the clock of their day."""
    days = calendar.days
    names = {
        "_before": "offset_before_us",
        "_switch": "switch_us",
        "_after": "offset_after_us",
        "_twice_from": "ambiguous_from_us",
        "_twice_to": "ambiguous_to_us",
        "_never_from": "gap_from_us",
        "_never_to": "gap_to_us",
        "_never_length": "gap_length_us",
    }
    frame = pd.DataFrame({"_day": day_numbers(days["day"]), **{name: days[given] for name, given in names.items()}})
    table = engine.table(frame.astype("int64"))
    # Few zones set their clocks forward over midnight.
    passes_midnight = bool((days["gap_to_us"] + days["gap_length_us"] > MICROSECONDS_A_DAY).any())
    found = rows.with_columns(_twice=nw.lit(0), _never=nw.lit(0))
    for id_ in ids:
        of_day = nw.col(id_) - nw.col(DAY_COLUMN.format(id_)) * MICROSECONDS_A_DAY
        offset = nw.when(of_day < nw.col("_switch")).then(nw.col("_before")).otherwise(nw.col("_after"))
        twice = (of_day >= nw.col("_twice_from")) & (of_day < nw.col("_twice_to"))
        never = (of_day >= nw.col("_never_from")) & (of_day < nw.col("_never_to"))
        next_day = _one_if(never & (of_day + nw.col("_never_length") >= MICROSECONDS_A_DAY))
        day = nw.col(DAY_COLUMN.format(id_)) + next_day
        joined = found.join(table, left_on=DAY_COLUMN.format(id_), right_on="_day", how="left")
        found = joined.with_columns(
            (nw.col(id_) - offset).alias(id_),
            *([day.alias(DAY_COLUMN.format(id_))] if passes_midnight else []),
            (nw.col("_twice") + _one_if(twice)).alias("_twice"),
            (nw.col("_never") + _one_if(never)).alias("_never"),
        ).drop(*names)
    return found


def _one_if(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


# ------------------------------------------------------------------------------------------------- dates and instants


def _list_days(calendar: Calendar, engine: Engine) -> Frame:
    """List the days of a calendar as `_day`, each with its start.

    The instant at which the day starts is `_starts_at`. `_read_as` is the day itself, or the one after a skipped date.
    """
    days = calendar.days
    day = day_numbers(days["day"])
    read_as = day + days["is_skipped"]
    frame = pd.DataFrame({"_day": day, "_starts_at": microseconds(days["starts_at"]), "_read_as": read_as})
    return engine.table(frame.astype("int64"))


def _place_date(rows: Frame, id_: str, days: Frame, *, skips: bool) -> Frame:
    """Replace a date by the instant at which it starts.

    The number of the day is put beside it as its local day. Where the clocks pass over a date, it is counted too.
    """
    joined = rows.join(days, left_on=id_, right_on="_day", how="left")
    never = [(nw.col("_never") + _one_if(nw.col("_read_as") > nw.col(id_))).alias("_never")] if skips else []
    day = nw.col("_read_as" if skips else id_).alias(DAY_COLUMN.format(id_))
    return joined.with_columns(day, nw.col("_starts_at").alias(id_), *never).drop("_starts_at", "_read_as")


def _add_local_day(rows: Frame, id_: str, days: Frame) -> Frame:
    """Put beside an instant its local day.

    That is the day of UTC, the one before or the one after.
    """
    utc_day = nw.col(id_) // MICROSECONDS_A_DAY
    bounds = days.drop("_read_as").join(
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
