"""Exports that are refused whole, and those that only look as if they should be."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

from tests.hostile.case import HEADER, HEADINGS, Case, Content, record, records, table

SOUND = table(record(1), record(2))
MANY = table(*(record(number, channel=f"canal {number}") for number in range(1, 2000)))


def _refused(*words: str, source: dict[str, str | None] | None = None, **files: Content) -> Case:
    """An export that is refused in these words; `a_csv` stands for a.csv."""
    return Case(
        files={name.replace("_", "."): content for name, content in files.items()},
        source=source or {},
        status=3,
        words=words,
    )


def _empty(*words: str, rows: int = 0, source: dict[str, str | None] | None = None, **files: Content) -> Case:
    """Exports of which one holds no row, and the others some; `a_csv` stands for a.csv."""
    return Case(
        files={name.replace("_", "."): content for name, content in files.items()},
        source=source or {},
        words=words,
        rows=rows,
        cases=rows,
        notices=["empty_export"],
        groups={"courrier": rows} if rows else {},
    )


def _workbook() -> bytes:
    """The beginning of what a spreadsheet writes: a zip with XML in it."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>" * 500)
    return found.getvalue()


def _link_to(target: str) -> Content:
    def make(path: Path) -> None:
        path.symlink_to(target)

    return make


def _unreadable(path: Path) -> None:
    path.mkdir()


def _outside(path: Path) -> None:
    (path.parent.parent / "secret.csv").write_text(SOUND, encoding="utf-8")
    path.symlink_to("../secret.csv")


def _folder_outside(path: Path) -> None:
    (path.parent.parent / "secrets").mkdir()
    (path.parent.parent / "secrets" / "a.csv").write_text(SOUND, encoding="utf-8")
    path.symlink_to("../secrets")


