from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.conftest import RULES, Run


def plain(text: str) -> str:
    """Text with plain spaces, as a test can be read."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


AT_80 = """\
                               T1       T2       T3       T4    2024
Ouverture des dossiers ───────────────────────────────────── non tenu
  Ouverts sous 48 heures   50,0 %▽ 100,0 %        –       ~– ~75,0 %▽
    non tenu, proche   délai 48 heures   objectif 100 %   n 4, 1 en cours
                       publié 80 % ✗
  Ouverts sous 24 heures   50,0 %▼  50,0 %▼       –       ~– ~50,0 %▼
    non tenu           délai 24 heures   objectif 90 %   n 4, 1 en cours
Satisfaction ─────────────────────────────────────────────────── tenu
  Note moyenne               4,00     5,00        –        –   ~4,50
    suivi              n 2   données du 1er février au 1er mai   publié 4,5 ✓
  Fiches reçues                 1        1        –        –      ~2
    tenu               objectif ≥ 2   n 2   données du 1er février au 1er mai

▼ objectif non tenu   ▽ objectif non tenu, mais proche
~ provisoire, des cas sont en cours ou des données manquent
suivi : sans objectif, non jugé   – sans données
✓ concorde avec le chiffre publié   ✗ diffère du chiffre publié

Périodes que les données ne couvrent pas en entier
  T3 – T4, sans données : Notes
  2024, du 1er février au 1er mai : Notes

Données lues  lues = cas + rejets + doublons  arrêté au
  Dossiers       7 =   5 +      1 +        1  30/12/2024 12:00
  Notes          2 =   2 +      0 +        0  01/05/2024 00:00
Vérifié, résultat par résultat (20) : cas du champ = tenus + non tenus (ou
comptés) + en cours + exclus + invalides.

Lignes rejetées : 1
  1  date et heure illisibles
  dossiers_2024.csv, ligne 8, « Reçu le » : date et heure illisibles,
    "31/02/2024 10:00"
"""

AT_120 = """\
                               T1       T2       T3       T4    2024
Ouverture des dossiers ───────────────────────────────────── non tenu
  Ouverts sous 48 heures   50,0 %▽ 100,0 %        –       ~– ~75,0 %▽
    non tenu, proche   délai 48 heures   objectif 100 %   n 4, 1 en cours   publié 80 % ✗
  Ouverts sous 24 heures   50,0 %▼  50,0 %▼       –       ~– ~50,0 %▼
    non tenu           délai 24 heures   objectif  90 %   n 4, 1 en cours
Satisfaction ─────────────────────────────────────────────────── tenu
  Note moyenne               4,00     5,00        –        –   ~4,50
    suivi                                                 n 2   données du 1er février au 1er mai   publié 4,5 ✓
  Fiches reçues                 1        1        –        –      ~2
    tenu                                 objectif   ≥ 2   n 2   données du 1er février au 1er mai
"""

AT_150 = """\
  Fiches reçues                  1        1        –        –      ~2                  ≥ 2  tenu              \
du 1er février       2
                                                                                                              \
au 1er mai
"""

BY_MONTH_AT_80 = """\
                                                                           2024
                  janv.    févr.     mars    avril      mai     juin
                  juil.     août    sept.     oct.     nov.     déc.
Ouverture des dossiers ──────────────────────────────────────── non tenu, proche
  Ouverts sous 48 heures                                                ~75,0 %▽
    janv.–juin   50,0 %▽       –        –  100,0 %        –        –
    juil.–déc.        –        –        –        –        –       ~–
    non tenu, proche   délai 48 heures   objectif 100 %   n 4, 1 en cours
                       publié 80 % ✗
"""

BY_WEEK_AT_80 = """\
  Note moyenne                                                            ~4,50
    S01–S07            –       –       –       –    4,00       –       –
"""


def test_the_report_at_80_columns(run: Run) -> None:
    """Figures stand beside the label; status, limit, target, cases, coverage and published figure below it."""
    ran = run("report", "--year", "2024")
    title, _, rest = plain(ran.out).partition("\n\n")
    assert title.startswith("Assurance Témoin   2024   commitments.yaml (sha256 ")
    assert rest.startswith(AT_80)
    assert ran.err == ""


def test_the_report_at_120_columns(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The details of an indicator stand in columns below its figures."""
    monkeypatch.setenv("COLUMNS", "120")
    assert plain(run("report", "--year", "2024").out).partition("\n\n")[2].startswith(AT_120)


