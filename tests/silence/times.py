"""Times: letters of a format, time zones, skipped times and days, numbers of YAML."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, Line

RULES = """
version: 1
organisation: Essai
language: en
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      at: {header: at, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      closed: {header: closed, type: datetime, format: "%Y-%m-%d %H:%M"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: calls
        period_by: at
        measure: {kind: delay, from: at, to: closed, limit: 24 heures}
        target: 95%
"""


def _zone(name: str) -> str:
    return RULES.replace("Europe/Paris", name)


def _format(format_: str) -> str:
    return RULES.replace('"%Y-%m-%d %H:%M"', format_)


FORMATS = {
    "03 a letter Z in a format": Line(
        rules=_format('"%Y-%m-%dT%H:%MZ"'),
        command="validate",
        status=3,
        says=["line 14", "the letters Z would be passed over", "Write %z", '"%Y-%m-%dT%H:%M%z"'],
    ),
    "03 the letters UTC in a format": Line(
        rules=_format('"%Y-%m-%d %H:%M UTC"'),
        command="deadline '2008-03-03 10:00' '24 heures'",
        status=3,
        says=["the letters UTC would be passed over", '"%Y-%m-%d %H:%M %z"'],
        says_fr=["les lettres UTC seraient ignorées", "«\u00a0%Y-%m-%d %H:%M %z\u00a0»"],
    ),
    "03 the letters PM in a format": Line(
        rules=_format('["%Y-%m-%d %H:%M AM", "%Y-%m-%d %H:%M PM"]'),
        command="validate",
        status=3,
        says=["the letters AM", "the letters PM", "AM and PM are not read", "over 24 hours (14:00)"],
    ),
    "03 letters of a zone in a format": Line(
        rules=_format('"%Y-%m-%d %H:%M CET"'),
        command="validate",
        status=3,
        says=["the letters CET", "%z reads an offset"],
    ),
    "03 formats that differ in letters": Line(
        rules=_format('["%Y-%m-%d à %H:%M", "%Y-%m-%d at %H:%M"]'),
        command="validate",
        status=3,
        says=["differ in letters alone"],
    ),
    "03 figures of an offset in a format": Line(
        rules=_format('"%Y-%m-%dT%H:%M:%S.000+0000"'),
        command="deadline '2008-03-03 10:00' '24 heures'",
        status=3,
        says=["line 14", '"+0000" would be passed over', "Write %z", '"%Y-%m-%dT%H:%M:%S.000%z"'],
        says_fr=["«\u00a0+0000\u00a0» serait ignoré", "«\u00a0%Y-%m-%dT%H:%M:%S.000%z\u00a0»"],
    ),
    "03 a short offset in a format": Line(
        rules=_format('"%Y-%m-%d %H:%M (+2)"'),
        command="deadline '2008-03-03 10:00' '24 heures'",
        status=3,
        says=['"(+2)" would be passed over', "%z reads an offset: +02:00, +0200"],
        says_fr=["«\u00a0(+2)\u00a0» serait ignoré", "%z lit un décalage"],
    ),
    "03 formats that differ in an offset": Line(
        rules=_format('["%Y-%m-%d %H:%M +01:00", "%Y-%m-%d %H:%M +02:00"]'),
        command="validate",
        status=3,
        says=['"+01:00" would be passed over', '"+02:00" would be passed over'],
    ),
    "03 zeros of a fraction and marks of DB2": Line(
        rules=_format('["%Y-%m-%d %H:%M:%S.000", "%Y-%m-%d-%H.%M.%S.%f"]'),
        files={
            "calls.csv": "id;at;closed\n"
            "1;2008-03-03 10:30:00.000;2008-03-04-10.30.00.000000\n"
            "2;2008-03-03 10:30:00.000;2008-03-04-10.30.00.000001\n"
        },
        engines=("duckdb", "pandas"),
        figures={"share": "1/2 missed"},
    ),
    "03 a letter Z behind a date": Line(
        rules=RULES.replace(
            'closed, type: datetime, format: "%Y-%m-%d %H:%M"', 'closed, type: date, format: "%Y-%m-%dZ"'
        ),
        command="deadline '2008-03-03 10:00' '24 heures'",
        status=3,
        says=["Z would be passed over, and a date has no offset", "Have the dates exported without it"],
        says_fr=["une date n’a pas de décalage", "Faites exporter les dates sans lui"],
        silent=["Write %z"],
    ),
    "03 letters of an offset in cells": Line(
        rules=_format('"%Y-%m-%d %H:%M %z"'),
        # 09:30, 10:30 and 11:30 in UTC are 10:30, 11:30 and 12:30 in Paris, on the next day from 23:00 on.
        files={
            "calls.csv": "id;at;closed\n"
            "1;2008-03-03 10:30 Z;2008-03-04 10:30 UTC\n"
            "2;2008-03-03 10:30 utc;2008-03-04 11:31 +01:00\n"
            "3;2008-03-03 10:30 GMT;2008-03-04 11:30 +0100\n"
            "4;2008-12-31 23:00 gmt;2009-01-01 23:00 z\n"
        },
        engines=EVERY_ENGINE,
        figures={"share": "2/3 missed"},
    ),
}


def _min_cases(number: str) -> str:
    return RULES.replace("target: 95%", f"target: 95%\n        min_cases: {number}")


def _target(text: str) -> str:
    return RULES.replace("target: 95%", f"target: {text}")


NUMBERS = {
    "19 a number with an underscore": Line(
        rules=_min_cases("1_000"),
        command="deadline '2008-03-03 10:00' '24 heures'",
        status=3,
        says=["line 26, column 20", "1_000 without quotes is a number in YAML 1.1 and a text in YAML 1.2", '"1_000"'],
        says_fr=["1_000 sans guillemets est un nombre en YAML 1.1 et un texte en YAML 1.2"],
    ),
    "19 an octal number": Line(
        rules=_min_cases("010"),
        command="validate",
        status=3,
        says=["010 without quotes is 8 in YAML 1.1 (octal) and 10"],
    ),
    "19 an exponent": Line(
        rules=_target("1e3"),
        command="validate",
        status=3,
        says=["1e3 without quotes is a text in YAML 1.1", "digits alone (1000)"],
    ),
    "19 an exponent in quotes": Line(
        rules=_target('"1e3"'),
        command="deadline '2008-03-03 10:00' '24 heures'",
        status=3,
        says=['"1e3": a number is written with digits alone. Write 1000.'],
        says_fr=["«\u00a01e3\u00a0»\u00a0: un nombre s’écrit avec des chiffres seuls. Écrivez 1000."],
        silent=["1 e3", "percentage", "pourcentage"],
    ),
    "19 an exponent in a condition": Line(
        rules=RULES.replace("      closed: {", "      n: {header: n, type: number}\n      closed: {").replace(
            "        period_by: at", "        period_by: at\n        where: {n: '>= 1e3'}"
        ),
        command="validate",
        status=3,
        says=['"1e3": a number is written with digits alone. Write 1000.'],
        silent=["percentage"],
    ),
    "19 an octal number of YAML 1.2": Line(
        rules=_min_cases("0o17"), command="validate", status=3, says=["0o17 without quotes is a text in YAML 1.1 and a"]
    ),
    "19 a time without quotes": Line(
        rules=_min_cases("18:00"), command="validate", status=3, says=["18:00 without quotes is the number 1080"]
    ),
    "19 an infinity": Line(
        rules=_min_cases(".inf"), command="validate", status=3, says=[".inf without quotes is a number"]
    ),
    "19 a text of digits behind a zero": Line(
        rules=RULES.replace("label: Part", "label: 08"),
        command="validate",
        status=3,
        says=["08 without quotes", "YAML 1.2"],
    ),
    "19 base 60 with a fraction": Line(
        rules=_min_cases("190:20:30.15"),
        command="deadline '2008-03-03 10:00' '24 heures'",
        status=3,
        # 190 x 3600 + 20 x 60 + 30.15
        says=["is the number 685230.15 in YAML 1.1 (base 60)"],
        says_fr=["est le nombre 685230.15 en YAML 1.1 (base 60)"],
    ),
    "19 a zero before a digit": Line(
        rules=_min_cases("05"),
        command="deadline '2008-03-03 10:00' '24 heures'",
        status=3,
        says=["begins with a zero, which some take for the mark of an octal number", "digits alone (5)"],
        says_fr=["commence par un zéro", "chiffres seuls (5)"],
        silent=["5 in YAML"],
    ),
    "19 a number without its zero": Line(
        rules=_min_cases(".5"), command="validate", status=3, says=["digits alone (0.5)"], silent=["hexadecimal"]
    ),
    "19 a power of ten": Line(
        rules=_min_cases("1.0e+3"), command="validate", status=3, says=["digits alone (1000)"], silent=["infinite"]
    ),
    "19 a plain number": Line(rules=_min_cases("1000"), command="validate"),
}
LINES = {
    **FORMATS,
    **NUMBERS,
    "09 the zone of the machine": Line(
        rules=_zone("localtime"),
        command="validate",
        status=3,
        says=["line 5", '"localtime" is not the time zone of a place', "e.g. Europe/Paris"],
    ),
    "09 the rules of POSIX": Line(
        rules=_zone("posixrules"), command="validate", status=3, says=["not the time zone of"]
    ),
    "09 a zone that nobody set": Line(
        rules=_zone("Factory"), command="validate", status=3, says=["not the time zone of"]
    ),
    "09 a zone with leap seconds": Line(
        rules=_zone("right/Europe/Paris"),
        command="deadline '2008-03-03 10:00' '24 heures'",
        status=3,
        says=["not a time zone of the IANA list", 'Did you mean "Europe/Paris"?'],
        says_fr=["n’est pas un fuseau horaire de la liste de l’IANA", "«\u00a0Europe/Paris\u00a0»\u00a0?"],
    ),
    "09 a zone of POSIX": Line(
        rules=_zone("posix/America/New_York"), command="validate", status=3, says=['Did you mean "America/New_York"?']
    ),
    "09 a zone in small letters": Line(
        rules=_zone("europe/paris"), command="validate", status=3, says=['Did you mean "Europe/Paris"?']
    ),
    "09 a city": Line(rules=_zone("Paris"), command="validate", status=3, says=["Expected one of: Europe/Paris."]),
    "09 a folder of the zone files": Line(
        rules=_zone("Europe"), command="validate", status=3, says=["of the IANA list"]
    ),
    "09 a zone of the list": Line(
        rules=_zone("America/New_York"),
        files={"calls.csv": "id;at;closed\n1;2008-03-08 12:00;2008-03-09 13:00\n2;2008-03-08 12:00;2008-03-09 13:01\n"},
        engines=EVERY_ENGINE,
        figures={"share": "1/2 missed"},
    ),
}
