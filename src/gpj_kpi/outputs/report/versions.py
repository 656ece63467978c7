"""The indicators whose rule changes inside the period: each version with what it judges.

Law: a figure that pools cases of two versions is never shown without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gpj_kpi.calendars.periods import Period
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.rows import Cell, cell_of, style_of
from gpj_kpi.outputs.words.limits import word_limit
from gpj_kpi.outputs.words.numbers import FigureStyle, bind_numbers
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.result import Result
from gpj_kpi.rules import Column, Indicator, InForce
from gpj_kpi.safe_text import one_line


@dataclass(frozen=True)
class Version:
    """One version of a rule, over its part of the period.

    Attributes:
        days: first and last day of the part.
        asks: limit, target and tolerance, those that it has.
        cell: the figure of its cases.
        counts: number of cases, and of pending ones if there are any.
        is_judged: it has a target.
        ref: where it was published; empty where that is not said.
    """

    days: str
    asks: tuple[str, ...]
    cell: Cell
    counts: tuple[str, ...]
    is_judged: bool
    ref: str


@dataclass(frozen=True)
class VersionedIndicator:
    """An indicator whose rule changes, with its versions in order."""

    label: str
    versions: tuple[Version, ...]


def list_versions(evaluation: Evaluation, wording: Wording) -> tuple[VersionedIndicator, ...]:
    """List the indicators whose rule changes inside the period."""
    results = {(each.indicator, each.period): each for each in evaluation.result_list if each.group is None}
    found = []
    for indicator in (indicator for _, indicator in evaluation.rules.indicators):
        parts = indicator.during(evaluation.period)
        if len(parts) == 1 or (indicator.id, evaluation.period.label) not in results:
            continue
        style = style_of(indicator, results[indicator.id, evaluation.period.label], wording)
        columns = evaluation.rules.sources[indicator.source].columns
        versions = (
            _version(part, version, columns, style, results[indicator.id, part.label], wording)
            for part, version in parts
        )
        found.append(VersionedIndicator(bind_numbers(one_line(indicator.label)), tuple(versions)))
    return tuple(found)


def _version(
    part: Period,
    version: InForce,
    columns: Mapping[str, Column],
    style: FigureStyle,
    result: Result,
    wording: Wording,
) -> Version:
    """Write one version."""
    indicator = version.indicator
    counts = [f"n {wording.numbers.quantity(result.denominator)}"] if result.denominator is not None else []
    counts += [f"{wording.numbers.whole_number(result.pending)} {wording.report.pending}"] if result.pending else []
    return Version(
        days=wording.dates.days(part),
        asks=_asks(indicator, columns, style, wording),
        cell=cell_of(result, style, [bound for bound in (indicator.target, indicator.tolerance) if bound], wording),
        counts=tuple(counts),
        is_judged=indicator.target is not None,
        ref=one_line(version.ref) if version.ref else "",
    )


def _asks(indicator: Indicator, columns: Mapping[str, Column], style: FigureStyle, wording: Wording) -> tuple[str, ...]:
    """Write what a version asks: limit, target and tolerance."""
    words, numbers = wording.report, wording.numbers
    found = [word_limit(limit, columns, wording) for limit in indicator.measure.limits[:1]]
    if indicator.target is not None:
        found.append(f"{words.target} {numbers.target(indicator.target, style)}")
    if indicator.tolerance is not None:
        found.append(f"{words.tolerance} {numbers.target(indicator.tolerance, style)}")
    return tuple(found)
