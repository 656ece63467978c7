"""Where limits end, by rows: months whose first day is counted, rollovers, closings, held to the plain loops."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from gpj_kpi.calendars import by_hand
from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.counting import ends
from gpj_kpi.calendars.counting.start import Start
from gpj_kpi.calendars.days import microseconds_of
from gpj_kpi.calendars.limits import ROLLOVERS, Rollover, parse_limit
from gpj_kpi.calendars.schedule import OpeningHours, OpeningStretch, Schedule

NIGHT = OpeningHours(
    weekdays={"mon": (OpeningStretch(540, 720), OpeningStretch(1320, 1800)), "fri": (OpeningStretch(540, 1020),)}
)
CALENDAR = build_calendar(
    Schedule(time_zone="Europe/Paris", opening_hours=NIGHT, closed={dt.date(2008, 8, 29): "Inventaire"}),
    first_day=dt.date(2008, 1, 1),
    last_day=dt.date(2009, 3, 31),
)


@pytest.mark.parametrize("rollover", list(ROLLOVERS))
@pytest.mark.parametrize("limit", ["1 mois", "2 mois", "< 1 mois", "30 jours calendaires", "5 jours ouvrés"])
def test_rows_are_those_of_the_plain_loop(limit: str, rollover: Rollover) -> None:
    """For every start day of 2008, whether its own day is counted or not."""
    wanted, n_days = parse_limit(limit), len(CALENDAR.days)
    for counts_first in (False, True):
        rows = ends.roll(CALENDAR, ends.rows_after(CALENDAR, wanted, counts_first=counts_first), rollover)
        for place in range(3, 366):
            day = CALENDAR.first_day + dt.timedelta(days=place)
            due = by_hand.due_at(
                CALENDAR, CALENDAR.midnight(day), wanted, rollover, begins=Start(counts_first=counts_first)
            )
            last = by_hand.to_local(CALENDAR, due).date() - dt.timedelta(days=0 if wanted.strict else 1)
            assert rows[place] < n_days
            assert CALENDAR.first_day + dt.timedelta(days=int(rows[place])) == last


def test_a_month_whose_first_day_is_counted_ends_on_the_eve() -> None:
    """15 March to 14 April; 1 March to 31 March; 31 January to 29 February, which has no 30."""
    rows = ends.month_rows(CALENDAR, 1, counts_first=True)
    for start, last in (((3, 15), (4, 14)), ((3, 1), (3, 31)), ((1, 31), (2, 29))):
        place = (dt.date(2008, *start) - CALENDAR.first_day).days
        assert CALENDAR.first_day + dt.timedelta(days=int(rows[place])) == dt.date(2008, *last)


def test_a_rollover_within_the_month_goes_the_other_way_rather_than_into_the_next() -> None:
    """Sunday 31 August 2008: the 29th is closed, so Thursday 28; Sunday 1 June backwards would be May, so Monday 2."""
    rows = np.array([(dt.date(2008, *day) - CALENDAR.first_day).days for day in ((8, 31), (6, 1))])
    after, before = (
        ends.roll(CALENDAR, rows, each) for each in ("next_business_day_of_month", "previous_business_day_of_month")
    )
    assert [str(CALENDAR.first_day + dt.timedelta(days=int(row))) for row in after] == ["2008-08-28", "2008-06-02"]
    assert [str(CALENDAR.first_day + dt.timedelta(days=int(row))) for row in before] == ["2008-08-28", "2008-06-02"]


def test_a_day_closes_with_the_last_stretch_that_begins_on_it() -> None:
    """Monday 24 March 2008 is a holiday: 24:00. Monday 31 closes on Tuesday at 06:00, Friday 28 at 17:00."""
    at_us = ends.closing_instants(CALENDAR)
    for day, local in ((24, "2008-03-25 00:00"), (31, "2008-04-01 06:00"), (28, "2008-03-28 17:00")):
        expected = by_hand.to_instant(CALENDAR, dt.datetime.fromisoformat(local))
        assert at_us[(dt.date(2008, 3, day) - CALENDAR.first_day).days] == microseconds_of(expected)
