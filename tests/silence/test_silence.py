"""Every line of the table: the figure or the words, and the exit status, on every engine that it names."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from tests.silence import (
    amounts,
    calendars,
    days,
    declared,
    different,
    empty,
    expected,
    figures,
    files,
    limits,
    lone,
    moments,
    outputs,
    overseas,
    periods,
    scopes,
    shown,
    skipped,
    sniffed,
    stock,
    texts,
    times,
    whole,
)
from tests.silence.line import EngineName, Line
from tests.silence.run import figure_faults, run_command, run_frames, write

TABLES = (
    amounts,
    calendars,
    days,
    declared,
    different,
    empty,
    expected,
    figures,
    files,
    limits,
    lone,
    moments,
    outputs,
    overseas,
    periods,
    scopes,
    shown,
    skipped,
    sniffed,
    stock,
    texts,
    times,
    whole,
)
LINES: dict[str, Line] = {name: line for table in TABLES for name, line in table.LINES.items()}
CASES = [
    pytest.param(name, engine, language, id=f"{name} - {engine}{'' if language == 'en' else ' - fr'}")
    for name, line in LINES.items()
    for engine in line.engines
    for language in ("en", "fr")
    if language == "en" or (line.says_fr and engine != "spark")
]


@pytest.mark.parametrize(("name", "engine", "language"), CASES)
def test_line(
    name: str,
    engine: EngineName,
    language: str,
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    """Nothing that makes a figure wrong or incomplete passes in silence."""
    line = LINES[name]
    if engine == "spark":
        request.getfixturevalue("spark_session")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # typer sets its own
    for variable, value in {"COLUMNS": "120", **line.environment}.items():
        monkeypatch.setenv(variable, value)
    write(line, tmp_path)
    if engine == "pandas":
        outcome = run_frames(line, language)
    else:
        outcome = run_command(line, engine, language, monkeypatch, capfd)
    assert outcome.status == line.status, outcome.said
    said = " ".join(outcome.said.split())
    words = line.says if language == "en" else line.says_fr
    assert [each for each in words if " ".join(each.split()) not in said] == [], outcome.said
    assert [each for each in line.silent if each in said] == [], outcome.said
    assert figure_faults(line, outcome.results) == []
    left = {each: (tmp_path / each).read_bytes() if (tmp_path / each).exists() else None for each in line.left}
    assert left == line.left


def test_no_two_tables_have_a_line_of_one_name() -> None:
    """A name tells one line from all others."""
    assert len(LINES) == sum(len(table.LINES) for table in TABLES)


def test_the_page_names_the_tables_of_each_kind() -> None:
    """Whoever looks for a kind finds its lines."""
    page = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")
    named = {
        number: set(re.findall(r"`(\w+)\.py`", row))
        for number, row in re.findall(r"^\| (\d\d(?:\.\d)?) (.*)$", page, re.MULTILINE)
    }
    found: dict[str, set[str]] = {}
    for table in TABLES:
        for name in table.LINES:
            found.setdefault(name.split()[0], set()).add(table.__name__.rpartition(".")[2])
    assert named == found
