"""Rule files that attack whoever loads them: refused in words, at once, with the place; nothing is read or run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.hostile.case import Case, Content, record, rule_text, table

SOUND = rule_text()
FILES: Mapping[str, Content] = {"a.csv": table(record(1), record(2))}


def _refused(rules: str | bytes, *words: str) -> Case:
    return Case(files=FILES, rules=rules, status=3, words=words)


def _files(pattern: str, *words: str) -> Case:
    """A pattern of files that leaves the data folder, or tries to."""
    return _refused(rule_text(source={"files": pattern}), *words)


def _beside(path: Path) -> None:
    """A readable export beside the data folder."""
    (path.parent.parent / "other.csv").write_text(table(record(1)), encoding="utf-8")
    path.write_text(table(record(1)), encoding="utf-8")


def _bomb(levels: int, width: int) -> str:
    """A list of lists of lists ...: each level is an alias, many times over, of the one before."""
    lines = ["a0: &a0 [lol]"]
    for level in range(1, levels):
        below = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} [{below}]")
    return "\n".join(lines) + "\n" + SOUND


def _made(column: str, *words: str) -> Case:
    """A column made of other rows that is none."""
    return _refused(rule_text(columns={"made": column}), *words)


def _chain(n: int, *, circle: bool) -> str:
    """Sources made of one another; the last of the first, or of an export."""
    events = [*(f"s{number + 1}" for number in range(n - 1)), "s0" if circle else "s"]
    made = [
        f"  s{number}: {{label: x, cases_of: {of}, by: id, columns: {{day: {{first: day}}}}}}"
        for number, of in enumerate(events)
    ]
    return SOUND.replace("sources:\n", "\n".join(["sources:", *made, ""]), 1)


CASES = {
    # YAML
    "a bomb of aliases": _refused(_bomb(10, 10), "more than 100000 values"),
    "a bomb of merged mappings": _refused(
        "a: &a {" + ", ".join(f"k{n}: 1" for n in range(1000)) + "}\nb: [" + ", ".join(["{<<: *a}"] * 1000) + "]\n",
        "more than 100000 values",
    ),
    "an alias of itself": _refused("a: &a [*a]\n" + SOUND, "has no anchor above it"),
    "lists ten thousand deep": _refused("a: " + "[" * 10_000 + "]" * 10_000, "levels, one inside the other"),
    "mappings ten thousand deep": _refused("{a: " * 10_000 + "1" + "}" * 10_000, "levels, one inside the other"),
    "an indentation ten thousand deep": _refused(
        "".join(" " * n + "a:\n" for n in range(2_000)), "levels, one inside the other"
    ),
    "lists that never close": _refused("[" * 100_000, "rules.yaml"),
    "a tag that calls Python": _refused(
        SOUND.replace("organisation: Essai", "organisation: !!python/object/apply:os.system ['touch x']"), "the tag"
    ),
    "a tag that names Python": _refused(
        SOUND.replace("organisation: Essai", "organisation: !!python/name:os.system ''"), "the tag"
    ),
    "a tag of our own": _refused(SOUND.replace("organisation: Essai", "organisation: !include /etc/passwd"), "the tag"),
    "a binary": _refused(SOUND.replace("organisation: Essai", "organisation: !!binary AAAA"), "the tag"),
    "a directive of tags": _refused(
        "%TAG ! tag:yaml.org,2002:python/\n---\n" + SOUND.replace("Essai", "!name:os.system ''", 1), "the tag"
    ),
    "a key twice": _refused(SOUND + "version: 1\n", "comes twice"),
    "a key that is a list": _refused("? [a]\n: 1\n" + SOUND, "a key is text"),
    "two documents": _refused(SOUND + "---\n" + SOUND, "a second document"),
    "a number of ten thousand digits": _refused(
        SOUND.replace("version: 1", "version: " + "9" * 10_000), "rules.yaml, ligne 1", "plus de 30 chiffres"
    ),
    "a number with a huge exponent": _refused(
        rule_text(source={"max_rejected": "1e999999999"}), "rules.yaml", "max_rejected"
    ),
    "a percentage of ten thousand digits": _refused(
        rule_text(source={"max_rejected": "9" * 10_000 + "%"}), "rules.yaml", "max_rejected"
    ),
    "a share that is no number": _refused(rule_text(source={"max_rejected": ".nan"}), "max_rejected"),
    "NUL in the rule file": _refused(SOUND.replace("Essai", "Es\0sai", 1), "a character that YAML does not allow"),
    "an escape code in the rule file": _refused(
        SOUND.replace("Essai", "\x1b[31mEssai", 1), "a character that YAML does not allow"
    ),
    "half a character in the rule file": _refused(SOUND.replace("Essai", r'"\ud800"', 1), "rules.yaml"),
    "a rule file in cp1252": _refused(SOUND.encode("cp1252"), "the file is not UTF-8"),
    "a rule file in utf-16": _refused(SOUND.encode("utf-16"), "the file is not UTF-8"),
    "an empty rule file": _refused("", "the file is empty"),
    "a rule file of zeros": _refused(bytes(1000), "a character that YAML does not allow"),
    "a rule file of fifty megabytes": _refused(b"# " + b"x" * 50_000_000, "larger than"),
    "a rule file that is a list": _refused("- 1\n", "rules.yaml, line 1"),
    "a key of terminal codes": _refused(SOUND + '"\\e[31m\\u202e": 1\n', "is not a key"),
    # paths
    "a file above": _files("../other.csv", 'leaves the folder by ".."'),
    "a file above, in the middle": _files("x/../../other.csv", 'leaves the folder by ".."'),
    "an absolute path": _files("/etc/passwd", "is an absolute path"),
    "a drive": _files("'C:/x.csv'", "is an absolute path"),
    "a home": _files("~/x.csv", "is an absolute path"),
    "backslashes": _files(r"'..\other.csv'", "backslash"),
    "a share of the network": _files(r"'\\host\share\x.csv'", "backslash"),
    "a URL": _files("'https://x.test/a.csv'", "is a URL"),
    "a bucket": _files("'s3://x/a.csv'", "is a URL"),
    "a file by its URL": _files("'file:///etc/passwd'", "is a URL"),
    "a NUL in a path": _files(r'"a\0.csv"', "control character"),
    "a line break in a path": _files(r'"a\n.csv"', "control character"),
    "an empty path": _files("''", "is empty"),
    "a path that turns": _files(r'"a\u202e.csv"', "control character"),
    "a pattern that is not closed": _files("'[a.csv'", "no file matches"),
    "a path of ten thousand folders": _files("x/" * 10_000 + "a.csv", "is longer than"),
    "a name of two hundred letters with accents": _files("é" * 200, "is longer than"),
    "two stars beside letters": _files("'a**b/*.csv'", 'has "**" beside'),
    "a hundred stars": _files("'" + "*a" * 100 + "'", "no file matches"),
    "a name of ten thousand letters": _files("x" * 10_000, "is longer than"),
    "two hundred folders": _files("'" + "*/" * 200 + "a.csv'", "goes through more than 32 folders"),
    "nothing but stars": _files("'**'", "is no file"),
    "nothing but dots": _files("'./.'", "names no file"),
    "a table function": _files("\"read_text('/etc/passwd')\"", "no file matches"),
    # keys
    "a delimiter of two characters": _refused(rule_text(source={"delimiter": "';;'"}), "is not a delimiter"),
    "a delimiter that is a quote": _refused(rule_text(source={"delimiter": "'\"'"}), "is not a delimiter"),
    "a delimiter that ends a line": _refused(rule_text(source={"delimiter": r'"\n"'}), "is not a delimiter"),
    "a delimiter that is a control": _refused(rule_text(source={"delimiter": r'"\x1f"'}), "is not a delimiter"),
    "a delimiter beyond ASCII": _refused(rule_text(source={"delimiter": "'§'"}), "one character of ASCII"),
    "a delimiter that is the decimal mark": Case(
        files={"a.csv": 'N°,Reçu le,Canal,Montant,Assuré\n1,01/02/2008,x,"1,5",\n'},
        source={"delimiter": '","'},
        rows=1,
        cases=1,
        total=1.5,
    ),
    "an encoding that Python knows": _refused(rule_text(source={"encoding": "rot13"}), "is not an encoding"),
    "a compression for an encoding": _refused(rule_text(source={"encoding": "zlib_codec"}), "is not an encoding"),
    "thousands by the decimal mark": _refused(rule_text(source={"thousands": "','"}), "thousands"),
    "lines to skip below none": _refused(rule_text(source={"skip_rows": "-1"}), "skip_rows"),
    "lines to skip beyond measure": _refused(rule_text(source={"skip_rows": "1" + "0" * 30}), "rules.yaml"),
    "an order by a person": _refused(rule_text(source={"order_by": "who"}), "order_by"),
    "a scale upside down": _refused(
        rule_text(columns={"amount": "header: Montant, type: number, scale: [5, 1]"}), "scale"
    ),
    "a date that two formats read in two ways": _refused(
        rule_text(columns={"day": 'header: Reçu le, type: date, format: ["%d/%m/%Y", "%m/%d/%Y"]'}), "day", "format"
    ),
    "expectations of nothing": _refused(rule_text(source={"expects": "{}"}), "s.expects", "rien n’est attendu ici"),
    "expectations that are a list": _refused(rule_text(source={"expects": "[month]"}), "expects", "is not a mapping"),
    "a file for each day": _refused(
        rule_text(source={"expects": "{file_per: jour}"}), "s.expects.file_per", "mois, trimestre ou année"
    ),
    "a rhythm of pleasure": _refused(
        rule_text(source={"expects": "{case_on: chaque jour}"}),
        "s.expects.case_on",
        "chaque jour ouvré, chaque semaine",
    ),
    "rows beyond measure": _refused(
        rule_text(source={"expects": f'{{rows: ">= {"9" * 10_000} per month"}}'}), "s.expects.rows", "nombre entier"
    ),
    "rows below none": _refused(
        rule_text(source={"expects": '{rows: ">= -1 par mois"}'}), "s.expects.rows", "combien de lignes"
    ),
    "rows in SQL": _refused(
        rule_text(source={"expects": '{rows: ">= 1 par mois; DROP TABLE x"}'}), "s.expects.rows", "combien de lignes"
    ),
    "a quiet month in octal": _refused(
        rule_text(source={"expects": "{quiet: [010]}"}), "s.expects.quiet[0]", "8 en YAML 1.1 (octal) et 10 en YAML 1.2"
    ),
    "a year of quiet months": _refused(
        rule_text(source={"expects": "{quiet: [1, 2, 3, 4, 5, 6, 7, 08, 09, 10, 11, 12]}"}),
        "s.expects.quiet",
        "les douze mois sont sans cas",
    ),
    "an end before the beginning": _refused(
        rule_text(source={"expects": "{case_on: semaine, from: 2008-02-01, until: 2008-01-31}"}),
        "s.expects.until",
        "until 2008-01-31 précède from 2008-02-01",
    ),
    "an end of the world": _refused(
        rule_text(source={"expects": "{case_on: semaine, until: 9999-12-31}"}), "s.expects.until", "outside the years"
    ),
    "as fresh as a column": _refused(rule_text(source={"fresh": "{column: day}"}), "s.fresh", "n’est pas une durée"),
    "as fresh as a century": _refused(rule_text(source={"fresh": "99999999999 heures"}), "s.fresh", "100 years"),
    "as fresh as hours of days": _refused(rule_text(source={"fresh": "48 heures"}), "s.fresh", "day est une colonne"),
    "an order by plans": _refused(
        rule_text(
            source={"order_by": "day"},
            columns={"day": 'header: Reçu le, type: date, format: "%d/%m/%Y", required: true, planned: true'},
        ),
        "s.order_by",
        "ne dit pas quand une ligne a été écrite",
    ),
    "a text that is planned": _refused(
        rule_text(columns={"channel": "header: Canal, type: text, planned: true"}), '"planned" has no meaning'
    ),
    # columns made of other rows
    "rows of a list of sources": _made("from: [s], match: id, count: rows", "a list is not text"),
    "rows of nothing": _made("from: , match: id, count: rows", "nothing is written here"),
    "rows of a number": _made("from: 3, match: id, count: rows", "s.columns.made.from"),
    "rows matched by mappings in a mapping": _made("from: s, match: {id: {id: {id: id}}}, count: rows", "is not text"),
    "rows matched by an accent": _made("from: s, match: numéro, any: rows, at: day", "n’est pas une colonne"),
    "rows matched by SQL": _made('from: s, match: "id\' OR 1=1 --", any: rows, at: day', "n’est pas une colonne"),
    "rows counted by code": _made("from: s, match: id, count: __import__('os'), at: day", "ne se compte pas"),
    "rows within no time": _made("from: s, match: id, any: rows, at: day, after: day, within: .nan", "within"),
    "rows within all time": _made(
        "from: s, match: id, any: rows, at: day, after: day, within: 99999999999999999999 jours calendaires", "within"
    ),
    "rows of a personal column": _made("from: s, match: id, first: who, at: day", "est personnelle"),
    "a condition within forty others": _made(
        "from: s, match: id, at: day, any: " + "{not: " * 60 + "{id: x}" + "}" * 60, "levels, one inside the other"
    ),
    "an id of a made column with an accent": _refused(
        rule_text(columns={"numéro": "from: s, match: id, any: rows, at: day"}), "is not an id"
    ),
    "three hundred sources, each made of the next": _refused(_chain(300, circle=False), "reposent les unes sur les"),
    "three hundred sources in a circle": _refused(_chain(300, circle=True), "reposent les unes sur les"),
    "twenty sources in a circle": _refused(_chain(20, circle=True), "les sources tournent en rond", "…"),
    "a column id in SQL": _refused(SOUND.replace("channel: {header", "'x\"; DROP TABLE y; --': {header"), "rules.yaml"),
    "a personal column to group by": Case(files=FILES, options=["--group-by", "who"], status=2, words=["who"]),
    # what is allowed, and harmless
    "quiet months in two digits": Case(files=FILES, source={"expects": "{quiet: [07, 08]}"}, rows=2, cases=2),
    "a thousand files by one pattern": Case(
        files={**{f"x{number}.txt": "not read" for number in range(1000)}, "a.csv": table(record(1))}, rows=1, cases=1
    ),
    "a file beside the data folder": Case(files={"a.csv": _beside}, rows=1, cases=1),
    "a value of terminal codes": Case(
        files={"a.csv": table(record(1, "x"))},
        columns={"channel": r'header: Canal, type: text, values: ["\e[31m\u202e=1"]'},
        rows=1,
        rejected=[("not_in_values", 2)],
    ),
    "values in SQL and patterns": Case(
        files={"a.csv": table(record(1, "x' OR '1'='1"), record(2, ".*"), record(3, "x"))},
        columns={"channel": "header: Canal, type: text, values: [\"x' OR '1'='1\", '.*']"},
        rows=3,
        cases=2,
        rejected=[("not_in_values", 4)],
        groups={"x' OR '1'='1": 1, ".*": 1},
    ),
    "a null word in SQL": Case(
        files={"a.csv": table(record(1, "') OR 1=1 --"), record(2, "x"))},
        source={"null_values": '["\') OR 1=1 --"]'},
        rows=2,
        cases=2,
        groups={"(none)": 1, "x": 1},
    ),
    "a format with signs of patterns": Case(
        files={"a.csv": table(["1", "(01).02$2008*", "x", "1", ""], ["2", "(01)x02$2008*", "x", "1", ""])},
        columns={"day": "header: Reçu le, type: date, format: '(%d).%m$%Y*', required: true"},
        rows=2,
        cases=1,
        rejected=[("bad_date", 3)],
    ),
    "a format with a quote": Case(
        files={"a.csv": table(["1", "'01/02/2008'", "x", "1", ""])},
        columns={"day": "header: Reçu le, type: date, format: \"'%d/%m/%Y'\", required: true"},
        rows=1,
        cases=1,
    ),
}
