"""The examples of docs/time.md: read from the page, written as a rule file and exports, evaluated, told in its words.

An example is a head, keys of a rule file, and one or two tables, kept apart by blank lines. In a table, two blanks or
more keep cells apart; `=>` leads to what is found; an indented line is a pause of the case above it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
import yaml

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.calendars.periods import Grain
from gpj_kpi.cases.coverage import KINDS
from gpj_kpi.results.result import Result

# Keys of the head of an example that do not belong to its measure.
OF_FILE = ("time_zone", "calendar")
OF_INDICATOR = ("period_by", "version_by", "where", "target", "versions")
OF_CASES = ("order_by",)
# Columns of an example that change the rule from line to line, and the keys that they set: those of the measure give an
# indicator each, the others a run each.
PER_INDICATOR = {
    "limit": ("limit",),
    "rollover": ("rollover",),
    "counts": ("abandoned", "counts"),
    "within": ("abandoned", "within"),
}
PER_RUN = {
    "time_zone": ("time_zone",),
    "subdivision": ("calendar", "subdivision"),
    "unit": ("sources", "cases", "columns", "wait", "unit"),
    "expects": ("sources", "cases", "expects"),
    "closed": ("calendar", "closed"),
    "export": (),
    "as of": (),
}
# What a line that stands for several cases says: so many, each so many days after the one before.
TIMES = re.compile(r"(\d+) every (?:(\d+) days|day|(weekday))")
PAUSES = {"source": "pauses", "case": "id", "from": "from", "to": "to"}
# How the cells of a column are written, and how it is declared.
DECLARED = {
    r"\d{4}-\d\d-\d\d": {"type": "date", "format": "%Y-%m-%d"},
    r"\d{4}-\d\d-\d\d \d\d:\d\d": {"type": "datetime", "format": "%Y-%m-%d %H:%M"},
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d": {"type": "datetime", "format": "%Y-%m-%d %H:%M:%S"},
    r"\d{4}-\d\d-\d\d \d\d:\d\d [+-]\d\d:\d\d": {"type": "datetime", "format": "%Y-%m-%d %H:%M %z"},
    r"\d+": {"type": "integer"},
    r".*": {"type": "text"},
}
WEEKDAY = re.compile(r"\b([A-Z][a-z]{2}) (?=(\d{4}-\d\d-\d\d))")

Tables: TypeAlias = dict[str, pd.DataFrame]
"""The exports of an example, one frame of texts for each source."""


@dataclass(frozen=True)
class Line:
    """A line of an example: a case, or one figure.

    Attributes:
        cells: by column, as they stand in the page.
        found: what follows `=>`.
        pauses: from, to and reason of each pause of the case.
    """

    cells: Mapping[str, str]
    found: str
    pauses: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Whether nothing is found but a fault."""
        return self.found.startswith("refused, ")

    def settings(self, names: Iterable[str]) -> dict[str, str]:
        """The cells that change the rule, of some columns."""
        return {name: self.cells[name] for name in names if name in self.cells}


@dataclass(frozen=True)
class Run:
    """What is evaluated at once.

    Attributes:
        head: keys of the rule file.
        cases: lines of the export.
        told: lines that say what is found: cases, or figures with their period.
    """

    head: Mapping[str, Any]
    cases: list[Line]
    told: list[Line]

    @property
    def indicators(self) -> list[dict[str, str]]:
        """The settings of each indicator."""
        return list({str(line.settings(PER_INDICATOR)): line.settings(PER_INDICATOR) for line in self.told}.values())

    def indicator_of(self, line: Line) -> str:
        """Id of the indicator that a line speaks of."""
        return f"i{self.indicators.index(line.settings(PER_INDICATOR))}"


@dataclass(frozen=True)
class Example:
    """An example of the page.

    Attributes:
        head: keys of the rule file.
        cases: one line each.
        figures: lines that name a period.
    """

    head: Mapping[str, Any]
    cases: list[Line]
    figures: list[Line]

    @property
    def refused(self) -> list[Run]:
        """One run for each line that is refused."""
        return [Run(self.head, [line], [line]) for line in self.cases if line.is_refused]

    @property
    def runs(self) -> list[Run]:
        """One run for each time zone, calendar and as-of of the lines that are not refused."""
        groups: dict[str, Run] = {}
        for line in self.cases + self.figures:
            if not line.is_refused:
                run = groups.setdefault(str(line.settings(PER_RUN)), Run(self.head, [], []))
                (run.told if "period" in line.cells else run.cases).append(line)
        if self.figures and not any(line.settings(PER_RUN) for line in self.cases):
            for run in groups.values():
                run.cases[:] = self.cases  # every as-of of the figures looks at the same cases
        for run in list(groups.values()):
            run.told.extend(line for line in run.cases if line.found)
        return [run for run in groups.values() if run.told]


