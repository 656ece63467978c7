"""Shares, means, balances and counts: measures that look at the cells of a case, and at no clock.

Law: a missing cell is never a miss. The case is excluded, because nothing can be said of it.
"""

from __future__ import annotations

from collections.abc import Callable

import narwhals as nw

from gpj_kpi.engines.conditions import judge_condition, rests_on_open
from gpj_kpi.engines.interface import cell_columns, units_of
from gpj_kpi.rules import Balance, Count, Indicator, Mean, Share, Strata
from gpj_kpi.rules.models.conditions import Condition
from gpj_kpi.verdicts.context import Context, nothing
from gpj_kpi.verdicts.outcomes import CaseFrame, Judgement, Row, code, decide


def judge_share(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    """Judge by the condition of a share; exclude what leaves it open.

    A case is pending where a made column may still decide it, because its time is not over.
    A case without weight is excluded. One of a negative weight, or of a stratum that is not listed, is invalid.
    """
    measure = indicator.measure
    assert isinstance(measure, Share)
    holds = judge_condition(measure.of, context.source.columns)
    if measure.weight is not None:
        weight, is_missing, is_invalid = _weigh(measure.weight)
        table = [(is_missing, "excluded"), *_list_open(holds, measure.of, context), (is_invalid, "invalid")]
        return Judgement(outcome=decide([*table, (holds, "met")], otherwise="missed"), weight=weight)
    table = [(holds, "met"), (~holds, "missed"), *_list_open(holds, measure.of, context)]
    return Judgement(outcome=decide(table[:-1], otherwise=table[-1][1]))


def _list_open(holds: nw.Expr, condition: Condition, context: Context) -> list[Row]:
    """List what becomes of a case whose condition is open."""
    rests_on = rests_on_open(condition, context.source.columns)
    pending: list[Row] = [] if rests_on is None else [(holds.is_null() & rests_on, "pending")]
    return [*pending, (holds.is_null(), "excluded")]


def judge_mean(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    """Take the value of each case, in units of its column.

    A case without value or weight is excluded. One off the scale, of a negative weight, or of a stratum that is not
    listed, is invalid.
    """
    measure = indicator.measure
    assert isinstance(measure, Mean)
    value = nw.col(measure.value)
    invalid = nw.lit(value=False)
    if measure.scale is not None:
        factor = units_of(measure.value, context.source)
        lowest, highest = (end * factor for end in measure.scale)
        invalid = (value < float(lowest)) | (value > float(highest))
    missing = value.is_null()
    weight = nothing()
    if measure.weight is not None:
        weight, is_unweighted, is_invalid = _weigh(measure.weight)
        missing, invalid = missing | is_unweighted, invalid | is_invalid
    outcome = nw.when(missing).then(code("excluded")).when(invalid).then(code("invalid")).otherwise(code("counted"))
    return Judgement(outcome=outcome, value=value, weight=weight)


def _weigh(weight: str | Strata) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """Give the weight of a case, and whether it is usable."""
    if not isinstance(weight, Strata):
        cell = nw.col(weight)
        return cell, cell.is_null(), cell < 0
    cell = nw.col(weight.by)
    (first, held), *others = weight.weights
    # A sum with a column of whole numbers keeps their type where nothing is listed.
    found = nw.when(cell == first).then(nw.col("_row") * 0 + held)
    for value, held in others:
        found = found.when(cell == value).then(nw.col("_row") * 0 + held)
    is_missing = cell.is_null()
    return found, is_missing, ~is_missing & found.is_null()


def judge_balance(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    """Judge cases for as met, cases against as missed.

    What leaves a condition open is excluded, or pending where a made column may still decide it. A case that is both
    for and against is invalid.
    """
    measure = indicator.measure
    assert isinstance(measure, Balance)
    is_for = judge_condition(measure.for_, context.source.columns)
    is_against = judge_condition(measure.against, context.source.columns)
    outcome = decide(
        [
            (is_for & is_against, "invalid"),
            *_list_open(is_for, measure.for_, context),
            *_list_open(is_against, measure.against, context),
            (is_for, "met"),
            (is_against, "missed"),
        ],
        otherwise="counted",
    )
    return Judgement(outcome=outcome)


def judge_count(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    """Count every case; of different cells, exclude what has none."""
    measure = indicator.measure
    assert isinstance(measure, Count)
    if measure.different is None:
        return Judgement(outcome=code("counted"))
    cell, *_half = cell_columns(measure.different, context.source.columns[measure.different])
    return Judgement(outcome=nw.when(nw.col(cell).is_null()).then(code("excluded")).otherwise(code("counted")))


SIMPLE_JUDGES: dict[type, Callable[[Indicator, Context, CaseFrame], Judgement]] = {
    Share: judge_share,
    Mean: judge_mean,
    Balance: judge_balance,
    Count: judge_count,
}
"""The judge of each measure without a clock."""
