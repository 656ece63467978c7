from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.sniff.exports import CLAIMS, ID, ON, Shown, claims, column, require_declared

from gpj_kpi.sniff.columns import Evidence
from gpj_kpi.sniff.layouts import Layout
from gpj_kpi.sniff.sources import columns_of, evidence_of

TWO_DAYS = "N° dossier;Reçu le;Clos le\nA1;{};{}\nA2;{};{}\n"

EXPORTS = {
    "a column without heading": claims(
        text=CLAIMS.replace("\n", ";x\n").replace("Canal;x", "Canal;"), comments=("without a heading are left out: 1",)
    ),
    "a heading that stands twice": claims(
        text=CLAIMS.replace("\n", ";x;y\n").replace("Canal;x;y", "Canal;Note;Note"),
        comments=("stand twice are left out: 1",),
    ),
    "nothing over 12, French": Shown(
        TWO_DAYS.format("01/02/2008", "03/02/2008", "04/02/2008", "05/02/2008"),
        "delimiter: ';', key: no_dossier",
        {"N° dossier": ID, "Reçu le": ON, "Clos le": ON},
        2,
        comments=('No day is over 12: day first is assumed, as the delimiter is ";". Check.',),
    ),
    "nothing over 12, French headings": Shown(
        TWO_DAYS.format("01/02/2008", "03/02/2008", "04/02/2008", "05/02/2008").replace(";", ","),
        "delimiter: ',', key: no_dossier",
        {"N° dossier": ID, "Reçu le": ON, "Clos le": ON},
        2,
        comments=("day first is assumed, as the headings have accents",),
    ),
    "nothing over 12, not French": Shown(
        "ref,day\nA1,02/03/2008\nA2,03/04/2008\n",
        "delimiter: ',', key: ref",
        {"ref": ID, "day": "type: date, format: '%m/%d/%Y', required: true"},
        2,
        comments=("month first is assumed, as nothing here looks French",),
    ),
    "proven by another column": column(
        "Clos le", "01/02/2008|02/02/2008|03/02/2008", ON, comments=("no day over 12 here: day first, as in recu_le",)
    ),
    "words for nothing": column(
        "Clos le",
        "13/02/2008|NULL|n.c.|N/A|-|néant|#N/A|NA",
        "type: date, format: '%d/%m/%Y'",
        "null_values: ['', '#N/A', '-', 'N/A', 'NA', 'NULL', n.c., néant]",
    ),
    "NA among codes": column("Pays", "NA|FR|DE|FR", ID),
    "placeholder dates": column(
        "Clos le",
        "13/02/2008|01/01/1900|31/12/9999|31/12/2099",
        "type: date, format: '%d/%m/%Y'",
        "null_values: ['', 01/01/1900, 31/12/2099, 31/12/9999]",
        comments=("dates that stand for none",),
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


LAYOUT = Layout(
    delimiter=";",
    skip_rows=0,
    headers=("N°", "Note", "", "Note", "Canal"),
    trailing_delimiter=False,
    repeated_headers=False,
    footer=(),
    like_footer=(),
    total_lines=(),
    records=(("1", "a", "b", "c", "fax"), ("2", "a", "b", "c", ""), ("3", "a", "b", "c", "fax")),
)


def test_only_columns_with_a_heading_of_their_own_are_declared() -> None:
    """One has none, and two have the same."""
    assert [(column.place, column.id, column.header) for column in columns_of(LAYOUT)] == [
        (0, "no", "N°"),
        (4, "canal", "Canal"),
    ]


def test_the_cells_of_a_column_are_counted() -> None:
    """Empty ones stand apart."""
    assert evidence_of(LAYOUT, columns_of(LAYOUT))["canal"] == Evidence(counts={"fax": 2}, empty=1)
