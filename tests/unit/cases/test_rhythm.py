"""How long a source usually goes without a case, and what is far longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

from gpj_kpi.calendars.days import day_number
from gpj_kpi.cases.rhythm import Days, Rhythm, WaitingDays

ALL = WaitingDays.of()
JANUARY = day_number(dt.date(2008, 1, 1))


def _days(steps: Sequence[int]) -> Days:
    """Days with a case, so many steps apart, from 1 January 2008 on."""
    return JANUARY + np.concatenate([[0], np.cumsum(steps)]).astype(np.int64)


@pytest.mark.parametrize(
    ("steps", "longest", "far"),
    [
        ([], 0, None),  # one day alone has no stretch
        ([1] * 8, 0, None),  # nine days: no rhythm is known
        ([1] * 9, 0, 3),  # ten days, every day
        ([1, 1, 1, 1, 3] * 4, 2, 9),  # closed on week-ends
        ([1, 1, 1, 1, 3] * 4 + [9], 8, 9),  # three times as long is not far longer
        ([1, 1, 1, 1, 3] * 4 + [10], 2, 9),  # one day more is
        ([1] * 7 + [40, 40], 0, 3),  # two odd stretches are both held against the third
        ([1] * 6 + [40, 40, 40], 39, 120),  # three of a kind are the rhythm
        ([1] * 145 + [40] * 3, 39, 120),  # of 148 stretches two may be odd
        ([1] * 147 + [40] * 3, 0, 3),  # of 150, three
    ],
)
def test_the_longest_usual_stretch_is_told_from_the_source(steps: list[int], longest: int, far: int | None) -> None:
    """The two longest stretches, or one in fifty, may be odd: three times the next one is the border."""
    assert Rhythm.of(_days(steps), ALL) == Rhythm(longest, far)


@pytest.mark.parametrize(("silent", "is_far"), [(8, False), (9, True)])
def test_a_silence_is_held_against_the_rhythm(silent: int, is_far: bool) -> None:  # noqa: FBT001 - of the table
    """Nine days without a case are ten steps, more than three times the three over a week-end."""
    assert Rhythm.of(_days([1, 1, 1, 1, 3] * 4), ALL).is_far(silent) is is_far


def test_nothing_is_far_where_no_rhythm_is_known() -> None:
    """Two cases with years between them say nothing of what is usual."""
    assert not Rhythm.of(_days([2000]), ALL).is_far(100_000)


def test_quiet_months_and_closed_days_are_not_counted() -> None:
    """From 31 July to 1 September lie 31 days, none if August is quiet, and 30 if one of them is closed."""
    days = np.array([day_number(dt.date(2008, 7, 31)), day_number(dt.date(2008, 9, 1))], dtype=np.int64)
    closed = WaitingDays.of(closed=[dt.date(2008, 8, 15), dt.date(2008, 9, 1), dt.date(1949, 1, 1)])
    assert [each.spacings(days).tolist() for each in (ALL, WaitingDays.of([8]), closed)] == [[32], [1], [31]]


@pytest.mark.parametrize("quiet", [(), (1,), (2, 8, 12)])
def test_days_are_counted_as_a_loop_counts_them(quiet: tuple[int, ...]) -> None:
    """Between any two days of two years, the end not included, as many as plain Python finds."""
    closed = [dt.date(2008, 2, 29), dt.date(2008, 5, 2)]
    waiting = WaitingDays.of(quiet, closed)
    for first, length in [(0, 0), (0, 1), (30, 60), (59, 1), (100, 500), (365, 300)]:
        days = [dt.date(2008, 1, 1) + dt.timedelta(first + n) for n in range(length)]
        expected = sum(day.month not in quiet and day not in closed for day in days)
        assert waiting.between(JANUARY + first, JANUARY + first + length) == expected
    assert waiting.between(JANUARY + 5, JANUARY) == 0


@pytest.mark.parametrize("quiet", [(), (1,), (2, 8, 12)])
@pytest.mark.parametrize("most", [0, 1, 40])
def test_the_last_day_within_some_waiting_days_is_that_of_a_loop(quiet: tuple[int, ...], most: int) -> None:
    """Day by day, until one more would be too many; days on which nobody waits are taken along."""
    closed = [dt.date(2008, 2, 29), dt.date(2008, 5, 2)]
    waiting = WaitingDays.of(quiet, closed)
    for first in (0, 30, 58, 59, 121, 212, 334):
        day, passed = dt.date(2008, 1, 1) + dt.timedelta(first), 0
        while True:
            passed += day.month not in quiet and day not in closed
            if passed > most:
                break
            day += dt.timedelta(1)
        assert waiting.last_within(JANUARY + first, most) == day_number(day) - 1


def test_no_day_lies_after_the_last_that_can_be_read() -> None:
    """At the end of 2199 nothing more is known."""
    end = day_number(dt.date(2199, 12, 31))
    assert {ALL.last_within(first, 9) for first in (end - 3, end, end + 1)} == {end}


def test_days_that_cannot_be_read_are_not_counted() -> None:
    """Before 1950 and after 2199 no case can come."""
    first, end = day_number(dt.date(1940, 1, 1)), day_number(dt.date(1950, 1, 3))
    assert ALL.between(first, end) == 2
