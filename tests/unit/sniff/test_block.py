from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.unit.sniff.exports import ID, ON, Shown, column, require_declared

from gpj_kpi.sniff.block import render
from gpj_kpi.sniff.guess import ColumnGuess, SourceGuess
from gpj_kpi.sniff.run import sniff

LONG_HEADING = "Identifiant unique du contrat dans l'application de gestion des sinistres de protection juridique"

EXPORTS = {
    "headings longer than a line": column(LONG_HEADING, "a|b|c", ID),
    "headings longer than a line, in quotes": column(f"{LONG_HEADING} : qui ?", "a|b|c", ID),
    "headings that YAML would read otherwise": Shown(
        '12;Oui;"Date: reçue # ""le""";yes;no\nA1;x y;13/02/2008;u;v\nA2;z w;14/02/2008;u;v\n',
        "delimiter: ';', key: column_12",
        {"12": ID, "Oui": ID, 'Date: reçue # "le"': ON, "yes": ID, "no": ID},
        2,
    ),
    "headings of conditions and alike": Shown(
        "any;All;not;Reçu le;Reçu LE\nA1;x;y;13/02/2008;13/02/2008\nA2;x;y;14/02/2008;13/02/2008\n",
        "delimiter: ';', key: column_any",
        {"any": ID, "All": ID, "not": ID, "Reçu le": ON, "Reçu LE": ON},
        2,
    ),
    "headings with what does not show": Shown(
        'N°\u00a0dossier;"Reçu\nle";a\x1b[31m\u202eb\nA1;13/02/2008;x\nA2;14/02/2008;x\n',
        "delimiter: ';', key: no_dossier",
        {"N° dossier": ID, "Reçu le": ON, "a\x1b[31m\u202eb": ID},
        2,
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


def guess(**more: object) -> SourceGuess:
    """A source of one column."""
    said: dict[str, object] = {
        "id": "s",
        "file": "s.csv",
        "label": "S",
        "files": "s.csv",
        "delimiter": ";",
        "encoding": "utf-8",
        "trailing_delimiter": False,
        "skip_rows": 0,
        "repeated_headers": False,
        "footer": (),
        "decimal": None,
        "thousands": None,
        "null_values": (),
        "key": ("id",),
        "columns": (ColumnGuess(id="id", header="id", type="text", required=True),),
    }
    return SourceGuess(**{**said, **more})  # type: ignore[arg-type]


def test_a_guess_is_a_block_of_yaml() -> None:
    """Keys that say what holds anyway are left out; a doubt is a comment behind its line."""
    found = render(guess(about=("s.csv: 2 rows.",), doubts={"encoding": ("might as well be cp1252",)}))
    assert found == (
        "# s.csv: 2 rows.\n"
        "sources:\n"
        "  s:\n"
        "    label: S\n"
        "    files: s.csv\n"
        '    delimiter: ";"\n'
        "    encoding: utf-8  # might as well be cp1252\n"
        "    key: id\n"
        "    columns:\n"
        "      id: {header: id, type: text, required: true}\n"
    )


@pytest.mark.parametrize(
    "text",
    ["", "yes", "NULL", "12", "2008-02-13", "a: b", "a #b", "- a", "'", '"', "\\n", "a\tb", "\u202eb", "é è", " a "],
)
def test_every_text_reads_back_as_it_was(text: str) -> None:
    """As a header, a value and a beginning of the footer, whatever YAML would take it for."""
    column = ColumnGuess(id="id", header=text, type="text", values=(text, "x"))
    block = render(guess(columns=(column,), footer=(text,)))
    source = yaml.safe_load(block)["sources"]["s"]
    assert source["footer"] == text
    assert source["columns"]["id"] == {"header": text, "type": "text", "values": [text, "x"]}
    assert all(char.isprintable() or char == "\n" for char in block)


def test_a_comment_ends_at_its_line() -> None:
    """A line break in a doubt makes no line of its own."""
    block = render(guess(doubts={"columns": ("a\nb: c",)}))
    assert "    # a b: c\n" in block


def test_comments_are_said_in_one_language(tmp_path: Path) -> None:
    """In French no comment is English, a count included; what YAML reads is the same."""
    text = "N° dossier;Reçu le;Suite\n" + "".join(f"A{n % 1500};1/02/2008;\n" for n in range(1600))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    english, french = sniff(tmp_path / "a.csv"), sniff(tmp_path / "a.csv", "fr")
    assert yaml.safe_load(french) == yaml.safe_load(english)
    comments = [line.strip(" #") for line in french.splitlines() if "#" in line]
    assert " ".join(comments).replace("\u00a0", " ").replace("\u202f", " ") == (
        "a.csv : 1 600 lignes, dont 100 en doublon d'une clé. "
        "sur 1 600 lignes, 100 répètent une clé : la dernière compte "
        "Aucun jour ne dépasse 12 : le jour est supposé en premier, car le séparateur est `;`. À vérifier. "
        "aucune cellule n'est remplie : son type est inconnu"
    )
    assert max(map(len, french.splitlines())) <= 80
