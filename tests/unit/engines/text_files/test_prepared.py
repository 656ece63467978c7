"""Exports as offices write them: each line is a row, or is named with its place."""

from __future__ import annotations

import gzip
import hashlib
import os
from fractions import Fraction
from pathlib import Path

import pytest
from tests.small_runs import AT, ON, codes, evaluate_files, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.engines.interface import SetAside
from gpj_kpi.engines.text_files.malformed import Malformed
from gpj_kpi.engines.text_files.prepared import PreparedFile, prepare
from gpj_kpi.rules import Column, Source

SOURCE = Source(
    label="x",
    files=("x.csv",),
    key=("id",),
    footer=("Total",),
    columns={"id": Column(header="id", type="text", required=True)},
)
COUNT = {"n": "period_by: r, measure: {kind: count}"}
ALL_ALLOWED = "max_rejected: 100%"
DELAY = rule_text(
    {"r": AT, "b": AT, "v": "type: text"},
    {"d": "measure: {kind: delay, from: r, to: b, limit: 10 jours ouvrés}"},
    source=ALL_ALLOWED,
)
HEADER = "id;r;b;v\n"
SOUND = "1;01/02/2008 10:00;04/02/2008 10:00;x\n"
COUNTED = rule_text({"r": f"{ON}, required: true", "t": "type: text"}, {"n": "period_by: r, measure: {kind: count}"})


def prepared(content: bytes, folder: Path) -> PreparedFile:
    """Prepare one file."""
    (folder / "x.csv").write_bytes(content)
    return prepare(folder / "x.csv", folder, SOURCE, folder / "copies")


def test_a_sound_file_is_read_where_it_stands(tmp_path: Path) -> None:
    """Nothing is copied: two records on lines 2 and 4, behind a header, and the sha256 of the bytes."""
    content = b"id;r\n1;a\n\n2;b\n"
    file = prepared(content, tmp_path)
    assert (file.scanned, file.malformed, file.lines_of([1, 2])) == (2, (), [2, 4])
    assert list(file.records_of([2])) == [b"2;b\n"]
    assert file.staged.sha256 == hashlib.sha256(content).hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b";\n;\n", b"\r\r", b"\n" * 100_001])
def test_a_file_without_text_holds_no_record(content: bytes, tmp_path: Path) -> None:
    """Headings are read in its place, its sha256 is that of its bytes, and nothing is set aside."""
    file = prepared(content, tmp_path)
    assert (file.scanned, file.malformed, file.footer, file.set_aside([])) == (0, (), None, [])
    assert file.staged.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.header.is_there, file.staged.readable.read_bytes()) == (False, b"id\n")


def test_a_title_without_a_table_is_set_aside(tmp_path: Path) -> None:
    """The two lines that `skip_rows` passes over are counted where nothing stands below them."""
    (tmp_path / "x.csv").write_bytes(b"Export;;\n\nle 3\n\n")
    columns = {**SOURCE.columns, "r": Column(header="r", type="text")}
    source = SOURCE.model_copy(update={"skip_rows": 3, "columns": columns})
    file = prepare(tmp_path / "x.csv", tmp_path, source, tmp_path / "copies")
    assert (file.scanned, file.set_aside([])) == (0, [SetAside("x.csv", 1, "lines_above", 2)])


def test_what_is_left_out_is_known_by_its_lines(tmp_path: Path) -> None:
    """A malformed record on line 3, a footer on line 5: the two records between are found on lines 2 and 4."""
    file = prepared(b'id;r\n1;a\n2;"b"x\n3;c\nTotal;2\n', tmp_path)
    assert (file.scanned, file.malformed) == (2, (Malformed(3, 1, "stray_quote"),))
    assert file.lines_of([1, 2]) == [2, 4]
    assert file.set_aside([]) == [SetAside("x.csv", 5, "footer", 1)]


