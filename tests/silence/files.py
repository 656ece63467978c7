"""What the data folder and its files hold: nothing is left unread, passed over or dropped without a word."""

from __future__ import annotations

import gzip
import os
import unicodedata
from pathlib import Path

from tests.silence.line import EVERY_ENGINE, FILES_ONLY, Line

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
EVENTS = MET + "1;2008-03-05;yes\n1;2008-03-06;yes\n2;2008-03-07;yes\n3;2008-03-05;yes\n4;2008-03-06;yes\n"
"""Seven events of four cases."""
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
        says_fr=[f"Réclamations ({name})", "aucune source ne prend ce fichier", "» de la source complaints : "],
    )


LINES = {
    "01 capitals in a suffix": unread("réclamations_2.CSV"),
    "01 capitals": unread("Réclamations_2.csv"),
    "01 no accent": unread("reclamations_2.csv"),
    "01 accents in two characters": unread(unicodedata.normalize("NFD", "réclamations_2.csv")),
    "01 a blank in place of a sign": unread("réclamations 2.csv"),
    "01 no sign before a number": unread("Reclamations2008.csv"),
    "01 another sign": unread("reclamations-2.csv"),
    "01 another blank": unread("réclamations\u00a02.csv"),
    "01 capitals of a compressed file": unread("réclamations_2.csv.GZ"),
    "01 compressed where the rule says not": unread("réclamations_2.csv.gz"),
    "01 two engines": Line(
        rules=RULES,
        engines=FILES_ONLY,
        files={"réclamations_1.csv": MET, "réclamations_2.CSV": MISSED, "notes.txt": "x"},
        figures={"share": "2/2 met"},
        says=["Réclamations (réclamations_2.CSV)"],
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
            "rappels_reclamations_2008.csv": MISSED,
            "réclamationsbis.csv": MISSED,
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
    "01 a linked folder below two stars": Line(
        rules=RULES.replace("réclamations_*.csv", '"**/réclamations_*.csv"'),
        engines=FILES_ONLY,
        files={
            "T1/réclamations_1.csv": MET,
            ".store/réclamations_2.csv": MISSED,
            "T2": lambda path: path.symlink_to(".store"),
            "T3": lambda path: path.symlink_to("T1"),
            "T1/up": lambda path: path.symlink_to(".."),
        },
        figures={"share": "2/5 missed"},
        silent=["very bytes"],
    ),
    "01 a folder outside below two stars": Line(
        rules=RULES.replace("réclamations_*.csv", '"**/réclamations_*.csv"'),
        engines=FILES_ONLY,
        files={
            "T1/réclamations_1.csv": MET,
            "../ext/réclamations_2.csv": MISSED,
            "T2": lambda path: path.symlink_to("../ext"),
        },
        status=3,
        says=["T2: is a link to a folder outside the data folder"],
        says_fr=["T2 : est un lien vers un dossier hors du dossier des données"],
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
    "05 many rows of one key": Line(
        rules=RULES,
        engines=EVERY_ENGINE,
        files={"réclamations_1.csv": EVENTS},
        figures={"share": "4/4 met"},
        says=["3 of 7 rows are duplicates, more than 20%. Is a row a case", "write e.g. `max_duplicates: 43%`"],
        says_fr=["doublons : 3 ligne(s) sur 7, plus de 20\u202f%. ", "Une ligne est-elle un cas"],
    ),
    "05 many duplicates on the face": Line(
        rules=RULES,
        files={"réclamations_1.csv": EVENTS},
        says=["duplicates, more than 20% of the rows read: Réclamations\u00a03"],
        says_fr=["doublons, plus de 20 % des lignes lues : Réclamations\u00a03"],
    ),
    "05 more duplicates than declared": Line(
        rules=RULES.replace("    key: id", "    key: id\n    max_duplicates: 42%"),
        engines=EVERY_ENGINE,
        files={"réclamations_1.csv": EVENTS},
        status=3,
        says=["3 of 7 rows are duplicates, more than max_duplicates 42%: nothing is reported.", "raise max_duplicates"],
        says_fr=["doublons : 3 ligne(s) sur 7, plus que max_duplicates 42\u202f% : rien n’est publié."],
    ),
    "05 as many duplicates as declared": Line(
        rules=RULES.replace("    key: id", "    key: id\n    max_duplicates: 43%"),
        engines=("duckdb", "pandas"),
        files={"réclamations_1.csv": EVENTS},
        figures={"share": "4/4 met"},
        silent=["duplicates, more than"],
    ),
    "05 a fifth of duplicates": Line(
        rules=RULES,
        engines=("duckdb", "pandas"),
        files={"réclamations_1.csv": MET + "2;2008-03-04;yes\n3;2008-03-05;no\n4;2008-03-06;no\n"},
        figures={"share": "2/4 met"},
        silent=["duplicates, more than"],
    ),
    "05 duplicates that are rejected": Line(
        rules=RULES.replace("    key: id", "    key: id\n    on_duplicate: reject\n    max_duplicates: 10%"),
        command="validate",
        status=3,
        says=["n’a pas de sens avec `on_duplicate: reject`"],
    ),
    "07 unpacked beyond its bound": Line(
        rules=RULES.replace("réclamations_*.csv", "complaints.csv.gz\n    max_unpacked: 100 kB"),
        engines=FILES_ONLY,
        files={"complaints.csv.gz": gzip.compress((HEAD + MANY).encode())},
        status=3,
        says=["complaints.csv.gz: unpacks to more than 100 kB", "write e.g. `max_unpacked: 200KB` in its source"],
        says_fr=[
            "complaints.csv.gz : dépasse 100 ko une fois décompressé : c’est plus que la limite",
            "écrivez p. ex. `max_unpacked: 200KB`",
        ],
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
}
