"""Sums and ratios: the amounts of each case, which results add up.

Law: a case that lacks an amount says nothing and is excluded. What is divided by may not be negative.
"""

from __future__ import annotations

from collections.abc import Callable

import narwhals as nw

from gpj_kpi.rules import Indicator, Ratio, Sum
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.outcomes import CaseFrame, Judgement, decide


def take_amount(indicator: Indicator, _: Context, __: CaseFrame) -> Judgement:
    """Take the amount of each case; exclude those without."""
    measure = indicator.measure
    assert isinstance(measure, Sum)
    amount = nw.col(measure.of)
    return Judgement(outcome=decide([(amount.is_null(), "excluded")], otherwise="counted"), value=amount)


def take_both_amounts(indicator: Indicator, _: Context, __: CaseFrame) -> Judgement:
    """Take what is divided, and as the weight by what.

    A case without one of the two is excluded. One with less than nothing to divide by is invalid.
    """
    measure = indicator.measure
    assert isinstance(measure, Ratio)
    amount, over = nw.col(measure.of), nw.col(measure.over)
    outcome = decide([(amount.is_null() | over.is_null(), "excluded"), (over < 0, "invalid")], otherwise="counted")
    return Judgement(outcome=outcome, value=amount, weight=over)


AMOUNT_JUDGES: dict[type, Callable[[Indicator, Context, CaseFrame], Judgement]] = {
    Sum: take_amount,
    Ratio: take_both_amounts,
}
"""The judge of each measure that adds up."""
