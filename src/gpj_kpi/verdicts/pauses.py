"""Pauses: the intervals in which the clock of a case stands still.

Law: pauses that overlap or touch are one; they are clipped to the case, and one that has not ended runs to as-of. They
are measured on the clock of the limit, so that a pause outside opening hours takes nothing off a limit in open time.
"""

from __future__ import annotations

import narwhals as nw

from gpj_kpi.calendars.days import day_number
from gpj_kpi.engines.interface import DAY_COLUMN, Frame
from gpj_kpi.rules import Pauses
from gpj_kpi.verdicts.clocks import Clock
from gpj_kpi.verdicts.context import Context, key_columns

_ORDER = ("_from", "_to", "_pause")


def with_paused(cases: Frame, pauses: Pauses, clock: Clock, context: Context) -> Frame:
    """Measure the pauses of each case on a clock.

    Args:
        cases: with `_row`, the key, `_stopped_at` with its day (null while the clock runs), `_start` (position of the
            start) and `_length` (of the limit on the clock; null where there is none).
        pauses: which columns of the pauses say what.
        clock: the clock that stands still.
        context: holds the pauses and as-of.

    Returns:
        The cases with `_paused`, the length of all their pauses, and `_moved`, that of the pauses which began before
        the limit was used up, and so move its end.
    """
    intervals = _on_clock(cases, pauses, clock, context)
    # Each pause counts from where those before it have ended: of pauses that overlap, nothing is counted twice.
    numbered = intervals.with_columns(_one=nw.lit(1)).with_columns(
        _until=nw.col("_to").cum_max().over("_row", order_by=_ORDER),
        # Not cum_count, which Narwhals 2.29 counts in the order of the rows on pandas.
        _number=nw.col("_one").cum_sum().over("_row", order_by=_ORDER).cast(nw.Int64),
    )
    before = numbered.select("_row", (nw.col("_number") + 1).alias("_number"), nw.col("_until").alias("_ended_before"))
    joined = numbered.join(before, on=["_row", "_number"], how="left")
    since = joined.with_columns(_since=nw.max_horizontal("_from", "_ended_before"))
    lengths = since.with_columns(_lasts=nw.max_horizontal("_until", "_since") - nw.col("_since"))
    so_far = lengths.with_columns(_so_far=nw.col("_lasts").cum_sum().over("_row", order_by=_ORDER).cast(nw.Int64))
    run_before = nw.col("_since") - nw.col("_start") - (nw.col("_so_far") - nw.col("_lasts"))
    moving = nw.when(run_before < nw.col("_length")).then(nw.col("_lasts")).otherwise(nw.lit(0))
    totals = (
        so_far.with_columns(_moving=moving)
        .group_by("_row")
        .agg(
            nw.col("_lasts").sum().alias("_paused"),
            nw.col("_moving").sum().alias("_moved"),
        )
    )
    # Kept, for what is asked of these joins is asked again at each later step of the judging.
    return cases.join(context.engine.keep(totals), on="_row", how="left").with_columns(
        nw.col(name).cast(nw.Int64).fill_null(0) for name in ("_paused", "_moved")
    )


def _on_clock(cases: Frame, pauses: Pauses, clock: Clock, context: Context) -> Frame:
    """One row per pause of a case: `_from` and `_to` on the clock, clipped to its start and its end, or as-of."""
    assert context.pauses is not None
    assert context.pause_source is not None
    key = [f"_paused_key_{number}" for number in range(len(pauses.case))]
    of_pauses = context.pauses.select(
        nw.col("_row").alias("_pause"),
        *(nw.col(column).alias(name) for column, name in zip(pauses.case, key, strict=True)),
        *_moment(pauses.from_, "_paused_at"),
        *_moment(pauses.to, "_resumed_at"),
    )
    columns = context.pause_source.columns
    happened = context.happened(nw.col("_resumed_at"), columns[pauses.to].type)
    of_pauses = of_pauses.filter(context.happened(nw.col("_paused_at"), columns[pauses.from_].type)).with_columns(
        nw.when(happened).then(nw.col(name)).alias(name) for name in ("_resumed_at", DAY_COLUMN.format("_resumed_at"))
    )
    as_of, as_of_day = context.as_of.instant, context.as_of.local_day
    last, last_day = nw.col("_stopped_at"), nw.col(DAY_COLUMN.format("_stopped_at"))
    if as_of is not None and as_of_day is not None:
        last, last_day = last.fill_null(as_of), last_day.fill_null(day_number(as_of_day))
    of_cases = cases.select(
        "_row",
        "_start",
        "_length",
        *(nw.col(column).alias(name) for column, name in zip(key_columns(context.source).values(), key, strict=True)),
        last.alias("_last"),
        last_day.alias(DAY_COLUMN.format("_last")),
    )
    joined = of_pauses.join(of_cases, on=key, how="inner")
    joined = clock.at_pause(clock.at_pause(joined, "_paused_at", "_stops"), "_resumed_at", "_goes_on")
    joined = clock.at_pause(joined, "_last", "_ends", is_last=True)
    clipped = joined.with_columns(
        _from=nw.max_horizontal("_stops", "_start"), _to=nw.min_horizontal("_goes_on", "_ends")
    )
    return clipped.with_columns(_to=nw.max_horizontal("_from", "_to")).select(
        "_row", "_pause", "_start", "_length", "_from", "_to"
    )


def _moment(column: str, name: str) -> tuple[nw.Expr, nw.Expr]:
    return nw.col(column).alias(name), nw.col(DAY_COLUMN.format(column)).alias(DAY_COLUMN.format(name))
