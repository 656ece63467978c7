"""The walker itself, on examples worked out by hand and on the deadlines of other libraries."""

from __future__ import annotations

import csv
import datetime as dt
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.property.minute_walker import Abandoned, AsOf, Case, House, Judged, Limit, due_at, elapsed, judge, last_day

VECTORS = Path(__file__).parents[1] / "data" / "vectors"
PARIS = ZoneInfo("Europe/Paris")
NINE_TO_SIX = ((540, 750), (810, 1080))  # 09:00-12:30 and 13:30-18:00
OFFICE = House(
    PARIS,
    hours={**dict.fromkeys(range(5), NINE_TO_SIX), 5: ((540, 720),)},
    dated={dt.date(2008, 12, 24): ((540, 750),)},
    closed=frozenset({dt.date(2008, 5, 2)}),
    worked=frozenset({dt.date(2008, 5, 12)}),
)
NIGHT = House(PARIS, hours={6: ((60, 240),)})  # Sundays, 01:00-04:00
MAINLAND = House(PARIS)
EVER = AsOf(dt.datetime(2009, 12, 31, tzinfo=dt.UTC))


def _at(text: str, *, fold: int = 0) -> dt.datetime:
    """Read a time of Paris; a day alone is its 00:00."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS, fold=fold).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2008-04-25 17:00", 4, "2008-04-26 12:00"),  # Friday 1 h, Saturday 3 h, which is closing time
        ("2008-04-25 17:00", 5, "2008-04-28 10:00"),
        ("2008-04-26 15:00", 1, "2008-04-28 10:00"),  # a start outside hours counts from the next opening
        ("2008-04-28 12:30", 1, "2008-04-28 14:30"),
        ("2008-04-28 09:00", 8, "2008-04-28 18:00"),  # not the next opening
        ("2008-04-30 17:00", 2, "2008-05-03 10:00"),  # 1 May is a holiday, 2 May is closed
        ("2008-05-10 11:00", 2, "2008-05-12 10:00"),  # Whit Monday is worked
        ("2008-12-24 11:30", 2, "2008-12-26 10:00"),  # Christmas Eve closes at 12:30
    ],
)
def test_business_hours_are_walked(start: str, hours: int, due: str) -> None:
    """The due instant is the end of the last open minute, and the time to it is the limit."""
    found = due_at(OFFICE, Limit(hours, "business hours"), _at(start))
    assert found == _at(due)
    assert elapsed(OFFICE, "business minutes", _at(start), found) == 60 * hours


def test_hours_that_clocks_skip_or_repeat() -> None:
    """On 30 March 2008 01:00-04:00 lasts 2 hours, on 26 October 4: 02:00-03:00 is skipped, or comes twice."""
    spring, autumn = _at("2008-03-30"), _at("2008-10-26")
    assert elapsed(NIGHT, "business minutes", spring, spring + dt.timedelta(days=1)) == 120
    assert elapsed(NIGHT, "business minutes", autumn, autumn + dt.timedelta(days=1)) == 240
    assert due_at(NIGHT, Limit(2, "business hours"), spring) == dt.datetime(2008, 3, 30, 2, tzinfo=dt.UTC)
    assert due_at(NIGHT, Limit(2, "business hours"), autumn) == _at("2008-10-26 02:00", fold=1)
    assert due_at(NIGHT, Limit(3, "business hours"), autumn) == dt.datetime(2008, 10, 26, 2, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("start", "count", "unit", "last"),
    [
        ("2008-04-25", 10, "calendar days", "2008-05-05"),
        ("2008-04-25", 10, "working days", "2008-05-09"),
        ("2008-04-25", 10, "business days", "2008-05-14"),
        ("2008-04-30", 10, "business days", "2008-05-19"),
        ("2008-05-01", 10, "business days", "2008-05-19"),
        ("2008-12-19", 10, "business days", "2009-01-06"),
        ("2008-01-31", 1, "months", "2008-02-29"),
        ("2008-12-31", 2, "months", "2009-02-28"),
    ],
)
def test_days_are_walked(start: str, count: int, unit: str, last: str) -> None:
    """The last day is the N-th counted day after that of the start, with the mainland's holidays alone."""
    begun = MAINLAND.start_of(dt.date.fromisoformat(start))
    assert last_day(MAINLAND, Limit(count, unit), begun) == dt.date.fromisoformat(last)


