"""Where a limit in days begins, as a value; which ends include their moment."""

from __future__ import annotations

from gpj_kpi.calendars.counting.start import AT_EVENT, DayEnd, Start, includes_due_instant
from gpj_kpi.calendars.limits import parse_limit


def test_a_start_says_whether_it_shifts_events() -> None:
    """A first day that is counted shifts nothing; a cut-off and closed days do."""
    assert not AT_EVENT.shifts
    assert not Start(counts_first=True).shifts
    assert Start(closed="next_opening").shifts
    assert (Start(cut_off=965).shifts, Start(cut_off=965).cut_off_time) == (True, "16:05")


def test_an_hour_includes_its_moment_and_midnight_does_not() -> None:
    """24:00 belongs to the next day; the hour of the event and closing are in time, and with `<` they are late."""
    hours: list[DayEnd] = ["same_hour", "at_closing"]
    assert not includes_due_instant(parse_limit("2 jours ouvrés"), "end_of_day")
    for ends in hours:
        assert includes_due_instant(parse_limit("2 jours ouvrés"), ends)
        assert not includes_due_instant(parse_limit("< 2 jours ouvrés"), ends)
    assert includes_due_instant(parse_limit("2 heures"), "end_of_day")
