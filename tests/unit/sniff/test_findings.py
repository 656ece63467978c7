from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.sniff.exports import CLAIM_COLUMNS, CLAIMS, ID, ON, Shown, claims, column, require_declared

from gpj_kpi.sniff.block import render
from gpj_kpi.sniff.findings import Findings, add_findings, number
from gpj_kpi.sniff.guess import ColumnGuess, SourceGuess
from gpj_kpi.sniff.proof import read_whole

EXPORTS = {
    "one row": claims(text="N° dossier;Reçu le;Canal\nA1;13/02/2008;fax\n", rows=1, comments=("1 row, all read",)),
    "a date that is none": column(
        "Clos le",
        "|".join(["13/02/2008"] * 11 + ["31/02/2008"]),
        ON,
        "max_rejected: 9%",
        rejected=1,
        comments=("1 of 12 cells is no date: line 13", "1 of 12 rows is rejected"),
    ),
    "a text among the numbers": column(
        "Lots",
        "|".join([*map(str, range(11)), "deux"]),
        "type: integer, required: true",
        "max_rejected: 9%",
        rejected=1,
        comments=("1 of 12 cells is no whole number: line 13",),
    ),
    "a record too short": claims(
        "max_rejected: 17%",
        text=CLAIMS + "A4;16/02/2008\nA5;17/02/2008;fax\nA6;18/02/2008;fax\n",
        rows=6,
        rejected=1,
        comments=("1 record cannot be read (too few cells): line 5.",),
    ),
    "none": Shown(
        "Canal;Reçu le\n" + "courrier;13/02/2008\ninternet;14/02/2008\n" * 2,
        "delimiter: ';', key: canal, on_duplicate: last",
        {"Canal": ID, "Reçu le": ON},
        4,
        duplicates=2,
        comments=("no key found: 2 of 4 rows would be dropped",),
    ),
    "a repeat": Shown(
        CLAIMS + "".join(f"B{n};16/02/2008;fax\n" for n in range(20)) + "A1;13/02/2008;fax\n",
        "delimiter: ';', key: no_dossier, on_duplicate: last",
        CLAIM_COLUMNS | {"Canal": f"{ID}, values: [courrier, fax, internet]"},
        24,
        duplicates=1,
        comments=("1 of 24 rows repeats one: the last counts",),
    ),
    "an id with a gap rather than a date": Shown(
        "Dossier;Date\n"
        + "".join(f"{'D' if day > 13 else ''}{day if day > 13 else ''};{day}/02/2008\n" for day in range(13, 29)),
        "delimiter: ';', key: dossier, max_rejected: 7%",
        {"Dossier": ID, "Date": ON},
        16,
        rejected=1,
        comments=("1 of 16 cells is empty: line 2",),
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


def test_a_reading_is_told_as_doubts(tmp_path: Path) -> None:
    """Four rows: one day is none, one id stands twice; no cell is quoted."""
    guess = SourceGuess(
        id="s",
        file="s.csv",
        label="S",
        files="s.csv",
        delimiter=";",
        encoding="utf-8",
        trailing_delimiter=False,
        skip_rows=0,
        repeated_headers=False,
        footer=(),
        decimal=None,
        thousands=None,
        null_values=(),
        key=("id",),
        max_rejected="99%",
        columns=(
            ColumnGuess(id="id", header="id", type="text", required=True),
            ColumnGuess(id="day", header="day", type="date", formats=("%d/%m/%Y",)),
        ),
    )
    text = "id;day\n1;13/02/2008\n1;14/02/2008\n2;31/02/2008\n3;15/02/2008\n"
    (tmp_path / "s.csv").write_text(text, encoding="utf-8")
    with read_whole(tmp_path / "s.csv", render(guess), "s") as reading:
        found = add_findings(guess, Findings(reading, reading.distinct_share(("id",))))
    assert found.about == ("s.csv: 4 rows, of which 1 rejected and 1 that repeat a key.",)
    assert found.columns[1].doubts == ("1 of 4 cells is no date: line 4",)
    assert (found.max_rejected, found.has_duplicates) == ("25%", True)
    assert found.doubts["max_rejected"] == ("1 of 4 rows is rejected",)


def test_counts_are_grouped_by_three_digits() -> None:
    """As in English."""
    assert number(1_234_567) == "1,234,567"
