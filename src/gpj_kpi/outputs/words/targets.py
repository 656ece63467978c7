"""What a period is held to, in words: target, tolerance, fewest cases, and what changes from a day on.

Law: a target is said in the unit in which the rule file writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.calendars.periods import Grain
from gpj_kpi.outputs.words.clocks import describe_limit
from gpj_kpi.outputs.words.phrases import count_of, number_of, quantity_of
from gpj_kpi.rules import Indicator, Target, Version
from gpj_kpi.rules.models.targets import TargetOperator
from gpj_kpi.safe_text import shorten
from gpj_kpi.sentences.sentence import Sentence, Wordings, join, say
from gpj_kpi.sentences.words import counts
from gpj_kpi.sentences.words import measures as sentences

_OPERATORS: Mapping[TargetOperator, Wordings] = {
    ">=": sentences.AT_LEAST,
    ">": sentences.MORE,
    "<=": sentences.AT_MOST,
    "<": sentences.LESS,
}
_GRAINS: Mapping[Grain, Wordings] = {
    "year": sentences.YEAR,
    "quarter": sentences.QUARTER,
    "month": sentences.MONTH,
    "week": sentences.WEEK,
}


def describe_held_to(indicator: Indicator) -> list[Sentence]:
    """Say target, tolerance, fewest cases, and each version."""
    found = [say(sentences.NO_TARGET)] if indicator.target is None else [_describe_target(indicator.target, indicator)]
    if indicator.tolerance is not None:
        found.append(_describe_near(indicator.tolerance))
    if indicator.min_cases is not None:
        count = count_of(indicator.min_cases, counts.CASE, counts.CASES)
        found.append(say(sentences.MIN_CASES, count=count))
    return [*found, *(_describe_version(version, indicator) for version in indicator.versions)]


def describe_figure(target: Target) -> Sentence:
    """Say a target by itself: `at least 95%`."""
    return say(_OPERATORS[target.op], figure=_figure(target))


def _figure(target: Target) -> Sentence:
    if target.unit == "%":
        return say(sentences.PERCENT, number=number_of(target.value * 100))
    if not isinstance(target.unit, Unit):
        return number_of(target.value)
    unit = target.written_unit if isinstance(target.written_unit, Unit) else target.unit
    each = Fraction(Limit(1, unit).microseconds, 1_000_000) if unit.has_fixed_length else Fraction(1)
    return quantity_of(target.value / each, unit)


def _describe_target(target: Target, indicator: Indicator) -> Sentence:
    figure = describe_figure(target)
    if indicator.per is None:
        return say(sentences.TARGET, figure=figure)
    return say(sentences.TARGET_PER, grain=say(_GRAINS[indicator.per]), figure=figure)


def _describe_near(tolerance: Target) -> Sentence:
    return say(sentences.NEAR, figure=describe_figure(tolerance))


def _describe_version(version: Version, indicator: Indicator) -> Sentence:
    changes: list[Sentence] = []
    if version.limit is not None:
        changes.append(say(sentences.LIMIT, limit=describe_limit(version.limit)))
    if version.target is not None:
        changes.append(_describe_target(version.target, indicator))
    if version.tolerance is not None:
        changes.append(_describe_near(version.tolerance))
    return say(sentences.VERSION, day=version.from_, changes=join(changes, ", "), ref=shorten(version.ref))
