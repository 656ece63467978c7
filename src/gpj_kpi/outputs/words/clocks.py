"""The clock of a measure in words: its ends, its limit, its pauses, its abandoned cases, its statistic.

Law: each part of a clock has its function here, and says nothing of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpj_kpi.calendars.limits import Limit, Rollover
from gpj_kpi.outputs.words.made import describe_condition, within_others
from gpj_kpi.outputs.words.phrases import at_most, length_of, list_of, match_of, value_of
from gpj_kpi.rules import (
    Abandoned,
    CaseLimit,
    ClassLimit,
    ColumnLimit,
    Condition,
    Delay,
    ElapsedDelay,
    Ends,
    LaterLimit,
    LeadLimit,
    Pauses,
    Statistic,
)
from gpj_kpi.rules.models.clock import Starts
from gpj_kpi.rules.models.measures.limits import parts_of
from gpj_kpi.sentences.sentence import Sentence, Wordings, join, say
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
_ROLLOVERS: Mapping[str, Wordings] = {
    "next_business_day": sentences.MOVES_TO_BUSINESS_DAY,
    "next_working_day": sentences.MOVES_TO_WORKING_DAY,
    "previous_business_day": sentences.MOVES_BACK_TO_BUSINESS_DAY,
    "previous_working_day": sentences.MOVES_BACK_TO_WORKING_DAY,
}


def describe_ends(ends: Ends) -> Sentence:
    """Say which date ends a case."""
    return _chosen(ends.columns, {"first": sentences.FIRST_OF, "all": sentences.LAST_OF}.get(ends.mode))


def describe_from(start: str | Starts | None) -> Sentence:
    """Say which date begins a case."""
    if not isinstance(start, Starts):
        return Sentence(start or "")
    return _chosen(start.columns, sentences.FIRST_OF if start.mode == "first" else None)


def _chosen(columns: Sequence[str], wordings: Wordings | None) -> Sentence:
    return (
        Sentence(columns[0]) if len(columns) == 1 else say(wordings or sentences.LAST_FILLED, columns=list_of(columns))
    )


def describe_in_time(measure: Delay | ElapsedDelay) -> Sentence:
    """Say what a case in time is: `a comes at most 2 hours after b`."""
    limit, start = measure.limit, describe_from(measure.from_)
    if isinstance(measure, ElapsedDelay):
        if isinstance(limit, Limit):
            wordings = sentences.LESS_BY_COLUMN if limit.strict else sentences.AT_MOST_BY_COLUMN
            length = say(wordings, length=length_of(limit))
        else:
            length = say(sentences.IN_TIME_BY_COLUMN, limit=describe_limit(limit))
        return say(sentences.DONE_WITHIN, done=within_others(measure.done), elapsed=measure.elapsed, length=length)
    end = describe_ends(measure.to)
    if isinstance(limit, Limit):
        return say(sentences.COMES_WITHIN, end=end, length=at_most(limit), start=start)
    if isinstance(limit, ColumnLimit):
        return say(sentences.COMES_BEFORE if limit.strict else sentences.COMES_BY, end=end, due=limit.column)
    return say(sentences.COMES_IN_TIME, end=end, limit=describe_limit(limit, start))


def describe_limit(limit: CaseLimit, start: Sentence | None = None) -> Sentence:
    """Say a limit by itself: `less than 24 hours`, `before due_at`.

    Args:
        limit: one, or several put together.
        start: from which date a length of time runs; None: that is said elsewhere.
    """
    match limit:
        case Limit():
            length = at_most(limit)
            return length if start is None else say(sentences.WITHIN, length=length, start=start)
        case ColumnLimit():
            return say(sentences.BEFORE_DUE if limit.strict else sentences.DUE, due=limit.column)
        case LeadLimit():
            return say(sentences.AHEAD, length=length_of(limit.lead), event=limit.column)
        case LaterLimit():
            return say(sentences.WITHIN, length=at_most(limit.within), start=limit.column)
        case ClassLimit():
            classes = [
                say(sentences.CLASS, value=value_of(value), limit=_promised(each, start)) for value, each in limit.of
            ]
            return say(sentences.BY_CLASS, column=limit.column, classes=join(classes, ", "))
    several = [describe_limit(each, start) for each in limit.of]
    wordings = sentences.EARLIEST_OF if limit.mode == "first" else sentences.LATEST_OF
    return say(wordings, limits=join(several, ", "))


def _promised(limit: CaseLimit | None, start: Sentence | None) -> Sentence:
    return say(sentences.NO_PROMISE) if limit is None else describe_limit(limit, start)


def describe_start(measure: Delay | ElapsedDelay) -> list[Sentence]:
    """Say when a case begins, and from when a limit in days counts."""
    found = []
    has_length = any(isinstance(part, Limit) for _, part in parts_of(measure.limit))
    if measure.from_ is not None and not has_length:
        found.append(say(sentences.BEGINS, start=describe_from(measure.from_)))
    begins = measure.begins
    if begins.cut_off is not None:
        found.append(say(sentences.CUT_OFF, time=begins.cut_off_time))
    if begins.closed is not None:
        found.append(say(sentences.CLOSED_DAY if begins.closed == "next_business_day" else sentences.CLOSED_HOURS))
    if begins.counts_first:
        found.append(say(sentences.DAY_ONE))
    return found


def describe_day_end(measure: Delay | ElapsedDelay) -> list[Sentence]:
    """Say when the last day of a limit ends, if not at 24:00."""
    if measure.ends == "end_of_day":
        return []
    return [say(sentences.SAME_HOUR if measure.ends == "same_hour" else sentences.AT_CLOSING)]


def describe_rollover(rollover: Rollover) -> list[Sentence]:
    """Say what becomes of a last day that is closed."""
    if rollover == "none":
        return []
    moves = say(_ROLLOVERS[rollover.removesuffix("_of_month")])
    return [say(sentences.OF_MONTH, moves=moves) if rollover.endswith("_of_month") else moves]


def describe_pauses(pauses: Pauses | None, key: Sequence[str]) -> list[Sentence]:
    """Say what stops the clock.

    Args:
        pauses: None if nothing does.
        key: columns that tell the paused cases apart.
    """
    if pauses is None:
        return []
    match = match_of(list(zip(key, pauses.case, strict=True)))
    where = "" if pauses.where is None else say(sentences.WHERE, condition=describe_condition(pauses.where))
    return [say(sentences.PAUSED, from_=pauses.from_, to=pauses.to, source=pauses.source, match=match, where=where)]


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
        within = say(sentences.WITHIN_LENGTH, length=at_most(abandoned.within), start=describe_from(measure.from_))
    wordings = sentences.MET_IF if abandoned.counts == "met_if_within" else sentences.EXCLUDED_IF
    return say(wordings, within=within)


def describe_time(statistic: Statistic, span: Sentence) -> Sentence:
    """Say which figure is made of lengths of time: `the mean time`."""
    return say(_TIMES[statistic.kind], number=statistic.percentile, span=span)


def describe_age(statistic: Statistic) -> Sentence:
    """Say which figure is made of ages: `the median age`."""
    return say(_AGES[statistic.kind], number=statistic.percentile)
