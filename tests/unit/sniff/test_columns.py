from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.unit.sniff.exports import AT, ID, Shown, column, require_declared, sniffed

from gpj_kpi.sniff.columns import Evidence, looks_french, personal_looks

LONG = "|".join(["courrier", "internet"] * 10)

EXPORTS = {
    "ids of digits are text": column("N° contrat", "123|456|456", ID),
    "yes and no": column(
        "Recours", "oui|NON|non", "type: boolean, required: true, true_values: [oui], false_values: [NON, non]"
    ),
    "letters for yes and no": column(
        "Recours", "O|N|O", "type: boolean, required: true, true_values: ['O'], false_values: ['N']"
    ),
    "yes alone": column(
        "Recours",
        "Vrai||Vrai",
        "type: boolean, true_values: [Vrai], false_values: [Faux]",
        comments=('no cell says "Faux"',),
    ),
    "few values": column(
        "Canal", LONG, f"{ID}, values: [courrier, internet]", comments=("values: those of this file",)
    ),
    "no cell filled": column("Suite", "||", "type: text", comments=("no cell is filled: its type is unknown",)),
    "names by their looks": column(
        "Suivi",
        "Jean Dupont|Anne Le Goff|Léa Petit",
        f"{ID}, personal: true",
        comments=("look like names of people",),
    ),
    "family names by those that can be nothing else": column(
        "Suivi",
        "|".join(["N'Diaye", "Dupont", "Le Goff", "Petit"] * 5),
        f"{ID}, personal: true",
        comments=("look like names of people",),
    ),
    "titles of things look like names, and are none": column(
        "Produit", "|".join(["Protection Juridique", "Auto"] * 10), f"{ID}, values: [Auto, Protection Juridique]"
    ),
    "people": column(
        "Nom de l'assuré", "Martin|Durand|Petit", f"{ID}, personal: true", comments=("where the heading says a person",)
    ),
    "addresses by their looks": column(
        "Contact", "a@b.fr|c@d.fr|e@f.fr", f"{ID}, personal: true", comments=("look like e-mail addresses",)
    ),
    "numbers by their looks": column(
        "Joindre",
        "01 42 33 44 55|06.12.34.56.78|0612345678",
        f"{ID}, personal: true",
        comments=("look like telephone numbers",),
    ),
    "milliseconds since 1970 are nobody": column(
        "Saisi",
        "1202893500000|1202983200000|1203116340000|1204416000000",
        "type: integer, required: true",
        comments=("milliseconds since 1970",),
        absent=("social security",),
    ),
    "a heading that says UTC": column(
        "Clos UTC", "13/02/2008 9:05|14/02/2008 10:00|15/02/2008 23:59", AT, comments=("the heading says UTC",)
    ),
    "ids that a spreadsheet damaged": column(
        "N° contrat",
        "1,71980E+15|1,71981E+15|423",
        ID,
        comments=("a spreadsheet cut numbers to their first digits, as 1,71980E+15: two may have become one",),
    ),
    "numbers of people that a spreadsheet damaged": column(
        "Téléphone",
        "3,36122E+10|3,36123E+10|3,36124E+10",
        f"{ID}, personal: true",
        comments=("first digits (with an E)",),
        absent=("3,36122E+10",),
    ),
    "codes with an E": column("Code", "4E12|5E13|6E14", ID, absent=("a spreadsheet",)),
    "day of birth": column("Né le, naissance", "13/02/1958|14/02/1960|15/02/1961", f"{ID}, personal: true"),
    "the name of a product names nobody": column("Nom du produit", "PJ|PJ|Auto", ID),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


STAFF = [
    *("Agent", "Agents", "Gestionnaire", "Gestionnaire du dossier", "Conseiller(ère)", "Juriste", "Avocat", "Expert"),
    *("Owner", "Case Owner", "Auteur", "Opérateur", "Opérateur·rice", "Collaborateur", "Technicien", "Responsable"),
    *("Traité par", "Affectée à", "Saisi par", "Created By", "Assigned to", "userName", "Superviseur", "Utilisateur"),
]
NOBODY = [
    *("Service gestionnaire", "Nombre d'agents", "Type d'utilisateur", "Équipe responsable", "Statut de l'expert"),
    *("Reçu par", "Groupe d'agents", "Choix de l'avocat", "Note juriste"),
]


def test_columns_of_those_who_work_are_personal(tmp_path: Path) -> None:
    """A heading of somebody who handles cases makes a column personal, and its cells are shown nowhere."""
    lines = [";".join(("N° dossier", "Reçu le", *STAFF))]
    lines += [";".join((f"A{n}", "13/02/2008", *[("Dupont", "Lefèvre")[n % 2]] * len(STAFF))) for n in range(20)]
    block = sniffed(Shown("\n".join(lines), "", {}, 20), tmp_path)
    (source,) = yaml.safe_load(block)["sources"].values()
    personal = {column["header"] for column in source["columns"].values() if column.get("personal")}
    assert personal == set(STAFF)
    assert "Dupont" not in block
    assert "Lefèvre" not in block


def test_columns_of_services_and_counts_are_not_personal(tmp_path: Path) -> None:
    """A heading of a service, a kind or a count that has such a word in it is nobody's."""
    lines = [";".join(("N° dossier", "Reçu le", *NOBODY))]
    lines += [";".join((f"A{n}", "13/02/2008", *[("nord", "sud")[n % 2]] * len(NOBODY))) for n in range(20)]
    (source,) = yaml.safe_load(sniffed(Shown("\n".join(lines), "", {}, 20), tmp_path))["sources"].values()
    assert [column["header"] for column in source["columns"].values() if column.get("personal")] == []


def test_evidence_without_a_text_counts_it_as_empty() -> None:
    """Two of five cells say n.c."""
    evidence = Evidence(counts={"a": 3, "n.c.": 2}).without(frozenset({"n.c."}))
    assert (evidence.counts, evidence.empty, evidence.total) == ({"a": 3}, 2, 3)


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        ("a@b.fr", "the cells look like e-mail addresses"),
        ("+33 6 12 34 56 78", "the cells look like telephone numbers"),
        ("FR76 3000 6000 0112 3456 7890 189", "the cells look like bank accounts"),
        ("2 69 05 49 588 157 80", "the cells look like social security numbers"),
        ("D0104632", None),
    ],
)
def test_ways_to_reach_somebody_are_known_by_their_looks(cell: str, doubt: str | None) -> None:
    """Half of the cells are enough; the doubt quotes none."""
    assert personal_looks(Evidence(counts={cell: 1, "x": 1})) == doubt


@pytest.mark.parametrize(
    ("headers", "delimiter", "decimal", "reason"),
    [
        (["id"], ";", ".", 'the delimiter is ";"'),
        (["reçu"], ",", ".", "the headings have accents"),
        (["numero dossier"], ",", ".", "the headings are French"),
        (["id"], ",", ",", 'the decimal mark is ","'),
        (["id"], ",", ".", None),
    ],
)
def test_a_file_looks_french_by_one_sign(headers: list[str], delimiter: str, decimal: str, reason: str | None) -> None:
    """The strongest sign is named."""
    assert looks_french(headers, delimiter, decimal) == reason
