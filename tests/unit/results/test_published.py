"""Whether a figure agrees with what was printed, and with which periods a printed figure is compared."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.small_runs import ON, evaluate_frame, figures, frame_of, rule_text
from tests.unit.results.made import ANSWERS, evaluate_answers, indicator_of, percent, unit_of

from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.results.published import agrees, all_agree, published_for
from gpj_kpi.results.result import Status
from gpj_kpi.rules import Published


def _published(folder: Path, figure: str) -> Published:
    return indicator_of(folder, f"published: {{2008: {figure}}}", unit=unit_of(figure)).published["2008"]


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        # 97 % covers 96.5 % up to, but not including, 97.5 %.
        ("97%", Fraction(965, 1000), True),
        ("97%", Fraction(964_999, 1_000_000), False),
        ("97%", Fraction(974_999, 1_000_000), True),
        ("97%", Fraction(975, 1000), False),
        ("97.0%", Fraction(9695, 10_000), True),
        ("97.0%", Fraction(9694, 10_000), False),
        # 4.36 covers 4.355 up to 4.365.
        ("4.36", Fraction(4355, 1000), True),
        ("4.36", Fraction(4365, 1000), False),
        ("8 secondes", Fraction(15, 2), True),
        ("8 secondes", Fraction(17, 2), False),
        # 2 minutes covers 90 s up to 150 s.
        ("2 minutes", Fraction(90), True),
        ("2 minutes", Fraction(89), False),
        ("2 minutes", Fraction(150), False),
        # about 90 % is within a fortieth of it, both ends included.
        ("about 90%", Fraction(8775, 10_000), True),
        ("about 90%", Fraction(8774, 10_000), False),
        ("about 90%", Fraction(9225, 10_000), True),
        ("about 90%", Fraction(9226, 10_000), False),
        ("> 97%", Fraction(97, 100), False),
        ("> 97%", Fraction(9701, 10_000), True),
        (">= 97%", Fraction(97, 100), True),
        ("< 10 secondes", Fraction(10), False),
        ("<= 10 secondes", Fraction(10), True),
    ],
)
def test_a_figure_agrees_when_it_would_be_printed_so(
    printed: str,
    value: Fraction,
    expected: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """A printed figure covers what rounds to it, half included below and excluded above."""
    assert agrees(_published(tmp_path, f'"{printed}"'), value, "no_target") is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(4085, 1000), True),
        (Fraction(4084, 1000), False),
        (Fraction(4204, 1000), True),
        (Fraction(4205, 1000), False),
    ],
)
def test_a_printed_range_holds_its_ends(
    value: Fraction,
    expected: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """Between 4.09 and 4.20 covers what rounds to a figure from 4.09 to 4.20."""
    printed = indicator_of(tmp_path, "published: {2008: {between: [4.09, 4.20]}}", unit="").published["2008"]
    assert agrees(printed, value, "no_target") is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [("met", True), ("near", False), ("missed", False), ("no_target", None), ("too_few", None), ("no_data", None)],
)
def test_held_means_that_the_target_is_met(
    status: Status,
    expected: bool | None,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """`held` agrees with a target that is met, disagrees with one that is not, and else is unknown."""
    printed = indicator_of(tmp_path, "target: 95%, published: {2008: held}").published["2008"]
    assert agrees(printed, Fraction(1), status) is expected


def test_no_figure_agrees_with_nothing(tmp_path: Path) -> None:
    """Without data nothing can be said, of a printed figure, of a range or of a target that was held."""
    for printed in ("97%", "held", "{between: [90%, 100%]}"):
        assert agrees(_published(tmp_path, printed), None, "no_data") is None


PRINTED = "target: 80%, published: {2008: {per: quarter, between: [80%, 90%]}, 2008-02: 70%}"
QUARTERS = ["2008-Q1", "2008-Q2", "2008-Q3", "2008-Q4"]


@pytest.mark.parametrize(
    ("period", "claimed"),
    [
        ("2008", QUARTERS),
        ("2008-Q3", ["2008-Q3"]),
        ("2008-02", ["2008-02"]),
        ("2008-01", None),
        ("2009-Q1", None),
    ],
)
def test_a_printed_figure_claims_the_figures_of_its_periods(
    period: str, claimed: list[str] | None, tmp_path: Path
) -> None:
    """A range per quarter stands beside the year and each of its quarters; a figure of a month beside that month."""
    found = published_for(indicator_of(tmp_path, PRINTED), parse_period(period))
    assert (None if found is None else [each.label for each in found[1]]) == claimed
    if found is not None:
        assert found[0].text == ("70%" if period == "2008-02" else "between 80% and 90% per quarter")


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((80, 85, 90, 84), True), ((80, 79, 90, 84), False), ((80, None, 90, 84), None), ((80, None, 10, 84), None)],
)
def test_a_range_agrees_when_every_figure_does(
    shares: tuple[int | None, ...],
    expected: bool | None,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """One quarter outside the range contradicts it; while one is unknown, nothing is said."""
    indicator = indicator_of(tmp_path, PRINTED)
    found = published_for(indicator, parse_period("2008"))
    assert found is not None
    values = dict(zip(QUARTERS, map(percent, shares), strict=True))
    assert all_agree(*found, lambda period: values[period.label], indicator) is expected


# ------------------------------------------------------------------------------------------------------- in evaluations


def test_published_figures_stand_beside_their_period_only(tmp_path: Path) -> None:
    """A figure printed for a quarter or for the year is compared with that period and with no other."""
    evaluation = evaluate_answers(tmp_path, "published: {2008: 80%, 2008-Q2: 40%, 2008-Q3: 90%}", ANSWERS)
    assert figures(evaluation, ["period", "published", "published_agrees"]) == [
        ("2008-Q1", None, None),
        ("2008-Q2", "40%", False),
        ("2008-Q3", "90%", None),
        ("2008-Q4", None, None),
        ("2008", "80%", True),
    ]


def test_a_range_printed_per_quarter_must_fit_each_quarter(tmp_path: Path) -> None:
    """A range printed per quarter holds for the year when it fits each of the quarters, not the year's own rate."""
    full = ANSWERS.replace("5;30/09/2008;\n", "5;30/09/2008;o\n")
    for low, agreement in (("50%", [True, True, True, True, True]), ("60%", [True, False, True, True, False])):
        evaluation = evaluate_answers(tmp_path, f"published: {{2008: {{per: quarter, between: [{low}, 100%]}}}}", full)
        assert [result.published_agrees for result in evaluation.result_list] == agreement
        assert evaluation.result_list[-1].value == Fraction(5, 6)


def test_groups_have_no_printed_figure(tmp_path: Path) -> None:
    """What was printed is about all cases: a group is judged against the target, never against the printed figure."""
    rules = rule_text(
        {"r": ON, "t": "type: text"},
        {"i": "period_by: r, measure: {kind: share, of: {t: o}}, target: 80%, published: {2008: 80%}"},
    )
    evaluation = evaluate_frame(tmp_path, rules, frame_of(ANSWERS), group_by="t")
    assert figures(evaluation, ["group", "status", "published", "published_agrees"]) == [
        (None, "met", "80%", True),
        ("(none)", "no_data", None, None),
        ("n", "missed", None, None),
        ("o", "met", None, None),
    ]
