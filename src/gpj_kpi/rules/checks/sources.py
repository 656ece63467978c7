"""Relations within a source: its columns, its key, its marks.

Law: every relation is checked, each on its own. A part that is already known to be at fault passes.
"""

from __future__ import annotations

from gpj_kpi.rules.checks.scores import check_scores
from gpj_kpi.rules.models.column_types import COLUMN_TYPES
from gpj_kpi.rules.models.columns import Column, MadeColumn
from gpj_kpi.rules.models.conditions import CONNECTIVES, personal_message
from gpj_kpi.rules.models.sources import Source
from gpj_kpi.rules.text.faults import FaultList, RefusedError, RulePath, at_key, nearest, shown
from gpj_kpi.rules.text.values import fold_heading, read_id
from gpj_kpi.sentences import derived, expected, exports
from gpj_kpi.sentences.measures import KNOWN_AT_NO_DATE, KNOWN_FROM_THE_START, PERCENT_OF_TIME
from gpj_kpi.sentences.sentence import say

_KEYS_OF_TYPES = {key for traits in COLUMN_TYPES.values() for key in (*traits.needs, *traits.takes)}
_CLOCK_DIRECTIVES = ("%H", "%M", "%S", "%f", "%z")


def check_source(name: str, source: Source, found: FaultList) -> None:
    """Check one source; the faults are added to those found."""
    path: RulePath = ("sources", name)
    _check_id(name, path, found)
    headers: dict[str, str] = {}
    for column_id, column in source.columns.items():
        below = (*path, "columns", column_id)
        _check_id(column_id, below, found)
        if column_id in CONNECTIVES:
            message = f"{shown(column_id)} is a word of conditions and cannot name a column. Use another id."
            found.refuse("bad_id", message, *below, at_key=True)
        if isinstance(column, MadeColumn) or (source.made_of and column_id in source.key):
            continue  # its declaration was checked where it was found
        if found.is_sound(*below, "header"):
            first = headers.setdefault(fold_heading(column.header), column_id)
            if first != column_id:
                message = f"{shown(column.header)} is already the header of {first}. Correct one of them."
                found.refuse("duplicate_header", message, *below, "header")
        if found.is_sound(*below, "type"):
            _check_column(column, below, found)
            check_scores(column, source, below, found)
        _check_known_at(column_id, source, below, found)
    for position, column_id in enumerate(source.key if source.made_of is None else ()):
        _check_key_column(column_id, position, source, path, found)
    _check_order(source, path, found)
    _check_duplicates(source, path, found)
    if source.thousands == source.decimal and found.is_sound(*path, "decimal"):
        message = f"{shown(source.thousands)} is the decimal mark too. Correct one of the two."
        found.refuse("contradiction", message, *path, "thousands")


def _check_id(name: str, path: RulePath, found: FaultList) -> None:
    # Only the key is at fault: what stands behind it is still checked.
    try:
        at_key(read_id, name)
    except RefusedError as error:
        if found.stands(*path):
            found.faults.extend(fault.under(*path) for fault in error.faults)


def _check_column(column: Column, path: RulePath, found: FaultList) -> None:
    for key in Column.model_fields:
        is_foreign = key in _KEYS_OF_TYPES - {*column.traits.needs, *column.traits.takes}
        if is_foreign and getattr(column, key) not in (None, False):
            message = f'"{key}" has no meaning for a column of type {column.type}. Remove it, or correct the type.'
            found.refuse("key_not_allowed", message, *path, key, at_key=True)
    for key, meaning in column.traits.needs.items():
        if getattr(column, key) is None:
            message = f'a column of type {column.type} needs "{key}": {meaning}. Write it.'
            found.refuse("missing_key", message, *path, key)
    for format_ in column.format or ():
        _check_format(format_, column, path, found)
    if column.percent and column.unit is not None and found.is_sound(*path, "unit"):
        found.refuse("contradiction", say(PERCENT_OF_TIME), *path, "unit")
    both = set(column.true_values or ()) & set(column.false_values or ())
    if both:
        message = f"{shown(min(both))} is among the true_values and the false_values. Keep it in one of the two."
        found.refuse("contradiction", message, *path, "false_values")


