"""Whether it is the whole story: exports that stop, begin late or lack a file, and what is not decided yet.

The exports are those of `sample_data`, some of them left out or cut.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.silence.line import EVERY_ENGINE, Content, Line

SAMPLE = Path(__file__).parents[2] / "sample_data"
RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
calendar: {country: FR}
sources:
  calls:
    label: Appels
    files: telephonie_*.csv
    delimiter: ";"
    encoding: cp1252
    null_values: [""]
    key: id
    on_duplicate: last
    max_rejected: 1%
    columns:
      id: {header: N° appel, type: text, required: true}
      offered_at: {header: Présenté le, type: datetime, format: "%d/%m/%Y %H:%M:%S", required: true}
      outcome: {header: Issue, type: text, required: true, values: [RÉPONDU, ABANDON]}
  survey:
    label: Enquête
    files: enquete_telephonique_*.csv
    delimiter: ";"
    encoding: utf-8
    decimal: ","
    null_values: [""]
    key: id
    on_duplicate: last
    max_rejected: 1%
    columns:
      id: {header: N° enquête, type: text, required: true}
      day: {header: Date de l'enquête, type: date, format: "%d/%m/%Y", required: true}
  complaints:
    label: Réclamations
    files: reclamations_*.csv
    delimiter: ";"
    encoding: cp1252
    null_values: [""]
    key: id
    on_duplicate: last
    max_rejected: 2%
    columns:
      id: {header: N° réclamation, type: text, required: true}
      received_at: {header: Reçue le, type: datetime, format: "%d/%m/%Y %H:%M:%S", required: true}
      answered_at: {header: Répondue le, type: datetime, format: "%d/%m/%Y %H:%M:%S"}
commitments:
  - id: phone
    title: Téléphone
    promise: Essai
    indicators:
      - {id: answered, label: Appels aboutis, source: calls, period_by: offered_at,
         measure: {kind: share, of: {outcome: RÉPONDU}}, target: 70%}
      - {id: surveys, label: Enquêtes, source: survey, period_by: day, measure: {kind: count}, target: ">= 380",
         per: quarter}
  - id: complaints
    title: Réclamations
    promise: Essai
    indicators:
      - {id: answered_10d, label: Réponses, source: complaints, target: 100%, tolerance: 95%,
         measure: {kind: delay, from: received_at, to: answered_at, limit: 10 jours calendaires}}
"""


def _copy(path: Path) -> None:
    shutil.copyfile(SAMPLE / path.name, path)


def _cut(path: Path) -> None:
    """Write the first 100,000 bytes, up to the last whole line, as a full disk leaves it."""
    path.write_bytes((SAMPLE / path.name).read_bytes()[:100_000].rpartition(b"\n")[0] + b"\n")


def _sample(pattern: str, *, without: str = "") -> Mapping[str, Content]:
    """Take the exports of a pattern, but one."""
    return {path.name: _copy for path in sorted(SAMPLE.glob(pattern)) if path.name != without}


CALLS, SURVEYS = _sample("telephonie_*.csv"), _sample("enquete_telephonique_*.csv")
COMPLAINTS, LATE = (_sample("reclamations_*.csv", without=file) for file in ("", "reclamations_2009.csv"))
MAY = "telephonie_2008-05.csv"
ON_7_JANUARY = "check --quarter 2009-Q1 --now 2009-01-07 --indicator surveys"
IN_DECEMBER = "check --month 2008-12 --indicator answered_10d"
FIRST_QUARTER = ("Enquête, Q1 2009: nothing from 2009-01-08 to 2009-03-31", "Q1 2009, indicators: too early 1.")
FIRST_QUARTER_FR = ("Enquête, T1 2009\u00a0: rien du 08/01/2009 au 31/03/2009", "la période n’est pas finie")

