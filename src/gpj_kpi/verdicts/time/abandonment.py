"""Cases that were given up, such as a caller who hangs up.

Law: the rule file says how they count. A case that was abandoned after its end counts as ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw

from gpj_kpi.engines.conditions import meets
from gpj_kpi.engines.interface import DAY_COLUMN
from gpj_kpi.rules import Abandoned, Ends, Starts
from gpj_kpi.rules.models.clock import columns_of_start, start_name
from gpj_kpi.verdicts.context import Context, nothing
from gpj_kpi.verdicts.outcomes import Row

_SHORT_COUNTS_AS = {"excluded_if_within": "excluded", "met_if_within": "met"}


@dataclass(frozen=True, kw_only=True)
class Span:
    """The course of a case, as expressions.

    Instants are microseconds of UTC, and each has its local day.

    Attributes:
        started_at: when its clock started.
        started_day: the day of that.
        ended_at: when it ended; null where it was abandoned before.
        ended_day: the day of that.
        gone: whether it was abandoned before it ended.
        left_at: when that was.
        stopped_at: when the clock stopped for good.
        stopped_day: the day of that.
        is_by_day: one of these is known to the day only.
    """

    started_at: nw.Expr
    started_day: nw.Expr
    ended_at: nw.Expr
    ended_day: nw.Expr
    gone: nw.Expr
    left_at: nw.Expr
    stopped_at: nw.Expr
    stopped_day: nw.Expr
    is_by_day: bool

    @property
    def is_backwards(self) -> nw.Expr:
        """Whether the clock stopped before it started.

        Days are compared if `is_by_day`. It is null where start or stop is not known.
        """
        return self.stopped_day < self.started_day if self.is_by_day else self.stopped_at < self.started_at


def find_span(start: str | Starts, ends: Ends, abandoned: Abandoned | None, context: Context) -> Span:
    """Find when a case started, ended, was abandoned and stopped its clock."""
    started_at, started_day = nw.col(start_name(start)), nw.col(DAY_COLUMN.format(start_name(start)))
    ended_at = find_end(ends, ends.columns)
    ended_day = find_end(ends, [DAY_COLUMN.format(column) for column in ends.columns])
    left_columns = [] if abandoned is None or abandoned.at is None else [abandoned.at]
    types = {context.source.columns[column].type for column in (*columns_of_start(start), *ends.columns, *left_columns)}
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
            is_by_day="date" in types,
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
        is_by_day="date" in types,
    )


def find_end(ends: Ends, columns: Sequence[str]) -> nw.Expr:
    """Take the first or the last column that is filled.

    With mode `all` it is the last, and null until every column is filled.
    """
    if len(columns) == 1:
        return nw.col(columns[0])
    if ends.mode == "first":
        return nw.min_horizontal(*columns)
    if ends.mode == "last":
        return nw.max_horizontal(*columns)
    complete = nw.all_horizontal(*(~nw.col(column).is_null() for column in columns), ignore_nulls=False)
    return nw.when(complete).then(nw.max_horizontal(*columns))


def undated_column(ends: Ends, abandoned: Abandoned) -> str:
    """Name the column that holds `is_undated`.

    It is filled before what comes after as-of is blanked.
    """
    return "__".join(["_undated", ends.mode, *ends.columns, *([abandoned.at] if abandoned.at else [])])


def is_undated(ends: Ends, abandoned: Abandoned) -> nw.Expr:
    """Whether the export dates neither an end nor an abandonment."""
    never_ended = find_end(ends, ends.columns).is_null()
    return never_ended if abandoned.at is None else never_ended & nw.col(abandoned.at).is_null()


def tabulate_abandoned(abandoned: Abandoned, gone: nw.Expr, *, is_short: nw.Expr) -> list[Row]:
    """Say what becomes of abandoned cases, as rows for `outcomes.decide`.

    Args:
        abandoned: how they count.
        gone: whether a case was abandoned before it ended.
        is_short: whether that is a short abandonment; null where it is not known.
    """
    if not abandoned.depends_on_time:
        return [(gone, "abandoned" if abandoned.counts == "missed" else abandoned.counts)]
    return [
        (gone & is_short.is_null(), "invalid"),
        (gone & is_short, _SHORT_COUNTS_AS[abandoned.counts]),
        (gone, "abandoned"),
    ]
