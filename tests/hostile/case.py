"""What a hostile case is: how its files are made, how the run must end, and what must have become of each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HEADINGS = ("N°", "Reçu le", "Canal", "Montant", "Assuré")
HEADER = ";".join(HEADINGS)
PERSON = "Dupond-Lachaise"
"""Stands in the personal column of every record, and must stand in no output."""

COLUMNS = {
    "id": "header: N°, type: text, required: true",
    "day": 'header: Reçu le, type: date, format: "%d/%m/%Y", required: true',
    "channel": "header: Canal, type: text",
    "amount": "header: Montant, type: number",
    "who": "header: Assuré, type: text, personal: true",
}
SOURCE = {"delimiter": '";"', "decimal": '","', "max_rejected": "100%"}

Content = str | bytes | Callable[[Path], None]
"""Text is written in UTF-8, its line ends as they are; a function makes the file at the path that it is given."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One hostile case.

    Attributes:
        files: what lies in the data folder.
        source: keys of the source, in the words of a rule file; they replace those of `SOURCE`, null takes one away.
        columns: declarations that replace or join those of `COLUMNS`.
        rules: the whole rule file, where it is the hostile part.
        status: exit status.
        words: what the run must say: on stderr when it is refused, else on stdout or in the list of issues.
        rows: records read.
        cases: records that became a case.
        rejected: code and line of each fault, in order; two faults of one line are one rejected row.
        duplicates: records that repeat the key of a case.
        notices: code of each notice, in order, but `many_duplicates`, which goes by the counts.
        groups: cases by channel, where the texts read are part of what must hold.
        total: sum of the amounts, likewise.
        account_of: source whose rows are accounted for here; the others must be sound.
        rules_name: name of the rule file.
        options: further options of the command line.
    """

    files: Mapping[str, Content] = field(default_factory=dict)
    source: Mapping[str, str | None] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    rules: str | bytes | None = None
    status: int = 0
    words: Sequence[str] = ()
    rows: int = 0
    cases: int = 0
    rejected: Sequence[tuple[str, int]] = ()
    duplicates: int = 0
    notices: Sequence[str] = ()
    groups: Mapping[str, int] | None = None
    total: float | None = None
    account_of: str = "s"
    rules_name: str = "rules.yaml"
    options: Sequence[str] = ()

    def rule_bytes(self) -> bytes:
        """The rule file of the case."""
        if self.rules is not None:
            return self.rules.encode() if isinstance(self.rules, str) else self.rules
        return rule_text(source=self.source, columns=self.columns).encode()


def rule_text(
    *,
    source: Mapping[str, str | None] | None = None,
    columns: Mapping[str, str] | None = None,
    title: str = "Essai",
    label: str = "Dossiers",
    organisation: str = "Essai",
) -> str:
    """Write a rule file with one source and two indicators: the number of cases, and the mean of the amounts."""
    keys = {"label": "Dossiers", "files": '"*.csv*"', "key": "id", **SOURCE, **(source or {})}
    shown = {**COLUMNS, **(columns or {})}
    return "\n".join(
        [
            "version: 1",
            f"organisation: {organisation}",
            "time_zone: Europe/Paris",
            "sources:",
            "  s:",
            *(f"    {key}: {value}" for key, value in keys.items() if value is not None),
            "    columns:",
            *(f"      {id_}: {{{column}}}" for id_, column in shown.items()),
            "commitments:",
            "  - id: c",
            f"    title: {title}",
            "    promise: Essai",
            "    indicators:",
            f"      - {{id: n, label: {label}, source: s, period_by: day, measure: {{kind: count}}}}",
            "      - {id: m, label: Moyenne, source: s, period_by: day, measure: {kind: mean, value: amount}}",
            "",
        ]
    )


def record(number: int, channel: str = "courrier", amount: str = "1", day: str = "01/02/2008") -> list[str]:
    """The cells of a sound record."""
    return [str(number), day, channel, amount, PERSON]


def records(first: int, last: int, *, end: str = "\n", delimiter: str = ";") -> str:
    """Sound records with consecutive numbers, without the header."""
    return "".join(delimiter.join(record(number)) + end for number in range(first, last + 1))


def table(
    *lines: Sequence[str] | str, end: str = "\n", delimiter: str = ";", headings: Sequence[str] = HEADINGS
) -> str:
    """An export: the headings, then records given as cells, which are quoted where they need it, or as they are."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")  # so that cells with either are quoted
    for line in (headings, *lines):
        if isinstance(line, str):
            text.write(line + end)
        else:
            writer.writerow(line)
            text.seek(text.tell() - len("\r\n"))
            text.truncate()
            text.write(end)
    return text.getvalue()


def line_ends(text: str) -> int:
    """How many lines end in a text: CR LF, LF and CR each end one."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def yaml_text(text: str) -> str:
    """A text as a scalar of YAML in which nothing but ASCII stands."""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'
