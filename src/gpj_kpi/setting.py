"""What judging needs beside the cases."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from gpj_kpi.business_calendar import Calendar
from gpj_kpi.engines.export import Engine
from gpj_kpi.rules import Source


@dataclass(frozen=True)
class Setting:
    """What judging needs beside the cases.

    Attributes:
        source: declaration of the source.
        calendar: covers every day of the cases and of their limits.
        as_of: microseconds of UTC; None when the source holds no event.
        is_cut: the source may hold events after as-of, which then have not happened.
        engine: where the cases lie.
        due: columns that hold due dates, which as-of does not touch.
    """

    source: Source
    calendar: Calendar
    as_of: int | None
    is_cut: bool
    engine: Engine
    due: frozenset[str]


def nothing() -> nw.Expr:
    """A null Int64 on every row: there is no negative row."""
    return nw.when(nw.col("_row") < 0).then(nw.col("_row"))
