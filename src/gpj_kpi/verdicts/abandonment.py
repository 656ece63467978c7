"""Cases that were given up before they could end, such as a caller who hangs up.

Law: the rule file says how they count; an abandonment that came after the end is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw

from gpj_kpi.engines.interface import DAY_COLUMN
from gpj_kpi.rules import Abandoned, Ends
from gpj_kpi.verdicts.conditions import meets
from gpj_kpi.verdicts.context import Context, nothing
from gpj_kpi.verdicts.outcomes import code

_SHORT_COUNTS_AS = {"excluded_if_within": "excluded", "met_if_within": "met"}


@dataclass(frozen=True, kw_only=True)
class Span:
    """The course of a case, as expressions: instants in microseconds of UTC, each with its local day.

    Attributes:
        started_at: when its clock started.
        started_day: the day of that.
        ended_at: when it ended; null where it was abandoned before.
        ended_day: the day of that.
        gone: whether it was abandoned before it ended.
        left_at: when that was.
        stopped_at: when the clock stopped for good.
        stopped_day: the day of that.
    """

    started_at: nw.Expr
    started_day: nw.Expr
    ended_at: nw.Expr
    ended_day: nw.Expr
    gone: nw.Expr
    left_at: nw.Expr
    stopped_at: nw.Expr
    stopped_day: nw.Expr


def span_of(start: str, ends: Ends, abandoned: Abandoned | None, context: Context) -> Span:
    """Say when a case started, ended or was abandoned, and when its clock stopped."""
    started_at, started_day = nw.col(start), nw.col(DAY_COLUMN.format(start))
    ended_at = end_of(ends, ends.columns)
    ended_day = end_of(ends, [DAY_COLUMN.format(column) for column in ends.columns])
    if abandoned is None:
        return Span(
            started_at=started_at,
            started_day=started_day,
            ended_at=ended_at,
            ended_day=ended_day,
            gone=nw.lit(value=False),
            left_at=nothing(),
            stopped_at=ended_at,
            stopped_day=ended_day,
        )
    meant, undated = meets(abandoned.when, context.source.columns), nw.col(undated_column(ends, abandoned))
    if abandoned.at is None:
        left_at, left_day, gone = nothing(), nothing(), meant & undated
    else:
        left_at, left_day = nw.col(abandoned.at), nw.col(DAY_COLUMN.format(abandoned.at))
        before_end = ~(ended_at <= left_at).fill_null(value=False)
        gone = meant & ((~left_at.is_null() & before_end) | undated)
    left_at, left_day = nw.when(gone).then(left_at), nw.when(gone).then(left_day)
    ended_at, ended_day = nw.when(~gone).then(ended_at), nw.when(~gone).then(ended_day)
    return Span(
        started_at=started_at,
        started_day=started_day,
        ended_at=ended_at,
        ended_day=ended_day,
        gone=gone,
        left_at=left_at,
        stopped_at=nw.coalesce(ended_at, left_at),
        stopped_day=nw.coalesce(ended_day, left_day),
    )


def end_of(ends: Ends, columns: Sequence[str]) -> nw.Expr:
    """The earliest of the columns that is filled, or the latest of them once all are."""
    if len(columns) == 1:
        return nw.col(columns[0])
    if ends.mode == "first":
        return nw.min_horizontal(*columns)
    complete = nw.all_horizontal(*(~nw.col(column).is_null() for column in columns), ignore_nulls=False)
    return nw.when(complete).then(nw.max_horizontal(*columns))


def undated_column(ends: Ends, abandoned: Abandoned) -> str:
    """Column of cases: the export says neither when the case was abandoned nor when it ended, whatever as-of says."""
    return "__".join(["_undated", ends.mode, *ends.columns, *([abandoned.at] if abandoned.at else [])])


def is_undated(ends: Ends, abandoned: Abandoned) -> nw.Expr:
    """What that column holds, of cases as they were exported."""
    never_ended = end_of(ends, ends.columns).is_null()
    return never_ended if abandoned.at is None else never_ended & nw.col(abandoned.at).is_null()


def abandoned_outcome(abandoned: Abandoned, gone: nw.Expr, *, is_short: nw.Expr) -> nw.Expr:
    """Code of the outcome of the cases that are gone; null for the others.

    Args:
        abandoned: how they count.
        gone: whether a case was abandoned before it ended.
        is_short: whether it was abandoned early; null where that is not known.
    """
    if not abandoned.depends_on_time:
        return nw.when(gone).then(code("abandoned" if abandoned.counts == "missed" else abandoned.counts))
    return (
        nw.when(gone & is_short.is_null())
        .then(code("invalid"))
        .when(gone & is_short)
        .then(code(_SHORT_COUNTS_AS[abandoned.counts]))
        .when(gone)
        .then(code("abandoned"))
    )
