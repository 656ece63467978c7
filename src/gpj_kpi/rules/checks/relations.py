"""What one part of the rule file demands of another: the calendar, the sources with their keys, the ids.

Law: every relation is checked, each on its own. A part that is already known to be at fault passes every check, so that
one fault is never reported twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gpj_kpi.rules.checks.calendar import check_calendar
from gpj_kpi.rules.checks.excused import check_excused
from gpj_kpi.rules.checks.expectations import check_expectations
from gpj_kpi.rules.checks.indicators import check_indicator
from gpj_kpi.rules.checks.made.sources import settle_sources
from gpj_kpi.rules.checks.sources import check_source
from gpj_kpi.rules.checks.subjects import SourceScope, Subject
from gpj_kpi.rules.models.clock import Pauses
from gpj_kpi.rules.models.document import Commitment, RuleDocument
from gpj_kpi.rules.models.indicators import Indicator
from gpj_kpi.rules.models.measures.cells import Count
from gpj_kpi.rules.text.faults import FaultList, RuleFault, RulePath, nearest, path_text, shown
from gpj_kpi.sentences.measures import KNOWN_AT_OF_PAUSES
from gpj_kpi.sentences.sentence import say


def check_relations(
    document: RuleDocument, data: dict[str, Any], *, faulty: Iterable[RulePath]
) -> tuple[RuleDocument, list[RuleFault]]:
    """Check the parts of a rule file against each other.

    Args:
        document: the models, with stand-ins where a part was at fault.
        data: the data they were made of.
        faulty: paths of the parts that were at fault.

    Returns:
        The models, the values of their conditions typed by the columns, personal columns coded where they are counted;
        and one fault for each relation that does
        not hold.
    """
    found = FaultList(faulty)
    document = settle_sources(document, found)
    for name, source in document.sources.items():
        check_source(name, source, found)
    _check_unique_ids(document, found)
    _check_pauses_read_alike(document, found)
    _check_pauses_known_by_rows(document, found)
    commitments = []
    for position, commitment in enumerate(document.commitments):
        path = ("commitments", position, "indicators")
        raw = data["commitments"][position]["indicators"]
        indicators = tuple(
            check_indicator(indicator, raw[place], _subject(indicator, (*path, place), document, found))
            for place, indicator in enumerate(commitment.indicators)
        )
        commitments.append(commitment.model_copy(update={"indicators": indicators}))
    excused = check_excused(document.excused, lambda name, place: _scope(name, place, document, found), found)
    checked = _with_codes(document.model_copy(update={"commitments": tuple(commitments), "excused": excused}))
    check_expectations(checked, found)
    check_calendar(document, checked.conditions, found)
    return checked, found.faults


def _with_codes(document: RuleDocument) -> RuleDocument:
    """Code the personal columns whose different cells are counted."""
    counted: dict[str, list[str]] = {name: [] for name in document.sources}
    for _, indicator in document.indicators:
        measure = indicator.measure
        if isinstance(measure, Count) and measure.different is not None and indicator.source in counted:
            counted[indicator.source].append(measure.different)
    sources = {name: source.with_coded(counted[name]) for name, source in document.sources.items()}
    return document.model_copy(update={"sources": sources})


def _check_pauses_read_alike(document: RuleDocument, found: FaultList) -> None:
    """Refuse pauses of one export that are read in two ways.

    An export of pauses belongs to one source and is read in one way, so that each of its rows counts once. Which of its
    rows are pauses may differ.
    """
    first: dict[str, tuple[str, Pauses]] = {}
    paused = {
        indicator.source
        for commitment in document.commitments
        for indicator in commitment.indicators
        if indicator.pauses
    }
    for position, commitment in enumerate(document.commitments):
        for place, indicator in enumerate(commitment.indicators):
            pauses = indicator.pauses
            path = ("commitments", position, "indicators", place, "measure", "pauses")
            if pauses is None or not found.is_sound(*path):
                continue
            alike = indicator.source, pauses.model_copy(update={"where": None})
            if pauses.source == indicator.source:
                message = f"{shown(pauses.source)} is the source of the paused cases. Name the export of their pauses."
                found.refuse("contradiction", message, *path, "source")
            elif pauses.source in paused:
                message = (
                    f"{shown(pauses.source)} has pauses itself, and an export of pauses cannot be paused. Remove one."
                )
                found.refuse("contradiction", message, *path, "source")
            elif first.setdefault(pauses.source, alike) != alike:
                message = f"the pauses of {pauses.source} are read in another way above. Write them alike."
                found.refuse("contradiction", message, *path)


def _check_pauses_known_by_rows(document: RuleDocument, found: FaultList) -> None:
    """Refuse `known_at` where nothing but pauses reads its column.

    A pause is a row, which is known or not as a whole.
    """
    indicators = [indicator for commitment in document.commitments for indicator in commitment.indicators]
    counted = {indicator.source for indicator in indicators}
    # Until they are read, the conditions of pauses cannot be told apart by their hash.
    alike = [each.pauses.model_copy(update={"where": None}) for each in indicators if each.pauses]
    for pauses in dict.fromkeys(alike):
        source = document.sources.get(pauses.source)
        for name, column in source.columns.items() if source else ():
            place = ("sources", pauses.source, "columns", name, "known_at")
            is_of_pauses_alone = name in pauses.case or pauses.source not in counted
            if column.known_at is not None and is_of_pauses_alone and found.is_sound(*place):
                message = say(KNOWN_AT_OF_PAUSES, column=shown(name), source=pauses.source)
                found.refuse("contradiction", message, *place)


def _check_unique_ids(document: RuleDocument, found: FaultList) -> None:
    commitments: dict[str, RulePath] = {}
    indicators: dict[str, RulePath] = {}
    for position, commitment in enumerate(document.commitments):
        path: RulePath = ("commitments", position)
        _check_unique(commitment, path, commitments, found)
        for place, indicator in enumerate(commitment.indicators):
            _check_unique(indicator, (*path, "indicators", place), indicators, found)


def _check_unique(model: Commitment | Indicator, path: RulePath, seen: dict[str, RulePath], found: FaultList) -> None:
    if found.is_sound(*path, "id") and seen.setdefault(model.id, path) != path:
        message = f"{shown(model.id)} is already the id of {path_text(seen[model.id])}. Each id is used once."
        found.refuse("duplicate_id", message, *path, "id")


def _subject(indicator: Indicator, path: RulePath, document: RuleDocument, found: FaultList) -> Subject:
    def scope_of(name: str, place: RulePath) -> SourceScope:
        return _scope(name, place, document, found)

    others = {
        other.id: (other, ("commitments", position, "indicators", place))
        for position, commitment in enumerate(document.commitments)
        for place, other in enumerate(commitment.indicators)
    }
    scope, year_begins = scope_of(indicator.source, (*path, "source")), document.calendar.year_begins
    return Subject(path, scope, scope_of, found, others, year_begins)


def _scope(name: str, place: RulePath, document: RuleDocument, found: FaultList) -> SourceScope:
    """Give what is known of a source.

    Nothing is known where the source, or the place that names it, is at fault.
    """
    unknown = SourceScope(None, ())
    if not found.is_sound(*place) or not found.stands("sources"):
        return unknown
    source, below = document.sources.get(name), ("sources", name)
    if source is None:
        message = f"{shown(name)} is not a source. {nearest(name, document.sources)}"
        found.refuse("unknown_source", message, *place)
        return unknown
    if not found.stands(*below, "columns"):
        return unknown
    columns = {
        column_id: column if found.is_sound(*below, "columns", column_id, "type") else None
        for column_id, column in source.columns.items()
    }
    null_values = source.null_values if found.is_sound(*below, "null_values") else ()
    return SourceScope(columns, null_values, source.key if found.is_sound(*below, "key") else ())
