"""What weights demand of their columns.

Law: a stratum is a value that its column can hold, and each is listed once.
"""

from __future__ import annotations

import re

from gpj_kpi.rules.checks.subjects import NUMBERS, Subject
from gpj_kpi.rules.models.columns import Column
from gpj_kpi.rules.models.conditions import ConditionValue
from gpj_kpi.rules.models.measures.weights import Strata
from gpj_kpi.rules.text.faults import nearest, refused, shown
from gpj_kpi.rules.text.values import compose
from gpj_kpi.sentences import amounts as sentences
from gpj_kpi.sentences.sentence import say

_TELL_APART = ("text", "integer", "boolean")
_INTEGER = re.compile("[-+]?[0-9]{1,18}")
_BOOLEANS = {"true": True, "false": False}


def check_weight(weight: str | Strata | None, subject: Subject) -> str | Strata | None:
    """Check the weight of a measure; strata are typed by their column."""
    below = ("measure", "weight")
    if not isinstance(weight, Strata):
        subject.column(weight, NUMBERS, say(sentences.A_WEIGHT), *below)
        return weight
    column = subject.column(weight.by, _TELL_APART, say(sentences.A_STRATUM), *below, "by")
    if column is None:
        return weight
    found: dict[ConditionValue, int] = {}
    for name, held in weight.weights:
        typed = subject.found.read(
            lambda name=name: _type_stratum(str(name), weight.by, column, subject),  # type: ignore[misc]
            *subject.path,
            *below,
            str(name),
            otherwise=None,
        )
        if typed in found:
            subject.refuse("duplicate", say(sentences.STRATUM_TWICE, read=shown(name)), *below, str(name), at_key=True)
        elif typed is not None:
            found[typed] = held
    return Strata(weight.by, tuple(found.items()))


def _type_stratum(name: str, by: str, column: Column, subject: Subject) -> ConditionValue:
    """Read a stratum as its column reads cells.

    Raises:
        RefusedError: the column cannot hold it.
    """
    text = compose(name)
    if text in subject.scope.null_values:
        raise refused("bad_value", say(sentences.STRATUM_NEVER_FOUND, read=shown(name)), at_key=True)
    if column.type == "integer":
        if not _INTEGER.fullmatch(text):
            raise refused("bad_value", say(sentences.STRATUM_NO_WHOLE_NUMBER, read=shown(name), column=by), at_key=True)
        return int(text)
    if column.type == "boolean":
        if text not in _BOOLEANS:
            raise refused("bad_value", say(sentences.STRATUM_NO_BOOLEAN, read=shown(name), column=by), at_key=True)
        return _BOOLEANS[text]
    if column.values is not None and text not in column.values:
        hint = nearest(text, column.values)
        message = say(sentences.STRATUM_OF_NO_VALUE, read=shown(name), column=by, hint=hint)
        raise refused("unknown_value", message, at_key=True)
    return text
