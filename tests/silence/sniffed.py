"""What `sniff` says of an export, and what it refuses: no doubt about a column is kept silent."""

from __future__ import annotations

from tests.silence.line import Line


def calls() -> str:
    """Thirty calls as a telephone exchange writes them, without a header."""
    call = '"","01423344{0}","800","""Appel"" <01423344{0}>","SIP/201","2024-01-07 16:{0}:26","",{0},"NO ANSWER"\n'
    return "".join(call.format(n) for n in range(10, 40))


def cases(heading: str, *cells: str) -> str:
    """Cases of two columns that are read without a doubt, and of one to look at."""
    rows = [f"A{n};{13 + n % 10}/02/2024;{cell}" for n, cell in enumerate(cells)]
    return "\n".join([f"Dossier;Reçu le;{heading}", *rows]) + "\n"


LINES = {
    "02 calls without headings": Line(
        files={"Master.csv": calls()},
        command="sniff data/Master.csv",
        status=3,
        says=["has no header line: the first line looks like a case"],
        says_fr=["n'a pas de ligne d'en-tête\u00a0: la première ligne ressemble à un cas"],
        silent=["01423344", "sources:"],
    ),
    "02 lines above the headings": Line(
        files={"a.csv": "Titre\n\n\n" + cases("Canal", "fax", "web", "fax")},
        command="sniff data/a.csv",
        says=["a.csv: 3 rows, all read. Above the headings: 1 line.", "skip_rows: 1"],
        says_fr=["a.csv\u00a0: 3 lignes, sans rejet ni doublon. Au-dessus de l'en-tête\u00a0: 1 ligne."],
    ),
    "02 headings that are numbers": Line(
        files={"a.csv": cases("2024", "1", "30", "5")},
        command="sniff data/a.csv",
        says=["Headings that are numbers: 1. Is the line above"],
        says_fr=["En-têtes qui sont des nombres\u00a0: 1."],
    ),
}
