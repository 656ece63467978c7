"""Tallies become results: one for each period, of all cases and of each group.

Law: a result is put together here and decided elsewhere: its figure in `figures`, its status in `status`, what was
printed in `published`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from gpj_kpi.calendars.periods import Period
from gpj_kpi.cases.coverage import Coverage, Covered
from gpj_kpi.results.figures import FigureOf
from gpj_kpi.results.groups import FiguresOf, figures_by_group, leave_out_excused
from gpj_kpi.results.published import all_agree, published_for
from gpj_kpi.results.result import KEPT, Result
from gpj_kpi.results.status import is_judged, is_open, judge_period, limit_text, target_text
from gpj_kpi.rules import Commitment, Indicator
from gpj_kpi.verdicts.frame import Verdicts


@dataclass(frozen=True)
class _WithoutExcused:
    """What a period would give without its excused cases (see `Result`).

    Attributes:
        cases: how many these are.
        value: the figure without them.
        kept: whether the target is met without them.
    """

    cases: int | None
    value: Fraction | None
    kept: bool | None


def score(
    verdicts: Verdicts,
    tallied: pd.DataFrame,
    period: Period,
    by: Sequence[Period],
    coverage: Coverage,
    compared: Mapping[Period, Period] | None = None,
) -> list[Result]:
    """Turn the tally of one indicator into its results.

    Args:
        verdicts: what was tallied.
        tallied: the tally.
        period: the whole period.
        by: its parts, in order; none where the period is one part.
        coverage: the days that have cases of the source.
        compared: the periods with which some are compared.

    Returns:
        One result per part, then one for the whole. Before a period in which the indicator changes, one result per
        version, for the days on which that version is in force. After them the same for each group, by name.

    Raises:
        RuntimeError: the cases of a result do not add up, or the groups do not hold them all; a bug.
    """
    by_group = figures_by_group(verdicts, tallied, period, coverage)
    without = None
    if verdicts.excused is not None:
        without = figures_by_group(*leave_out_excused(verdicts, tallied), period, coverage, by_group)
    periods = [*by, period]
    return results_of(verdicts.commitment, verdicts.indicator, by_group, periods, coverage.of, without, compared)


def results_of(
    commitment: Commitment,
    indicator: Indicator,
    by_group: Mapping[str | None, FiguresOf],
    periods: Sequence[Period],
    covered: Callable[[Period], Covered],
    without: Mapping[str | None, FiguresOf] | None,
    compared: Mapping[Period, Period] | None = None,
) -> list[Result]:
    """Put together the results of one indicator (see `score`).

    Args:
        commitment: where the indicator belongs.
        indicator: whose results they are.
        by_group: figures of all cases, under None, then of each group.
        periods: the parts, in order, then the whole.
        covered: says how much of a period the data covers.
        without: the same figures without excused cases; None where the rule file excuses none.
        compared: the periods with which some are compared.
    """
    others, listed = compared or {}, _add_versions(indicator, periods)
    found = []
    for group, figures in by_group.items():
        of_others = None if without is None else without[group].of
        for each in listed:
            excused = _compare_without(indicator, figures.of, of_others, each)
            result = _result(commitment, indicator, group, figures.of, each, covered(each), excused)
            other = others.get(each)
            found.append(result if other is None else _compare(result, other, figures.of, covered))
    return found


def _compare_without(
    indicator: Indicator, figure_of: FigureOf, without: FigureOf | None, period: Period
) -> _WithoutExcused:
    """Say what a period would give without its excused cases."""
    if without is None:
        return _WithoutExcused(None, None, None)
    figure = without(period)
    excused = figure_of(period).n_in_scope - figure.n_in_scope
    return _WithoutExcused(excused, figure.value, KEPT.get(judge_period(without, indicator, period)))


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


def _compare(result: Result, other: Period, figure_of: FigureOf, covered: Callable[[Period], Covered]) -> Result:
    """Put beside a result the figure of another period."""
    figure, kind = figure_of(other), covered(other).kind
    value, before = result.value, figure.value
    may_change = figure.counts["pending"] > 0 or figure.may_grow or kind in {"partial", "gap"}
    return replace(
        result,
        compared_with=other.label,
        compared_value=before,
        difference=None if value is None or before is None else value - before,
        compared_coverage=kind,
        compared_is_provisional=before is not None and may_change,
    )


def _result(
    commitment: Commitment,
    indicator: Indicator,
    group: str | None,
    figure_of: FigureOf,
    period: Period,
    covered: Covered,
    without: _WithoutExcused,
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
        excused_cases=without.cases,
        value_without_excused=without.value,
        kept_without_excused=without.kept,
        n=figure.n,
        is_open=target is not None and status != "pending" and is_open(figure_of, indicator, period),
        held_against=tuple(dict.fromkeys(bound for bound in bounds if bound is not None)),
    )
