from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from gpj_kpi.engines.duckdb.plain import plain_columns, plain_records
from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.records import count_records
from gpj_kpi.rules import Column, Source

COLUMNS = {
    "id": Column(header="id", type="text", required=True),
    "day": Column(header="day", type="date", format=("%d/%m/%Y",)),
    "at": Column(header="at", type="datetime", format=("%d/%m/%Y %H:%M",)),
    "whole": Column(header="whole", type="integer", scale=(-10, 10**10)),
    "word": Column(header="word", type="text", values=("a", "b")),
    "who": Column(header="who", type="text", personal=True),
}
SOURCE = Source(label="x", files=("x.csv",), key=("id",), columns=COLUMNS)
HEADER = Header(
    places={id_: place for place, id_ in enumerate(COLUMNS)},
    texts={id_: id_ for id_ in COLUMNS},
    width=len(COLUMNS),
    line=1,
    start=0,
)


def read(record: str, folder: Path) -> tuple[bool, tuple[object, ...]]:
    """Whether a record is plain, and its columns as they leave the engine."""
    (folder / "x.csv").write_text(f"{';'.join(COLUMNS)}\n{record}\n", encoding="utf-8", newline="")
    query = plain_records([count_records(folder / "x.csv", HEADER, ";")], SOURCE, HEADER, "Europe/Paris")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS {query}")
        ((is_plain, *cells),) = (
            connection.table("t").project(f"_plain, {', '.join(plain_columns(SOURCE, as_read=False))}").fetchall()
        )
    return is_plain, tuple(cells)


SOUND = "1;02/01/1970;01/01/1970 00:01;7;a;Dupond"


def test_a_plain_record_is_typed_at_once(tmp_path: Path) -> None:
    """Days, microseconds with their day, whole numbers and words; personal cells stay behind."""
    assert read(SOUND, tmp_path) == (True, ("1", 1, 60_000_000, 0, 7, "a"))
    assert read("1;;;;;", tmp_path) == (True, ("1", None, None, None, None, None))


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("1 ;02/01/1970;01/01/1970 00:01;7;a;x", "a blank at the end of a text"),
        ("1;02/01/1970 ;01/01/1970 00:01;7;a;x", "a blank behind a date, which strptime passes over"),
        ("1;02/01/1970;01/01/1970  0:01;7;a;x", "two blanks, which strptime takes for one"),
        ("1;31/02/1970;01/01/1970 00:01;7;a;x", "a day that does not exist"),
        ("1;01/01/1949;01/01/1970 00:01;7;a;x", "a day out of range"),
        ("1;02/01/1970;01/01/1960 00:01;7;a;x", "a moment that four bytes do not hold: they begin in 1970"),
        ("1;02/01/1970;08/02/2106 00:01;7;a;x", "a moment that four bytes do not hold: they end on 7 February 2106"),
        ("1;02/01/1970;01/01/1970 00:01;2147483648;a;x", "a number that four bytes do not hold"),
        ("1;02/01/1970;01/01/1970 00:01;-11;a;x", "a number off the scale"),
        ("1;02/01/1970;01/01/1970 00:01;7;c;x", "a word that is not declared"),
        (";02/01/1970;01/01/1970 00:01;7;a;x", "a key that is missing"),
        ("1;02/01/1970;01/01/1970 00:01;7;a", "a cell too few"),
        ("1;02/01/1970;01/01/1970 00:01;7;a;x;", "a cell too many"),
        (";".join(COLUMNS), "the header again"),
    ],
)
def test_any_other_record_is_left_to_the_exact_sql(record: str, reason: str, tmp_path: Path) -> None:
    """A record with a fault, or with a cell that needs cleaning or more than four bytes, is not plain."""
    is_plain, _ = read(record, tmp_path)
    assert not is_plain, reason


@pytest.mark.parametrize(
    ("record", "cells"),
    [
        ("1;2/1/1970;1/1/1970 0:01;-7;a;", ("1", 1, 60_000_000, 0, -7, "a")),  # without zeros
        ("1;01/01/1950;07/02/2106 06:28;+2147483647;b;", ("1", -7305, 4294967280 * 10**6, 49710, 2147483647, "b")),
    ],
)
def test_records_that_are_plain_to_their_last_digit(record: str, cells: tuple[object, ...], tmp_path: Path) -> None:
    """Dates without zeros are plain, and so are the last values that four bytes hold."""
    assert read(record, tmp_path) == (True, cells)
