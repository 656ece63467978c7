from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, Unpack

import pytest
import yaml

from gpj_kpi import evaluate, load_rules
from gpj_kpi.sniff import block, sniff

ON = "type: date, format: '%d/%m/%Y', required: true"
AT = "type: datetime, format: '%d/%m/%Y %H:%M', required: true"
ID = "type: text, required: true"


@dataclass(frozen=True)
class Shown:
    """An export, and how it is declared.

    Attributes:
        text: what the export holds.
        source: keys of the source, as YAML; `label`, `files`, `columns`, and `encoding: utf-8` go without saying.
        columns: by header, the rest of its declaration, as YAML.
        rows: records that it holds.
        comments: words of the comments that must be there.
        encoding: of its bytes.
        name: of the file.
        rejected: rows that cannot be read as declared.
        duplicates: rows that repeat a key.
    """

    text: str | bytes
    source: str
    columns: dict[str, str]
    rows: int
    comments: tuple[str, ...] = ()
    encoding: str = "utf-8"
    name: str = "essai.csv"
    rejected: int = 0
    duplicates: int = 0
    absent: tuple[str, ...] = field(default=())


class _More(TypedDict, total=False):
    comments: tuple[str, ...]
    encoding: str
    name: str
    rejected: int
    duplicates: int


CLAIMS = "N° dossier;Reçu le;Canal\nA1;13/02/2008;courrier\nA2;14/02/2008;internet\nA3;15/02/2008;courrier\n"
CLAIM_COLUMNS = {"N° dossier": ID, "Reçu le": ON, "Canal": ID}


def claims(
    source: str = "", *, text: str | bytes = CLAIMS, rows: int = 3, delimiter: str = ";", **more: Unpack[_More]
) -> Shown:
    """The three claims, laid out in some way."""
    keys = f"delimiter: '{delimiter}', key: no_dossier" + (f", {source}" if source else "")
    return Shown(text, keys, CLAIM_COLUMNS, rows, **more)


def column(header: str, cells: str, declared: str, source: str = "", **more: Unpack[_More]) -> Shown:
    """Claims with one more column, whose cells are given in one text, a blank line apart from each other."""
    found = cells.split("|")
    lines = [f"N° dossier;Reçu le;{header}"]
    lines += [f"A{number};{13 + number % 10}/02/2008;{cell}" for number, cell in enumerate(found, start=1)]
    keys = "delimiter: ';', key: no_dossier" + (f", {source}" if source else "")
    columns = {"N° dossier": ID, "Reçu le": ON, header: declared}
    return Shown("\n".join(lines) + "\n", keys, columns, len(found), **more)


TWO_DAYS = "N° dossier;Reçu le;Clos le\nA1;{};{}\nA2;{};{}\n"
LONG = "|".join(["courrier", "internet"] * 10)

LONG_HEADING = "Identifiant unique du contrat dans l'application de gestion des sinistres de protection juridique"

