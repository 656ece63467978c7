"""What stock demands of its columns: one fault for each way in which it cannot be taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, Fault, loaded, paths_refused, read_models, require_one_fault, subject_of

from gpj_kpi.rules import Open
from gpj_kpi.rules.checks.stock import check_stock

_WAS = "period_by: closed_on\n        measure: {kind: share, of: {channel: internet}}"
FAULTS: dict[str, Fault] = {
    "no column": (_WAS, "measure: {kind: open, from: ‸receivd_at, to: opened_at}", ('Did you mean "received_at"',)),
    "no date": (_WAS, "measure: {kind: open, from: ‸topic, to: opened_at}", ("date or datetime",)),
    "no end": (_WAS, "measure: {kind: open, from: received_at, to: {first: [opened_at, ‸score]}}", ("an end needs",)),
    "its own end": (
        _WAS,
        "measure: {kind: age, from: received_at, to: ‸received_at, statistic: mean}",
        ("never open",),
    ),
    "hours of a date": (
        _WAS,
        "measure: {kind: age, from: closed_on, to: opened_at, statistic: mean, unit: ‸heures}",
        ("an age in", "closed_on is a date column"),
    ),
    "older than hours of a date": (
        _WAS,
        "measure: {kind: open, from: closed_on, to: opened_at, older_than: ‸48 hours}",
        ('"48 hours" is elapsed time', "closed_on is a date column"),
    ),
    "older than a due date": (
        _WAS,
        "measure: {kind: open, from: received_at, to: opened_at, older_than: ‸{column: due_at}}",
        ("an age is a length of time",),
    ),
    "an age without a statistic": (
        _WAS,
        "measure: {kind: age, from: received_at, to: opened_at}",
        ('the key "statistic" is missing',),
        (65, 18),
    ),
    "a limit": (
        _WAS,
        "measure: {kind: open, from: received_at, to: opened_at, ‸limit: 48 heures}",
        ("is not a key here",),
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_told_at_its_place(tmp_path: Path, case: Fault) -> None:
    """In one line, with what is expected."""
    require_one_fault(tmp_path, case)


@pytest.mark.parametrize("column", ["due_at", "received_at"])
@pytest.mark.parametrize("kind", ["open", "age, statistic: mean"])
def test_the_start_is_its_reference_date(tmp_path: Path, kind: str, column: str) -> None:
    """There is no `period_by`, not even the start itself."""
    measure = f"measure: {{kind: {kind}, from: received_at, to: opened_at}}"
    fault = (f"‸period_by: {column}\n        {measure}", ("whenever it came", '"received_at" is its start', "Remove"))
    require_one_fault(tmp_path, (_WAS, *fault))
    assert loaded(tmp_path, _WAS, measure).indicator("online").reference_column == "received_at"


def test_a_version_changes_its_target_and_no_limit(tmp_path: Path) -> None:
    """What older than means stays."""
    measure = "measure: {kind: open, from: received_at, to: opened_at, older_than: 30 heures}"
    version = '\n        target: "< 9"\n        versions: [{from: 2009-01-01, ref: x, '
    require_one_fault(tmp_path, (_WAS, measure + version + "‸limit: 20 heures}]", ("a open has no limit",)))
    later = loaded(tmp_path, _WAS, measure + version + 'target: "< 5"}]').indicator("online")
    assert [each.indicator.target.text for each in later.in_force if each.indicator.target] == ["< 9", "< 5"]


def test_a_start_that_ends_the_case_is_told_once() -> None:
    """Two columns that differ are sound."""
    document = read_models(BASE)[0]
    for end, expected in (("opened_at", []), ("received_at", ["commitments[0].indicators[0].measure.to"])):
        measure = Open.model_validate({"kind": "open", "from": "received_at", "to": end})
        refused = paths_refused(
            lambda found, measure=measure: check_stock(measure, {}, subject_of(document, found))  # type: ignore[misc]
        )
        assert refused == expected
