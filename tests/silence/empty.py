"""Exports without any row: what they lack is told, and the others are judged."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from tests.silence.line import EVERY_ENGINE, FILES_ONLY, Content, Line

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls*.csv*
    footer: Total
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      answered: {header: answered, type: text}
  notes:
    label: Notes
    files: notes.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      answered: {header: answered, type: text}
      done: {header: done, type: date, format: "%Y-%m-%d"}
  holds:
    label: Suspensions
    files: holds.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      since: {header: since, type: date, format: "%Y-%m-%d", required: true}
      till: {header: till, type: date, format: "%Y-%m-%d"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: calls
        period_by: day
        measure: {kind: share, of: {answered: "yes"}}
        target: 50%
"""
NOTES = """\
      - {id: noted, label: Notes, source: notes, period_by: day, measure: {kind: share, of: {answered: "yes"}}}
      - {id: number, label: Nombre, source: notes, period_by: day, measure: {kind: count}, target: ">= 1"}
      - {id: speed, label: Rapides, source: notes, measure: {kind: delay, from: day, to: done, limit: 2 jours ouvrés}}
"""
PAUSED = """\
      - id: paused
        label: Tenus
        source: notes
        measure:
          kind: delay
          from: day
          to: done
          limit: 2 jours ouvrés
          pauses: {source: holds, case: id, from: since, to: till}
"""
HEAD = "id;day;answered\n"
NOTES_HEAD = "id;day;answered;done\n"
MET = HEAD + "1;2008-03-03;yes\n2;2008-03-04;yes\n3;2008-03-05;no\n"
BLANK = (
    "holds neither headings nor rows: nothing of it is counted. Export it again.",
    "est vide, sans en-têtes ni lignes\u00a0: rien n’en est compté. Exportez-le de nouveau.",
)
NO_ROW = (
    "holds headings and no row: nothing of it is counted. Export it again.",
    "a des en-têtes et aucune ligne\u00a0: rien n’en est compté. Exportez-le de nouveau.",
)


def among_others(content: Content, words: tuple[str, str], name: str = "calls_2.csv", **more: Any) -> Line:  # noqa: ANN401
    """An export without rows beside one of three rows."""
    return Line(
        rules=RULES,
        files={"calls_1.csv": MET, name: content},
        figures={"share": "2/3 met"},
        says=[f"Appels ({name})", words[0]],
        says_fr=[f"Appels ({name})", words[1]],
        **more,
    )


def alone(*indicators: str, files: Mapping[str, Content], says: Sequence[str] = (), **more: Any) -> Line:  # noqa: ANN401
    """A source without any case, beside one that has some."""
    return Line(rules=RULES + "".join(indicators), files={"calls_1.csv": MET, **files}, says=says, **more)


def refused(content: Content, words: str, *, source: str = "", status: int = 3) -> Line:
    """An export that is not empty, and refused as ever."""
    rules = RULES.replace("    footer: Total\n", f"    footer: Total\n{source}", 1)
    return Line(rules=rules, files={"calls_1.csv": MET, "calls_2.csv": content}, status=status, says=[words])


def _titled(content: Content, lines: int) -> Line:
    """An export below lines that are passed over, beside one that has rows there."""
    return Line(
        rules=RULES.replace("    footer: Total\n", f"    footer: Total\n    skip_rows: {lines}\n", 1),
        files={"calls_1.csv": "Appels\n\n" + MET, "calls_2.csv": content},
        figures={"share": "2/3 met"},
        says=["Appels (calls_2.csv)", BLANK[0], "lines above the header, passed over by `skip_rows`"],
        says_fr=["Appels (calls_2.csv)", BLANK[1], "lignes au-dessus de l’en-tête"],
    )


def _frames(calls: pd.DataFrame) -> Line:
    """A frame without rows in place of the calls, beside notes."""
    notes = pd.DataFrame(
        {"id": ["1", "2"], "day": ["2008-03-03"] * 2, "answered": ["yes", "no"], "done": ["2008-03-04"] * 2}
    )
    words = NO_ROW if len(calls.columns) else BLANK
    return Line(
        rules=RULES + NOTES,
        frames=lambda: {"calls": calls, "notes": notes},
        engines=("pandas",),
        figures={"share": "0/0 no_data", "noted": "1/2", "number": "=2 met", "speed": "2/2"},
        says=[f"calls: {words[0]}"],
        says_fr=[f"calls\u00a0: {words[1]}"],
    )


NO_CASE = {"share": "2/3 met", "noted": "no_data", "number": "no_data", "speed": "no_data"}

