"""Whether the cases are all of a period: its beginning, its end, and what lies between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest
from tests.unit.results.made import PARIS, coverage_of, day_number

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.cases.coverage import Coverage, Kind
from gpj_kpi.cases.rhythm import WaitingDays


def _weekdays(first: str, last: str, without: Sequence[str] = ()) -> list[str]:
    """List the days from Monday to Friday between two ISO days, but those that begin with some text."""
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    days = [begin + dt.timedelta(n) for n in range((end - begin).days + 1)]
    texts = [day.isoformat() for day in days if day.weekday() < 5]
    return [text for text in texts if not text.startswith(tuple(without))]


WORKING = _weekdays("2007-12-03", "2009-01-07", ["2008-01-01", "2008-05-01", "2008-12-25", "2009-01-01"])
WITHOUT_MAY = [day for day in WORKING if not day.startswith("2008-05")]


@pytest.mark.parametrize(
    ("days", "as_of", "period", "kind", "covered"),
    [
        (WORKING, None, "2008", "whole", ("2008-01-01", "2008-12-31")),
        # The longest silence is a week-end with a bank holiday on its Friday or Thursday: 2 days, or 1.
        (WORKING, None, "2007-12", "whole", ("2007-12-03", "2007-12-31")),  # 1 and 2 December are a week-end
        (WORKING, None, "2007", "partial", ("2007-12-03", "2007-12-31")),
        (WORKING, None, "2007-11", "none", None),
        (WORKING, None, "2009-Q1", "partial", ("2009-01-01", "2009-01-07")),
        (WORKING, None, "2009-01-01/2009-01-09", "whole", ("2009-01-01", "2009-01-07")),  # silent for 2 days
        (WORKING, None, "2009-01-01/2009-01-10", "partial", ("2009-01-01", "2009-01-07")),  # for 3
        (WORKING, None, "2009-01-08/2009-01-09", "none", None),  # begins after as-of: nothing of it is known
        (WORKING, None, "2009-02", "none", None),
        (WORKING, None, "2011-03", "none", None),
        (WITHOUT_MAY, None, "2008", "gap", ("2008-01-01", "2008-12-31")),
        (WITHOUT_MAY, None, "2008-05", "none", None),  # nothing of it is known
        (WITHOUT_MAY, None, "2008-05-12/2008-05-16", "none", None),
        (WITHOUT_MAY, None, "2008-04", "whole", ("2008-04-01", "2008-04-30")),
        (WITHOUT_MAY, None, "2008-06", "whole", ("2008-06-01", "2008-06-30")),  # its first day is a Sunday
        (WITHOUT_MAY, None, "2008-Q2", "gap", ("2008-04-01", "2008-06-30")),
        # Answers go on after the last case: the silence up to as-of is a gap too.
        (_weekdays("2008-01-02", "2008-11-28"), "2008-12-19", "2008-12", "none", None),
        (_weekdays("2008-01-02", "2008-11-28"), "2008-12-19", "2008-Q4", "gap", ("2008-10-01", "2008-12-19")),
        # It goes on after as-of: nothing of these days is known, though two of them lie on either side.
        (_weekdays("2008-01-02", "2008-11-28"), "2008-12-19", "2008-12-18/2008-12-21", "none", None),
        (_weekdays("2008-01-02", "2008-11-28"), "2008-12-19", "2008-12-20/2008-12-21", "none", None),
        ([], None, "2008", "none", None),
    ],
)
def test_coverage_goes_by_the_days_with_a_case(
    days: list[str], as_of: str | None, period: str, kind: Kind, covered: tuple[str, str] | None
) -> None:
    """Nothing before the first case or after as-of is known, and a silence counts once it is longer than usual."""
    found = coverage_of(*days, as_of_day=as_of).of(parse_period(period))
    expected = (None, None) if covered is None else tuple(map(dt.date.fromisoformat, covered))
    assert (found.kind, (found.first_day, found.last_day)) == (kind, expected)


@pytest.mark.parametrize(
    ("is_given", "last_days"),
    [
        (False, {"2009-01-07": True, "2009-01-09": True, "2009-01-10": False}),
        (True, {"2009-01-07": True, "2009-01-08": False}),
    ],
)
def test_a_period_is_over_once_as_of_has_passed_it(
    is_given: bool,  # noqa: FBT001 - a column of the table
    last_days: dict[str, bool],
) -> None:
    """An as-of that was given decides to the day; the latest event may be followed by two silent days, as usual."""
    coverage = coverage_of(*WORKING, as_of_day="2009-01-07", is_given=is_given)
    found = {day: coverage.is_over(parse_period(f"2009-01-01/{day}")) for day in last_days}
    assert found == last_days
    assert not coverage_of().is_over(parse_period("2008"))


def test_a_house_that_closes_in_august_has_no_gap_there() -> None:
    """Without cases in August the source has a gap, unless August is declared quiet."""
    days = np.array([day_number(day) for day in WORKING if not day.startswith("2008-08")], dtype=np.int64)
    as_of = AsOf.latest(int(days[-1]) * 86_400_000_000, PARIS)
    found = [
        Coverage(days, np.ones_like(days), as_of, WaitingDays.of(quiet)).of(parse_period("2008")).kind
        for quiet in ((), (8,))
    ]
    assert found == ["gap", "whole"]


@pytest.mark.parametrize(
    ("as_of", "is_over"), [("2008-03-31T00:00", False), ("2008-03-31T18:00", False), ("2008-04-01T00:00", True)]
)
def test_the_day_of_an_as_of_with_a_time_goes_on(as_of: str, is_over: bool) -> None:  # noqa: FBT001 - of the table
    """24:00 of 31 March, which is 0:00 of 1 April, ends the quarter, however it is written."""
    days = np.array([day_number("2008-03-28")], dtype=np.int64)
    given = AsOf.given(dt.datetime.fromisoformat(as_of), PARIS)
    assert Coverage(days, days, given, WaitingDays.of()).is_over(parse_period("2008-Q1")) is is_over
    date = AsOf.given(dt.date(2008, 3, 31), PARIS)
    assert Coverage(days, days, date, WaitingDays.of()).is_over(parse_period("2008-Q1"))
