"""Which days a figure is of: years that begin in another month, windows, comparisons, a last business day."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, Line

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
calendar: {YEAR_BEGINS}
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      closed: {header: closed, type: date, format: "%Y-%m-%d"}
      answered: {header: answered, type: text}
      caller: {header: caller, type: text}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: share, label: Part, source: calls, period_by: day, measure: {kind: share, of: {answered: "yes"}},
         target: 60%, per: quarter, published: {2007-Q4: 50%}}
      - {id: number, label: Nombre, source: calls, period_by: day, measure: {kind: count}}
      - {id: callers, label: Appelants, source: calls, period_by: day, measure: {kind: count, different: caller}}
      - {id: left, label: Ouverts, source: calls, measure: {kind: open, from: day, to: closed}}
"""
PLAIN = RULES.replace("{YEAR_BEGINS}", "{country: FR}")
FEBRUARY = RULES.replace("{YEAR_BEGINS}", "{year_begins: 02}")
HEAD = "id;day;closed;answered;caller\n"
CALLS = """1;2008-01-07;2008-01-08;yes;a
2;2008-01-31;2008-02-04;no;b
3;2008-02-01;2008-02-29;yes;a
4;2008-04-30;2008-05-02;no;c
5;2008-05-01;;yes;a
6;2008-07-31;2008-08-01;yes;b
7;2008-12-31;2009-01-02;no;b
8;2009-01-05;2009-01-06;yes;c
9;2009-01-31;2009-01-31;yes;d
10;2009-02-01;;no;a
"""
FILES = {"calls.csv": HEAD + CALLS}
LATE = "--as-of 2009-02-28"
FROM_JUNE = {"calls.csv": HEAD + "".join(f"{n};2008-06-{n:02};;yes;a\n" for n in range(1, 31))}


def _refused(command: str, english: str, french: str) -> Line:
    """A question of which the parts do not go together; nothing is counted."""
    return Line(rules=PLAIN, files=FILES, command=f"report {command}", status=2, says=[english], says_fr=[french])


