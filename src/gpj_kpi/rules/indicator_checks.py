"""What an indicator demands of its source: columns that exist, are not personal and hold what is needed.

Law: an indicator that passes can be computed on any export that fits the declaration of its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gpj_kpi.limits import Limit, Unit
from gpj_kpi.rules.conditions import All, Condition, personal_message, read_condition
from gpj_kpi.rules.faults import FaultList, RulePath, nearest, shown
from gpj_kpi.rules.figure_checks import check_figures, directed_tolerance
from gpj_kpi.rules.measures import ColumnLimit, Delay, Duration, Ends, Mean, Share
from gpj_kpi.rules.models import Indicator
from gpj_kpi.rules.sources import Column

_DATES, _NUMBERS = ("date", "datetime"), ("integer", "number")


@dataclass(frozen=True)
class SourceScope:
    """What an indicator may name.

    Attributes:
        columns: columns of its source by id; None for one whose declaration is at fault and tells no type, and None
            in the place of all where the source is not known.
        null_values: cells that mean "nothing".
    """

    columns: Mapping[str, Column | None] | None
    null_values: tuple[str, ...]


def check_indicator(
    indicator: Indicator, raw: Mapping[str, Any], path: RulePath, scope: SourceScope, found: FaultList
) -> Indicator:
    """Check one indicator against its source, and its figures against its measure.

    Args:
        indicator: as it was read, its conditions still waiting for the columns.
        raw: the data it was made of.
        path: its place in the file.
        scope: what it may name.
        found: takes the faults.

    Returns:
        The indicator with its conditions, values typed by the columns, and its tolerance with the target's sense.
    """
    subject = _Subject(path, scope, found)
    measure = indicator.measure
    changes: dict[str, object] = {"where": subject.condition(indicator.where, "where")}
    if indicator.period_by is not None:
        subject.column(indicator.period_by, _DATES, "a period needs a date or datetime column", "period_by")
    if found.stands(*path, "measure", "kind"):
        if isinstance(measure, Delay):
            _check_delay(measure, raw["measure"], subject)
            done = subject.condition(measure.done, "measure", "done")
            changes["measure"] = measure.model_copy(update={"done": done})
        elif isinstance(measure, Duration):
            _check_duration(measure, raw["measure"], subject)
        elif isinstance(measure, Share):
            changes["measure"] = measure.model_copy(update={"of": subject.condition(measure.of, "measure", "of")})
        elif isinstance(measure, Mean):
            subject.column(measure.value, _NUMBERS, "a mean needs an integer or number column", "measure", "value")
            subject.column(measure.weight, _NUMBERS, "a weight needs an integer or number column", "measure", "weight")
        check_figures(indicator, path, found)
        changes["tolerance"] = directed_tolerance(indicator, path, found)
        _check_has_period(indicator, subject)
    return indicator.model_copy(update=changes)


@dataclass(frozen=True)
class _Subject:
    """The indicator being checked: its place, what it may name, and where its faults go."""

    path: RulePath
    scope: SourceScope
    found: FaultList

    def refuse(self, code: str, message: str, *below: str | int, at_key: bool = False) -> None:
        self.found.refuse(code, message, *self.path, *below, at_key=at_key)

    def condition(self, waiting: object, *below: str) -> Condition | None:
        """Read a condition that waited for its columns; None stays None."""
        if waiting is None:
            return None
        refused: Condition = All(())
        return self.found.read(
            lambda: read_condition(waiting, columns=self.scope.columns, null_values=self.scope.null_values),
            *self.path,
            *below,
            otherwise=refused,
        )

    def column(self, name: str | None, types: tuple[str, ...], need: str, *below: str | int) -> Column | None:
        """Check one column that is named at this place; return it where its type is known and fits."""
        if name is None or self.scope.columns is None or not self.found.is_sound(*self.path, *below):
            return None
        if name not in self.scope.columns:
            hint = nearest(name, self.scope.columns)
            self.refuse("unknown_column", f"{shown(name)} is not a column of this source. {hint}", *below)
            return None
        column = self.scope.columns[name]
        if column is None:
            return None
        if column.personal:
            self.refuse("personal_column", personal_message(name), *below)
            return None
        if column.type not in types:
            message = (
                f"{shown(name)} is a column of type {column.type}, and {need}. {_that_fit(self.scope.columns, types)}"
            )
            self.refuse("wrong_column_type", message, *below)
            return None
        return column

    def ends(self, ends: Ends | None, raw: object) -> dict[str, Column | None]:
        """Check the columns that end a delay; return them by id."""
        if ends is None:
            return {}
        listed = raw.get(ends.mode) if isinstance(raw, dict) else None
        place: tuple[str, ...] = ("measure", "to", ends.mode) if isinstance(raw, dict) else ("measure", "to")
        need = "an end needs a date or datetime column"
        return {
            name: self.column(name, _DATES, need, *place, *((position,) if isinstance(listed, list) else ()))
            for position, name in enumerate(ends.columns)
        }


def _that_fit(columns: Mapping[str, Column | None], types: tuple[str, ...]) -> str:
    names = [name for name, column in columns.items() if column and column.type in types and not column.personal]
    return f"Columns that fit: {', '.join(names)}." if names else "This source has no column that fits; declare one."


def _check_delay(measure: Delay, raw: Mapping[str, Any], subject: _Subject) -> None:
    if measure.elapsed is not None or not subject.found.is_sound(*subject.path, "measure", "elapsed"):
        _check_elapsed(measure, subject)
    else:
        _check_clock(measure, raw, subject)
    limit = measure.limit
    if measure.rollover != "none" and (isinstance(limit, ColumnLimit) or limit.unit.has_fixed_length):
        message = f"rollover {measure.rollover} moves a last day, and this limit has none. Remove rollover."
        if subject.found.is_sound(*subject.path, "measure", "limit"):
            subject.refuse("key_not_allowed", message, "measure", "rollover")


def _check_elapsed(measure: Delay, subject: _Subject) -> None:
    subject.column(measure.elapsed, _NUMBERS, "elapsed needs a number of seconds", "measure", "elapsed")
    for key, part in (("from", measure.from_), ("to", measure.to)):
        if part is not None:
            message = f'"{key}" and "elapsed" exclude each other: the column already holds the duration. Keep one.'
            subject.refuse("key_not_allowed", message, "measure", key, at_key=True)
    if measure.done is None:
        message = 'with "elapsed" the key "done" says when a case has ended, e.g. done: {outcome: answered}. Write it.'
        subject.refuse("missing_key", message, "measure", "done")
    if isinstance(measure.limit, ColumnLimit) or not measure.limit.unit.is_elapsed:
        message = "a duration in seconds has no calendar. Expected a limit in secondes, minutes or heures."
        subject.refuse("bad_limit", message, "measure", "limit")


def _check_clock(measure: Delay, raw: Mapping[str, Any], subject: _Subject) -> None:
    for key, part in (("from", measure.from_), ("to", measure.to)):
        if part is None:
            message = f'the key "{key}" is missing: a delay has "from" and "to", or "elapsed" and "done". Write it.'
            subject.refuse("missing_key", message, "measure", key)
    if measure.done is not None:
        message = '"done" goes with "elapsed" only: here the case has ended when "to" is filled. Remove it.'
        subject.refuse("key_not_allowed", message, "measure", "done", at_key=True)
    ends = _check_span(measure, raw, subject)
    limit = measure.limit
    if isinstance(limit, Limit):
        _refuse_dates_for(limit.unit, f'"{limit}"', ends, "limit", subject)
        return
    need = "a due instant needs a date or datetime column"
    due = subject.column(limit.column, _DATES, need, "measure", "limit", "column")
    if due is not None and due.type == "datetime":
        others = {name: column for name, column in ends.items() if name != measure.from_}
        advice = "Declare both as datetime or both as date."
        _refuse_dates(others, "the due column is a datetime", advice, "limit", subject)


def _check_duration(measure: Duration, raw: Mapping[str, Any], subject: _Subject) -> None:
    columns = _check_span(measure, raw, subject)
    _refuse_dates_for(measure.unit, f"a duration in {measure.unit}", columns, "unit", subject)


def _check_span(measure: Delay | Duration, raw: Mapping[str, Any], subject: _Subject) -> dict[str, Column | None]:
    need = "the start of a delay needs a date or datetime column"
    columns = {}
    if measure.from_ is not None:
        columns[measure.from_] = subject.column(measure.from_, _DATES, need, "measure", "from")
    columns |= subject.ends(measure.to, raw.get("to"))
    if measure.to is not None and measure.from_ in measure.to.columns and len(columns) == len(measure.to.columns):
        message = f"{shown(measure.from_)} both starts and ends the delay, which is then always 0. Correct one."
        if subject.found.is_sound(*subject.path, "measure", "from"):
            subject.refuse("contradiction", message, "measure", "to")
    return columns


def _refuse_dates_for(unit: Unit, what: str, columns: Mapping[str, Column | None], key: str, subject: _Subject) -> None:
    """Refuse date columns where what is counted is no whole days."""
    if unit.has_fixed_length:
        kind = "elapsed time" if unit.is_elapsed else "time inside the opening hours"
        advice = "Expected jours ouvrés, jours ouvrables, jours calendaires or mois, or datetime columns."
        _refuse_dates(columns, f"{what} is {kind}", advice, key, subject)


def _refuse_dates(columns: Mapping[str, Column | None], reason: str, advice: str, key: str, subject: _Subject) -> None:
    dates = [name for name, column in columns.items() if column is not None and column.type == "date"]
    if dates:
        message = f"{reason}, and {dates[0]} is a date column without a time of day. {advice}"
        subject.refuse("limit_needs_time", message, "measure", key)


def _check_has_period(indicator: Indicator, subject: _Subject) -> None:
    measure = indicator.measure
    has_start = isinstance(measure, Duration) or (isinstance(measure, Delay) and measure.elapsed is None)
    if indicator.period_by is not None or has_start or not subject.found.is_sound(*subject.path, "measure", "elapsed"):
        return
    what = "delay with elapsed" if isinstance(measure, Delay) else measure.kind
    fit = _that_fit(subject.scope.columns, _DATES) if subject.scope.columns is not None else "Name a date column."
    message = f'the key "period_by" is missing: a {what} does not say which date puts a case in a period. {fit}'
    subject.refuse("missing_key", message, "period_by")
