"""What the data folder and its files hold: nothing is left unread, passed over or dropped without a word."""

from __future__ import annotations

import gzip
import os
import unicodedata
from pathlib import Path

from tests.silence.line import FILES_ONLY, Line

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  complaints:
    label: Réclamations
    files: réclamations_*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      answered: {header: answered, type: text}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: complaints
        period_by: day
        measure: {kind: share, of: {answered: "yes"}}
        target: 50%
"""
HEAD = "id;day;answered\n"
MET = HEAD + "1;2008-03-03;yes\n2;2008-03-04;yes\n"
MISSED = HEAD + "3;2008-03-05;no\n4;2008-03-06;no\n5;2008-03-07;no\n"
MANY = "".join(f"{number};2008-03-03;yes\n" for number in range(20_000))
"""Half a megabyte, which gzip packs to a tenth."""
DEEP = "d" * 250


def bury(path: Path) -> None:
    """Make folders so deep that their path is too long for the system: whoever asks gets an error."""
    path.mkdir()
    folder = os.open(path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir(DEEP, dir_fd=folder)
        below = os.open(DEEP, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)


def unread(name: str) -> Line:
    """A second file beside the first, which no source takes."""
    return Line(
        rules=RULES,
        files={"réclamations_1.csv": MET, name: MISSED},
        figures={"share": "2/2 met"},
        says=[f"Réclamations ({name})", "no source takes this file"],
        says_fr=[f"Réclamations ({name})", "aucune source ne prend ce fichier"],
    )


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
    "01 capitals in a suffix": unread("réclamations_2.CSV"),
    "01 capitals": unread("Réclamations_2.csv"),
    "01 no accent": unread("reclamations_2.csv"),
    "01 accents in two characters": unread(unicodedata.normalize("NFD", "réclamations_2.csv")),
    "01 a blank in place of a sign": unread("réclamations 2.csv"),
    "01 another blank": unread("réclamations\u00a02.csv"),
    "01 capitals of a compressed file": unread("réclamations_2.csv.GZ"),
    "01 compressed where the rule says not": unread("réclamations_2.csv.gz"),
    "01 two engines": Line(
        rules=RULES,
        engines=FILES_ONLY,
        files={"réclamations_1.csv": MET, "réclamations_2.CSV": MISSED, "notes.txt": "x"},
        figures={"share": "2/2 met"},
        says=["Réclamations (réclamations_2.CSV)\u00a01"],
        silent=["notes"],
    ),
    "01 a copy is taken by the pattern": Line(
        rules=RULES,
        files={"réclamations_1.csv": MET, "réclamations_1 (1).csv": MET},
        figures={"share": "2/2 met"},
        says=["holds the very bytes of réclamations_1 (1).csv"],
        silent=["no source takes"],
    ),
    "01 a copy beside a plain name": Line(
        rules=RULES.replace("réclamations_*.csv", "réclamations.csv"),
        files={"réclamations.csv": MET, "réclamations (1).csv": MISSED},
        figures={"share": "2/2 met"},
        says=["Réclamations (réclamations (1).csv)"],
    ),
    "01 other files are no noise": Line(
        rules=RULES,
        files={
            "réclamations_1.csv": MET,
            "README.txt": "x",
            "report.csv": "x",
            "rules.yaml": "x",
            "réclamations_1.csv.bak": MISSED,
            ".réclamations_2.CSV": MISSED,
            "old/réclamations_2.csv": MISSED,
        },
        figures={"share": "2/2 met"},
        silent=["no source takes", "that nothing reads"],
    ),
    "01 hidden files match no star": Line(
        rules=RULES.replace("réclamations_*.csv", '"**/*.csv"'),
        engines=FILES_ONLY,
        files={"réclamations_1.csv": MET, "._réclamations_1.csv": "\0\5\x16\7", ".old/réclamations_2.csv": MISSED},
        figures={"share": "2/2 met"},
    ),
    "01 a hidden file that is named": Line(
        rules=RULES.replace("réclamations_*.csv", ".réclamations_*.csv"),
        files={".réclamations_1.csv": MET, "réclamations_2.csv": MISSED},
        figures={"share": "2/2 met"},
    ),
    "01 a folder that cannot be looked at": Line(
        rules=RULES.replace("réclamations_*.csv", '"**/*.csv"'),
        engines=FILES_ONLY,
        files={"réclamations_1.csv": MET, "deep": bury},
        status=3,
        says=["cannot be looked at: File name too long", "would be left unread"],
        says_fr=["ne peut pas être consulté"],
    ),
    "02 lines above the header": Line(
        rules=RULES.replace("    key: id", "    key: id\n    skip_rows: 4\n    footer: Total"),
        engines=FILES_ONLY,
        files={"réclamations_1.csv": "Extraction\n\n" + MISSED.splitlines()[1] + "\n\n" + MET + "Total;2\n"},
        figures={"share": "2/2 met"},
        says=[
            "lines above the header passed over: Réclamations\u00a02",
            "passed over by `skip_rows`: 2. They are no rows.",
        ],
        says_fr=["lignes au-dessus de l’en-tête sautées : Réclamations\u00a02", "sautées par `skip_rows` : 2."],
    ),
    "02 lines above the header in JSON": Line(
        rules=RULES.replace("    key: id", "    key: id\n    skip_rows: 4\n    footer: Total"),
        command="report --year 2008 --format json",
        files={"réclamations_1.csv": "Extraction\n\n" + MISSED.splitlines()[1] + "\n\n" + MET + "Total;2\n"},
        says=['"rows": 2, "cases": 2, "rejected": 0, "duplicates": 0, "conflicting": 0, "set_aside": 3'],
    ),
    "07 unpacked beyond its bound": Line(
        rules=RULES.replace("réclamations_*.csv", "complaints.csv.gz\n    max_unpacked: 100 kB"),
        engines=FILES_ONLY,
        files={"complaints.csv.gz": gzip.compress((HEAD + MANY).encode())},
        status=3,
        says=["complaints.csv.gz: unpacks to more than 100 kB", "write e.g. `max_unpacked: 200KB` in its source"],
        says_fr=["complaints.csv.gz : dépasse 100 ko une fois décompressé", "écrivez p. ex. `max_unpacked: 200KB`"],
    ),
    "07 unpacked within its bound": Line(
        rules=RULES.replace("réclamations_*.csv", "complaints.csv.gz\n    max_unpacked: 1MB"),
        files={"complaints.csv.gz": gzip.compress((HEAD + MANY).encode())},
        figures={"share": "20000/20000 met"},
    ),
    "07 unpacked by default": Line(
        rules=RULES.replace("réclamations_*.csv", "complaints.csv.gz"),
        files={"complaints.csv.gz": gzip.compress((HEAD + MANY).encode())},
        figures={"share": "20000/20000 met"},
    ),
    "07 a size without its unit": Line(
        rules=RULES.replace("    key: id", "    key: id\n    max_unpacked: 50"),
        command="validate",
        status=3,
        says=["sources.complaints.max_unpacked : 50 n’est pas une taille. Attendu : un nombre entier et son unité"],
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
    "06 what is rejected is shown as it was read": Line(
        rules=_WORDS,
        files={"claims.csv": apart(_CLAIMS.replace(";écrit", ";fax d’été"))},
        engines=("duckdb", "pandas"),
        figures={"share": "1/2", "health": "=2"},
        says=[apart("fax d’été"), "is not one of the declared values. Expected: téléphone, écrit."],
    ),
}