def read_example(text: str) -> Example:
    """Read the head and the tables of an example, which blank lines keep apart."""
    parts = text.strip("\n").split("\n\n")
    head = yaml.safe_load(parts.pop(0)) if re.match(r"\w+:", text) else {}
    tables = [read_table(part.splitlines()) for part in parts]
    return Example(head, tables[0], tables[1] if len(tables) > 1 else [])


def read_table(lines: list[str]) -> list[Line]:
    """Read a table: cells are kept apart by two blanks or more, and indented lines are pauses of the line above."""
    header = re.split(" {2,}", lines[0])
    found: list[Line] = []
    for line in lines[1:]:
        if line.startswith("  paused "):
            begun, _, rest = line.removeprefix("  paused ").partition(" to ")
            resumed, _, reason = rest.partition(" for ")
            found[-1].pauses.append((plain(begun), plain(resumed), reason))
        else:
            cells, _, told = line.partition(" => ")
            found.append(Line(dict(zip(header, re.split(" {2,}", cells.strip()), strict=True)), told.strip()))
    return found


def plain(cell: str) -> str:
    """A cell as the export holds it."""
    return "" if cell == "-" else WEEKDAY.sub("", cell)


# -------------------------------------------------------------------------------------------------------- the rule file


def rule_file(run: Run, tables: Tables) -> str:
    """Write the rule file of a run."""
    head = dict(run.head)
    file = {"version": 1, "organisation": "c", "time_zone": "Europe/Paris", "calendar": {}}
    file |= {key: head.pop(key) for key in OF_FILE if key in head}
    shared = {"source": "cases"} | {key: head.pop(key) for key in OF_INDICATOR if key in head}
    head_of_cases = {key: head.pop(key) for key in OF_CASES if key in head}
    further: dict[str, dict[str, str]] = head.pop("columns", {})
    span = {} if "elapsed" in head else {"from": "from", "to": "to"}
    paused = {"pauses": {**PAUSES, **head.pop("pauses", {})}} if "pauses" in tables else {}
    measure = {"kind": "delay", **span, **paused, **head}
    indicators: list[dict[str, Any]] = []
    for settings in run.indicators:
        varied = measure
        for name, cell in settings.items():
            varied = with_key(varied, PER_INDICATOR[name], cell)
        id_ = f"i{len(indicators)}"
        indicators.append({"id": id_, "label": id_, **shared, "measure": varied})
    commitment = {"id": "c", "title": "c", "promise": "c", "indicators": indicators}
    sources = {name: source_of(name, frame) for name, frame in tables.items()}
    document = {**file, "sources": sources, "commitments": [commitment]}
    sources["cases"] |= head_of_cases
    for column, keys in further.items():
        sources["cases"]["columns"][column] |= keys
    for name, cell in run.cases[0].settings(PER_RUN).items():
        document = with_key(document, PER_RUN[name], cell)
    return yaml.dump(document, Dumper=Plain, allow_unicode=True, sort_keys=False)


def with_key(mapping: Mapping[str, Any], path: Sequence[str], cell: str) -> dict[str, Any]:
    """The mapping with one key set, at any depth, to what a cell says in YAML; `-` sets nothing."""
    if not path or cell == "-":
        return dict(mapping)
    first, *rest = path
    return {**mapping, first: with_key(mapping[first], rest, cell) if rest else yaml.safe_load(cell)}


class Plain(yaml.SafeDumper):
    """Writes what occurs twice in full."""

    def ignore_aliases(self, _: object) -> bool:
        """No part of the file is a reference to another."""
        return True


