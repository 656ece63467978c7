from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.unit.sniff.exports import CLAIMS, ID, Shown, claims, require_declared

from gpj_kpi.errors import ExportError
from gpj_kpi.sniff.contents import read_contents

EXPORTS = {
    "ascii": Shown(
        "ref,day\nA1,2008-02-13\nA2,2008-02-14\n",
        "delimiter: ',', key: ref",
        {"ref": ID, "day": "type: date, format: '%Y-%m-%d', required: true"},
        2,
        comments=("no accent in this file: it might as well be cp1252",),
    ),
    "utf-8 with a mark": claims("encoding: utf-8-sig", encoding="utf-8-sig"),
    "cp1252": claims("encoding: cp1252", encoding="cp1252"),
    "cp1252, euro and oe": claims("encoding: cp1252", text=CLAIMS.replace("internet", "sœur, 5 €"), encoding="cp1252"),
    "latin-1": claims(
        "encoding: latin-1",
        text=CLAIMS.replace("internet", "a\x81b"),
        encoding="latin-1",
        comments=("bytes that cp1252 does not have",),
    ),
    "utf-16": claims("encoding: utf-16", encoding="utf-16"),
    "gzip": claims(text=gzip.compress(CLAIMS.encode()), name="essai.csv.gz"),
    "utf-8 with a few stray bytes": claims(
        "max_rejected: 20%",
        text=CLAIMS.encode().replace(b"internet", b"fen\xeatre") + b"A4;16/02/2008;fax\nA5;17/02/2008;fax\n",
        rows=5,
        rejected=1,
        comments=(
            "some bytes are not utf-8: their rows are rejected",
            "1 record cannot be read (undecodable bytes): line 3.",
            "1 of 5 rows is rejected",
        ),
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


def _read(folder: Path, content: bytes) -> tuple[str, str]:
    (folder / "a.csv").write_bytes(content)
    found = read_contents(folder / "a.csv")
    return found.encoding, found.head


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"a;b\n", "utf-8"),
        ("é;b\n".encode(), "utf-8"),
        ("é;b\n".encode("utf-8-sig"), "utf-8-sig"),
        ("é;b\n".encode("cp1252"), "cp1252"),
        ("é;b\n".encode("utf-16"), "utf-16"),
        ("é;\x81\n".encode("latin-1"), "latin-1"),
    ],
)
def test_every_byte_has_a_say_in_the_encoding(content: bytes, encoding: str, tmp_path: Path) -> None:
    """The text is that of the encoding, without its mark."""
    found, head = _read(tmp_path, content)
    assert found == encoding
    assert head.endswith("\n")
    assert "\ufeff" not in head


def test_a_long_file_is_not_held_whole(tmp_path: Path) -> None:
    """Of eight megabytes the first is kept, and seventeen pieces at most; the last one ends the file."""
    (tmp_path / "a.csv").write_bytes(b"".join(b"%09d\n" % number for number in range(800_000)))
    found = read_contents(tmp_path / "a.csv")
    assert not found.is_whole
    assert len(found.head) == 1 << 20
    assert 2 < len(found.pieces) <= 17
    assert found.pieces[-1].endswith("000799999\n")


def test_a_late_byte_tells_the_encoding_too(tmp_path: Path) -> None:
    """An accent of cp1252 in the second megabyte: the file is no utf-8."""
    assert _read(tmp_path, b"a;b\n" * 400_000 + b"\xe9t\xe9;b\n")[0] == "cp1252"


def test_what_holds_no_text_is_refused(tmp_path: Path) -> None:
    """By its first bytes, whatever its name."""
    with pytest.raises(ExportError, match="is a PDF, not CSV"):
        _read(tmp_path, b"%PDF-1.4")
    with pytest.raises(ExportError, match="is empty"):
        _read(tmp_path, b"")


@pytest.mark.parametrize(
    ("content", "has"),
    [(b'a;b\n"say \\"no\\" then";2\n', True), (b'a;b\n"C:\\dir\\";2\n', False), (b'a;b\n"say ""no""";2\n', False)],
)
def test_quotes_behind_a_backslash_are_seen(content: bytes, has: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """A path that ends in a backslash is none."""
    (tmp_path / "a.csv").write_bytes(content)
    assert read_contents(tmp_path / "a.csv").has_backslashes == has
