"""The amounts of cases, case by case."""

from __future__ import annotations

from pathlib import Path

from tests.small_runs import AT
from tests.unit.verdicts.made import cells_of, make_cases, make_context, make_rules

from gpj_kpi.rules import Indicator
from gpj_kpi.verdicts.amounts import take_amount, take_both_amounts
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.outcomes import CODES, CaseFrame

COLUMNS = {"r": AT, "n": "type: integer", "d": "type: integer"}
EXCLUDED, INVALID, COUNTED = (CODES[name] for name in ("excluded", "invalid", "counted"))


def _made(folder: Path, measure: str) -> tuple[Indicator, Context]:
    rules = make_rules(folder, COLUMNS, {"i": f"period_by: r, measure: {{{measure}}}"})
    return rules.indicators[0][1], make_context(rules)


def test_a_sum_takes_what_is_there(tmp_path: Path) -> None:
    """0 and negative amounts count; an empty cell says nothing."""
    indicator, context = _made(tmp_path, "kind: sum, of: n")
    cases = make_cases({"r": [None] * 4}, n=[3, 0, -2, None])
    found = take_amount(indicator, context, CaseFrame(cases, context.engine))
    assert cells_of(cases.select(found.outcome.alias("o"), found.value.alias("v")), "o", "v") == [
        (COUNTED, 3),
        (COUNTED, 0),
        (COUNTED, -2),
        (EXCLUDED, None),
    ]


def test_a_ratio_needs_both_amounts(tmp_path: Path) -> None:
    """Nothing may be divided by less than nothing; 0 of both is a case like any other."""
    indicator, context = _made(tmp_path, "kind: ratio, of: n, over: d")
    cases = make_cases({"r": [None] * 6}, n=[3, 0, -2, None, 1, 1], d=[4, 0, 5, 2, None, -1])
    found = take_both_amounts(indicator, context, CaseFrame(cases, context.engine))
    assert cells_of(cases.select(found.outcome.alias("o"), found.weight.alias("w")), "o", "w") == [
        (COUNTED, 4),
        (COUNTED, 0),
        (COUNTED, 5),
        (EXCLUDED, 2),
        (EXCLUDED, None),
        (INVALID, -1),
    ]
