"""Sizes of data: read with their unit, and said in both languages."""

from __future__ import annotations

import pytest

from gpj_kpi.rules.text.faults import RefusedError
from gpj_kpi.rules.text.sizes import read_size, say_size, write_size
from gpj_kpi.sentences.sentence import in_language


@pytest.mark.parametrize(
    ("text", "size"),
    [("50GB", 50 * 10**9), ("1 MB", 10**6), ("800 Mo", 8 * 10**8), ("2ko", 2000), ("999999 tb", 999_999 * 10**12)],
)
def test_a_size_is_a_number_with_its_unit(text: str, size: int) -> None:
    """Units are thousands of each other, in English or French, in any case."""
    assert read_size(text) == size


@pytest.mark.parametrize("value", ["50", 60, "GB", "1.5GB", "0GB", "-1GB", "10 GiB", "1000000GB", "", None, True, []])
def test_a_size_without_its_unit_is_refused(value: object) -> None:
    """What could be read in two ways is not read."""
    with pytest.raises(RefusedError, match="is not a size"):
        read_size(value)


@pytest.mark.parametrize(
    ("size", "english", "french", "twice"),
    [
        (10**10, "10 GB", "10\u00a0Go", "20GB"),
        (1_999_999, "1.9 MB", "1,9\u00a0Mo", "4MB"),
        (1000, "1 kB", "1\u00a0ko", "2KB"),
        (12_345 * 10**12, "12345 TB", "12345\u00a0To", "24690TB"),
    ],
)
def test_a_size_is_said_in_its_largest_unit(size: int, english: str, french: str, twice: str) -> None:
    """It is said rounded down; what is to be written instead is rounded up, and can be read."""
    assert (say_size(size), in_language(say_size(size), "fr")) == (english, french)
    assert write_size(2 * size) == twice
    assert read_size(twice) >= 2 * size
