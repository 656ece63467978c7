"""Which results a tally gives, in which order, and what stands in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from tests.unit.results.made import NOTHING_READ, coverage_of, day_number, tally_of, verdicts_of

from gpj_kpi.calendars.periods import parse_period, parts
from gpj_kpi.engines.interface import Frame
from gpj_kpi.results.score import score
from gpj_kpi.rules import Indicator
from gpj_kpi.verdicts.outcomes import CODES

YEAR = parse_period("2008")
DELAY = "measure: {kind: delay, from: r, to: e, limit: 24 heures}, target: 75%"
CHANGED = f"{DELAY}, versions: [{{from: 2008-05-01, target: 80%, ref: Essai}}]"


def test_a_result_says_what_its_days_hold(tmp_path: Path) -> None:
    """Two days of February are pooled: 6 of 8 is 75 %; with 2 pending it lies between 6 and 8 of 10."""
    tallied = tally_of(
        [
            ("2008-02-01", None, {"met": 5, "missed": 1, "overdue": 1, "excluded": 3}),
            ("2008-02-29", None, {"met": 1, "missed": 1, "pending": 2, "invalid": 1}),
            ("2008-03-01", None, {"met": 90}),  # another month
            (None, None, {"invalid": 50}),  # no date, and so in no period
        ]
    )
    (found,) = score(verdicts_of(tmp_path, DELAY), tallied, parse_period("2008-02"), [], NOTHING_READ)
    assert (found.commitment, found.indicator, found.label, found.group) == ("c", "i", "i", None)
    assert (found.period, found.first_day, found.last_day) == ("2008-02", dt.date(2008, 2, 1), dt.date(2008, 2, 29))
    assert (found.statistic, found.unit, found.target, found.status) == ("share", "ratio", "75%", "met")
    assert [found.numerator, found.denominator, found.value] == [Fraction(6), Fraction(8), Fraction(3, 4)]
    assert (found.pending, found.overdue, found.excluded, found.invalid) == (2, 1, 3, 1)
    assert (found.bound_low, found.bound_high, found.provisional) == (Fraction(3, 5), Fraction(4, 5), True)
    assert (found.published, found.published_agrees) == (None, None)


def test_parts_come_first_and_the_whole_last(tmp_path: Path) -> None:
    """Each quarter has a result, in order, also the one without cases, and then the year."""
    tallied = tally_of([("2008-03-31", None, {"met": 1}), ("2008-12-31", None, {"missed": 1})])
    found = score(verdicts_of(tmp_path, DELAY), tallied, YEAR, parts(YEAR, "quarter"), NOTHING_READ)
    assert [(result.period, result.value) for result in found] == [
        ("2008-Q1", 1),
        ("2008-Q2", None),
        ("2008-Q3", None),
        ("2008-Q4", 0),
        ("2008", Fraction(1, 2)),
    ]


def test_the_days_of_each_version_come_before_a_period_in_which_it_changes(tmp_path: Path) -> None:
    """With a version from 1 May, the second quarter and the year are each preceded by the days of both versions."""
    tallied = tally_of([("2008-04-30", None, {"met": 3, "missed": 1}), ("2008-05-01", None, {"met": 3, "missed": 1})])
    found = score(verdicts_of(tmp_path, CHANGED), tallied, YEAR, parts(YEAR, "quarter"), NOTHING_READ)
    assert [(result.period, result.target, result.status) for result in found] == [
        ("2008-Q1", "75%", "no_data"),
        ("2008-04", "75%", "met"),
        ("2008-05-01/2008-06-30", "80%", "missed"),
        ("2008-Q2", "75%; 80% from 2008-05-01", "missed"),
        ("2008-Q3", "80%", "no_data"),
        ("2008-Q4", "80%", "no_data"),
        ("2008-01-01/2008-04-30", "75%", "met"),
        ("2008-05-01/2008-12-31", "80%", "missed"),
        ("2008", "75%; 80% from 2008-05-01", "missed"),
    ]


def test_the_days_of_a_version_that_are_a_part_are_listed_once(tmp_path: Path) -> None:
    """By month, no month holds both versions: two spans stand before the year and nowhere else."""
    found = score(
        verdicts_of(tmp_path, CHANGED), tally_of([(None, None, {})]), YEAR, parts(YEAR, "month"), NOTHING_READ
    )
    assert [result.period for result in found] == [
        *(f"2008-{month:02}" for month in range(1, 13)),
        "2008-01-01/2008-04-30",
        "2008-05-01/2008-12-31",
        "2008",
    ]


def test_groups_come_after_all_cases_by_name(tmp_path: Path) -> None:
    """The cases of all groups are pooled first, and only they are compared with what was printed."""
    tallied = tally_of(
        [
            ("2008-02-01", "b", {"met": 1, "missed": 3}),
            ("2008-02-01", "a", {"met": 1}),
            ("2008-02-02", "b", {"met": 1}),
            (None, "(none)", {"invalid": 1}),
        ]
    )
    found = score(verdicts_of(tmp_path, f"{DELAY}, published: {{2008: 50%}}"), tallied, YEAR, [], NOTHING_READ)
    assert [(result.group, result.value, result.published_agrees) for result in found] == [
        (None, Fraction(3, 6), True),
        ("(none)", None, None),
        ("a", Fraction(1), None),
        ("b", Fraction(2, 5), None),
    ]
    assert [result.published for result in found] == ["50%", None, None, None]


def test_a_target_per_quarter_is_not_shown_beside_a_month(tmp_path: Path) -> None:
    """Where the target does not hold, the result names none; where it holds by its parts, it does."""
    tallied = tally_of([("2008-02-01", None, {"met": 1})])
    found = score(
        verdicts_of(tmp_path, f"{DELAY}, per: quarter"), tallied, YEAR, parts(YEAR, "month")[:2], NOTHING_READ
    )
    assert [(result.period, result.target, result.status) for result in found] == [
        ("2008-01", None, "no_data"),
        ("2008-02", None, "no_target"),
        ("2008", "75%", "no_data"),
    ]


def test_a_count_that_as_of_cuts_off_is_provisional(tmp_path: Path) -> None:
    """As of mid-February, February may still grow and January does not; no bounds are given for a count."""
    count = verdicts_of(tmp_path, "period_by: r, measure: {kind: count}, target: '>= 5'")
    coverage = coverage_of("2008-01-01", as_of_day="2008-02-15", is_given=True)
    tallied = tally_of([("2008-01-01", None, {"counted": 4}), ("2008-02-01", None, {"counted": 4})])
    found = score(count, tallied, parse_period("2008-02"), [parse_period("2008-01")], coverage)
    assert [(result.value, result.status, result.provisional, result.bound_low) for result in found] == [
        (Fraction(4), "missed", False, None),
        (Fraction(4), "pending", True, None),
    ]


def test_a_median_of_many_weeks_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done on the cases does not grow with the weeks that hold one: ten years of them cost one question."""
    period = parse_period("1999-01-01/2008-12-31")
    weeks = parts(period, "week")
    days = [week.last_day.isoformat() for week in weeks]
    rows = pd.DataFrame(
        {
            "_reference_day": pd.array([day_number(day) for day in days], "Int64"),
            "_outcome_0": CODES["counted"],
            "_value_0": pd.array([seconds * 1_000_000 for seconds in range(len(days))], "Int64"),
        }
    )
    verdicts = verdicts_of(tmp_path, "measure: {kind: duration, from: r, to: e, statistic: median}", rows)
    fetch, asked = verdicts.engine.fetch, 0

    def count(frame: Frame) -> pd.DataFrame:
        nonlocal asked
        asked += 1
        return fetch(frame)

    monkeypatch.setattr(verdicts.engine, "fetch", count)
    found = score(verdicts, tally_of([(day, None, {"counted": 1}) for day in days]), period, weeks, NOTHING_READ)
    assert [result.value for result in found[:-1]] == list(range(len(days)))
    assert found[-1].value == Fraction(len(days) - 1, 2)
    assert asked == 1


def test_an_indicator_is_copied_once_for_each_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A week without cases costs no copy: 53 weeks, two spans of the week of 1 May, two of the year, and the year."""
    copied = 0
    copy = Indicator.model_copy

    def count(indicator: Indicator, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Indicator:
        nonlocal copied
        copied += 1
        return copy(indicator, update=update, deep=deep)

    verdicts = verdicts_of(tmp_path, CHANGED)
    assert len(verdicts.indicator.in_force) == 2
    monkeypatch.setattr(Indicator, "model_copy", count)
    assert len(score(verdicts, tally_of([(None, None, {})]), YEAR, parts(YEAR, "week"), NOTHING_READ)) == 53 + 2 + 2 + 1
    assert copied == 0
