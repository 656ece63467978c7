"""What a compressed file may unpack to."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from gpj_kpi.engines.text_files import unpacking
from gpj_kpi.engines.text_files.unpacking import open_unpacked
from gpj_kpi.errors import ExportError
from gpj_kpi.sniff.run import sniff

ROW = b"1;01/02/2008;yes\n"


def read(path: Path, most: int | None = None) -> int:
    """Unpack a file; give the number of bytes."""
    with path.open("rb") as raw, open_unpacked(path, raw, "a.csv.gz", most=most) as file:
        return sum(map(len, iter(lambda: file.read(1000), b"")))


def test_no_more_is_unpacked_than_the_bound(tmp_path: Path) -> None:
    """The bound itself may be reached; one byte more is refused, and several members count together."""
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"x" * 2500) + gzip.compress(b"y" * 1000))
    assert read(path, most=3500) == 3500
    with pytest.raises(ExportError, match=r"^a\.csv\.gz: unpacks to more than 3\.4 kB.*`max_unpacked: 7KB`") as refused:
        read(path, most=3499)
    assert refused.value.issues[0].code == "unpacks_too_large"


def test_the_bound_goes_by_the_size_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default a file may unpack to a hundred times its size, or to 10 GB if that is more."""
    assert unpacking.LEAST_BOUND == 10_000_000_000
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"x" * 200_000))
    size = path.stat().st_size
    assert 100 * size < 200_000
    assert read(path) == 200_000
    monkeypatch.setattr(unpacking, "LEAST_BOUND", 150_000)
    with pytest.raises(ExportError, match="unpacks to more than 150 kB"):
        read(path)
    monkeypatch.setattr(unpacking, "LEAST_BOUND", 1)
    with pytest.raises(ExportError, match=f"more than {100 * size // 100 / 10:g} kB"):
        read(path)


def test_what_is_not_compressed_has_no_bound(tmp_path: Path) -> None:
    """It takes no more room than it has."""
    path = tmp_path / "a.csv"
    path.write_bytes(ROW * 10)
    assert read(path, most=1) == 10 * len(ROW)


def test_sniff_is_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes through the whole file."""
    path = tmp_path / "calls.csv.gz"
    path.write_bytes(gzip.compress(b"id;day;answered\n" + ROW * 10_000))
    monkeypatch.setattr(unpacking, "LEAST_BOUND", 100_000)
    with pytest.raises(ExportError, match=r"^calls\.csv\.gz: unpacks to more than 100 kB.* unpack it, and give"):
        sniff(path)
