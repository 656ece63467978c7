"""One sound rule file, BASE, and what tests do with it: load it, or break it in one place and read the refusal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from gpj_kpi import rules
from gpj_kpi.errors import Issue, RuleFileError
from gpj_kpi.rules import load_rules
from gpj_kpi.rules.checks.subjects import SourceScope, Subject
from gpj_kpi.rules.models.document import RuleDocument
from gpj_kpi.rules.structure import read_structure
from gpj_kpi.rules.text.faults import FaultList, RulePath, path_text
from gpj_kpi.rules.text.file import read_rule_text

COMMITMENTS = Path(__file__).parents[3] / "commitments.yaml"

BASE = """\
version: 1
organisation: Protection juridique
language: fr
time_zone: Europe/Paris
calendar:
  country: FR
  subdivision: "57"
  week: mon-fri
  closed: {2008-05-02: Pont}
  worked: {2008-05-12: Solidarité}
  opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"], sat: "09:00-12:00", 2008-12-24: "09:00-12:30"}
sources:
  claims:
    label: Dossiers
    files: [claims_*.csv, old/claims.csv.gz]
    delimiter: ";"
    encoding: windows-1252
    decimal: ","
    null_values: ["", "NULL"]
    key: claim_id
    on_duplicate: first
    max_rejected: 0,5%
    columns:
      claim_id: {header: N° dossier, type: text, required: true}
      received_at: {header: Reçu le, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      opened_at: {header: Ouvert le, type: datetime, format: "%d/%m/%Y %H:%M"}
      due_at: {header: Échéance, type: datetime, format: "%d/%m/%Y %H:%M"}
      closed_on: {header: Clos le, type: date, format: "%d/%m/%Y"}
      channel: {header: Canal, type: text, values: [courrier, internet]}
      topic: {header: Domaine, type: text}
      wait_seconds: {header: Attente, type: integer}
      score: {header: Note, type: number}
      urgent: {header: Urgent, type: boolean, true_values: ["oui", "O"], false_values: ["non"]}
      insured: {header: Assuré, type: text, personal: true}
commitments:
  - id: handling
    title: Gestion
    promise: Ouverture sous 48 h.
    ref: Nos engagements
    indicators:
      - id: opening
        label: Ouverts sous 48 h
        source: claims
        where: {channel: internet, score: ">= 4"}
        measure: {kind: delay, from: received_at, to: opened_at, limit: 48 heures}
        target: 100%
        tolerance: 95%
        min_cases: 30
        per: quarter
        reading: Heures écoulées.
        published: {2008: 97%}
      - id: quick
        label: Attente courte
        source: claims
        period_by: received_at
        measure: {kind: delay, elapsed: wait_seconds, done: {opened_at: present}, limit: "< 10 secondes"}
      - id: mean_time
        label: Durée moyenne
        source: claims
        measure: {kind: duration, from: received_at, to: {first: [opened_at, due_at]}, statistic: percentile 95}
        target: "< 2 minutes"
      - id: online
        label: Part en ligne
        source: claims
        period_by: closed_on
        measure: {kind: share, of: {channel: internet}}
      - id: note
        label: Note
        source: claims
        period_by: closed_on
        measure: {kind: mean, value: score, scale: [1, 5], weight: wait_seconds}
        target: ">= 4.0"
      - id: number
        label: Nombre
        source: claims
        period_by: closed_on
        measure: {kind: count}
"""

OTHER = "{label: x, files: x.csv, key: k, columns: {k: {header: k, type: text, required: true}}}"

HOURS = '  opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"], sat: "09:00-12:00", 2008-12-24: "09:00-12:30"}\n'
BUSINESS = BASE.replace("limit: 48 heures", "limit: 4 heures ouvrées").replace(
    "percentile 95}", "percentile 95, unit: minutes ouvrées}"
)
BUSINESS = BUSINESS.replace("< 2 minutes", "< 2 heures ouvrées")

Fault = tuple[Any, ...]
"""What stands in BASE, what is written in its place, and the words that the message must hold.

The mark ‸ says where the fault is expected to be found; it is taken out before the file is written. A key that is
missing is found where its mapping begins: line and column are then given.
"""


# Nothing of one example is left for the next: each writes its own file over the last.
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def load_text(folder: Path, text: str | bytes) -> rules.RuleFile:
    """Write a rule file and load it."""
    path = folder / "rules.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_rules(path)


def refusals(folder: Path, text: str | bytes) -> tuple[Issue, ...]:
    """Write a rule file that must be refused, and return why."""
    with pytest.raises(RuleFileError) as caught:
        load_text(folder, text)
    return caught.value.issues


def loaded(folder: Path, written: str, instead: str) -> rules.RuleFile:
    """Load BASE with something else in one place."""
    assert written in BASE
    return load_text(folder, BASE.replace(written, instead, 1))


def read_models(text: str) -> tuple[RuleDocument, dict[str, Any]]:
    """Read a rule file that is sound in its form, without checking its parts against each other."""
    document, data, faults = read_structure(read_rule_text(text.encode()).data)
    assert document is not None
    assert faults == []
    return document, data


def require_one_fault(folder: Path, case: Fault) -> None:
    """Check that a file with one fault is refused with one issue, at the place of the fault, in words that help."""
    written, wrong, words, *place = case
    assert written in BASE
    marked = BASE.replace(written, wrong, 1)
    if not place:
        before = marked[: marked.index("‸")]
        place = [(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)]
    issues = refusals(folder, marked.replace("‸", ""))
    assert len(issues) == 1, [str(issue) for issue in issues]
    assert (issues[0].file, (issues[0].line, issues[0].column)) == ("rules.yaml", place[0]), str(issues[0])
    assert [word for word in words if word not in issues[0].message] == [], issues[0].message
    assert len(str(issues[0]).splitlines()) == 1


INDICATOR: RulePath = ("commitments", 0, "indicators", 0)


def paths_refused(check: Callable[[FaultList], object], *known: RulePath) -> list[str]:
    """Run a check of parts against each other; return the places of its faults, below those known to be at fault."""
    found = FaultList(known)
    check(found)
    return [path_text(fault.path) for fault in found.faults]


def subject_of(document: RuleDocument, found: FaultList) -> Subject:
    """Give the first indicator of a rule file as the one being checked."""
    source = document.sources["claims"]
    scope = SourceScope(source.columns, source.null_values, source.key)
    return Subject(INDICATOR, scope, lambda _name, _place: scope, found)


def check_answer(folder: Path, content: bytes) -> None:
    """Load a file that may be refused; check that a refusal is made of one-line issues within the file."""
    issues: tuple[Issue, ...] = ()
    try:
        load_text(folder, content)
    except RuleFileError as error:
        issues = error.issues
    for issue in issues:
        assert issue.line is not None
        assert 1 <= issue.line <= max(1, len(content.decode(errors="replace").splitlines()))
        assert len(str(issue).splitlines()) == 1
