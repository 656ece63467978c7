"""Exports at fault in every way that docs/issues.md shows, and what is said of them."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from gpj_kpi import evaluate, load_rules
from gpj_kpi.errors import ExportError, Issue

RULES = """\
version: 1
organisation: Assurance Témoin
time_zone: Europe/Paris
sources:
  letters:
    label: Courriers
    files: courriers_*.csv
    decimal: ","
    footer: Total
    key: letter_id
    max_rejected: 100%
    columns:
      letter_id: {header: N°, type: text, required: true}
      received_at: {header: Reçu le, type: datetime, format: "%d/%m/%Y %H:%M"}
      due_on: {header: À rendre le, type: date, format: "%d/%m/%Y"}
      pages: {header: Pages, type: integer}
      fee: {header: Frais, type: number, scale: [0, 100]}
      registered: {header: Recommandé, type: boolean, true_values: [oui], false_values: [non]}
      answered_at: {header: Répondu le, type: datetime, format: "%d/%m/%Y %H:%M"}
      channel: {header: Canal, type: text, values: [poste, internet]}
  sheets:
    label: Fiches
    files: fiches.csv*
    key: sheet_id
    on_duplicate: reject
    repeated_headers: true
    max_rejected: 70%
    max_unpacked: 1kB
    columns:
      sheet_id: {header: N° fiche, type: text, required: true}
      given_on: {header: Donnée le, type: date, format: "%d/%m/%Y"}
  holds:
    label: Suspensions
    files: suspensions.csv
    skip_rows: 2
    key: [letter_id, from_at]
    max_duplicates: 50%
    max_rejected: 100%
    columns:
      letter_id: {header: N°, type: text, required: true}
      from_at: {header: Du, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      to_at: {header: Au, type: datetime, format: "%d/%m/%Y %H:%M"}
commitments:
  - id: letters
    title: Courriers
    promise: Un courrier a sa réponse.
    indicators:
      - id: answers
        label: Réponses
        source: letters
        measure:
          kind: delay
          from: received_at
          to: answered_at
          limit: 48 heures
          pauses: {source: holds, case: letter_id, from: from_at, to: to_at}
      - id: sheets
        label: Fiches
        source: sheets
        period_by: given_on
        measure: {kind: count}
"""

LETTERS = """\
N°;Reçu le;À rendre le;Pages;Frais;Recommandé;Canal;Répondu le
A1;31/02/2008 10:12;05/03/2008;1;4,25;oui;poste;
A2;28/02/2008 10:12;5 mars;1;4,25;oui;poste;
A3;28/02/2008 10:12;05/03/2008;deux;4,25;oui;poste;
A4;28/02/2008 10:12;05/03/2008;1;4.25;oui;poste;
A5;28/02/2008 10:12;05/03/2008;1;4,25;peut-être;poste;
A6;28/02/2008 10:12;05/03/2008;1;4,25;oui;pigeon;
A7;28/02/2008 10:12;01/01/1900;1;4,25;oui;poste;
;28/02/2008 10:12;05/03/2008;1;4,25;oui;poste;
B1;30/03/2008 02:30;05/03/2008;1;4,25;oui;poste;
B2;26/10/2008 02:30;05/03/2008;1;4,25;oui;poste;
B3;;05/03/2008;1;4,25;oui;poste;
B4;28/02/2008 10:12;05/03/2008;1;4,25;oui;poste;
B4;28/02/2008 10:12;05/03/2008;2;4,25;oui;poste;
"""

MORE_LETTERS = """\
N°;Reçu le;À rendre le;Pages;Frais;Recommandé;Canal;Répondu le
C1;28/02/2008 10:12;05/03/2008;1;425;oui;poste;
C2;28/02/2008 10:12;05/03/2008;1;4,25;oui;po\0te;
C3;28/02/2008 10:12
C4;28/02/2008 10:12;05/03/2008;1;4,25;oui;poste;28/02/2008;10:12
C5;28/02/2008 10:12;05/03/2008;1;4,25;oui;"poste" ou internet;
C6;28/02/2008 10:12;05/03/2008;1;4,25;oui;post\udce9;
N°;Reçu le;À rendre le;Pages;Frais;Recommandé;Canal;Répondu le
Total;;;6
"""

OPEN_LETTERS = """\
N°;Reçu le;À rendre le;Pages;Frais;Recommandé;Canal;Répondu le
E1;28/02/2008 10:12;05/03/2008;1;4,25;oui;"poste;
E2;28/02/2008 10:12;05/03/2008;1;4,25;oui;poste;
E3;28/02/2008 10:12;05/03/2008;1;4,25;oui;poste";
"""

EXPORTS = {
    "courriers_1.csv": LETTERS,
    "courriers_2.csv": LETTERS,
    "courriers_3.csv": MORE_LETTERS,
    "courriers_4.csv": MORE_LETTERS.splitlines()[0] + '\nD1;28/02/2008 10:12;;;;;"poste\n',
    "courriers_5.csv": OPEN_LETTERS,
    "courriers_7.csv": LETTERS,
    "courriers_8.csv": "",
    "courriers_9.csv": LETTERS.splitlines()[0] + "\n",
    "Courriers_6.CSV": LETTERS,
    "fiches.csv": "N° fiche;Donnée le\nF1;01/02/2008\nN° fiche;Donnée le\nF1;02/02/2008\nF2;02/02/2008\n",
    "suspensions.csv": "Suspensions\nau 28/02/2008\nN°;Du;Au\n"
    "B4;28/02/2008 12:00;28/02/2008 11:00\nZ9;28/02/2008 12:00;28/02/2008 13:00\n",
}


CALL_RULES = """\
version: 1
organisation: Assurance Témoin
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: appels.csv
    key: call_id
    order_by: changed_at
    columns:
      call_id: {header: N°, type: text, required: true}
      offered_at: {header: Présenté le, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      wait: {header: Attente, type: integer}
      changed_at: {header: Modifié le, type: datetime, format: "%d/%m/%Y %H:%M"}
commitments:
  - id: calls
    title: Appels
    promise: Un appel est vite pris.
    indicators:
      - id: quick
        label: Appels vite pris
        source: calls
        period_by: offered_at
        measure: {kind: delay, elapsed: wait, done: {wait: present}, limit: 10 secondes}
"""
CALLS = {
    "appels.csv": "N°;Présenté le;Attente;Modifié le\nK1;03/03/2008 09:00;2;04/03/2008 09:00\n",
}


def issues_of_calls(folder: Path) -> list[Issue]:
    """What is said of an export of calls, all of whose rows are sound."""
    rules, data = folder / "calls.yaml", folder / "calls"
    rules.write_text(CALL_RULES, encoding="utf-8")
    data.mkdir()
    for name, text in CALLS.items():
        (data / name).write_text(text, encoding="utf-8")
    with evaluate(load_rules(rules), data, period="2008", as_of=dt.date(2008, 3, 3)) as evaluation:
        return list(evaluation.issue_list)


VISIT_RULES = """\
version: 1
organisation: Assurance Témoin
time_zone: Europe/Paris
sources:
  visits:
    label: Visites
    files: visites_*.csv
    key: visit_id
    expects: {file_per: month, case_on: every business day, rows: ">= 20 per month"}
    fresh: 2 jours ouvrés
    columns:
      visit_id: {header: N°, type: text, required: true}
      asked_at: {header: Demandée le, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      made_at: {header: Faite le, type: datetime, format: "%d/%m/%Y %H:%M"}
commitments:
  - id: visits
    title: Visites
    promise: Une visite est faite à temps.
    indicators:
      - id: made
        label: Visites faites à temps
        source: visits
        measure: {kind: delay, from: asked_at, to: made_at, limit: 48 heures}
"""
VISITS = {
    "visites_2008-01.csv": ("2008-01-02", "2008-01-31"),
    "visites_2008-03.csv": ("2008-03-03", "2008-03-20"),
}
"""First and last day of each: one visit on each day from Monday to Friday, made within the hour."""


def issues_of_visits(folder: Path) -> list[Issue]:
    """What is said of exports that lack a month, end early, and hold one date that is far off."""
    rules, data = folder / "visits.yaml", folder / "visits"
    rules.write_text(VISIT_RULES, encoding="utf-8")
    data.mkdir()
    for name, span in VISITS.items():
        days = [f"{day:%d/%m/%Y}" for day in pd.bdate_range(*span)]
        lines = [f"V{day};{day} 09:00;{day} 10:00" for day in days]
        text = "\n".join(["N°;Demandée le;Faite le", *lines, ""])
        (data / name).write_text(text.replace("05/03/2008 10:00", "05/03/2088 10:00"), encoding="utf-8")
    with evaluate(load_rules(rules), data, period="2008-Q1", now=dt.date(2008, 3, 31)) as evaluation:
        return list(evaluation.issue_list)


TICKET_RULES = """\
version: 1
organisation: Assurance Témoin
time_zone: Europe/Paris
sources:
  messages:
    label: Messages
    files: tickets.csv
    key: message_id
    columns:
      message_id: {header: N°, type: text, required: true}
      ticket_id: {header: Demande, type: text}
      customer: {header: Client, type: text}
      sent_at: {header: Envoyé le, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      segment: {from: customers, match: {customer: customer_id}, only: segment}
  customers:
    label: Clients
    files: clients.csv
    key: customer_id
    columns:
      customer_id: {header: Client, type: text, required: true}
      segment: {header: Segment, type: text}
  payments:
    label: Paiements
    files: paiements.csv
    key: payment_id
    columns:
      payment_id: {header: N°, type: text, required: true}
      ticket_id: {header: Demande, type: text}
  tickets:
    label: Demandes
    cases_of: messages
    by: ticket_id
    columns:
      opened_at: {first: sent_at}
      payments: {from: payments, match: ticket_id, count: rows}
commitments:
  - id: tickets
    title: Demandes
    promise: Une demande est payée.
    indicators:
      - id: paid
        label: Demandes payées
        source: tickets
        period_by: opened_at
        measure: {kind: share, of: {payments: ">= 1"}}
      - id: business
        label: Messages de professionnels
        source: messages
        period_by: sent_at
        measure: {kind: share, of: {segment: pro}}
"""
TICKETS = {
    "tickets.csv": "N°;Demande;Client;Envoyé le\n"
    "1;D1;K1;03/03/2008 09:00\n2;D1;K9;03/03/2008 10:00\n3;D2;;03/03/2008 11:00\n4;;K1;04/03/2008 09:00\n",
    "clients.csv": "Client;Segment\nK1;pro\n",
    "paiements.csv": "N°;Demande\nP1;D1\nP2;D8\n",
}


def issues_of_tickets(folder: Path) -> list[Issue]:
    """What is said of tickets made of messages: one message names none, and one payment, one customer is of no use.

    The other payment has no date.
    """
    rules, data = folder / "tickets.yaml", folder / "tickets"
    column = "      ticket_id: {header: Demande, type: text}\n  tickets:"
    dated = column.replace("  tickets:", '      paid_on: {header: Payé le, type: date, format: "%d/%m/%Y"}\n  tickets:')
    text = TICKET_RULES.replace(column, dated).replace("count: rows}", "count: rows, at: paid_on}")
    rules.write_text(text, encoding="utf-8")
    data.mkdir()
    for name, text in {**TICKETS, "paiements.csv": "N°;Demande;Payé le\nP1;D1;\nP2;D8;05/03/2008\n"}.items():
        (data / name).write_text(text, encoding="utf-8")
    with evaluate(load_rules(rules), data, period="2008") as evaluation:
        return list(evaluation.issue_list)


def issues_of_rows(folder: Path) -> list[Issue]:
    """What is said of rejected rows, and the notices; the folder becomes that of the run."""
    rules, data = folder / "commitments.yaml", folder / "exports"
    rules.write_text(RULES, encoding="utf-8")
    data.mkdir()
    for name, text in EXPORTS.items():
        (data / name).write_bytes(text.encode("utf-8", errors="surrogateescape"))
    evaluation = evaluate(load_rules(rules), data, period="2008")
    evaluation.close()
    return list(evaluation.issue_list)


def refusals(folder: Path) -> list[Issue]:
    """What is said of exports that are refused, each by itself: paths are relative to the folder of the run."""
    rules = load_rules(folder / "commitments.yaml")
    found: list[Issue] = []

    def refused(data: Path | dict[str, pd.DataFrame], indicator: str = "sheets") -> None:
        try:
            evaluate(rules, data, period="2008", indicators=[indicator]).close()
        except ExportError as error:
            found.extend(error.issues)

    header = "N° fiche;Donnée le\n"
    spoiled: dict[str, Callable[[Path], object]] = {
        "empty": Path.exists,
        "header": lambda file: file.write_text("N° fiche;Donné le\nF1;01/02/2008\n", encoding="utf-8"),
        "bytes": lambda file: file.write_text(header + "F1;01/02/2008 é\n", encoding="cp1252"),
        "spreadsheet": lambda file: file.write_bytes(b"PK\x03\x04\x14\x00"),
        "folder": lambda file: file.mkdir(),
        "rejected": lambda file: file.write_text(header + "F1;?\nF2;?\nF3;?\nF4;01/02/2008\n", encoding="utf-8"),
        "gzip": lambda file: file.with_suffix(".csv.gz").write_bytes(gzip.compress(header.encode())[:-9]),
        "large": lambda file: file.with_suffix(".csv.gz").write_bytes(gzip.compress(header.encode() * 100)),
        "link": lambda file: file.symlink_to((folder / "commitments.yaml").resolve()),
    }
    for name, spoil in spoiled.items():
        data = folder / name
        data.mkdir()
        spoil(data / "fiches.csv")
        refused(data)
    holds = EXPORTS["suspensions.csv"]
    (folder / "empty" / "courriers_1.csv").write_text(LETTERS, encoding="utf-8")
    for text in (holds + 3 * f"{holds.splitlines()[-1]}\n", "".join(holds.splitlines(keepends=True)[2:4])):
        (folder / "empty" / "suspensions.csv").write_text(text, encoding="utf-8")
        refused(folder / "empty", "answers")
    refused(Path("nowhere"))
    refused({})
    day = pd.Timestamp("2008-02-01")
    refused({"sheets": pd.DataFrame({"N° fiche": ["F1", "F2"], "Donnée le": [day, day.tz_localize("UTC")]})})
    return found
