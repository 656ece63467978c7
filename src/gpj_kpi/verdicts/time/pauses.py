"""Pauses: the intervals in which the clock of a case stands still.

Law: pauses that overlap or touch are one; they are clipped to the case, and one that has not ended runs to as-of. They
are measured on the clock of the limit, so that a pause outside opening hours takes nothing off a limit in open time.

One case, as an example, on a clock of hours. It starts at 9 with a limit of 4 hours, is paused from 10 to 12 and from
11 to 13, and ends at 20. A row of the frame is one pause of the case:

>>> import pandas as pd
>>> on_clock = pd.DataFrame({"_row": [0, 0], "_pause": [0, 1], "_start": [9, 9], "_length": [4, 4], "_ends": [20, 20],
...     "_stops": [10, 11], "_goes_on": [12, 13]}, dtype="Int64")
>>> numbered = number_pauses(clip_pauses(nw.from_native(on_clock).lazy()))
>>> table = numbered.select("_number", "_from", "_to", "_since", "_lasts").collect().to_pandas().T
>>> print(table.to_string(header=["first", "second"]))
         first  second
_number      1       2
_from       10      11
_to         12      13
_since      10      12
_lasts       2       1

From 11 to 12 the clock stands still already. So the second pause counts `_since` 12, and the two last 3 hours. Both
begin before the 4 hours are used up, and move their end from 13 to 16:

>>> print(sum_pauses(numbered).collect().to_pandas().to_string(index=False))
 _row  _paused  _moved
    0        3       3
"""

from __future__ import annotations

import narwhals as nw

from gpj_kpi.calendars.days import day_number
from gpj_kpi.engines.conditions import meets
from gpj_kpi.engines.interface import DAY_COLUMN, Frame
from gpj_kpi.rules import Condition, Pauses, Source
from gpj_kpi.rules.models.conditions import columns_of
from gpj_kpi.verdicts.context import Context, key_columns
from gpj_kpi.verdicts.time.clocks import Clock

_ORDER = ("_from", "_to", "_pause")


def with_paused(cases: Frame, pauses: Pauses | None, clock: Clock, context: Context) -> Frame:
    """Measure the pauses of each case on a clock.

    Args:
        cases: with `_row`, the key, `_stopped_at` with its day (null while the clock runs), `_start` (position of the
            start) and `_length` (of the limit on the clock; null where there is none).
        pauses: which columns of the pauses say what; None where nothing pauses a case.
        clock: the clock that stands still.
        context: holds the pauses and as-of.

    Returns:
        The cases with `_paused`, the length of all their pauses, and `_moved`, that of the pauses which began before
        the limit was used up, and so move its end.
    """
    if pauses is None:
        return cases.with_columns(_paused=nw.lit(0), _moved=nw.lit(0))
    totals = sum_pauses(number_pauses(clip_pauses(_join_pauses(cases, pauses, clock, context))))
    # Kept, for what is asked of these joins is asked again at each later step of the judging.
    return cases.join(context.engine.keep(totals), on="_row", how="left").with_columns(
        nw.col(name).cast(nw.Int64).fill_null(0) for name in ("_paused", "_moved")
    )


def clip_pauses(pauses: Frame) -> Frame:
    """Clip each pause to its case, as `_from` and `_to`.

    A pause begins no earlier than its case, and ends no later than its case or as-of.

    Args:
        pauses: one row per pause of a case: `_row` and `_pause` number them; on the clock stand `_stops` and `_goes_on`
            (null while it is paused), `_start` and `_ends` of the case, and `_length` of its limit.
    """
    clipped = pauses.with_columns(
        _from=nw.max_horizontal("_stops", "_start"), _to=nw.min_horizontal("_goes_on", "_ends")
    )
    return clipped.with_columns(_to=nw.max_horizontal("_from", "_to")).select(
        "_row", "_pause", "_start", "_length", "_from", "_to"
    )