LINES = {
    "13.1 the exports stopped": Line(
        rules=RULES,
        files={**CALLS, **SURVEYS, **COMPLAINTS},
        command="check --month 2011-03",
        engines=("duckdb", "pandas"),
        status=5,
        figures={"answered": "no_data none", "surveys": "no_data none", "answered_10d": "no_data none"},
        says=["Appels, March 2011: no data", "Enquête, March 2011: no data", "March 2011, indicators: no data 3."],
        says_fr=["Appels, mars 2011\u00a0: aucune donnée", "mars 2011, indicateurs\u00a0: sans données 3."],
    ),
    "13.1 a file of a month is missing": Line(
        rules=RULES,
        files=_sample("telephonie_*.csv", without=MAY),
        command="check --quarter 2008-Q2 --indicator answered",
        engines=EVERY_ENGINE,
        status=5,
        figures={"answered": "met gap"},
        says=["Appels, Q2 2008: a gap in the data, nothing from 2008-05-01 to 2008-06-01"],
        says_fr=["Appels, T2 2008\u00a0: trou dans les données, rien du 01/05/2008 au 01/06/2008"],
    ),
    "13.1 a file of a month is cut": Line(
        rules=RULES,
        files={**CALLS, MAY: _cut},
        command="check --quarter 2008-Q2 --indicator answered --accept-partial",
        engines=("duckdb", "pandas"),
        status=5,
        figures={"answered": "met gap"},
        says=["Appels, Q2 2008: a gap in the data, nothing from 2008-05-15 to 2008-06-01"],
    ),
    "13.1 nothing is missing": Line(
        rules=RULES,
        files=CALLS,
        command="check --quarter 2008-Q2 --indicator answered --quiet --by month --issues issues.csv",
        figures={"answered": "met whole", "answered 2008-05": "met whole"},
        silent=["2008", "Appels"],
    ),
    "13.1 the exports begin in December": Line(
        rules=RULES,
        files=CALLS,
        command="check --from 2007-01-01 --to 2007-12-31 --indicator answered",
        engines=EVERY_ENGINE,
        status=5,
        figures={"answered": "met partial"},
        says=["Appels, 2007: nothing from 2007-01-01 to 2007-12-02", "2007, indicators: met 1."],
        says_fr=["Appels, 2007\u00a0: rien du 01/01/2007 au 02/12/2007"],
    ),
    "13.1 the quarters before are asked for as well": Line(
        rules=RULES,
        files=CALLS,
        command="check --year 2007 --by quarter --accept-partial --indicator answered",
        status=5,
        figures={"answered 2007-Q3": "no_data none", "answered 2007-Q4": "met partial"},
        says=["Appels, Q1 2007, Q2 2007, Q3 2007: no data"],
        says_fr=["Appels, T1 2007, T2 2007, T3 2007\u00a0: aucune donnée"],
    ),
    "13.1 a period begun is accepted on demand": Line(
        rules=RULES,
        files=CALLS,
        command="check --year 2007 --accept-partial --indicator answered",
        engines=("duckdb", "pandas"),
        figures={"answered": "met partial"},
        says=["Appels, 2007: nothing from 2007-01-01 to 2007-12-02"],
    ),
    "13.4 a count whose period has begun": Line(
        rules=RULES,
        files=SURVEYS,
        command=ON_7_JANUARY,
        engines=EVERY_ENGINE,
        status=5,
        figures={"surveys": "=12 pending partial"},
        says=FIRST_QUARTER,
        says_fr=FIRST_QUARTER_FR,
    ),
    "13.4 a count whose period has begun, accepted": Line(
        rules=RULES,
        files=SURVEYS,
        command=f"{ON_7_JANUARY} --accept-partial",
        engines=("duckdb", "pandas"),
        figures={"surveys": "=12 pending partial"},
        says=FIRST_QUARTER,
        says_fr=FIRST_QUARTER_FR,
    ),
    "13.4 a count whose quarter is over": Line(
        rules=RULES,
        files=SURVEYS,
        command="check --quarter 2008-Q4 --indicator surveys",
        figures={"surveys": "=408 met whole"},
        says=["Q4 2008, indicators: met 1."],
        silent=["Cannot be judged"],
    ),
    "13.4 the export of January came": Line(
        rules=RULES,
        files=COMPLAINTS,
        command=IN_DECEMBER,
        engines=("duckdb", "pandas"),
        status=4,
        figures={"answered_10d": "33/35 missed whole"},
    ),
    "13.4 the export of January is late": Line(
        rules=RULES,
        files=LATE,
        command=IN_DECEMBER,
        engines=EVERY_ENGINE,
        status=5,
        figures={"answered_10d": "33/34 near"},
        says=[
            "target 100%; pending cases that can still change the status: 6",
            "December 2008, indicators: not kept, near 1.",
        ],
        says_fr=["cas en cours qui peuvent encore changer la situation\u00a0: 6", "non tenu, proche 1."],
    ),
    "13.4 the export of January is late, and near is not kept": Line(
        rules=RULES,
        files=LATE,
        command=f"{IN_DECEMBER} --fail-on near --accept-partial",
        engines=("duckdb", "pandas"),
        status=4,
    ),
}
