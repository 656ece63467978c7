"""The clock of days that looks at the hour, by hand for March 2008.

Open are Monday to Friday, 9 to 12 and 14 to 18; Easter Monday is 24 March, and the clocks change on 30 March.
"""

from __future__ import annotations

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import AT
from tests.unit.verdicts.small_frames import context_of, frame_of, local, moments, rules_of

from gpj_kpi.calendars.counting.start import AT_EVENT, DayEnd, Start
from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.outcomes import CaseFrame
from gpj_kpi.verdicts.time.hours_of_days import DayTable, HourlyDays

CONTEXT: Context = context_of(rules_of({"a": AT}, "period_by: a, measure: {kind: count}"))
CUT = Start(cut_off=960)
OPENING = Start(closed="next_opening")
BOTH = Start(cut_off=960, closed="next_opening")
FIRST = Start(closed="next_opening", counts_first=True)

DUE: list[tuple[str, str, Start, DayEnd, str]] = [
    # limit, start, what becomes of it, when the last day ends: due instant
    ("1 jour ouvré", "2008-03-03 15:59", CUT, "end_of_day", "2008-03-05 00:00"),
    ("1 jour ouvré", "2008-03-03 16:00", CUT, "end_of_day", "2008-03-06 00:00"),
    ("1 jour ouvré", "2008-03-20 16:00", CUT, "same_hour", "2008-03-25 00:00"),  # taken for Friday 0:00
    ("1 jour ouvré", "2008-03-08 11:00", OPENING, "same_hour", "2008-03-11 09:00"),
    ("1 jour ouvré", "2008-03-03 12:30", OPENING, "same_hour", "2008-03-04 14:00"),  # at lunch
    ("1 jour ouvré", "2008-03-03 12:00", OPENING, "same_hour", "2008-03-04 14:00"),  # closing is out
    ("1 jour ouvré", "2008-03-03 09:00", OPENING, "same_hour", "2008-03-04 09:00"),  # opening is in
    ("1 jour ouvré", "2008-03-20 17:00", BOTH, "same_hour", "2008-03-25 09:00"),
    ("1 jour ouvré", "2008-03-03 10:00", AT_EVENT, "at_closing", "2008-03-04 18:00"),
    ("< 1 jour ouvré", "2008-03-03 10:00", AT_EVENT, "at_closing", "2008-03-04 18:00"),
    ("1 jour ouvré", "2008-03-03 10:00", FIRST, "at_closing", "2008-03-03 18:00"),
    ("1 jour ouvré", "2008-03-03 18:00", FIRST, "at_closing", "2008-03-04 18:00"),
    ("1 jour calendaire", "2008-03-29 02:30", AT_EVENT, "same_hour", "2008-03-30 03:30"),  # 02:30 is skipped
    ("1 mois", "2008-02-29 10:00", AT_EVENT, "same_hour", "2008-03-29 10:00"),
]


@pytest.mark.parametrize(("limit", "start", "begins", "ends", "due"), DUE)
def test_due_instants_are_those_counted_by_hand(limit: str, start: str, begins: Start, ends: DayEnd, due: str) -> None:
    """From the start, and by positions, which pauses would move."""
    parsed = parse_limit(limit)
    table = DayTable(CONTEXT.calendar, begins, ends, "none", open_time=CONTEXT.open_time)
    clock = HourlyDays(table, CONTEXT.engine, parsed)
    case_frame = CaseFrame(frame_of({**moments("_started_at", [start])}), CONTEXT.engine)
    positions = clock.with_length(clock.at(case_frame.frame, "_started_at", "_start"), parsed, "_started_at")
    moved = clock.due(positions.with_columns(_end=nw.col("_start") + nw.col("_length")), "_end", "_due_at")
    found = clock.due_from_start(case_frame, "_started_at", parsed, "_due")
    direct = CONTEXT.engine.fetch(case_frame.complete().with_columns(found.alias("_found")))["_found"].iloc[0]
    assert local(int(direct)) == due
    assert local(int(CONTEXT.engine.fetch(moved)["_due_at"].iloc[0])) == due


def test_a_case_without_a_start_has_no_end() -> None:
    """It stays empty."""
    table = DayTable(CONTEXT.calendar, BOTH, "same_hour", "none", open_time=CONTEXT.open_time)
    case_frame = CaseFrame(frame_of({**moments("_started_at", ["", "2008-03-03 10:00"])}), CONTEXT.engine)
    limit = parse_limit("1 jour ouvré")
    due = HourlyDays(table, CONTEXT.engine, limit).due_from_start(case_frame, "_started_at", limit, "_due")
    found = CONTEXT.engine.fetch(case_frame.complete().with_columns(due.alias("_f")).sort("_row"))["_f"]
    assert pd.isna(found.iloc[0])
    assert not pd.isna(found.iloc[1])
