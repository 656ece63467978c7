"""The fast SQL and the exact SQL on the same cells: where the fast one takes a record for plain, both give the same."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpj_kpi.engines.duckdb.codes import create_codes
from gpj_kpi.engines.duckdb.plain import exact_columns, plain_columns, plain_records
from gpj_kpi.engines.duckdb.sql import typed_records
from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.records import count_records
from gpj_kpi.rules import CodedColumn, Column, Source

COLUMNS = {
    "id": Column(header="Id", type="text", required=True),
    "free": Column(header="Free", type="text"),
    "channel": Column(header="Channel", type="text", values=("a b", "É", "x")),
    "day": Column(header="Day", type="date", format=("%d/%m/%Y",)),
    "days": Column(header="Days", type="datetime", format=("%d%m%Y",)),
    "at": Column(header="At", type="datetime", format=("%d/%m/%Y %H:%M:%S",), required=True),
    "then": Column(header="Then", type="datetime", format=("%d/%m/%Y %H:%M:%S.%f",)),
    "either": Column(header="Either", type="datetime", format=("%Y-%m-%d %H:%M", "%d/%m/%y %H:%M")),
    "zoned": Column(header="Zoned", type="datetime", format=("%Y-%m-%dT%H:%M:%S%z",)),
    "count": Column(header="Count", type="integer", scale=(0, 50)),
    "number": Column(header="Number", type="integer"),
    "score": Column(header="Score", type="number"),
    "share": Column(header="Share", type="number", percent=True),
    "answer": Column(header="Answer", type="integer", scores=(("a b", Fraction(4)), ("É", Fraction(3 * 10**8 * 10)))),
    "grade": Column(
        header="Grade",
        type="number",
        scores=(("7", Fraction(1, 4)), ("été", Fraction(-2))),
        scale=(-3, 1),
        required=True,
    ),
    "flag": Column(header="Flag", type="boolean", true_values=("oui",), false_values=("non",)),
    "who": Column(header="Who", type="text", personal=True),
    "whom": Column(header="Whom", type="text", personal=True, required=True),
    "caller": CodedColumn(header="Caller", type="text", personal=True),
    "owner": CodedColumn(header="Owner", type="text", personal=True, values=("a b", "É", "x")),
    "phone": CodedColumn(header="Phone", type="integer", personal=True),
    "born": CodedColumn(header="Born", type="date", format=("%d/%m/%Y",), personal=True),
    "called": CodedColumn(header="Called", type="datetime", format=("%d/%m/%Y %H:%M:%S",), personal=True),
}
SOURCE = Source(
    label="Cases",
    files=("x.csv",),
    delimiter=";",
    encoding="utf-8",
    decimal=",",
    thousands=" ",
    null_values=("NULL", "01/01/1900", "0", "néant"),
    key=("id",),
    on_duplicate="last",
    max_rejected=Fraction(1),
    columns=COLUMNS,
)
HEADER = Header(
    places={id_: number for number, id_ in enumerate(COLUMNS)},
    texts={id_: column.header for id_, column in COLUMNS.items()},
    width=len(COLUMNS),
    line=1,
    start=0,
)
TELLING = {
    "id": ["K1", " K1", "K1 ", "É", "E\u0301", "Id", "NULL"],
    "free": [
        "text",
        "re\u0301gle",
        "a\u2019b",
        "néant",
        "ne\u0301ant",
        "a\nb",
        "\ta",
        "a\u00a0",
        "\u202fa",
        "\ufeff",
        "NULL",
        "a\r\nb",
        "\0",
    ],
    "channel": ["a b", "É", "E\u0301", "x", "X", " x", "x ", "y"],
    "day": [
        "01/02/2008",
        "1/02/2008",
        "31/02/2008",
        "01/01/1900",
        "01/02/2208",
        " 1/02/2008",
        "01/02/208\t",
        "\n1/2/2008",
    ],
    "days": ["01022008", "infinity", "epoch"],
    "at": [
        "01/02/2008 10:00:00",
        "1/2/2008 1:00:00",
        "01/02/2008 \t1:00:00",
        "01/02/2008 10:00:0\t",
        "01/02/2008\t10:00:00",
        "\t1/02/2008 10:00:00",
        "01/02/2008\n10:00:00",
        "\n1/02/2008 10:00:00",
        "01/02/2008 1:00:00\n",
        "01/02/2008 10:00:0",
        "1/02/2008 1:0:00",
        "01/02/1969 10:00:00",
        "01/02/2150 10:00:00",
        "29/02/2007 10:00:00",
    ],
    "then": ["01/02/2008 10:00:00.5", "01/02/1969 10:00:00.123456", "NULL"],
    "either": ["2008-02-01 10:00", "01/02/08 10:00", "2008-2-1 1:00", "01/02/2008 10:00"],
    "zoned": [
        "2008-02-01T10:00:00+01:00",
        "2008-02-01T10:00:00Z",
        "2008-02-01T10:00:00z",
        "1949-12-31T23:30:00Z",
        "1949-12-31T22:30:00Z",
        "2199-12-31T23:30:00Z",
        "2008-02-01T10:00:00",
    ],
    "count": ["0", "7", "+7", "007", "51", "-1", "1 000", "1e1", "1,0", "7 ", "9" * 9, "9" * 10, "9" * 16],
    "number": ["0", "2147483648", "-2147483649", "999999999999999"],
    "score": ["4,25", "4.25", "-0,5", "1 000,5", "4,2500000", ",5", "NULL"],
    "share": ["97,5 %", "97,5%", "97,5", "97,5\u00a0%", "0"],
    "answer": ["a b", "É", "E\u0301", " a b", "a b\u00a0", "4", "7", "NULL", "0"],
    "grade": ["7", "été", "e\u0301te\u0301", "7 ", "07", "", "NULL"],
    "flag": ["oui", "non", "Oui", "oui "],
    "who": ["", "x", " ", "NULL", "ne\u0301ant"],
    "whom": ["", "x", " ", "NULL", "ne\u0301ant"],
    "caller": ["text", " text", "re\u0301gle", "réglé", "a\nb", "a\r\nb", "NULL", "\0"],
    "owner": ["a b", "É", "E\u0301", "x ", "y"],
    "phone": ["7", "007", "+7", "1 000", "2147483648", "x"],
    "born": ["01/02/2008", "1/02/2008", "01/01/1900"],
    "called": ["01/02/2008 10:00:00", "1/2/2008 1:00:00", "01/02/2150 10:00:00"],
}


def cell(id_: str) -> st.SearchStrategy[str]:
    """A cell of a column: of its kind, of another kind, or almost so."""
    of_kind = st.sampled_from([*TELLING[id_], "", " "])
    other = st.sampled_from([text for texts in TELLING.values() for text in texts])
    near = st.text(alphabet="0123456789/: \t\u00a0-,.+%NULkKée\u0301\n", max_size=20)
    return st.one_of(of_kind, of_kind, of_kind, other, near)


RECORDS = st.lists(st.tuples(*(cell(id_) for id_ in COLUMNS)), min_size=20, max_size=60)


def quoted(text: str) -> str:
    """A cell as RFC 4180 writes it, in quotes."""
    return f'"{text}"'


def read(query: str, columns: list[str]) -> list[tuple[object, ...]]:
    """Some columns of the records that a query reads, in the order of the file."""
    with duckdb.connect() as connection:
        create_codes(connection, "5a1")
        connection.execute(f"CREATE TABLE records AS {query}")
        return connection.execute(f"SELECT {', '.join(columns)} FROM records ORDER BY rowid").fetchall()  # noqa: S608


def compare(path: Path, records: Sequence[Sequence[str]]) -> None:
    """Each plain record has the values of the exact SQL and no fault there; its place is the same."""
    lines = [";".join(COLUMNS[id_].header for id_ in COLUMNS), *(";".join(map(quoted, record)) for record in records)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
    found = count_records(path, HEADER, ";")
    plain = read(
        plain_records([found], SOURCE, HEADER, "Europe/Paris"), ["_plain", *plain_columns(SOURCE, as_read=True)]
    )
    exact = read(typed_records(found, SOURCE, HEADER, "Europe/Paris"), ["_fault", *exact_columns(SOURCE, as_read=True)])
    assert len(plain) == len(exact) == len(records)
    for record, (is_plain, *values), (fault, *exact_values) in zip(records, plain, exact, strict=True):
        if is_plain:
            assert fault is None, record
            assert values == exact_values, record


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS)
def test_a_plain_record_is_what_the_exact_sql_makes_of_it(records: list[tuple[str, ...]], tmp_path: Path) -> None:
    """Whatever stands in a record, it is plain only if the exact SQL gives the same."""
    compare(tmp_path / "x.csv", records)


ORDINARY = {
    "id": "K1",
    "free": "some text",
    "channel": "É",
    "day": "01/02/2008",
    "days": "01022008",
    "at": "01/02/2008 10:00:00",
    "then": "01/02/2008 10:00:00.250",
    "either": "2008-02-01 10:00",
    "zoned": "2008-02-01T10:00:00+01:00",
    "count": "7",
    "number": "12",
    "score": "4,25",
    "share": "97,5 %",
    "answer": "a b",
    "grade": "été",
    "flag": "oui",
    "who": "",
    "whom": "x",
    "caller": "0612345678",
    "owner": "É",
    "phone": "612345678",
    "born": "01/02/2008",
    "called": "01/02/2008 10:00:00",
}
ODD_BLANKS = "\t\u00a0\u202f\ufeff\u0301"
"""The last one is no blank: an accent that stands apart from its letter."""


@pytest.mark.parametrize("left_out", ["", ODD_BLANKS, f"{ODD_BLANKS}\r\n"], ids=["none", "odd blanks", "all blanks"])
def test_a_record_with_one_odd_cell_is_what_the_exact_sql_makes_of_it(left_out: str, tmp_path: Path) -> None:
    """An ordinary record with each odd text in each column; without such blanks and accents the SQL is simpler."""
    in_spaces = str.maketrans(left_out, " " * len(left_out))
    odd = [text.translate(in_spaces) for texts in TELLING.values() for text in texts if "\0" not in text]
    records = [tuple((ORDINARY | {id_: text}).values()) for id_ in COLUMNS for text in odd]
    compare(tmp_path / "x.csv", records)
    found = count_records(tmp_path / "x.csv", HEADER, ";")
    is_odd = not left_out
    assert (found.odd_blanks, found.leaves_nfc, found.breaks_lines) == (is_odd, is_odd, "\n" not in left_out)


def test_ordinary_cells_are_plain(tmp_path: Path) -> None:
    """The fast SQL is of use: cells as programs write them are plain, empty ones too."""
    empty = tuple("" if id_ not in {"id", "at", "whom", "grade"} else text for id_, text in ORDINARY.items())
    path = tmp_path / "x.csv"
    lines = [";".join(column.header for column in COLUMNS.values()), ";".join(ORDINARY.values()), ";".join(empty)]
    path.write_text("\n".join(lines), encoding="utf-8")
    query = plain_records([count_records(path, HEADER, ";")], SOURCE, HEADER, "Europe/Paris")
    assert read(query, ["_plain"]) == [(True,), (True,)]
