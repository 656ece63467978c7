from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.sniff.exports import CLAIMS, ID, ON, Shown, claims, require_declared

from gpj_kpi.errors import ExportError
from gpj_kpi.sniff.contents import read_contents
from gpj_kpi.sniff.layouts import begins_like, find_layout

EXPORTS = {
    "semicolon": claims(),
    "comma": claims(text=CLAIMS.replace(";", ","), delimiter=","),
    "tab": claims(text=CLAIMS.replace(";", "\t"), delimiter="tab"),
    "bar": claims(text=CLAIMS.replace(";", "|"), delimiter="|"),
    "CR LF": claims(text=CLAIMS.replace("\n", "\r\n")),
    "mixed line ends": claims(text=CLAIMS.replace("\nA2", "\r\nA2")),
    "no line end at the end": claims(text=CLAIMS.rstrip()),
    "quotes": claims(text=CLAIMS.replace("courrier", '"courrier ; ""lettre""\net pli"')),
    "blanks around headers and cells": claims(text=CLAIMS.replace(";", " ; ")),
    "title above": claims("skip_rows: 1", text="Dossiers de février\n" + CLAIMS),
    "title and blank lines above": claims(
        "skip_rows: 2",
        text="Dossiers de février\nÉdité le 01/03/2008\n\n\n" + CLAIMS,
        comments=("essai.csv: 3 rows, all read. Above the headings: 2 lines.",),
    ),
    "lines of names and values above": claims("skip_rows: 2", text="Édition;01/03/2008;\nDu;01/02/2008;\n" + CLAIMS),
    "a year for a heading": Shown(
        "Reçu le;N°;2008\n13/02/2008;A1;12\n14/02/2008;A2;140\n",
        "delimiter: ';', key: 'no'",
        {"Reçu le": ON, "N°": ID, "2008": "type: integer, required: true"},
        2,
        comments=("Headings that are numbers: 1. Is the line above the records one of headings?",),
    ),
    "blank lines above": claims(text="\n\n" + CLAIMS),
    "title as wide as the records": claims("skip_rows: 1", text="Dossiers de février;;\n" + CLAIMS),
    "total below": claims("footer: Total", text=CLAIMS + "Total;;3\n"),
    "two lines below": claims("footer: [Total, Édité le]", text=CLAIMS + "\nTotal;3\n\nÉdité le 01/03/2008\n"),
    "a case that begins like a total": Shown(
        "Société;Reçu le;Canal\nDupont SA;13/02/2008;fax\nTotal Énergies;14/02/2008;fax\n",
        "delimiter: ';', key: societe",
        {"Société": ID, "Reçu le": ON, "Canal": ID},
        2,
    ),
    "subtotals among the records": Shown(
        "Agence;Dossier;Reçu le\n"
        + "".join(f"Paris;P{day};{day}/02/2008\n" for day in range(13, 23))
        + "Sous-total Paris;;\n"
        + "".join(f"Lyon;L{day};{day}/02/2008\n" for day in range(13, 23))
        + "Sous-total Lyon;;\n",
        "delimiter: ';', footer: Sous-total, key: dossier, max_rejected: 5%",
        {
            "Agence": f"{ID}, values: [Lyon, Paris]",
            "Dossier": ID,
            "Reçu le": "type: date, format: '%d/%m/%Y'",
        },
        21,
        rejected=1,
        comments=("records among the others begin like it: line 12", "1 of 21 rows is rejected"),
    ),
    "a count below": claims(
        'footer: "3 rows selected."',
        text=CLAIMS + "3 rows selected.\n",
        comments=("begins with a number, another one next time",),
    ),
    "header again": claims(
        "repeated_headers: true", text=CLAIMS + "N° dossier;Reçu le;Canal\nA4;16/02/2008;fax\n", rows=4
    ),
    "trailing delimiters": claims("trailing_delimiter: true", text=CLAIMS.replace("\n", ";\n")),
    "trailing delimiters in the records alone": claims(
        "trailing_delimiter: true", text=CLAIMS.replace("\n", ";\n").replace("Canal;", "Canal")
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


def test_a_layout_says_where_the_records_stand(tmp_path: Path) -> None:
    """Two lines above, a header, two records, a line below; blanks around cells are taken off."""
    text = "Claims of March\n\nId ; Day\nA1 ; 1\nA2 ; 2\nTotal;2\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    found = find_layout(tmp_path / "a.csv", read_contents(tmp_path / "a.csv"))
    assert (found.delimiter, found.skip_rows, found.headers) == (";", 1, ("Id", "Day"))
    assert (found.footer, found.trailing_delimiter, found.repeated_headers) == (("Total",), False, False)
    assert found.records == (("A1", "1"), ("A2", "2"))


def test_a_first_line_that_is_a_case_is_refused(tmp_path: Path) -> None:
    """None of its cells is shown."""
    (tmp_path / "a.csv").write_text("D1;13/02/2008\nD2;14/02/2008\nD3;15/02/2008\n", encoding="utf-8")
    with pytest.raises(ExportError, match="has no header line") as refused:
        find_layout(tmp_path / "a.csv", read_contents(tmp_path / "a.csv"))
    assert "D1" not in str(refused.value)


CALL = '"";"01423344{0:02}";"Appel <01423344{0:02}>";"file";"2008-02-13 10:{0}:05";{0};"NON"\n'
SPARSE = "".join(f"A{n};{'x' if n % 2 else ''};{'' if n % 2 else 'y'};;2008-02-{n}\n" for n in range(13, 25))


@pytest.mark.parametrize(
    "text",
    ["".join(map(CALL.format, range(10, 40))), "Appels\n" + "".join(map(CALL.format, range(10, 40))), SPARSE],
    ids=["an empty cell in each", "a title above", "few cells filled"],
)
def test_no_line_in_the_midst_is_taken_for_the_header(text: str, tmp_path: Path) -> None:
    """Where each line is a case, the last but one is no header, however little stands below it."""
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ExportError, match="has no header line"):
        find_layout(tmp_path / "a.csv", read_contents(tmp_path / "a.csv"))


def test_a_text_begins_like_a_footer() -> None:
    """One of its lines is enough."""
    assert begins_like("Total de mars", ["Édité le", "Total"])
    assert not begins_like("Le total", ["Édité le", "Total"])
