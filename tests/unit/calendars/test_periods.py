"""Years, quarters, months, ISO weeks and free ranges; and in which of them a case falls."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.small_runs import AT, evaluate_frame, frame_of, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.calendars.periods import (
    GRAINS,
    Grain,
    Period,
    containing,
    free_range,
    parse_period,
    parse_window,
    parts,
    previous,
    year_before,
)
from gpj_kpi.errors import UsageError


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first_day", "last_day"),
    [
        ("2008", "2008-01-01", "2008-12-31"),
        ("1950", "1950-01-01", "1950-12-31"),
        ("2199", "2199-01-01", "2199-12-31"),
        ("2008-Q1", "2008-01-01", "2008-03-31"),
        ("2008-Q2", "2008-04-01", "2008-06-30"),
        ("2008-Q3", "2008-07-01", "2008-09-30"),
        ("2008-Q4", "2008-10-01", "2008-12-31"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("2007-02", "2007-02-01", "2007-02-28"),
        ("2100-02", "2100-02-01", "2100-02-28"),
        ("2008-12", "2008-12-01", "2008-12-31"),
        ("2008-W01", "2007-12-31", "2008-01-06"),
        ("2008-W05", "2008-01-28", "2008-02-03"),
        ("2009-W01", "2008-12-29", "2009-01-04"),
        ("2009-W53", "2009-12-28", "2010-01-03"),
        ("2008-01-15/2008-02-10", "2008-01-15", "2008-02-10"),
        ("2008-02-29/2008-02-29", "2008-02-29", "2008-02-29"),
    ],
)
def test_periods_are_read(text: str, first_day: str, last_day: str) -> None:
    """A period runs from its first to its last local day, both included, and keeps the label it was written with."""
    assert parse_period(text) == Period(_day(first_day), _day(last_day), text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2008-q1", "2008-Q1"),
        ("2008-T1", "2008-Q1"),
        ("2008-01-01/2008-12-31", "2008"),
        ("2008-04-01/2008-06-30", "2008-Q2"),
        ("2008-02-01/2008-02-29", "2008-02"),
        ("2008-01-28/2008-02-03", "2008-W05"),
        ("2008-02-01/2008-02-28", "2008-02-01/2008-02-28"),
    ],
)
def test_a_period_has_one_name(text: str, label: str) -> None:
    """However it is written, a whole year, quarter, month or week has one label."""
    assert parse_period(text) == parse_period(label)
    assert parse_period(text).label == label


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not a period"),
        ("08", "Expected e.g. 2008"),
        ("2008-Q5", "is not a period"),
        ("2008-13", "is not a period"),
        ("2008-00", "is not a period"),
        ("2008-W00", "is not a period"),
        ("2008-W53", "is not a period"),
        ("2008-02-30/2008-03-01", "is not a period"),
        ("2008-1", "is not a period"),
        ("2008 ", "is not a period"),
        ("2008-02-10/2008-01-15", "Exchange the two days"),
        ("1949", "outside the years 1950 to 2199"),
        ("2200-Q1", "outside the years 1950 to 2199"),
        ("0000", "is not a period"),
        ("2199-12-31/2200-01-01", "outside the years 1950 to 2199"),
    ],
)
def test_what_is_no_period_is_refused(text: str, words: str) -> None:
    """A text that names no days is refused, and the message says why or what is expected."""
    with pytest.raises(UsageError, match=words):
        parse_period(text)


def test_a_range_backwards_is_refused() -> None:
    """A range whose last day comes before its first one is refused."""
    with pytest.raises(UsageError, match="before it starts"):
        free_range(_day("2008-02-02"), _day("2008-02-01"))


@pytest.mark.parametrize(
    ("day", "grain", "label"),
    [
        ("2008-12-31", "year", "2008"),
        ("2008-12-31", "quarter", "2008-Q4"),
        ("2008-12-31", "month", "2008-12"),
        ("2008-12-31", "week", "2009-W01"),
        ("2008-01-01", "week", "2008-W01"),
        ("2010-01-03", "week", "2009-W53"),
        ("2008-03-31", "quarter", "2008-Q1"),
        ("2008-04-01", "quarter", "2008-Q2"),
    ],
)
def test_the_period_that_holds_a_day(day: str, grain: Grain, label: str) -> None:
    """A day is in one period of each grain; an ISO week belongs to the year of its Thursday."""
    found = containing(_day(day), grain)
    assert found.label == label
    assert found.first_day <= _day(day) <= found.last_day


def test_whole_periods_are_told_from_cut_ones() -> None:
    """A period is whole when it is exactly one of the grain, to the day."""
    assert parse_period("2008-Q1").is_whole("quarter")
    assert not parse_period("2008-Q1").is_whole("month")
    assert not parse_period("2008").is_whole("quarter")
    assert not parts(parse_period("2008"), "week")[0].is_whole("week")
    assert parts(parse_period("2008"), "week")[1].is_whole("week")


def test_weeks_of_a_year_are_cut_at_both_ends() -> None:
    """2008 begins on a Tuesday and ends on a Wednesday: 53 weeks, the first of 6 days and the last of 3."""
    found = parts(parse_period("2008"), "week")
    assert len(found) == 53
    assert found[0] == Period(_day("2008-01-01"), _day("2008-01-06"), "2008-W01")
    assert found[1] == Period(_day("2008-01-07"), _day("2008-01-13"), "2008-W02")
    assert found[-1] == Period(_day("2008-12-29"), _day("2008-12-31"), "2009-W01")


def test_months_and_quarters_of_a_range_are_cut_at_both_ends() -> None:
    """What sticks out of the range is cut, and keeps its label."""
    free = parse_period("2008-01-15/2008-04-10")
    assert parts(free, "month") == [
        Period(_day("2008-01-15"), _day("2008-01-31"), "2008-01"),
        Period(_day("2008-02-01"), _day("2008-02-29"), "2008-02"),
        Period(_day("2008-03-01"), _day("2008-03-31"), "2008-03"),
        Period(_day("2008-04-01"), _day("2008-04-10"), "2008-04"),
    ]
    assert parts(free, "quarter") == [
        Period(_day("2008-01-15"), _day("2008-03-31"), "2008-Q1"),
        Period(_day("2008-04-01"), _day("2008-04-10"), "2008-Q2"),
    ]


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize(
    "text", ["2008", "2007-Q4", "2008-02", "2008-12-29/2009-01-02", "2007-11-11/2009-02-03", "2009-W53"]
)
def test_parts_cover_a_period_exactly_once(text: str, grain: Grain) -> None:
    """Parts follow each other without gap or overlap, from the first day of the period to its last."""
    period = parse_period(text)
    days = [
        part.first_day + dt.timedelta(days=n)
        for part in parts(period, grain)
        for n in range((part.last_day - part.first_day).days + 1)
    ]
    assert days == [
        period.first_day + dt.timedelta(days=n) for n in range((period.last_day - period.first_day).days + 1)
    ]


# ------------------------------------------------------------------------------------------------ cases in their period

CLAIMS = (
    "id;r;e\n"
    "1;31/12/2007 23:59;02/01/2008 09:00\n"
    "2;01/01/2008 00:00;02/01/2008 09:00\n"  # 23:00 UTC of the day before
    "3;30/06/2008 23:59;01/07/2008 09:00\n"  # 21:59 UTC
    "4;01/07/2008 00:00;01/07/2008 09:00\n"  # 22:00 UTC of the day before
    "5;31/12/2008 23:59;02/01/2009 09:00\n"
    "6;01/01/2009 00:00;\n"
)
COUNT = "measure: {kind: count}"


@pytest.mark.parametrize(
    ("period", "by_start", "by_end"),
    [
        ("2008", 4, 4),
        ("2008-Q1", 1, 2),
        ("2008-Q2", 1, 0),
        ("2008-Q3", 1, 2),
        ("2008-06", 1, 0),
        ("2008-W01", 2, 2),
        ("2008-06-30/2008-07-01", 2, 2),
        ("2008-12-31/2009-01-01", 2, 0),
    ],
)
def test_a_case_falls_in_the_period_of_its_local_day(period: str, by_start: int, by_end: int, tmp_path: Path) -> None:
    """The local day of the reference date decides: midnight opens a day, and both ends of a period are in it."""
    rules = rule_text({"r": AT, "e": AT}, {"start": f"period_by: r, {COUNT}", "end": f"period_by: e, {COUNT}"})
    evaluation = evaluate_frame(tmp_path, rules, frame_of(CLAIMS), period=period)
    wholes = [result.numerator for result in evaluation.result_list if result.period == evaluation.period.label]
    assert wholes == [by_start, by_end]


def test_parts_come_before_the_whole(tmp_path: Path) -> None:
    """Results follow the calendar, and the whole period comes after its parts, once."""
    path = tmp_path / "rules.yaml"
    path.write_text(rule_text({"r": AT, "e": AT}, {"start": f"period_by: r, {COUNT}"}), encoding="utf-8")
    rules, data = load_rules(path), {"s": frame_of(CLAIMS)}

    def counts(period: str, by: Grain) -> list[tuple[str, int]]:
        results = evaluate(rules, data, period=period, by=by).result_list
        return [(result.period, int(result.numerator or 0)) for result in results]

    quarters = [("2008-Q1", 1), ("2008-Q2", 1), ("2008-Q3", 1), ("2008-Q4", 1)]
    assert counts("2008", "quarter") == [*quarters, ("2008", 4)]
    assert counts("2008", "year") == [("2008", 4)]
    assert counts("2008-06", "month") == [("2008-06", 1)]


def test_an_unknown_part_is_refused(tmp_path: Path) -> None:
    """A part of a period is a year, quarter, month or week; another word is refused, and the message lists them."""
    path = tmp_path / "rules.yaml"
    path.write_text(rule_text({"r": AT, "e": AT}, {"start": f"period_by: r, {COUNT}"}), encoding="utf-8")
    with pytest.raises(UsageError, match="year, quarter, month, week"):
        evaluate(load_rules(path), {"s": frame_of(CLAIMS)}, period="2008", by="day")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first_day", "last_day"),
    [
        ("2024", "2024-02-01", "2025-01-31"),
        ("2023", "2023-02-01", "2024-01-31"),
        ("2024-Q1", "2024-02-01", "2024-04-30"),
        ("2024-Q2", "2024-05-01", "2024-07-31"),
        ("2024-T3", "2024-08-01", "2024-10-31"),
        ("2024-Q4", "2024-11-01", "2025-01-31"),
        ("2024-01", "2024-01-01", "2024-01-31"),
        ("2024-W01", "2024-01-01", "2024-01-07"),
    ],
)
def test_a_year_that_begins_in_february(text: str, first_day: str, last_day: str) -> None:
    """It is named by the calendar year in which it begins; months and weeks stay as they are."""
    found = parse_period(text, 2)
    assert (found.first_day, found.last_day) == (_day(first_day), _day(last_day))
    assert found.label == text.replace("T", "Q")
    assert free_range(_day(first_day), _day(last_day), 2).label == found.label


def test_a_year_that_begins_in_another_month_has_its_quarters() -> None:
    """They are numbered from its first month; a calendar year is then no year."""
    assert [part.label for part in parts(parse_period("2024", 10), "quarter")] == [f"2024-Q{n}" for n in (1, 2, 3, 4)]
    calendar_year = parse_period("2024-01-01/2024-12-31", 10)
    assert calendar_year.label == "2024-01-01/2024-12-31"
    assert [part.label for part in parts(calendar_year, "year")] == ["2023", "2024"]
    with pytest.raises(UsageError, match='"2199" lies outside the years'):
        parse_period("2199", 2)


@pytest.mark.parametrize(
    ("text", "year_begins", "before", "a_year_before"),
    [
        ("2024", 1, "2023", "2023"),
        ("2024-Q1", 1, "2023-Q4", "2023-Q1"),
        ("2024-03", 1, "2024-02", "2023-03"),
        ("2024-W01", 1, "2023-W52", "2023-W01"),
        ("2020-W53", 1, "2020-W52", None),
        ("2021-W01", 1, "2020-W53", "2020-W01"),
        ("2024", 2, "2023", "2023"),
        ("2024-Q1", 2, "2023-Q4", "2023-Q1"),
        # As many days before, and the same days a year before.
        ("2024-01-15/2024-02-10", 1, "2023-12-19/2024-01-14", "2023-01-15/2023-02-10"),
        ("2024-02-10/2024-02-29", 1, "2024-01-21/2024-02-09", "2023-02-10/2023-02-28"),
        ("2024-02-29/2024-02-29", 1, "2024-02-28/2024-02-28", "2023-02-28/2023-02-28"),
        ("2024-01-01/2024-06-30", 1, "2023-07-03/2023-12-31", "2023-01-01/2023-06-30"),
    ],
)
def test_the_period_before_and_the_one_a_year_before(
    text: str, year_begins: int, before: str, a_year_before: str | None
) -> None:
    """A kind of period is followed by its kind, a free range by as many days."""
    period = parse_period(text, year_begins)
    other = year_before(period)
    assert (previous(period).label, other and other.label) == (before, a_year_before)
    assert previous(period).last_day == period.first_day - dt.timedelta(days=1)


def test_a_part_that_is_cut_is_a_free_range() -> None:
    """Its name says a month, and it is compared with as many days."""
    _, february = parts(parse_period("2024-01-15/2024-02-10"), "month")
    assert previous(february).label == "2024-01-22/2024-01-31"
    assert previous(parse_period("1951")).label == "1950"
    for find in (previous, year_before):
        with pytest.raises(UsageError, match='"1949" lies outside the years 1950 to 2199'):
            find(parse_period("1950"))


@pytest.mark.parametrize(
    ("text", "last_day", "label"),
    [
        ("12 months", "2024-03-31", "2023-04-01/2024-03-31"),
        ("12 mois", "2024-02-29", "2023-03-01/2024-02-29"),
        ("1 an", "2024-12-31", "2024-01-01/2024-12-31"),
        ("2 Années", "2024-12-31", "2023-01-01/2024-12-31"),
        ("4 quarters", "2024-06-30", "2023-07-01/2024-06-30"),
        ("1 trimestre", "2024-06-30", "2024-04-01/2024-06-30"),
        ("1 month", "2024-03-30", "2024-02-29/2024-03-30"),
        ("3 months", "2024-02-10", "2023-11-11/2024-02-10"),
        ("4 weeks", "2024-01-28", "2024-01-01/2024-01-28"),
        ("1 semaine", "2024-01-28", "2024-01-22/2024-01-28"),
        ("30 jours", "2024-03-01", "2024-02-01/2024-03-01"),
        ("1 day", "2024-03-01", "2024-03-01/2024-03-01"),
    ],
)
def test_a_window_goes_back_from_its_last_day(text: str, last_day: str, label: str) -> None:
    """Its days name it, even where they are a year or a month."""
    assert parse_window(text).ending(_day(last_day)).label == label


@pytest.mark.parametrize("text", ["", "12", "months", "0 months", "-1 month", "1.5 months", "12 business days", "12 j"])
def test_what_is_no_length_of_a_window_is_refused(text: str) -> None:
    """Business days are none: a window counts days of the calendar."""
    with pytest.raises(UsageError, match="is not the length of a window"):
        parse_window(text)


@pytest.mark.parametrize("text", ["61 years", "999999 months", "999999 days", "99999 weeks"])
def test_a_window_begins_in_a_year_that_is_read(text: str) -> None:
    """One that goes back before 1950 is refused, however long."""
    with pytest.raises(UsageError, match=f"a window of {text} up to 2009-12-31 begins before 1950"):
        parse_window(text).ending(_day("2009-12-31"))
