"""What judging needs beside the cases."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from gpj_kpi.business_calendar import Calendar
from gpj_kpi.engines.export import Engine, Frame
from gpj_kpi.opening_hours import OpenTime
from gpj_kpi.rules import Source


@dataclass(frozen=True)
class Setting:
    """What judging needs beside the cases.

    Attributes:
        source: declaration of the source.
        calendar: covers every day of the cases and of their limits.
        as_of: microseconds of UTC; None when the source holds no event.
        known_before: microseconds of UTC from which on events have not happened; None when the source holds no such.
        engine: where the cases lie.
        due: columns that hold due dates, which as-of does not touch.
        as_of_day: local day of `as_of`, from 1970-01-01; None where that is.
        open_time: the opening hours on the calendar; None where the rule file has none.
        pauses: the pauses of the cases, one row each; None where the measure has none.
    """

    source: Source
    calendar: Calendar
    as_of: int | None
    known_before: int | None
    engine: Engine
    due: frozenset[str]
    as_of_day: int | None = None
    open_time: OpenTime | None = None
    pauses: Frame | None = None


def nothing() -> nw.Expr:
    """A null Int64 on every row: there is no negative row."""
    return nw.when(nw.col("_row") < 0).then(nw.col("_row"))
