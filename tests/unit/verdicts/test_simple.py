"""Shares, means and counts, case by case."""

from __future__ import annotations

from pathlib import Path

from tests.small_runs import AT
from tests.unit.verdicts.made import cells_of, make_cases, make_context, make_rules

from gpj_kpi.rules import Indicator
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.outcomes import CODES, CaseFrame
from gpj_kpi.verdicts.simple import judge_balance, judge_count, judge_mean, judge_share

COLUMNS = {"r": AT, "q": "type: text", "n": "type: integer", "x": "type: number", "w": "type: integer"}
MET, MISSED, EXCLUDED, INVALID, COUNTED = (CODES[name] for name in ("met", "missed", "excluded", "invalid", "counted"))


def _made(folder: Path, measure: str) -> tuple[Indicator, Context]:
    rules = make_rules(folder, COLUMNS, {"i": f"period_by: r, measure: {{{measure}}}"})
    return rules.indicators[0][1], make_context(rules)


def test_a_share_is_of_the_cases_that_decide_it(tmp_path: Path) -> None:
    """The condition holds, does not hold, or looks at a cell that is missing."""
    indicator, context = _made(tmp_path, "kind: share, of: {q: a}")
    cases = make_cases({"r": [None] * 3}, q=["a", "b", None])
    found = judge_share(indicator, context, CaseFrame(cases, context.engine))
    assert cells_of(cases.select(found.outcome.alias("o")), "o") == [(MET,), (MISSED,), (EXCLUDED,)]


def test_a_mean_leaves_out_what_has_no_score(tmp_path: Path) -> None:
    """On a scale of 1 to 5, both ends are scores, 0 and 6 are none, and a missing cell is no answer."""
    indicator, context = _made(tmp_path, "kind: mean, value: n, scale: [1, 5]")
    cases = make_cases({"r": [None] * 5}, n=[1, 5, 0, 6, None])
    found = judge_mean(indicator, context, CaseFrame(cases, context.engine))
    assert cells_of(cases.select(found.outcome.alias("o"), found.value.alias("v")), "o", "v") == [
        (COUNTED, 1),
        (COUNTED, 5),
        (INVALID, 0),
        (INVALID, 6),
        (EXCLUDED, None),
    ]


def test_the_scale_of_a_number_is_in_its_millionths(tmp_path: Path) -> None:
    """Numbers are held in millionths: 5.000000 lies on a scale that ends at 5, 5.000001 does not."""
    indicator, context = _made(tmp_path, "kind: mean, value: x, scale: [1, 5]")
    cases = make_cases({"r": [None] * 2}, x=[5_000_000, 5_000_001])
    found = judge_mean(indicator, context, CaseFrame(cases, context.engine))
    assert cells_of(cases.select(found.outcome.alias("o")), "o") == [(COUNTED,), (INVALID,)]


def test_a_weighted_mean_needs_its_weight(tmp_path: Path) -> None:
    """A weight of 0 weighs nothing and counts, a missing one excludes the case, a negative one is impossible."""
    indicator, context = _made(tmp_path, "kind: mean, value: n, weight: w")
    cases = make_cases({"r": [None] * 4}, n=[3, 3, 3, 3], w=[2, 0, None, -1])
    found = judge_mean(indicator, context, CaseFrame(cases, context.engine))
    assert cells_of(cases.select(found.outcome.alias("o"), found.weight.alias("w")), "o", "w") == [
        (COUNTED, 2),
        (COUNTED, 0),
        (EXCLUDED, None),
        (INVALID, -1),
    ]


def test_every_case_counts(tmp_path: Path) -> None:
    """A count looks at no cell."""
    indicator, context = _made(tmp_path, "kind: count")
    cases = make_cases({"r": [None, "2008-02-01 10:00"]})
    found = judge_count(indicator, context, CaseFrame(cases, context.engine))
    assert cells_of(cases.with_columns(found.outcome.alias("o")), "o") == [(COUNTED,), (COUNTED,)]


def test_a_case_without_the_cell_that_is_counted_is_excluded(tmp_path: Path) -> None:
    """Of different cells, a missing one counts nothing; equal ones are each a case that counts."""
    indicator, context = _made(tmp_path, "kind: count, different: q")
    cases = make_cases({"r": [None] * 3}, q=["a", None, "a"])
    found = judge_count(indicator, context, CaseFrame(cases, context.engine))
    assert cells_of(cases.select(found.outcome.alias("o")), "o") == [(COUNTED,), (EXCLUDED,), (COUNTED,)]


def test_a_balance_has_cases_for_and_against(tmp_path: Path) -> None:
    """9 and 10 are for, 0 to 6 against, 7 and 8 neither; no answer is excluded."""
    indicator, context = _made(tmp_path, "kind: balance, for: {n: '>= 9'}, against: {n: '<= 6'}")
    cases = make_cases({"r": [None] * 6}, n=[10, 9, 7, 6, 0, None])
    found = judge_balance(indicator, context, CaseFrame(cases, context.engine))
    expected = [MET, MET, COUNTED, MISSED, MISSED, EXCLUDED]
    assert [each for (each,) in cells_of(cases.select(found.outcome.alias("o")), "o")] == expected


def test_a_balance_of_two_columns_may_contradict_itself(tmp_path: Path) -> None:
    """Both at once is impossible to judge; where one of the two is open, the case is excluded."""
    indicator, context = _made(tmp_path, "kind: balance, for: {n: 1}, against: {w: 1}")
    cases = make_cases({"r": [None] * 5}, n=[1, 1, 1, 0, 0], w=[1, 0, None, 1, 0])
    found = judge_balance(indicator, context, CaseFrame(cases, context.engine))
    expected = [INVALID, MET, EXCLUDED, MISSED, COUNTED]
    assert [each for (each,) in cells_of(cases.select(found.outcome.alias("o")), "o")] == expected
