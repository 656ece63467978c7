"""Columns made of the rows around a moment of the case: after it, before it, within some time of it.

Law: rows and cases are sorted together once, and each case reads what stands before and after its moment. A case is
never held against each row.
"""

from __future__ import annotations

from collections.abc import Mapping

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.cases.made.rows import Rows
from gpj_kpi.engines.interface import Engine, Frame
from gpj_kpi.rules import Aggregate, Source


def with_windows(
    source: Source, frame: Frame, rows: Rows, made: Mapping[str, Aggregate], calendar: Calendar, engine: Engine
) -> Frame:
    """Add columns that are made of the rows around a moment of the case."""
    raise NotImplementedError(source, frame, rows, made, calendar, engine)
