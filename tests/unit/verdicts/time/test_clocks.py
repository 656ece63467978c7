"""The clocks: the position of an instant, and the instant of a position, worked out by hand for March 2008.

Open are Monday to Friday, 9 to 12 and 14 to 18; Easter Monday is 24 March, and the clocks change on 30 March.
"""

from __future__ import annotations

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import AT
from tests.unit.verdicts.small_frames import context_of, frame_of, local, moments, rules_of

from gpj_kpi.calendars.limits import Rollover, Unit, parse_limit
from gpj_kpi.engines.interface import Frame
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.outcomes import CaseFrame
from gpj_kpi.verdicts.time.clocks import Clock, clock_for, clock_of

HOUR = 3_600_000_000
CONTEXT: Context = context_of(rules_of({"a": AT}, "period_by: a, measure: {kind: count}"))


def _moments(*texts: str) -> Frame:
    return frame_of({**moments("_started_at", texts)})


def _column(frame: Frame, name: str) -> list[int | None]:
    found = CONTEXT.engine.fetch(frame.sort("_row"))[name]
    return [None if pd.isna(cell) else int(cell) for cell in found]


def _due(limit: str, start: str, rollover: Rollover = "none") -> str:
    """Give the due instant that a limit has from its start's position on."""
    parsed = parse_limit(limit)
    clock: Clock = clock_for(parsed, rollover, CONTEXT)
    cases = clock.with_length(clock.at(_moments(start), "_started_at", "_start"), parsed, "_started_at")
    ends = cases.with_columns(_end=nw.col("_start") + nw.col("_length"))
    return local(_column(clock.due(ends, "_end", "_due_at"), "_due_at")[0])


def _due_from_start(limit: str, start: str, rollover: Rollover = "none") -> str:
    """Give the due instant that a limit has which runs without a pause."""
    parsed = parse_limit(limit)
    case_frame = CaseFrame(_moments(start), CONTEXT.engine)
    due = clock_for(parsed, rollover, CONTEXT).due_from_start(case_frame, "_started_at", parsed, "_due")
    return local(_column(case_frame.complete().with_columns(due.alias("_found")), "_found")[0])


DUE: dict[tuple[str, str, Rollover], str] = {
    # limit, start, rollover: due instant
    ("26 heures", "2008-03-29 12:00", "none"): "2008-03-30 15:00",  # an hour of that night is skipped
    ("4 heures ouvrées", "2008-03-03 10:00", "none"): "2008-03-03 16:00",
    ("2 heures ouvrées", "2008-03-21 17:00", "none"): "2008-03-25 10:00",  # over Easter
    ("7 heures ouvrées", "2008-03-03 09:00", "none"): "2008-03-03 18:00",  # closing time, not the next opening
    ("1 heure ouvrée", "2008-03-08 12:00", "none"): "2008-03-10 10:00",  # begun on a Saturday
    ("2 jours ouvrés", "2008-03-20 17:00", "none"): "2008-03-26 00:00",
    ("2 jours ouvrables", "2008-03-20 17:00", "none"): "2008-03-23 00:00",
    ("2 jours calendaires", "2008-03-20 17:00", "none"): "2008-03-23 00:00",
    ("2 jours calendaires", "2008-03-20 17:00", "next_business_day"): "2008-03-26 00:00",
    ("2 jours calendaires", "2008-03-21 17:00", "next_working_day"): "2008-03-26 00:00",
    ("< 2 jours ouvrés", "2008-03-20 17:00", "none"): "2008-03-25 00:00",
    ("1 mois", "2008-01-31 10:00", "none"): "2008-03-01 00:00",
}


@pytest.mark.parametrize(("limit", "start", "rollover"), DUE)
def test_a_limit_is_due_where_its_length_ends(limit: str, start: str, rollover: Rollover) -> None:
    """Counted from the position of the start, or from the start itself, a limit is due at one instant."""
    assert _due(limit, start, rollover) == DUE[limit, start, rollover]
    assert _due_from_start(limit, start, rollover) == DUE[limit, start, rollover]


@pytest.mark.parametrize(
    ("unit", "run"),
    [
        (Unit.HOURS, 91 * HOUR),
        (Unit.BUSINESS_HOURS, 9 * HOUR),  # Friday 14-18, Tuesday 9-12 and 14-16
        (Unit.BUSINESS_DAYS, 1),
        (Unit.WORKING_DAYS, 2),
        (Unit.CALENDAR_DAYS, 4),
    ],
)
def test_what_has_run_is_the_difference_of_two_positions(unit: Unit, run: int) -> None:
    """From Friday 21 March 2008 at 13:00 to Tuesday 25 March at 16:00, over Easter."""
    hours = 99 * HOUR if unit is Unit.HOURS else run
    positions = clock_of(unit, CONTEXT).at(_moments("2008-03-21 13:00", "2008-03-25 16:00"), "_started_at", "_at")
    first, second = _column(positions, "_at")
    assert first is not None
    assert second is not None
    assert second - first == hours


@pytest.mark.parametrize("unit", [Unit.HOURS, Unit.BUSINESS_MINUTES, Unit.WORKING_DAYS])
def test_what_is_not_there_has_no_position(unit: Unit) -> None:
    """No instant, no position."""
    assert _column(clock_of(unit, CONTEXT).at(_moments("", "2008-03-03 10:00"), "_started_at", "_at"), "_at")[0] is None


@pytest.mark.parametrize(
    ("limit", "start"), [("1 jour ouvré", "2009-01-01 10:00"), ("300 jours ouvrés", "2008-03-03 10:00")]
)
def test_where_the_calendar_does_not_reach_nothing_is_due(limit: str, start: str) -> None:
    """The calendar ends with 2008: beyond it an instant has no position, and a position no instant."""
    assert _due_from_start(limit, start) == ""


def _stops(limit: str, moment: str, *, is_last: bool = False) -> int:
    """Give the position at which a pause stops the clock of a limit, counted from the position of that day."""
    clock = clock_for(parse_limit(limit), "none", CONTEXT)
    frame = clock.at_pause(_moments(moment), "_started_at", "_stops", is_last=is_last)
    (stops,), (day,) = (
        _column(frame, "_stops"),
        _column(clock.at(_moments(moment), "_started_at", "_day_at"), "_day_at"),
    )
    assert stops is not None
    assert day is not None
    return stops - day


def test_a_day_is_taken_away_by_the_pause_that_holds_at_its_end() -> None:
    """From any time of a day the day itself is paused: the clock stands where the day before left it."""
    assert [_stops("2 jours ouvrés", f"2008-03-04 {time}") for time in ("00:00", "12:00", "23:59")] == [-1, -1, -1]


def test_under_a_strict_limit_a_day_is_taken_away_by_the_pause_that_holds_at_its_beginning() -> None:
    """A day that has begun counts; one that begins paused does not, though at 0:00 sharp it still may, last of all."""
    assert [_stops("< 2 jours ouvrés", f"2008-03-04 {time}") for time in ("00:00", "00:01", "23:59")] == [-1, 0, 0]
    assert _stops("< 2 jours ouvrés", "2008-03-04 00:00", is_last=True) == 0


def test_clocks_of_time_stop_where_they_are() -> None:
    """A pause of real or open time begins at its own position."""
    for limit in ("2 heures", "2 heures ouvrées"):
        assert _stops(limit, "2008-03-04 10:30") == 0
