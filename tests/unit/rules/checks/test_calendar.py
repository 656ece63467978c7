"""What the parts of the calendar demand of each other, and business time of the calendar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.small_runs import AT, rule_text

from gpj_kpi import RuleFile, load_rules
from gpj_kpi.calendars.schedule import OpeningHours, OpeningWindow
from gpj_kpi.rules.checks.calendar import check_calendar
from gpj_kpi.rules.models.calendar import CalendarRules
from gpj_kpi.rules.text.faults import FaultList

MORNING = (OpeningWindow(540, 750),)
WEEK = OpeningHours(weekdays=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), MORNING))
LIMIT_PATH = ("commitments", 0, "indicators", 0, "measure", "limit")


@pytest.fixture
def rules(tmp_path: Path) -> RuleFile:
    """Rules in which four business hours are counted."""
    path = tmp_path / "rules.yaml"
    measure = "period_by: a, measure: {kind: delay, from: a, to: b, limit: 4 heures ouvrées}"
    calendar = 'opening_hours: {mon-fri: "09:00-12:30"}'
    path.write_text(rule_text({"a": AT, "b": AT}, {"i": measure}, calendar=calendar), encoding="utf-8")
    return load_rules(path)


def _faults(rules: RuleFile, calendar: CalendarRules) -> list[tuple[str, tuple[str | int, ...]]]:
    found = FaultList(())
    check_calendar(rules.model_copy(update={"calendar": calendar}), found)
    return [(fault.code, fault.path) for fault in found.faults]


def _calendar(**said: object) -> CalendarRules:
    return CalendarRules.model_construct(**{"opening_hours": WEEK} | said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("calendar", "faults"),
    [
        (_calendar(), []),
        (_calendar(country="XX"), [("unknown_place", ("calendar", "country"))]),
        (_calendar(subdivision="99"), [("unknown_place", ("calendar", "subdivision"))]),
        (_calendar(subdivision="57"), []),
        (
            _calendar(closed={dt.date(2008, 5, 12): "Pont"}, worked={dt.date(2008, 5, 12): "Solidarité"}),
            [("contradiction", ("calendar", "worked", "2008-05-12"))],
        ),
    ],
)
def test_a_place_is_known_and_a_day_is_closed_or_worked(
    rules: RuleFile, calendar: CalendarRules, faults: list[tuple[str, tuple[str | int, ...]]]
) -> None:
    """An unknown place is refused, and a day that is both."""
    assert _faults(rules, calendar) == faults


def test_a_date_with_hours_is_not_closed(rules: RuleFile) -> None:
    """8 May 2008 is a holiday, 9 May is closed, 12 May is a holiday that is worked, 13 May a Tuesday."""
    hours = OpeningHours(weekdays=WEEK.weekdays, dates={dt.date(2008, 5, day): MORNING for day in (8, 9, 12, 13)})
    closed, worked = {dt.date(2008, 5, 9): "Pont"}, {dt.date(2008, 5, 12): "Solidarité"}
    assert _faults(rules, _calendar(opening_hours=hours, closed=closed, worked=worked)) == [
        ("contradiction", ("calendar", "opening_hours", "2008-05-08")),
        ("contradiction", ("calendar", "opening_hours", "2008-05-09")),
    ]


def test_business_time_needs_hours_on_some_weekday_and_on_each_day_worked(rules: RuleFile) -> None:
    """Said at the unit that is counted; at the day where only that one lacks them, here a Sunday."""
    assert _faults(rules, _calendar(opening_hours=OpeningHours())) == [("missing_key", LIMIT_PATH)]
    worked = {dt.date(2008, 5, 12): "Solidarité", dt.date(2008, 6, 8): "Inventaire"}
    assert _faults(rules, _calendar(worked=worked)) == [("missing_key", ("calendar", "worked", "2008-06-08"))]


def test_a_unit_that_is_refused_already_asks_for_no_hours(rules: RuleFile) -> None:
    """One fault at a time: its reader corrects the unit first."""
    found = FaultList(())
    found.refuse("bad_limit", "Wrong.", *LIMIT_PATH)
    check_calendar(rules.model_copy(update={"calendar": _calendar(opening_hours=OpeningHours())}), found)
    assert [fault.code for fault in found.faults] == ["bad_limit"]