def source_of(name: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Declare a source by the look of its cells."""
    key = ["id"] if name == "cases" else ["id", "from"]
    columns = {
        column: {"header": column, **declaration(frame[column]), "required": column in key} for column in frame.columns
    }
    return {"label": name, "files": f"{name}.csv", "key": key, "columns": columns}


def declaration(cells: pd.Series[str]) -> dict[str, str]:
    """Declare a column; one that is empty holds times."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return {"type": "datetime", "format": "%Y-%m-%d %H:%M"}
    return next(declared for look, declared in DECLARED.items() if all(re.fullmatch(look, cell) for cell in filled))


def exports(run: Run) -> Tables:
    """Make the exports: the cases, whose ids are their numbers, and their pauses."""
    ends = [] if "elapsed" in run.head else run.head.get("to", {"first": ["to"]}).values()
    empty = {column: "" for columns in ends for column in columns}
    rows, pauses = [], []
    for number, line in enumerate(run.cases):
        cells = {name: plain(cell) for name, cell in line.cells.items() if name not in {**PER_INDICATOR, **PER_RUN}}
        times = TIMES.fullmatch(cells.pop("times", ""))
        n, step = (int(times[1]), int(times[2] or 1)) if times else (1, 0)
        for copy in range(n * int(cells.pop("calls", 1))):
            id_ = f"{number}-{copy}"
            moved = {
                name: later(cell, copy % n * step, by="B" if times and times[3] else "D")
                for name, cell in cells.items()
            }
            rows.append({"id": id_, **empty, **moved})
            pauses += [{"id": id_, "from": begun, "to": to, "reason": reason} for begun, to, reason in line.pauses]
    tables = {"cases": pd.DataFrame(rows, dtype="str")}
    return tables | ({"pauses": pd.DataFrame(pauses, dtype="str")} if pauses else {})


def later(cell: str, steps: int, *, by: str) -> str:
    """The cell, or, if it is a time, the time so many days (`D`) or weekdays (`B`) later."""
    if not steps or not re.match(r"\d{4}-\d\d-\d\d", cell):
        return cell
    return f"{pd.date_range(cell[:10], periods=steps + 1, freq=by)[-1]:%Y-%m-%d}{cell[10:]}"


# ----------------------------------------------------------------------------------------------------------- evaluation


def evaluated(run: Run, folder: Path, engine: str, by: Grain = "quarter") -> Evaluation:
    """Evaluate a run over 2008."""
    tables = exports(run)
    rules = folder / "rules.yaml"
    rules.write_text(rule_file(run, tables), encoding="utf-8")
    for name, frame in tables.items():
        frame.to_csv(folder / f"{name}.csv", sep=";", index=False)
    data = folder if engine == "duckdb" else tables
    as_of = moment((run.told or run.cases)[0].cells.get("as of"))
    return evaluate(load_rules(rules), data, period="2008", by=by, as_of=as_of)


def moment(text: str | None) -> dt.datetime | dt.date | None:
    """As-of, a date or a local time."""
    if text is None:
        return None
    return dt.datetime.fromisoformat(text) if ":" in text else dt.date.fromisoformat(text)


def told_of_case(expected: str, found: Mapping[Any, Any] | None) -> str:
    """Say of a case what the page says of it, in the page's words."""
    return "no case" if found is None else ", ".join(told(part, found) for part in expected.split(", "))


def told(part: str, found: Mapping[Any, Any]) -> str:
    """Say one thing of a case."""
    instants = {"from": "started_at", "to": "ended_at", "due": "due_at"}
    word = part.partition(" ")[0]
    if word in instants:
        return f"{word} {written(found[instants[word]], like=part)}"
    if word == "took":
        minutes = int(found["value"]) // 60
        return f"took {minutes // 60}:{minutes % 60:02}"
    return str(found["verdict"] if pd.isna(found["lateness"]) else found["lateness"])


def written(instant: pd.Timestamp, *, like: str) -> str:
    """Write a local time as the page does: midnight as 24:00, with seconds, with its offset."""
    if pd.isna(instant):
        return "never"
    wall = instant.tz_localize(None)
    seconds = f":{wall:%S}" if re.search(r" \d\d:\d\d:\d\d", like) else ""
    offset = f" {instant.isoformat()[-6:]}" if re.search(r" [+-]\d\d:\d\d$", like) else ""
    if " 24:00" in like and wall == wall.normalize():
        day = (instant - pd.Timedelta(microseconds=1)).tz_localize(None)  # the date before may be a skipped one
        return f"{day:%a %Y-%m-%d} 24:00{seconds}{offset}"
    return f"{wall:%a %Y-%m-%d %H:%M}{seconds}{offset}"


def told_of_figure(expected: str, result: Result) -> str:
    """Say of a figure what the page says of it, in the page's words."""
    said = []
    for part in expected.split(", "):
        word = part.partition(" ")[0]
        if " of " in part:
            said.append(f"{result.numerator} of {result.denominator}")
        elif part.endswith(" %"):
            bounds = [result.bound_low, result.bound_high] if word == "bounds" else [result.value]
            said.append(" to ".join(percent(value) for value in bounds))
            said[-1] = f"bounds {said[-1]}" if word == "bounds" else said[-1]
        elif word in {"pending", "overdue", "excluded", "invalid", "target"}:
            said.append(f"{word} {getattr(result, word)}")
        elif word in {"provisional", "final"}:
            said.append("provisional" if result.provisional else "final")
        elif word == "covered":
            said.append(f"covered {result.covered_from} to {result.covered_to}" if result.covered_from else "covered -")
        elif word in KINDS:
            said.append(result.coverage)
        else:
            said.append(result.status)
    return ", ".join(said)


def percent(value: Fraction | None) -> str:
    """Write a share with one decimal."""
    return "-" if value is None else f"{round(float(value * 100), 1)} %"
