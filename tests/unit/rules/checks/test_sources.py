"""What the columns of a source demand of each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, Fault, paths_refused, read_models, require_one_fault

from gpj_kpi.rules.checks.sources import check_source
from gpj_kpi.rules.text.faults import FaultList

FAULTS: dict[str, Fault] = {
    "key unknown": ("key: claim_id", "key: ‸claimid", ('"claimid" is not a column', 'Did you mean "claim_id"')),
    "no duplicates": (
        "on_duplicate: first",
        "on_duplicate: reject\n    ‸max_duplicates: 5%",
        ("`max_duplicates` has no meaning with `on_duplicate: reject`",),
    ),
    "key not required": (
        "claim_id: {header: N° dossier, type: text, required: true}",
        "claim_id: ‸{header: N° dossier, type: text}",
        ("claim_id may be empty", "required: true"),
    ),
    "key personal": ("key: claim_id", "key: [claim_id, ‸insured]", ('"insured" is personal',)),
    "column any": ("      topic: {", "      ‸any: {", ('"any" is a word of conditions',)),
    "header twice": ("header: Domaine", "header: ‸Canal", ('"Canal" is already the header of channel',)),
    "format missing": (', format: "%d/%m/%Y"}', "}", ('needs "format"', "%d/%m/%Y"), (28, 18)),
    "format on text": (
        "{header: Domaine, type: text}",
        '{header: Domaine, type: text, ‸format: "%d/%m/%Y"}',
        ('"format" has no meaning', "type text"),
    ),
    "date with hours": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %H:%M"}', ("time of day", "type: datetime")),
    "datetime without hours": ('"%d/%m/%Y %H:%M"}\n      due', '‸"%d/%m/%Y"}\n      due', ("%H", "type: date")),
    "values on integer": ("type: integer}", 'type: integer, ‸values: ["1"]}', ('"values" has no meaning',)),
    "false_values missing": (', false_values: ["non"]', "", ('needs "false_values"',), (33, 15)),
    "true and false": ('false_values: ["non"]', 'false_values: ‸["non", "O"]', ('"O" is among the true_values',)),
    "known_at unknown": (
        "{header: Domaine, type: text}",
        "{header: Domaine, type: text, known_at: ‸opened}",
        ('"opened" is not a column', "opened_at"),
    ),
    "known_at a number": (
        "{header: Domaine, type: text}",
        "{header: Domaine, type: text, known_at: ‸score}",
        ("a cell becomes known at a date or a time",),
    ),
    "known_at of the key": (
        "{header: N° dossier, type: text, required: true}",
        "{header: N° dossier, type: text, required: true, known_at: ‸opened_at}",
        ("known with the row itself",),
    ),
    "percent of time": (
        "type: integer}",
        "type: number, percent: true, unit: ‸minutes}",
        ("a length of time is no percentage",),
    ),
    "true_values on text": (
        "{header: Domaine, type: text}",
        "{header: Domaine, type: text, ‸true_values: [a]}",
        ('"true_values" has no meaning',),
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_a_column_that_is_at_fault_already_is_left_alone() -> None:
    """A date column without a format is refused once, and not at all where its type is at fault."""
    document, _ = read_models(BASE.replace(', format: "%d/%m/%Y"}', "}", 1))
    source = document.sources["claims"]

    def check(found: FaultList) -> None:
        check_source("claims", source, found)

    assert paths_refused(check) == ["sources.claims.columns.closed_on.format"]
    assert paths_refused(check, ("sources", "claims", "columns", "closed_on", "type")) == []
