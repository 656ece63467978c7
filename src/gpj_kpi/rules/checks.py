"""What one part of the rule file demands of another: the calendar, the sources with their keys, the ids.

Law: every relation is checked, each on its own. A part that is already known to be at fault passes every
check, so that one fault is never told twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gpj_kpi.rules.calendar_checks import check_calendar
from gpj_kpi.rules.conditions import CONNECTIVES, personal_message
from gpj_kpi.rules.delays import Pauses
from gpj_kpi.rules.faults import Fault, FaultList, RefusedError, RulePath, at_key, nearest, path_text, shown
from gpj_kpi.rules.indicator_checks import check_indicator
from gpj_kpi.rules.indicators import Indicator
from gpj_kpi.rules.models import Commitment, RuleDocument
from gpj_kpi.rules.sources import Column, Source
from gpj_kpi.rules.subjects import SourceScope, Subject
from gpj_kpi.rules.values import read_id

_TYPES_WITH_KEY = {
    "format": ("datetime", "date"),
    "values": ("text",),
    "true_values": ("boolean",),
    "false_values": ("boolean",),
}
_NEEDED_KEYS = {
    "datetime": {"format": "how its cells are written, e.g. %d/%m/%Y %H:%M:%S"},
    "date": {"format": "how its cells are written, e.g. %d/%m/%Y"},
    "boolean": {"true_values": "the list of cells that mean true", "false_values": "the list of cells that mean false"},
}
_CLOCK_DIRECTIVES = ("%H", "%M", "%S", "%f", "%z")


def check_relations(
    document: RuleDocument, data: dict[str, Any], *, faulty: Iterable[RulePath]
) -> tuple[RuleDocument, list[Fault]]:
    """Check the parts of a rule file against each other.

    Args:
        document: the models, with stand-ins where a part was at fault.
        data: the data they were made of.
        faulty: paths of the parts that were at fault.

    Returns:
        The models, the values of their conditions typed by the columns; and one fault for each relation that does
        not hold.
    """
    found = FaultList(faulty)
    for name, source in document.sources.items():
        _check_source(name, source, found)
    _check_unique_ids(document, found)
    _check_pauses_read_alike(document, found)
    commitments = []
    for position, commitment in enumerate(document.commitments):
        path = ("commitments", position, "indicators")
        raw = data["commitments"][position]["indicators"]
        indicators = tuple(
            check_indicator(indicator, raw[place], _subject(indicator, (*path, place), document, found))
            for place, indicator in enumerate(commitment.indicators)
        )
        commitments.append(commitment.model_copy(update={"indicators": indicators}))
    check_calendar(document, found)
    return document.model_copy(update={"commitments": tuple(commitments)}), found.faults


def _check_source(name: str, source: Source, found: FaultList) -> None:
    path: RulePath = ("sources", name)
    _check_id(name, path, found)
    headers: dict[str, str] = {}
    for column_id, column in source.columns.items():
        below = (*path, "columns", column_id)
        _check_id(column_id, below, found)
        if column_id in CONNECTIVES:
            message = f"{shown(column_id)} is a word of conditions and cannot name a column. Use another id."
            found.refuse("bad_id", message, *below, at_key=True)
        if found.is_sound(*below, "header"):
            first = headers.setdefault(column.header.strip(), column_id)
            if first != column_id:
                message = f"{shown(column.header)} is already the header of {first}. Correct one of them."
                found.refuse("duplicate_header", message, *below, "header")
        if found.is_sound(*below, "type"):
            _check_column(column, below, found)
    for position, column_id in enumerate(source.key):
        _check_key_column(column_id, position, source, path, found)


def _check_id(name: str, path: RulePath, found: FaultList) -> None:
    # Only the key is at fault: what stands behind it is still checked.
    try:
        at_key(read_id, name)
    except RefusedError as error:
        if found.stands(*path):
            found.faults.extend(fault.under(*path) for fault in error.faults)


def _check_column(column: Column, path: RulePath, found: FaultList) -> None:
    for key, types in _TYPES_WITH_KEY.items():
        if getattr(column, key) is not None and column.type not in types:
            message = f'"{key}" has no meaning for a column of type {column.type}. Remove it, or correct the type.'
            found.refuse("key_not_allowed", message, *path, key, at_key=True)
    for key, meaning in _NEEDED_KEYS.get(column.type, {}).items():
        if getattr(column, key) is None:
            message = f'a column of type {column.type} needs "{key}": {meaning}. Write it.'
            found.refuse("missing_key", message, *path, key)
    clock = [directive for directive in _CLOCK_DIRECTIVES if directive in (column.format or "").replace("%%", "")]
    if column.type == "date" and clock:
        message = (
            f"{shown(column.format)} holds a time of day, and the type is date. Remove it, or write type: datetime."
        )
        found.refuse("bad_format", message, *path, "format")
    if column.type == "datetime" and column.format is not None and not {"%H", "%M"} <= set(clock):
        message = f"{shown(column.format)} lacks %H or %M, and the type is datetime. Add them, or write type: date."
        found.refuse("bad_format", message, *path, "format")
    both = set(column.true_values or ()) & set(column.false_values or ())
    if both:
        message = f"{shown(min(both))} is among the true_values and the false_values. Keep it in one of the two."
        found.refuse("contradiction", message, *path, "false_values")


def _check_key_column(column_id: str, position: int, source: Source, path: RulePath, found: FaultList) -> None:
    if not found.is_sound(*path, "key") or not found.stands(*path, "columns"):
        return
    # A key of one column may be written without a list; the place then falls back to the key itself.
    place = (*path, "key", position) if len(source.key) > 1 else (*path, "key")
    column, below = source.columns.get(column_id), (*path, "columns", column_id)
    if column is None:
        message = f"{shown(column_id)} is not a column of this source. {nearest(column_id, source.columns)}"
        found.refuse("unknown_column", message, *place)
    elif column.personal:
        found.refuse("personal_column", personal_message(column_id), *place)
    elif not column.required and found.stands(*below) and found.is_sound(*below, "required"):
        message = f'the key column {column_id} may be empty. Write "required: true" in its declaration.'
        found.refuse("key_not_required", message, *below)


def _check_pauses_read_alike(document: RuleDocument, found: FaultList) -> None:
    """An export of pauses belongs to one source and is read in one way, so that each of its rows has one fate."""
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
            if pauses.source == indicator.source:
                message = f"{shown(pauses.source)} is the source of the paused cases. Name the export of their pauses."
                found.refuse("contradiction", message, *path, "source")
            elif pauses.source in paused:
                message = (
                    f"{shown(pauses.source)} has pauses itself, and an export of pauses cannot be paused. Remove one."
                )
                found.refuse("contradiction", message, *path, "source")
            elif first.setdefault(pauses.source, (indicator.source, pauses)) != (indicator.source, pauses):
                message = f"the pauses of {pauses.source} are read in another way above. Write them alike."
                found.refuse("contradiction", message, *path)


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

    return Subject(path, scope_of(indicator.source, (*path, "source")), scope_of, found)


def _scope(name: str, place: RulePath, document: RuleDocument, found: FaultList) -> SourceScope:
    """What a source has, or nothing known where it, or the place that names it, is at fault."""
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
