"""Which cases a condition takes, in a scope and in a judgement, on either engine."""

from __future__ import annotations

import itertools
import tempfile
from functools import cache
from pathlib import Path

import pytest
from tests.small_runs import AT, ON, evaluate_files, evaluate_frame, frame_of, rule_text
from tests.unit.verdicts.made import cells_of, make_cases, make_rules

from gpj_kpi import Evaluation
from gpj_kpi.engines.conditions import judge_condition, meets

COLUMNS = {
    "r": ON,
    "t": "type: text",
    "n": "type: integer",
    "x": "type: number",
    "d": ON,
    "m": AT,
    "b": "type: boolean, true_values: [oui], false_values: [non]",
}
EXPORT = (
    "id;r;t;n;x;d;m;b\n"
    "1;01/02/2008;courrier;4;1,5;01/02/2008;01/02/2008 23:59;oui\n"
    "2;01/02/2008;internet;3;1,500001;02/02/2008;02/02/2008 00:00;non\n"
    "3;01/02/2008;Courrier;-2;-0,5;31/01/2008;31/01/2008 12:00;oui\n"
    "4;01/02/2008;;;;;;\n"
    "5;01/02/2008;téléphone;;10;01/03/2008;01/03/2008 00:00;\n"
)
ALL = {"1", "2", "3", "4", "5"}

# Condition, and the cases inside it: a missing cell equals nothing, so that `not` includes it.
SCOPES = {
    "{t: courrier}": {"1"},
    "{t: '= courrier'}": {"1"},
    "{t: [courrier, internet]}": {"1", "2"},
    "{t: [internet]}": {"2"},
    "{t: {not: courrier}}": {"2", "3", "4", "5"},
    "{t: {not: [courrier, internet]}}": {"3", "4", "5"},
    "{t: {not: {not: courrier}}}": {"1"},
    "{t: present}": {"1", "2", "3", "5"},
    "{t: missing}": {"4"},
    "{t: {not: present}}": {"4"},
    "{n: 4}": {"1"},
    "{n: [3, -2]}": {"2", "3"},
    "{n: '>= 3'}": {"1", "2"},
    "{n: '> 3'}": {"1"},
    "{n: '<= 3'}": {"2", "3"},
    "{n: '< 3'}": {"3"},
    "{n: {not: '< 3'}}": {"1", "2", "4", "5"},
    "{x: 1.5}": {"1"},
    "{x: '= 1,5'}": {"1"},
    "{x: 10}": {"5"},
    "{x: '> 1.5'}": {"2", "5"},
    "{x: '>= 1.5'}": {"1", "2", "5"},
    "{x: '< 1.5'}": {"3"},
    "{x: '<= 1.5'}": {"1", "3"},
    # Between two millionths: 1.5 lies below, 1.500001 above, and no cell is equal to it.
    "{x: '> 1.5000005'}": {"2", "5"},
    "{x: '>= 1.5000005'}": {"2", "5"},
    "{x: '< 1.5000005'}": {"1", "3"},
    "{x: '<= 1.5000005'}": {"1", "3"},
    "{x: 1.5000005}": set(),
    "{x: {not: 1.5000005}}": ALL,
    "{x: '< -0.4999999'}": {"3"},
    "{x: '<= -0.5000001'}": set(),
    "{x: '> -0.5000001'}": {"1", "2", "3", "5"},
    "{x: '>= -0.4999999'}": {"1", "2", "5"},
    "{d: 2008-02-01}": {"1"},
    "{d: '< 2008-02-01'}": {"3"},
    "{d: '>= 2008-02-01'}": {"1", "2", "5"},
    "{d: [2008-01-31, 2008-03-01]}": {"3", "5"},
    # A moment is compared by its local day: 23:59 belongs to the day, 00:00 to the next one.
    "{m: 2008-02-01}": {"1"},
    "{m: '<= 2008-02-01'}": {"1", "3"},
    "{m: '> 2008-02-01'}": {"2", "5"},
    "{b: true}": {"1", "3"},
    "{b: false}": {"2"},
    "{b: {not: true}}": {"2", "4", "5"},
    "{t: courrier, n: 4}": {"1"},
    "{t: courrier, n: 3}": set(),
    "{any: [{t: courrier}, {n: 3}]}": {"1", "2"},
    "{any: [{t: missing}, {n: missing}]}": {"4", "5"},
    "{all: [{t: present}, {n: missing}]}": {"5"},
    "{not: {t: courrier}}": {"2", "3", "4", "5"},
    "{not: {t: courrier, n: 4}}": {"2", "3", "4", "5"},
    "{not: {any: [{t: courrier}, {b: true}]}}": {"2", "4", "5"},
    "{any: [{all: [{b: true}, {n: '< 0'}]}, {not: {x: present}}]}": {"3", "4"},
}

