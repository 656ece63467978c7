"""The floor: DuckDB reads and types the declared columns of all exports, and nothing else.

    python benchmarks/peer_floor.py FOLDER

FOLDER holds the exports in UTF-8: DuckDB does not read cp1252. Prints the rows read of each source, as JSON. Each
column goes into one least value and one greatest, so that it is read and typed and nothing is kept. Columns that are
not declared, or personal, are left out. Records that the scanner cannot split or type are skipped.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

MOMENT, DAY, TEXT, WHOLE, NUMBER = "TIMESTAMP", "DATE", "VARCHAR", "BIGINT", "DECIMAL(18, 6)"

EXPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "calls": (
        "telephonie_*.csv",
        {
            "N° appel": TEXT,
            "File d'attente": TEXT,
            "Présenté le": MOMENT,
            "Décroché le": MOMENT,
            "Raccroché le": MOMENT,
            "Issue": TEXT,
            "Nb transferts": WHOLE,
        },
    ),
    "online_questions": (
        "questions_en_ligne_*.csv",
        {"N° question": TEXT, "Posée le": MOMENT, "Répondue le": MOMENT, "Domaine": TEXT},
    ),
    "claims": (
        "dossiers_*.csv",
        {
            "N° dossier": TEXT,
            "Date de réception": MOMENT,
            "Date d'ouverture": MOMENT,
            "Accusé de réception envoyé le": MOMENT,
            "Premier courrier le": MOMENT,
            "Premier appel le": MOMENT,
            "Date d'archivage": DAY,
            "Canal": TEXT,
        },
    ),
    "callbacks": (
        "rappels_*.csv",
        {"N° demande": TEXT, "Demandé le": MOMENT, "Rappelé le": MOMENT, "Service": TEXT},
    ),
    "phone_survey": (
        "enquete_telephonique_*.csv",
        {"N° enquête": TEXT, "Date de l'enquête": DAY, "Note moyenne": NUMBER},
    ),
    "closing_questionnaires": (
        "questionnaires_cloture_*.csv",
        {
            "N° questionnaire": TEXT,
            "N° dossier": TEXT,
            "Envoyé le": DAY,
            "Retourné le": DAY,
            "Note juriste": WHOLE,
            "Note expert": WHOLE,
            "Note avocat": WHOLE,
            "Choix de l'avocat": TEXT,
        },
    ),
    "complaints": (
        "reclamations_*.csv",
        {
            "N° réclamation": TEXT,
            "Reçue le": MOMENT,
            "Prise en charge le": MOMENT,
            "Répondue le": MOMENT,
            "Canal": TEXT,
        },
    ),
    "switchboard_survey": (
        "enquete_standard_*.csv",
        {"N° réponse": TEXT, "Date de réponse": DAY, "Satisfaction (1 à 5)": WHOLE},
    ),
}


def layouts(paths: list[Path]) -> dict[str, list[str]]:
    """The files of an export by their header: its columns moved once."""
    found: dict[str, list[str]] = {}
    for path in paths:
        with path.open(encoding="utf-8") as stream:
            found.setdefault(stream.readline().rstrip("\n"), []).append(str(path))
    return found


def rows_read(connection: duckdb.DuckDBPyConnection, header: str, files: list[str], types: dict[str, str]) -> int:
    """Read and type the columns of files of one layout, and count their rows."""
    columns = ", ".join(f"{quoted(name)}: '{types.get(name, TEXT)}'" for name in header.split(";"))
    ends = ", ".join(f'min("{name}"), max("{name}")' for name in types)
    # Headers and paths are those of exports that this folder's own generator made.
    row = connection.execute(
        f"""SELECT count(*), {ends} FROM read_csv({files}, columns = {{{columns}}}, auto_detect = false, header = true,
            delim = ';', quote = '"', escape = '"', new_line = '\\r\\n', ignore_errors = true, decimal_separator = ',',
            dateformat = '%d/%m/%Y', timestampformat = '%d/%m/%Y %H:%M:%S', nullstr = ['', 'NULL'])"""  # noqa: S608
    ).fetchone()
    assert row is not None
    return int(row[0])


def quoted(text: str) -> str:
    """A text of SQL."""
    return "'" + text.replace("'", "''") + "'"


def main() -> None:
    folder = Path(sys.argv[1])
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    rows = {}
    for source, (pattern, types) in EXPORTS.items():
        by_layout = layouts(sorted(folder.glob(pattern)))
        rows[source] = sum(rows_read(connection, header, files, types) for header, files in by_layout.items())
    print(json.dumps({"rows": rows}))


if __name__ == "__main__":
    main()