def _check_known_at(column_id: str, source: Source, path: RulePath, found: FaultList) -> None:
    """Check the column that says when cells became known."""
    dating, place = source.columns[column_id].known_at, (*path, "known_at")
    if dating is None or not found.is_sound(*place):
        return
    column = source.columns.get(dating)
    if column is None:
        message = f"{shown(dating)} is not a column of this source. {nearest(dating, source.columns)}"
        found.refuse("unknown_column", message, *place)
    elif isinstance(column, MadeColumn):
        _refuse_made(dating, path, place, found)
    elif column.personal:
        found.refuse("personal_column", personal_message(dating), *place)
    elif not column.holds_dates and found.is_sound(*path[:-1], dating, "type"):
        found.refuse("wrong_column_type", say(KNOWN_AT_NO_DATE, column=shown(dating), type=column.type), *place)
    elif column.planned:
        found.refuse("contradiction", say(expected.PLAN, column=shown(dating), what=say(expected.WHEN_KNOWN)), *place)
    elif column_id in source.key or column_id == source.order_by:
        found.refuse("contradiction", say(KNOWN_FROM_THE_START, column=shown(column_id)), *place)


def _check_format(format_: str, column: Column, path: RulePath, found: FaultList) -> None:
    clock = [directive for directive in _CLOCK_DIRECTIVES if directive in format_.replace("%%", "")]
    if column.type == "date" and clock:
        message = f"{shown(format_)} holds a time of day, and the type is date. Remove it, or write type: datetime."
        found.refuse("bad_format", message, *path, "format")
    if column.type == "datetime" and not {"%H", "%M"} <= set(clock):
        message = f"{shown(format_)} lacks %H or %M, and the type is datetime. Add them, or write type: date."
        found.refuse("bad_format", message, *path, "format")


def _check_key_column(column_id: str, position: int, source: Source, path: RulePath, found: FaultList) -> None:
    if not found.is_sound(*path, "key") or not found.stands(*path, "columns"):
        return
    # A key of one column may be written without a list; the place then falls back to the key itself.
    place = (*path, "key", position) if len(source.key) > 1 else (*path, "key")
    column, below = source.columns.get(column_id), (*path, "columns", column_id)
    if column is None:
        message = f"{shown(column_id)} is not a column of this source. {nearest(column_id, source.columns)}"
        found.refuse("unknown_column", message, *place)
    elif isinstance(column, MadeColumn):
        _refuse_made(column_id, path, place, found)
    elif column.personal:
        found.refuse("personal_column", personal_message(column_id), *place)
    elif not column.required and found.stands(*below) and found.is_sound(*below, "required"):
        message = f'the key column {column_id} may be empty. Write "required: true" in its declaration.'
        found.refuse("key_not_required", message, *below)


def _check_order(source: Source, path: RulePath, found: FaultList) -> None:
    if source.order_by is None or not found.stands(*path, "columns"):
        return
    place = (*path, "order_by")
    column = source.columns.get(source.order_by)
    if column is None:
        message = f"{shown(source.order_by)} is not a column of this source. {nearest(source.order_by, source.columns)}"
        found.refuse("unknown_column", message, *place)
    elif isinstance(column, MadeColumn):
        _refuse_made(source.order_by, path, place, found)
    elif column.personal:
        found.refuse("personal_column", personal_message(source.order_by), *place)
    elif not column.traits.is_ordered and found.is_sound(*path, "columns", source.order_by, "type"):
        ordered = ", ".join(type_ for type_, traits in COLUMN_TYPES.items() if traits.is_ordered)
        message = f"{source.order_by} holds a {column.type}, by which rows have no order. Expected a column of type "
        found.refuse("bad_type", f"{message}{ordered}.", *place)
    elif source.on_duplicate == "reject" and found.is_sound(*path, "on_duplicate"):
        message = '"order_by" has no meaning with on_duplicate: reject, which keeps no row. Remove one of the two.'
        found.refuse("key_not_allowed", message, *place, at_key=True)
    elif column.planned:
        message = say(expected.PLAN, column=shown(source.order_by), what=say(expected.WHEN_WRITTEN))
        found.refuse("contradiction", message, *place)


def _refuse_made(column_id: str, path: RulePath, place: RulePath, found: FaultList) -> None:
    """Refuse a column that is not there yet while rows are read."""
    message = say(derived.MADE_TOO_LATE, column=shown(column_id), source=path[1])
    found.refuse("contradiction", message, *place)


def _check_duplicates(source: Source, path: RulePath, found: FaultList) -> None:
    if source.max_duplicates is not None and source.on_duplicate == "reject" and found.is_sound(*path, "on_duplicate"):
        found.refuse("key_not_allowed", say(exports.NO_DUPLICATES), *path, "max_duplicates", at_key=True)
