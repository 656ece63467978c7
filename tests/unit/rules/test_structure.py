"""The form of a rule file: keys that are missing, unknown or of another shape; and whatever else may be written."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.rules.rule_files import (
    BASE,
    COMMITMENTS,
    FUZZ,
    INDICATOR,
    Fault,
    check_answer,
    refusals,
    require_one_fault,
)

from gpj_kpi.rules.structure import read_structure
from gpj_kpi.rules.text.faults import RulePath
from gpj_kpi.rules.text.file import read_rule_text


@pytest.mark.parametrize(
    ("written", "instead", "paths"),
    [
        ("source: claims", "source: clams", ["commitments[0].indicators[0].source"]),
        ("type: datetime, format", "type: datetme, format", ["sources.claims.columns.received_at.type"]),
        ("{header: Ouvert le, type: datetime,", "{type: datetime,", ["sources.claims.columns.opened_at.header"]),
        ("label: Dossiers", "label: 1", ["sources.claims.label"]),
        ("sources:\n  claims:", "source:\n  claims:", ["sources", "source"]),
        ("commitments:\n", "commitment:\n", ["commitments", "commitment"]),
        ("kind: delay, from: received_at", "kind: dely, from: received", ["commitments[0].indicators[0].measure"]),
        ("    columns:\n", "    column:\n", ["sources.claims.columns", "sources.claims.column"]),
        ("target: 100%", "target: 100", ["commitments[0].indicators[0].target"]),
    ],
)
def test_one_fault_brings_no_others(tmp_path: Path, written: str, instead: str, paths: list[str]) -> None:
    """What depends on a part that is at fault is not reported as well."""
    issues = refusals(tmp_path, BASE.replace(written, instead, 1))
    assert {issue.path for issue in issues} == set(paths), [str(issue) for issue in issues]


FAULTS: dict[str, Fault] = {
    "version missing": ("version: 1\n", "", ('"version" is missing',), (1, 1)),
    "unknown top key": ("language: fr", "‸langage: fr", ('"langage" is not a key', 'Did you mean "language"')),
    "language": ("language: fr", "language: ‸de", ('"de" is not allowed', "fr, en")),
    "source key missing": ("    key: claim_id\n", "", ('"key" is missing',), (14, 5)),
    "source unknown key": ("    delimiter:", "    ‸delimeter:", ('"delimeter"', 'Did you mean "delimiter"')),
    "decimal": ('decimal: ","', 'decimal: ‸";"', ('".", ","',)),
    "on_duplicate": ("on_duplicate: first", "on_duplicate: ‸lasst", ('Did you mean "last"',)),
    "column text": ("{header: Domaine, type: text}", "‸text", ('"text" is not a mapping', "header, type")),
    "column header missing": ("{header: Domaine, type: text}", "‸{type: text}", ('"header" is missing',)),
    "column type": ("{header: Domaine, type: text}", "{header: Domaine, type: ‸string}", ("text, integer, number",)),
    "column unknown key": (
        "required: true}\n      rec",
        "‸requird: true, required: true}\n      rec",
        ('Did you mean "required"',),
    ),
    "required": ("type: integer}", "type: integer, required: ‸1}", ("1 is not true or false",)),
    "commitment key": ("    title: Gestion", "    title: Gestion\n    ‸titel: x", ('Did you mean "title"',)),
    "promise missing": ("    promise: Ouverture sous 48 h.\n", "", ('"promise" is missing',), (36, 5)),
    "commitment text": ("  - id: handling\n", "  - ‸text\n  - id: handling\n", ('"text" is not a mapping',)),
    "label missing": ("        label: Note\n", "", ('"label" is missing',), (67, 9)),
    "measure text": ("measure: {kind: count}", "measure: ‸count", ('"count" is not a measure', "{kind: count}")),
    "measure kind": ("measure: {kind: count}", "measure: ‸{kind: counts}", ('Did you mean "count"',)),
    "measure no kind": ("measure: {kind: count}", "measure: ‸{of: x}", ('"kind" is missing', "delay, duration")),
    "measure key": ("measure: {kind: count}", "measure: {kind: count, ‸of: x}", ('"of" is not a key',)),
    "no limit": (", limit: 48 heures", "", ('"limit" is missing',), (45, 18)),
    "rollover": ("limit: 48 heures", "limit: 2 jours ouvrés, rollover: ‸next_busines_day", ('"next_business_day"',)),
    "statistic missing": (", statistic: percentile 95", "", ('"statistic" is missing',), (60, 18)),
    "min_cases": ("min_cases: 30", "min_cases: ‸0", ("0 is too low", "1")),
    "min_cases text": ("min_cases: 30", 'min_cases: ‸"30"', ('"30" is not a whole number',)),
    "per": ("per: quarter", "per: ‸trimester", ("year, quarter, month, week",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(max_size=8),
    st.sampled_from(["present", ">= 4", "95%", "48 heures", "claims", "received_at", "delay", "18:00", "<<", "held"]),
)


KEYS = st.one_of(
    st.sampled_from(
        [
            "version",
            "organisation",
            "time_zone",
            "calendar",
            "sources",
            "commitments",
            "columns",
            "indicators",
            "measure",
            "kind",
            "any",
            "not",
            "where",
            "published",
            "between",
            "to",
            "all",
            "limit",
            "id",
        ]
    ),
    st.text(max_size=4),
    st.integers(),
)


TREES = st.recursive(
    SCALARS, lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4), max_leaves=12
)


@FUZZ
@given(data=TREES)
def test_any_data_is_refused_in_good_order(tmp_path: Path, data: object) -> None:
    """Whatever the file holds, the answer is a list of one-line issues within the file, never a crash."""
    check_answer(tmp_path, yaml.safe_dump(data, allow_unicode=True).encode())


def places_of(data: object) -> list[tuple[Any, Any]]:
    """Return each node below the root, as what holds it and its key or position there."""
    found: list[tuple[Any, Any]] = []
    nodes = [data]
    while nodes:
        node = nodes.pop()
        entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, below in entries:
            found.append((node, key))
            nodes.append(below)
    return found


VALID = yaml.safe_load(COMMITMENTS.read_bytes())


VALID_PLACES = len(places_of(VALID))


@FUZZ
@given(place=st.integers(0, VALID_PLACES - 1), value=st.none() | TREES, deleted=st.booleans())
def test_the_valid_file_with_one_wound_is_refused_in_good_order(
    tmp_path: Path, place: int, value: object, *, deleted: bool
) -> None:
    """One node deleted or replaced, anywhere in a sound file, never gives more than a refusal."""
    data = copy.deepcopy(VALID)
    holder, key = places_of(data)[place]
    if deleted:
        del holder[key]
    else:
        holder[key] = value
    check_answer(tmp_path, yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode())


@pytest.mark.parametrize(
    ("written", "instead", "place"),
    [
        ("elapsed: wait_seconds", "elapsed: 12", (*INDICATOR[:3], 1, "measure", "elapsed")),
        ("from: received_at, to: opened_at", "from: 12, to: opened_at", (*INDICATOR, "measure", "from")),
        ("label: Note\n", "label: 4\n", (*INDICATOR[:3], 4, "label")),
    ],
)
def test_a_part_at_fault_is_replaced_so_that_the_rest_can_be_checked(
    written: str, instead: str, place: RulePath
) -> None:
    """There are models all the same, made of data in which that part alone is another."""
    data = read_rule_text(BASE.replace(written, instead, 1).encode()).data
    before = copy.deepcopy(data)
    document, repaired, faults = read_structure(data)
    assert document is not None
    assert [fault.path for fault in faults] == [place]
    assert (data == before, repaired == before) == (True, False)
