from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sqlite3
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from gpj_kpi.engines.text_files.kinds import is_named_gz, why_not_csv

CSV = b"id;r\n1;01/02/2008\n"


def _zip() -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        archive.writestr("a.csv", CSV)
    return found.getvalue()


def _sqlite() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE t (id TEXT)")
        return connection.serialize()


def _parquet() -> bytes:
    return pd.DataFrame({"id": ["1"]}).to_parquet()


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (_zip(), "a spreadsheet (.xlsx, .ods) or an archive (.zip), not CSV"),
        (_sqlite(), "a database (SQLite), not CSV. Export the table as CSV."),
        (_parquet(), "a Parquet file"),
        (bz2.compress(CSV), "compressed by bzip2"),
        (lzma.compress(CSV), "compressed by xz"),
        (gzip.compress(CSV, mtime=0), "is compressed by gzip. Give it a name that ends in .gz."),
        (pd.DataFrame({"id": ["1"]}).to_html().encode(), "HTML or XML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "HTML or XML"),
        (pd.DataFrame({"id": ["1"]}).to_json(orient="records").encode(), "JSON"),
        (b'{"id": "1"}', "JSON"),
    ],
    ids=["zip", "sqlite", "parquet", "bz2", "xz", "gzip", "html", "xml behind a mark", "json list", "json"],
)
def test_what_other_programs_write_is_refused_with_what_it_is(start: bytes, words: str) -> None:
    """Files written by the library of their kind are named, with what to do."""
    reason = why_not_csv(start, is_named_gz=False)
    assert reason is not None
    assert words in reason


@pytest.mark.parametrize(
    "start",
    [
        CSV,
        b"",
        b"PK;r\n1;x\n",
        b"{id};r\n1;x\n",
        b"[1];r\n",
        b"<1 h;>1 h\n1;2\n",
        b"BZ;r\n",
        "\ufeffid;r\n".encode("utf-16"),
    ],
)
def test_a_file_is_csv_unless_its_first_bytes_say_otherwise(start: bytes) -> None:
    """Headings that begin like another kind of file, and other encodings, are left to be read."""
    assert why_not_csv(start, is_named_gz=False) is None


def test_gzip_goes_by_name_and_bytes_together() -> None:
    """A name in .gz, in whatever letters, without such bytes is refused as the bytes are without the name."""
    assert is_named_gz(Path("A.CSV.GZ"))
    assert not is_named_gz(Path("a.gz.csv"))
    assert why_not_csv(gzip.compress(CSV), is_named_gz=True) is None
    assert why_not_csv(CSV, is_named_gz=True) == "is not compressed by gzip. Take .gz off its name."
