"""What the limit of a case demands: of its columns, of the start and the end, of pauses.

Law: a limit that passes can be counted on any export that fits the declaration of its source.
"""

from __future__ import annotations

from collections.abc import Mapping

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules.checks.clocks.days import check_days
from gpj_kpi.rules.checks.subjects import DATES, Subject
from gpj_kpi.rules.models.clock import Pauses
from gpj_kpi.rules.models.columns import Column
from gpj_kpi.rules.models.measures.delays import WrittenDelay
from gpj_kpi.rules.models.measures.limits import (
    CaseLimit,
    ClassLimit,
    ColumnLimit,
    LaterLimit,
    LeadLimit,
    class_value,
    lengths_of,
    parts_of,
    text_of,
)
from gpj_kpi.rules.text.faults import RefusedError, nearest, shown
from gpj_kpi.sentences.clocks import limits as sentences
from gpj_kpi.sentences.sentence import join, say

_CLASSES = ("text", "integer", "boolean")


def check_limit(measure: WrittenDelay, subject: Subject, *place: str | int) -> None:
    """Check that a limit can be counted on a delay's columns.

    A fault of a limit that a version brings stands at the version, any other at the part that does not fit.
    """
    limit = measure.limit
    is_version = place != ("measure", "limit")

    def at(*part: str) -> tuple[str | int, ...]:
        return place if is_version else ("measure", *part)

    if measure.rollover != "none" and all(length.unit.has_fixed_length for _, length in lengths_of(limit)):
        message = f"rollover {measure.rollover} moves a last day, and this limit has none. Remove rollover."
        if subject.found.is_sound(*subject.path, *place):
            subject.refuse("key_not_allowed", message, *at("rollover"))
    check_days(measure, known_columns(measure, subject), subject, *place)
    for below, part in parts_of(limit, *place):
        if isinstance(part, ClassLimit):
            _check_classes(part, subject, *below)
        elif measure.elapsed is not None:
            _check_length_alone(part, subject, *below)
        else:
            _check_part(part, measure, subject, *below)
    if measure.elapsed is None and measure.pauses is not None:
        if any(isinstance(part, ColumnLimit | LeadLimit) for _, part in parts_of(limit)):
            subject.refuse("key_not_allowed", say(sentences.DUE_IS_NOT_MOVED), *at("pauses"), at_key=not is_version)
            return
        for _, length in lengths_of(limit):
            paused = paused_columns(measure.pauses, subject)
            refuse_dates(paused, length.unit, shown(text_of(length)), subject, *at("pauses"))


def _check_length_alone(part: CaseLimit, subject: Subject, *place: str | int) -> None:
    """Check a limit of waits that a column holds."""
    is_length = isinstance(part, Limit) and part.unit.is_elapsed
    if isinstance(part, ColumnLimit | LeadLimit | LaterLimit | Limit) and not is_length:
        subject.refuse("bad_limit", say(sentences.NO_LENGTH_IN_SECONDS), *place)


def _check_part(part: CaseLimit, measure: WrittenDelay, subject: Subject, *place: str | int) -> None:
    """Check a leaf of a limit against the start and the end."""
    columns = known_columns(measure, subject)
    ends = {name: column for name, column in columns.items() if measure.to and name in measure.to.columns}
    match part:
        case Limit():
            refuse_dates(columns, part.unit, shown(text_of(part)), subject, *place)
        case ColumnLimit():
            _check_due(part, measure, ends, subject, *place)
        case LeadLimit():
            event = _check_date_of(part.column, measure, ends, subject, *place, "before")
            refuse_dates(event | ends, part.lead.unit, shown(text_of(part.lead)), subject, *place, "at_least")
        case LaterLimit():
            need = say(sentences.EVENT_NEEDS_DATES)
            found = subject.event(part.column, need, sentences.WHEN_IT_BEGAN, *place, "from")
            if part.column in ends:
                message = say(sentences.SAYS_NO_DUE_DATE, column=shown(part.column))
                subject.refuse("contradiction", message, *place, "from")
            event = {} if found is None else {part.column: found}
            refuse_dates(event | ends, part.within.unit, shown(text_of(part.within)), subject, *place, "within")


