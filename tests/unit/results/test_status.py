"""Whether a figure keeps its target, and whether a period does."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.small_runs import ON, figures, rule_text
from tests.unit.results.made import ANSWERS, evaluate_answers, figure, indicator_of, percent, rules_of, unit_of

from gpj_kpi import evaluate, load_rules
from gpj_kpi.calendars.periods import parse_period, parts
from gpj_kpi.results.figures import Figure
from gpj_kpi.results.result import Status
from gpj_kpi.results.sides import holds
from gpj_kpi.results.status import is_judged, judge_period, judge_value, status_of_parts, target_text


@pytest.mark.parametrize(
    ("target", "value", "expected"),
    [
        ("95%", Fraction(19, 20), True),
        ("95%", Fraction(94_999_999, 100_000_000), False),
        ("> 95%", Fraction(19, 20), False),
        ("> 95%", Fraction(19, 20) + Fraction(1, 10**12), True),
        ("100%", Fraction(1), True),
        ("100%", Fraction(999_999, 1_000_000), False),
        ("< 10 secondes", Fraction(10), False),
        ("< 10 secondes", Fraction(9_999_999, 1_000_000), True),
        ("10 secondes", Fraction(10), True),
        ("10 secondes", Fraction(10_000_001, 1_000_000), False),
        ("<= 2 minutes", Fraction(120), True),
        (">= 4.0", Fraction(4), True),
        ("4,1", Fraction(41, 10), True),  # the binary 4.1 lies below it
        (">= 380", Fraction(379), False),
    ],
)
def test_targets_are_decided_on_exact_numbers(
    target: str,
    value: Fraction,
    expected: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """A value on the target is on the right side of it, and one a hair away is not."""
    read = indicator_of(tmp_path, f'target: "{target}"', unit=unit_of(target)).target
    assert read is not None
    assert holds(value, read) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(1), "met"),
        (Fraction(19, 20), "met"),
        (Fraction(94_996, 100_000), "near"),  # printed with one decimal it would be 95.0 %
        (Fraction(9, 10), "near"),
        (Fraction(89_999, 100_000), "missed"),
        (Fraction(0), "missed"),
    ],
)
def test_near_lies_between_tolerance_and_target(value: Fraction, expected: Status, tmp_path: Path) -> None:
    """At or above the target is met, from the tolerance up to it is near, below the tolerance is missed."""
    assert judge_value(value, indicator_of(tmp_path, "target: 95%, tolerance: 90%")) == expected


def test_without_tolerance_nothing_is_near_and_without_target_nothing_is_judged(tmp_path: Path) -> None:
    """Below a target without tolerance is missed; without a target there is nothing to keep."""
    assert judge_value(Fraction(94, 100), indicator_of(tmp_path, "target: 95%")) == "missed"
    assert judge_value(Fraction(0), indicator_of(tmp_path, "min_cases: 1")) == "no_target"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], "no_target"),
        (["no_target"], "no_target"),
        (["met", "no_target"], "met"),
        (["met", "met"], "met"),
        (["met", "near"], "near"),
        (["near", "missed", "met"], "missed"),
        (["met", "too_few"], "too_few"),
        (["met", "no_data"], "no_data"),
        (["near", "no_data"], "near"),
        (["missed", "no_data"], "missed"),
        (["no_data", "too_few"], "too_few"),
    ],
)
def test_the_worst_part_decides(parts: list[Status], expected: Status) -> None:
    """What is met when each part is met has the status of its worst part, whatever their order."""
    assert status_of_parts(parts) == expected
    assert status_of_parts(parts[::-1]) == expected


# --------------------------------------------------------------------------------------------------- a period at a time

QUARTERS = ("2008-Q1", "2008-Q2", "2008-Q3", "2008-Q4")
CHANGED = "target: 90%, versions: [{from: 2008-07-01, target: 95%, ref: Essai}]"
HALVES = ("2008-01-01/2008-06-30", "2008-07-01/2008-12-31")


def _judge(folder: Path, rest: str, shares: dict[str, Figure], period: str = "2008") -> Status:
    """Judge a period of a share; a figure that is not listed must not be asked for."""
    return judge_period(lambda each: shares[each.label], indicator_of(folder, rest), parse_period(period))


@pytest.mark.parametrize(("n", "expected"), [(29, "too_few"), (30, "missed")])
def test_a_figure_needs_enough_cases_to_be_judged(n: int, expected: Status, tmp_path: Path) -> None:
    """With `min_cases: 30` a rate of 29 cases is not judged, and one of 30 is."""
    rules = "target: 90%, min_cases: 30"
    assert _judge(tmp_path, rules, {"2008": figure(Fraction(1, 2), n=n)}) == expected


def test_without_a_value_there_is_no_data_whatever_the_target(tmp_path: Path) -> None:
    """A period without a figure has no data, with a target or without, and before its cases are counted."""
    for rules in ("target: 90%, min_cases: 30", "min_cases: 30"):
        assert _judge(tmp_path, rules, {"2008": figure(None, n=0)}) == "no_data"


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((95, 96, 97, 98), "met"),
        ((95, 92, 99, 99), "near"),
        ((95, 92, 89, 99), "missed"),
        ((95, None, 99, 99), "no_data"),
        ((95, None, 92, 99), "near"),
    ],
)
def test_a_year_is_judged_by_its_quarters(shares: tuple[int | None, ...], expected: Status, tmp_path: Path) -> None:
    """With `per: quarter` the figure of the year is not asked for: its worst quarter decides."""
    found = dict(zip(QUARTERS, map(percent, shares), strict=True))
    assert _judge(tmp_path, "target: 95%, tolerance: 90%, per: quarter", found) == expected


def test_a_period_that_is_no_whole_number_of_quarters_is_not_judged(tmp_path: Path) -> None:
    """With `per: quarter` a month and a range from mid-February have no target; a half-year is two quarters."""
    indicator = indicator_of(tmp_path, "target: 95%, per: quarter")
    for label, expected in (("2008-03", False), ("2008-02-15/2008-12-31", False), ("2008-Q2", True), ("2008", True)):
        assert is_judged(indicator, parse_period(label)) is expected
    assert is_judged(indicator, parse_period("2008-01-01/2008-06-30"))
    month = {"2008-03": figure(Fraction(1))}
    assert _judge(tmp_path, "target: 95%, per: quarter", month, "2008-03") == "no_target"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (90, 95, "met"),
        (90, 94, "missed"),
        (89, 99, "missed"),
        (None, 95, "met"),  # nothing happened under the first version
    ],
)
def test_each_version_of_a_target_is_held_against_its_own_days(
    first: int | None, second: int, expected: Status, tmp_path: Path
) -> None:
    """90 % until June and 95 % from July: the half-years decide, and not the rate of the year."""
    found = dict(zip(HALVES, map(percent, (first, second)), strict=True))
    assert _judge(tmp_path, CHANGED, {"2008": percent(93), **found}) == expected


def test_a_version_that_changes_no_target_parts_no_period(tmp_path: Path) -> None:
    """`>= 90%` asks what `90%` does: the year is judged by its own rate, and the target is named once."""
    rules = 'target: 90%, versions: [{from: 2008-07-01, target: ">= 90%", ref: Essai}]'
    assert _judge(tmp_path, rules, {"2008": figure(Fraction(9, 10))}) == "met"
    assert target_text(indicator_of(tmp_path, rules), parse_period("2008")) == "90%"


def test_the_text_of_a_target_names_each_with_its_day(tmp_path: Path) -> None:
    """Targets that follow each other are both named; a period under one version has one; without any there is none."""
    changed = indicator_of(tmp_path, CHANGED)
    texts = {label: target_text(changed, parse_period(label)) for label in ("2008", "2008-Q1", "2008-Q3")}
    assert texts == {"2008": "90%; 95% from 2008-07-01", "2008-Q1": "90%", "2008-Q3": "95%"}
    assert target_text(indicator_of(tmp_path, "min_cases: 1"), parse_period("2008")) is None


@pytest.mark.parametrize(
    ("target", "count", "may_grow", "expected"),
    [
        (">= 380", 379, False, "missed"),
        (">= 380", 379, True, "pending"),  # more may come
        (">= 380", 380, True, "met"),  # whatever comes
        ("<= 10", 10, False, "met"),
        ("<= 10", 10, True, "pending"),  # one more would break it
        ("<= 10", 11, True, "missed"),  # whatever comes
    ],
)
def test_a_count_that_may_grow_is_judged_once_it_is_decided(
    target: str,
    count: int,
    may_grow: bool,  # noqa: FBT001 - a column of the table
    expected: Status,
    tmp_path: Path,
) -> None:
    """Before the period is over a count is met or missed only where no further case can change that."""
    indicator = rules_of(tmp_path, f'period_by: r, measure: {{kind: count}}, target: "{target}"').indicator("i")
    found = figure(Fraction(count), n=count, may_grow=may_grow)
    assert judge_period(lambda _: found, indicator, parse_period("2008")) == expected


@pytest.mark.parametrize(
    ("quarters", "may_grow", "expected"),
    [
        ([400, 400, None, None], True, "pending"),  # two have not begun
        ([400, 400, None, None], False, "no_data"),
        ([400, 300, None, None], True, "missed"),
    ],
)
def test_a_year_whose_quarters_have_not_begun_is_not_decided(
    quarters: list[int | None],
    may_grow: bool,  # noqa: FBT001 - a column of the table
    expected: Status,
    tmp_path: Path,
) -> None:
    """With `per: quarter` nothing is known of a quarter to come; a year that is over has no data there."""
    indicator = rules_of(tmp_path, "period_by: r, measure: {kind: count}, target: '>= 380', per: quarter").indicator(
        "i"
    )
    year = parse_period("2008")
    counts = dict(zip(parts(year, "quarter"), quarters, strict=True))
    found = {part: figure(None if count is None else Fraction(count)) for part, count in counts.items()}
    found[year] = figure(Fraction(800), may_grow=may_grow)
    assert judge_period(found.__getitem__, indicator, year) == expected


def test_a_count_is_held_against_each_target_as_a_whole(tmp_path: Path) -> None:
    """A count of a year is no sum of two judged halves: 300 keeps `>= 100` and misses `>= 400`."""
    rules = "period_by: r, measure: {kind: count}, target: '>= 100'"
    for bound, expected in ((400, "missed"), (200, "met")):
        version = f"{{from: 2008-07-01, target: '>= {bound}', ref: Essai}}"
        indicator = rules_of(tmp_path, f"{rules}, versions: [{version}]").indicator("i")
        assert judge_period(lambda _: figure(Fraction(300), n=300), indicator, parse_period("2008")) == expected


# ---------------------------------------------------------------------------------------------- statuses of evaluations


def test_each_period_is_judged_on_its_own(tmp_path: Path) -> None:
    """Quarters and year each have their status; 0/0 is no data, and too few cases are not judged."""
    evaluation = evaluate_answers(tmp_path, "target: 80%, tolerance: 50%, min_cases: 2", ANSWERS)
    assert figures(evaluation, ["period", "numerator", "denominator", "value", "excluded", "status"]) == [
        ("2008-Q1", 2, 2, 1, 0, "met"),
        ("2008-Q2", 1, 2, Fraction(1, 2), 0, "near"),
        ("2008-Q3", 0, 0, None, 1, "no_data"),
        ("2008-Q4", 1, 1, 1, 0, "too_few"),
        ("2008", 4, 5, Fraction(4, 5), 1, "met"),
    ]


def test_a_target_per_quarter_is_met_in_the_year_when_each_quarter_meets_it(tmp_path: Path) -> None:
    """With `per: quarter` the year has the status of its worst quarter, though its own rate is above the target."""
    evaluation = evaluate_answers(tmp_path, "target: 80%, tolerance: 50%, per: quarter", ANSWERS)
    statuses = [("2008-Q1", "met"), ("2008-Q2", "near"), ("2008-Q3", "no_data"), ("2008-Q4", "met"), ("2008", "near")]
    assert figures(evaluation, ["period", "status"]) == statuses
    assert [status for _, status in evaluation.commitments] == ["near"]


def test_a_target_per_quarter_is_not_held_against_a_month(tmp_path: Path) -> None:
    """With `per: quarter` a month is no judged period: a month with cases has no target, one without has no data."""
    evaluation = evaluate_answers(tmp_path, "target: 80%, per: quarter", ANSWERS, by="month")
    statuses = {result.period: result.status for result in evaluation.result_list}
    assert statuses == {
        "2008-01": "no_target",
        "2008-02": "no_data",
        "2008-03": "no_target",
        "2008-04": "no_target",
        "2008-05": "no_data",
        "2008-06": "no_target",
        "2008-07": "no_data",
        "2008-08": "no_data",
        "2008-09": "no_data",
        "2008-10": "no_target",
        "2008-11": "no_data",
        "2008-12": "no_data",
        "2008": "missed",
    }


def test_the_status_of_a_commitment_is_that_of_its_whole_period(tmp_path: Path) -> None:
    """A quarter that misses does not break a commitment whose year meets the target."""
    evaluation = evaluate_answers(tmp_path, "target: 80%", ANSWERS)
    assert [status for _, status in evaluation.commitments] == ["met"]
    assert "missed" in [result.status for result in evaluation.result_list]


def test_a_commitment_without_target_has_none(tmp_path: Path) -> None:
    """An indicator without target is reported, and its commitment is neither kept nor broken."""
    evaluation = evaluate_answers(tmp_path, "min_cases: 1", ANSWERS)
    assert [status for _, status in evaluation.commitments] == ["no_target"]


@pytest.mark.parametrize(
    ("measure", "target", "expected"),
    [
        # 19 of 20 is exactly 95 %; 18 of 19 is 94.7 %.
        ("kind: share, of: {t: o}", "95%", ("met", Fraction(19, 20))),
        ("kind: share, of: {t: o}", "> 95%", ("missed", Fraction(19, 20))),
        ("kind: count", ">= 20", ("met", Fraction(20))),
        ("kind: count", "> 20", ("pending", Fraction(20))),  # known to February
        ("kind: count", "< 20", ("missed", Fraction(20))),
    ],
)
def test_a_figure_exactly_on_its_target(
    measure: str, target: str, expected: tuple[Status, Fraction], tmp_path: Path
) -> None:
    """19 of 20 meets 95 % and not more than 95 %; 20 cases meet 20, and not more or less than 20."""
    export = "id;r;t\n" + "".join(f"{n};01/02/2008;{'n' if n == 7 else 'o'}\n" for n in range(1, 21))
    evaluation = evaluate_answers(tmp_path, f'target: "{target}"', export, by="year", measure=measure)
    assert figures(evaluation, ["status", "value"]) == [expected]


def test_a_target_per_quarter_is_named_where_it_is_judged(tmp_path: Path) -> None:
    """Quarters and the year have the target; a month has none, and its status says so."""
    rules = rule_text(
        {"r": f"{ON}, required: true"}, {"n": "period_by: r, measure: {kind: count}, target: '>= 2', per: quarter"}
    )
    content = "id;r\n" + "".join(f"{n};{n % 28 + 1:02}/{n % 12 + 1:02}/2008\n" for n in range(48))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.csv").write_text(content, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    found = evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path / "data", period="2008", by="month")
    assert [(r.target, r.status) for r in found.result_list] == [(None, "no_target")] * 12 + [(">= 2", "met")]
