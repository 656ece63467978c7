"""Exports in every dialect that an office produces: all are read, and no row is lost."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

from tests.hostile.case import HEADER, Case, Content, record, records, table

THREE = table(record(1, "œuvre", "1,5"), record(2, "“€”", "2"), record(3, "naïf", "-0,25"))
"""Three records whose texts tell cp1252 from latin-1."""
ACCENTED = table(record(1, "é", "1,5"), record(2, "Ô", "2"), record(3, "ç", "-0,25"))
TEXTS = {"œuvre": 1, "“€”": 1, "naïf": 1}
QUOTED = table(record(1, "a;b"), record(2, 'dit "oui"'), record(3, "a\nb"), ["4", "31/02/2008", "x", "", ""])


def _three(
    *,
    files: Mapping[str, Content],
    source: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    groups: Mapping[str, int] | None = None,
) -> Case:
    """The three records, all of them read."""
    return Case(files=files, source=source or {}, columns=columns or {}, groups=groups, rows=3, cases=3, total=3.25)


CASES = {
    # delimiters
    "semicolon": _three(files={"a.csv": THREE}, groups=TEXTS),
    "comma": _three(
        files={"a.csv": THREE.replace(",", ".").replace(";", ",")}, source={"delimiter": '","', "decimal": "."}
    ),
    "tab": _three(files={"a.csv": THREE.replace(";", "\t")}, source={"delimiter": r'"\t"'}),
    "tab by its name": _three(files={"a.csv": THREE.replace(";", "\t")}, source={"delimiter": "tab"}),
    "bar": _three(files={"a.csv": THREE.replace(";", "|")}, source={"delimiter": '"|"'}),
    "cells of another delimiter": Case(files={"a.csv": table(record(1, "a,b\tc|d"))}, rows=1, cases=1),
    # quotes
    "every cell in quotes": _three(
        files={"a.csv": "".join('"' + line.replace(";", '";"') + '"\n' for line in THREE.splitlines())}
    ),
    "quoted delimiters, quotes and line breaks": Case(
        files={"a.csv": QUOTED},
        rows=4,
        cases=3,
        rejected=[("bad_date", 6)],
        groups={"a;b": 1, 'dit "oui"': 1, "a\nb": 1},
    ),
    "the same with CRLF": Case(
        files={"a.csv": QUOTED.replace("\n", "\r\n")},
        rows=4,
        cases=3,
        rejected=[("bad_date", 6)],
        groups={"a;b": 1, 'dit "oui"': 1, "a\nb": 1},
    ),
    "the same with CR": Case(
        files={"a.csv": QUOTED.replace("\n", "\r")},
        rows=4,
        cases=3,
        rejected=[("bad_date", 6)],
        groups={"a;b": 1, 'dit "oui"': 1, "a\nb": 1},
    ),
    "empty quoted cells": Case(files={"a.csv": f'{HEADER}\n1;01/02/2008;"";"";""\n'}, rows=1, cases=1),
    "header over two lines": _three(
        files={"a.csv": THREE.replace("Canal", '"Canal\n(code)"')},
        columns={"channel": r'header: "Canal\n(code)", type: text'},
        groups=TEXTS,
    ),
    "header over two lines with CRLF": _three(
        files={"a.csv": THREE.replace("Canal", '"Canal\n(code)"').replace("\n", "\r\n")},
        columns={"channel": r'header: "Canal\n(code)", type: text'},
        groups=TEXTS,
    ),
    # line ends
    "CRLF": _three(files={"a.csv": THREE.replace("\n", "\r\n")}, groups=TEXTS),
    "CR alone": _three(files={"a.csv": THREE.replace("\n", "\r")}, groups=TEXTS),
    "mixed line ends": Case(
        files={"a.csv": HEADER + "\r\n" + records(1, 2) + records(3, 4, end="\r") + "5;?;;;\r\n" + records(6, 6)},
        rows=6,
        cases=5,
        rejected=[("bad_date", 6)],
    ),
    "no line end at the end": _three(files={"a.csv": THREE.removesuffix("\n")}, groups=TEXTS),
    "an end-of-file sign": Case(
        files={"a.csv": THREE + "\x1a"}, rows=4, cases=3, rejected=[("too_few_cells", 5)], groups=TEXTS
    ),
    # encodings
    "utf-8": _three(files={"a.csv": THREE}, source={"encoding": "utf-8"}, groups=TEXTS),
    "utf-8 with its mark": _three(files={"a.csv": THREE.encode("utf-8-sig")}, groups=TEXTS),
    "utf-8-sig without the mark": _three(files={"a.csv": THREE}, source={"encoding": "utf-8-sig"}, groups=TEXTS),
    "the mark before a quoted header": _three(
        files={"a.csv": THREE.replace("N°", '"N°"').encode("utf-8-sig")}, groups=TEXTS
    ),
    "cp1252": _three(files={"a.csv": THREE.encode("cp1252")}, source={"encoding": "cp1252"}, groups=TEXTS),
    "latin-1": _three(files={"a.csv": ACCENTED.encode("latin-1")}, source={"encoding": "latin-1"}),
    "utf-16 with its mark": _three(files={"a.csv": THREE.encode("utf-16")}, source={"encoding": "utf-16"}),
    "utf-16, the high byte first": _three(
        files={"a.csv": b"\xfe\xff" + THREE.encode("utf-16-be")}, source={"encoding": "utf-16"}, groups=TEXTS
    ),
    "utf-16 with tabs, as Excel saves it": _three(
        files={"a.csv": THREE.replace(";", "\t").replace("\n", "\r\n").encode("utf-16")},
        source={"encoding": "utf-16", "delimiter": "tab"},
        groups=TEXTS,
    ),
    "letters beyond the first plane": Case(
        files={"a.csv": table(record(1, "\U0001f4de")).encode("utf-16")},
        source={"encoding": "utf-16"},
        rows=1,
        cases=1,
        groups={"\U0001f4de": 1},
    ),
    "accents written as two characters in the header": _three(
        files={"a.csv": THREE.replace("Reçu", "Rec\u0327u")}, groups=TEXTS
    ),
    # gzip, folders, files
    "gzip": _three(files={"a.csv.gz": gzip.compress(THREE.encode())}, groups=TEXTS),
    "gzip of cp1252": _three(
        files={"a.csv.gz": gzip.compress(THREE.encode("cp1252"))}, source={"encoding": "cp1252"}, groups=TEXTS
    ),
    "gzip in two members": Case(
        files={"a.csv.gz": gzip.compress(THREE.encode()) + gzip.compress(records(4, 6).encode())},
        rows=6,
        cases=6,
        total=6.25,
    ),
    "two hundred files": Case(
        files={f"{number:03}.csv": table(record(number)) for number in range(1, 201)}, rows=200, cases=200, total=200
    ),
    "folders one in the other": Case(
        files={"2008/01/a.csv": table(record(1)), "2008/02/a.csv": table(record(2))},
        source={"files": '"**/*.csv"'},
        rows=2,
        cases=2,
    ),
    "columns in another order from file to file": Case(
        files={
            "a.csv": table(record(1, "x", "2")),
            "b.csv": "Assuré;Montant;Canal;Reçu le;N°\n;3;y;01/02/2008;2\n",
            "c.csv": "Canal;Inutile;N°;Reçu le;Montant;Assuré\nz;?;3;01/02/2008;4;\n",
        },
        rows=3,
        cases=3,
        total=9,
        groups={"x": 1, "y": 1, "z": 1},
    ),
    # blanks
    "blanks around headers and cells": Case(
        files={"a.csv": f" {HEADER.replace(';', chr(0xA0) + '; ')}\t\n 1 ; 01/02/2008\u00a0;\u202fx ; 2,5 ;\n"},
        rows=1,
        cases=1,
        total=2.5,
        groups={"x": 1},
    ),
    "blank lines everywhere": Case(
        files={"a.csv": "\n\r\n" + table(record(1)).replace("\n", "\n\n\n") + "\n2;?;;;\n\n"},
        rows=2,
        cases=1,
        rejected=[("bad_date", 10)],
    ),
    "a hundred thousand blank lines": Case(
        files={"a.csv": table(record(1)) + "\n" * 100_000 + "2;?;;;\n"},
        rows=2,
        cases=1,
        rejected=[("bad_date", 100_003)],
    ),
}
