"""A rule file without a fault in words: what it holds, what it makes, and every indicator.

Law: whoever cannot read the rule file can check it by these lines.
"""

from __future__ import annotations

from gpj_kpi.outputs.words.made import describe_condition, describe_made
from gpj_kpi.outputs.words.measures import describe_indicators
from gpj_kpi.outputs.words.phrases import count_of
from gpj_kpi.rules import RuleFile
from gpj_kpi.rules.models.excused import Excused
from gpj_kpi.safe_text import shorten
from gpj_kpi.sentences.sentence import Sentence, join, say
from gpj_kpi.sentences.words import counts, measures


def describe_rules(rules: RuleFile) -> list[Sentence]:
    """Say all lines of `validate`, the counts first."""
    excused = [_describe_excused(each) for each in rules.excused]
    return [_describe_counts(rules), *describe_made(rules), *describe_indicators(rules), *excused]


def _describe_counts(rules: RuleFile) -> Sentence:
    held = [
        count_of(len(rules.sources), counts.SOURCE, counts.SOURCES),
        count_of(len(rules.commitments), counts.COMMITMENT, counts.COMMITMENTS),
        count_of(len(rules.indicators), counts.INDICATOR, counts.INDICATORS),
    ]
    return say(counts.FAULTLESS, file=rules.path.name, counts=join(held, ", "))


def _describe_excused(time: Excused) -> Sentence:
    """Say which cases are excused, when and why."""
    where = "" if time.where is None else say(measures.WHERE, condition=describe_condition(time.where))
    all_ = time.source is None
    cases = say(measures.ALL_CASES) if all_ else say(measures.CASES_OF, source=time.source, where=where)
    reason, ref = shorten(time.reason), shorten(time.ref)
    return say(measures.EXCUSED, first=time.from_, last=time.to, cases=cases, reason=reason, ref=ref)
