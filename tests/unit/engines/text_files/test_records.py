from __future__ import annotations

import itertools
from dataclasses import asdict
from pathlib import Path

import pytest

from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.records import RecordCounter, count_records

HEADER = Header(places={"id": 0}, texts={"id": "id"}, width=2, line=1, start=0)
LINES = [b"id;t\n", b'1;"a\n', b'b;c"\n', b"\n", b"2;\xc3\xa9\r\n"]


def count_runs(runs: list[bytes]) -> RecordCounter:
    """Count lines that come in these runs."""
    counter = RecordCounter.below(HEADER, ";")
    for run in runs:
        counter.add(run)
    return counter


def test_records_are_counted_alike_however_the_lines_are_cut_into_runs() -> None:
    """Five lines are three records, the second over two lines; each of the sixteen ways to cut them says so."""
    for is_cut in itertools.product([False, True], repeat=len(LINES) - 1):
        runs = [LINES[0]]
        for line, cut in zip(LINES[1:], is_cut, strict=True):
            runs[-1:] = [runs[-1], line] if cut else [runs[-1] + line]
        found = asdict(count_runs(runs).result(Path("x.csv")))
        del found["_pieces"]
        assert found == {
            "path": Path("x.csv"),
            "records": 3,
            "is_sound": True,
            "breaks_lines": True,
            "broken_cells": frozenset({1}),
            "holds_nul": False,
            "odd_blanks": False,
            "leaves_nfc": False,
            "like_records": (3, 1),  # `b;c` has as many delimiters as the header
            "empty_lines": 2,  # line 4; and line 3 begins no record
            "longest": 11,  # lines 2 to 4
            "ends": 4,  # all lines but the second, whose end is in quotes
            "crlf_ends": 1,
            "has_lone_returns": False,
        }


@pytest.mark.parametrize(
    "line",
    [b'1;"a"b\n', b'1;"a\n', b"1;\xe9\n", b"1;\xc3"],
    ids=["text behind a quote", "an open quote", "no UTF-8", "half of a character at the end"],
)
def test_a_file_that_holds_a_malformed_record_is_not_sound(line: bytes) -> None:
    """One quote out of place, or one byte that is not UTF-8, makes all counts worthless."""
    assert count_runs([LINES[0], b"0;a\n"]).result(Path("x.csv")).is_sound
    assert not count_runs([LINES[0], line]).result(Path("x.csv")).is_sound


def test_bytes_that_the_scanner_must_know_of_are_noted() -> None:
    """A NUL, and a blank such as a no-break space or a tab, each in one run of two."""
    assert count_runs([LINES[0], b"1;a\0\n", b"2;b\n"]).holds_nul
    for blank in ("\u00a0", "\u202f", "\t"):
        assert count_runs([LINES[0], f"1;a{blank}\n".encode(), b"2;b\n"]).odd_blanks
    assert not count_runs([LINES[0], b"1;a b\r\n"]).odd_blanks


def test_a_carriage_return_that_stands_alone_ends_the_count() -> None:
    """The file is read again with other line ends: what comes behind is not counted any more."""
    counter = count_runs([LINES[0], b"1;a\rb\n", b"2;b\n", b"3;c\n"])
    assert counter.has_lone_returns
    assert counter.records == 2


def test_lines_above_the_header_count_as_lines_and_for_the_sha256(tmp_path: Path) -> None:
    """Of a title of two lines all bytes are given to the digest, and the first record stands on line 4."""
    path, read = tmp_path / "x.csv", bytearray()
    path.write_bytes(b"Dossiers;\nle 3\nid;t\n1;a\n2;b\n")
    header = Header(places={"id": 0}, texts={"id": "id"}, width=2, line=3, start=15)
    found = count_records(path, header, ";", digest=read.extend)
    assert bytes(read) == path.read_bytes()
    assert (found.records, found.lines_of([1, 2])) == (3, [4, 5])


def test_a_record_of_many_runs_is_found_again_whole(tmp_path: Path) -> None:
    """A cell of 100,000 lines (900 KB) is read in several runs; its record and the next one come back byte by byte."""
    long = b'1;"' + b"a line;x\n" * 100_000 + b'"\n'
    path = tmp_path / "x.csv"
    path.write_bytes(b"id;t\n" + long + b"2;b\n")
    found = count_records(path, HEADER, ";")
    assert (found.records, found.longest, found.like_records) == (3, len(long), (3, 99_999))
    assert list(found.records_of([0, 1, 2])) == [b"id;t\n", long, b"2;b\n"]
    assert found.lines_of([0, 1, 2]) == [1, 2, 100_003]


def test_records_that_end_alike_do_so_whatever_their_cells_hold(tmp_path: Path) -> None:
    """Line feeds in cells do not count; one record that ends with another line end does."""
    path = tmp_path / "x.csv"
    for content, is_alike in [
        (b'id;t\r\n1;"a\nb"\r\n', True),
        (b'id;t\n1;"a\r\nb"\n', True),
        (b"id;t\r\n1;a\n", False),
    ]:
        path.write_bytes(content)
        assert count_records(path, HEADER, ";").ends_alike is is_alike
