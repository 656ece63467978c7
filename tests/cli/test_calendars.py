"""`deadline` and `calendar` as users run them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.conftest import RULES, Run

HOUSE = """\
calendar:
  closed: {2008-05-02: Pont de l'Ascension, 2008-05-09: Pont du 8 mai}
  worked: {2008-05-12: Journée de solidarité}
  opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"], sat: "09:00-12:00", 2008-12-24: "09:00-12:30"}
sources:
"""
ALL_DAY = "09:00-12:30 13:30-18:00"
MAY = ("deadline", "2008-04-30 17:40", "10 jours ouvrés")


@pytest.fixture(autouse=True)
def _house(folder: Path) -> None:
    """Give the rule file of the folder the closed and worked days of May 2008."""
    (folder / "commitments.yaml").write_text(RULES.replace("sources:\n", HOUSE, 1), encoding="utf-8")


def plain(text: str) -> str:
    """Text with plain spaces, as a test can be read."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def _shown(run: Run, *arguments: str) -> str:
    """What is printed, but for the line that names the rule file."""
    ran = run(*arguments)
    assert (ran.status, ran.err) == (0, "")
    return "".join(line for line in plain(ran.out).splitlines(keepends=True) if "sha256" not in line)


# --- deadline: the table

MAY_AT_80 = """\
Échéance : mardi 20 mai 2008, 24 h 00 (fin à cet instant : en retard)

10 jours ouvrés à compter du mercredi 30 avril 2008, 17 h 40 (Europe/Paris)
Jours ouvrés : lundi – vendredi, sauf fériés et fermés, travaillés compris.

jour                n°
mer. 30 avril 2008      jour de départ, non compté
jeu.  1 mai          –  férié (Ascension; Fête du Travail)
ven.  2 mai          –  fermé (Pont de l'Ascension)
sam.  3 mai          –  samedi
dim.  4 mai          –  dimanche
lun.  5 mai          1
mar.  6 mai          2
mer.  7 mai          3
jeu.  8 mai          –  férié (Fête de la Victoire)
ven.  9 mai          –  fermé (Pont du 8 mai)
sam. 10 mai          –  samedi
dim. 11 mai          –  dimanche
lun. 12 mai          4  travaillé (Journée de solidarité), bien que férié (Lundi
                        de Pentecôte)
mar. 13 mai          5
mer. 14 mai          6
jeu. 15 mai          7
ven. 16 mai          8
sam. 17 mai          –  samedi
dim. 18 mai          –  dimanche
lun. 19 mai          9
mar. 20 mai         10  dernier jour

20 jours : 10 comptés, 10 passés (3 samedis, 3 dimanches, 2 fériés, 2 fermés).
"""

SPRING_IN_ENGLISH = """\
Due: Monday 31 March 2008, 13:00 (an end then is in time)

48 hours from Saturday 29 March 2008, 12:00 (Europe/Paris)
Real time: nights, weekends and clock changes included.

day                from – to  taken  left
Sat 29 Mar 2008  12:00–24:00   12 h  36 h
Sun 30 Mar       00:00–24:00   23 h  13 h  at 02:00 it is 03:00, day of 23 h
Mon 31 Mar       00:00–13:00   13 h   0 h
"""

MONTHS_IN_ENGLISH = """\
Due: Monday 2 March 2009, 24:00 (an end then is late)

2 months from Wednesday 31 December 2008 (Europe/Paris)
Months: the day of the same number, else the last of the month.

day              no.
Wed 31 Dec 2008       day of the start, not counted
Sat 31 Jan 2009    1
Sat 28 Feb         2  last day of February, which is shorter

Moved to the next business day:
Sat 28 Feb 2009  –  Saturday
Sun  1 Mar       –  Sunday
Mon  2 Mar          last day
"""


BUSINESS_HOURS = """\
Échéance : lundi 5 mai 2008, 11 h 00 (fin à cet instant : dans le délai)

5 heures ouvrées à compter du mercredi 30 avril 2008, 18 h 00 (Europe/Paris)
Temps d’ouverture, sauf jours fériés et fermés, jours travaillés compris.

jour                     de – à  pris  reste
mer. 30 avril 2008            –               après la fermeture
jeu.  1 mai                   –               férié (Ascension; Fête du Travail)
ven.  2 mai                   –               fermé (Pont de l'Ascension)
sam.  3 mai         09:00–12:00   3 h    2 h
dim.  4 mai                   –               sans horaires d’ouverture
lun.  5 mai         09:00–11:00   2 h    0 h
"""


def test_business_hours_are_shown_stretch_by_stretch(run: Run) -> None:
    """A start after closing time, a holiday, a bridge, a Sunday; and the break at noon in two lines."""
    assert _shown(run, "deadline", "2008-04-30 18:00", "5 heures ouvrées") == BUSINESS_HOURS
    lines = _shown(run, "deadline", "2008-05-06 12:00", "1 business hour", "--lang", "en").splitlines()
    assert lines[-2:] == [
        "Tue  6 May 2008  12:00–12:30  30 min  30 min",
        "                 13:30–14:00  30 min     0 h",
    ]


def test_the_due_day_comes_first_and_then_every_day(run: Run) -> None:
    """Each with its number, or why it has none; then the sum, which can be checked."""
    assert _shown(run, *MAY) == MAY_AT_80


def test_hours_are_shown_day_by_day_with_the_change_of_clock(run: Run) -> None:
    """What each day takes, what is left, and why a day has 23 hours."""
    assert _shown(run, "deadline", "2008-03-29T12:00", "48 hours", "--lang", "en") == SPRING_IN_ENGLISH


def test_months_are_shown_one_by_one_and_the_rollover_below(run: Run) -> None:
    """The last day counted is Saturday 28 February."""
    arguments = ("deadline", "2008-12-31", "2 mois", "--rollover", "next_business_day", "--lang", "en")
    assert _shown(run, *arguments) == MONTHS_IN_ENGLISH


@pytest.mark.parametrize(
    ("start", "limit", "first_line"),
    [
        (
            "2008-05-01",
            "10 jours calendaires",
            "Échéance : dimanche 11 mai 2008, 24 h 00 (fin à cet instant : en retard)",
        ),
        ("2008-04-30", "1 jour calendaire", "Échéance : jeudi 1er mai 2008, 24 h 00 (fin à cet instant : en retard)"),
        ("2008-05-05", "< 2 jours ouvrés", "Échéance : mardi 6 mai 2008, 24 h 00 (fin à cet instant : en retard)"),
        ("2008-05-05 9:00", "24 heures", "Échéance : mardi 6 mai 2008, 9 h 00 (fin à cet instant : dans le délai)"),
        ("2008-05-05 09:00", "< 24 heures", "Échéance : mardi 6 mai 2008, 9 h 00 (fin à cet instant : en retard)"),
        (
            "2008-05-05 09:00:05",
            "1 minute",
            "Échéance : lundi 5 mai 2008, 9 h 01 min 05 s (fin à cet instant : dans le délai)",
        ),
    ],
)
def test_the_first_line_says_when_and_whether_that_instant_is_in_time(
    run: Run, start: str, limit: str, first_line: str
) -> None:
    """24:00 belongs to the next day; the end of hours is in time, but for `<`."""
    assert _shown(run, "deadline", start, limit).splitlines()[0] == first_line


def test_a_day_ends_at_24_also_where_the_next_begins_at_1(run: Run, folder: Path) -> None:
    """In Brazil the clocks went from 24:00 on 18 October 2008 to 1:00."""
    rules = RULES.replace("Europe/Paris", "America/Sao_Paulo")
    (folder / "commitments.yaml").write_text(rules, encoding="utf-8")
    assert _shown(run, "deadline", "2008-10-18 12:00", "24 hours", "--lang", "en").splitlines()[-2:] == [
        "Sat 18 Oct 2008  12:00–24:00   12 h  12 h",
        "Sun 19 Oct       01:00–13:00   12 h   0 h  at 00:00 it is 01:00, day of 23 h",
    ]


@pytest.mark.parametrize(
    ("start", "limit", "words"),
    [
        ("2008-10-26 02:30", "1 heure", "2 h 30 a lieu deux fois ce jour-là : la première est prise."),
        ("2008-10-26 02:30", "1 heure", "2008, 2 h 30 pour la seconde fois"),
        ("2008-03-30 02:30", "1 heure", "2 h 30 n’existe pas ce jour-là : lu 3 h 30."),
        ("2008-05-05", "< 2 jours ouvrés", "mer.  7 mai        2  le délai finit quand ce jour commence"),
        ("2008-05-07", "2 jours ouvrables", "ven.  9 mai        1  compté, bien que fermé (Pont du 8 mai)"),
        ("2008-05-07", "3 jours ouvrables", "férié (Lundi de Pentecôte), bien que travaillé (Journée de"),
        ("2008-05-05", "3 jours calendaires", "Jours : 3, tous comptés."),
    ],
)
def test_what_is_out_of_the_ordinary_is_said(run: Run, start: str, limit: str, words: str) -> None:
    """Doubtful times, strict limits, and what a unit does not look at."""
    assert words in _shown(run, "deadline", start, limit)


def test_a_long_account_has_a_line_for_each_week(run: Run) -> None:
    """250 jours ouvrés from 2 January 2008: each week with its count, its numbers and its days off."""
    lines = _shown(run, "deadline", "2008-01-02", "250 jours ouvrés").splitlines()
    assert lines[0].startswith("Échéance : mardi 30 décembre 2008, 24 h 00")
    assert "lun.  7 janv. – dim. 13 janv.        5      3–7" in lines
    start = next(number for number, line in enumerate(lines) if line.startswith("lun.  5 mai"))
    assert [" ".join(line.split()) for line in lines[start : start + 3]] == [
        "lun. 5 mai – dim. 11 mai 3 85–87 jeu. 8 : férié (Fête de la",
        "Victoire) ; ven. 9 : fermé",
        "(Pont du 8 mai)",
    ]
    first = lines.index("jeu.  3 janv. – dim.  6 janv.        2      1–2")
    counted = [int(line.split()[7]) for line in lines[first:-4] if " – " in line]
    assert (len(counted), sum(counted)) == (53, 250)
    assert "363 jours : 250 comptés, 113 passés (52 samedis, 52 dimanches, 7 fériés, 2" in lines


def test_a_very_long_account_has_a_line_for_each_month_or_year(run: Run) -> None:
    """A month names its days off, a year counts them."""
    months = " ".join(_shown(run, "deadline", "2008-01-02", "500 business days", "--lang", "en").split())
    assert "1–31 May 2008 18 85–102 Thu 1: holiday (Ascension; Fête du Travail); Fri 2: closed (Pont de" in months
    years = " ".join(_shown(run, "deadline", "2008-01-02", "2000 business days", "--lang", "en").split())
    assert "1 Jan – 31 Dec 2009 252 252–503 52 Saturdays, 52 Sundays, 9 holidays" in years


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "limit",
    [
        "10 jours ouvrés",
        "250 jours ouvrables",
        "500 jours ouvrés",
        "3000 jours calendaires",
        "90 mois",
        "24 heures",
        "< 3000 heures",
        "12 heures ouvrées",
        "3000 heures ouvrées",
        "200000 minutes",
    ],
)
def test_no_line_is_wider_than_the_console(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: int, language: str, limit: str
) -> None:
    """Whatever the width, the language and the length."""
    monkeypatch.setenv("COLUMNS", str(columns))
    out = _shown(run, "deadline", "2008-03-29 17:40", limit, "--lang", language)
    assert max(map(cell_len, out.splitlines())) <= columns
    assert not [line for line in out.splitlines() if line != line.rstrip()]


