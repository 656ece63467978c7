"""Where each case in scope of an indicator went, so that anyone can add them up.

Law: in scope = without date + outside the period + in the period. In the period = met + missed + pending + excluded +
invalid + counted. Each case is in exactly one of these.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpj_kpi.calendars.days import day_number
from gpj_kpi.calendars.periods import Period
from gpj_kpi.errors import Issue
from gpj_kpi.results.rates import VERDICTS
from gpj_kpi.verdicts.frame import Verdicts


@dataclass(frozen=True, kw_only=True)
class Conservation:
    """Where the cases in scope of one indicator went.

    Attributes:
        indicator: id.
        in_scope: cases that the indicator looks at, of any period; counted before they were judged.
        without_date: those without a reference date, which belong to no period.
        outside_period: those whose reference date lies outside the period; of a stock, those not open, or not old
            enough, when it was taken.
        in_period: those whose reference date lies in the period, or that are open at its end; the next six are parts
            of them.
        met: those that ended in time, for which the condition of a share holds, or that speak for in a balance.
        missed: those that ended late or are overdue, for which it does not hold, or that speak against.
        pending: those not ended and not yet due.
        excluded: those out of the measure by a rule.
        invalid: those that cannot be judged.
        counted: those in a mean, a median or other statistic of durations, a count, a sum, a ratio or a stock; and
            those neither for nor against in a balance.
    """

    indicator: str
    in_scope: int
    without_date: int
    outside_period: int
    in_period: int
    met: int
    missed: int
    pending: int
    excluded: int
    invalid: int
    counted: int


def conservation_of(verdicts: Verdicts, days: pd.DataFrame, period: Period) -> Conservation:
    """Count where the cases in scope of one indicator went.

    Args:
        verdicts: what was judged.
        days: its tally.
        period: the whole period.

    Raises:
        RuntimeError: the parts do not add up to the cases in scope; a bug.
    """
    day = days["_reference_day"].to_numpy(dtype="float64", na_value=np.nan)
    is_dated, cases = ~np.isnan(day), days["cases"].to_numpy()
    inside = (day >= day_number(period.first_day)) & (day <= day_number(period.last_day))
    if verdicts.indicator.measure.is_stock:
        inside, cases = is_dated, cases - days["absent"].to_numpy()
    of_period = {verdict: int(days[verdict].to_numpy()[inside].sum()) for verdict in VERDICTS}
    found = Conservation(
        indicator=verdicts.indicator.id,
        in_scope=verdicts.in_scope,
        without_date=_without_date(days),
        outside_period=int(days["cases"].to_numpy()[is_dated].sum() - cases[inside].sum()),
        in_period=int(cases[inside].sum()),
        **of_period,
    )
    whole = found.without_date + found.outside_period + found.in_period
    if found.in_scope != whole or found.in_period != sum(of_period.values()):
        message = f"the cases in scope do not add up: {found}."
        raise RuntimeError(message)
    return found


def undated_notice(verdicts: Verdicts, days: pd.DataFrame) -> list[Issue]:
    """Make a notice of cases in scope that have no reference date.

    They belong to no period.
    """
    undated = _without_date(days)
    if not undated:
        return []
    indicator = verdicts.indicator
    column = indicator.reference_column
    message = f"{undated} cases in scope of {indicator.id} have no {column}: they belong to no period."
    if undated == 1:
        message = f"1 case in scope of {indicator.id} has no {column}: it belongs to no period."
    return [
        Issue(
            code="undated",
            message=message,
            source=indicator.source,
            severity="notice",
            count=undated,
            indicator=indicator.id,
        )
    ]


def _without_date(days: pd.DataFrame) -> int:
    return int(days["cases"].to_numpy()[days["_reference_day"].isna().to_numpy()].sum())
