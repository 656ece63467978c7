"""Keys of days and weeks that alternate, as the rule file writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi.calendars.schedule import DaySpan
from gpj_kpi.rules.text.days import read_span, read_turn, refuse_overlaps
from gpj_kpi.rules.text.faults import RefusedError


@pytest.mark.parametrize(
    ("key", "year", "days"),
    [
        ("2008-12-24", 2008, ["12-24"]),
        ("*-12-24", 2009, ["12-24"]),
        ("*-02-29", 2009, []),
        ("*-02-29", 2008, ["02-29"]),
        ("*-02-28/*-02-29", 2009, ["02-28"]),
        ("2008-12-30/2009-01-02", 2009, ["01-01", "01-02"]),
        ("*-12-30/*-01-01", 2008, ["01-01", "12-30", "12-31"]),
    ],
)
def test_a_key_names_its_days(key: str, year: int, days: list[str]) -> None:
    """Of one year or of every year, over the turn of the year too, and is written again as it was read."""
    span = read_span(key)
    assert [f"{day:%m-%d}" for day in span.days(year, year)] == days
    assert f"{span}" == key


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2008-12-24/2008-12-01", "runs backwards"),
        ("*-12-24/2009-01-02", "one end of every year"),
        ("*-02-30", "not a day of every year"),
        ("*-12", "not a day of every year"),
        ("02/05/2008", '"02/05/2008" is not a date'),
        ("2008-01-01/2008-01-02/2008-01-03", "more than two ends"),
    ],
)
def test_a_key_that_names_no_days_is_refused(key: str, words: str) -> None:
    """With what was read."""
    with pytest.raises(RefusedError, match=words):
        read_span(key)


def test_ranges_that_share_a_day_are_refused_and_a_day_inside_a_range_is_not() -> None:
    """A single day goes before a range; of two ranges nobody could say which does."""
    refuse_overlaps([read_span("2008-12-24/2009-01-02"), DaySpan.of(dt.date(2008, 12, 26))])
    with pytest.raises(RefusedError, match="both hold 2009-01-02"):
        refuse_overlaps([read_span("2008-12-24/2009-01-02"), read_span("2009-01-02/2009-01-04")])


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"weeks": ["a", "b"]}, 'the key "from" is missing'),
        ({"from": "2008-01-08", "weeks": ["a", "b"]}, "not a Monday"),
        ({"from": "2008-01-07", "weeks": ["a"]}, "two to ten weeks"),
        ({"from": "2008-01-07", "weeks": "a"}, "two to ten weeks"),
        ({"from": "2008-01-07", "weeks": ["a"] * 11}, "two to ten weeks"),
    ],
)
def test_a_turn_that_is_none_is_refused(entries: dict[str, object], words: str) -> None:
    """With the part that is wrong."""
    with pytest.raises(RefusedError, match=words):
        read_turn(entries, str, "mon-fri")


def test_weeks_take_turns_for_ever() -> None:
    """The week of the first day is the first, that before it the last."""
    turn = read_turn({"from": "2008-01-07", "weeks": ["a", "b", "c"]}, str, "mon-fri")
    assert [turn.on(dt.date(2008, 1, 7) + dt.timedelta(days=7 * n)) for n in range(-1, 4)] == ["c", "a", "b", "c", "a"]
    assert turn.on(dt.date(2008, 1, 13)) == "a"