# --- deadline: JSON


def test_json_has_every_day(run: Run) -> None:
    """The answer at the top, the account below, and nothing but JSON on stdout."""
    ran = run(*MAY, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    document = json.loads(ran.out)
    days = document.pop("days")
    assert document.pop("tool").startswith("gpj-kpi ")
    assert len(document.pop("rules")["sha256"]) == 64
    assert document.pop("calendar")["holidays"].startswith("holidays 0.")
    assert document == {
        "time_zone": "Europe/Paris",
        "start": "2008-04-30T17:40:00+02:00",
        "start_doubt": None,
        "limit": "10 jours ouvrés",
        "rollover": "none",
        "last_day": "2008-05-20",
        "due_at": "2008-05-21T00:00:00+02:00",
        "due_at_in_time": False,
        "counted_in": "days",
        "moved": [],
        "cut_off": None,
        "closed": None,
        "first_day": None,
        "ends": "end_of_day",
        "taken_for": None,
    }
    assert len(days) == 20
    assert sum(day["taken"] for day in days) == 10
    assert days[11] == {
        "day": "2008-05-12",
        "taken": 1,
        "total": 4,
        "left": 6,
        "because": [{"kind": "worked", "name": "Journée de solidarité"}],
        "although": [{"kind": "holiday", "name": "Lundi de Pentecôte"}],
        "stretches": [],
        "clock_change": None,
    }


def test_json_counts_time_in_seconds(run: Run) -> None:
    """With the offset of each end, so that the hours can be checked."""
    document = json.loads(run("deadline", "2008-03-29 12:00", "48 heures", "--format", "json").out)
    assert (document["counted_in"], document["last_day"], document["due_at_in_time"]) == ("seconds", None, True)
    assert document["days"][1] == {
        "day": "2008-03-30",
        "taken": 23 * 3600,
        "total": 35 * 3600,
        "left": 13 * 3600,
        "because": [],
        "although": [],
        "stretches": [
            {
                "from": "2008-03-30T00:00:00+01:00",
                "to": "2008-03-31T00:00:00+02:00",
                "taken": 23 * 3600,
                "left": 13 * 3600,
            }
        ],
        "clock_change": {"from": "2008-03-30T02:00:00", "to": "2008-03-30T03:00:00"},
    }


def test_json_has_the_days_that_a_rollover_passes_over(run: Run) -> None:
    """The last of them is the one it comes to."""
    arguments = ("deadline", "2008-12-31", "2 mois", "--rollover", "next_business_day", "--format", "json")
    document = json.loads(run(*arguments).out)
    assert (document["start"], document["counted_in"], document["last_day"]) == ("2008-12-31", "months", "2009-03-02")
    assert [day["day"] for day in document["moved"]] == ["2009-02-28", "2009-03-01", "2009-03-02"]
    assert [len(day["because"]) for day in document["moved"]] == [1, 1, 0]


# --- calendar

GRID_AT_120 = """\
       1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31  j.o.  j.ouvr.  cumul
janv.  F  1  2  3  ·  ·  4  5  6  7  8  ·  ·  9 10 11 12 13  ·  · 14 15 16 17 18  ·  · 19 20 21 22    22       26     22
"""
MAY_ROW_AT_120 = """\
mai    F  x  ·  ·  1  2  3  F  x  ·  ·+ 4  5  6  7  8  ·  ·  9 10 11 12 13  ·  · 14 15 16 17 18  ·    18       24    103
"""
DECEMBER_ROW_AT_120 = """\
déc.   1  2  3  4  5  ·  ·  6  7  8  9 10  ·  · 11 12 13 14 15  ·  · 16 17 18  F 19  ·  · 20 21 22    22       26    252
"""
COLUMNS_AT_80 = """\
        janv. févr.  mars avril   mai  juin juil.  août sept.  oct.  nov.  déc.
      1 ma  F ve  1 sa  · ma  1 je  F di  · ma  1 ve  1 lu  1 me  1 sa  F lu  1
      2 me  1 sa  · di  · me  2 ve  x lu  1 me  2 sa  · ma  2 je  2 di  · ma  2
"""
END_AT_80 = """\
     12 sa  · ma  8 me  8 sa  · lu+ 4 je  9 sa  · ma  8 ve 10 di  · me  7 ve 10
"""
COUNTS_AT_80 = """\
     31 je 22       lu 20       sa  ·       je 22 di  ·       ve 23       me 22
   j.o.    22    21    20    22    18    21    22    20    22    23    19    22
j.ouvr.    26    25    25    26    24    25    26    25    26    27    23    26
  cumul    22    43    63    85   103   124   146   166   188   211   230   252

· hors de la semaine ouvrée   F férié   x fermé   + travaillé
les nombres comptent les jours ouvrés du mois, cumul ceux de l’année

Jours fériés : 10
  mar.  1 janv.  Jour de l'an
  lun. 24 mars   Lundi de Pâques
  jeu.  1 mai    Ascension; Fête du Travail
  jeu.  8 mai    Fête de la Victoire
  lun. 12 mai    Lundi de Pentecôte
  lun. 14 juil.  Fête nationale
  ven. 15 août   Assomption
  sam.  1 nov.   Toussaint
  mar. 11 nov.   Armistice
  jeu. 25 déc.   Noël

Fermetures : 2
  ven.  2 mai  Pont de l'Ascension
  ven.  9 mai  Pont du 8 mai

Jours travaillés : 1
  lun. 12 mai  Journée de solidarité (bien que férié)

Horaires d’ouverture
  lun. – ven.   09:00–12:30, 13:30–18:00
  sam.          09:00–12:00
  mer. 24 déc.  09:00–12:30

Changements d’heure (Europe/Paris) : 2
  dim. 30 mars  à 2 h 00 il est 3 h 00, jour de 23 h
  dim. 26 oct.  à 3 h 00 il est 2 h 00, jour de 25 h
"""
NAMES_IN_ENGLISH_AT_120 = """\
· outside the business week   H holiday
numbers count the business days of the month, total those of the year

Public holidays: 11                  Closed: 0
  Thu  1 Jan  Jour de l'an
  Mon 13 Apr  Lundi de Pâques        Worked: 0
  Fri  1 May  Fête du Travail
  Fri  8 May  Fête de la Victoire    Opening hours
  Thu 21 May  Ascension                Mon – Fri  09:00–12:30, 13:30–18:00
  Mon  1 Jun  Lundi de Pentecôte       Sat        09:00–12:00
  Tue 14 Jul  Fête nationale
  Sat 15 Aug  Assomption             Clock changes (Europe/Paris): 2
  Sun  1 Nov  Toussaint                Sun 29 Mar  at 02:00 it is 03:00, day of 23 h
  Wed 11 Nov  Armistice                Sun 25 Oct  at 03:00 it is 02:00, day of 25 h
"""


def test_at_80_columns_a_month_is_a_column(run: Run) -> None:
    """Each cell has its weekday; counts and names come below."""
    out = _shown(run, "calendar", "2008")
    assert out.startswith("252 jours ouvrés (j.o.), 304 jours ouvrables (j.ouvr.), 366 jours\n\n" + COLUMNS_AT_80)
    assert END_AT_80 in out
    assert out.endswith(COUNTS_AT_80)


def test_at_120_columns_a_month_is_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """31 cells and three counts, and the names in two columns."""
    monkeypatch.setenv("COLUMNS", "120")
    out = _shown(run, "calendar", "2008")
    assert out.partition("\n\n")[2].startswith(GRID_AT_120)
    assert MAY_ROW_AT_120 in out
    assert DECEMBER_ROW_AT_120 in out
    assert NAMES_IN_ENGLISH_AT_120 in _shown(run, "calendar", "2009", "--lang", "en")


@pytest.mark.parametrize("columns", [60, 72, 80, 100, 120, 200])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_line_of_a_year_is_wider_than_the_console_and_no_day_is_lost(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, columns: int, language: str
) -> None:
    """Whatever the width and the language, also with a long reason."""
    monkeypatch.setenv("COLUMNS", str(columns))
    long = HOUSE.replace(
        "Pont du 8 mai", "Pont du 8 mai décidé par le comité social et économique de la maison en mars"
    )
    (folder / "commitments.yaml").write_text(RULES.replace("sources:\n", long, 1), encoding="utf-8")
    out = _shown(run, "calendar", "2008", "--lang", language)
    assert max(map(cell_len, out.splitlines())) <= columns
    words = " ".join(out.split())
    for name in ("Armistice", "Pont de l'Ascension", "comité social et économique de la maison en mars", "solidarité"):
        assert name in words
    assert "252" in words
    mark = {"fr": "F", "en": "H"}[language]
    grid = out.partition("\n\n")[2].partition("\n\n")[0]
    assert (grid.count("x"), grid.count("+")) == (2, 1)
    assert sum(word == mark for word in grid.split()) == 9  # the tenth is the day that is worked


def test_csv_has_a_row_for_every_day(run: Run) -> None:
    """Dates in ISO 8601, plain numbers, booleans in words, nothing where there is nothing."""
    ran = run("calendar", "2008", "--format", "csv")
    assert (ran.status, ran.err) == (0, "")
    assert "\r" not in ran.out
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    first = dt.date(2008, 1, 1)
    assert [row["day"] for row in rows] == [f"{first + dt.timedelta(days=n)}" for n in range(366)]
    assert list(rows[0]) == [
        *("day", "weekday", "business_day", "business_ordinal", "working_day", "working_ordinal", "calendar_ordinal"),
        *("holiday", "closed", "worked", "opening_hours", "hours_of_day"),
    ]
    by_day = {row["day"]: list(row.values())[1:] for row in rows}
    assert by_day["2008-05-12"] == [
        *(
            "mon",
            "true",
            "89",
            "false",
            "109",
            "133",
            "Lundi de Pentecôte",
            "",
            "Journée de solidarité",
            "09:00-12:30 13:30-18:00",
            "24",
        ),
    ]
    assert by_day["2008-05-02"] == ["fri", "false", "85", "true", "103", "123", "", "Pont de l'Ascension", "", "", "24"]
    assert by_day["2008-03-30"] == ["sun", "false", "62", "false", "75", "90", "", "", "", "", "23"]
    assert by_day["2008-12-31"] == [
        "wed",
        "true",
        "252",
        "true",
        "304",
        "366",
        "",
        "",
        "",
        "09:00-12:30 13:30-18:00",
        "24",
    ]
    assert by_day["2008-12-24"][-2:] == ["09:00-12:30", "24"]


def test_csv_cells_cannot_be_formulas(run: Run, folder: Path) -> None:
    """The reason of a closed day is text of the rule file."""
    rules = RULES.replace("sources:\n", HOUSE.replace("Pont du 8 mai", "=1+1"), 1)
    (folder / "commitments.yaml").write_text(rules, encoding="utf-8")
    assert ",'=1+1," in run("calendar", "2008", "--format", "csv").out


def test_a_file_is_what_stdout_would_be(run: Run, folder: Path) -> None:
    """The table on stdout, CSV in the file."""
    ran = run("calendar", "2008", "--output", "year.csv")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Assurance Témoin   2008   commitments.yaml")
    assert (folder / "year.csv").read_bytes().decode() == run("calendar", "2008", "--format", "csv").out


# --- calls that are refused


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["deadline"], 2, "START"),
        (["deadline", "2008-04-30"], 2, "LIMIT"),
        (["deadline", "30/04/2008", "10 jours ouvrés"], 2, 'START: "30/04/2008" is no date and no time'),
        (["deadline", "03/04/2008 10:00", "10 heures"], 2, "Expected year-month-day"),
        (["deadline", "2008-02-30", "10 jours ouvrés"], 2, '"2008-02-30" is no date'),
        (["deadline", "2008-W05", "10 jours ouvrés"], 2, '"2008-W05" is no date'),
        (["deadline", "2008-04-30 24:00", "10 heures"], 2, '"2008-04-30 24:00" is no date'),
        (["deadline", "2008-04-30 17h40", "10 heures"], 2, '"2008-04-30 17h40" is no date'),
        (["deadline", "1949-12-31", "10 jours ouvrés"], 2, "1950 to 2199"),
        (["deadline", "2200-01-01 10:00", "10 heures"], 2, "1950 to 2199"),
        (["deadline", "2008-04-30", "10 jours"], 2, "does not say which days are counted"),
        (["deadline", "2008-04-30", "10 jours ouvrez"], 2, 'did you mean "jours ouvrés"'),
        (["deadline", "2008-04-30", "0 jours ouvrés"], 2, "at least 1"),
        (["deadline", "2008-04-30", "24 heures"], 2, '"2008-04-30" has no time of day'),
        (["deadline", "2008-04-30 10:00", "24 heures", "--rollover", "next_business_day"], 2, "nothing to move"),
        (["deadline", "2008-04-30", "4 heures ouvrées"], 2, '"2008-04-30" has no time of day'),
        (["deadline", "2008-04-30", "10 jours ouvrés", "--rollover", "next_day"], 2, "next_business_day"),
        (["deadline", "2008-04-30", "10 jours ouvrés", "--format", "csv"], 2, "'table', 'json'"),
        (["deadline", "2008-04-30", "10 jours ouvrés", "--rules", "nowhere.yaml"], 3, "nowhere.yaml"),
        (["calendar"], 2, "YEAR"),
        (["calendar", "08"], 2, 'YEAR: "08" is not a year'),
        (["calendar", "1949"], 2, "1950 to 2199"),
        (["calendar", "2200"], 2, "1950 to 2199"),
        (["calendar", "2008-05"], 2, '"2008-05" is not a year'),
        (["calendar", "2008", "--format", "json"], 2, "'table', 'csv'"),
        (["calendar", "2008", "--output", "year.json"], 2, "ends in .csv"),
        (["calendar", "2008", "--output", "nowhere/year.csv"], 2, "there is no folder nowhere"),
        (["calendar", "2008", "--output", "a.csv", "--output", "./a.csv"], 2, "named twice"),
        (["calendar", "2008", "--rules", "nowhere.yaml"], 3, "nowhere.yaml"),
    ],
)
def test_a_refused_call_is_one_line_on_stderr(run: Run, arguments: list[str], status: int, words: str) -> None:
    """What is wrong is said in one line, stdout stays empty, and the status tells usage from files."""
    ran = run(*arguments)
    assert (ran.status, ran.out) == (status, "")
    assert len(ran.err.splitlines()) == 1
    assert words in ran.err


def test_business_hours_without_opening_hours_are_refused(run: Run, folder: Path) -> None:
    """The rule file lacks what the limit asks for."""
    (folder / "commitments.yaml").write_text(RULES, encoding="utf-8")
    ran = run("deadline", "2008-04-30 17:40", "4 heures ouvrées")
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith("commitments.yaml, calendar.opening_hours: the calendar gives no opening hours")


@pytest.mark.parametrize("command", ["deadline", "calendar"])
def test_help_is_plain_text(run: Run, command: str) -> None:
    """Every argument and option has its line."""
    ran = run(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: gpj-kpi {command} [OPTIONS]")
    assert "╭" not in ran.out


def test_colour_only_repeats_what_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forced colour dims what is skipped; machine formats never have any."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in run(*MAY).out
    assert "\x1b[" in run("calendar", "2008").out
    assert "\x1b[" not in run(*MAY, "--format", "json").out
    assert "\x1b[" not in run("calendar", "2008", "--format", "csv").out


def test_stdout_may_lack_characters(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    """On an old terminal every mark has its nearest ASCII, and none becomes a question mark."""
    for arguments in (MAY, ("calendar", "2008")):
        process = start(*arguments, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, b"")
        assert b"?" not in out
