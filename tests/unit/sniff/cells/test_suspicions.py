from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.sniff.exports import ID, column, require_declared

from gpj_kpi.rules import ColumnType
from gpj_kpi.sniff.cells.suspicions import suspicions

EXPORTS = {
    "amounts with their currency": column(
        "Coût", "12 €|7,50 €|8 €", ID, comments=("with their currency are not read",)
    ),
    "times of day": column("Heure", "09:15|10:00|17:45:10", ID, comments=("times of day and durations have no type",)),
    "times with AM and PM": column(
        "Saisi", "02/13/2008 09:15 AM|02/14/2008 10:00 PM|02/15/2008 11:00 AM", ID, comments=("AM or PM are not read",)
    ),
    "dates as day numbers of a spreadsheet": column(
        "Date de clôture",
        "39491|39492|39493",
        "type: integer, required: true",
        comments=("day numbers of a spreadsheet are not read as dates",),
    ),
    "dates with names of months": column(
        "Clos le", "13 févr. 2008|1er mars 2008|3 août 2008", ID, comments=("with the name of a month are not read",)
    ),
    "dates with names of days": column(
        "Clos",
        "lundi 11/02/2008|mardi 12/02/2008|mer. 13/02/2008",
        ID,
        comments=("with the name of a day are not read",),
    ),
    "amounts in brackets": column(
        "Crédit", "(12,00)|(7,50)|(0,10)", ID, comments=("amounts in brackets are not read as numbers",)
    ),
    "some amounts in brackets": column(
        "Solde", "12,00|(7,50)|0,10", ID, comments=("amounts in brackets are not read as numbers",)
    ),
    "a heading of dates over words": column(
        "Date de clôture", "T1|T2|T3", ID, comments=("the heading says a date, the cells read as text",)
    ),
    "a heading of amounts over words": column(
        "Montant", "fort|faible|nul", ID, comments=("the heading says an amount, the cells read as text",)
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


@pytest.mark.parametrize(
    ("header", "type_", "cell", "words"),
    [
        ("Saisi", "text", "09:15 AM", "AM or PM"),
        ("Coût", "text", "12,50 €", "with their currency"),
        ("Clos le", "text", "13 févr. 2008", "the name of a month"),
        ("Date de clôture", "integer", "39491", "day numbers of a spreadsheet"),
        ("Montant", "text", "fort", "the heading says an amount, the cells read as text"),
        ("Mesure", "text", "0,12345678", "more than 9 digits or 6 decimals"),
        ("Saisi", "text", "2024/01/07 1:45:10 PM UTC+1", "AM or PM"),
        ("Saisi", "text", "2024/01/07 1:45:10 PM UTC+1", "letters of a zone"),
        ("Saisi", "text", "26-JAN-24 11.14.35.000000 AM", "AM or PM"),
        ("Saisi", "text", "26-JAN-24 11.14.35.000000 AM", "the name of a month"),
        ("Saisi", "text", "03/janv./24", "the name of a month"),
        ("Saisi", "text", "03JAN2024", "the name of a month"),
        ("Saisi", "text", "2024-févr.-03", "the name of a month"),
        ("Saisi", "text", "Mar 3, 2024", "the name of a month"),
        ("Saisi", "text", "2024-01-07 13:45 UTC", "letters of a zone"),
        ("Saisi", "text", "2024-01-07 13:45:10CET", "letters of a zone"),
        ("Saisi", "text", "2024-01-07 13:45:00+01", "offsets of hours alone"),
        ("Saisi", "text", "2024-03-01-10.15.30.123456789012", "fractions of a second of more than 6 digits"),
        ("Saisi", "text", "2024-03-01 10:15:30.1234567", "fractions of a second of more than 6 digits"),
        ("Saisi", "text", "2024-03-01 24:00", "dates in a form that is not read"),
        ("Attente", "text", ":25", "durations have no type"),
        ("Attente", "text", "08:00-08:30", "durations have no type"),
        ("Attente", "text", "PT1M17S", "durations have no type"),
        ("Attente", "text", "1 jours 3 heures 40 minutes", "durations have no type"),
        ("Attente", "text", "-22h 16m", "durations have no type"),
        ("Montant", "text", "431,22-", "with the minus behind them"),
    ],
)
def test_heading_and_cells_that_differ_are_doubted(header: str, type_: ColumnType, cell: str, words: str) -> None:
    """The doubt says what is not read, and quotes no cell."""
    doubts = suspicions(header, type_, {cell: 3})
    assert [doubt for doubt in doubts if words in doubt]
    assert not [doubt for doubt in doubts if cell in doubt]


@pytest.mark.parametrize(
    ("header", "type_", "cell"),
    [
        ("Canal", "text", "fax"),
        ("Reçu le", "date", "13/02/2008"),
        ("Ville", "text", "Marseille 12"),
        ("Poste", "text", "192.168.10.1"),
        ("Version", "text", "1.10.12"),
        ("Joindre", "text", "06-12-34-56-78"),
        ("Code", "text", "12A"),
        ("Lieu", "text", "3 amphi"),
    ],
)
def test_what_agrees_is_not_doubted(header: str, type_: ColumnType, cell: str) -> None:
    """Words under a heading of words, dates under one of dates."""
    assert suspicions(header, type_, {cell: 3}) == ()