def test_the_report_at_150_columns(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything stands in columns, one line per indicator; what the data covers takes two lines of its own."""
    monkeypatch.setenv("COLUMNS", "150")
    out = plain(run("report", "--year", "2024").out)
    headings = "T1 T2 T3 T4 2024 délai objectif situation données (en cours) publié"
    assert out.splitlines()[3].split() == headings.split()
    assert AT_150 in out


def test_twelve_months_at_80_columns(run: Run) -> None:
    """Twelve figures stand in two lines, each with the months it goes from and to."""
    out = plain(run("report", "--year", "2024", "--by", "month", "--indicator", "opened_48h").out)
    assert out.partition("\n\n")[2].startswith(BY_MONTH_AT_80)


def test_the_weeks_of_a_year_at_80_columns(run: Run) -> None:
    """The weeks stand in as many lines as they need."""
    out = plain(run("report", "--year", "2024", "--by", "week", "--indicator", "score").out)
    assert BY_WEEK_AT_80 in out
    assert "    S50–S01 25" in out  # 30 and 31 December 2024 lie in the first week of 2025
    assert "S01 25 : période incomplète, 30/12/2024 – 31/12/2024" in out


@pytest.mark.parametrize("columns", [60, 72, 80, 100, 120, 200])
@pytest.mark.parametrize("by", ["year", "quarter", "month", "week"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_line_is_wider_than_the_console_and_no_item_is_lost(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: int, by: str, language: str
) -> None:
    """Whatever the width, the parts and the language: labels, figures, statuses, targets, cases, published figures."""
    monkeypatch.setenv("COLUMNS", str(columns))
    out = plain(run("report", "--year", "2024", "--by", by, "--lang", language).out)
    assert max(map(cell_len, out.splitlines())) <= columns
    words = {
        "fr": [
            "~75,0 %▽",
            "4,50",
            "100 %",
            "90 %",
            "≥ 2",
            "non tenu, proche",
            "non tenu",
            "suivi",
            "80 % ✗",
            "4,5 ✓",
            "en cours",
        ],
        "en": [
            "~75.0%▽",
            "4.50",
            "100%",
            "90%",
            "≥ 2",
            "not kept, near",
            "not kept",
            "tracked",
            "80% ✗",
            "4.5 ✓",
            "pending",
        ],
    }
    labels = ["Ouverts sous 48 heures", "Ouverts sous 24 heures", "Note moyenne", "Fiches reçues"]
    assert [word for word in (*words[language], *labels) if word not in out] == []


@pytest.mark.parametrize("columns", ["80", "150"])
def test_a_long_label_takes_two_lines(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    """It is wrapped between words, and never between a number and its unit."""
    label = "Dossiers ouverts en moins de 48 heures par courrier"
    (folder / "commitments.yaml").write_text(RULES.replace("Ouverts sous 48 heures", label), encoding="utf-8")
    monkeypatch.setenv("COLUMNS", columns)
    lines = plain(run("report", "--year", "2024").out).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("  Dossiers ouverts"))
    assert lines[first].split("  50,0 %")[0].strip() == "Dossiers ouverts en moins de"
    assert lines[first + 1].strip() == "48 heures par courrier"


def test_groups_come_under_their_indicator(run: Run) -> None:
    """Each group has its figures, its status and its number of cases."""
    out = run("report", "--year", "2024", "--group-by", "channel", "--lang", "en", "--indicator", "opened_48h").out
    lines = plain(out).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("  Ouverts"))
    assert lines[start : start + 9] == [
        "  Ouverts sous 48 heures   50.0%▽ 100.0%       –      ~–  ~75.0%▽",
        "    not kept, near   limit 48 hours   target 100%   n 4, 1 pending",
        "                     published 80% ✗",
        "    =1+1                    0.0%▼      –       –       –    0.0%▼",
        "      not kept         n 1",
        "    courrier              100.0%  100.0%       –       –  100.0%",
        "      met              n 2",
        "    internet                   –  100.0%       –      ~– ~100.0%",
        "      met              n 1, 1 pending",
    ]


def test_only_marks_that_occur_are_explained(run: Run) -> None:
    """A report without a missed target, a pending case or a comparison says nothing of them."""
    out = run("report", "--quarter", "2024-Q2", "--by", "quarter", "--indicator", "opened_48h").out
    assert not [mark for mark in "▼▽~–✓✗°" if mark in out]
    assert "suivi" not in out


def test_too_few_cases_are_marked(run: Run, folder: Path) -> None:
    """The figure is shown, and said not to be judged."""
    rules = RULES.replace("        tolerance: 50%\n", "        tolerance: 50%\n        min_cases: 10\n")
    (folder / "commitments.yaml").write_text(rules, encoding="utf-8")
    out = plain(run("report", "--year", "2024", "--indicator", "opened_48h").out)
    assert "~75,0 %°" in out
    assert "trop peu " in out
    assert "° trop peu de cas pour juger" in out


def test_as_of_is_one_line_when_it_is_one_day(run: Run) -> None:
    """With --as-of, or when all sources end on one day, the column gives way to a line."""
    out = run("report", "--year", "2024", "--as-of", "2025-01-31").out
    assert "arrêté au" not in out
    assert "Données arrêtées au 31/01/2025 24:00" in out


def _reject(folder: Path, sheets: str) -> None:
    """Add sheets to the scores, and allow that most rows are rejected."""
    rules = RULES.replace("    key: sheet_id\n", "    key: sheet_id\n    max_rejected: 90%\n")
    (folder / "commitments.yaml").write_text(rules, encoding="utf-8")
    with (folder / "sample_data" / "notes.csv").open("a", encoding="utf-8") as file:
        file.write(sheets)


REJECTED_IN_FRENCH = """\
Lignes rejetées : 8
  7  date illisible
  1  cellule obligatoire vide
  notes.csv, ligne 4, « Donnée le » : date illisible, "32/01/2024"
  notes.csv, ligne 5, « Donnée le » : date illisible, "32/01/2024"
  notes.csv, ligne 6, « Donnée le » : date illisible, "32/01/2024"
  notes.csv, ligne 7, « Donnée le » : date illisible, "32/01/2024"
  notes.csv, ligne 8, « Donnée le » : date illisible, "32/01/2024"
  et 3 autres : --issues FICHIER.csv les écrit toutes
"""

REJECTED_IN_ENGLISH = """\
Rejected rows: 8
  7  not a date
  1  required cell empty
  notes.csv, line 4, "Donnée le": not a date, "32/01/2024"
  notes.csv, line 5, "Donnée le": not a date, "32/01/2024"
  notes.csv, line 6, "Donnée le": not a date, "32/01/2024"
  notes.csv, line 7, "Donnée le": not a date, "32/01/2024"
  notes.csv, line 8, "Donnée le": not a date, "32/01/2024"
  and 3 more: --issues FILE.csv writes them all
"""


@pytest.mark.parametrize(("language", "told"), [("fr", REJECTED_IN_FRENCH), ("en", REJECTED_IN_ENGLISH)])
def test_rejected_rows_are_counted_by_reason_and_the_first_are_listed(
    run: Run, folder: Path, language: str, told: str
) -> None:
    """In the language of the report: one line per reason, the first five with their places, and how many follow."""
    _reject(folder, "".join(f"F{number};32/01/2024;4\n" for number in range(10, 17)) + ";01/02/2024;4\n")
    out = run("report", "--year", "2024", "--indicator", "score", "--lang", language).out
    assert told in plain(out)


def test_several_faults_of_a_row_are_told_beside_the_rows(run: Run, folder: Path) -> None:
    """Two rejected rows with three faulty cells: rows open the summary, cells make it."""
    _reject(folder, "F9;32/01/2024;quatre\nF10;01/02/2024;cinq\n")
    out = plain(run("report", "--year", "2024", "--indicator", "score").out)
    assert "Lignes rejetées : 2 (3 fautes)\n  2  nombre entier illisible\n  1  date illisible\n" in out


def test_the_notices_of_many_files_are_one_line(run: Run, folder: Path) -> None:
    """Twice twelve lines at the foot of files are one line; the six copies are another, and their rows a third."""
    (folder / "commitments.yaml").write_text(
        RULES.replace("files: notes.csv", "files: notes*.csv\n    footer: [Total, Fin]"), "utf-8"
    )
    for number in range(12):
        text = f"N° fiche;Donnée le;Note\nG{number // 2};01/02/2024;4\nTotal;1;4\nFin\n"
        (folder / "sample_data" / f"notes_{number}.csv").write_text(text, encoding="utf-8")
    out = plain(run("report", "--year", "2024", "--indicator", "score").out)
    assert out.endswith(
        "Avis\n  lignes de pied de fichier mises de côté : Notes 24\n"
        "  fichiers identiques à un autre de la même source : Notes 6\n"
        "  doublons, plus de 20 % des lignes lues : Notes 6\n"
    )


def test_notices_are_listed(run: Run, folder: Path) -> None:
    """What rejects nothing is counted by source: 27 October 2024, 02:30 occurs twice, and stands here three times."""
    with (folder / "sample_data" / "dossiers_2024.csv").open("a", encoding="utf-8") as file:
        file.write("A7;27/10/2024 02:30;27/10/2024 02:50;courrier\n;27/10/2024 02:30;;courrier\n")
        file.write("A8;27/10/2024 02:30;27/10/2024 09:00;courrier\n")
    out = plain(run("report", "--year", "2024", "--lang", "en", "--indicator", "opened_48h").out)
    told = "times that occur twice (autumn change of clock), read as the first: Dossiers 3"
    assert told in " ".join(out[out.index("Notices") :].split())


def test_colour_is_for_terminals_that_want_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forced colour shows red for what is missed; NO_COLOR takes it away and leaves the same text."""
    piped = run("report", "--year", "2024").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = run("report", "--year", "2024").out
    assert "\x1b[1;31m50,0\u202f%▼\x1b[0m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in run("report", "--year", "2024").out
    for format_ in ("csv", "json"):
        assert "\x1b" not in run("report", "--year", "2024", "--format", format_).out
    assert "\x1b" not in piped


def test_square_brackets_are_text(run: Run, folder: Path) -> None:
    """A label is no markup."""
    (folder / "commitments.yaml").write_text(RULES.replace("Note moyenne", "Note [bold]moyenne"), encoding="utf-8")
    assert "Note [bold]moyenne" in run("report", "--year", "2024").out
