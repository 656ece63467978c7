"""Limits by class, several limits of one case, and the version by which a case is judged."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, ONE_ENGINE, Line

RULES = """
version: 1
organisation: Essai
language: en
time_zone: Europe/Paris
calendar: {country: FR, opening_hours: {mon-fri: "09:00-17:00"}}
sources:
  tickets:
    label: Tickets
    files: tickets.csv
    delimiter: ","
    key: id
    columns:
      id: {header: id, type: text, required: true}
      prio: {header: prio, type: text, values: [P1, P2, P3, P4, P5]}
      opened: {header: opened, type: datetime, format: "%Y-%m-%d %H:%M"}
      raised: {header: raised, type: datetime, format: "%Y-%m-%d %H:%M"}
      done: {header: done, type: datetime, format: "%Y-%m-%d %H:%M"}
      hearing: {header: hearing, type: date, format: "%Y-%m-%d"}
  pauses:
    label: Pauses
    files: pauses.csv
    delimiter: ","
    key: id
    columns:
      id: {header: id, type: text, required: true}
      of: {header: of, type: text, required: true}
      a: {header: a, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      b: {header: b, type: datetime, format: "%Y-%m-%d %H:%M"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: i
        label: Délai
        source: tickets
        measure: {MEASURE}
"""
BY_CLASS = (
    "{kind: delay, from: opened, to: done, pauses: {source: pauses, case: of, from: a, to: b}, "
    "limit: {by: prio, P1: 4 heures ouvrées, P2: 8 heures ouvrées, P3: 2 jours ouvrés, P4: none, P5: 1 mois}}"
)
TICKETS = """id,prio,opened,raised,done,hearing
A,P1,2008-03-03 09:00,,2008-03-03 14:00,
B,P1,2008-03-03 09:00,,2008-03-03 14:01,
C,P2,2008-03-03 16:00,,2008-03-04 16:00,
D,P2,2008-03-03 16:00,,2008-03-04 16:01,
E,P3,2008-03-03 16:00,,2008-03-06 23:59,
F,P4,2008-03-03 16:00,,2008-03-05 23:59,
G,,2008-03-03 16:00,,2008-03-05 23:59,
"""
PAUSES = """id,of,a,b
1,A,2008-03-03 10:00,2008-03-03 11:00
2,B,2008-03-03 10:00,2008-03-03 11:00
3,E,2008-03-04 10:00,2008-03-05 11:00
"""
RAISED = """id,prio,opened,raised,done,hearing
A,P1,2008-03-03 09:00,2008-03-03 10:00,2008-03-03 12:00,
B,P1,2008-03-03 09:00,2008-03-03 10:00,2008-03-03 12:01,
C,P1,2008-03-03 09:00,,2008-03-04 01:00,
"""
HEARINGS = """id,prio,opened,raised,done,hearing
A,P1,2008-03-03 09:00,,2008-03-04 23:59,2008-03-06
B,P1,2008-03-03 09:00,,2008-03-05 00:00,2008-03-06
C,P1,2008-03-03 09:00,,2008-03-06 09:00,2008-03-10
D,P1,2008-03-03 09:00,,2008-03-06 09:00,
"""
REOPENED = "{kind: delay, from: opened, to: {last: [raised, done]}, limit: 48 heures}"


def _rules(measure: str, more: str = "") -> str:
    return RULES.replace("{MEASURE}", measure + more)


def _files(tickets: str) -> dict[str, str]:
    return {"tickets.csv": tickets, "pauses.csv": PAUSES}


LINES: dict[str, Line] = {
    # A and C end at their due instants; E has the 6th, for the 4th was paused away. F is promised nothing, G unknown.
    "15.1 each class has its limit, in opening hours and with pauses": Line(
        files=_files(TICKETS),
        rules=_rules(BY_CLASS),
        engines=EVERY_ENGINE,
        figures={"i": "3/5"},
    ),
    "15.1 what is promised nothing is excluded, what has no class is invalid": Line(
        files=_files(TICKETS),
        rules=_rules(BY_CLASS),
        says=['by "prio": P1', "P4 none", "excluded 1", "invalid 1"],
        says_fr=["selon «\u00a0prio\u00a0»\u00a0: P1", "exclus 1"],
        figures={"i": "3/5"},
    ),
    "15.1 all of several limits are kept, those that a case has": Line(
        files=_files(RAISED),
        rules=_rules(
            "{kind: delay, from: opened, to: done, limit: {first: [16 heures, {from: raised, within: 2 heures}]}}"
        ),
        engines=EVERY_ENGINE,
        figures={"i": "2/3"},
    ),
    "15.1 one of several limits is kept": Line(
        files=_files(RAISED),
        rules=_rules(
            "{kind: delay, from: opened, to: done, limit: {last: [2 heures, {from: raised, within: < 2 heures}]}}"
        ),
        engines=("duckdb", "pandas"),
        figures={"i": "0/3"},
    ),
    # Two jours ouvrés before Thursday 6 March is Tuesday 4 March; before Monday 10, Thursday 6. D has no hearing.
    "15.1 so long before an event": Line(
        files=_files(HEARINGS),
        rules=_rules("{kind: delay, from: opened, to: done, limit: {before: hearing, at_least: 2 jours ouvrés}}"),
        engines=EVERY_ENGINE,
        figures={"i": "2/3"},
    ),
    # A was done once more after it was reopened: the last of the two ends counts.
    "15.1 the last end that is filled": Line(
        files=_files("id,prio,opened,raised,done,hearing\nA,P1,2008-03-03 09:00,2008-03-05 09:01,2008-03-03 10:00,\n"),
        rules=_rules(REOPENED),
        engines=("duckdb", "pandas"),
        figures={"i": "0/1"},
    ),
    # The clock of A begins anew when it is raised.
    "15.1 the last start that is filled": Line(
        files=_files(RAISED),
        rules=_rules(
            "{kind: delay, from: {last: [opened, raised]}, to: done, limit: 2 heures}", "\n        period_by: opened"
        ),
        engines=EVERY_ENGINE,
        figures={"i": "1/3"},
    ),
    # Answered in April, and held to the 48 hours of March, when they came.
    "15.1 the version of the start judges, and not that of the period": Line(
        files=_files("id,prio,opened,raised,done,hearing\nA,P1,2008-03-31 09:00,,2008-04-02 09:00,\n"),
        rules=_rules(
            "{kind: delay, from: opened, to: done, limit: 48 heures}",
            "\n        period_by: done\n        versions: [{from: 2008-04-01, limit: 24 heures, ref: p. 2}]",
        ),
        engines=EVERY_ENGINE,
        figures={"i": "1/1"},
    ),
    "15.1 the version of another date, where it is named": Line(
        files=_files("id,prio,opened,raised,done,hearing\nA,P1,2008-03-31 09:00,,2008-04-02 09:00,\n"),
        rules=_rules(
            "{kind: delay, from: opened, to: done, limit: 48 heures}",
            "\n        version_by: done\n        versions: [{from: 2008-04-01, limit: 24 heures, ref: p. 2}]",
        ),
        engines=("duckdb", "pandas"),
        figures={"i": "0/1"},
    ),
    "15.1 a value without a limit is refused": Line(
        files=_files(TICKETS),
        rules=_rules("{kind: delay, from: opened, to: done, limit: {by: prio, P1: 4 heures, P2: 8 heures}}"),
        engines=ONE_ENGINE,
        status=3,
        says=['the values of prio have no limit for "P3", "P4", "P5"'],
        says_fr=["les valeurs de prio sont sans délai pour «\u00a0P3\u00a0»"],
    ),
}
