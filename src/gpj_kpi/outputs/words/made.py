"""Made columns, made sources and conditions in words, in both languages.

Law: what is said is what was read, so that whoever cannot read the rule file can check it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gpj_kpi.outputs.words.phrases import at_most, chain, list_of, match_of, value_of
from gpj_kpi.rules import (
    Aggregate,
    All,
    Any,
    Compare,
    Condition,
    ConditionValue,
    InHours,
    Missing,
    Not,
    OneOf,
    Operator,
    Present,
    RuleDocument,
    Source,
)
from gpj_kpi.rules.models.derived import AggregateKind
from gpj_kpi.sentences.sentence import Sentence, Wordings, join, say
from gpj_kpi.sentences.words import made as sentences

_MOST_VALUES = 12
_AGGREGATES: dict[AggregateKind, Wordings] = {
    "first": sentences.FIRST,
    "last": sentences.LAST,
    "min": sentences.LEAST,
    "max": sentences.GREATEST,
    "sum": sentences.SUM,
    "count": sentences.COUNT,
    "different": sentences.DIFFERENT,
    "any": sentences.ANY,
    "all": sentences.ALL,
    "only": sentences.ONLY,
}
_NUMBERS: dict[Operator, Wordings] = {
    "=": sentences.IS,
    "<": sentences.BELOW,
    "<=": sentences.AT_MOST,
    ">": sentences.ABOVE,
    ">=": sentences.AT_LEAST,
}
_DATES: dict[Operator, Wordings] = {
    "=": sentences.IS,
    "<": sentences.EARLIER,
    "<=": sentences.UNTIL,
    ">": sentences.LATER,
    ">=": sentences.SINCE,
}


def describe_made(rules: RuleDocument) -> list[Sentence]:
    """Say what each made source and made column is."""
    found: list[Sentence] = []
    for name, source in rules.sources.items():
        if source.made_of is not None:
            what = say(sentences.CASES, by=list_of(source.key), source=source.made_of)
            found.append(say(sentences.NAMED, name=name, what=what))
        for id_, made in source.made_columns.items():
            found.append(say(sentences.NAMED, name=f"{name}.{id_}", what=describe_aggregate(made, source)))
    return found


def describe_aggregate(made: Aggregate, source: Source) -> Sentence:
    """Say what a column is made of.

    Args:
        made: the column.
        source: the source of the column.
    """
    wordings = _AGGREGATES[made.kind]
    if made.kind == "any" and made.condition is not None:
        wordings = sentences.ANY_THAT
    parts = [_rows(made, source)]
    if made.where is not None:
        parts.append(say(sentences.WHERE, condition=describe_condition(made.where)))
    parts += _window(made)
    if made.at is not None and made.at != made.column:
        parts.append(say(sentences.DATED, at=made.at))
    values = {"column": made.column, "of_rows": join(parts, "")}
    condition = None if made.condition is None else within_others(made.condition)
    return say(wordings, **values, condition=condition)


def describe_condition(condition: Condition) -> Sentence:
    """Say what a condition asks for."""
    match condition:
        case Present(column):
            return say(sentences.FILLED, column=column)
        case Missing(column):
            return say(sentences.EMPTY, column=column)
        case InHours(column, inside):
            return say(sentences.DURING_HOURS if inside else sentences.OUTSIDE_HOURS, column=column)
        case Compare(column, op, value):
            wordings = _DATES if isinstance(value, date) else _NUMBERS
            return say(wordings[op], column=column, value=value_of(value))
        case OneOf(column, values):
            return say(sentences.IS, column=column, value=_choice(values))
        case Not(inner):
            return _describe_negation(inner)
        case All(conditions):
            return chain([within_others(inner) for inner in conditions], sentences.AND)
        case Any(conditions):
            return chain([within_others(inner) for inner in conditions], sentences.OR)


def _describe_negation(inner: Condition) -> Sentence:
    match inner:
        case Compare(column, "=", value):
            return say(sentences.IS_NOT, column=column, value=value_of(value))
        case OneOf(column, values):
            return say(sentences.IS_NOT, column=column, value=_choice(values))
        case Present(column):
            return say(sentences.EMPTY, column=column)
        case Missing(column):
            return say(sentences.FILLED, column=column)
    return say(sentences.NOT, condition=describe_condition(inner))


def within_others(condition: Condition) -> Sentence:
    """Say a condition beside others, in brackets where needed."""
    told = describe_condition(condition)
    joins = isinstance(condition, All | Any) and len(condition.conditions) > 1
    return say(sentences.GROUPED, condition=told) if joins else told


def _rows(made: Aggregate, source: Source) -> Sentence:
    """Say which rows belong to a case."""
    is_same = all(ours == theirs for ours, theirs in made.match)
    if made.source == source.made_of and made.ours == source.key and is_same:
        return say(sentences.OF_ITS_ROWS, source=made.source)
    match = match_of(made.match)
    wordings = sentences.OF_OTHER_ROWS if made.is_own else sentences.OF_ROWS
    return say(sentences.OF_ONE_ROW if made.kind == "only" else wordings, source=made.source, match=match)


def _window(made: Aggregate) -> list[Sentence]:
    """Say which time is looked at, if any."""
    if made.after is not None and made.before is not None:
        return [say(sentences.BETWEEN, after=made.after, before=made.before)]
    length = None if made.within is None else at_most(made.within)
    if made.after is not None:
        wordings = sentences.AFTER if length is None else sentences.AFTER_WITHIN
        return [say(wordings, after=made.after, length=length)]
    if made.before is not None:
        wordings = sentences.BEFORE if length is None else sentences.BEFORE_WITHIN
        return [say(wordings, before=made.before, length=length)]
    return []


def _choice(values: Sequence[ConditionValue]) -> Sentence:
    """Say which values a column may hold."""
    told = [value_of(value) for value in values[:_MOST_VALUES]]
    if len(values) > _MOST_VALUES:
        return join([*told, f"… ({len(values)})"], ", ")
    return say(sentences.OR, left=join(told[:-1], ", "), right=told[-1]) if len(told) > 1 else told[0]
