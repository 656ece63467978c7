from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.sniff.exports import claims, require_declared

from gpj_kpi.sniff.names import column_ids, dateless_pattern, file_pattern, label, source_id

EXPORTS = {
    "a half-year in the name": claims(name="essai_2008-H1.csv", comments=("for other periods too: essai_*.csv",)),
    "a name with marks of patterns": claims(name="a [1].csv", comments=("a [1].csv: 3 rows",)),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


@pytest.mark.parametrize(
    ("name", "id_", "shown", "pattern"),
    [
        ("dossiers_2008-T1.csv", "dossiers", "Dossiers", "dossiers_*.csv"),
        ("Réclamations 31-01-2008.csv.gz", "reclamations", "Réclamations", "Réclamations *.csv.gz"),
        ("appels_20080131_1830.csv", "appels", "Appels", "appels_*.csv"),
        ("2008.csv", "export", "Export", None),
        ("12_notes.csv", "export_12_notes", "12 notes", None),
    ],
)
def test_a_source_is_named_by_its_file_without_the_date(name: str, id_: str, shown: str, pattern: str | None) -> None:
    """The pattern matches the files of other periods; there is none for a name that is only a date, or has none."""
    assert (source_id(name), label(name), dateless_pattern(name)) == (id_, shown, pattern)


def test_ids_are_plain_and_no_two_are_equal() -> None:
    """Small letters and digits, a letter first, forty characters at most; words of conditions are no ids."""
    headers = ["Reçu le", "REÇU LE", "12", "not", "€", "un mot " * 10]
    found = column_ids(headers)
    assert found[:5] == ["recu_le", "recu_le_2", "column_12", "column_not", "column_5"]
    assert len(found[5]) <= 40


def test_a_pattern_matches_its_name_alone() -> None:
    """Stars, brackets and a tilde in a name stand for themselves."""
    assert file_pattern("a*b[1].csv") == "a[*]b[[]1].csv"
    assert file_pattern("~a.csv") == "[~]a.csv"
