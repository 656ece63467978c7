"""Weeks, days off and opening hours, as the rule file writes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, Fault, load_text, require_one_fault

from gpj_kpi.calendars.schedule import OpeningStretch
from gpj_kpi.rules.models.calendar import CalendarRules


def test_the_hours_of_a_day_are_those_of_its_date_else_of_its_weekday(tmp_path: Path) -> None:
    """Whatever the business week is; an empty list is a day without hours."""
    text = BASE.replace('2008-12-24: "09:00-12:30"}', "2008-12-24: [], 2008-06-08: 00:00-24:00, sun: []}")
    hours = load_text(tmp_path, text).calendar.opening_hours
    morning, afternoon = OpeningStretch(540, 750), OpeningStretch(810, 1080)
    assert hours.on(date(2008, 12, 23)) == (morning, afternoon)
    assert hours.on(date(2008, 12, 24)) == ()
    assert hours.on(date(2008, 6, 7)) == (OpeningStretch(540, 720),)
    assert hours.on(date(2008, 6, 8)) == (OpeningStretch(0, 1440),)
    assert hours.on(date(2008, 6, 15)) == ()
    assert list(hours.dates) == [date(2008, 6, 8), date(2008, 12, 24)]
    assert hours.minutes_a_week == 5 * 480 + 180


@pytest.mark.parametrize(("written", "month"), [("02", 2), ("2", 2), ('"02"', 2), ("08", 8), ("12", 12), ("1", 1)])
def test_a_year_begins_in_a_month(written: str, month: int, tmp_path: Path) -> None:
    """Its number may have two digits, in quotes or not; by default it is January."""
    text = BASE.replace("week: mon-fri", f"week: mon-fri\n  year_begins: {written}")
    rules = load_text(tmp_path, text)
    assert rules.calendar.year_begins == month
    assert rules.period("2024").first_day == date(2024, month, 1)
    assert CalendarRules().year_begins == 1


FAULTS: dict[str, Fault] = {
    "year begins in no month": (
        "week: mon-fri",
        "week: mon-fri\n  year_begins: ‸13",
        ("13 is not the month in which a year begins", "from 1 to 12"),
    ),
    "year begins in words": ("week: mon-fri", "week: mon-fri\n  year_begins: ‸feb", ('"feb" is not the month',)),
    "year begins in an octal number": ("week: mon-fri", "week: mon-fri\n  year_begins: ‸010", ("010",)),
    "week": ("week: mon-fri", "week: ‸mon-fry", ('"fry" is not a day', 'Did you mean "fri"')),
    "week backwards": ("week: mon-fri", "week: ‸fri-mon", ("runs backwards",)),
    "week list": ("week: mon-fri", "week: [mon, ‸lundi]", ('"lundi" is not a day', "mon, tue")),
    "week empty": ("week: mon-fri", "week: ‸[]", ("no day",)),
    "closed no date": ("{2008-05-02: Pont}", "{‸2008-02-31: Pont}", ('"2008-02-31" is not a date', "yyyy-mm-dd")),
    "closed other form": ("{2008-05-02: Pont}", "{‸02/05/2008: Pont}", ('"02/05/2008" is not a date',)),
    "closed list": ("{2008-05-02: Pont}", "‸[2008-05-02]", ("a list is not a mapping", "Pont de l'Ascension")),
    "hours form": ('"09:00-12:00"', '‸"9h-12h"', ("HH:MM-HH:MM",)),
    "hours without length": ('"09:00-12:00"', '‸"09:00-09:00"', ("HH:MM-HH:MM", "00:00-24:00")),
    "hours from 24": ('"09:00-12:00"', '‸"24:00-06:00"', ("HH:MM-HH:MM", "over midnight")),
    "hours over midnight first": (
        '["09:00-12:30", "13:30-18:00"]',
        '["22:00-06:00", ‸"13:30-18:00"]',
        ("begins before", "order"),
    ),
    "hours over midnight too long": (
        'opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"]',
        'opening_hours: ‸{mon-fri: ["09:00-12:30", "22:00-09:30"]',
        ("on tue, 09:00-12:30 begins while 22:00-09:30 of the day before still runs",),
    ),
    "hours past midnight": ('"09:00-12:00"', '‸"09:00-24:30"', ("HH:MM-HH:MM",)),
    "hours overlap": ('"13:30-18:00"', '‸"12:00-18:00"', ("begins before", "order")),
    "hours day": ("sat:", "‸samedi:", ('"samedi" is not a day', "sat")),
    "hours twice": ("sat:", "‸fri:", ("fri are given twice",)),
    "hours list": (
        '{mon-fri: ["09:00-12:30", "13:30-18:00"], sat: "09:00-12:00", 2008-12-24: "09:00-12:30"}',
        '‸"09:00"',
        ("not a mapping", "2008-12-24"),
    ),
    "hours no date": ("2008-12-24:", "‸2008-12-42:", ('"2008-12-42" is not a date', "yyyy-mm-dd")),
    "hours other date": ("2008-12-24:", "‸24/12/2008:", ('"24/12/2008" is not a date', "yyyy-mm-dd")),
    "hours of a date": ('2008-12-24: "09:00-12:30"', '2008-12-24: ‸"9-12"', ('"9-12" is not a stretch', "HH:MM-HH:MM")),
    "hours of a date twice": ("2008-12-24:", "2008-12-24: [], ‸2008-12-24:", ("comes twice",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


@pytest.mark.parametrize(
    ("written", "opens", "closes"),
    [
        ("22:00-06:00", 1320, 1800),
        ("18:00-00:00", 1080, 1440),
        ("18:00-24:00", 1080, 1440),
        ("23:59-00:01", 1439, 1441),
    ],
)
def test_a_stretch_that_ends_before_it_begins_ends_on_the_next_day(written: str, opens: int, closes: int) -> None:
    """Midnight itself is 24:00 of the day, written in either way."""
    read = CalendarRules.model_validate({"opening_hours": {"mon": written}})
    assert read.opening_hours.weekdays["mon"] == (OpeningStretch(opens, closes),)


def test_an_opening_window_is_written_as_it_was_read() -> None:
    """Minutes since midnight become hours and minutes; 1440 is 24:00."""
    assert [str(OpeningStretch(540, 750)), str(OpeningStretch(0, 1440))] == ["09:00-12:30", "00:00-24:00"]


def test_a_calendar_of_defaults_is_that_of_france() -> None:
    """Monday to Friday, no day off but the holidays, and no opening hours at all."""
    read = CalendarRules.model_validate({})
    assert (read.country, read.week) == ("FR", ("mon", "tue", "wed", "thu", "fri"))
    assert (read.closed, read.worked, read.opening_hours.on(date(2008, 3, 3))) == ({}, {}, ())
