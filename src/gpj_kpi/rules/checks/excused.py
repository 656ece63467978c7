"""What an excused time demands: days in their order, and a condition that its source can answer.

Law: an excused time that passes says of every case whether it is in it.
"""

from __future__ import annotations

from collections.abc import Callable

from gpj_kpi.rules.checks.subjects import SourceScope
from gpj_kpi.rules.models.conditions import All, Condition, read_condition
from gpj_kpi.rules.models.excused import Excused
from gpj_kpi.rules.text.faults import FaultList, RulePath
from gpj_kpi.sentences import scopes as sentences
from gpj_kpi.sentences.sentence import say


def check_excused(
    times: tuple[Excused, ...], scope_of: Callable[[str, RulePath], SourceScope], found: FaultList
) -> tuple[Excused, ...]:
    """Check the excused times of a rule file.

    Args:
        times: as they were read, their conditions still waiting for the columns.
        scope_of: gives what a source has, from its name and the place that names it.
        found: takes the faults.

    Returns:
        The times with their conditions, values typed by the columns.
    """
    return tuple(_check_one(each, ("excused", position), scope_of, found) for position, each in enumerate(times))


def _check_one(
    excused: Excused, path: RulePath, scope_of: Callable[[str, RulePath], SourceScope], found: FaultList
) -> Excused:
    if excused.to < excused.from_ and found.is_sound(*path, "from"):
        message = say(sentences.EXCUSED_BACKWARDS, to=excused.to, first=excused.from_)
        found.refuse("bad_order", message, *path, "to")
    if excused.source is None:
        if excused.where is not None and found.is_sound(*path, "source"):
            found.refuse("missing_key", say(sentences.EXCUSED_WHERE), *path, "where", at_key=True)
        return excused.model_copy(update={"where": None})
    scope = scope_of(excused.source, (*path, "source"))
    waiting = excused.where
    if waiting is None:
        return excused
    refused: Condition = All(())
    condition = found.read(
        lambda: read_condition(waiting, columns=scope.columns, null_values=scope.null_values, source=excused.source),
        *path,
        "where",
        otherwise=refused,
    )
    return excused.model_copy(update={"where": condition})
