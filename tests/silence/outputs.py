"""What is written, and where: no output is wrong, empty or in another's place without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.silence.line import EVERY_ENGINE, Content, Line


def _link(aim: str) -> Callable[[Path], None]:
    """Make a link to a path as seen from it."""
    return lambda path: path.symlink_to(aim)


def _protect(path: Path) -> None:
    """Make a file that nobody may write."""
    path.write_bytes(b"old")
    path.chmod(0o444)


RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      answered: {header: answered, type: text}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: calls
        period_by: day
        measure: {kind: share, of: {answered: "yes"}}
        target: 95%
"""
CALLS = "id;day;answered\n1;2008-03-03;yes\n2;2008-03-04;yes\n3;2008-03-05;no\n"

SCORES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  scores:
    label: Notes
    files: scores*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      score: {header: score, type: number}
      weight: {header: weight, type: number}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: at_least, label: Note, source: scores, period_by: day,
         measure: {kind: mean, value: score, weight: weight}, target: ">= 4.0", tolerance: ">= 3"}
      - {id: below, label: Note, source: scores, period_by: day,
         measure: {kind: mean, value: score, weight: weight}, target: "< 4"}
      - {id: changed, label: Note, source: scores, period_by: day,
         measure: {kind: mean, value: score, weight: weight}, target: ">= 3",
         versions: [{from: 2008-03-04, target: ">= 4", ref: Essai}]}
"""
# 4 - 10 ** -6 * 10 ** -6 / (10 ** 9 - 1 + 10 ** -6): no float lies between that and 4.
JUST_BELOW = "id;day;score;weight\n1;2008-03-03;4;999999999\n2;2008-03-04;3.999999;0.000001\n"
JUST_ABOVE = JUST_BELOW.replace("3.999999", "4.000001")

# A second source, which no indicator asks for, in a folder of its own.
TWO_SOURCES = RULES.replace(
    "commitments:",
    """  notes:
    label: Notes
    files: [notes/**/n_*.csv]
    key: id
    columns: {id: {header: id, type: text, required: true}}