LINES = {
    "13.6 an export of no byte": among_others("", BLANK, engines=FILES_ONLY),
    "13.6 an export of headings alone": among_others(HEAD, NO_ROW, engines=FILES_ONLY),
    "13.6 headings alone, without line end": among_others(HEAD.strip(), NO_ROW),
    "13.6 headings and a footer": among_others(HEAD + "Total;0;\n", NO_ROW),
    "13.6 a byte order mark alone": among_others(b"\xef\xbb\xbf", BLANK),
    "13.6 a byte order mark of utf-16 alone": among_others(b"\xff\xfe", BLANK),
    "13.6 blank lines alone": among_others("\r\n \t\n\u00a0\n", BLANK),
    "13.6 delimiters and quotes alone": among_others(';;\n"";"";""\n', BLANK),
    "13.6 a compressed export of no byte": among_others(gzip.compress(b""), BLANK, "calls_2.csv.gz"),
    "13.6 no byte under the name of a compressed export": among_others("", BLANK, "calls_2.csv.gz"),
    "13.6 a title and nothing below": _titled("Appels\n", 2),
    "13.6 a title with delimiters and nothing below": _titled("Appels;;\nvides;;\n", 2),
    "13.6 two exports of no byte are no copies of each other": Line(
        rules=RULES,
        files={"calls_1.csv": MET, "calls_2.csv": "", "calls_3.csv": ""},
        figures={"share": "2/3 met"},
        says=["Appels (calls_2.csv, calls_3.csv)"],
        silent=["holds the very bytes"],
    ),
    "13.6 all exports of a source are empty": alone(
        NOTES,
        files={"notes.csv": ""},
        figures=NO_CASE,
        says=["Notes (notes.csv)"],
        says_fr=["Notes (notes.csv)", "sans données"],
        engines=FILES_ONLY,
    ),
    "13.6 no row of a source": alone(
        NOTES, files={"notes.csv": NOTES_HEAD}, figures=NO_CASE, engines=EVERY_ENGINE, says=["notes", "no row"]
    ),
    "13.6 no row of a source, by group": alone(
        NOTES,
        files={"notes.csv": NOTES_HEAD},
        command="report --year 2008 --by month --group-by answered",
        figures={"noted": "no_data", "number 2008-03": "no_data", "share 2008-03 yes": "2/2 met", "share": "2/3 met"},
        engines=("duckdb", "pandas"),
    ),
    "13.6 no row of a source, at a date": alone(
        NOTES,
        files={"notes.csv": ""},
        command="report --year 2008 --by month --as-of 2008-03-04",
        figures={"noted": "no_data", "number": "no_data", "speed": "no_data", "share": "2/2"},
    ),
    "13.6 nothing at all": Line(
        rules=RULES + NOTES,
        files={"calls_1.csv": "", "notes.csv": NOTES_HEAD},
        command="report --year 2008 --by month --group-by answered --as-of 2008-03-04",
        figures={"share": "0/0 no_data", "noted": "no_data", "number 2008-03": "no_data", "speed": "no_data"},
        says=["Appels (calls_1.csv)", "Notes (notes.csv)"],
    ),
    "13.6 a frame without rows": _frames(pd.DataFrame({"id": [], "day": [], "answered": []})),
    "13.6 a frame without rows and columns": _frames(pd.DataFrame()),
    "13.6 an export of pauses may have no row": alone(
        PAUSED,
        files={"notes.csv": NOTES_HEAD + "1;2008-03-03;yes;2008-03-04\n", "holds.csv": "id;since;till\n"},
        figures={"paused": "1/1"},
        silent=["empty_export", "Suspensions (holds.csv)"],
        engines=EVERY_ENGINE,
    ),
    "13.6 an export of pauses of no byte": alone(
        PAUSED,
        files={"notes.csv": NOTES_HEAD + "1;2008-03-03;yes;2008-03-04\n", "holds.csv": ""},
        figures={"paused": "1/1"},
        says=["Suspensions (holds.csv)", "holds neither headings nor rows"],
    ),
    "13.6 other headings and no row": refused("id;date;answered\n", 'no column "day"'),
    "13.6 another encoding": refused(MET.encode("utf-16"), "It looks like utf-16"),
    "13.6 every row rejected": refused(
        HEAD + "4;2008-02-30;yes\n", "rows are rejected", source="    max_rejected: 1%\n"
    ),
    "13.6 the headings are passed over": refused(HEAD, "holds no header line", source="    skip_rows: 5\n"),
    "13.6 a case is passed over": refused("4;2008-03-05;no\n", "no header line", source="    skip_rows: 5\n"),
    "13.6 no file of a source": Line(rules=RULES, files={}, status=3, says=["no file matches"]),
}
