"""Runs one line of the table on one engine."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.silence.line import EngineName, Line

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.cases.coverage import KINDS
from gpj_kpi.cli import main
from gpj_kpi.errors import GpjKpiError
from gpj_kpi.evaluation.decision import Strictness, decide
from gpj_kpi.outputs.report.check import compose_check
from gpj_kpi.outputs.words.by_language import WORDINGS
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.sides import holds
from gpj_kpi.rules import RuleFile
from gpj_kpi.rules.models.targets import parse_target

_READ_RULES = ("report", "check", "cases", "explain", "validate", "deadline", "calendar")
_READ_DATA = ("report", "check", "cases")
_FIGURES, _ISSUES = "beside-figures.csv", "beside-issues.csv"
_OPTIONS = {
    "--year": "period",
    "--quarter": "period",
    "--month": "period",
    "--by": "by",
    "--group-by": "group_by",
    "--window": "window",
    "--compare": "compare",
}
_INSTANTS = {"--as-of": "as_of", "--now": "now"}


@dataclass(frozen=True)
class Outcome:
    """What a run left: exit status, all that was said, and the results as texts."""

    status: int
    said: str
    results: list[dict[str, str]] = field(default_factory=list)


def write(line: Line, folder: Path) -> None:
    """Make the files of a line."""
    data = folder / "data"
    data.mkdir()
    if line.rules is not None:
        (folder / "rules.yaml").write_text(line.rules, encoding="utf-8")
    for name, content in line.files.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(content):
            content(path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def run_command(
    line: Line, engine: EngineName, language: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Outcome:
    """Run the command line in the folder of the line, for people, and with its figures and issues beside."""
    words = shlex.split(line.command)
    if words[0] in _READ_RULES:
        words += ["--rules", "rules.yaml"] * (line.rules is not None)
        words += ["--lang", language] * (words[0] != "validate")
    if words[0] == "sniff":
        words += ["--lang", language]
    if words[0] in _READ_DATA:
        words += ["--data", "data", "--engine", engine, "--output", _FIGURES]
        words += ["--issues", _ISSUES] * ("--issues" not in words)
    status, said = _call(words, monkeypatch, capfd)
    figures, issues = _take(_FIGURES), _take(_ISSUES)
    return Outcome(status, said + issues, list(csv.DictReader(io.StringIO(figures))))


def _take(name: str) -> str:
    """Read what was written beside, and take it away; nothing where nothing was."""
    path = Path(name)
    if not path.exists():
        return ""
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text


def _call(words: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Call the command line in this process; give its exit status, and all that it said."""
    monkeypatch.setattr(sys, "argv", ["gpj-kpi", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    sys.stdout.flush()
    out, err = capfd.readouterr()
    assert "Traceback" not in err
    assert isinstance(stopped.value.code, int)
    return stopped.value.code, out + err


def run_frames(line: Line, language: str) -> Outcome:
    """Evaluate the cells of the files, or the frames of the line, from Python."""
    words = shlex.split(line.command)
    options: dict[str, Any] = {_OPTIONS[word]: words[place + 1] for place, word in enumerate(words) if word in _OPTIONS}
    for option, name in _INSTANTS.items():
        if option in words:
            text = words[words.index(option) + 1]
            options[name] = dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
    if "--until-business-day" in words:
        options["until_business_day"] = int(words[words.index("--until-business-day") + 1])
    options["indicators"] = [words[place + 1] for place, word in enumerate(words) if word == "--indicator"]
    if "--from" in words:
        options["period"] = "/".join(words[words.index(option) + 1] for option in ("--from", "--to"))
    try:
        rules = load_rules("rules.yaml")
        found = evaluate(rules, line.frames() if line.frames else _frames(rules), **options)
    except GpjKpiError as error:
        said = "\n".join(issue.in_language("fr" if language == "fr" else "en") for issue in error.issues)
        return Outcome(error.exit_code, said)
    status = 0
    with found:
        said = "\n".join(issue.in_language("fr" if language == "fr" else "en") for issue in found.issue_list)
        if words[0] == "check":
            status, checked = _check_frames(words, found, WORDINGS["fr" if language == "fr" else "en"])
            said += checked
        texts = found.results.astype("object")
        results = [
            {str(name): "" if pd.isna(value) else str(value) for name, value in row.items()}
            for row in texts.to_dict("records")
        ]
    return Outcome(status, said, results)


def _check_frames(words: list[str], found: Evaluation, wording: Wording) -> tuple[int, str]:
    """Decide as `check` does, and give what it says."""
    strictness = Strictness(
        parts_decide="--by" in words, accept_partial="--accept-partial" in words, fail_on_near="--fail-on" in words
    )
    decision = decide(found, strictness)
    check = compose_check(found, decision, wording)
    return decision.exit_code, "\n".join([*(row.name for row in check.rows), *check.incomplete, check.summary])


def _frames(rules: RuleFile) -> Mapping[str, pd.DataFrame]:
    """Read the files of each source that has some as texts, by pandas alone; a record with too many cells is none."""
    frames = {}
    for name, source in rules.sources.items():
        paths = sorted({path for pattern in source.files for path in Path("data").glob(pattern)})
        read = [
            pd.read_csv(
                path,
                sep=source.delimiter,
                dtype=str,
                keep_default_na=False,
                encoding=source.encoding,
                on_bad_lines="skip",
            )
            for path in paths
        ]
        if read:
            frames[name] = pd.concat(read, ignore_index=True)
    return frames


def figure_faults(line: Line, results: list[dict[str, str]]) -> list[str]:
    """Say which figures are not those of the line."""
    faults = []
    for key, expected in line.figures.items():
        indicator, period, group = [*key.split(" ", 2), "", ""][:3]
        rows = [
            row
            for row in results
            if row["indicator"] == indicator
            and row["group"] == group
            and (row["period"] == period if period else row is _whole(results, indicator, group))
        ]
        if len(rows) != 1:
            faults.append(f"{key}: {len(rows)} results")
            continue
        wrong = [word for word in expected.split() if not _holds(word, rows[0])]
        faults += [f"{key}: expected {word}, got {rows[0]}" for word in wrong]
    for key, expected in line.compared.items():
        indicator, period = key.split(" ")
        found = [row for row in results if (row["indicator"], row["period"]) == (indicator, period)]
        label, *numbers, coverage = expected.split()
        for row in found:
            cells = [Fraction(row[name] or "-1000") for name in ("compared_value", "difference")]
            wanted = [Fraction("-1000" if number == "-" else number) for number in numbers]
            if [row["compared_with"], *cells, row["compared_coverage"]] != [label, *wanted, coverage]:
                faults.append(f"{key}: expected {expected}, got {row}")
        faults += [] if len(found) == 1 else [f"{key}: {len(found)} results"]
    return faults


def _whole(results: list[dict[str, str]], indicator: str, group: str) -> dict[str, str]:
    """Find the result of the longest period."""
    rows = [row for row in results if row["indicator"] == indicator and row["group"] == group]
    return max(
        rows, key=lambda row: dt.date.fromisoformat(row["last_day"][:10]) - dt.date.fromisoformat(row["first_day"][:10])
    )


def _holds(word: str, row: dict[str, str]) -> bool:
    if word[0] in "<>":
        return bool(row["value"]) and holds(Fraction(row["value"]), parse_target(word))
    if word.startswith("="):
        return bool(row["value"]) and abs(Fraction(row["value"]) - Fraction(word[1:])) <= Fraction(1, 10**9)
    if "/" in word:
        return [Fraction(part) for part in word.split("/")] == [
            Fraction(row[name] or "-1") for name in ("numerator", "denominator")
        ]
    return row["coverage" if word in KINDS else "status"] == word