LINES = {
    "15.5 a year that begins in February": Line(
        rules=FEBRUARY,
        files=FILES,
        command=f"report --year 2008 {LATE}",
        engines=EVERY_ENGINE,
        figures={
            "share 2008-Q1": "1/2 missed",
            "share 2008-Q2": "2/2 met",
            "share 2008-Q4": "2/3 met",
            "share 2008": "5/7 missed",
            "number 2008": "=7",
            "callers 2008": "=4",
            # Open at the end of January 2009: 5 alone.
            "left 2008-Q4": "=1",
            "left 2008": "=1",
        },
    ),
    "15.5 its days stand in the title": Line(
        rules=FEBRUARY,
        files=FILES,
        command=f"report --year 2008 {LATE}",
        says=["2008   2008-02-01 – 2009-01-31", "Q1"],
        says_fr=["2008   01/02/2008 – 31/01/2009", "T1"],
    ),
    "15.5 a published figure of its quarter": Line(
        rules=FEBRUARY,
        files=FILES,
        command=f"report --quarter 2007-Q4 --by month {LATE}",
        figures={"share 2007-Q4": "1/2 missed", "share 2008-01": "1/2 no_target"},
        says=["50% ✓"],
    ),
    "15.5 the same rule file with years of January": Line(
        rules=PLAIN,
        files=FILES,
        command=f"report --year 2008 {LATE}",
        figures={"share 2008-Q1": "2/3 met", "share 2008": "4/7 missed"},
    ),
    "15.5 windows of six months": Line(
        rules=PLAIN,
        files=FILES,
        command=f'report --quarter 2008-Q3 --by month --window "6 mois" {LATE}',
        engines=("duckdb", "pandas"),
        figures={
            "number 2008-02-01/2008-07-31": "=4",
            "number 2008-03-01/2008-08-31": "=3",
            "number 2008-04-01/2008-09-30": "=3",
            # a, b and c: callers do not add up over months.
            "callers 2008-02-01/2008-07-31": "=3",
            # Each quarter is judged by itself, and a window that cuts one is not judged.
            "share 2008-02-01/2008-07-31": "3/4 no_target",
            "share 2008-04-01/2008-09-30": "2/3 missed",
            # Open at the end of July, August and September: 5, and 6 until 1 August.
            "left 2008-02-01/2008-07-31": "=2",
            "left 2008-03-01/2008-08-31": "=1",
            "number 2008-Q3": "=1",
        },
    ),
    "15.5 windows in words": Line(
        rules=PLAIN,
        files=FILES,
        command=f'report --quarter 2008-Q3 --by month --window "2 quarters" {LATE}',
        environment={"COLUMNS": "80"},
        says=["windows of 6 months, each under its last day", "2008-07-31"],
        says_fr=["fenêtres de 6 mois, chacune sous son dernier jour", "31/07/2008"],
    ),
    "15.5 a window that begins before the data": Line(
        rules=PLAIN,
        files=FROM_JUNE,
        command='report --month 2008-06 --by month --window "12 months" --as-of 2008-06-30',
        figures={"number 2007-07-01/2008-06-30": "=30 partial", "number 2008-06": "=30 whole"},
        says=["2007-07-01 – 2008-06-30, from 1 June 2008"],
        says_fr=["01/07/2007 – 30/06/2008, à partir du\u00a01er\u00a0juin\u00a02008"],
    ),
    "15.5 beside the year before": Line(
        rules=PLAIN,
        files=FILES,
        command=f"report --quarter 2009-Q1 --by month --compare year-before {LATE}",
        engines=EVERY_ENGINE,
        figures={"number 2009-Q1": "=3", "number 2009-01": "=2"},
        compared={
            "number 2009-01": "2008-01 2 0 whole",
            "number 2009-02": "2008-02 1 0 whole",
            "number 2009-Q1": "2008-Q1 3 0 whole",
            "callers 2009-01": "2008-01 2 0 whole",
            "share 2009-01": "2008-01 1/2 1/2 whole",
            # Open at the end of January 2008: 2; of January 2009: 5.
            "left 2009-01": "2008-01 1 0 whole",
            "left 2009-02": "2008-02 0 2 whole",
        },
    ),
    "15.5 beside a period of which nothing was read": Line(
        rules=PLAIN,
        files=FROM_JUNE,
        command="report --month 2008-06 --compare 2007-06 --as-of 2008-06-30",
        engines=("duckdb", "pandas"),
        figures={"number": "=30 whole"},
        compared={"number 2008-06": "2007-06 - - none", "share 2008-06": "2007-06 - - none"},
    ),
    "15.5 it is said that nothing was read of it": Line(
        rules=PLAIN,
        files=FROM_JUNE,
        command="report --month 2008-06 --compare 2007-06 --as-of 2008-06-30",
        environment={"COLUMNS": "80"},
        says=["compared with June 2007", "difference –", "June 2007, no data: Appels"],
        says_fr=["comparé à juin 2007", "écart –", "juin 2007, sans données\u00a0: Appels"],
    ),
    "15.5 beside a period of which a part was read": Line(
        rules=PLAIN,
        files=FROM_JUNE,
        command="report --from 2008-06-11 --to 2008-06-30 --by year --compare previous --as-of 2008-06-30",
        compared={"number 2008-06-11/2008-06-30": "2008-05-22/2008-06-10 10 10 partial"},
        says=["2008-05-22 – 2008-06-10, from 1 June: Appels", "~10", "+10", "provisional, data is missing"],
        says_fr=["22/05/2008 – 10/06/2008, à partir du 1er juin\u00a0: Appels", "provisoire, des données manquent"],
    ),
    "15.5 up to the same business day": Line(
        rules=PLAIN,
        files=FILES,
        # The 22nd jour ouvré of 2008 is 31 January, that of 2009 is Monday 2 February: 1 January is a holiday.
        command=f"report --year 2009 --until-business-day 22 --compare year-before {LATE}",
        engines=("duckdb", "pandas"),
        figures={"number 2009-01-01/2009-02-02": "=3"},
        compared={"number 2009-01-01/2009-02-02": "2008-01-01/2008-01-31 2 1 whole"},
    ),
    "15.5 parts up to a business day": _refused(
        "--year 2009 --until-business-day 20 --by month",
        "--until-business-day and --by do not go together",
        "--until-business-day et --by ne vont pas ensemble",
    ),
    "15.5 windows up to a business day": _refused(
        '--year 2009 --until-business-day 20 --window "12 mois"',
        "--until-business-day and --window do not go together",
        "--until-business-day et --window ne vont pas ensemble",
    ),
    "15.5 a business day that the month has not": _refused(
        "--month 2008-05 --until-business-day 21",
        "2008-05 has 19 jours ouvrés, and none of number 21",
        "2008-05 a 19 jours ouvrés, et aucun de numéro 21",
    ),
    "15.5 a period beside itself": _refused(
        "--year 2008 --compare 2008",
        "the period would be compared with itself, 2008",
        "la période serait comparée à elle-même, 2008",
    ),
    "15.5 a week that the year before has not": _refused(
        "--from 2009-12-28 --to 2010-01-03 --compare year-before",
        "2009-W53 cannot be compared with the week a year before",
        "2009-W53 ne peut pas être comparée à la semaine de l’année d’avant",
    ),
    "15.5 a window in business days": _refused(
        '--year 2008 --window "30 jours ouvrés"',
        '"30 jours ouvrés" is not the length of a window',
        "«\u00a030 jours ouvrés\u00a0» n’est pas la longueur d’une fenêtre",
    ),
    "15.5 the file of a quarter of another year": Line(
        rules=FEBRUARY.replace("key: id", "key: id\n    expects: {file_per: quarter}"),
        # The second quarter, May to July, is missing; with years of January it would be another one.
        files={"calls_2008-Q1.csv": HEAD + "1;2008-02-05;;yes;a\n", "calls_2008-Q3.csv": HEAD + "2;2008-09-02;;no;b\n"},
        command="report --year 2008 --as-of 2008-10-31",
        figures={"number 2008-Q3": "=1"},
        says=["calls_2008-Q2.csv is missing: a file is expected for 2008-Q2"],
        says_fr=["calls_2008-Q2.csv manque"],
        silent=["calls_2008-Q4.csv"],
    ),
    "15.5 a month that is none": Line(
        rules=PLAIN.replace("{country: FR}", "{year_begins: 13}"),
        files=FILES,
        command="report --year 2008",
        status=3,
        says=["13 is not the month in which a year begins"],
    ),
}
