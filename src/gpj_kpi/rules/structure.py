"""Plain data -> models, with every fault of form at once.

Law: a part that is at fault is reported, then replaced by a stand-in, so that the rest of the file can still be
checked. No fault is reported twice, and a file with a fault never becomes rules.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from gpj_kpi.rules.models.calendar import CalendarRules
from gpj_kpi.rules.models.clock import Abandoned, Counts, Pauses
from gpj_kpi.rules.models.columns import EXPORTED, MADE, Column, form_of_column
from gpj_kpi.rules.models.conditions import CONDITIONS_WAIT
from gpj_kpi.rules.models.derived import WrittenAggregate
from gpj_kpi.rules.models.document import Commitment, RuleDocument
from gpj_kpi.rules.models.excused import Excused
from gpj_kpi.rules.models.exports.expectations import Expectations
from gpj_kpi.rules.models.indicators import Indicator, Version
from gpj_kpi.rules.models.measures.measure import KINDS
from gpj_kpi.rules.models.sources import Source, WrittenSource, form_of_source
from gpj_kpi.rules.text.faults import RefusedError, RuleFault, RulePath, nearest, shown, text_expected
from gpj_kpi.rules.text.values import RuleModel

Data = dict[str, Any]

_MEASURE = "commitments.*.indicators.*.measure"
_VERSION = "commitments.*.indicators.*.versions.*"
_MODELS: dict[str, type[RuleModel]] = {
    "": RuleDocument,
    "calendar": CalendarRules,
    "excused.*": Excused,
    "sources.*": Source,
    "sources.*.columns.*": Column,
    "sources.*.expects": Expectations,
    "commitments.*": Commitment,
    "commitments.*.indicators.*": Indicator,
    f"{_MEASURE}.pauses": Pauses,
    f"{_MEASURE}.abandoned": Abandoned,
    _VERSION: Version,
}
# Below these, keys and positions are free.
_COLLECTIONS = {
    "excused",
    "sources",
    "sources.*.columns",
    "commitments",
    "commitments.*.indicators",
    _VERSION.removesuffix(".*"),
}
_TEXT = "unknown"
_COLUMN = {"header": _TEXT, "type": "text"}
_COLUMNS = {_TEXT: _COLUMN}
_SOURCE = {"label": _TEXT, "files": _TEXT, "key": _TEXT, "columns": _COLUMNS}
_COUNT = {"kind": "count"}
_INDICATOR = {"id": _TEXT, "label": _TEXT, "source": _TEXT, "measure": _COUNT}
_EXCUSED = {"from": "1950-01-01", "to": "2199-12-31", "reason": _TEXT, "ref": _TEXT}
_COMMITMENT = {"id": _TEXT, "title": _TEXT, "promise": _TEXT, "indicators": [_INDICATOR]}
# What takes the place of a required part that is missing or at fault; every other part is optional and left out.
_STAND_INS: dict[str, object] = {
    "version": 1,
    "organisation": _TEXT,
    "time_zone": "UTC",
    "excused.*": _EXCUSED,
    "excused.*.from": "1950-01-01",
    "excused.*.to": "2199-12-31",
    "excused.*.reason": _TEXT,
    "excused.*.ref": _TEXT,
    "sources": {_TEXT: _SOURCE},
    "sources.*": _SOURCE,
    "sources.*.label": _TEXT,
    "sources.*.cases_of": _TEXT,
    "sources.*.by": _TEXT,
    "sources.*.files": _TEXT,
    "sources.*.key": _TEXT,
    "sources.*.columns": _COLUMNS,
    "sources.*.columns.*": _COLUMN,
    "sources.*.columns.*.header": _TEXT,
    "sources.*.columns.*.type": "text",
    "commitments": [_COMMITMENT],
    "commitments.*": _COMMITMENT,
    "commitments.*.id": _TEXT,
    "commitments.*.title": _TEXT,
    "commitments.*.promise": _TEXT,
    "commitments.*.indicators": [_INDICATOR],
    "commitments.*.indicators.*": _INDICATOR,
    "commitments.*.indicators.*.id": _TEXT,
    "commitments.*.indicators.*.label": _TEXT,
    "commitments.*.indicators.*.source": _TEXT,
    _MEASURE: _COUNT,
    f"{_MEASURE}.from": _TEXT,
    f"{_MEASURE}.to": _TEXT,
    f"{_MEASURE}.limit": "1 mois",
    f"{_MEASURE}.by": _TEXT,
    f"{_MEASURE}.met_if": "all",
    f"{_MEASURE}.statistic": "mean",
    f"{_MEASURE}.of": {_TEXT: "present"},
    f"{_MEASURE}.value": _TEXT,
    f"{_MEASURE}.over": _TEXT,
    f"{_MEASURE}.for": {_TEXT: "present"},
    f"{_MEASURE}.against": {_TEXT: "missing"},
    f"{_MEASURE}.pauses.source": _TEXT,
    f"{_MEASURE}.pauses.case": _TEXT,
    f"{_MEASURE}.pauses.from": _TEXT,
    f"{_MEASURE}.pauses.to": _TEXT,
    f"{_MEASURE}.abandoned.when": {_TEXT: "present"},
    f"{_MEASURE}.abandoned.counts": "missed",
    f"{_VERSION}.from": "1950-01-01",
    f"{_VERSION}.ref": _TEXT,
}
# Why a key is asked for, where its name does not say it.
_REASONS = {
    f"{_MEASURE}.abandoned.counts": "how abandoned cases count is not for us to assume. "
    f"Expected one of: {', '.join(get_args(Counts))}.",
    "excused.*.reason": "nothing is excused without its reason.",
    "excused.*.ref": "what is excused says where that is on record, so that it can be traced.",
    f"{_VERSION}.ref": "a version says where it was published, so that its figures can be traced.",
    f"{_VERSION}.from": "a version holds from a day on, e.g. from: 2009-01-01.",
}


def read_structure(data: object) -> tuple[RuleDocument | None, Data, list[RuleFault]]:
    """Read the data of a rule file into models.

    Args:
        data: what `file` read; it is not changed.

    Returns:
        The models, stand-ins included, or None where too little is there; the data they were made of;
        one fault for each part that was replaced or left out.
    """
    if not isinstance(data, dict):
        read = "the file is empty" if data is None else f"the file is {shown(data)}"
        message = f"{read}. Expected a mapping with {_key_list(RuleDocument)}."
        return None, {}, [RuleFault(code="bad_value", message=message)]
    repaired = copy.deepcopy(data)
    try:
        return RuleDocument.model_validate(repaired, context=CONDITIONS_WAIT), repaired, []
    except ValidationError as error:
        faults = [fault for details in error.errors() for fault in _faults(details, repaired)]
    for fault in sorted(faults, key=lambda fault: len(fault.path)):
        _replace(repaired, fault.path)
    try:
        return RuleDocument.model_validate(repaired, context=CONDITIONS_WAIT), repaired, faults
    except ValidationError:
        return None, repaired, faults


def _replace(data: Data, path: RulePath) -> None:
    for length in range(len(path), 0, -1):
        above, name = path[: length - 1], path[length - 1]
        parent, pattern = _at(data, above), _pattern(path[:length])
        if not isinstance(parent, dict | list):
            continue
        if pattern in _STAND_INS:
            parent[name] = copy.deepcopy(_STAND_INS[pattern])  # type: ignore[index]
            return
        if isinstance(parent, dict) and _model(data, above) is not None:
            parent.pop(name, None)
            return


def _pattern(path: RulePath) -> str:
    pattern = ""
    for part in path:
        name = "*" if pattern in _COLLECTIONS else str(part)
        pattern = f"{pattern}.{name}" if pattern else name
    return pattern


def _at(data: object, path: RulePath) -> object:
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _model(data: Data, path: RulePath) -> type[RuleModel] | None:
    pattern = _pattern(path)
    if pattern == _MEASURE:
        measure = _at(data, path)
        kind = measure.get("kind") if isinstance(measure, dict) else None
        return KINDS.get(kind) if isinstance(kind, str) else None
    written = _at(data, path)
    if pattern == "sources.*" and form_of_source(written) == MADE:
        return WrittenSource
    if pattern == "sources.*.columns.*" and form_of_column(written) == MADE:
        return WrittenAggregate
    return _MODELS.get(pattern)


def _keys(model: type[RuleModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _key_list(model: type[RuleModel]) -> str:
    return "the keys " + ", ".join(_keys(model))


def _faults(details: Mapping[str, Any], data: Data) -> list[RuleFault]:
    location = _without_forms(details["loc"])
    measure_length = len(_MEASURE.split("."))
    if _pattern(location[:measure_length]) == _MEASURE:
        # pydantic puts the kind of the measure between the measure and its keys.
        location = location[:measure_length] + location[measure_length + 1 :]
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, RefusedError):
        return [fault.under(*location) for fault in cause.faults]
    value = details["input"]
    if details["type"] == "missing":
        return [_missing(location, data)]
    if details["type"] == "extra_forbidden":
        model = _model(data, location[:-1])
        hint = nearest(location[-1], _keys(model)) if model else ""
        message = f"{shown(location[-1])} is not a key here. {hint}"
        return [RuleFault(code="unknown_key", message=message, path=location, at_key=True)]
    worded = _WORDINGS.get(details["type"])
    if worded is not None:
        return [RuleFault(code="bad_value", message=worded(value, details, _model(data, location)), path=location)]
    if details["type"] == "literal_error":
        return [_not_a_choice(value, details).under(*location)]
    return [RuleFault(code="bad_value", message=f"{shown(value)}: {details['msg']}.", path=location)]


def _without_forms(location: RulePath) -> RulePath:
    """Take the forms that pydantic adds out of a path."""
    found: list[str | int] = []
    for part in location:
        stands_below = _pattern(tuple(found)) in {"sources.*", "sources.*.columns.*"}
        if not (stands_below and part in {MADE, EXPORTED}):
            found.append(part)
    return tuple(found)


def _missing(location: RulePath, data: Data) -> RuleFault:
    siblings = _at(data, location[:-1])
    model = _model(data, location[:-1])
    unknown = [key for key in siblings if key not in _keys(model)] if isinstance(siblings, dict) and model else []
    message = f"the key {shown(location[-1])} is missing. Write it" + (", or correct its spelling." if unknown else ".")
    reason = _REASONS.get(_pattern(location))
    if reason:
        message = f"the key {shown(location[-1])} is missing: {reason}"
    return RuleFault(code="missing_key", message=message, path=location)


def _not_a_choice(value: object, details: Mapping[str, Any]) -> RuleFault:
    choices = re.findall("'([^']*)'", details["ctx"]["expected"])
    if not choices:
        message = f"{shown(value)} is not allowed. Expected {details['ctx']['expected']}."
    elif not isinstance(value, str):
        return text_expected(value).faults[0]
    else:
        message = f"{shown(value)} is not allowed. {nearest(value, choices)}"
    return RuleFault(code="bad_value", message=message)


def _wrong_shape(value: object, _details: Mapping[str, Any], model: type[RuleModel] | None) -> str:
    expected = f"a mapping with {_key_list(model)}" if model else "a mapping of names"
    return f"{shown(value)} is not a mapping. Expected {expected}."


def _unknown_kind(value: object, _details: Mapping[str, Any], _model: object) -> str:
    kind = value.get("kind") if isinstance(value, dict) else value
    if isinstance(value, dict) and "kind" not in value:
        return f'the key "kind" is missing. Expected one of: {", ".join(KINDS)}.'
    return f"{shown(kind)} is not a kind of measure. {nearest(kind, KINDS)}"


_Wording = Callable[[object, Mapping[str, Any], type[RuleModel] | None], str]
_WORDINGS: dict[str, _Wording] = {
    "model_type": _wrong_shape,
    "dict_type": _wrong_shape,
    "mapping_type": _wrong_shape,
    "model_attributes_type": lambda value, *_: f"{shown(value)} is not a measure. Expected e.g. {{kind: count}}.",
    "tuple_type": lambda value, *_: f"{shown(value)} is not a list. Expected a list, each entry behind a dash.",
    "bool_type": lambda value, *_: f"{shown(value)} is not true or false. Write one of them, without quotes.",
    "int_type": lambda value, *_: f"{shown(value)} is not a whole number. Expected e.g. 30.",
    "greater_than_equal": lambda value, *_: f"{shown(value)} is too low. Expected 1 or more.",
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": _unknown_kind,
}
