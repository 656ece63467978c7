"""The clock of a measure in words: its ends, its limit, its pauses, its abandoned cases, its statistic.

Law: each part of a clock has its function here, and says nothing of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpj_kpi.calendars.limits import Limit, Rollover
from gpj_kpi.outputs.words.made import describe_condition, within_others
from gpj_kpi.outputs.words.phrases import at_most, length_of, list_of, match_of
from gpj_kpi.rules import Abandoned, ColumnLimit, Condition, Delay, ElapsedDelay, Ends, Pauses, Statistic
from gpj_kpi.sentences.sentence import Sentence, Wordings, say
from gpj_kpi.sentences.words import measures as sentences

_TIMES: Mapping[str, Wordings] = {
    "mean": sentences.MEAN_TIME,
    "median": sentences.MEDIAN_TIME,
    "percentile": sentences.PERCENTILE_TIME,
    "max": sentences.LONGEST_TIME,
    "min": sentences.SHORTEST_TIME,
}
_AGES: Mapping[str, Wordings] = {
    "mean": sentences.MEAN_AGE,
    "median": sentences.MEDIAN_AGE,
    "percentile": sentences.PERCENTILE_AGE,
    "max": sentences.GREATEST_AGE,
    "min": sentences.LEAST_AGE,
}
_ROLLOVERS: Mapping[Rollover, Wordings] = {
    "next_business_day": sentences.MOVES_TO_BUSINESS_DAY,
    "next_working_day": sentences.MOVES_TO_WORKING_DAY,
}


def describe_ends(ends: Ends) -> Sentence:
    """Say which date ends a case."""
    if len(ends.columns) == 1:
        return Sentence(ends.columns[0])
    wordings = sentences.FIRST_OF if ends.mode == "first" else sentences.LAST_OF
    return say(wordings, columns=list_of(ends.columns))


def describe_in_time(measure: Delay | ElapsedDelay) -> Sentence:
    """Say what a case in time is: `a comes at most 2 hours after b`."""
    if isinstance(measure, ElapsedDelay):
        wordings = sentences.LESS_BY_COLUMN if measure.limit.strict else sentences.AT_MOST_BY_COLUMN
        length = say(wordings, length=length_of(measure.limit))
        done = within_others(measure.done)
        return say(sentences.DONE_WITHIN, done=done, elapsed=measure.elapsed, length=length)
    end, limit = describe_ends(measure.to), measure.limit
    if isinstance(limit, ColumnLimit):
        return say(sentences.COMES_BEFORE if limit.strict else sentences.COMES_BY, end=end, due=limit.column)
    return say(sentences.COMES_WITHIN, end=end, length=at_most(limit), start=measure.from_)


def describe_limit(limit: Limit | ColumnLimit) -> Sentence:
    """Say a limit by itself: `less than 24 hours`, `before due_at`."""
    if isinstance(limit, ColumnLimit):
        return say(sentences.BEFORE_DUE if limit.strict else sentences.DUE, due=limit.column)
    return at_most(limit)


def describe_start(measure: Delay | ElapsedDelay) -> list[Sentence]:
    """Say when a case begins, where its limit does not say so."""
    is_due = isinstance(measure.limit, ColumnLimit)
    return [say(sentences.BEGINS, start=measure.from_)] if is_due else []


def describe_rollover(rollover: Rollover) -> list[Sentence]:
    """Say what becomes of a last day that is closed."""
    return [say(_ROLLOVERS[rollover])] if rollover in _ROLLOVERS else []


def describe_pauses(pauses: Pauses | None, key: Sequence[str]) -> list[Sentence]:
    """Say what stops the clock.

    Args:
        pauses: None if nothing does.
        key: columns that tell the paused cases apart.
    """
    if pauses is None:
        return []
    match = match_of(list(zip(key, pauses.case, strict=True)))
    return [say(sentences.PAUSED, from_=pauses.from_, to=pauses.to, source=pauses.source, match=match)]


def describe_done(elapsed: str | None, done: Condition | None) -> list[Sentence]:
    """Say which lengths of time count, where a column gives them."""
    if elapsed is None or done is None:
        return []
    return [say(sentences.ONLY_WHERE, condition=describe_condition(done))]


def describe_abandoned(measure: Delay | ElapsedDelay) -> list[Sentence]:
    """Say which cases were given up, and how they count."""
    abandoned = measure.abandoned
    if abandoned is None:
        return []
    at = "" if abandoned.at is None else say(sentences.ABANDONED_AT, at=abandoned.at)
    when, counts = describe_condition(abandoned.when), _describe_counts(abandoned, measure)
    return [say(sentences.ABANDONED, when=when, at=at, counts=counts)]


def _describe_counts(abandoned: Abandoned, measure: Delay | ElapsedDelay) -> Sentence:
    if not abandoned.depends_on_time:
        return say(sentences.ALWAYS_MISSED if abandoned.counts == "missed" else sentences.ALWAYS_EXCLUDED)
    if abandoned.within is None:
        within = say(sentences.WITHIN_THE_LIMIT)
    elif measure.from_ is None:
        within = say(sentences.WITHIN_ELAPSED, length=at_most(abandoned.within), elapsed=measure.elapsed)
    else:
        within = say(sentences.WITHIN_LENGTH, length=at_most(abandoned.within), start=measure.from_)
    wordings = sentences.MET_IF if abandoned.counts == "met_if_within" else sentences.EXCLUDED_IF
    return say(wordings, within=within)


def describe_time(statistic: Statistic, span: Sentence) -> Sentence:
    """Say which figure is made of lengths of time: `the mean time`."""
    return say(_TIMES[statistic.kind], number=statistic.percentile, span=span)


def describe_age(statistic: Statistic) -> Sentence:
    """Say which figure is made of ages: `the median age`."""
    return say(_AGES[statistic.kind], number=statistic.percentile)
