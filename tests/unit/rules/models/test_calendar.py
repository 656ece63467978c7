"""What the `calendar` part of a rule file may say, and how it is read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import load_rules
from gpj_kpi.calendars.schedule import OpeningHours, OpeningWindow
from gpj_kpi.errors import RuleFileError
from gpj_kpi.rules.models.calendar import CalendarRules

MORNING, AFTERNOON = OpeningWindow(540, 750), OpeningWindow(810, 1080)


def _read(folder: Path, calendar: str) -> CalendarRules:
    path = folder / "rules.yaml"
    text = rule_text({"r": ON}, {"i": "period_by: r, measure: {kind: count}"}, calendar=calendar)
    path.write_text(text, encoding="utf-8")
    return load_rules(path).calendar


def test_a_calendar_that_says_nothing_is_that_of_france(tmp_path: Path) -> None:
    """Monday to Friday, no day off but the holidays, no hours."""
    found = _read(tmp_path, "")
    assert (found.country, found.subdivision, found.week) == ("FR", None, ("mon", "tue", "wed", "thu", "fri"))
    assert (found.closed, found.worked, found.opening_hours) == ({}, {}, OpeningHours())


@pytest.mark.parametrize(
    ("written", "week"),
    [
        ("tue-sat", ("tue", "wed", "thu", "fri", "sat")),
        ("[sat, mon-tue]", ("mon", "tue", "sat")),  # in the order of the week
        ('"mon, wed-thu"', ("mon", "wed", "thu")),
        ("sun", ("sun",)),
        ("[mon-wed, tue]", ("mon", "tue", "wed")),  # a day that is named twice counts once
    ],
)
def test_a_week_is_one_day_a_range_or_several(tmp_path: Path, written: str, week: tuple[str, ...]) -> None:
    """In one text or in a list."""
    assert _read(tmp_path, f"week: {written}").week == week


def test_hours_are_read_by_weekday_and_by_date(tmp_path: Path) -> None:
    """One stretch or several; weekdays from Monday on, dates in order; an empty list is a day without hours."""
    written = 'sat: [], 2008-12-31: "09:00-12:30", mon-tue: ["09:00-12:30", "13:30-18:00"], 2008-12-24: []'
    hours = _read(tmp_path, f"opening_hours: {{{written}}}").opening_hours
    assert list(hours.weekdays.items()) == [("mon", (MORNING, AFTERNOON)), ("tue", (MORNING, AFTERNOON)), ("sat", ())]
    assert list(hours.dates.items()) == [(dt.date(2008, 12, 24), ()), (dt.date(2008, 12, 31), (MORNING,))]


@pytest.mark.parametrize(
    ("calendar", "words"),
    [
        ("country: fr", '"fr" is not a country. Expected two capital letters, e.g. FR.'),
        ("week: []", "the week has no day. Expected e.g. mon-fri."),
        ("week: fri-mon", '"fri-mon" runs backwards: a week starts on Monday. Expected e.g. mon-fri.'),
        ("week: lun-ven", '"lun" is not a day of the week.'),
        ("closed: {2008-02-30: Pont}", "calendar.closed.2008-02-30"),
        ("worked: [2008-05-12]", "calendar.worked"),
        ('opening_hours: {mon: "12:30-09:00"}', '"12:30-09:00" is not a stretch of opening hours.'),
        ('opening_hours: {mon: "09:00-24:01"}', '"09:00-24:01" is not a stretch of opening hours.'),
        ('opening_hours: {mon: "9:00-12:00"}', '"9:00-12:00" is not a stretch of opening hours.'),
        ('opening_hours: {mon: ["09:00-12:00", "11:00-18:00"]}', "begins before the stretch above it ends"),
        ('opening_hours: {mon-wed: "09:00-12:00", tue: "09:00-12:00"}', "the opening hours of tue are given twice"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_expected(tmp_path: Path, calendar: str, words: str) -> None:
    """One fault, in one line, with its place in the file."""
    with pytest.raises(RuleFileError) as refused:
        _read(tmp_path, calendar)
    assert len(refused.value.issues) == 1
    assert words in str(refused.value)
    assert refused.value.issues[0].line == 4


def test_both_faults_of_an_entry_are_listed(tmp_path: Path) -> None:
    """A date that does not exist, with a reason that is no text."""
    with pytest.raises(RuleFileError) as refused:
        _read(tmp_path, "closed: {2008-02-30: [Pont]}")
    assert len(refused.value.issues) == 2
