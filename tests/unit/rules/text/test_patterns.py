"""Patterns of file names: what they take, on every machine, and what is only like it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from gpj_kpi.rules.text.patterns import NamePattern, takes

ACCENT = "réclamations_*.csv"


@pytest.mark.parametrize(
    "pattern",
    ["*.csv", "a*.csv", "?.csv", "[ab].csv", "[!b].csv", "**/*.csv", "2008/*", "*/*.csv", "2008/**/a.csv", "a.csv"],
)
@pytest.mark.parametrize("path", ["a.csv", "b.csv", "a.CSV", "2008/a.csv", "2008/T1/a.csv", "ab.csv", "a.csv.gz"])
def test_a_pattern_takes_what_a_shell_takes(pattern: str, path: str, tmp_path: Path) -> None:
    """Of names that are not hidden, pathlib finds the same."""
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).touch()
    assert takes(pattern, path) == (tmp_path / path in set(tmp_path.glob(pattern)))


@pytest.mark.parametrize(
    ("pattern", "path"), [("*", ".a"), ("?a", ".a"), ("[.]a", ".a"), ("**/a", ".b/a"), ("*/a", ".b/a"), ("**", "a")]
)
def test_what_is_hidden_is_not_taken(pattern: str, path: str) -> None:
    """A name that begins with a dot is taken only by a pattern that begins with one; two stars take folders alone."""
    assert not takes(pattern, path)
    assert takes(path, path)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (ACCENT, "Réclamations_2008.csv"),
        (ACCENT, "réclamations_2008.CSV"),
        (ACCENT, "reclamations_2008.csv"),
        (ACCENT, unicodedata.normalize("NFD", "réclamations_2008.csv")),
        (ACCENT, "r\u201aclamations_2008.csv"),  # UTF-8 or DOS read as Windows, by those who unpack archives
        (ACCENT, "r\u00c3\u00a9clamations_2008.csv"),
        (ACCENT, "r\udce9clamations_2008.csv"),
        (ACCENT, "réclamations 2008.csv"),
        (ACCENT, "réclamations\u00a02008 .csv"),
        (ACCENT, "réclamations-2008.csv.gz"),
        (ACCENT, "réclamations_2008.csv.GZ"),
        (ACCENT, "réclamations_2008.csv "),
        ("calls.csv", "calls (1).csv"),
        ("calls.csv", "Calls(12).csv.gz"),
        ("calls_[0-9]*.csv.gz", "calls-2008.csv"),
        ("calls[-_]?.csv", "calls 1.csv"),
        ("calls[-_]?.csv", "calls1.csv"),
        (ACCENT, "Réclamations2008.csv"),
        ("claims_*.csv", "Claims2008.csv"),
        ("call_*.csv", "call.csv"),
        ("claims_north_*.csv", "claimsnorth-2.csv"),
        ("claims2008*.csv", "claims 2008.csv"),
        ("claims 2008.csv", "claims_2008_.csv"),
        ("*_*_b.csv", "x  b.CSV"),
        ("[ée]t?_*.csv", "ete 2.csv"),
    ],
)
def test_a_name_that_differs_in_signs_is_like(pattern: str, name: str) -> None:
    """Capitals, accents, blanks, signs, `.gz` and the number of a copy make no other export of it."""
    assert NamePattern(pattern).is_like(name)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("calls_*.csv", "README.txt"),
        ("calls_*.csv", "rules.yaml"),
        ("calls_*.csv", "report.csv"),
        ("calls_*.csv", "recalls_1.csv"),
        ("calls_*.csv", "calls_1.csv.bak"),
        ("calls_*.csv", "calls_1.csv~"),
        ("calls_*.csv", "~$calls_1.csv"),
        ("calls_*.csv", "#calls_1.csv#"),
        ("calls_*.csv", ".calls_1.CSV"),
        ("calls_*.csv", "calls_1.xlsx"),
        ("calls_[0-9]*.csv", "calls_pauses.CSV"),
        ("calls.csv", "calls_2.csv"),
        ("calls.csv", "calls (old).csv"),
        ("été_*.csv", "telephonie_2008.csv"),
        ("réclamations_*.csv", "rappels_reclamations_2008.csv"),
        ("clé_*.csv", "clients_2024.csv"),
        ("clé_*.csv", "clo_2024.csv"),
        ("clé_*.csv", "clô_2024.csv"),
        ("enquete_*.csv", "enqueteurs.csv"),
        ("call_*.csv", "callbacks_2024.csv"),
        ("a_*.csv", "accueil.csv"),
        ("*_a.csv", "data.csv"),
        ("*_*.csv", "accueil.csv"),
        ("t1_*.csv", "t10_a.csv"),
        ("st*.csv", "s_turnover.csv"),
        ("*a" * 40 + ".csv", "a" * 39 + "b" * 200 + ".csv"),
    ],
)
def test_another_name_is_not_like(pattern: str, name: str) -> None:
    """A notice over every other file would be noise."""
    assert not NamePattern(pattern).is_like(name)
