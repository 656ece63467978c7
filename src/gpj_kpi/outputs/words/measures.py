"""Indicators in words, in both languages: what is counted, of which cases, when, and what is promised.

Law: every key of an indicator that moves a figure or a status is said. Only names and reasons are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from gpj_kpi.outputs.words.clocks import (
    describe_abandoned,
    describe_age,
    describe_day_end,
    describe_done,
    describe_ends,
    describe_from,
    describe_in_time,
    describe_pauses,
    describe_rollover,
    describe_start,
    describe_time,
)
from gpj_kpi.outputs.words.made import describe_condition
from gpj_kpi.outputs.words.phrases import chain, length_of, list_of, number_of, unit_of
from gpj_kpi.outputs.words.targets import describe_held_to
from gpj_kpi.rules import (
    Age,
    Balance,
    Combined,
    Compare,
    Count,
    Delay,
    Duration,
    ElapsedDelay,
    ElapsedDuration,
    Indicator,
    IndicatorRatio,
    Mean,
    Measure,
    Open,
    Ratio,
    RuleDocument,
    Share,
    Strata,
    Sum,
)
from gpj_kpi.rules.models.measures.kind import RateOf
from gpj_kpi.rules.models.measures.weights import UNITS
from gpj_kpi.sentences.sentence import Sentence, join, say
from gpj_kpi.sentences.words import made
from gpj_kpi.sentences.words import measures as sentences

_PER = re.compile(r"\D+[0-9\s]+(?P<what>.*)", re.DOTALL)


def describe_indicators(rules: RuleDocument) -> list[Sentence]:
    """Say what each indicator is, in the order of the file."""
    return [describe_indicator(indicator, rules) for _, indicator in rules.indicators]


def describe_indicator(indicator: Indicator, rules: RuleDocument) -> Sentence:
    """Say what an indicator is, in one sentence.

    Args:
        indicator: as it holds before its versions; these are said at its end.
        rules: the file of the indicator.
    """
    key = rules.sources[indicator.source].key
    parts = [
        _describe_figure(indicator),
        *_describe_clock(indicator.measure, key),
        *_describe_values(indicator.measure),
        *_describe_period(indicator),
        *describe_held_to(indicator),
    ]
    return say(made.NAMED, name=indicator.id, what=chain(parts, sentences.THEN))


def _describe_figure(indicator: Indicator) -> Sentence:
    """Say which figure is made, and of which cases."""
    return _FIGURES[type(indicator.measure)](indicator.measure, _scope(indicator))


def _scope(indicator: Indicator) -> dict[str, str]:
    """Say which cases are in scope."""
    condition = indicator.where
    where = "" if condition is None else say(sentences.WHERE, condition=describe_condition(condition))
    return {"source": indicator.source, "where": where}


def _describe_clock(measure: Measure, key: Sequence[str]) -> list[Sentence]:
    """Say the parts of a clock that the figure does not say."""
    if isinstance(measure, Delay | ElapsedDelay):
        return [
            *describe_start(measure),
            *describe_day_end(measure),
            *describe_rollover(measure.rollover),
            *describe_pauses(measure.pauses, key),
            *describe_abandoned(measure),
        ]
    if isinstance(measure, ElapsedDuration):
        return describe_done(measure.elapsed, measure.done)
    return describe_pauses(measure.stopped_by, key)


def _describe_values(measure: Measure) -> list[Sentence]:
    """Say which values are valid, and how much a case weighs."""
    found = []
    if isinstance(measure, Mean) and measure.scale is not None:
        low, high = (number_of(Fraction(end)) for end in measure.scale)
        found.append(say(sentences.SCALE, low=low, high=high))
    if isinstance(measure, Mean | Share) and measure.weight is not None:
        found.append(_describe_weight(measure.weight))
    return found


def _describe_weight(weight: str | Strata) -> Sentence:
    if not isinstance(weight, Strata):
        return say(sentences.WEIGHT, column=weight)
    weights = [
        say(
            sentences.STRATUM,
            weight=number_of(Fraction(number, UNITS)),
            condition=describe_condition(Compare(weight.by, "=", value)),
        )
        for value, number in weight.weights
    ]
    return say(sentences.WEIGHTS, weights=join(weights, ", "), column=weight.by)


def _describe_period(indicator: Indicator) -> list[Sentence]:
    """Say which date puts a case in a period."""
    if indicator.measure.is_stock or isinstance(indicator.measure, IndicatorRatio):
        return []
    is_combined = isinstance(indicator.measure, Combined)
    wordings = sentences.PERIOD_OF_EARLIEST if is_combined else sentences.PERIOD
    column = indicator.reference_column
    measure = indicator.measure
    if indicator.period_by is None and isinstance(measure, Delay | Duration):
        column = describe_from(measure.from_)
    found = [say(wordings, column=column)]
    if indicator.version_by is not None:
        found.append(say(sentences.VERSION_BY, column=indicator.version_by))
    return found


# ---------------------------------------------------------------------------------------------------------------------
# The figure of each kind of measure.


def _rate(met: Sentence, rate: RateOf | None, scope: Mapping[str, str]) -> Sentence:
    return say(sentences.SHARE if rate is None else sentences.MISSED_SHARE, met=met, **scope)


def _delay(measure: Delay | ElapsedDelay, scope: Mapping[str, str]) -> Sentence:
    return _rate(describe_in_time(measure), measure.rate, scope)


def _duration(measure: Duration, scope: Mapping[str, str]) -> Sentence:
    span = say(sentences.FROM_TO, start=describe_from(measure.from_), end=describe_ends(measure.to))
    told = describe_time(measure.statistic, span)
    return say(sentences.DURATION, statistic=told, unit=unit_of(measure.unit), **scope)


def _elapsed_duration(measure: ElapsedDuration, scope: Mapping[str, str]) -> Sentence:
    told = describe_time(measure.statistic, say(sentences.GIVEN_BY, column=measure.elapsed))
    return say(sentences.ELAPSED_DURATION, statistic=told, unit=unit_of(measure.unit), **scope)


def _share(measure: Share, scope: Mapping[str, str]) -> Sentence:
    return _rate(describe_condition(measure.of), measure.rate, scope)


def _mean(measure: Mean, scope: Mapping[str, str]) -> Sentence:
    return say(sentences.MEAN, value=measure.value, **scope)


def _count(measure: Count, scope: Mapping[str, str]) -> Sentence:
    wordings = sentences.COUNT if measure.different is None else sentences.DIFFERENT
    return say(wordings, column=measure.different, **scope)


def _sum(measure: Sum, scope: Mapping[str, str]) -> Sentence:
    return say(sentences.SUM, of=measure.of, **scope)


def _ratio(measure: Ratio, scope: Mapping[str, str]) -> Sentence:
    return say(sentences.RATIO, of=measure.of, over=measure.over, per=_per_many(measure), **scope)


def _ratio_of_indicators(measure: IndicatorRatio, _scope: Mapping[str, str]) -> Sentence:
    of, over = measure.rests_on
    return say(sentences.RATIO_OF_INDICATORS, of=of, over=over, per=_per_many(measure))


def _per_many(measure: Ratio | IndicatorRatio) -> str:
    if measure.unit is None:
        return ""
    written = _PER.fullmatch(measure.unit.text)
    return say(sentences.PER_MANY, number=measure.unit.number, what=written["what"] if written else "")


def _balance(measure: Balance, scope: Mapping[str, str]) -> Sentence:
    for_, against = describe_condition(measure.for_), describe_condition(measure.against)
    return say(sentences.BALANCE, for_=for_, against=against, **scope)


def _combined(measure: Combined, scope: Mapping[str, str]) -> Sentence:
    keys = list_of(measure.by)
    if len(measure.by) > 1:
        keys = say(sentences.COMBINATIONS, columns=keys)
    return say(sentences.ALL_MET if measure.met_if == "all" else sentences.ANY_MET, keys=keys, of=measure.of, **scope)


def _open(measure: Open, scope: Mapping[str, str]) -> Sentence:
    age: str = ""
    if measure.older_than is not None:
        wordings = sentences.PAST_LIMIT if measure.older_than.strict else sentences.OLDER
        age = say(wordings, length=length_of(measure.older_than))
    return say(sentences.OPEN, age=age, start=describe_from(measure.from_), end=describe_ends(measure.to), **scope)


def _age(measure: Age, scope: Mapping[str, str]) -> Sentence:
    told, unit = describe_age(measure.statistic), unit_of(measure.unit)
    return say(
        sentences.AGE,
        statistic=told,
        unit=unit,
        start=describe_from(measure.from_),
        end=describe_ends(measure.to),
        **scope,
    )


_FIGURES: Mapping[type, Callable[..., Sentence]] = {
    Delay: _delay,
    ElapsedDelay: _delay,
    Duration: _duration,
    ElapsedDuration: _elapsed_duration,
    Share: _share,
    Mean: _mean,
    Count: _count,
    Sum: _sum,
    Ratio: _ratio,
    IndicatorRatio: _ratio_of_indicators,
    Balance: _balance,
    Combined: _combined,
    Open: _open,
    Age: _age,
}
"""What says the figure of a measure: it takes the measure, and its cases in words."""
