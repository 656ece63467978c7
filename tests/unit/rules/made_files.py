"""One sound rule file with columns made of other rows, MADE, and what is said of its faults."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tests.unit.rules.rule_files import refusals

from gpj_kpi.sentences.sentence import in_language

MADE = """\
version: 1
organisation: Protection juridique
language: fr
time_zone: Europe/Paris
calendar: {opening_hours: {mon-fri: "09:00-18:00"}}
sources:
  tickets:
    label: Demandes
    files: tickets_*.csv
    key: ticket_id
    columns:
      ticket_id: {header: Demande, type: text, required: true}
      opened_at: {header: Ouverte le, type: datetime, format: "%d/%m/%Y %H:%M"}
      due_on: {header: Échéance, type: date, format: "%d/%m/%Y"}
      customer: {header: Client, type: text}
      caller: {header: Numéro, type: text, personal: true}
      size: {header: Taille, type: integer}
      urgent: {header: Urgente, type: boolean, true_values: [oui], false_values: [non]}
      replied_at: {from: replies, match: ticket_id, first: sent_at, where: {author: agent}, after: opened_at}
      segment: {from: customers, match: {customer: customer_id}, only: segment}
      again: {from: tickets, match: caller, any: rows, at: opened_at, after: opened_at, within: 7 jours calendaires}
      length: {from: replies, match: ticket_id, sum: words, at: sent_at}
  replies:
    label: Réponses
    files: replies_*.csv
    key: [ticket_id, sent_at]
    columns:
      ticket_id: {header: Demande, type: text, required: true}
      sent_at: {header: Envoyée le, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      sent_on: {header: Jour, type: date, format: "%d/%m/%Y"}
      planned_on: {header: Prévue le, type: date, format: "%d/%m/%Y", planned: true}
      author: {header: Auteur, type: text, values: [agent, bot]}
      words: {header: Mots, type: integer}
      number: {header: Numéro, type: text, personal: true}
  customers:
    label: Clients
    files: customers.csv
    key: customer_id
    columns:
      customer_id: {header: Client, type: text, required: true}
      segment: {header: Segment, type: text}
  threads:
    label: Échanges
    cases_of: replies
    by: ticket_id
    columns:
      first_at: {first: sent_at}
      authors: {count: {different: author}, at: sent_at}
commitments:
  - id: replies
    title: Réponses
    promise: Une réponse en 4 heures.
    indicators:
      - id: replies_4h
        label: Réponses en 4 heures
        source: tickets
        measure: {kind: delay, from: opened_at, to: replied_at, limit: 4 heures}
      - id: threads
        label: Échanges
        source: threads
        period_by: first_at
        measure: {kind: count}
"""


class MadeFault(NamedTuple):
    """One fault of MADE.

    Attributes:
        written: what stands in MADE.
        wrong: what is written in its place; the mark ‸ says where the fault is expected to be found.
        code: of the issue.
        says: words of the message.
        dit: words of it in French.
    """

    written: str
    wrong: str
    code: str
    says: str
    dit: str


def require_one_line(folder: Path, fault: MadeFault) -> None:
    """Check that a file with one fault is refused with one issue, at its place, in both languages."""
    assert MADE.count(fault.written) >= 1, fault.written
    marked = MADE.replace(fault.written, fault.wrong, 1)
    before = marked[: marked.index("‸")]
    place = (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    issues = refusals(folder, marked.replace("‸", ""))
    assert len(issues) == 1, [str(issue) for issue in issues]
    found = issues[0]
    assert (found.code, found.line, found.column) == (fault.code, *place), str(found)
    french = in_language(found.message, "fr")
    assert fault.says in found.message, found.message
    assert fault.dit in french, french
    assert french != found.message
    for said in (str(found), found.in_language("fr")):
        assert len(said.splitlines()) == 1
