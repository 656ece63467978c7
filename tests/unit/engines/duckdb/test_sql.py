from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from tests.small_runs import ON, evaluate_files, figures, rule_text

from gpj_kpi.engines.duckdb.sql import literal, matches, scan, typed_records
from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.records import count_records
from gpj_kpi.rules import Column, Source

COLUMNS = {
    "id": Column(header="id", type="text", required=True),
    "day": Column(header="day", type="date", format=("%d/%m/%Y",)),
    "score": Column(header="score", type="number", scale=(0, 5)),
}
SOURCE = Source(label="x", files=("x.csv",), key=("id",), columns=COLUMNS, decimal=",", null_values=("", "NC"))
HEADER = Header(
    places={id_: place for place, id_ in enumerate(COLUMNS)},
    texts={id_: id_ for id_ in COLUMNS},
    width=len(COLUMNS),
    line=1,
    start=0,
)


def test_a_literal_is_the_text_itself_whatever_it_holds() -> None:
    """Quotes, backslashes and comments are text."""
    for text in ("l'été", "''", "\\'", "'; DROP TABLE t; --", "é\n\u202f", "$1 ? {}"):
        with duckdb.connect() as connection:
            assert connection.sql(f"SELECT {literal(text)}").fetchall() == [(text,)]


def test_a_pattern_is_held_against_the_whole_text() -> None:
    """A text with more before or behind is not of the pattern."""
    with duckdb.connect() as connection:
        texts = "SELECT unnest(['12', 'x12', '12x', '12\n']) AS t"
        found = connection.sql(texts).project(matches("t", "[0-9]+")).fetchall()
    assert found == [(True,), (False,), (False,), (False,)]


def test_cells_are_scanned_as_texts_with_one_column_more(tmp_path: Path) -> None:
    """A record that is short, and one that is long by one, are told by the last columns; no text is null by itself."""
    (tmp_path / "x.csv").write_text('id;day;score\n1;null;""\n2;x\n3;x;y;z\n', encoding="utf-8")
    query = scan([count_records(tmp_path / "x.csv", HEADER, ";")], SOURCE, HEADER)
    with duckdb.connect() as connection:
        assert connection.sql(f"FROM {query}").fetchall() == [
            ("1", "null", "", None),
            ("2", "x", None, None),
            ("3", "x", "y", "z"),
        ]


@pytest.mark.parametrize(
    ("record", "values", "read", "fault", "texts"),
    [
        ("\u00a01 ;2/01/1970;1,5", ("1", 1, 1_500_000), None, None, None),
        ("1;NC;", ("1", None, None), None, None, None),
        ("e\u0301;NC;", ("\u00e9", None, None), "e\u0301", None, None),
        ("1;e\u0301;6", ("1", None, 6_000_000), None, "day:bad_date\x1fscore:off_scale", "e\u0301\x1f6"),
        ("1;31/02/1970;6", ("1", None, 6_000_000), None, "day:bad_date\x1fscore:off_scale", "31/02/1970\x1f6"),
        (" ;;x", (None, None, None), None, "id:missing_value\x1fscore:bad_number", "\x1fx"),
        ("1;01/01/1949;", ("1", -7670, None), None, "day:out_of_range", "01/01/1949"),
        ("1;x", ("1", None, None), None, ":too_few_cells", ""),
        ("1;x;y;z", ("1", None, None), None, ":too_many_cells", ""),
        ("id; day;score", ("id", None, None), None, ":repeated_header", ""),
    ],
)
def test_each_cell_at_fault_is_named_with_what_it_holds(
    record: str, values: tuple[object, ...], read: str | None, fault: str | None, texts: str | None, tmp_path: Path
) -> None:
    """Cells are cleaned, put in NFC and typed; faults and texts, as read, come in the order of the declaration."""
    (tmp_path / "x.csv").write_text(f"id;day;score\n{record}\n", encoding="utf-8")
    query = typed_records(count_records(tmp_path / "x.csv", HEADER, ";"), SOURCE, HEADER, "Europe/Paris")
    with duckdb.connect() as connection:
        assert connection.sql(query).fetchall() == [(*values, read, fault, texts)]


def records(first: int, last: int, end: bytes) -> bytes:
    """Records that end in a quoted cell, numbered, with this line end."""
    return b"".join(b'%d;01/02/2008;"q"' % number + end for number in range(first, last + 1))


def test_file_names_are_names_and_no_patterns(tmp_path: Path) -> None:
    """A file called x_[1].csv or x_*.csv is itself: the scanner must not take its name for a pattern."""
    files = {
        "x_1.csv": b"id;r;t\n" + records(1, 1, b"\n"),
        "x_[1].csv": b"id;r;t\n" + records(2, 3, b"\n"),
        "x_*.csv": b"id;r;t\n" + records(4, 9, b"\n"),
    }
    rules = rule_text({"r": ON, "t": "type: text"}, {"n": "period_by: r, measure: {kind: count}"})
    assert figures(evaluate_files(tmp_path, rules, dict(files)), ["value"]) == [(9,)]


def test_a_source_may_have_any_id(tmp_path: Path) -> None:
    """A source named as a table of the engine is read all the same, from its two files."""
    rules = rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, name="kept")
    files = {"a.csv": "id;r\n1;01/02/2008\n", "b.csv": "id;r\n2;01/02/2008\n"}
    assert figures(evaluate_files(tmp_path, rules, files), ["value"]) == [(2,)]


def test_lists_of_words_in_many_columns_are_read_at_once(tmp_path: Path) -> None:
    """Sixty columns of six words each, and six null words: each cell is one of its words, or rejects its row."""
    words = "values: [a, b, c, d, e, f]"
    rules = rule_text(
        {"r": ON, **{f"v{number}": f"type: text, {words}" for number in range(60)}},
        {"n": "period_by: r, measure: {kind: count}"},
        source='null_values: ["-", "?", n/a, nc, nr, "."], max_rejected: 100%',
    )
    header = ";".join(["id", "r", *(f"v{number}" for number in range(60))])
    rows = [f"{row};01/02/2008;" + ";".join("abcdef-?x"[(row + place) % 9] for place in range(60)) for row in range(9)]
    rows.append("9;01/02/2008;" + ";".join("abcdef"[place % 6] for place in range(60)))
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": "\n".join([header, *rows, ""])})
    assert (evaluation.cases["s"].cases, evaluation.cases["s"].rejected) == (1, 9)
    # Of 9 times 60 cells every ninth is an x.
    assert len(evaluation.issue_list) == 60
