"""The `measure` of an indicator: what is looked at in one case.

Law: a kind is named by `kind`, and has its model in a room of this package. `checks` says whether the columns of a
measure exist and hold what it needs, and which of its two forms a delay or a duration has.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from gpj_kpi.rules.models.measures.amounts import IndicatorRatio, Ratio, Sum, WrittenRatio, WrittenSum
from gpj_kpi.rules.models.measures.cells import Balance, Count, Mean, Share
from gpj_kpi.rules.models.measures.combined import Combined
from gpj_kpi.rules.models.measures.delays import Delay, ElapsedDelay, WrittenDelay
from gpj_kpi.rules.models.measures.durations import Duration, ElapsedDuration, WrittenDuration
from gpj_kpi.rules.models.measures.kind import MeasureKind
from gpj_kpi.rules.models.measures.stock import Age, Open
from gpj_kpi.rules.text.values import ReadAs

KINDS: Mapping[str, type[MeasureKind]] = MappingProxyType(
    {
        "delay": WrittenDelay,
        "duration": WrittenDuration,
        "share": Share,
        "mean": Mean,
        "count": Count,
        "sum": WrittenSum,
        "ratio": WrittenRatio,
        "balance": Balance,
        "combined": Combined,
        "open": Open,
        "age": Age,
    }
)
"""The model that reads each kind, by what `kind` says in the rule file."""

Measure = Annotated[
    Delay
    | ElapsedDelay
    | Duration
    | ElapsedDuration
    | Share
    | Mean
    | Count
    | Sum
    | Ratio
    | IndicatorRatio
    | Balance
    | Combined
    | Open
    | Age,
    ReadAs(
        Annotated[
            WrittenDelay
            | WrittenDuration
            | Share
            | Mean
            | Count
            | WrittenSum
            | WrittenRatio
            | Balance
            | Combined
            | Open
            | Age,
            Field(discriminator="kind"),
        ]
    ),
]
"""What is looked at in one case. Until it is checked, some kinds are as they were written, e.g. a `WrittenDelay`."""
