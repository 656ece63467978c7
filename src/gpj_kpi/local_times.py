"""Wall-clock times of an export become instants, each beside its local day.

Law: one join with the calendar's days. A time that occurs twice is its first occurrence; one that never occurs is
read with the offset before the change; both are counted.
"""

from __future__ import annotations

from collections.abc import Collection

import narwhals as nw
import pandas as pd

from gpj_kpi.business_calendar import Calendar
from gpj_kpi.engines.export import DAY_COLUMN, MICROSECONDS_A_DAY, Engine, Frame
from gpj_kpi.rules import Source


def day_table(calendar: Calendar, engine: Engine) -> Frame:
    """The calendar's days, joinable on `_day`, with what turns wall time into instants."""
    days = calendar.days
    frame = pd.DataFrame(
        {
            "_day": day_numbers(days["day"]),
            "_starts_at": microseconds(days["starts_at"]),
            "_before": days["offset_before_us"],
            "_switch": days["switch_us"],
            "_after": days["offset_after_us"],
            "_twice_from": days["ambiguous_from_us"],
            "_twice_to": days["ambiguous_to_us"],
            "_never_from": days["gap_from_us"],
            "_never_to": days["gap_to_us"],
        }
    )
    return engine.table(frame.astype("int64"))


def day_numbers(days: pd.Series) -> pd.Series:
    """Local midnights as days from 1970-01-01."""
    return days.astype("datetime64[us]").astype("int64") // MICROSECONDS_A_DAY


def microseconds(instants: pd.Series) -> pd.Series:
    """Naive UTC instants as microseconds from 1970-01-01."""
    return instants.astype("datetime64[us]").astype("int64")


def with_instants(rows: Frame, source: Source, days: Frame, instants: Collection[str]) -> Frame:
    """Rows with every date and datetime as an instant beside its local day.

    Adds `_twice` and `_never`: how many wall times of the row occur twice, or never.
    """
    found = rows.with_columns(_twice=nw.lit(0), _never=nw.lit(0))
    for id_, column in source.columns.items():
        if column.personal or not column.holds_dates:
            continue
        if column.type == "date":
            found = _dated(found, id_, days)
        elif id_ in instants:
            found = _with_local_day(found, id_, days)
        else:
            found = _with_instant(found, id_, days)
    return found


def _dated(rows: Frame, id_: str, days: Frame) -> Frame:
    """A date's day number becomes its local day, and the instant at which that day starts."""
    starts = days.select("_day", "_starts_at")
    joined = rows.join(starts, left_on=id_, right_on="_day", how="left")
    return joined.with_columns(nw.col(id_).alias(DAY_COLUMN.format(id_)), nw.col("_starts_at").alias(id_)).drop(
        "_starts_at"
    )


def _with_instant(rows: Frame, id_: str, days: Frame) -> Frame:
    """A wall time becomes an instant: ambiguous times are the first, missing ones keep the offset before the change."""
    offsets = days.drop("_starts_at")
    joined = rows.join(offsets, left_on=DAY_COLUMN.format(id_), right_on="_day", how="left")
    wall = nw.col(id_)
    of_day = wall - nw.col(DAY_COLUMN.format(id_)) * MICROSECONDS_A_DAY
    instant = nw.when(of_day < nw.col("_switch")).then(wall - nw.col("_before")).otherwise(wall - nw.col("_after"))
    twice = (of_day >= nw.col("_twice_from")) & (of_day < nw.col("_twice_to"))
    never = (of_day >= nw.col("_never_from")) & (of_day < nw.col("_never_to"))
    return joined.with_columns(
        instant.alias(id_),
        (nw.col("_twice") + nw.when(twice).then(nw.lit(1)).otherwise(nw.lit(0))).alias("_twice"),
        (nw.col("_never") + nw.when(never).then(nw.lit(1)).otherwise(nw.lit(0))).alias("_never"),
    ).drop("_before", "_switch", "_after", "_twice_from", "_twice_to", "_never_from", "_never_to")


def _with_local_day(rows: Frame, id_: str, days: Frame) -> Frame:
    """An instant gets its local day: that of UTC, or the one before or after it."""
    utc_day = nw.col(id_) // MICROSECONDS_A_DAY
    bounds = days.select("_day", "_starts_at").join(
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
