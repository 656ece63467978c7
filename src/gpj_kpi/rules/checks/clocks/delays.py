"""What a clock demands: start, end, limit, pauses, abandonment.

Law: a delay that passes can be judged on any export that fits the declarations of its sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gpj_kpi.rules.checks.clocks.limits import check_limit, known_columns, paused_columns, refuse_dates
from gpj_kpi.rules.checks.subjects import DATES, NUMBERS, Subject
from gpj_kpi.rules.models.clock import Abandoned, Pauses, Starts
from gpj_kpi.rules.models.column_types import COLUMN_TYPES
from gpj_kpi.rules.models.columns import Column, MadeColumn
from gpj_kpi.rules.models.measures.delays import WrittenDelay, tell_apart
from gpj_kpi.rules.models.measures.durations import WrittenDuration, tell_durations_apart
from gpj_kpi.rules.text.faults import shown
from gpj_kpi.sentences.clocks.limits import STARTS_OF_ONE_TYPE
from gpj_kpi.sentences.derived import MADE_MAY_BE_EMPTY
from gpj_kpi.sentences.expected import WHEN_ABANDONED, WHEN_PAUSED
from gpj_kpi.sentences.measures import DONE_WITHOUT_ELAPSED, DURATION_WITHOUT_PART, ELAPSED_HAS_NO_CALENDAR
from gpj_kpi.sentences.scopes import MAY_BE_EMPTY, PAUSE_BEGINS, PAUSE_OF_A_CASE
from gpj_kpi.sentences.sentence import Wordings, say


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
    if measure.pauses is not None:
        changes["pauses"] = _with_rows_chosen(measure.pauses, subject)
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
    done = subject.condition(measure.done, "measure", "done")
    changes: dict[str, object] = {"done": done}
    if measure.pauses is not None:
        changes["pauses"] = _with_rows_chosen(measure.pauses, subject)
    read = measure.model_copy(update=changes)
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
        paused = paused_columns(measure.pauses, subject)
        refuse_dates(paused, measure.unit, f"a duration in {measure.unit}", subject, "measure", "unit")


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
    columns = {
        name: subject.column(name, DATES, need, "measure", "from", *below)
        for name, below in _places_of_start(measure.from_)
    }
    types = {column.type for column in columns.values() if column is not None}
    if len(types) > 1:
        message = say(STARTS_OF_ONE_TYPE, columns=", ".join(columns))
        subject.refuse("wrong_column_type", message, "measure", "from")
    columns |= subject.ends(measure.to, raw.get("to"))
    if measure.to is not None and {*measure.start_columns} & {*measure.to.columns}:
        shared = next(name for name in measure.start_columns if name in measure.to.columns)
        both = f"{shown(shared)} both starts and ends the delay, which is then always 0. Correct one."
        if subject.found.is_sound(*subject.path, "measure", "from"):
            subject.refuse("contradiction", both, "measure", "to")
    return {name: column for name, column in columns.items() if column is not None}


def _places_of_start(start: str | Starts | None) -> list[tuple[str, tuple[str | int, ...]]]:
    """List the columns that may start a delay, each with its place."""
    if isinstance(start, Starts):
        return [(name, (start.mode, position)) for position, name in enumerate(start.columns)]
    return [] if start is None else [(start, ())]


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
    if pauses.where is None:
        _require_filled(columns[pauses.from_], pauses.from_, PAUSE_BEGINS, within, "from")
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
        if pauses.where is None:
            _require_filled(column, name, PAUSE_OF_A_CASE, within, *place)


def _with_rows_chosen(pauses: Pauses, subject: Subject) -> Pauses:
    """Read the condition that says which rows are pauses."""
    if pauses.where is None:
        return pauses
    scope = subject.scope_of(pauses.source, (*subject.path, "measure", "pauses", "source"))
    where = replace(subject, scope=scope).condition(pauses.where, "measure", "pauses", "where")
    return pauses.model_copy(update={"where": where})


def _require_filled(column: Column | None, name: str, reason: Wordings, subject: Subject, *place: str | int) -> None:
    if isinstance(column, MadeColumn):
        subject.refuse("column_not_required", say(MADE_MAY_BE_EMPTY, column=name), "measure", "pauses", *place)
    elif column is not None and not column.required:
        message = say(MAY_BE_EMPTY, column=name, reason=say(reason))
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
        abandoned.at in measure.start_columns or (measure.to and abandoned.at in measure.to.columns)
    ):
        message = f"{shown(abandoned.at)} starts or ends the delay, and so tells no abandonment. Name its own column."
        subject.refuse("contradiction", message, *below, "at")
    ends = {
        name: column for name, column in known_columns(measure, subject).items() if name not in measure.start_columns
    }
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
    columns = known_columns(measure, subject) | ({abandoned.at: at} if abandoned.at and at else {})
    refuse_dates(
        columns, abandoned.within.unit, shown(abandoned.within.text or str(abandoned.within)), subject, *below, "within"
    )
