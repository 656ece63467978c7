"""From when the events of a day count, as a table, by hand."""

from __future__ import annotations

import datetime as dt

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.counting.begins import tabulate_begins
from gpj_kpi.calendars.counting.start import Start
from gpj_kpi.calendars.days import day_number, microseconds_of
from gpj_kpi.calendars.open_time import build_open_time
from gpj_kpi.calendars.schedule import OpeningHours, OpeningStretch, Schedule

HOURS = OpeningHours(weekdays=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (OpeningStretch(540, 1020),)))
CALENDAR = build_calendar(
    Schedule(time_zone="Europe/Paris", opening_hours=HOURS),
    first_day=dt.date(2008, 3, 24),
    last_day=dt.date(2008, 4, 6),
)


def _at(text: str) -> int:
    return microseconds_of(by_hand.to_instant(CALENDAR, dt.datetime.fromisoformat(text)))


def test_a_cut_off_on_friday_leads_to_monday() -> None:
    """What comes on Friday 28 March 2008 at 16:00 counts from Monday 31 at 0:00, or from its opening at 9:00."""
    for closed, begins in ((None, "2008-03-31 00:00"), ("next_opening", "2008-03-31 09:00")):
        start = Start(cut_off=960, closed=closed)  # type: ignore[arg-type]
        friday = tabulate_begins(CALENDAR, start, build_open_time(CALENDAR)).iloc[4]
        assert (friday["cut_us"], friday["cut_at_us"]) == (_at("2008-03-28 16:00"), _at(begins))
        assert friday["cut_day"] == day_number(dt.date(2008, 3, 31))


def test_a_cut_off_in_the_hour_that_clocks_skip_is_the_moment_of_the_change() -> None:
    """On 30 March 2008 it is 03:00 after 01:59: a cut-off at 02:30 has passed then."""
    sunday = tabulate_begins(CALENDAR, Start(cut_off=150), None).iloc[6]
    assert sunday["cut_us"] == _at("2008-03-30 03:00")
    event = by_hand.to_instant(CALENDAR, dt.datetime(2008, 3, 30, 3, 10))
    begun = by_hand.begin_of(CALENDAR, event, Start(cut_off=150))
    assert by_hand.to_local(CALENDAR, begun) == dt.datetime(2008, 3, 31)


def test_what_no_calendar_covers_is_unknown() -> None:
    """No business day follows Saturday 5 April, the last but one day of the calendar."""
    saturday = tabulate_begins(CALENDAR, Start(closed="next_business_day"), None).iloc[12]
    assert (saturday["closed_at_us"], saturday["closed_day"]) == (-1, -1)
