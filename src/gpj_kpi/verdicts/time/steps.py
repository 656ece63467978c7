"""Judging in steps, for the clocks that are found by joins.

Law: an indicator that takes steps is judged by itself; all others are judged together, in one pass over the cases.
"""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from gpj_kpi.engines.interface import DAY_COLUMN
from gpj_kpi.rules import Age, Delay, Duration, Indicator
from gpj_kpi.verdicts.outcomes import CaseFrame
from gpj_kpi.verdicts.time.abandonment import Span


def takes_steps(indicator: Indicator) -> bool:
    """Whether cases are judged by joins of their own.

    They are where their clock stands still at times, or is not real time. The due date of a limit in days needs no
    join: it is looked up by the day of the start, unless that limit looks at the hour.
    """
    if indicator.pauses is not None or any(unit.is_business_time for unit in indicator.units.values()):
        return True
    if isinstance(indicator.measure, Delay) and indicator.measure.looks_at_hours:
        return True
    return isinstance(indicator.measure, Duration | Age) and not indicator.measure.unit.is_elapsed


def place_span(span: Span, case_frame: CaseFrame) -> Span:
    """Put the course of the cases into columns for the clocks.

    The columns are `_started_at`, `_ended_at` and `_stopped_at`, each with its day.
    """
    moments = {
        "_started_at": (span.started_at, span.started_day),
        "_ended_at": (span.ended_at, span.ended_day),
        "_stopped_at": (span.stopped_at, span.stopped_day),
    }
    case_frame.frame = case_frame.frame.with_columns(
        *(moment.alias(name) for name, (moment, _) in moments.items()),
        *(day.alias(DAY_COLUMN.format(name)) for name, (_, day) in moments.items()),
    )
    return replace(
        span,
        started_at=nw.col("_started_at"),
        started_day=nw.col("_started_at__day"),
        ended_at=nw.col("_ended_at"),
        ended_day=nw.col("_ended_at__day"),
        stopped_at=nw.col("_stopped_at"),
        stopped_day=nw.col("_stopped_at__day"),
    )
