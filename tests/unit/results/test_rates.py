"""Rates, by hand: what they are, and what they may become."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.small_runs import AT, Read, both_engines, figures, rule_text

from gpj_kpi.results.rates import VERDICTS, Rate, rate_of_met, rate_of_missed

NOTHING = dict.fromkeys(VERDICTS, 0)


@pytest.mark.parametrize(
    ("counts", "of_met", "of_missed"),
    [
        (
            {"met": 5, "missed": 2, "pending": 1, "excluded": 1, "invalid": 1},
            Rate(Fraction(5), Fraction(7), 7, (Fraction(5, 8), Fraction(6, 8))),
            Rate(Fraction(2), Fraction(10), 10, (Fraction(2, 10), Fraction(3, 10))),
        ),
        (
            {"pending": 2},
            Rate(Fraction(0), Fraction(0), 0, (Fraction(0), Fraction(1))),
            Rate(Fraction(0), Fraction(2), 2, (Fraction(0), Fraction(1))),
        ),
        (
            {"excluded": 3},
            Rate(Fraction(0), Fraction(0), 0, None),
            Rate(Fraction(0), Fraction(3), 3, (Fraction(0), Fraction(0))),
        ),
        ({}, Rate(Fraction(0), Fraction(0), 0, None), Rate(Fraction(0), Fraction(0), 0, None)),
    ],
)
def test_rates_are_of_the_judged_or_of_all(counts: dict[str, int], of_met: Rate, of_missed: Rate) -> None:
    """The met are a part of those judged, the missed a part of all cases in scope."""
    assert (rate_of_met(NOTHING | counts), rate_of_missed(NOTHING | counts)) == (of_met, of_missed)


EXPORT = (
    "id;r;e;w;q\n"
    "1;01/02/2008 10:00;01/02/2008 10:30;30;yes\n"  # in time
    "2;01/02/2008 10:00;01/02/2008 12:00;120;no\n"  # late
    "3;01/02/2008 10:00;;;\n"  # overdue by the delay, without an answer for the share
    "4;01/02/2008 10:00;01/02/2008 09:00;-60;yes\n"  # ended before it began
    "5;28/02/2008 23:30;;;no\n"  # pending by the delay
)


@both_engines
@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("kind: delay, from: r, to: e, limit: 1 heure", (2, 5, 1, 1, Fraction(2, 5), Fraction(3, 5), "missed")),
        (
            "kind: delay, elapsed: w, done: {w: present}, limit: 1 heure",
            (2, 5, 1, 1, Fraction(2, 5), Fraction(3, 5), "missed"),
        ),
        ("kind: share, of: {q: 'yes'}", (2, 5, 0, 0, Fraction(2, 5), Fraction(2, 5), "missed")),
    ],
)
def test_the_missed_are_a_part_of_all_cases(
    read: Read, measure: str, expected: tuple[object, ...], tmp_path: Path
) -> None:
    """Pending, excluded and invalid cases are in the whole; if pending ones ended met, none is added to the part."""
    rules = rule_text(
        {"r": AT, "e": AT, "w": "type: integer, unit: minutes", "q": "type: text"},
        {
            "i": f"period_by: r, measure: {{{measure}, rate: missed}}, target: '< 30%'",
        },
    )
    evaluation = read(tmp_path, rules, EXPORT)
    columns = ["numerator", "denominator", "pending", "invalid", "bound_low", "bound_high", "status"]
    assert figures(evaluation, columns)[0] == expected
    assert evaluation.result_list[0].statistic == "missed_share"


@both_engines
@pytest.mark.parametrize(
    ("target", "tolerance", "status", "is_open"),
    [
        ("< 41%", "", "met", True),  # 2 of 5, and 3 of 5 if the pending case is missed
        ("< 61%", "", "met", False),
        ("<= 40%", "", "met", True),
        ("< 40%", ", tolerance: 45%", "near", True),
        ("< 30%", ", tolerance: 35%", "missed", False),
    ],
)
def test_a_rate_of_missed_is_judged_downwards(
    read: Read, target: str, tolerance: str, status: str, *, is_open: bool, tmp_path: Path
) -> None:
    """A tolerance lies above the target; pending cases may still break a promise, and never mend one."""
    measure = "kind: delay, from: r, to: e, limit: 1 heure, rate: missed"
    rules = rule_text(
        {"r": AT, "e": AT, "w": "type: integer", "q": "type: text"},
        {"i": f"period_by: r, measure: {{{measure}}}, target: '{target}'{tolerance}"},
    )
    assert figures(read(tmp_path, rules, EXPORT), ["status", "is_open"]) == [(status, is_open)]


@both_engines
@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        # 3 for, 1 against, 1 between, 1 without an answer: 60 - 20.
        ([10, 9, 9, 6, 7, ""], (2, 5, 40, "points", 1, "met")),
        ([0, 0, 8, 9], (-1, 4, -25, "points", 0, "missed")),
        ([5, 9], (0, 2, 0, "points", 0, "missed")),
        (["", ""], (0, 0, None, "points", 2, "no_data")),
    ],
)
def test_a_balance_is_for_minus_against(
    read: Read, scores: list[object], expected: tuple[object, ...], tmp_path: Path
) -> None:
    """In points of all answers, and below 0 where more are against."""
    measure = "kind: balance, for: {n: '>= 9'}, against: {n: '<= 6'}"
    rules = rule_text({"r": AT, "n": "type: integer"}, {"i": f"period_by: r, measure: {{{measure}}}, target: '>= 30'"})
    export = "id;r;n\n" + "".join(f"{row};01/02/2008 10:00;{score}\n" for row, score in enumerate(scores))
    columns = ["numerator", "denominator", "value", "unit", "excluded", "status"]
    assert figures(read(tmp_path, rules, export), columns) == [expected]


STRATA = (
    "id;r;q;w;g;k;b\n"
    "1;01/02/2008 10:00;yes;2;nord;1;oui\n"
    "2;01/02/2008 10:00;no;0.5;sud;2;non\n"
    "3;01/02/2008 10:00;yes;0;sud;2;non\n"
    "4;01/02/2008 10:00;yes;;;;\n"  # without a weight
    "5;01/02/2008 10:00;yes;-1;est;3;\n"  # a negative weight, a stratum that is not listed
    "6;01/02/2008 10:00;;7;nord;1;oui\n"  # without an answer
)
WEIGHED = {
    "r": AT,
    "q": "type: text",
    "w": "type: number",
    "g": "type: text",
    "k": "type: integer",
    "b": "type: boolean, true_values: [oui], false_values: [non]",
}


@both_engines
@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        # By the column: 2 of 2.5, and a case of weight 0 is a case that weighs nothing.
        ("w", (2, Fraction(5, 2), Fraction(4, 5), 2, 1, Fraction(4, 5))),
        # By stratum: nord weighs 3, sud 0.5. The yes of 1 and 3 make 3.5 of 4.
        ("{by: g, nord: 3, sud: '0,5'}", (Fraction(7, 2), 4, Fraction(7, 8), 2, 1, Fraction(7, 8))),
        ("{by: k, 1: 3, 2: 0.5}", (Fraction(7, 2), 4, Fraction(7, 8), 2, 1, Fraction(7, 8))),
        ("{by: b, true: 3, false: 0.5}", (Fraction(7, 2), 4, Fraction(7, 8), 3, 0, Fraction(7, 8))),
        ("{by: g, nord: 0, sud: 0}", (0, 0, None, 2, 1, None)),
    ],
)
def test_a_weighted_share_is_of_weights(read: Read, weight: str, expected: tuple[object, ...], tmp_path: Path) -> None:
    """Weights are added up, exactly; no weight is no case, and a weight that cannot be is invalid."""
    measure = f"kind: share, of: {{q: 'yes'}}, weight: {weight}"
    rules = rule_text(WEIGHED, {"i": f"period_by: r, measure: {{{measure}}}"})
    columns = ["numerator", "denominator", "value", "excluded", "invalid", "bound_low"]
    assert figures(read(tmp_path, rules, STRATA), columns) == [expected]


@both_engines
def test_a_mean_is_weighted_by_stratum(read: Read, tmp_path: Path) -> None:
    """(3 x 2 + 0.5 x 0.5 + 0.5 x 0 + 3 x 7) / (3 + 0.5 + 0.5 + 3)."""
    measure = "kind: mean, value: w, weight: {by: g, nord: 3, sud: 0.5}"
    rules = rule_text(WEIGHED, {"i": f"period_by: r, measure: {{{measure}}}"})
    evaluation = read(tmp_path, rules, STRATA)
    assert figures(evaluation, ["numerator", "denominator"]) == [(Fraction("27.25"), 7)]
    assert evaluation.verdicts("i")["weight"].dropna().tolist() == [3, 0.5, 0.5, 3]


def test_pending_weights_bound_a_share() -> None:
    """The bounds are of weights as the rate is, never of cases."""
    counts = NOTHING | {"met": 1, "missed": 1, "pending": 1}
    weights = {"met": Fraction(3), "missed": Fraction(1), "pending": Fraction(6)}
    assert rate_of_met(counts, weights) == Rate(Fraction(3), Fraction(4), 2, (Fraction(3, 10), Fraction(9, 10)))