def number_pauses(pauses: Frame) -> Frame:
    """Number the pauses of each case and measure what each adds.

    Returns:
        The pauses with `_number` from 1, `_since`, from where a pause counts, and `_lasts`, what it then adds: a pause
        counts from where those before it have ended, so that of pauses that overlap nothing is counted twice.
    """
    numbered = pauses.with_columns(_one=nw.lit(1)).with_columns(
        _until=nw.col("_to").cum_max().over("_row", order_by=_ORDER),
        # Not cum_count, which Narwhals 2.29 counts in the order of the rows on pandas.
        _number=nw.col("_one").cum_sum().over("_row", order_by=_ORDER).cast(nw.Int64),
    )
    before = numbered.select("_row", (nw.col("_number") + 1).alias("_number"), nw.col("_until").alias("_ended_before"))
    joined = numbered.join(before, on=["_row", "_number"], how="left")
    since = joined.with_columns(_since=nw.max_horizontal("_from", "_ended_before"))
    return since.with_columns(_lasts=nw.max_horizontal("_until", "_since") - nw.col("_since"))


def sum_pauses(pauses: Frame) -> Frame:
    """Sum the numbered pauses of each case.

    Returns:
        One row per `_row`, with `_paused` and `_moved` (see `with_paused`).
    """
    so_far = pauses.with_columns(_so_far=nw.col("_lasts").cum_sum().over("_row", order_by=_ORDER).cast(nw.Int64))
    run_before = nw.col("_since") - nw.col("_start") - (nw.col("_so_far") - nw.col("_lasts"))
    moving = nw.when(run_before < nw.col("_length")).then(nw.col("_lasts")).otherwise(nw.lit(0))
    return (
        so_far.with_columns(_moving=moving)
        .group_by("_row")
        .agg(nw.col("_lasts").sum().alias("_paused"), nw.col("_moving").sum().alias("_moved"))
    )


def _join_pauses(cases: Frame, pauses: Pauses, clock: Clock, context: Context) -> Frame:
    """Join each pause with its case and place both on the clock.

    The columns are those that `clip_pauses` takes.
    """
    assert context.pauses is not None
    assert context.pause_source is not None
    key = [f"_paused_key_{number}" for number in range(len(pauses.case))]
    written = context.was_written(context.pause_source)
    known = context.pauses if written is None else context.pauses.filter(written)
    if pauses.where is not None:
        known = _blank_unknown(known, pauses.where, context.pause_source, context)
        known = known.filter(meets(pauses.where, context.pause_source.columns))
    of_pauses = known.select(
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
        *clock.carried,
        *(nw.col(column).alias(name) for column, name in zip(key_columns(context.source).values(), key, strict=True)),
        last.alias("_last"),
        last_day.alias(DAY_COLUMN.format("_last")),
    )
    joined = of_pauses.join(of_cases, on=key, how="inner")
    joined = clock.at_pause(clock.at_pause(joined, "_paused_at", "_stops"), "_resumed_at", "_goes_on")
    return clock.at_pause(joined, "_last", "_ends", is_last=True)


def _blank_unknown(pauses: Frame, where: Condition, source: Source, context: Context) -> Frame:
    """Blank, of the columns of a condition, what became known after as-of."""
    if not context.as_of.is_given:
        return pauses
    events = source.event_columns()
    blanked: dict[str, nw.Expr] = {}
    for id_ in sorted(columns_of(where)):
        column = source.columns[id_]
        dated = [id_] if id_ in events else []
        dated += [column.known_at] if column.known_at else []
        for at in dated:
            known = context.happened(nw.col(at), source.columns[at].type).fill_null(value=True)
            held = (id_, DAY_COLUMN.format(id_)) if column.holds_dates else (id_,)
            blanked |= {name: nw.when(known).then(blanked.get(name, nw.col(name))) for name in held}
    return pauses.with_columns(**blanked) if blanked else pauses


def _moment(column: str, name: str) -> tuple[nw.Expr, nw.Expr]:
    return nw.col(column).alias(name), nw.col(DAY_COLUMN.format(column)).alias(DAY_COLUMN.format(name))