def _check_due(
    limit: ColumnLimit, measure: WrittenDelay, ends: Mapping[str, Column], subject: Subject, *place: str | int
) -> None:
    """Check a due date against the columns that end a delay."""
    due = _check_date_of(limit.column, measure, ends, subject, *place, "before" if limit.strict else "column")
    dates = [name for name, column in ends.items() if column.type == "date"]
    if due and due[limit.column].type == "datetime" and dates:
        reason = f"the due column is a datetime, and {dates[0]} is a date column without a time of day."
        subject.refuse("limit_needs_time", f"{reason} Declare both as datetime or both as date.", *place)


def _check_date_of(
    name: str, measure: WrittenDelay, ends: Mapping[str, Column], subject: Subject, *place: str | int
) -> dict[str, Column]:
    """Check a date that comes with the case; return it by its id.

    Nothing is returned where it is at fault.
    """
    column = subject.column(name, DATES, say(sentences.DUE_NEEDS_DATES), *place)
    if name in measure.start_columns or name in ends:
        subject.refuse("contradiction", say(sentences.SAYS_NO_DUE_DATE, column=shown(name)), *place)
        return {}
    return {} if column is None else {name: column}


def _check_classes(limit: ClassLimit, subject: Subject, *place: str | int) -> None:
    """Check the classes of a limit against their column."""
    column = subject.column(limit.column, _CLASSES, say(sentences.BY_CLASS), *place, "by")
    if column is None:
        return
    values: list[str | int | bool] = []
    for written, _ in limit.of:
        try:
            value = class_value(written, column.type)
        except RefusedError as error:
            subject.refuse(error.faults[0].code, error.faults[0].message, *place, written, at_key=True)
            continue
        if value in subject.scope.null_values or value == "":
            subject.refuse("bad_value", say(sentences.CLASS_IS_NULL, read=shown(written)), *place, written, at_key=True)
        elif column.values is not None and value not in column.values:
            message = say(
                sentences.NO_SUCH_VALUE, read=shown(written), column=limit.column, hint=nearest(written, column.values)
            )
            subject.refuse("unknown_value", message, *place, written, at_key=True)
        elif value in values:
            subject.refuse("duplicate", say(sentences.CLASS_TWICE, read=shown(written)), *place, written, at_key=True)
        values.append(value)
    missing = [shown(value) for value in column.values or () if value not in values]
    if missing:
        message = say(sentences.CLASS_NOT_LISTED, column=limit.column, missing=join(missing, ", "))
        subject.refuse("missing_key", message, *place)


def known_columns(measure: WrittenDelay, subject: Subject) -> dict[str, Column]:
    """Find the columns that start and end a delay, if declared soundly."""
    names = [*measure.start_columns, *(measure.to.columns if measure.to else ())]
    declared = subject.scope.columns or {}
    return {name: column for name in names if (column := declared.get(name)) is not None}


def paused_columns(pauses: Pauses, subject: Subject) -> dict[str, Column]:
    """Find the columns that date a pause, if declared soundly."""
    place = (*subject.path, "measure", "pauses", "source")
    declared = subject.scope_of(pauses.source, place).columns if subject.found.is_sound(*place) else None
    names = (pauses.from_, pauses.to)
    return {name: column for name in names if (column := (declared or {}).get(name)) is not None}


def refuse_dates(columns: Mapping[str, Column], unit: Unit, what: str, subject: Subject, *place: str | int) -> None:
    """Refuse date columns where what is counted is no whole days."""
    dates = [name for name, column in columns.items() if column.type == "date"]
    if not dates or not unit.has_fixed_length:
        return
    kind = "elapsed time" if unit.is_elapsed else "time inside the opening hours"
    advice = "Expected jours ouvrés, jours ouvrables, jours calendaires or mois, or datetime columns."
    message = f"{what} is {kind}, and {dates[0]} is a date column without a time of day. {advice}"
    subject.refuse("limit_needs_time", message, *place)
