"""Tallies become results: one for each period, of all cases and of each group.

Law: a result is put together here and decided elsewhere: its figure in `figures`, its status in `status`, what was
printed in `published`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from gpj_kpi.calendars.periods import Period
from gpj_kpi.cases.coverage import Coverage, Covered
from gpj_kpi.results.figures import FigureOf
from gpj_kpi.results.groups import FiguresOf, figures_by_group
from gpj_kpi.results.published import all_agree, published_for
from gpj_kpi.results.result import KEPT, Result
from gpj_kpi.results.status import is_judged, is_open, judge_period, limit_text, target_text
from gpj_kpi.rules import Commitment, Indicator
from gpj_kpi.verdicts.frame import Verdicts


def score(
    verdicts: Verdicts, tallied: pd.DataFrame, period: Period, by: Sequence[Period], coverage: Coverage
) -> list[Result]:
    """Turn the tally of one indicator into its results.

    Args:
        verdicts: what was tallied.
        tallied: the tally.
        period: the whole period.
        by: its parts, in order; none where the period is one part.
        coverage: the days that have cases of the source.

    Returns:
        One result per part, then one for the whole. Before a period in which the indicator changes, one result per
        version, for the days on which that version is in force. After them the same for each group, by name.

    Raises:
        RuntimeError: the cases of a result do not add up, or the groups do not hold them all; a bug.
    """
    by_group = figures_by_group(verdicts, tallied, period, coverage)
    return results_of(verdicts.commitment, verdicts.indicator, by_group, period, by, coverage.of)


def results_of(
    commitment: Commitment,
    indicator: Indicator,
    by_group: Mapping[str | None, FiguresOf],
    period: Period,
    by: Sequence[Period],
    covered: Callable[[Period], Covered],
) -> list[Result]:
    """Put together the results of one indicator (see `score`).

    Args:
        commitment: where the indicator belongs.
        indicator: whose results they are.
        by_group: figures of all cases, under None, then of each group.
        period: the whole period.
        by: its parts, in order.
        covered: says how much of a period the data covers.
    """
    periods = _add_versions(indicator, [*by, period])
    return [
        _result(commitment, indicator, group, figures.of, each, covered(each))
        for group, figures in by_group.items()
        for each in periods
    ]


def _add_versions(indicator: Indicator, periods: Sequence[Period]) -> list[Period]:
    """Put before each period the spans of the versions within it.

    A span is the days on which a version is in force. Spans that are listed already are not listed again.
    """
    found: list[Period] = []
    listed = set(periods)
    for period in periods:
        spans = [span for span, _ in indicator.during(period) if span not in listed]
        listed.update(spans)
        found += [*spans, period]
    return found


def _result(
    commitment: Commitment,
    indicator: Indicator,
    group: str | None,
    figure_of: FigureOf,
    period: Period,
    covered: Covered,
) -> Result:
    """Put together the result of one period and group."""
    figure = figure_of(period)
    statistic = indicator.measure.statistic_name
    low, high = figure.bounds or (None, None)
    # What was printed is about all cases, never about one group.
    published = published_for(indicator, period) if group is None else None
    pending = figure.counts["pending"]
    versions = [version.indicator for _, version in indicator.held_to(period)]
    bounds = [each.tolerance for each in versions] + [each.target for each in versions]
    status = judge_period(figure_of, indicator, period)
    target = target_text(indicator, period) if is_judged(indicator, period) else None
    is_partly_known = figure.value is not None and covered.kind in {"partial", "gap"}
    return Result(
        commitment=commitment.id,
        indicator=indicator.id,
        label=indicator.label,
        period=period.label,
        first_day=period.first_day,
        last_day=period.last_day,
        group=group,
        statistic=statistic,
        unit=indicator.measure.unit_name,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        target=target,
        status=status,
        pending=pending,
        overdue=figure.counts["overdue"],
        excluded=figure.counts["excluded"],
        invalid=figure.counts["invalid"],
        bound_low=low,
        bound_high=high,
        provisional=pending > 0 or figure.may_grow or is_partly_known,
        published=published[0].text if published else None,
        published_agrees=all_agree(*published, figure_of, indicator) if published else None,
        limit=limit_text(indicator, period),
        kept=KEPT.get(status),
        coverage=covered.kind,
        covered_from=covered.first_day,
        covered_to=covered.last_day,
        n=figure.n,
        is_open=target is not None and status != "pending" and is_open(figure_of, indicator, period),
        held_against=tuple(dict.fromkeys(bound for bound in bounds if bound is not None)),
    )