TABLE = {
    # Dialects
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
        "skip_rows: 2", text="Dossiers de février\nÉdité le 01/03/2008\n\n\n" + CLAIMS
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
    "one row": claims(text="N° dossier;Reçu le;Canal\nA1;13/02/2008;fax\n", rows=1, comments=("1 row, all read",)),
    "a half-year in the name": claims(name="essai_2008-H1.csv", comments=("for other periods too: essai_*.csv",)),
    "a name with marks of patterns": claims(name="a [1].csv", comments=("a [1].csv: 3 rows",)),
    "header again": claims(
        "repeated_headers: true", text=CLAIMS + "N° dossier;Reçu le;Canal\nA4;16/02/2008;fax\n", rows=4
    ),
    "trailing delimiters": claims("trailing_delimiter: true", text=CLAIMS.replace("\n", ";\n")),
    "trailing delimiters in the records alone": claims(
        "trailing_delimiter: true", text=CLAIMS.replace("\n", ";\n").replace("Canal;", "Canal")
    ),
    "a column without heading": claims(
        text=CLAIMS.replace("\n", ";x\n").replace("Canal;x", "Canal;"), comments=("without a heading are left out: 1",)
    ),
    "a heading that stands twice": claims(
        text=CLAIMS.replace("\n", ";x;y\n").replace("Canal;x;y", "Canal;Note;Note"),
        comments=("stand twice are left out: 1",),
    ),
    # Encodings
    "ascii": Shown(
        "ref,day\nA1,2008-02-13\nA2,2008-02-14\n",
        "delimiter: ',', key: ref",
        {"ref": ID, "day": "type: date, format: '%Y-%m-%d', required: true"},
        2,
        comments=("no accent in this file: it might as well be cp1252",),
    ),
    "utf-8 with a mark": claims("encoding: utf-8-sig", encoding="utf-8-sig"),
    "cp1252": claims("encoding: cp1252", encoding="cp1252"),
    "cp1252, euro and oe": claims("encoding: cp1252", text=CLAIMS.replace("internet", "sœur, 5 €"), encoding="cp1252"),
    "latin-1": claims(
        "encoding: latin-1",
        text=CLAIMS.replace("internet", "a\x81b"),
        encoding="latin-1",
        comments=("bytes that cp1252 does not have",),
    ),
    "utf-16": claims("encoding: utf-16", encoding="utf-16"),
    "gzip": claims(text=gzip.compress(CLAIMS.encode()), name="essai.csv.gz"),
    "utf-8 with a few stray bytes": claims(
        "max_rejected: 20%",
        text=CLAIMS.encode().replace(b"internet", b"fen\xeatre") + b"A4;16/02/2008;fax\nA5;17/02/2008;fax\n",
        rows=5,
        rejected=1,
        comments=(
            "some bytes are not utf-8: their rows are rejected",
            "1 record cannot be read (undecodable bytes): line 3.",
            "1 of 5 rows is rejected",
        ),
    ),
    # Types
    "integers": column("Âge moyen du lot", "12|7|-3", "type: integer, required: true"),
    "integers by thousands": column("Lots", "1 204|7|12\u202f000", "type: integer, required: true", "thousands: ' '"),
    "numbers, decimal comma": column("Coût", "12,5|7|0,25", "type: number, required: true", "decimal: ','"),
    "numbers, decimal point": column("Coût", "12.5|7|0.25", "type: number, required: true", "decimal: '.'"),
    "numbers, no-break spaces": column(
        "Coût", "1\u00a0204,50|7,00|12 000,00", "type: number, required: true", "decimal: ',', thousands: ' '"
    ),
    "numbers, point and comma": column(
        "Coût", "1.204,50|7,00|12.000,00", "type: number, required: true", "decimal: ',', thousands: '.'"
    ),
    "numbers, Swiss": column(
        "Coût", "1'204.50|7.00|0.10", "type: number, required: true", "decimal: '.', thousands: \"'\""
    ),
    "three digits behind each mark": column(
        "Coût",
        "1.204|2.115|3.001",
        "type: number, required: true",
        "decimal: '.'",
        comments=("every mark stands before three digits: thousands, or decimals?",),
    ),
    "three digits behind each mark, small numbers beside": column(
        "Lots",
        "1.204|815|12.001",
        "type: integer, required: true",
        "decimal: ',', thousands: '.'",
    ),
    "percentages": column(
        "Taux", "97,5 %|100 %|8,25\u00a0%", "type: number, percent: true, required: true", "decimal: ','"
    ),
    "leading zeros are codes": column("Agence", "0123|0456|1789", ID),
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
    "no cell filled": column("Suite", "||", "type: text", comments=("no cell is filled: its type is unknown",)),
    # Dates
    "dates with a time": column("Clos le", "13/02/2008 9:05|14/02/2008 10:00|15/02/2008 23:59", AT),
    "seconds here and there": column(
        "Clos le",
        "13/02/2008 09:05|14/02/2008 10:00:30|15/02/2008 23:59",
        "type: datetime, format: ['%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S'], required: true",
    ),
    "ISO with offset": column(
        "Clos le",
        "2008-02-13T09:05:00+01:00|2008-02-14T10:00:30Z|2008-07-15T23:59:00+0200",
        "type: datetime, format: '%Y-%m-%dT%H:%M:%S%z', required: true",
    ),
    "dots": column("Clos le", "13.02.2008|14.02.2008|", "type: date, format: '%d.%m.%Y'"),
    "short years": column("Clos le", "13/02/08|14/02/08|15/02/08", "type: date, format: '%d/%m/%y', required: true"),
    "hours with h": column(
        "Clos le",
        "13/02/2008 à 9h05|14/02/2008 à 10h00|15/02/2008 à 23h59",
        "type: datetime, format: '%d/%m/%Y à %Hh%M', required: true",
    ),
    "digits alone": column(
        "Clos le",
        "20080213|20080214|20080301",
        "type: date, format: '%Y%m%d', required: true",
        comments=("digits without marks, read as dates",),
    ),
    "eight digits that are no dates": column("Appel", "19937896|19937897|20080301", "type: integer, required: true"),
    "month first, proven": Shown(
        "ref,day\nA1,02/13/2008\nA2,03/04/2008\n",
        "delimiter: ',', key: ref",
        {"ref": ID, "day": "type: date, format: '%m/%d/%Y', required: true"},
        2,
        absent=("assumed",),
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
    "days and times mixed": column(
        "Clos le", "13/02/2008|14/02/2008 10:00|15/02/2008", ID, comments=("most cells are dates without a time",)
    ),
    # Nothing, and nothing good
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
    # Keys
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
    "two columns, one of them an id": Shown(
        "Dossier;Étape;Date\nD0;ouvert;13/02/2008\nD0;clos;14/02/2008\nD1;ouvert;15/02/2008\nD1;clos;16/02/2008\n",
        "delimiter: ';', key: [dossier, etape]",
        {"Dossier": ID, "Étape": ID, "Date": ON},
        4,
        comments=("no column alone tells the rows apart: these two together do",),
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
    "an id with a gap rather than a date": Shown(
        "Dossier;Date\n"
        + "".join(f"{'D' if day > 13 else ''}{day if day > 13 else ''};{day}/02/2008\n" for day in range(13, 29)),
        "delimiter: ';', key: dossier, max_rejected: 7%",
        {"Dossier": ID, "Date": ON},
        16,
        rejected=1,
        comments=("1 of 16 cells is empty: line 2",),
    ),
    # People
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
    "day of birth": column("Né le, naissance", "13/02/1958|14/02/1960|15/02/1961", f"{ID}, personal: true"),
    "the name of a product names nobody": column("Nom du produit", "PJ|PJ|Auto", ID),
    # What YAML would read otherwise
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
        {"N°\u00a0dossier": ID, "Reçu\nle": ON, "a\x1b[31m\u202eb": ID},
        2,
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, with a comment on each doubt."""
    shown = TABLE[name]
    block = sniffed(shown, tmp_path)
    (source,) = yaml.safe_load(block)["sources"].values()
    assert source.pop("files") == shown.name.replace("[", "[[]")
    columns = {column.pop("header"): column for column in source.pop("columns").values()}
    source = {key: value for key, value in source.items() if key != "label"}
    assert source == {"encoding": "utf-8"} | yaml.safe_load(f"{{{shown.source}}}")
    assert columns == {header: yaml.safe_load(f"{{{rest}}}") for header, rest in shown.columns.items()}
    comments = " ".join(line.strip(" #") for line in block.replace("  # ", "\n# ").splitlines() if "#" in line)
    assert [words for words in shown.comments if words not in comments] == []
    assert [words for words in shown.absent if words in comments] == []
    assert max(map(len, block.splitlines())) <= 80


@pytest.mark.parametrize("name", TABLE)
def test_the_block_reads_the_export(name: str, tmp_path: Path) -> None:
    """Put into a rule file, the block reads the export, and each of its records is accounted for."""
    shown = TABLE[name]
    rows, cases, rejected, duplicates = counted(sniffed(shown, tmp_path), tmp_path)
    assert (rows, rejected, duplicates) == (shown.rows, shown.rejected, shown.duplicates)
    assert cases == rows - rejected - duplicates


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


def sniffed(shown: Shown, folder: Path) -> str:
    """The block for an export, which is written into a folder."""
    content = shown.text if isinstance(shown.text, bytes) else shown.text.encode(shown.encoding)
    (folder / shown.name).write_bytes(content)
    return sniff(folder / shown.name, block.render)


def counted(block: str, folder: Path) -> tuple[int, int, int, int]:
    """Rows, cases, rejected and duplicates of the export, when it is evaluated by the block."""
    (name,) = yaml.safe_load(block)["sources"]
    dated = [
        id_
        for id_, each in yaml.safe_load(block)["sources"][name]["columns"].items()
        if each["type"] in {"date", "datetime"}
    ]
    rules = folder / "rules.yaml"
    rules.write_text(
        f"version: 1\norganisation: Essai\ntime_zone: Europe/Paris\n{block}"
        "commitments: [{id: c, title: Essai, promise: Essai, indicators: "
        f'[{{id: i, label: Essai, source: {name}, period_by: "{dated[0]}", measure: {{kind: count}}}}]}}]\n',
        encoding="utf-8",
    )
    evaluation = evaluate(load_rules(rules), folder, period="2008")
    of_source = evaluation.cases[name]
    evaluation.close()
    return of_source.rows, of_source.cases, of_source.rejected, of_source.duplicates
