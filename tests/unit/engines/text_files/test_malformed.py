from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_runs import AT, codes, evaluate_files, rule_text

from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.malformed import Malformed, SoundCopy, copy_sound_records
from gpj_kpi.rules import Column, Source

SOURCE = Source(
    label="x", files=("x.csv",), key=("id",), columns={"id": Column(header="id", type="text", required=True)}
)
EXPORT = """Dossiers
id;r

1;a
2;"b"x
"c
d";e
4;f;g
5;"h
"""
"""The header stands on line 2; line 5 has text behind a quote, line 8 a cell too many, line 9 an open quote."""
ALL_ALLOWED = "max_rejected: 100%"
DELAY = rule_text(
    {"r": AT, "b": AT, "v": "type: text"},
    {"d": "measure: {kind: delay, from: r, to: b, limit: 10 jours ouvrés}"},
    source=ALL_ALLOWED,
)
HEADER = "id;r;b;v\n"
SOUND = "1;01/02/2008 10:00;04/02/2008 10:00;x\n"


def copy(content: bytes, folder: Path, source: Source = SOURCE) -> tuple[SoundCopy, bytes]:
    """Set apart what cannot be split in a file whose header stands on line 2; give the copy, and its bytes."""
    path = folder / "x.csv"
    path.write_bytes(content)
    header = Header(places={"id": 0}, texts={"id": "id"}, width=2, line=2, start=content.index(b"\n") + 1)
    return copy_sound_records(path, header, source, folder / "copy.csv"), (folder / "copy.csv").read_bytes()


def test_malformed_records_are_named_and_the_others_copied(tmp_path: Path) -> None:
    """Three records are sound, the header among them; of each other one its line, its lines and its fault are known."""
    found, copied = copy(EXPORT.encode(), tmp_path)
    assert copied == b'id;r\n1;a\n"c\nd";e\n'
    assert found.malformed == (
        Malformed(5, 1, "stray_quote"),
        Malformed(8, 1, "too_many_cells"),
        Malformed(9, 1, "unclosed_quote"),
    )
    # Lines of the copy, which are 1, 2 and 3 to 4.
    assert found.physical_lines([1, 2, 3, 4]) == [2, 4, 6, 7]


def test_bytes_that_are_not_utf8_are_malformed_with_their_record(tmp_path: Path) -> None:
    """A record over two lines, the second of which holds such a byte, is left out whole."""
    found, copied = copy(b'x\nid;r\n1;"a\n\xe9"\n2;b\n', tmp_path)
    assert (found.malformed, copied) == ((Malformed(3, 2, "undecodable_bytes"),), b"id;r\n2;b\n")


def test_cells_that_hold_bare_quotes_are_quoted_in_the_copy(tmp_path: Path) -> None:
    """RFC 4180 doubles a quote, and puts its cell in quotes; a cell in quotes beside it stays as it is."""
    found, copied = copy(b'x\nid;r\n1 "a";"b;""c"""\n', tmp_path)
    assert (found.malformed, copied) == ((), b'id;r\n"1 ""a""";"b;""c"""\n')


def test_a_delimiter_at_the_end_is_no_cell_where_it_is_declared(tmp_path: Path) -> None:
    """With `trailing_delimiter` a record may have one more, and no two."""
    content = b"x\nid;r;\n1;a;\n2;b;;\n\xff\n"
    source = SOURCE.model_copy(update={"trailing_delimiter": True})
    found, _ = copy(content, tmp_path, source)
    assert [(bad.line, bad.code) for bad in found.malformed] == [(4, "too_many_cells"), (5, "undecodable_bytes")]


@pytest.mark.parametrize(
    ("label", "records", "rows", "expected"),
    [
        (
            "too few cells",
            "2;01/02/2008 10:00\n3;01/02/2008 10:00;?;x\n",
            3,
            [("too_few_cells", 3), ("bad_datetime", 4)],
        ),
        (
            "too many cells",
            "2;01/02/2008 10:00;;x;y\n3;01/02/2008 10:00;?;x\n",
            3,
            [("too_many_cells", 3), ("bad_datetime", 4)],
        ),
        ("an empty cell too many", "2;01/02/2008 10:00;;x;\n", 2, [("too_many_cells", 3)]),
        ("two empty cells too many", "2;01/02/2008 10:00;;x;;\n", 2, [("too_many_cells", 3)]),
        ("cut at the end", "2;01/02/2008 10:00", 2, [("too_few_cells", 3)]),
        (
            "text behind a quote",
            '2;01/02/2008 10:00;;"a"b\n3;01/02/2008 10:00;?;x\n',
            3,
            [("stray_quote", 3), ("bad_datetime", 4)],
        ),
        ("blanks only", "   \n3;01/02/2008 10:00;?;x\n", 3, [("too_few_cells", 3), ("bad_datetime", 4)]),
        ("empty lines", "\n\n2;01/02/2008 10:00;?;x\n\n", 2, [("bad_datetime", 5)]),
        ("line breaks in quotes", '2;01/02/2008 10:00;;"a\nb\nc"\n3;01/02/2008 10:00;?;x\n', 3, [("bad_datetime", 6)]),
        ("doubled quotes", '2;01/02/2008 10:00;;"a""b;c"\n3;01/02/2008 10:00;?;x\n', 3, [("bad_datetime", 4)]),
        ("a quote inside", '2;01/02/2008 10:00;;a"b\n3;01/02/2008 10:00;?;x\n', 3, [("bad_datetime", 4)]),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value and ";" not in value else "",
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_records_that_do_not_fit_are_rejected_where_they_stand(
    line_end: str, label: str, records: str, rows: int, expected: list[tuple[str, int]], tmp_path: Path
) -> None:
    """Each record that cannot be split is one rejected row, named by its first line, and hides no other."""
    export = (HEADER + SOUND + records).replace("\n", line_end)
    evaluation = evaluate_files(tmp_path, DELAY, {"a.csv": export})
    assert codes(evaluation) == expected, label
    (source,) = evaluation.cases.values()
    assert (source.rows, source.rejected, source.cases) == (rows, len(expected), rows - len(expected))


def test_an_unclosed_quote_is_refused_unless_everything_is_allowed(tmp_path: Path) -> None:
    """With max_rejected 100% nothing is refused for its rejected rows."""
    export = f'{HEADER}{SOUND}2;01/02/2008 10:00;;"a\n3;01/02/2008 10:00;;x\n4;01/02/2008 10:00;;x\n'
    evaluation = evaluate_files(tmp_path, DELAY, {"a.csv": export})
    assert codes(evaluation) == [("unclosed_quote", 3)]
