"""What the calendar's parts demand of each other, and what business time demands of the calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.rules.rule_files import (
    BASE,
    BUSINESS,
    HOURS,
    Fault,
    load_text,
    paths_refused,
    read_models,
    refusals,
    require_one_fault,
)

from gpj_kpi.calendars.schedule import OpeningStretch
from gpj_kpi.rules.checks.calendar import check_calendar
from gpj_kpi.rules.text.faults import FaultList


@pytest.mark.parametrize(
    ("hours", "place"),
    [
        ("", (44, 73)),
        ("  opening_hours: {}\n", (45, 73)),
        ("  opening_hours: {mon: []}\n", (45, 73)),
        ('  opening_hours: {2008-12-24: "09:00-12:30"}\n', (45, 73)),
    ],
)
def test_business_time_needs_opening_hours(tmp_path: Path, hours: str, place: tuple[int, int]) -> None:
    """Told once, where the first unit stands that asks for them; hours of single days are no week."""
    issues = refusals(tmp_path, BUSINESS.replace(HOURS, hours))
    assert [(issue.line, issue.column) for issue in issues] == [place]
    assert issues[0].message == (
        "heures ouvrées are counted in opening hours, and the calendar gives no weekday any. "
        'Write e.g. opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"]}.'
    )
    load_text(tmp_path, BASE.replace(HOURS, hours))


def test_a_worked_day_needs_opening_hours_where_business_time_is_counted(tmp_path: Path) -> None:
    """Its own or those of its weekday. Where only days are counted, nobody asks for them."""
    worked = "{2008-05-12: Solidarité, 2008-06-08: Inventaire, 2008-06-14: Déménagement}"
    for text in (BASE, BUSINESS):
        assert load_text(tmp_path, text).calendar.worked_days == {date(2008, 5, 12): "Solidarité"}
    load_text(tmp_path, BASE.replace("{2008-05-12: Solidarité}", worked))
    issues = refusals(tmp_path, BUSINESS.replace("{2008-05-12: Solidarité}", worked))
    assert len(issues) == 1
    assert str(issues[0]) == (
        "rules.yaml, line 10, column 36, calendar.worked.2008-06-08: 2008-06-08 is worked, and has no opening hours, "
        "in which commitments[0].indicators[0].measure.limit is counted. Write them under opening_hours, e.g. "
        '2008-06-08: "09:00-12:30".'
    )
    with_hours = BUSINESS.replace("2008-12-24:", '2008-06-08: "10:00-11:00", 2008-12-24:')
    load_text(tmp_path, with_hours.replace("{2008-05-12: Solidarité}", worked))
    emptied = BUSINESS.replace("2008-12-24:", "2008-05-12: [], 2008-12-24:")
    assert [issue.path for issue in refusals(tmp_path, emptied)] == ["calendar.worked.2008-05-12"]


def test_a_dated_entry_may_stand_on_a_holiday_that_is_worked(tmp_path: Path) -> None:
    """Whit Monday 2008 is worked, by hours of its own."""
    hours = load_text(tmp_path, BASE.replace("2008-12-24:", "2008-05-12:")).calendar.opening_hours
    assert hours.on(date(2008, 5, 12)) == (OpeningStretch(540, 750),)
    far = load_text(tmp_path, BASE.replace("2008-12-24:", "2199-12-23:")).calendar.opening_hours
    assert list(far.dates) == [date(2199, 12, 23)]


@pytest.mark.parametrize(
    ("written", "instead", "path"),
    [
        ('"13:30-18:00"', '"12:00-18:00"', "calendar.opening_hours.mon-fri[1]"),
        ("{2008-05-12: Solidarité}", "{2008-05-32: Solidarité}", "calendar.worked.2008-05-32"),
        ("limit: 4 heures ouvrées", "limit: 4 heures ouvrés", "commitments[0].indicators[0].measure.limit"),
        ("country: FR", "country: France", "calendar.country"),
        ("country: FR", "country: XX", "calendar.subdivision"),
    ],
)
def test_one_fault_of_the_calendar_brings_no_others(tmp_path: Path, written: str, instead: str, path: str) -> None:
    """Hours, worked days and units at fault are told once, and ask nothing of each other."""
    worked = BUSINESS.replace("2008-12-24:", "2008-05-12:")
    assert [issue.path for issue in refusals(tmp_path, worked.replace(written, instead, 1))] == [path]


FAULTS: dict[str, Fault] = {
    "country": ("country: FR", "country: ‸France", ("is not a country", "FR")),
    "closed and worked": ("{2008-05-12: Sol", "{‸2008-05-02: Sol", ("both closed and worked",)),
    "hours of a holiday": (
        "2008-12-24:",
        "‸2008-12-25:",
        ("2008-12-25 has opening hours and is closed (Noël)", "write the day under worked"),
    ),
    "hours of a local holiday": ("2008-12-24:", "‸2008-12-26:", ("is closed (Saint-Étienne)",)),
    "hours of a closed day": ("2008-12-24:", "‸2008-05-02:", ("2008-05-02 has opening hours and is closed (Pont)",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_a_calendar_that_is_at_fault_already_is_left_alone() -> None:
    """A day that is closed and worked is refused once, and not at all where it was refused before."""
    document, _ = read_models(BASE.replace("{2008-05-12: Sol", "{2008-05-02: Sol"))

    def check(found: FaultList) -> None:
        check_calendar(document, [], found)

    assert paths_refused(check) == ["calendar.worked.2008-05-02"]
    assert paths_refused(check, ("calendar",)) == []


_ASKED = BASE.replace("{channel: internet, score", "{received_at: {during: opening_hours}, score", 1)


def test_a_condition_that_asks_for_hours_needs_some(tmp_path: Path) -> None:
    """It is told once, at the condition; hours of dates alone are hours."""
    first, *others = refusals(tmp_path, _ASKED.replace(HOURS, ""))
    assert (first.path, others) == ("commitments[0].indicators[0].where", [])
    assert "the calendar has none" in first.message
    dated = _ASKED.replace(HOURS, "  opening_hours: {2008-05-12: '09:00-12:00'}\n")
    assert load_text(tmp_path, dated).calendar.opening_hours.dates


def test_a_day_that_is_worked_needs_hours_for_a_condition_too(tmp_path: Path) -> None:
    """A Sunday that is worked would be outside of all hours in silence."""
    sunday = _ASKED.replace("2008-05-12: Solidarité", "2008-05-11: Solidarité")
    (issue,) = refusals(tmp_path, sunday)
    assert issue.path == "calendar.worked.2008-05-11"
    assert "which commitments[0].indicators[0].where asks for" in issue.message