# The cases that meet a condition, miss it, and leave it open (excluded).
Sets = tuple[set[str], set[str], set[str]]
JUDGEMENTS: dict[str, Sets] = {
    "{t: courrier}": ({"1"}, {"2", "3", "5"}, {"4"}),
    "{t: {not: courrier}}": ({"2", "3", "5"}, {"1"}, {"4"}),
    "{t: [courrier, internet]}": ({"1", "2"}, {"3", "5"}, {"4"}),
    "{t: {not: [courrier, internet]}}": ({"3", "5"}, {"1", "2"}, {"4"}),
    "{t: present}": ({"1", "2", "3", "5"}, {"4"}, set()),
    "{t: missing}": ({"4"}, {"1", "2", "3", "5"}, set()),
    "{n: '>= 3'}": ({"1", "2"}, {"3"}, {"4", "5"}),
    "{x: '< 1.5000005'}": ({"1", "3"}, {"2", "5"}, {"4"}),
    "{x: 1.5000005}": (set(), {"1", "2", "3", "5"}, {"4"}),
    "{d: '>= 2008-02-01'}": ({"1", "2", "5"}, {"3"}, {"4"}),
    "{m: '<= 2008-02-01'}": ({"1", "3"}, {"2", "5"}, {"4"}),
    "{b: true}": ({"1", "3"}, {"2"}, {"4", "5"}),
    # One side decides where it can: true or unknown is true, false or unknown is open.
    "{any: [{t: missing}, {n: 4}]}": ({"1", "4"}, {"2", "3"}, {"5"}),
    "{any: [{t: present}, {n: 4}]}": ({"1", "2", "3", "5"}, set(), {"4"}),
    "{any: [{n: 4}, {b: true}]}": ({"1", "3"}, {"2"}, {"4", "5"}),
    # False and unknown is false, true and unknown is open.
    "{all: [{t: present}, {n: 4}]}": ({"1"}, {"2", "3", "4"}, {"5"}),
    "{t: courrier, n: 4}": ({"1"}, {"2", "3", "5"}, {"4"}),
    "{not: {t: courrier, n: 4}}": ({"2", "3", "5"}, {"1"}, {"4"}),
    "{not: {any: [{t: present}, {n: 4}]}}": (set(), {"1", "2", "3", "5"}, {"4"}),
}

OF_EACH_TYPE = [
    "{t: courrier}",
    "{n: '>= 3'}",
    "{x: '< 1.5000005'}",
    "{d: '>= 2008-02-01'}",
    "{m: '<= 2008-02-01'}",
    "{b: true}",
]


def _combine(how: str, one: Sets, other: Sets) -> Sets:
    """Combine what two conditions take, case by case: true, false or unknown."""
    (met, missed), (met_too, missed_too) = one[:2], other[:2]
    if how == "all":
        held, failed = met & met_too, missed | missed_too
    else:
        held, failed = met | met_too, missed & missed_too
    return held, failed, ALL - held - failed


# Columns of any two types stand beside each other, in either order.
JUDGEMENTS |= {
    f"{{{how}: [{one}, {other}]}}": _combine(how, JUDGEMENTS[one], JUDGEMENTS[other])
    for how in ("all", "any")
    for one, other in itertools.permutations(OF_EACH_TYPE, 2)
}


@cache
def _evaluation(engine: str) -> Evaluation:
    """Evaluate every condition above, each as an indicator of its own, in one run."""
    scopes = {
        f"scope_{number}": f"period_by: r, where: {condition}, measure: {{kind: count}}"
        for number, condition in enumerate(SCOPES)
    }
    judgements = {
        f"judged_{number}": f"period_by: r, measure: {{kind: share, of: {condition}}}"
        for number, condition in enumerate(JUDGEMENTS)
    }
    rules = rule_text(COLUMNS, scopes | judgements, source='decimal: ","')
    with tempfile.TemporaryDirectory() as folder:
        if engine == "duckdb":
            return evaluate_files(Path(folder), rules, {"a.csv": EXPORT})
        return evaluate_frame(Path(folder), rules, frame_of(EXPORT))


both_engines = pytest.mark.parametrize("engine", ["duckdb", "pandas"])


@both_engines
@pytest.mark.parametrize(("number", "condition"), [*enumerate(SCOPES)])
def test_a_scope_takes_a_case_or_leaves_it(engine: str, number: int, condition: str) -> None:
    """Each case is inside a scope or outside; a missing cell equals nothing, so `not` includes it."""
    found = _evaluation(engine).verdicts(f"scope_{number}")["id"].tolist()
    assert found == sorted(SCOPES[condition])


@both_engines
@pytest.mark.parametrize(("number", "condition"), [*enumerate(JUDGEMENTS)])
def test_a_judged_condition_is_open_where_a_missing_cell_decides(engine: str, number: int, condition: str) -> None:
    """A case meets the condition, misses it, or is excluded because the cell that would decide is missing."""
    verdicts = _evaluation(engine).verdicts(f"judged_{number}")
    found = tuple(set(verdicts.loc[verdicts["verdict"] == name, "id"]) for name in ("met", "missed", "excluded"))
    assert found == JUDGEMENTS[condition]


@both_engines
@pytest.mark.parametrize(("number", "condition"), [*enumerate(JUDGEMENTS)])
def test_a_share_is_that_of_its_verdicts(engine: str, number: int, condition: str) -> None:
    """Excluded cases are outside the share and are counted beside it."""
    (result,) = [row for row in _evaluation(engine).result_list if row.indicator == f"judged_{number}"]
    met, missed, excluded = map(len, JUDGEMENTS[condition])
    assert result.numerator == met
    assert result.denominator == met + missed
    assert result.excluded == excluded


def test_a_scope_is_never_null_and_a_judgement_may_be(tmp_path: Path) -> None:
    """Four cases by hand: a letter, another text, and two without text, one of which has the number that decides."""
    rules = make_rules(tmp_path, COLUMNS, {"i": "period_by: r, where: {any: [{t: a}, {n: 1}]}, measure: {kind: count}"})
    condition = rules.indicators[0][1].where
    assert condition is not None
    columns = rules.sources["s"].columns
    cases = make_cases({"r": [None] * 4}, t=["a", "b", None, None], n=[None, 2, 1, 2])
    found = cases.select(
        meets(condition, columns).alias("scope"), judge_condition(condition, columns).alias("judgement")
    )
    assert cells_of(found, "scope", "judgement") == [(True, True), (False, False), (True, True), (False, None)]
