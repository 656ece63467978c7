"""The periods that are asked for, on rules whose calendar is that of France."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_runs import AT, rule_text

from gpj_kpi import load_rules
from gpj_kpi.calendars.periods import Grain, parse_period
from gpj_kpi.errors import UsageError
from gpj_kpi.evaluation.asked import AskedPeriods, choose_periods
from gpj_kpi.rules import RuleFile


@pytest.fixture
def rules(tmp_path: Path) -> RuleFile:
    """Rules whose years begin in January."""
    return _rules(tmp_path, 1)


def _rules(folder: Path, year_begins: int) -> RuleFile:
    path = folder / f"{year_begins}.yaml"
    calendar = f"year_begins: {year_begins:02}"
    text = rule_text({"r": AT}, {"i": "period_by: r, measure: {kind: count}"}, calendar=calendar)
    path.write_text(text, encoding="utf-8")
    return load_rules(path)


def _labels(asked: AskedPeriods) -> tuple[list[str], dict[str, str]]:
    """The labels of all rows, and what each is compared with."""
    rows = [period.label for period in (*asked.rows, asked.whole)]
    return rows, {period.label: other.label for period, other in asked.compared.items()}


def test_each_part_is_compared_with_its_own(rules: RuleFile) -> None:
    """With the one before, with the one a year before, or with the one in the same place."""
    rows = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2024"]
    before = dict(zip(rows, ["2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3", "2023"], strict=True))
    assert _labels(choose_periods(rules, 2024, compare="previous")) == (rows, before)
    a_year_before = {label: label.replace("2024", "2023") for label in rows}
    assert _labels(choose_periods(rules, 2024, compare="year-before"))[1] == a_year_before
    in_place = {label: label.replace("2024", "2019") for label in rows}
    assert _labels(choose_periods(rules, 2024, compare=2019))[1] == in_place


def test_a_part_without_its_like_is_not_compared(rules: RuleFile) -> None:
    """A month has fewer weeks than another, and 2019 has no week 53."""
    _, compared = _labels(choose_periods(rules, "2020-12-21/2021-01-03", by="week", compare="year-before"))
    assert compared == {"2020-W52": "2019-W52", "2020-12-21/2021-01-03": "2019-12-21/2020-01-03"}
    _, compared = _labels(choose_periods(rules, "2024-Q1", by="month", compare="2023-01-01/2023-02-10"))
    assert compared == {"2024-01": "2023-01", "2024-02": "2023-02", "2024-Q1": "2023-01-01/2023-02-10"}


def test_windows_end_with_the_parts(rules: RuleFile) -> None:
    """One for each part, the one that is the whole too; the parts stay known."""
    asked = choose_periods(rules, "2024-Q1", by="month", window="12 months")
    assert _labels(asked)[0] == [
        "2023-02-01/2024-01-31",
        "2023-03-01/2024-02-29",
        "2023-04-01/2024-03-31",
        "2024-Q1",
    ]
    assert [part.label for part in asked.parts] == ["2024-01", "2024-02", "2024-03"]
    assert _labels(choose_periods(rules, "2024-03", window="1 month"))[0] == ["2024-03-01/2024-03-31", "2024-03"]
    # A window that has the name of the whole is the whole.
    assert _labels(choose_periods(rules, "2024-03-01/2024-03-20", window="20 days"))[0] == ["2024-03-01/2024-03-20"]


@pytest.mark.parametrize(
    ("compare", "other"),
    [
        ("previous", "2022-03-01/2023-02-28"),
        ("year-before", "2022-03-01/2023-02-28"),
        ("2020-02", "2019-03-01/2020-02-29"),
    ],
)
def test_a_window_is_compared_with_a_window(rules: RuleFile, compare: str, other: str) -> None:
    """One of its length: the one before it, or the one that ends with the part compared with."""
    _, compared = _labels(choose_periods(rules, "2024-02", by="month", window="12 months", compare=compare))
    assert compared["2023-03-01/2024-02-29"] == other
    longer = choose_periods(rules, "2024-02", by="month", window="3 months", compare="previous")
    assert _labels(longer)[1]["2023-12-01/2024-02-29"] == "2023-09-01/2023-11-30"


def test_a_period_ends_with_its_business_day(rules: RuleFile) -> None:
    """The 20th jour ouvré of 2024 is 29 January, of 2023 it is the 27th: 1 January is a Monday, and a Sunday."""
    for compare in ("2023", "previous", "year-before"):
        asked = choose_periods(rules, 2024, until_business_day=20, compare=compare)
        assert _labels(asked) == (["2024-01-01/2024-01-29"], {"2024-01-01/2024-01-29": "2023-01-01/2023-01-27"})
    # The last one may be the last day; the period is named by its days all the same.
    assert _labels(choose_periods(rules, "2024-05", until_business_day=19))[0] == ["2024-05-01/2024-05-31"]


@pytest.mark.parametrize(
    ("period", "options", "words"),
    [
        ("2024", {"until_business_day": 20, "by": "month"}, "--until-business-day and --by do not go together"),
        ("2024", {"until_business_day": 20, "window": "1 an"}, "--until-business-day and --window do not go together"),
        ("2024-05", {"until_business_day": 20}, "2024-05 has 19 jours ouvrés, and none of number 20"),
        ("2024-05", {"until_business_day": 0}, "2024-05 has 19 jours ouvrés, and none of number 0"),
        ("2024-01", {"until_business_day": 22, "compare": "2024-05"}, "2024-05 has 19 jours ouvrés"),
        ("2024", {"compare": "2024"}, "the period would be compared with itself, 2024"),
        ("2024", {"compare": "2024-01-01/2024-12-31"}, "the period would be compared with itself, 2024"),
        ("2020-W53", {"compare": "year-before"}, "2020-W53 cannot be compared with the week a year before"),
        ("2024", {"compare": "last"}, '"last" is not a period'),
        ("1950", {"compare": "previous"}, '"1949" lies outside the years'),
        ("1950", {"window": "2 years"}, "a window of 2 years up to 1950-03-31 begins before 1950"),
        ("2024", {"by": "day"}, '"day" is not a part of a period'),
    ],
)
def test_what_does_not_go_together_is_refused(
    rules: RuleFile, period: str, options: dict[str, int | str], words: str
) -> None:
    """Each in one line that says why."""
    with pytest.raises(UsageError) as refused:
        choose_periods(rules, period, **options)  # type: ignore[arg-type]
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("by", ["quarter", "month"])
def test_years_begin_where_the_rule_file_says(tmp_path: Path, by: Grain) -> None:
    """Also those of a period that was made before the rule file was read."""
    fiscal = _rules(tmp_path, 2)
    asked = choose_periods(fiscal, 2024, by=by, compare="previous")
    assert (asked.whole.first_day.isoformat(), asked.whole.last_day.isoformat()) == ("2024-02-01", "2025-01-31")
    rows, compared = _labels(asked)
    assert rows[0] == {"quarter": "2024-Q1", "month": "2024-02"}[by]
    assert compared[rows[0]] == {"quarter": "2023-Q4", "month": "2024-01"}[by]
    assert choose_periods(fiscal, parse_period("2024-01-01/2024-12-31")).whole.label == "2024-01-01/2024-12-31"
    assert choose_periods(fiscal, parse_period("2024-02-01/2025-01-31")).whole.label == "2024"
