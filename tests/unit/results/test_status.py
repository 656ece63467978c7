"""Whether a figure keeps its target, and agrees with what was printed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.small_runs import AT, ON, evaluate_frame, figures, frame_of, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.results.result import Status
from gpj_kpi.results.status import agrees, holds, judge_value, status_of_parts
from gpj_kpi.rules import Indicator, Published

MEASURES = {
    "%": "kind: share, of: {t: o}",
    "s": "kind: duration, from: a, to: b, statistic: mean",
    "": "kind: mean, value: v",
}


def _indicator(folder: Path, rest: str, *, unit: str = "%") -> Indicator:
    """Read one indicator whose figure is a share (%), seconds (s) or points."""
    columns = {"r": ON, "a": AT, "b": AT, "t": "type: text", "v": "type: number"}
    path = folder / "rules.yaml"
    path.write_text(rule_text(columns, {"i": f"period_by: r, measure: {{{MEASURES[unit]}}}, {rest}"}), encoding="utf-8")
    return load_rules(path).indicator("i")


def _unit_of(figure: str) -> str:
    return "%" if "%" in figure else "s" if "e" in figure else ""


def _published(folder: Path, figure: str) -> Published:
    return _indicator(folder, f"published: {{2008: {figure}}}", unit=_unit_of(figure)).published["2008"]


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
    read = _indicator(tmp_path, f'target: "{target}"', unit=_unit_of(target)).target
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
    assert judge_value(value, _indicator(tmp_path, "target: 95%, tolerance: 90%")) == expected


def test_without_tolerance_nothing_is_near_and_without_target_nothing_is_judged(tmp_path: Path) -> None:
    """Below a target without tolerance is missed; without a target there is nothing to keep."""
    assert judge_value(Fraction(94, 100), _indicator(tmp_path, "target: 95%")) == "missed"
    assert judge_value(Fraction(0), _indicator(tmp_path, "min_cases: 1")) == "no_target"


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
    printed = _indicator(tmp_path, "published: {2008: {between: [4.09, 4.20]}}", unit="").published["2008"]
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
    printed = _indicator(tmp_path, "target: 95%, published: {2008: held}").published["2008"]
    assert agrees(printed, Fraction(1), status) is expected


# ---------------------------------------------------------------------------------------------- statuses of evaluations


def _run(
    folder: Path, rest: str, export: str, *, by: str = "quarter", columns: str = "kind: share, of: {t: o}"
) -> Evaluation:
    path = folder / "rules.yaml"
    indicator = f"period_by: r, measure: {{{columns}}}, {rest}"
    path.write_text(rule_text({"r": ON, "t": "type: text"}, {"i": indicator}), encoding="utf-8")
    return evaluate(load_rules(path), {"s": frame_of(export)}, period="2008", by=by)  # type: ignore[arg-type]


# By quarter: 2 of 2, 1 of 2, nothing, 1 of 1.
ANSWERS = "id;r;t\n1;02/01/2008;o\n2;31/03/2008;o\n3;01/04/2008;o\n4;30/06/2008;n\n5;30/09/2008;\n6;01/10/2008;o\n"


def test_each_period_is_judged_on_its_own(tmp_path: Path) -> None:
    """Quarters and year each have their status; 0/0 is no data, and too few cases are not judged."""
    evaluation = _run(tmp_path, "target: 80%, tolerance: 50%, min_cases: 2", ANSWERS)
    assert figures(evaluation, ["period", "numerator", "denominator", "value", "excluded", "status"]) == [
        ("2008-Q1", 2, 2, 1, 0, "met"),
        ("2008-Q2", 1, 2, Fraction(1, 2), 0, "near"),
        ("2008-Q3", 0, 0, None, 1, "no_data"),
        ("2008-Q4", 1, 1, 1, 0, "too_few"),
        ("2008", 4, 5, Fraction(4, 5), 1, "met"),
    ]


def test_a_target_per_quarter_is_met_in_the_year_when_each_quarter_meets_it(tmp_path: Path) -> None:
    """With `per: quarter` the year has the status of its worst quarter, though its own rate is above the target."""
    evaluation = _run(tmp_path, "target: 80%, tolerance: 50%, per: quarter", ANSWERS)
    statuses = [("2008-Q1", "met"), ("2008-Q2", "near"), ("2008-Q3", "no_data"), ("2008-Q4", "met"), ("2008", "near")]
    assert figures(evaluation, ["period", "status"]) == statuses
    assert [status for _, status in evaluation.commitments] == ["near"]


def test_a_target_per_quarter_is_not_held_against_a_month(tmp_path: Path) -> None:
    """With `per: quarter` a month is no judged period: a month with cases has no target, one without has no data."""
    evaluation = _run(tmp_path, "target: 80%, per: quarter", ANSWERS, by="month")
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
    evaluation = _run(tmp_path, "target: 80%", ANSWERS)
    assert [status for _, status in evaluation.commitments] == ["met"]
    assert "missed" in [result.status for result in evaluation.result_list]


def test_a_commitment_without_target_has_none(tmp_path: Path) -> None:
    """An indicator without target is reported, and its commitment is neither kept nor broken."""
    evaluation = _run(tmp_path, "min_cases: 1", ANSWERS)
    assert [status for _, status in evaluation.commitments] == ["no_target"]


@pytest.mark.parametrize(
    ("columns", "target", "expected"),
    [
        # 19 of 20 is exactly 95 %; 18 of 19 is 94.7 %.
        ("kind: share, of: {t: o}", "95%", ("met", Fraction(19, 20))),
        ("kind: share, of: {t: o}", "> 95%", ("missed", Fraction(19, 20))),
        ("kind: count", ">= 20", ("met", Fraction(20))),
        ("kind: count", "> 20", ("missed", Fraction(20))),
    ],
)
def test_a_figure_exactly_on_its_target(
    columns: str, target: str, expected: tuple[Status, Fraction], tmp_path: Path
) -> None:
    """19 of 20 meets 95 % and not more than 95 %; 20 cases meet 20 and not more than 20."""
    export = "id;r;t\n" + "".join(f"{n};01/02/2008;{'n' if n == 7 else 'o'}\n" for n in range(1, 21))
    evaluation = _run(tmp_path, f'target: "{target}"', export, by="year", columns=columns)
    assert figures(evaluation, ["status", "value"]) == [expected]


def test_published_figures_stand_beside_their_period_only(tmp_path: Path) -> None:
    """A figure printed for a quarter or for the year is compared with that period and with no other."""
    evaluation = _run(tmp_path, "published: {2008: 80%, 2008-Q2: 40%, 2008-Q3: 90%}", ANSWERS)
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
        evaluation = _run(tmp_path, f"published: {{2008: {{per: quarter, between: [{low}, 100%]}}}}", full)
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
