"""In or out of hours, pauses of some rows only, and excused times: what would be counted with all others in silence."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, FILES_ONLY, Line

_HEAD = """
version: 1
organisation: Essai
time_zone: Europe/Paris
calendar: {opening_hours: {mon-fri: ["09:00-12:00", "14:00-18:00"], sat: "22:00-04:00"}}
"""
_CALLS = """sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      at: {header: at, type: datetime, format: "%Y-%m-%d %H:%M:%S"}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      site: {header: site, type: text}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
"""


def _rules(*indicators: str, head: str = _HEAD) -> str:
    listed = "".join(f"      - {{{each}, label: {each.split(',')[0][4:]}, source: calls}}\n" for each in indicators)
    return head + _CALLS + listed


# Three in: opening, the last second, and 3:30 of the night in which clocks go from 2:00 to 3:00. Closing, noon, 4:00 of
# that night and 1 May are out; the last one has no time.
CALLS = """id;at;day;site
1;2008-03-28 09:00:00;2008-03-28;Rennes
2;2008-03-28 11:59:59;2008-03-28;Rennes
3;2008-03-28 12:00:00;2008-03-28;Lyon
4;2008-03-28 13:00:00;2008-03-28;Lyon
5;2008-03-30 03:30:00;2008-03-30;Lyon
6;2008-03-30 04:00:00;2008-03-30;Rennes
7;2008-05-01 10:00:00;2008-05-01;Rennes
8;;2008-05-02;Rennes
"""
IN_HOURS = _rules(
    "id: during, period_by: day, where: {at: {during: opening_hours}}, measure: {kind: count}",
    "id: outside, period_by: day, where: {at: {outside: opening_hours}}, measure: {kind: count}",
    "id: others, period_by: day, where: {not: {at: {during: opening_hours}}}, measure: {kind: count}",
    "id: share, period_by: day, measure: {kind: share, of: {at: {during: opening_hours}}}",
)

STATES = """row;id;state;since;until
1;A;waiting;2008-03-03 10:00;2008-03-03 15:00
2;B;expert;2008-03-03 10:00;2008-03-03 15:00
3;B;open;;
4;;note;;
5;C;waiting;;2008-03-03 15:00
6;;waiting;2008-03-03 15:00;
"""
PAUSES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  tickets:
    label: Tickets
    files: tickets.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      opened: {header: opened, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      closed: {header: closed, type: datetime, format: "%Y-%m-%d %H:%M"}
  states:
    label: States
    files: states.csv
    key: row
    max_rejected: 50%
    columns:
      row: {header: row, type: integer, required: true}
      id: {header: id, type: text}
      state: {header: state, type: text, required: true}
      since: {header: since, type: datetime, format: "%Y-%m-%d %H:%M"}
      until: {header: until, type: datetime, format: "%Y-%m-%d %H:%M"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: closed
        label: Closed
        source: tickets
        measure:
          kind: delay
          from: opened
          to: closed
          limit: 4 heures
          pauses: {source: states, case: id, from: since, to: until, where: {state: waiting}}
"""
# Each takes 8 hours. Five of those of A are a pause; B waits for an expert of the house.
TICKETS = "id;opened;closed\n" + "".join(f"{id_};2008-03-03 09:00;2008-03-03 17:00\n" for id_ in "ABC")

STRIKE = """excused:
  - {from: 2008-03-28, to: 2008-03-29, source: calls, where: {site: Lyon}, reason: Grève, ref: Note 17}
  - {from: 2008-03-28, to: 2008-03-28, source: calls, where: {site: Lyon}, reason: Panne, ref: Note 18}
"""
EXCUSED = _rules(
    "id: share, period_by: day, measure: {kind: share, of: {site: Rennes}}, target: 70%",
    "id: calls, period_by: day, measure: {kind: count}",
    head=_HEAD + STRIKE,
)

LINES = {
    "15.4 calls at the edges of the opening hours": Line(
        files={"calls.csv": CALLS},
        rules=IN_HOURS,
        engines=EVERY_ENGINE,
        figures={"during": "=3", "outside": "=4", "others": "=5", "share": "3/7"},
    ),
    "15.4 a condition asks for hours that nobody wrote": Line(
        files={"calls.csv": CALLS},
        rules=IN_HOURS.replace("calendar:", "# calendar:"),
        status=3,
        says=("the calendar has none", "opening_hours: {mon-fri:"),
        says_fr=("une condition porte sur les heures d’ouverture, et le calendrier n’en a pas",),
    ),
    "15.4 a day without a time is asked for its hour": Line(
        files={"calls.csv": CALLS},
        rules=IN_HOURS.replace("{at: {outside", "{day: {outside"),
        status=3,
        says=('"day" is a column of type date', "Columns that fit: at"),
        says_fr=("seul un datetime a une heure",),
    ),
    "15.4 rows of a log that are no pauses": Line(
        files={"tickets.csv": TICKETS, "states.csv": STATES},
        rules=PAUSES,
        engines=EVERY_ENGINE,
        figures={"closed": "1/3"},
    ),
    "15.4 a pause without a beginning, and one without a case": Line(
        files={"tickets.csv": TICKETS, "states.csv": STATES},
        rules=PAUSES,
        figures={"closed": "1/3"},
        says=("Rejected rows: 2", "states.csv, line 6", "states.csv, line 7", "required cell empty"),
        says_fr=("cellule obligatoire vide",),
    ),
    "15.6 a strike changes no figure": Line(
        files={"calls.csv": CALLS},
        rules=EXCUSED,
        engines=EVERY_ENGINE,
        figures={"share": "5/8 missed", "calls": "=8"},
    ),
    "15.6 a strike is told beside the figure": Line(
        files={"calls.csv": CALLS},
        rules=EXCUSED,
        engines=FILES_ONLY,
        figures={"share": "5/8 missed"},
        says=("share: excused 2; without them 83.3%, kept", "Grève (Note 17)", "Panne (Note 18)", "calls: excused 2"),
        says_fr=("excusés 2\u00a0; sans eux 83,3\u202f%, tenu", "(les chiffres ci-dessus les comptent)"),
    ),
    "15.6 a strike outside the period is not told": Line(
        files={"calls.csv": CALLS},
        rules=EXCUSED,
        command="report --month 2008-05",
        figures={"calls": "=2"},
        silent=("excused", "Grève"),
    ),
    "15.6 a strike without its record": Line(
        files={"calls.csv": CALLS},
        rules=EXCUSED.replace(", ref: Note 18", ""),
        status=3,
        says=("where that is on record",),
    ),
}