@pytest.mark.parametrize(
    ("skip_rows", "content", "above"),
    [
        (0, b"id;r\n1;a\n", []),
        (1, b"\nid;r\n1;a\n", []),
        (3, b"Export\r\n\r\n1 / 2\r\nid;r\r\n1;a\r\n", [("lines_above", 1, 2)]),
        (3, b"\n\xef\xbb\xbf\nTitle\nid;r\n1;a\n", [("lines_above", 2, 2)]),
        (1, b"\xef\xbb\xbf\n\nid;r\n1;a\n", []),
        (2, b"1;a\rTitle\rid;r\r1;a\r", [("lines_above", 1, 2)]),
        (2, b'1;a\nid;r\nid;r\n1;"a"x\n2;b\n', [("lines_above", 1, 2)]),
    ],
)
def test_lines_that_skip_rows_passes_over_are_counted(
    skip_rows: int, content: bytes, above: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    """Those that hold something, from the first of them; a byte order mark alone is nothing."""
    (tmp_path / "x.csv").write_bytes(content)
    source = SOURCE.model_copy(update={"skip_rows": skip_rows})
    file = prepare(tmp_path / "x.csv", tmp_path, source, tmp_path / "copies")
    assert [(each.code, each.line, each.lines) for each in file.set_aside([])] == above


def test_lines_that_repeat_the_header_are_set_aside(tmp_path: Path) -> None:
    """The first of two is named by its line, with their number."""
    file = prepared(b"id;r\n1;a\nid;r\n2;b\nid;r\n", tmp_path)
    assert file.set_aside([2, 4]) == [SetAside("x.csv", 3, "repeated_headers", 2)]


@pytest.mark.parametrize("ends", [(b"\r\n", b"\n"), (b"\n", b"\r\n"), (b"\n", b"\r")])
def test_line_ends_are_made_alike_in_a_copy(ends: tuple[bytes, bytes], tmp_path: Path) -> None:
    """The scanner takes one line end for all: of a mixture a copy is read, and lines are still those of the file."""
    first, second = ends
    file = prepared(first.join([b"id;r", b"1;a", b""]) + second.join([b"2;b", b"3;c", b""]), tmp_path)
    assert (file.scanned, file.lines_of([1, 2, 3])) == (3, [2, 3, 4])
    assert file.staged.readable != file.staged.original
    assert file.staged.readable.read_bytes().endswith(b"1;a\n2;b\n3;c\n")


def test_a_file_of_empty_lines_is_read_from_a_copy_without_them(tmp_path: Path) -> None:
    """The scanner is slow on them: behind 100,001 empty lines the second record stands on line 100,004."""
    file = prepared(b"id;r\n1;a\n" + b"\n" * 100_001 + b"2;b\n", tmp_path)
    assert (file.scanned, file.lines_of([1, 2])) == (2, [2, 100_004])
    assert file.file_records.path.read_bytes() == b"id;r\n1;a\n2;b\n"


def records(first: int, last: int, end: bytes) -> bytes:
    """Records that end in a quoted cell, numbered, with this line end."""
    return b"".join(b'%d;01/02/2008;"q"' % number + end for number in range(first, last + 1))


def count(folder: Path, files: dict[str, str | bytes], rules: str = COUNTED) -> tuple[int, int, Fraction | None]:
    """Rows read, rows rejected, and the count of the year."""
    found = evaluate_files(folder, rules, files)
    cases = found.cases["s"]
    return cases.rows, cases.rejected, found.result_list[-1].value


FILES: dict[str, tuple[str, str, tuple[int, int, list[tuple[str, int]]]]] = {
    "a title, an empty line": (
        "skip_rows: 1",
        'Dossiers "2008\n\nid;r\n1;01/02/2008\n2;02/02/2008\n',
        (2, 0, [("lines_above", 1)]),
    ),
    "a title of two lines": (
        "skip_rows: 2",
        "Dossiers;\nle 3\nid;r\n1;01/02/2008\n2;?\n",
        (2, 1, [("bad_date", 5), ("lines_above", 1)]),
    ),
    "a total": ("footer: Total", "id;r\n1;01/02/2008\n2;02/02/2008\nTotal : 2;\n", (2, 0, [("footer", 4)])),
    "totals and a date below": (
        'footer: [Total, "Édité le"]',
        'id;r\n1;01/02/2008\n2;?\n"";Total;2;;\r\n\n  Total général\nÉdité le 3\n\n',
        (2, 1, [("bad_date", 3), ("footer", 4)]),
    ),
    "a total in the middle": (
        "footer: Total",
        "id;r\n1;01/02/2008\nTotal\n2;02/02/2008\n",
        (3, 1, [("too_few_cells", 3)]),
    ),
    "no total": ("footer: Total", "id;r\n1;01/02/2008\n2;02/02/2008", (2, 0, [])),
    "a total inside a cell": ("footer: Total", 'id;r\n1;01/02/2008\n"Total\nTotal";02/02/2008\n', (2, 0, [])),
    "a long last record": (
        "footer: x",
        f"id;r\n1;01/02/2008\n{'x' * 70_000};02/02/2008",
        (2, 0, []),
    ),
    "a byte order mark before quotes": (
        "repeated_headers: true",
        '\ufeff"id";"r"\n"1";"01/02/2008"\n\ufeff"id";"r"\n"2";"02/02/2008"\n',
        (2, 0, [("repeated_headers", 3)]),
    ),
    "headers again, declared": (
        "repeated_headers: true",
        "id;r\n1;01/02/2008\nid;r\n2;?\n id ;r\n3;01/02/2008\n",
        (3, 1, [("bad_date", 4), ("repeated_headers", 3)]),
    ),
    "headers again, not declared": ("", "id;r\n1;01/02/2008\nid;r\n2;01/02/2008\n", (3, 1, [("repeated_header", 3)])),
    "a wider header again": (
        "repeated_headers: true",
        'id;r\n1;01/02/2008\nid;r;s\n"2"x;01/02/2008\n',
        (3, 2, [("too_many_cells", 3), ("stray_quote", 4)]),
    ),
    "a wider header again, all else sound": (
        "repeated_headers: true",
        "id;r\n1;01/02/2008\nid;r;s\n",
        (2, 1, [("too_many_cells", 3)]),
    ),
    "a byte order mark at each header": (
        "repeated_headers: true",
        "\ufeffid;r\n1;01/02/2008\n\ufeffid;r\n2;01/02/2008\n",
        (2, 0, [("repeated_headers", 3)]),
    ),
    "a delimiter at each end": ("trailing_delimiter: true", "id;r;\n1;01/02/2008;\n2;01/02/2008;\n", (2, 0, [])),
    "a delimiter at the end of records": (
        "trailing_delimiter: true",
        "id;r\n1;01/02/2008;\n2;01/02/2008\n",
        (2, 0, []),
    ),
    "a delimiter at the end of the header": (
        "trailing_delimiter: true",
        "id;r;\n1;01/02/2008\n2;1/2/2008;\n",
        (2, 0, []),
    ),
    "two delimiters at the end": (
        "trailing_delimiter: true",
        "id;r\n1;01/02/2008;;\n2;01/02/2008;x\n3;01/02/2008\n4;01/02/2008;;;;;\n",
        (4, 3, [("too_many_cells", 2), ("too_many_cells", 3), ("too_many_cells", 5)]),
    ),
    "tabs": ("delimiter: tab", "id\tr\n1\t01/02/2008\n", (1, 0, [])),
    "bars": ('delimiter: "|"', "id|r\n1|01/02/2008\n", (1, 0, [])),
    "quotes inside": ("", 'id;r\n1 "a";01/02/2008\n2"";01/02/2008\n"3";?\n', (3, 1, [("bad_date", 4)])),
    "NUL in a cell": ("", "id;r\n1\0;01/02/2008\n2;\0\n", (2, 2, [("nul_character", 2), ("nul_character", 3)])),
    "quotes that swallow lines": (
        "",
        'id;r\n"1\nx";01/02/2008\n"2;01/02/2008\n3;01/02/2008\n4;01/02/2008\n5";01/02/2008\n6;?\n',
        (3, 1, [("bad_date", 8), ("lines_in_quotes", 5)]),
    ),
    "an endless quote": ("", 'id;r\n1;01/02/2008\n"2;01/02/2008\n3;01/02/2008\n', (2, 1, [("unclosed_quote", 3)])),
    "a thousand cells": (
        "",
        f"id;r\n1;01/02/2008\n2{';' * 1000}\n3;?\n",
        (3, 2, [("too_many_cells", 3), ("bad_date", 4)]),
    ),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("writing", ["utf-8", "utf-8 with CR LF", "cp1252", "utf-16", "gzip"])
def test_lines_are_read_or_named_with_their_place(name: str, writing: str, tmp_path: Path) -> None:
    """Each line is a row, or is named by its first physical line, whatever bytes it is written in."""
    source, export, (rows, rejected, told) = FILES[name]
    declared = {"cp1252": "encoding: cp1252", "utf-16": "encoding: utf-16"}.get(writing, "encoding: utf-8")
    if "\ufeff" in export and writing == "cp1252":
        export = export.replace("\ufeff", "")
    text = export.replace("\r\n", "\n")
    text = text.replace("\n", "\r\n") if "CR LF" in writing else export
    content = text.encode({"cp1252": "cp1252", "utf-16": "utf-16"}.get(writing, "utf-8"))
    files = {"a.csv.gz": gzip.compress(content)} if writing == "gzip" else {"a.csv": content}
    rules = rule_text(
        {"r": ON}, COUNT, source=", ".join(["max_rejected: 100%", declared, *([source] if source else [])])
    )
    evaluation = evaluate_files(tmp_path, rules, files)
    cases = evaluation.cases["s"]
    assert (cases.rows, cases.rejected) == (rows, rejected)
    assert set(codes(evaluation)) == set(told)
    assert len(codes(evaluation)) == len(told)
    assert cases.rows == cases.cases + cases.rejected + cases.duplicates


@pytest.mark.parametrize(
    "line_ends",
    [["\n"] * 4, ["\r\n"] * 4, ["\r"] * 4, ["\n", "\n", "\r\n", "\n"], ["\r\n", "\r", "\n", "\r"]],
    ids=["LF", "CRLF", "CR", "LF and CRLF", "all"],
)
def test_every_line_end_is_read(line_ends: list[str], tmp_path: Path) -> None:
    """Line ends of any kind, mixed or not, end a record, and a rejected row is named by its line."""
    lines = [HEADER, SOUND, "2;01/02/2008 10:00;?;x\n", "3;01/02/2008 10:00;04/02/2008 10:00;x\n"]
    export = "".join(line.rstrip("\n") + end for line, end in zip(lines, line_ends, strict=True))
    evaluation = evaluate_files(tmp_path, DELAY, {"a.csv": export})
    assert evaluation.verdicts("d")["id"].tolist() == ["1", "3"]
    assert codes(evaluation) == [("bad_datetime", 3)]


def test_a_long_cell_hinders_no_message(tmp_path: Path) -> None:
    """A cell of 200,000 characters is read, and the line of a rejected row behind it is found."""
    long = "x" * 200_000
    evaluation = evaluate_files(
        tmp_path, DELAY, {"a.csv": f"{HEADER}1;01/02/2008 10:00;;{long}\n2;01/02/2008 10:00;?;x\n"}
    )
    assert codes(evaluation) == [("bad_datetime", 3)]


@pytest.mark.parametrize(
    "content",
    [
        b"id;r;t\r\n" + records(1, 500, b"\r\n") + records(501, 1000, b"\n"),
        b"id;r;t\n" + records(1, 500, b"\n") + records(501, 1000, b"\r\n"),
        b"id;r;t\r\n" + records(1, 400, b"\r\n") + records(401, 402, b"\n") + records(403, 1000, b"\r\n"),
        b"id;r;t\n" + records(1, 990, b"\n") + records(991, 1000, b"\r"),
        b'id;r;"a\nb";t\r\n' + b"".join(b"%d;01/02/2008;x;y\r\n" % number for number in range(1, 1001)),
    ],
    ids=["CRLF then LF", "LF then CRLF", "two LF", "CR at the end", "LF inside the header"],
)
def test_mixed_line_ends_lose_no_record(content: bytes, tmp_path: Path) -> None:
    """A file put together from two systems holds a thousand records, and a thousand are counted."""
    assert count(tmp_path, {"x.csv": content}) == (1000, 0, Fraction(1000))


@pytest.mark.parametrize("name", [b"x.csv", b"x_\xe9.csv"], ids=["x.csv", "a name that is not UTF-8"])
@pytest.mark.parametrize("rejected", [0, 1])
def test_carriage_returns_far_behind_the_start_end_lines_too(name: bytes, rejected: int, tmp_path: Path) -> None:
    """Behind 20,000 lines (400 KB) with LF, ten end with CR: 20,010 records, of an export that stays as it was."""
    content = b"id;r;t\n" + records(1, 20_000, b"\n") + records(20_001, 20_010, b"\r")
    if rejected:
        content = content.replace(b'\n77;01/02/2008;"q"', b'\n77;01/02/2008;"q"x')
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / os.fsdecode(name)
    path.write_bytes(content)
    (tmp_path / "rules.yaml").write_text(COUNTED, encoding="utf-8")
    cases = evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path / "data", period="2008").cases["s"]
    assert (cases.rows, cases.rejected, cases.files[0].sha256) == (
        20_010,
        rejected,
        hashlib.sha256(content).hexdigest(),
    )
    assert path.read_bytes() == content


def test_mixed_line_ends_beside_a_malformed_record_lose_no_record(tmp_path: Path) -> None:
    """A quote out of place hides which line ends stand inside quotes: of 20 records, only its own is rejected."""
    content = b"id;r;t\n" + records(1, 9, b"\r\n") + b'10;01/02/2008;"q"x\r\n' + records(11, 20, b"\n")
    rules = COUNTED.replace("}}, }}", "}}, max_rejected: 50%}}")
    assert count(tmp_path, {"x.csv": content}, rules) == (20, 1, Fraction(19))
