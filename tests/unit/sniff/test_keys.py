from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.sniff.exports import ID, ON, Shown, require_declared

from gpj_kpi.sniff.columns import Evidence
from gpj_kpi.sniff.guess import ColumnGuess
from gpj_kpi.sniff.keys import choose_key

EXPORTS = {
    "the heading of an id comes first": Shown(
        "Reçu le;Poste;N° dossier\n13/02/2008;12;A1\n14/02/2008;13;A2\n",
        "delimiter: ';', key: no_dossier",
        {"Reçu le": ON, "Poste": ID, "N° dossier": ID},
        2,
    ),
    "the first column that is unique": Shown(
        "Appel;Suite;Reçu le\nA;x;13/02/2008\nB;y;14/02/2008\n",
        "delimiter: ';', key: appel",
        {"Appel": ID, "Suite": ID, "Reçu le": ON},
        2,
    ),
    "two columns": Shown(
        "Poste;Tour;Reçu le\n1;1;13/02/2008\n1;2;13/02/2008\n2;1;13/02/2008\n2;2;13/02/2008\n",
        "delimiter: ';', key: [poste, tour]",
        {"Poste": ID, "Tour": "type: integer, required: true", "Reçu le": ON},
        4,
    ),
    "two columns, one of them an id": Shown(
        "Dossier;Étape;Date\nD0;ouvert;13/02/2008\nD0;clos;14/02/2008\nD1;ouvert;15/02/2008\nD1;clos;16/02/2008\n",
        "delimiter: ';', key: [dossier, etape]",
        {"Dossier": ID, "Étape": ID, "Date": ON},
        4,
        comments=(
            "no column alone tells the rows apart: these two together do",
            "dossier repeats: 2 values in 4 rows: is a row a case, or an event of one?",
            "Taken for cases. For events: `key: dossier`, and `order_by`",
        ),
    ),
    "an id of the file's own, once for each event": Shown(
        "Number;State;Date\nD0;open;13/02/2008\nD0;closed;14/02/2008\nD1;open;15/02/2008\nD1;closed;16/02/2008\n",
        "delimiter: ';', key: number, on_duplicate: last",
        {"Number": ID, "State": ID, "Date": ON},
        4,
        duplicates=2,
        comments=(
            "number repeats: 2 values in 4 rows: is a row a case, or an event of one?",
            "For cases: `key: [number, state]`",
            "2 of 4 rows repeat one: the last counts",
        ),
        absent=("no key found", "no column alone"),
    ),
    "an id of another thing with a date, rather than a date": Shown(
        "Contrat;Montant;Date\nC1;12;13/02/2008\nC1;15;14/02/2008\nC2;12;15/02/2008\nC2;8;16/02/2008\n",
        "delimiter: ';', key: [contrat, date]",
        {"Contrat": ID, "Montant": "type: integer, required: true", "Date": ON},
        4,
        comments=("contrat repeats: 2 values in 4 rows", "Taken for cases. For events: `key: contrat`"),
        name="paiements.csv",
    ),
    "two ids together": Shown(
        "N° commande;N° ligne;Date\n1;1;13/02/2008\n1;2;13/02/2008\n2;1;15/02/2008\n2;2;16/02/2008\n",
        "delimiter: ';', key: [no_commande, no_ligne]",
        {"N° commande": ID, "N° ligne": ID, "Date": ON},
        4,
        comments=("repeats: 2 values in 4 rows: is a row a case",),
        name="commandes.csv",
    ),
    "never a length of time": Shown(
        "Date;File;Attente\n13/02/2008;A;00:01:12\n13/02/2008;B;00:02:12\n14/02/2008;A;00:03:10\n14/02/2008;B;00:04:11\n",
        "delimiter: ';', key: [file, date]",
        {"Date": ON, "File": ID, "Attente": ID},
        4,
    ),
    "a date, for want of an id": Shown(
        "Canal;Date\n" + "".join(f"{'fax' if day % 2 else 'web'};{day}/02/2008\n" for day in range(13, 29)),
        "delimiter: ';', key: date",
        {"Canal": f"{ID}, values: [fax, web]", "Date": ON},
        16,
        comments=("no column looks like an id: taken only as its cells differ in this file",),
    ),
    "an amount, for want of an id": Shown(
        "Montant;Date\n" + "".join(f"{amount};13/02/2008\n" for amount in (120, 80, 99)),
        "delimiter: ';', key: montant",
        {"Montant": "type: integer, required: true", "Date": ON},
        3,
        comments=("no column looks like an id",),
    ),
    "an id of people rather than a date": Shown(
        "N° sociétaire;Adhésion\n1001;13/02/2008\n1002;14/02/2008\n1003;15/02/2008\n",
        "delimiter: ';', key: no_societaire",
        {"N° sociétaire": ID, "Adhésion": ON},
        3,
        comments=("it may speak of a person, and a key cannot be personal",),
    ),
    "never a telephone number rather than a date": Shown(
        "N° de téléphone;Date\n0612345678;13/02/2008\n0612345679;14/02/2008\n0612345680;15/02/2008\n",
        "delimiter: ';', key: date",
        {"N° de téléphone": f"{ID}, personal: true", "Date": ON},
        3,
        comments=("no column looks like an id",),
    ),
    "a SIRET rather than a postcode": Shown(
        "Code postal;SIRET;Date\n75001;73282932000000;13/02/2008\n75002;73282932000001;13/02/2008\n",
        "delimiter: ';', key: siret",
        {"Code postal": ID, "SIRET": ID, "Date": ON},
        2,
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


COLUMNS = [ColumnGuess(id=id_, header=id_, type="text") for id_ in ("canal", "dossier", "contrat")]
EVIDENCE = {each.id: Evidence(counts={"A1": 1, "B2": 1}) for each in COLUMNS}


def test_the_first_id_that_is_unique_is_the_key() -> None:
    """Canal is unique too, but its heading announces no id."""
    key = choose_key(COLUMNS, EVIDENCE, lambda _: 1.0, subject="export")
    assert (key.columns, key.share, key.doubts) == (("dossier",), 1.0, ())


def test_the_id_of_the_subject_comes_before_others() -> None:
    """A file of contracts is told apart by their ids."""
    assert choose_key(COLUMNS, EVIDENCE, lambda _: 1.0, subject="contrats").columns == ("contrat",)


def test_two_columns_are_the_key_where_one_is_not_enough() -> None:
    """And that is doubted."""
    key = choose_key(COLUMNS, EVIDENCE, lambda ids: 1.0 if len(ids) == 2 else 0.5, subject="export")
    assert key.columns == ("dossier", "contrat")
    assert key.doubts == ("no column alone tells the rows apart: these two together do, in this file",)
