from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
import yaml
from tests.cli.conftest import Run

from gpj_kpi import load_rules
from gpj_kpi.rules import RuleFile

ROOT = Path(__file__).parents[2]
RULES = {
    "commitments.yaml": "sample_data",
    "examples/acpr.yaml": "examples/acpr",
    "examples/helpdesk.yaml": "examples/helpdesk",
    "tests/data/nyc311/rules.yaml": "tests/data/nyc311",
}
EXPORTS = [
    pytest.param(rules, source, path, id=path.name)
    for rules, folder in RULES.items()
    for source, declared in load_rules(ROOT / rules).sources.items()
    for pattern in declared.files
    for path in sorted((ROOT / folder).glob(pattern))
]


def loaded(block: str, folder: Path) -> RuleFile:
    """The rule file that a block makes, with one indicator beside it."""
    (name,) = yaml.safe_load(block)["sources"]
    columns = yaml.safe_load(block)["sources"][name]["columns"]
    day = next(id_ for id_, column in columns.items() if column["type"] in {"date", "datetime"})
    path = folder / "sniffed.yaml"
    path.write_text(
        f"version: 1\norganisation: Essai\ntime_zone: Europe/Paris\n{block}"
        "commitments: [{id: c, title: Essai, promise: Essai, indicators: "
        f"[{{id: i, label: Essai, source: {name}, period_by: {day}, measure: {{kind: count}}}}]}}]\n",
        encoding="utf-8",
    )
    return load_rules(path)


@pytest.mark.parametrize(("rules", "source", "path"), EXPORTS)
def test_exports_of_this_project_are_told_as_by_hand(
    run: Run, folder: Path, rules: str, source: str, path: Path
) -> None:
    """Each export of ours gets a block that loads, reads it within 80 columns, and finds the key that we declare."""
    ran = run("sniff", str(path))
    assert (ran.status, ran.err) == (0, "")
    assert list(yaml.safe_load(ran.out)) == ["sources"]
    assert max(map(len, ran.out.splitlines())) <= 80
    (sniffed,) = loaded(ran.out, folder).sources.values()
    declared = load_rules(ROOT / rules).sources[source]
    assert [sniffed.columns[id_].header for id_ in sniffed.key] == [
        declared.columns[id_].header for id_ in declared.key
    ]
    done = run("report", "--rules", "sniffed.yaml", "--data", str(path.parent), "--year", "2008", "--format", "json")
    assert done.status == 0, done.err
    (read,) = yaml.safe_load(done.out)["sources"]
    assert read["rows"] == read["cases"] + read["rejected"] + read["duplicates"]


def packed(text: str) -> bytes:
    """A text, compressed."""
    return gzip.compress(text.encode())


