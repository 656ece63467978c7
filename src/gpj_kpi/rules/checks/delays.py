"""What a clock demands: start, end, limit, pauses, abandonment.

Law: a delay that passes can be judged on any export that fits the declarations of its sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.rules.checks.subjects import DATES, NUMBERS, Subject
from gpj_kpi.rules.models.clock import Abandoned, ColumnLimit, Pauses
from gpj_kpi.rules.models.column_types import COLUMN_TYPES
from gpj_kpi.rules.models.columns import Column, MadeColumn
from gpj_kpi.rules.models.measures.delays import WrittenDelay, tell_apart
from gpj_kpi.rules.models.measures.durations import WrittenDuration, tell_durations_apart
from gpj_kpi.rules.text.faults import shown
from gpj_kpi.sentences.derived import MADE_MAY_BE_EMPTY
from gpj_kpi.sentences.expected import WHEN_ABANDONED, WHEN_PAUSED
from gpj_kpi.sentences.measures import DONE_WITHOUT_ELAPSED, DURATION_WITHOUT_PART, ELAPSED_HAS_NO_CALENDAR
from gpj_kpi.sentences.sentence import say


def check_delay(measure: WrittenDelay, raw: Mapping[str, Any], subject: Subject) -> WrittenDelay:
    """Check a delay, in either of its two forms.

    Returns:
        A `Delay` or `ElapsedDelay` with its conditions, which waited for the columns; one at fault stays as written.
    """
    n_faults = len(subject.found.faults)
    if measure.elapsed is not None or not subject.found.is_sound(*subject.path, "measure", "elapsed"):
        _check_elapsed(measure, subject)
    else:
        _check_span_of_delay(measure, raw, subject)
    check_limit(measure, subject, "measure", "limit")
    if measure.abandoned is not None:
        _check_abandoned(measure, measure.abandoned, subject)
    read = _with_conditions(measure, subject)
    is_sound = len(subject.found.faults) == n_faults and subject.found.is_sound(*subject.path, "measure")
    return tell_apart(read) if is_sound else read


def _with_conditions(measure: WrittenDelay, subject: Subject) -> WrittenDelay:
    """Read the conditions of a delay."""
    done = subject.condition(measure.done, "measure", "done")
    changes: dict[str, object] = {"done": done}
    if measure.abandoned is not None:
        when = subject.condition(measure.abandoned.when, "measure", "abandoned", "when")
        if when == done:
            message = "the same condition says that a case has ended and that it was abandoned. Correct one."
            subject.refuse("contradiction", message, "measure", "abandoned", "when")
        changes["abandoned"] = measure.abandoned.model_copy(update={"when": when})
    return measure.model_copy(update=changes)


def check_duration(measure: WrittenDuration, raw: Mapping[str, Any], subject: Subject) -> WrittenDuration:
    """Check a duration, in either of its two forms.

    Returns:
        A `Duration` or `ElapsedDuration` with its condition; one at fault stays as written.
    """
    n_faults = len(subject.found.faults)
    if measure.elapsed is not None or not subject.found.is_sound(*subject.path, "measure", "elapsed"):
        _check_elapsed(measure, subject)
        if not measure.unit.is_elapsed and subject.found.is_sound(*subject.path, "measure", "unit"):
            subject.refuse("bad_unit", say(ELAPSED_HAS_NO_CALENDAR, unit=measure.unit), "measure", "unit")
    else:
        _check_span_of_duration(measure, raw, subject)
    read = measure.model_copy(update={"done": subject.condition(measure.done, "measure", "done")})
    is_sound = len(subject.found.faults) == n_faults and subject.found.is_sound(*subject.path, "measure")
    return tell_durations_apart(read) if is_sound else read


def _check_span_of_duration(measure: WrittenDuration, raw: Mapping[str, Any], subject: Subject) -> None:
    for key, part in (("from", measure.from_), ("to", measure.to)):
        if part is None:
            subject.refuse("missing_key", say(DURATION_WITHOUT_PART, key=key), "measure", key)
    if measure.done is not None:
        subject.refuse("key_not_allowed", say(DONE_WITHOUT_ELAPSED), "measure", "done", at_key=True)
    columns = _check_span(measure, raw, subject)
    refuse_dates(columns, measure.unit, f"a duration in {measure.unit}", subject, "measure", "unit")
    if measure.pauses is not None:
        _check_pauses(measure.pauses, raw["pauses"], subject)
        paused = _paused_columns(measure.pauses, subject)
        refuse_dates(paused, measure.unit, f"a duration in {measure.unit}", subject, "measure", "unit")


def check_limit(measure: WrittenDelay, subject: Subject, *place: str | int) -> None:
    """Check that a limit can be counted on a delay's columns.

    A fault of a limit that a version brings stands at the version, any other at the part that does not fit.
    """
    limit = measure.limit
    is_version = place != ("measure", "limit")

    def at(*part: str) -> tuple[str | int, ...]:
        return place if is_version else ("measure", *part)

    if measure.rollover != "none" and (isinstance(limit, ColumnLimit) or limit.unit.has_fixed_length):
        message = f"rollover {measure.rollover} moves a last day, and this limit has none. Remove rollover."
        if subject.found.is_sound(*subject.path, *place):
            subject.refuse("key_not_allowed", message, *at("rollover"))
    if measure.elapsed is not None:
        if isinstance(limit, ColumnLimit) or not limit.unit.is_elapsed:
            message = "a duration in seconds has no calendar. Expected a limit in secondes, minutes or heures."
            subject.refuse("bad_limit", message, *place)
        return
    columns = _known_columns(measure, subject)
    if isinstance(limit, ColumnLimit):
        _check_due(limit, measure, columns, subject, *place)
        if measure.pauses is not None:
            message = "a due date that comes with the case is not moved by pauses. Remove them, or write a limit."
            subject.refuse("key_not_allowed", message, *at("pauses"), at_key=not is_version)
        return
    what = shown(limit.text or str(limit))
    refuse_dates(columns, limit.unit, what, subject, *place)
    if measure.pauses is not None:
        refuse_dates(_paused_columns(measure.pauses, subject), limit.unit, what, subject, *at("pauses"))


def _check_due(
    limit: ColumnLimit, measure: WrittenDelay, columns: Mapping[str, Column], subject: Subject, *place: str | int
) -> None:
    key = "before" if limit.strict else "column"
    due = subject.column(limit.column, DATES, "a due instant needs a date or datetime column", *place, key)
    ends = [name for name in measure.to.columns if name in columns] if measure.to else []
    if limit.column == measure.from_ or limit.column in ends:
        message = f"{shown(limit.column)} starts or ends the delay, and so says nothing of when it is due. Correct one."
        subject.refuse("contradiction", message, *place, key)
        return
    dates = [name for name in ends if columns[name].type == "date"]
    if due is not None and due.type == "datetime" and dates:
        reason = f"the due column is a datetime, and {dates[0]} is a date column without a time of day."
        subject.refuse("limit_needs_time", f"{reason} Declare both as datetime or both as date.", *place)


def _check_elapsed(measure: WrittenDelay | WrittenDuration, subject: Subject) -> None:
    subject.column(
        measure.elapsed, NUMBERS, "elapsed needs a number of seconds, or of another declared unit", "measure", "elapsed"
    )
    for key, part in (("from", measure.from_), ("to", measure.to)):
        if part is not None:
            message = f'"{key}" and "elapsed" exclude each other: the column already holds the duration. Keep one.'
            subject.refuse("key_not_allowed", message, "measure", key, at_key=True)
    if measure.pauses is not None:
        message = '"pauses" and "elapsed" exclude each other: the column already holds the duration. Keep one.'
        subject.refuse("key_not_allowed", message, "measure", "pauses", at_key=True)
    if measure.done is None and isinstance(measure, WrittenDelay):
        message = 'with "elapsed" the key "done" says when a case has ended, e.g. done: {outcome: answered}. Write it.'
        subject.refuse("missing_key", message, "measure", "done")


def _check_span_of_delay(measure: WrittenDelay, raw: Mapping[str, Any], subject: Subject) -> None:
    for key, part in (("from", measure.from_), ("to", measure.to)):
        if part is None:
            message = f'the key "{key}" is missing: a delay has "from" and "to", or "elapsed" and "done". Write it.'
            subject.refuse("missing_key", message, "measure", key)
    if measure.done is not None:
        message = '"done" goes with "elapsed" only: here the case has ended when "to" is filled. Remove it.'
        subject.refuse("key_not_allowed", message, "measure", "done", at_key=True)
    _check_span(measure, raw, subject)
    if measure.pauses is not None:
        _check_pauses(measure.pauses, raw["pauses"], subject)


def _check_span(measure: WrittenDelay | WrittenDuration, raw: Mapping[str, Any], subject: Subject) -> dict[str, Column]:
    need = "the start of a delay needs a date or datetime column"
    columns = {}
    if measure.from_ is not None:
        columns[measure.from_] = subject.column(measure.from_, DATES, need, "measure", "from")
    columns |= subject.ends(measure.to, raw.get("to"))
    if measure.to is not None and measure.from_ in measure.to.columns and len(columns) == len(measure.to.columns):
        message = f"{shown(measure.from_)} both starts and ends the delay, which is then always 0. Correct one."
        if subject.found.is_sound(*subject.path, "measure", "from"):
            subject.refuse("contradiction", message, "measure", "to")
    return {name: column for name, column in columns.items() if column is not None}


def _known_columns(measure: WrittenDelay, subject: Subject) -> dict[str, Column]:
    """Find the columns that start and end a delay, if declared soundly."""
    names = [measure.from_] if measure.from_ else []
    names += measure.to.columns if measure.to else ()
    declared = subject.scope.columns or {}
    return {name: column for name in names if (column := declared.get(name)) is not None}


def _paused_columns(pauses: Pauses, subject: Subject) -> dict[str, Column]:
    """Find the columns that date a pause, if declared soundly."""
    place = (*subject.path, "measure", "pauses", "source")
    declared = subject.scope_of(pauses.source, place).columns if subject.found.is_sound(*place) else None
    names = (pauses.from_, pauses.to)
    return {name: column for name in names if (column := (declared or {}).get(name)) is not None}


def _check_pauses(pauses: Pauses, raw: Mapping[str, Any], subject: Subject) -> None:
    """Check an export of pauses against the source that is paused."""
    below = ("measure", "pauses")
    scope = subject.scope_of(pauses.source, (*subject.path, *below, "source"))
    within = replace(subject, scope=scope)
    need = "a pause begins and ends at a date or datetime"
    columns = {
        pauses.from_: within.event(pauses.from_, need, WHEN_PAUSED, *below, "from"),
        pauses.to: within.event(pauses.to, need, WHEN_PAUSED, *below, "to"),
    }
    _require_filled(columns[pauses.from_], pauses.from_, "a pause has a beginning", within, "from")
    if pauses.from_ == pauses.to:
        message = f"{shown(pauses.to)} both begins and ends the pause, which is then always 0. Correct one."
        within.refuse("contradiction", message, *below, "to")
    key = subject.scope.key
    if key and len(pauses.case) != len(key):
        message = f"the key of the paused cases is {', '.join(key)}. Expected as many columns, in that order."
        within.refuse("bad_value", message, *below, "case")
        return
    for position, (name, of) in enumerate(zip(pauses.case, key, strict=False)):
        place = ("case", position) if isinstance(raw.get("case"), list) else ("case",)
        paused = (subject.scope.columns or {}).get(of)
        types = (paused.type,) if paused else tuple(COLUMN_TYPES)
        column = within.column(
            name, types, f"the key {of} of the paused cases is one of type {types[0]}", *below, *place
        )
        _require_filled(column, name, "a pause belongs to a case", within, *place)


def _require_filled(column: Column | None, name: str, reason: str, subject: Subject, *place: str | int) -> None:
    if isinstance(column, MadeColumn):
        subject.refuse("column_not_required", say(MADE_MAY_BE_EMPTY, column=name), "measure", "pauses", *place)
    elif column is not None and not column.required:
        message = f'the column {name} may be empty, and {reason}. Write "required: true" in its declaration.'
        subject.refuse("column_not_required", message, "measure", "pauses", *place)


def _check_abandoned(measure: WrittenDelay, abandoned: Abandoned, subject: Subject) -> None:
    below = ("measure", "abandoned")
    if measure.elapsed is not None:
        if abandoned.at is not None:
            message = f'with "elapsed" the column {measure.elapsed} tells when a case was abandoned. Remove "at".'
            subject.refuse("key_not_allowed", message, *below, "at", at_key=True)
    elif abandoned.at is None and abandoned.depends_on_time:
        message = f'the key "at" is missing: {abandoned.counts} asks when a case was abandoned. Name its column.'
        subject.refuse("missing_key", message, *below, "at")
    at = subject.event(abandoned.at, "an abandonment has a date or datetime", WHEN_ABANDONED, *below, "at")
    if abandoned.at is not None and (
        abandoned.at == measure.from_ or (measure.to and abandoned.at in measure.to.columns)
    ):
        message = f"{shown(abandoned.at)} starts or ends the delay, and so tells no abandonment. Name its own column."
        subject.refuse("contradiction", message, *below, "at")
    ends = {name: column for name, column in _known_columns(measure, subject).items() if name != measure.from_}
    other = next((name for name, column in ends.items() if at is not None and column.type != at.type), None)
    if at is not None and other is not None:
        message = (
            f"{shown(abandoned.at)} is a {at.type} and {other} a {ends[other].type}: on one day nobody can tell which "
            "came first. Declare both as datetime or both as date."
        )
        subject.refuse("wrong_column_type", message, *below, "at")
    if abandoned.within is None:
        return
    if not abandoned.depends_on_time and subject.found.is_sound(*subject.path, *below, "counts"):
        choices = "excluded_if_within or met_if_within"
        message = (
            f'"within" has no meaning where every abandoned case is {abandoned.counts}. Write {choices}, or remove it.'
        )
        subject.refuse("key_not_allowed", message, *below, "within", at_key=True)
    if measure.elapsed is not None and not abandoned.within.unit.is_elapsed:
        message = "a duration in seconds has no calendar. Expected e.g. 20 secondes."
        subject.refuse("bad_limit", message, *below, "within")
        return
    columns = _known_columns(measure, subject) | ({abandoned.at: at} if abandoned.at and at else {})
    refuse_dates(
        columns, abandoned.within.unit, shown(abandoned.within.text or str(abandoned.within)), subject, *below, "within"
    )


def refuse_dates(columns: Mapping[str, Column], unit: Unit, what: str, subject: Subject, *place: str | int) -> None:
    """Refuse date columns where what is counted is no whole days."""
    dates = [name for name, column in columns.items() if column.type == "date"]
    if not dates or not unit.has_fixed_length:
        return
    kind = "elapsed time" if unit.is_elapsed else "time inside the opening hours"
    advice = "Expected jours ouvrés, jours ouvrables, jours calendaires or mois, or datetime columns."
    message = f"{what} is {kind}, and {dates[0]} is a date column without a time of day. {advice}"
    subject.refuse("limit_needs_time", message, *place)
