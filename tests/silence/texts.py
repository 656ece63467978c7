"""Files of the data folder, and their cells: nothing that was exported is left out without a word."""

from __future__ import annotations

import unicodedata

from tests.silence.line import EVERY_ENGINE, Line

_HEADINGS = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  claims:
    label: Dossiers
    files: claims*.csv
    key: id
    columns:
      id: {header: "N° dossier", type: text, required: true}
      day: {header: "Reçu le", type: date, format: "%Y-%m-%d", required: true}
      answered: {header: "Réponse", type: text}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: claims
        period_by: day
        measure: {kind: share, of: {answered: "oui"}}
        target: 95%
"""
_CELLS = "1;2008-03-03;oui\n2;2008-03-04;oui\n3;2008-03-05;non\n"

_WORDS = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  claims:
    label: Dossiers
    files: claims*.csv
    key: id
    max_rejected: 50%
    null_values: ["", "Néant"]
    footer: "Édité le"
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      domain: {header: domaine, type: text}
      answered: {header: "réponse", type: boolean, true_values: ["réglé"], false_values: ["écarté"]}
      channel: {header: canal, type: text, values: ["téléphone", "écrit"]}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: share, label: Part, source: claims, period_by: day, measure: {kind: share, of: {answered: true}}}
      - id: health
        label: Part
        source: claims
        period_by: day
        where: {domain: ["Santé", "Fiscalité"], channel: "téléphone"}
        measure: {kind: count}
"""
_WAITS = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  claims:
    label: Dossiers
    files: claims*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      domain: {header: domaine, type: text}
      wait: {header: attente, type: integer, unit: seconds}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: median
        label: Attente
        source: claims
        period_by: day
        measure: {kind: duration, elapsed: wait, statistic: median, unit: seconds}
"""
_CLAIMS = """id;day;domaine;réponse;canal
é1;2008-03-03;Santé;réglé;téléphone
é2;2008-03-04;Fiscalité;écarté;téléphone
é2;2008-03-04;Fiscalité;écarté;téléphone
é3;2008-03-05;Néant;réglé;écrit
é4;2008-03-06;Santé;Néant;écrit
"""
_FOOTER = "Édité le 3 avril;;;;\n"
_PAUSED = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  claims:
    label: Dossiers
    files: claims.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      closed: {header: closed, type: date, format: "%Y-%m-%d"}
  stops:
    label: Suspensions
    files: stops.csv
    key: [id, stopped]
    columns:
      id: {header: id, type: text, required: true}
      stopped: {header: stopped, type: date, format: "%Y-%m-%d", required: true}
      resumed: {header: resumed, type: date, format: "%Y-%m-%d"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: delay
        label: Part
        source: claims
        measure:
          kind: delay
          from: day
          to: closed
          limit: 5 jours calendaires
          pauses: {source: stops, case: id, from: stopped, to: resumed}
"""


def apart(text: str) -> str:
    """Write each accent as a character of its own, as exports of a Mac do."""
    return unicodedata.normalize("NFD", text)


def _half_apart(text: str) -> str:
    """Write the accents of the headings and of the first two records so."""
    lines = text.splitlines(keepends=True)
    return apart("".join(lines[:3])) + "".join(lines[3:])


