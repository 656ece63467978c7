"""What the house printed for a period, and whether the figures agree with it.

Law: a figure agrees with a printed one if it would be printed alike. Without data, a printed figure is neither
confirmed nor contradicted.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gpj_kpi.calendars.periods import Period, parse_period, parts
from gpj_kpi.results.figures import FigureOf
from gpj_kpi.results.result import Status
from gpj_kpi.results.sides import RELATIONS
from gpj_kpi.results.status import judge_period
from gpj_kpi.rules import Indicator, Published

_ABOUT = Fraction(1, 40)
"""`about 90%` agrees with any figure within a fortieth of it: 87,75 % to 92,25 %."""


def published_for(indicator: Indicator, period: Period) -> tuple[Published, list[Period]] | None:
    """Find what the house published for a period, and what it claims.

    It claims the figures of the periods that are returned with it.

    A range printed for 2008 `per: quarter` stands beside 2008, where it claims the figure of each quarter, and beside
    each of its quarters. Any other printed figure claims that of its own period.

    Returns:
        None where nothing was printed for the period.
    """
    for label, printed in indicator.published.items():
        whole = parse_period(label, period.year_begins)
        claimed = [whole] if printed.per is None else parts(whole, printed.per)
        if period == whole:
            return printed, claimed
        if period in claimed:
            return printed, [period]
    return None


def all_agree(printed: Published, claimed: Sequence[Period], figure_of: FigureOf, indicator: Indicator) -> bool | None:
    """Say whether the figures of all claimed periods agree.

    None where one of them is unknown.
    """
    found = [agrees(printed, figure_of(period).value, judge_period(figure_of, indicator, period)) for period in claimed]
    return None if None in found else all(found)


def agrees(printed: Published, value: Fraction | None, status: Status) -> bool | None:
    """Say whether a figure agrees with a printed one.

    The figure is rounded as the printed one was. `held` agrees with a target that is met,
    and is unknown where nothing was judged.

    Args:
        printed: what was printed.
        value: the figure; None without data.
        status: that of the same period.

    Returns:
        None where nothing can be said.
    """
    if value is None:
        return None
    if printed.op == "held":
        return status == "met" if status in {"met", "near", "missed"} else None
    half = printed.step / 2
    if printed.op == "between":
        assert printed.low is not None
        assert printed.high is not None
        return printed.low - half <= value < printed.high + half
    assert printed.value is not None
    if printed.op == "=":
        return printed.value - half <= value < printed.value + half
    if printed.op == "about":
        return abs(value - printed.value) <= printed.value * _ABOUT
    return RELATIONS[printed.op](value, printed.value)
