"""Whether a figure meets its target, and whether a period does.

Law: exact fractions decide, never a rounded figure. A whole whose parts must all be met has the status of its worst
part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from gpj_kpi.calendars.periods import Period, parts
from gpj_kpi.results.figures import Figure, FigureOf
from gpj_kpi.results.result import Status
from gpj_kpi.results.sides import holds
from gpj_kpi.rules import CaseLimit, Indicator, Target
from gpj_kpi.rules.models.measures.limits import text_of

_WORST_FIRST: tuple[Status, ...] = ("missed", "near", "pending", "too_few", "no_data")


def judge_value(value: Fraction, indicator: Indicator) -> Status:
    """Judge one figure against the indicator's target and tolerance."""
    if indicator.target is None:
        return "no_target"
    if holds(value, indicator.target):
        return "met"
    if indicator.tolerance is not None and holds(value, indicator.tolerance):
        return "near"
    return "missed"


def status_of_parts(statuses: Sequence[Status]) -> Status:
    """Give the status of a whole whose parts must all be met.

    It is the status of the worst part. Parts without a target do not count; where no part has one, there is no target.

    >>> status_of_parts(["met", "near", "met"])
    'near'
    """
    for status in _WORST_FIRST:
        if status in statuses:
            return status
    return "met" if "met" in statuses else "no_target"


def judge_period(figure_of: FigureOf, indicator: Indicator, period: Period) -> Status:
    """Judge one period against the target.

    A target may hold `per` quarter. A year is then judged by its quarters, and a month is not judged.

    Args:
        figure_of: gives the figure of the period, and of its parts.
        indicator: gives the target, the tolerance and `min_cases`.
        period: what is judged.
    """
    grain = indicator.per
    if grain is None or period.is_whole(grain) or target_text(indicator, period) is None:
        return _judge_as_one(figure_of, indicator, period)
    if not is_judged(indicator, period):
        return "no_data" if figure_of(period).value is None else "no_target"
    found = status_of_parts([_judge_as_one(figure_of, indicator, part) for part in parts(period, grain)])
    may_be_unknown = indicator.measure.is_total or indicator.measure.rests_on
    if found == "no_data" and may_be_unknown and figure_of(period).may_grow:
        return "pending"  # of a part that has not begun nothing is known yet
    return found


def is_open(figure_of: FigureOf, indicator: Indicator, period: Period) -> bool:
    """Say whether pending cases can still change the status of a period.

    They can where the figure would be judged otherwise if they all ended in the best way, or in the worst.
    """
    statuses = set()
    for side in (0, 1):

        def figure_at(part: Period, side: int = side) -> Figure:
            figure = figure_of(part)
            return figure if figure.extremes is None else replace(figure, value=figure.extremes[side])

        statuses.add(judge_period(figure_at, indicator, period))
    return len(statuses) > 1


def is_judged(indicator: Indicator, period: Period) -> bool:
    """Say whether the target applies to a period.

    With `per: quarter`, it applies to whole quarters only.
    """
    grain = indicator.per
    return grain is None or all(part.is_whole(grain) for part in parts(period, grain))


def target_text(indicator: Indicator, period: Period) -> str | None:
    """Give the target of a period as written, or None.

    Where targets follow each other within the period, all are given, each later one with its first day.
    """
    texts: list[str] = []
    before: Target | None = None
    for span, version in indicator.held_to(period):
        target = version.indicator.target
        if target is not None and _demand_of(target) != _demand_of(before):
            texts.append(f"{target.text} from {span.first_day}" if texts else target.text)
        before = target
    return "; ".join(texts) or None


def limit_text(indicator: Indicator, period: Period) -> str | None:
    """Give the limit of a period as written, or None.

    Where limits follow each other within the period, all are given, each later one with its first day.
    """
    texts: list[str] = []
    before: CaseLimit | None = None
    for first_day, version in indicator.judging(period):
        for limit in version.indicator.measure.limits[:1]:
            if limit != before:
                text = text_of(limit)
                texts.append(f"{text} from {first_day}" if texts else text)
            before = limit
    return "; ".join(texts) or None


def _judge_as_one(figure_of: FigureOf, indicator: Indicator, period: Period) -> Status:
    """Judge a period by its own figure.

    Where the target changes within the period, its parts are judged instead.
    """
    figure = figure_of(period)
    if figure.value is None:
        return "no_data"
    if figure.n < (indicator.min_cases or 0) and not figure.may_grow:
        return "too_few"
    in_force = indicator.held_to(period)
    versions = [version.indicator for _, version in in_force]
    if len({_demand_of(version.target) for version in versions}) > 1 and not indicator.measure.is_total:
        # No one target holds for the whole: it is met when the days of each version meet the target of that version.
        with_data = [part for part, _ in in_force if figure_of(part).value is not None]
        return status_of_parts([_judge_as_one(figure_of, indicator, part) for part in with_data])
    # A total is held against each target as a whole. Where tolerances alone differ, it must be within each.
    return status_of_parts([_judge_known(figure, version) for version in versions])


def _judge_known(figure: Figure, indicator: Indicator) -> Status:
    """Judge a figure by one version, as far as it is decided.

    Further cases can only help a count that must be reached, and only break one that must not be exceeded. They can do
    either to a sum of numbers that may be negative.
    """
    assert figure.value is not None
    status = judge_value(figure.value, indicator)
    if figure.may_grow and indicator.target is not None:
        is_decided = not figure.may_shrink and (status == "met") == (indicator.target.op in {">", ">="})
        return status if is_decided else "pending"
    return status


def _demand_of(target: Target | None) -> tuple[str, Fraction, str] | None:
    """Tell targets apart by what they ask, however they are written."""
    return None if target is None else (target.op, target.value, str(target.unit))
