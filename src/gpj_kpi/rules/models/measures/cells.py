"""Shares, means, balances and counts: measures that look at the cells of a case, and at no clock.

Law: each names the columns that it reads. `checks` says whether these exist and hold what the measure needs.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gpj_kpi.rules.models.conditions import ConditionField
from gpj_kpi.rules.models.measures.kind import MeasureKind, RateOf
from gpj_kpi.rules.models.measures.weights import WeightField
from gpj_kpi.rules.models.scales import Scale
from gpj_kpi.rules.text.values import Text, Written


class Share(MeasureKind):
    """For which part of the cases a condition holds.

    Attributes:
        kind: `share`.
        of: the condition.
        rate: `missed` for the share of the missed among all cases in scope; None: of the met among those judged.
        weight: column of weights, or a weight for each stratum; None weighs every case the same.
    """

    kind: Literal["share"]
    of: ConditionField
    rate: Annotated[RateOf | None, Written] = None
    weight: Annotated[WeightField | None, Written] = None

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "share" if self.rate is None else "missed_share"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "ratio"

    @property
    def summed(self) -> tuple[str, ...]:
        """The weight of each case, if it has one."""
        return () if self.weight is None else ("weight",)


class Mean(MeasureKind):
    """The mean of a number column.

    Attributes:
        kind: `mean`.
        value: column averaged.
        scale: lowest and highest value that is valid, both included; None allows any.
        weight: column of weights, or a weight for each stratum; None weighs every case the same.
    """

    kind: Literal["mean"]
    value: Text
    scale: Annotated[Scale | None, Written] = None
    weight: Annotated[WeightField | None, Written] = None

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "mean"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "points"

    @property
    def summed(self) -> tuple[str, ...]:
        """The value of each case, and its weight if it has one."""
        return ("value",) if self.weight is None else ("value", "weight")


class Balance(MeasureKind):
    """The share of the cases for, minus the share of those against.

    Attributes:
        kind: `balance`.
        for_: the condition of a case that speaks for (`for` in the file).
        against: that of one that speaks against.
    """

    kind: Literal["balance"]
    for_: Annotated[ConditionField, Field(alias="for")]
    against: ConditionField

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "balance"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "points"


class Count(MeasureKind):
    """How many cases there are, or different cells of a column.

    Attributes:
        kind: `count`.
        different: column whose different cells are counted; None counts the cases.
    """

    kind: Literal["count"]
    different: Annotated[Text | None, Written] = None

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "count"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "cases" if self.different is None else "different"

    @property
    def is_total(self) -> bool:
        """Whether cases to come change the figure of a period."""
        return True
