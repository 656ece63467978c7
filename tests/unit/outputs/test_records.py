from __future__ import annotations

import datetime as dt

from tests.cli.conftest import RULES
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation, RuleFile
from gpj_kpi.calendars.deadline import deadline_of
from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.calendars.year import calendar_year
from gpj_kpi.outputs.records import coverage_record, day_record, deadline_record, record
from gpj_kpi.results.result import RESULT_COLUMNS


def test_a_result_is_a_record_of_its_columns(evaluation: Evaluation) -> None:
    """Under 48 hours in 2024: three of four, one pending, published 80 %."""
    (result,) = (each for each in evaluation.result_list if (each.indicator, each.period) == ("opened_48h", "2024"))
    found = record(result)
    assert tuple(found) == RESULT_COLUMNS
    assert found["first_day"] == "2024-01-01"
    assert (found["numerator"], found["denominator"], found["value"]) == (3, 4, 0.75)
    assert (found["status"], found["pending"], found["group"]) == ("near", 1, None)
    assert found["published_agrees"] is False


def test_a_whole_number_has_no_decimals(evaluation: Evaluation) -> None:
    """A mean of 4 and 5 is 4.5, a count of two is 2 and no 2.0."""
    values = {each.indicator: record(each)["value"] for each in evaluation.result_list if each.period == "2024"}
    assert values["score"] == 4.5
    assert repr(values["sheets"]) == "2"


def test_coverage_is_that_of_the_date_that_covers_least(evaluate_small: Evaluate) -> None:
    """Claims came on 2 and 3 January 2024 and were opened in June; one indicator goes by the day of opening.

    By the day of reception the first quarter is covered from 2 January on, by the day of opening it has nothing.
    """
    first = "        measure: {kind: delay, from: received_at, to: opened_at, limit: 24 heures}"
    rules = RULES.replace(first, f"        period_by: opened_at\n{first}")
    claims = (
        "N° dossier;Reçu le;Ouvert le;Canal\n"
        "A1;02/01/2024 09:00;01/06/2024 09:00;x\n"
        "A2;03/01/2024 09:00;02/06/2024 09:00;x\n"
    )
    quarter = parse_period("2024-Q1")
    found = {}
    for name, asked in (("received", ["opened_48h"]), ("both", [])):
        evaluation = evaluate_small(rules, claims=claims, period="2024-Q1", indicators=asked)
        by_date = {column: each.of(quarter).kind for (_, column), each in evaluation.coverage.items()}
        assert (by_date["received_at"], by_date["opened_at"]) == ("partial", "none")
        covered = evaluation.covered("claims", quarter)
        assert covered is not None
        found[name] = coverage_record(quarter, covered)
    none = {"period": "2024-Q1", "coverage": "none", "covered_from": None, "covered_to": None}
    assert found == {"received": none, "both": none}


def test_a_day_of_a_year_is_a_record(small_rules: RuleFile) -> None:
    """1 May 2008 was a Thursday and two holidays; by then there were 85 business days, and 122 days with it."""
    day = next(each for each in calendar_year(small_rules.schedule, 2008).days if each.day == dt.date(2008, 5, 1))
    found = day_record(day)
    assert (found["day"], found["weekday"], found["business_day"], found["working_day"]) == (
        "2008-05-01",
        "thu",
        False,
        False,
    )
    # 121 days to 30 April 2008, 17 weekends of two days and 5 January: 87 weekdays; less 1 January and Easter Monday.
    assert found["business_ordinal"] == 121 - 34 - 2
    assert found["calendar_ordinal"] == 122
    assert (found["closed"], found["worked"], found["opening_hours"]) == (None, None, None)


def test_a_deadline_in_days_counts_days(small_rules: RuleFile) -> None:
    """Three business days from Wednesday 30 April 2008: 2, 5 and 6 May."""
    found = deadline_record(
        deadline_of(small_rules.schedule, dt.date(2008, 4, 30), parse_limit("3 jours ouvrés"), rollover="none"),
        small_rules,
    )
    assert (found["start"], found["last_day"], found["counted_in"]) == ("2008-04-30", "2008-05-06", "days")
    assert [(day["day"], day["taken"], day["left"]) for day in found["days"]] == [
        ("2008-05-01", 0, 3),
        ("2008-05-02", 1, 2),
        ("2008-05-03", 0, 2),
        ("2008-05-04", 0, 2),
        ("2008-05-05", 1, 1),
        ("2008-05-06", 1, 0),
    ]
    assert [reason["kind"] for reason in found["days"][0]["because"]] == ["holiday"]
    assert found["moved"] == []


def test_a_deadline_in_time_counts_seconds(small_rules: RuleFile) -> None:
    """24 hours from noon of 29 March 2008 end at 13:00 of the 30th: the clocks went forward."""
    start = dt.datetime(2008, 3, 29, 12)
    found = deadline_record(
        deadline_of(small_rules.schedule, start, parse_limit("24 heures"), rollover="none"), small_rules
    )
    assert (found["counted_in"], found["last_day"]) == ("seconds", None)
    assert found["due_at"] == "2008-03-30T13:00:00+02:00"
    assert [day["taken"] for day in found["days"]] == [12 * 3600, 12 * 3600]
    assert found["days"][1]["clock_change"] == {"from": "2008-03-30T02:00:00", "to": "2008-03-30T03:00:00"}


def test_months_are_counted_in_months(small_rules: RuleFile) -> None:
    """One month from 31 January 2008 ends on 29 February."""
    found = deadline_record(
        deadline_of(small_rules.schedule, dt.date(2008, 1, 31), parse_limit("1 mois"), rollover="none"), small_rules
    )
    assert (found["counted_in"], found["last_day"]) == ("months", "2008-02-29")
