"""What judging needs beside the cases: their source, the calendar, as-of and where the cases lie.

Law: a judge reads it and changes nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.open_time import OpenTime
from gpj_kpi.engines.interface import Engine, Frame
from gpj_kpi.rules import Excused, Source


@dataclass(frozen=True)
class Context:
    """What judging needs beside the cases.

    Attributes:
        source: declaration of the source.
        calendar: covers every day of the cases and of their limits.
        as_of: to when the source is known.
        events: columns of dates that some indicator takes for events, due dates left out.
        engine: where the cases lie.
        open_time: the opening hours on the calendar; None where the rule file has none.
        pauses: the pauses of the cases, one row each; None where the measure has none.
        pause_source: declaration of the pauses; None likewise.
        moment: at which cases are looked for that are open; None where no stock is taken, or nothing is known of it.
        excused: the excused times that may concern its cases; None where the rule file names none for any source.
        as_read: text columns beside which stands what was read, as some cells were not in NFC.
    """

    source: Source
    calendar: Calendar
    as_of: AsOf
    engine: Engine
    events: tuple[str, ...] = ()
    open_time: OpenTime | None = None
    pauses: Frame | None = None
    pause_source: Source | None = None
    as_read: frozenset[str] = frozenset()
    moment: AsOf | None = None
    excused: tuple[Excused, ...] | None = None

    def happened(self, event: nw.Expr, type_: str) -> nw.Expr:
        """Say whether an event has happened, by the type of its column."""
        return self.as_of.happened(event, by_day=type_ == "date")

    def was_written(self, source: Source) -> nw.Expr | None:
        """Say whether a row was written by as-of; None: every row was."""
        written = source.written_column
        if written is None or not self.as_of.is_given:
            return None
        return self.happened(nw.col(written), source.columns[written].type).fill_null(value=True)


def key_columns(source: Source) -> dict[str, str]:
    """Name the column that holds each key column's cells.

    Dates are in a copy, because as-of blanks them.
    """
    return {key: f"_key_{key}" if source.columns[key].holds_dates else key for key in source.key}


def nothing() -> nw.Expr:
    """Give a missing whole number on every row: no row is negative."""
    return nw.when(nw.col("_row") < 0).then(nw.col("_row"))