PEOPLE = "N° dossier;Nom;Reçu le\n" + "".join(f"D{n};Martin{n};{1 + n % 28:02}/02/2008\n" for n in range(60))
NOISE = random.Random(1).randbytes(3000)  # noqa: S311 - bytes of no kind, the same at each run
REFUSED = {
    "empty": ("e.csv", b"", "is empty: not even a header line"),
    "blank lines": ("e.csv", b"\n\r\n  \n", "holds empty lines only"),
    "a header alone": ("h.csv", b"a;b\n", "has a header and no record"),
    "no header": (
        "h.csv",
        b"D0104632;courrier;13/02/2008\nD0104633;internet;14/02/2008\nD0104634;courrier;15/02/2008\n",
        "has no header line: the first line looks like a case",
    ),
    "prose": ("p.csv", b"Bonjour,\n\nle dossier, la lettre, et le reste\nMerci\n", "splits its lines alike"),
    "one column": ("o.csv", b"nom\na\nb\n", "Is it a CSV export of several columns?"),
    "records of unlike widths": ("r.csv", b"a;b;c\n" + b"1;2;3\n1;2\n" * 20, "splits its lines alike"),
    "headings that all stand twice": ("t.csv", b"a;a\nx;y\nz;u\n", "no column has a heading of its own"),
    "an unclosed quote": ("q.csv", b'a;b\n1;2\n3;"4\n5;6\n', "records cannot be read (unclosed quote)"),
    "a quote that swallows most lines": (
        "q.csv",
        b"a;b\n" + b"1;2\n" * 99 + b'3;"4\n' + b"5;6\n" * 99,
        "q.csv, line 101: 1 of 100 records cannot be read (unclosed quote)",
    ),
    "rows without a cell": ("v.csv", b"a;b;c\n" + b";;\n" * 50, "none of its 50 rows has the cells"),
    "a first record without end": ("l.csv", b'a;b\n1;"' + b"x" * 3_000_000 + b'"\n', "longer than a megabyte"),
    "a spreadsheet": ("x.csv", b"PK\x03\x04 xl/", "is a spreadsheet (.xlsx, .ods) or an archive (.zip), not CSV"),
    "an older spreadsheet": ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "of older Office (.xls, .doc), not CSV"),
    "a web page named .xls": ("x.xls", b"<html><table><tr><td>a</td></tr></table>", "is HTML or XML"),
    "JSON": ("j.csv", b'{"a": 1}\n', "is JSON, not CSV"),
    "a PDF": ("p.csv", b"%PDF-1.4", "is a PDF, not CSV"),
    "bytes of no text": ("b.csv", NOISE, "holds no text"),
    "utf-16 without its mark": ("u.csv", "nom;le\na;b\n".encode("utf-16-le"), "utf-16 without a byte-order mark"),
    "a program": ("p.csv", b"\x7fELF\x02\x01\x01" + b"\0" * 9 + b"\x03\0>\0\x01\0\0\0" * 500, "holds no text"),
    "nothing but NULs": ("n.csv", b"\0" * 4000, "holds no text"),
    "gzip under another name": ("g.csv", packed("a;b\n1;2\n"), "Give it a name that ends in .gz"),
    "no gzip": ("g.csv.gz", b"a;b\n1;2\n", "is not compressed by gzip"),
    "gzip cut short": ("g.csv.gz", packed(PEOPLE)[:-20], "the compressed data ends too early"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_told_is_refused(run: Run, folder: Path, name: str) -> None:
    """A file that is no export gets one line on stderr that says why, exit 3, and nothing on stdout."""
    file, content, words = REFUSED[name]
    (folder / file).write_bytes(content)
    ran = run("sniff", file)
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith(file)
    assert words in ran.err
    assert ran.err.count("\n") == 1
    assert "D0104632" not in ran.err


def test_a_path_that_is_no_file_is_refused(run: Run, folder: Path) -> None:
    """A missing file and a folder are refused by name; a call without a file is a wrong call."""
    missing, directory, none = run("sniff", "rien.csv"), run("sniff", "sample_data"), run("sniff")
    assert (missing.status, missing.err) == (3, "rien.csv: there is no such file. Check the path.\n")
    assert (directory.status, directory.err) == (3, "sample_data: is a folder. Give one file, an export in CSV.\n")
    assert none.status == 2
    (folder / "a\\b.csv").write_text(PEOPLE, encoding="utf-8")
    assert "its name has a backslash" in run("sniff", "a\\b.csv").err


def test_no_cell_of_a_person_is_shown(run: Run, folder: Path) -> None:
    """What stands in a column that may be personal is on no line of the output, whatever else is said of it."""
    (folder / "people_2008.csv").write_text(PEOPLE + "D60;Martin60;31/02/2008\n", encoding="utf-8")
    ran = run("sniff", "people_2008.csv")
    assert "{header: Nom, type: text, required: true, personal: true}" in ran.out
    assert "1 of 61 cells is no date: line 62" in ran.out
    assert "Martin" not in ran.out
    assert run("sniff", "people_2008.csv").out == ran.out


@pytest.mark.parametrize("name", ["dossiers [1].csv", "dossiers*.csv", "~dossiers.csv", "a:b.csv", "D'ici & là.csv"])
def test_any_file_name_is_found_again(run: Run, folder: Path, name: str) -> None:
    """`files` matches the very file, whatever characters its name has."""
    (folder / name).write_text(PEOPLE, encoding="utf-8")
    ran = run("sniff", name)
    assert ran.status == 0, ran.err
    (source,) = yaml.safe_load(ran.out)["sources"].values()
    assert [path.name for path in folder.glob(source["files"])] == [name]


def test_what_the_sample_did_not_show_is_found(run: Run, folder: Path) -> None:
    """Cells that differ far down a long file change what is declared: it is read to its end."""
    canal = ("courrier", "internet")
    lines = [f"D{number:06};{number % 500};{canal[number % 2]};13/02/2008 10:00" for number in range(60_000)]
    lines[41_000] = "D041000;12,5;;13/02/2008 10:00:30"
    lines[41_001] = "D041001;12;courrier;01/01/1900 00:00"
    lines[41_002] = "D041001;12;courrier;n.c."
    (folder / "long.csv").write_text("\n".join(["N° dossier;Coût;Canal;Reçu le", *lines]) + "\n", encoding="utf-8")
    ran = run("sniff", "long.csv")
    (source,) = yaml.safe_load(ran.out)["sources"].values()
    assert source["columns"] == {
        "no_dossier": {"header": "N° dossier", "type": "text", "required": True},
        "cout": {"header": "Coût", "type": "number", "required": True},
        "canal": {"header": "Canal", "type": "text", "values": ["courrier", "internet"]},
        "recu_le": {"header": "Reçu le", "type": "datetime", "format": ["%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"]},
    }
    assert source["null_values"] == ["", "01/01/1900 00:00", "n.c."]
    assert "1 of 60,000 rows repeats one: the last counts" in ran.out


def test_of_very_many_columns_the_first_are_told(run: Run, folder: Path) -> None:
    """A file of 5,000 columns gets a block of 500, and a comment that says how many are left out."""
    lines = [";".join(f"{word}{place}" for place in range(5000)) for word in ("Colonne ", "a", "b")]
    (folder / "wide.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = run("sniff", "wide.csv")
    assert len(yaml.safe_load(ran.out)["sources"]["wide"]["columns"]) == 500
    assert "Columns after the first 500 are left out: 4500." in ran.out


def test_help_says_what_is_printed(run: Run) -> None:
    """The command explains itself."""
    ran = run("sniff", "--help")
    assert ran.status == 0
    assert "sources:" in ran.out


def test_a_refusal_is_said_in_the_language_that_is_asked_for(run: Run, folder: Path) -> None:
    """With `--lang fr` comments and refusals are French."""
    (folder / "e.csv").write_bytes(b"")
    assert run("sniff", "e.csv", "--lang", "fr").err == (
        "e.csv\u00a0: fichier vide, sans même une ligne d'en-tête. Refaites l'extraction.\n"
    )
    (folder / "people_2008.csv").write_text(PEOPLE, encoding="utf-8")
    assert "60 lignes, sans rejet ni doublon" in run("sniff", "people_2008.csv", "--lang", "fr").out