commitments:""",
)


def _refused(command: str, words: tuple[str, str], more: Mapping[str, Content] | None = None) -> Line:
    """A run that writes nothing; the data is not even looked at, for its record would be refused."""
    return Line(
        rules=TWO_SOURCES,
        files={"calls.csv": "broken", "notes/n_1.csv": "old", **(more or {})},
        command=command,
        status=2,
        says=[words[0]],
        says_fr=[words[1]],
        left={"data/calls.csv": b"broken", "data/notes/n_1.csv": b"old", "rules.yaml": TWO_SOURCES.encode()},
    )


EXPORT = ("would be one of the exports: source calls reads", "serait un des exports\u00a0: la source")
NOTES = ('source notes reads "notes/**/n_*.csv"', "la source notes lit «\u00a0notes/**/n_*.csv\u00a0»")
MAYBE = ("may be one of the exports", "peut être un des exports")
PROTECTED = ("it is there and write-protected", "il existe et est protégé en écriture")
REPORT, CHECK = "report --year 2008", "check --year 2008"

OVERWRITING = {
    "16 over an export": _refused(f"{REPORT} --output data/calls.csv", EXPORT),
    "16 over an export, by check": _refused(f"{CHECK} --output data/calls.csv", EXPORT),
    "16 over an export, with --issues": _refused(f"{REPORT} --issues data/calls.csv", EXPORT),
    "16 over an export, with --issues of check": _refused(f"{CHECK} --issues data/calls.csv", EXPORT),
    "16 over an export, as the second output": _refused(f"{REPORT} --output a.csv --output data/calls.csv", EXPORT),
    "16 where an export may come": _refused(f"{REPORT} --output data/calls_2009.csv", EXPORT),
    "16 over an export, spelled otherwise": _refused(f"{REPORT} --output ./data/notes/../../data/calls.csv", EXPORT),
    "16 over an export, by a link": _refused(f"{REPORT} --output a.csv", EXPORT, {"../a.csv": _link("data/calls.csv")}),
    "16 over an export, by a linked folder": _refused(
        f"{REPORT} --output a/calls_2.csv", EXPORT, {"../a": _link("data")}
    ),
    "16 over what an export leads to": _refused(
        f"{REPORT} --output a.csv", EXPORT, {"../a.csv": "old", "calls_2.csv": _link("../a.csv")}
    ),
    "16 over what an export will lead to": _refused(
        f"{REPORT} --output a.csv", EXPORT, {"calls_2.csv": _link("../a.csv")}
    ),
    "16 through a link that is an export": _refused(
        f"{REPORT} --output b.csv",
        EXPORT,
        {"../b.csv": _link("data/calls_2.csv"), "calls_2.csv": _link("../a.csv")},
    ),
    "16 over an export that is not asked for": _refused(f"{REPORT} --output data/notes/n_1.csv", NOTES),
    "16 where one may come that is not asked for": _refused(
        f"{REPORT} --output data/notes/x/y/n_2.csv", NOTES, {"notes/x/y/z": "old"}
    ),
    "16 over an export, by calendar": _refused("calendar 2008 --output data/calls.csv", MAYBE),
    "16 over an export below, by calendar": _refused("calendar 2008 --output data/notes/n_1.csv", MAYBE),
    "16 over an export, by calendar with --data": _refused("calendar 2008 --data data --output data/calls.csv", EXPORT),
    "16 over an export in a linked folder, by calendar": _refused(
        "calendar 2008 --output data/real/n_3.csv",
        MAYBE,
        {"real/n_3.csv": "old", "notes/x": _link("../real")},
    ),
    "16 a folder of exports that is not there, by calendar": Line(
        rules=TWO_SOURCES,
        files={"calls.csv": CALLS},
        command="calendar 2008 --data dta --output data/calls.csv",
        status=3,
        says=["dta: there is no such folder of exports"],
        left={"data/calls.csv": CALLS.encode()},
    ),
    "16 a file as the folder of exports, by calendar": Line(
        rules=TWO_SOURCES,
        files={"calls.csv": CALLS},
        command="calendar 2008 --data data/calls.csv --output data/calls.csv",
        status=3,
        says=["data/calls.csv: there is no such folder of exports"],
        left={"data/calls.csv": CALLS.encode()},
    ),
    "16 over the rule file": _refused(
        f"{REPORT} --output a.csv",
        ("a.csv is the rule file that is read", "a.csv est le fichier de règles qui est lu"),
        {"../a.csv": _link("rules.yaml")},
    ),
    "16 over the rule file, by calendar": _refused(
        "calendar 2008 --output a.csv",
        ("a.csv is the rule file that is read", "a.csv est le fichier de règles qui est lu"),
        {"../a.csv": _link("rules.yaml")},
    ),
    "16 into a loop of links": _refused(
        f"{REPORT} --output a.csv",
        ("a link that leads back to itself", "c’est un lien qui ramène à lui-même"),
        {"../a.csv": _link("b.csv"), "../b.csv": _link("a.csv")},
    ),
    "16 into a loop of links, by calendar": _refused(
        "calendar 2008 --output a.csv",
        ("a link that leads back to itself", "c’est un lien qui ramène à lui-même"),
        {"../a.csv": _link("a.csv")},
    ),
    "16 over a protected file": _refused(f"{REPORT} --output a.csv", PROTECTED, {"../a.csv": _protect}),
    "16 over a protected file, with --issues": _refused(f"{CHECK} --issues a.csv", PROTECTED, {"../a.csv": _protect}),
    "16 beside the exports": Line(
        rules=TWO_SOURCES,
        files={"calls.csv": CALLS, "notes/n_1.csv": "old"},
        command="report --year 2008 --by year --output data/n_2.csv",
        figures={"share": "2/3 missed"},
        left={"data/calls.csv": CALLS.encode()},
    ),
    "16 a calendar beside the exports": Line(
        rules=TWO_SOURCES.replace("files: calls*.csv", 'files: "*.csv"'),
        files={"calls.csv": CALLS},
        command="calendar 2008 --data data --output calls.csv",
        left={"data/calls.csv": CALLS.encode()},
    ),
}

GROUPED = RULES.replace("commitments:", "      channel: {header: channel, type: text}\ncommitments:")
# Each name of a group, and what could be taken for it: all six cases have another channel.
CHANNELS = """id;day;answered;channel
1;2008-03-03;yes;
2;2008-03-03;no;(none)
3;2008-03-03;yes;\"\"\"(none)\"\"\"
4;2008-03-03;no;sans valeur
5;2008-03-03;yes;\"\"\"sans valeur\"\"\"
6;2008-03-03;no;tel
"""
BY_CHANNEL = {
    "share 2008 (none)": "1/1",
    'share 2008 "(none)"': "0/1",
    'share 2008 ""(none)""': "1/1",
    "share 2008 sans valeur": "0/1",
    'share 2008 "sans valeur"': "1/1",
    "share 2008 tel": "0/1",
}


def _twice(command: str, option: str) -> Line:
    """A call whose second value would win; nothing is there to read."""
    return Line(
        command=command,
        status=2,
        says=[f"{option} is given 2 times, and takes one value. Give it once."],
        says_fr=[f"{option} est donnée 2 fois, et ne prend qu’une valeur. Donnez-la une seule fois."],
    )


GROUPS = {
    "18 a cell that holds the name of no value": Line(
        rules=GROUPED,
        files={"calls.csv": CHANNELS},
        command="report --year 2008 --by year --group-by channel",
        engines=EVERY_ENGINE,
        figures=BY_CHANNEL,
    ),
    "18 the same in tables": Line(
        rules=GROUPED,
        files={"calls.csv": CHANNELS},
        command="report --year 2008 --by year --group-by channel",
        says=[
            "  (none) ~100.0%",
            '  "(none)" ~0.0%',
            '  ""(none)"" ~100.0%',
            "  sans valeur ~0.0%",
            '  "sans valeur" ~100.0%',
        ],
        says_fr=['  "(none)" ~0,0', "  sans valeur ~100,0", '  "sans valeur" ~0,0', '  ""sans valeur"" ~100,0'],
    ),
    "18 the same in JSON": Line(
        rules=GROUPED,
        files={"calls.csv": CHANNELS},
        command="report --year 2008 --by year --group-by channel --format json",
        says=['"group": "(none)"', '"group": "\\"(none)\\""'],
        says_fr=['"group": "(none)"', '"group": "\\"(none)\\""'],
    ),
    "18 groups twice": _twice("report --year 2008 --group-by channel --group-by id", "--group-by"),
    "18 groups twice, by check": _twice("check --year 2008 --group-by=channel --group-by id", "--group-by"),
    "18 a period twice": _twice("report --year 2008 --year 2009", "--year"),
    "18 issues twice": _twice("report --year 2008 --issues a.csv --issues b.csv", "--issues"),
    "18 a format twice, by calendar": _twice("calendar 2008 --format table --format table", "--format"),
    "18 a rollover twice, by deadline": _twice(
        'deadline 2008-03-03 "10 jours" --rollover none --rollover none', "--rollover"
    ),
    "18 the rule file twice, by validate": Line(
        command="validate --rules a.yaml --rules b.yaml", status=2, says=["--rules is given 2 times"]
    ),
}

LINES = {
    **OVERWRITING,
    **GROUPS,
    "15 just below a target": Line(
        rules=SCORES,
        files={"scores.csv": JUST_BELOW},
        engines=EVERY_ENGINE,
        figures={"at_least": "<4 near", "below": "<4 met", "changed": "<4 missed"},
    ),
    "15 just above a target": Line(
        rules=SCORES,
        files={"scores.csv": JUST_ABOVE},
        engines=("duckdb", "pandas"),
        figures={"at_least": ">=4 met", "below": ">=4 missed", "changed": ">=4 met"},
    ),
    "15 on a target": Line(
        rules=SCORES,
        files={"scores.csv": "id;day;score;weight\n1;2008-03-03;4;999999999\n"},
        figures={"at_least": "=4 met", "below": "=4 missed", "changed": "=4 met"},
    ),
    "15 in JSON": Line(
        rules=SCORES,
        files={"scores.csv": JUST_BELOW},
        command="report --year 2008 --by year --format json",
        says=['"value": 3.9999999999999996,'],
        silent=['"value": 4.0'],
    ),
    "17 no width": Line(
        rules=RULES,
        files={"calls.csv": CALLS},
        environment={"COLUMNS": "0"},
        figures={"share": "2/3 missed"},
        says=["66.7%"],
        says_fr=["66,7\u202f%"],
    ),
}