CASES = {
    # headers
    "a header is missing": _refused('no column "Canal"', a_csv=SOUND.replace("Canal", "Voie")),
    "a header is there twice": _refused('"Canal" stands 2 times', a_csv=SOUND.replace("Montant", "Canal")),
    "a header in other letters": _refused('Nearest: "CANAL"', a_csv=SOUND.replace("Canal", "CANAL")),
    "two headers are missing": _refused(
        'no column "Canal"', 'no column "Montant"', a_csv=SOUND.replace("Canal", "Voie").replace("Montant", "Somme")
    ),
    "one file of three lacks a header": _refused(
        "b.csv", 'no column "Canal"', a_csv=SOUND, b_csv=SOUND.replace("Canal", "Voie"), c_csv=SOUND
    ),
    "no header line": _refused("none of the declared headers", a_csv=records(1, 2)),
    "one column": _refused('the line has no ";"', a_csv="N°\n1\n2\n"),
    "another delimiter": _refused('the line has no ";"', a_csv=SOUND.replace(";", ",")),
    "a title line that nobody announced": _refused("Set `skip_rows: 1`", a_csv=f"Dossiers de 2008\n{SOUND}"),
    "the header is skipped": _refused("Set `skip_rows: 0`", a_csv=SOUND, source={"skip_rows": "1"}),
    "more lines are skipped than there are": _refused("no header line", a_csv=SOUND, source={"skip_rows": "9"}),
    "a quote is open in the header": _refused("a quote is not closed", a_csv=SOUND.replace("Canal", '"Canal')),
    "a number is open in the header": _refused("quote", a_csv=SOUND.replace("Canal", '"Canal"x')),
    "a NUL in the header": _refused("a.csv", a_csv=SOUND.replace("Canal", "Can\0al")),
    # nothing there
    "no file": _refused('no file matches "*.csv*"'),
    "an empty file": _empty(a_csv=""),
    "an empty file among others": _empty("b.csv", rows=2, a_csv=SOUND, b_csv=""),
    "an empty gzip": _empty(a_csv_gz=gzip.compress(b"")),
    "an empty file named gz": _empty(a_csv_gz=b""),
    "an empty gzip, cut": _refused("the compressed data ends too early", a_csv_gz=gzip.compress(b"")[:-3]),
    "a mark of utf-8 alone": _empty(a_csv=b"\xef\xbb\xbf"),
    "a mark of utf-16 alone": _empty(a_csv=b"\xfe\xff", source={"encoding": "utf-16"}),
    "an empty file declared as utf-16": _empty(a_csv="", source={"encoding": "utf-16"}),
    "blank lines alone": _empty(a_csv="\n" * 1000),
    "carriage returns alone": _empty(a_csv="\r" * 1000),
    "a hundred thousand blank lines alone": _empty(a_csv="\n" * 100_001),
    "spaces alone, in utf-16": _empty(a_csv=("  \r\n" * 9).encode("utf-16"), source={"encoding": "utf-16"}),
    "delimiters alone": _empty(a_csv=";;;;\r\n" * 1000),
    "delimiters alone, and trailing ones": _empty(a_csv=";;;;;\n", source={"trailing_delimiter": "true"}),
    "a header alone": _empty("aucune ligne", a_csv=f"{HEADER}\n"),
    "a header alone, without line end": _empty("aucune ligne", a_csv=HEADER),
    "a header alone among others": _empty("b.csv", "aucune ligne", rows=2, a_csv=SOUND, b_csv=f"{HEADER}\n"),
    "blank lines, and then a title": _refused("none of the declared headers", a_csv="\n;;;;\nDossiers\n"),
    # not what it says
    "a workbook named csv": _refused("a.csv", a_csv=_workbook()),
    "a picture named csv": _refused("a.csv", a_csv=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64),
    "bytes of every kind": _refused("a.csv", a_csv=bytes(range(256)) * 1000),
    "zeros": _refused("a.csv", a_csv=bytes(100_000)),
    "utf-16 declared as utf-8": _refused("It looks like utf-16", a_csv=SOUND.encode("utf-16")),
    "utf-16 declared as cp1252": _refused(
        "It looks like utf-16", a_csv=SOUND.encode("utf-16"), source={"encoding": "cp1252"}
    ),
    "utf-16 without its mark": _refused("a.csv", a_csv=SOUND.encode("utf-16-le")),
    "utf-16 without its mark, declared": _refused(
        "a.csv", a_csv=SOUND.encode("utf-16-be"), source={"encoding": "utf-16"}
    ),
    "utf-8 declared as utf-16": _refused("It looks like utf-8", a_csv=SOUND, source={"encoding": "utf-16"}),
    "cp1252 declared as utf-8": _refused("It looks like cp1252", a_csv=SOUND.encode("cp1252")),
    "utf-8 declared as cp1252": _refused("set `encoding: utf-8`", a_csv=SOUND, source={"encoding": "cp1252"}),
    "a page of HTML": _refused("a.csv", a_csv="<!DOCTYPE html><html><body>Session expirée</body></html>\n"),
    # gzip
    "a gzip that is cut": _refused("the compressed data ends too early", a_csv_gz=gzip.compress(MANY.encode())[:-30]),
    "a gzip that is cut in its header": _refused(
        "the compressed data ends too early", a_csv_gz=gzip.compress(b"x")[:5]
    ),
    "a gzip with a flipped byte": _refused(
        "a.csv.gz", a_csv_gz=gzip.compress(MANY.encode())[:500] + b"\xff\xff" + gzip.compress(MANY.encode())[502:]
    ),
    "a gzip with a wrong sum": _refused("a.csv.gz", a_csv_gz=gzip.compress(MANY.encode())[:-8] + bytes(8)),
    "a csv named gz": _refused("a.csv.gz", a_csv_gz=SOUND),
    "a gzip named csv": _refused("a.csv", a_csv=gzip.compress(MANY.encode())),
    # what is no file
    "a folder": _refused("is no file", a_csv=_unreadable),
    "a link to nothing": _refused("is no file", a_csv=_link_to("nowhere.csv")),
    "a link to itself": _refused("a.csv", a_csv=_link_to("a.csv")),
    "a link out of the folder": _refused("leads outside the data folder", a_csv=_outside),
    "a folder that is a link out": _refused("outside", source={"files": "d/*.csv"}, d=_folder_outside),
    "a link to /dev/zero": _refused("is no file", a_csv=_link_to("/dev/zero")),
    "a link to /etc/passwd": _refused("leads outside", a_csv=_link_to("/etc/passwd")),
    "a pipe": _refused("is no file", a_csv=os.mkfifo),
    # the share of rejected rows
    "too many rejected": _refused(
        "2 of 4 rows are rejected, more than max_rejected 49%",
        source={"max_rejected": "49%"},
        a_csv=SOUND + "3;?;;;\n4;?;;;\n",
    ),
    "a quote never closed, with the share of a sound export": _refused(
        "rows are rejected",
        source={"max_rejected": "1%"},
        a_csv=f'{HEADER}\n{records(1, 500)}0;01/02/2008;"x;1;\n{records(501, 600)}',
    ),
    # not refused
    "a link inside the folder": Case(files={"x.txt": SOUND, "a.csv": _link_to("x.txt")}, rows=2, cases=2),
    "just as many rejected as are allowed": Case(
        files={"a.csv": SOUND + "3;?;;;\n4;?;;;\n"},
        source={"max_rejected": "50%"},
        rows=4,
        cases=2,
        rejected=[("bad_date", 4), ("bad_date", 5)],
    ),
    "five thousand columns": Case(
        files={
            "a.csv": table(
                *([*record(number), *["x"] * 5000] for number in (1, 2)),
                headings=[*HEADINGS, *(f"c{number}" for number in range(5000))],
            )
            + "3;01/02/2008;x\n"
        },
        rows=3,
        cases=2,
        rejected=[("too_few_cells", 4)],
    ),
    "every row rejected": Case(files={"a.csv": f"{HEADER}\n1;?;;;\n"}, rows=1, rejected=[("bad_date", 2)], groups={}),
}
