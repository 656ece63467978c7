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
}
