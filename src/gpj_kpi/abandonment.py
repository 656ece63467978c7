"""Cases that were given up before they could end, such as a caller who hangs up.

Law: the rule file says how they count; an abandonment that came after the end is none.
"""

from __future__ import annotations

import narwhals as nw

from gpj_kpi.conditions import scope
from gpj_kpi.engines.export import DAY_COLUMN, Frame
from gpj_kpi.rules import Abandoned
from gpj_kpi.setting import Setting, nothing

UNDATED = "_abandonment_undated"
"""Column of cases: the export says neither when the case was abandoned nor when it ended, whatever as-of says."""

_SHORT_COUNTS_AS = {"excluded_if_within": "excluded", "met_if_within": "met"}


def with_abandonment(cases: Frame, abandoned: Abandoned | None, setting: Setting) -> Frame:
    """Cases with `_gone`: abandoned before they ended; their `_ended_at` becomes null.

    Adds `_left_at`, when that was, `_stopped_at`, when the clock stopped for good, and their days.
    """
    if abandoned is None:
        left = cases.with_columns(_gone=nw.lit(value=False), _left_at=nothing(), _left_at__day=nothing())
        return left.with_columns(_stopped_at=nw.col("_ended_at"), _stopped_at__day=nw.col("_ended_at__day"))
    meant = scope(abandoned.when, setting.source.columns)
    if abandoned.at is None:
        left_at, left_day, gone = nothing(), nothing(), meant & nw.col(UNDATED)
    else:
        left_at, left_day = nw.col(abandoned.at), nw.col(DAY_COLUMN.format(abandoned.at))
        before_end = ~(nw.col("_ended_at") <= left_at).fill_null(value=False)
        gone = meant & ((~left_at.is_null() & before_end) | nw.col(UNDATED))
    left = cases.with_columns(_gone=gone)
    is_gone = nw.col("_gone")
    left = left.with_columns(
        _left_at=nw.when(is_gone).then(left_at),
        _left_at__day=nw.when(is_gone).then(left_day),
        _ended_at=nw.when(~is_gone).then(nw.col("_ended_at")),
        _ended_at__day=nw.when(~is_gone).then(nw.col("_ended_at__day")),
    )
    return left.with_columns(
        _stopped_at=nw.coalesce("_ended_at", "_left_at"),
        _stopped_at__day=nw.coalesce("_ended_at__day", "_left_at__day"),
    )


def fate(abandoned: Abandoned | None, *, is_short: nw.Expr) -> nw.Expr:
    """Verdict of the cases that are `_gone`; null for the others.

    Args:
        abandoned: how they count; None: there are none such.
        is_short: whether a case was abandoned early; null where that is not known.
    """
    if abandoned is None:
        return nothing().cast(nw.String)
    gone = nw.col("_gone")
    if not abandoned.depends_on_time:
        return nw.when(gone).then(nw.lit(abandoned.counts))
    return (
        nw.when(gone & is_short.is_null())
        .then(nw.lit("invalid"))
        .when(gone & is_short)
        .then(nw.lit(_SHORT_COUNTS_AS[abandoned.counts]))
        .when(gone)
        .then(nw.lit("missed"))
    )