def test_days_agree_with_other_libraries() -> None:
    """The deadlines of 2007 to 2009 in the vectors, in days and in hours, are those of the walker."""
    with (VECTORS / "deadline_vectors.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["calendar"] == "metropole"]
    n_walked = 0
    for row in rows:
        start, due = (dt.datetime.fromisoformat(row[name]) for name in ("start_utc", "deadline_utc"))
        unit = "hours" if row["rule"] == "elapsed_hours" else row["rule"].replace("_", " ")
        if due.year <= 2009 and (unit != "hours" or not start.second):
            limit = Limit(int(row["n"]), unit, rollover=None if row["roll"] == "none" else row["roll"])
            assert due_at(MAINLAND, limit, start) == due, row["id"]
            n_walked += 1
    assert n_walked == 33


@pytest.mark.parametrize(
    ("limit", "start", "due"),
    [
        # Cut-off at 16:00: Monday 5 May 2008, then Friday 9 May before a weekend and Whit Monday.
        (Limit(1, "business days", cut_off=960), "2008-05-05 15:59", "2008-05-07 00:00"),
        (Limit(1, "business days", cut_off=960), "2008-05-05 16:00", "2008-05-08 00:00"),
        (Limit(1, "business days", cut_off=960), "2008-05-09 16:30", "2008-05-15 00:00"),
        (Limit(1, "business days", closed="next_business_day"), "2008-05-10 10:00", "2008-05-15 00:00"),
        (Limit(1, "business days", closed="next_opening", ends="same_hour"), "2008-05-10 10:00", "2008-05-14 09:00"),
        (Limit(1, "business days", ends="same_hour"), "2008-05-05 10:30", "2008-05-06 10:30"),
        (Limit(1, "business days", ends="at_closing"), "2008-05-05 10:30", "2008-05-06 18:00"),
        (Limit(1, "business days", ends="at_closing", counts_first=True), "2008-05-05 10:30", "2008-05-05 18:00"),
        (Limit(1, "months", counts_first=True), "2008-05-05 10:30", "2008-06-05 00:00"),
        (Limit(1, "months", counts_first=True), "2008-03-01 10:30", "2008-04-01 00:00"),
        (Limit(1, "months", counts_first=True), "2008-01-31 10:30", "2008-03-01 00:00"),
        (Limit(1, "months", rollover="previous_business_day"), "2008-04-12 10:00", "2008-05-10 00:00"),
        (Limit(1, "months", rollover="next_business_day_of_month"), "2008-04-30 10:00", "2008-05-31 00:00"),
        (Limit(1, "months", rollover="next_business_day_of_month"), "2008-07-31 10:00", "2008-08-30 00:00"),
        (Limit(1, "months", rollover="previous_business_day_of_month"), "2008-05-01 10:00", "2008-06-03 00:00"),
    ],
)
def test_days_that_begin_and_end_at_an_hour_are_walked(limit: Limit, start: str, due: str) -> None:
    """Counted on a wall calendar: 1, 8 and 12 May 2008 are holidays, 31 August and 1 June are Sundays."""
    assert due_at(House(PARIS, hours=dict.fromkeys(range(5), NINE_TO_SIX)), limit, _at(start)) == _at(due)


def _stop(begun: str, resumed: str) -> tuple[dt.datetime, dt.datetime]:
    return _at(begun), _at(resumed)


@pytest.mark.parametrize(
    ("limit", "stops", "due"),
    [
        # From Monday 5 May 2008, 10:00. A pause is measured by the clock of the limit: a night takes nothing off.
        (Limit(8, "business hours"), [], "2008-05-06 10:00"),
        (Limit(8, "business hours"), [_stop("2008-05-05 18:00", "2008-05-06 09:00")], "2008-05-06 10:00"),
        (Limit(8, "business hours"), [_stop("2008-05-05 17:00", "2008-05-06 11:00")], "2008-05-06 14:00"),
        (Limit(24, "hours"), [_stop("2008-05-05 17:00", "2008-05-06 11:00")], "2008-05-07 04:00"),
        # Overlapping pauses are one; one that begins when the limit is used up changes nothing.
        (
            Limit(24, "hours"),
            [_stop("2008-05-05 12:00", "2008-05-05 14:00"), _stop("2008-05-05 13:00", "2008-05-05 15:00")],
            "2008-05-06 13:00",
        ),
        (Limit(7, "business hours"), [_stop("2008-05-05 18:00", "2008-05-07 12:00")], "2008-05-05 18:00"),
        # Paused on Wednesday 7 May, resumed on Friday 9 May: 7 and 8 do not count, and 8 May is a holiday anyway.
        (Limit(2, "calendar days"), [], "2008-05-08"),
        (Limit(2, "calendar days"), [_stop("2008-05-07", "2008-05-09")], "2008-05-10"),
        (Limit(3, "business days"), [_stop("2008-05-07", "2008-05-09")], "2008-05-14"),
        # Within one day a pause takes no day off; from 0:00 to 24:00 it does.
        (Limit(1, "calendar days"), [_stop("2008-05-06 00:00", "2008-05-06 23:59")], "2008-05-07"),
        (Limit(1, "calendar days"), [_stop("2008-05-06 00:00", "2008-05-07 00:00")], "2008-05-08"),
        (Limit(1, "calendar days"), [_stop("2008-05-06 23:59", "2008-05-07 00:01")], "2008-05-08"),
        # A month is the 31 days to 5 June, each paused day moves its end; rollover comes last.
        (Limit(1, "months"), [_stop("2008-05-10 12:00", "2008-05-12 12:00")], "2008-06-08"),
        (
            Limit(1, "months", rollover="next_business_day"),
            [_stop("2008-05-10 12:00", "2008-05-12 12:00")],
            "2008-06-10",
        ),
    ],
)
def test_pauses_are_walked(limit: Limit, stops: list[tuple[dt.datetime, dt.datetime]], due: str) -> None:
    """The clock stands still during a pause, whatever it counts; days end at 24:00 of the last one."""
    house = House(PARIS, hours=dict.fromkeys(range(5), NINE_TO_SIX))
    assert due_at(house, limit, _at("2008-05-05 10:00"), stops) == _at(due)


def test_verdicts_move_with_as_of() -> None:
    """A delay of a day: nothing before the start, then pending, overdue, late; at 24:00 the next date is unknown."""
    case = Case("1", _at("2008-06-02 10:00"), _at("2008-06-04"))
    limit = Limit(24, "hours")
    due = _at("2008-06-03 10:00")

    def verdict(as_of: AsOf) -> Judged | None:
        return judge(MAINLAND, case, limit, as_of)

    assert verdict(AsOf(_at("2008-06-02 09:59"))) is None
    assert verdict(AsOf(_at("2008-06-03 09:59"))) == Judged("1", "pending", None, due)
    assert verdict(AsOf(_at("2008-06-03 10:00"))) == Judged("1", "missed", "overdue", due)
    assert verdict(AsOf(_at("2008-06-03 23:59"))) == Judged("1", "missed", "overdue", due)
    for end_of_day in (True, False):
        as_of = AsOf(_at("2008-06-04"), is_end_of_day=end_of_day)
        assert verdict(as_of) == Judged("1", "missed", "late", due, 38 * 60)
        assert as_of.knows(_at("2008-06-04"), by_date=True) is not end_of_day


def test_a_pause_moves_with_as_of() -> None:
    """A pause that is not over runs to as-of, one that has not begun does not exist, the end of a case ends it."""
    pauses = ((_at("2008-06-02 12:00"), _at("2008-06-02 16:00")), (_at("2008-06-03 13:00"), None))
    limit = Limit(24, "hours")
    running = Case("1", _at("2008-06-02 10:00"), pauses=pauses)
    for as_of, due in (
        ("2008-06-02 11:59", "2008-06-03 10:00"),
        ("2008-06-02 13:00", "2008-06-03 11:00"),
        ("2008-06-03 12:59", "2008-06-03 14:00"),
        ("2008-06-05 13:00", "2008-06-05 14:00"),
    ):
        assert judge(MAINLAND, running, limit, AsOf(_at(as_of))) == Judged("1", "pending", None, _at(due))
    ended = Case("1", running.start, _at("2008-06-04 13:00"), pauses)
    assert judge(MAINLAND, ended, limit, EVER) == Judged("1", "met", None, _at("2008-06-04 14:00"), 23 * 60)


@pytest.mark.parametrize(
    ("counts", "rate"),
    [
        ("missed", Fraction(860, 1060)),
        ("excluded", Fraction(860, 1000)),
        ("excluded_if_within", Fraction(860, 1040)),
        ("met_if_within", Fraction(880, 1060)),
    ],
)
def test_the_four_ways_of_abandoned_calls(counts: str, rate: Fraction) -> None:
    """1000 answered, 860 in time; 60 abandoned, 20 of them before the short threshold. Here a minute is a second."""
    start = _at("2008-06-02 10:00")
    waits = [*[5] * 860, *[11] * 140]
    cases = [Case(str(number), start, start + dt.timedelta(minutes=wait)) for number, wait in enumerate(waits)]
    cases += [
        Case("gone", start, is_abandoned=True, abandoned_at=start + dt.timedelta(minutes=wait))
        for wait in [*[20] * 20, *[21] * 40]
    ]
    rule = Abandoned(counts, Limit(20, "minutes"))
    judged = [judge(MAINLAND, case, Limit(10, "minutes"), EVER, rule) for case in cases]
    verdicts = [each.verdict for each in judged if each is not None]
    assert Fraction(verdicts.count("met"), verdicts.count("met") + verdicts.count("missed")) == rate