LINES = {
    "06 a heading with a no-break space": Line(
        rules=_HEADINGS,
        files={"claims.csv": f"N°\u00a0dossier;Reçu\u202fle;Réponse\n{_CELLS}"},
        engines=EVERY_ENGINE,
        figures={"share": "2/3 missed"},
    ),
    "06 a rule file with a no-break space in a heading": Line(
        rules=_HEADINGS.replace("N° dossier", "N°\u00a0dossier").replace("Reçu le", "Reçu  le"),
        files={"claims.csv": f'N° dossier;"Reçu\nle";Réponse\n{_CELLS}'},
        engines=("duckdb", "pandas"),
        figures={"share": "2/3 missed"},
    ),
    "06 a heading in two characters": Line(
        rules=_HEADINGS,
        files={"claims.csv": unicodedata.normalize("NFD", f"N° dossier;Reçu le;Réponse\n{_CELLS}")},
        engines=("duckdb", "pandas"),
        figures={"share": "2/3 missed"},
    ),
    "06 two headings that differ in their blanks": Line(
        rules=_HEADINGS,
        files={"claims.csv": "N°\u00a0dossier;N° dossier;Reçu le;Réponse\n1;1;2008-03-03;oui\n"},
        status=3,
        says=['the header "N° dossier" stands 2 times. Rename the columns nobody needs.'],
    ),
    "06 two headings of a frame that differ in their blanks": Line(
        rules=_HEADINGS,
        files={"claims.csv": "N°\u00a0dossier;N° dossier;Reçu le;Réponse\n1;1;2008-03-03;oui\n"},
        engines=("pandas",),
        status=3,
        says=['column "N° dossier" (or "id") stands 2 times.'],
    ),
    "06 two headings of a rule file that differ in their blanks": Line(
        rules=_HEADINGS.replace("Réponse", "Reçu\u00a0le"),
        command="validate",
        status=3,
        says=['"Reçu le" is already the header of day. Correct one of them.'],
    ),
    "06 a repeated header with a no-break space": Line(
        rules=_HEADINGS.replace("key: id", "repeated_headers: true\n    key: id"),
        files={"claims.csv": f"N°\u00a0dossier;Reçu le;Réponse\n{_CELLS}N°\u00a0dossier;Reçu le;Réponse\n"},
        engines=("duckdb", "pandas"),
        figures={"share": "2/3 missed"},
    ),
    "06 cells in two characters": Line(
        rules=_WORDS,
        files={"claims.csv": apart(_CLAIMS + _FOOTER)},
        engines=("duckdb", "spark"),
        figures={"share": "2/3", "health": "=2"},
        says=["Dossiers 5 = 4 + 0 + 1"],
    ),
    "06 cells of a frame in two characters": Line(
        rules=_WORDS,
        files={"claims.csv": apart(_CLAIMS)},
        engines=("pandas",),
        figures={"share": "2/3", "health": "=2"},
    ),
    "06 cells in one character and rules in two": Line(
        rules=apart(_WORDS),
        files={"claims.csv": _CLAIMS},
        engines=("duckdb", "pandas"),
        figures={"share": "2/3", "health": "=2"},
    ),
    "06 cells in one character and in two": Line(
        rules=_WORDS,
        files={"claims.csv": _half_apart(_CLAIMS)},
        engines=("duckdb", "pandas"),
        figures={"share": "2/3", "health": "=2"},
        silent=["differ"],
    ),
    "06 pauses of a case in two characters": Line(
        rules=_PAUSED,
        files={
            "claims.csv": "id;day;closed\né1;2008-03-03;2008-03-15\n",
            "stops.csv": apart("id;stopped;resumed\né1;2008-03-04;2008-03-14\n"),
        },
        engines=("duckdb", "pandas"),
        figures={"delay": "1/1"},
        silent=["unknown"],
    ),
    "06 groups in one character and in two": Line(
        rules=_WORDS,
        files={"claims.csv": _half_apart(_CLAIMS)},
        command="report --year 2008 --by year --indicator health --group-by domain",
        engines=("duckdb", "pandas"),
        figures={"health 2008 Santé": "=1", "health 2008 Fiscalité": "=1"},
    ),
    "06 groups in two characters": Line(
        rules=_WORDS,
        files={"claims.csv": apart(_CLAIMS)},
        command="report --year 2008 --by year --indicator health --group-by domain",
        engines=("duckdb", "pandas", "spark"),
        figures={f"health 2008 {apart('Santé')}": "=1", f"health 2008 {apart('Fiscalité')}": "=1"},
    ),
    "06 a median by groups in two characters": Line(
        rules=_WAITS,
        files={
            "claims.csv": apart(
                "id;day;domaine;attente\n1;2008-03-03;Santé;7\n2;2008-03-04;Santé;9\n3;2008-03-04;x;1\n"
            )
        },
        command="report --year 2008 --by year --group-by domain",
        engines=("duckdb", "pandas"),
        figures={"median": "=7", f"median 2008 {apart('Santé')}": "=8", "median 2008 x": "=1"},
    ),
    "06 what is rejected is shown as it was read": Line(
        rules=_WORDS,
        files={"claims.csv": apart(_CLAIMS.replace(";écrit", ";fax d’été"))},
        engines=("duckdb", "pandas"),
        figures={"share": "1/2", "health": "=2"},
        says=[apart("fax d’été"), "is not one of the declared values. Expected: téléphone, écrit."],
    ),
}
