"""One run of the command line that writes every output, and what must hold of each whatever was read."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.hostile.case import PERSON, Case

from gpj_kpi.cli import main

_OUTPUTS = ("out.csv", "out.json", "issues.csv")
# Signs by which a spreadsheet knows a formula, those of full width among them; some take ; for the end of a cell.
_FORMULA = re.compile(r'(?:^\s*|;[\s"]*)[=+\-@\uff1d\uff0b\uff0d\uff20]')
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
csv.field_size_limit(1 << 30)
_INVISIBLE = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and marks, and yet nothing is seen
_BLANKS = {" ", "\n", "\u00a0", "\u202f"}


@dataclass(frozen=True)
class Outcome:
    """What a run left."""

    status: int
    out: str
    err: str
    document: dict[str, Any] = field(default_factory=dict)
    results: list[dict[str, str]] = field(default_factory=list)
    issues: list[dict[str, str]] = field(default_factory=list)

    def source(self, name: str = "s") -> dict[str, Any]:
        """The account of one source."""
        (source,) = (each for each in self.document["sources"] if each["name"] == name)
        assert isinstance(source, dict)
        return source


Judge = Callable[[Case], Outcome]


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Judge:
    """Run `report` on a case in this process, with all its outputs, and check what must hold of any run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # typer sets its own
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def run(case: Case) -> Outcome:
        write(case, tmp_path)
        monkeypatch.setattr(sys, "argv", ["gpj-kpi", *arguments(case)])
        with pytest.raises(SystemExit) as stopped:
            main()
        sys.stdout.flush()
        out, err = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return checked(stopped.value.code, out, err, tmp_path)

    return run


def write(case: Case, folder: Path) -> None:
    """Make the files of a case."""
    (folder / case.rules_name).write_bytes(case.rule_bytes())
    (folder / "data").mkdir()
    for name, content in case.files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(content):
            content(path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def arguments(case: Case) -> list[str]:
    """The command line of a case: a report of 2008 in every form."""
    rules = ["report", "--rules", case.rules_name, "--data", "data", "--year", "2008", "--by", "year"]
    outputs = ["--output", "out.csv", "--output", "out.json", "--issues", "issues.csv"]
    groups = [] if "--group-by" in case.options else ["--group-by", "channel"]
    return [*rules, *outputs, *groups, *case.options]


def checked(status: int, out: str, err: str, folder: Path) -> Outcome:
    """Check what must hold of every run, and give back what it left."""
    assert "Traceback" not in err
    contents = {name: (folder / name).read_bytes().decode() for name in _OUTPUTS if (folder / name).exists()}
    for text in (out, err, *contents.values()):
        unsafe = {f"U+{ord(char):04X}" for char in set(text) if not is_harmless(char)}
        assert not unsafe, "a terminal obeys such characters, or hides them"
        assert PERSON not in text
    if status in {2, 3}:
        assert (out, contents) == ("", {}), "what is refused leaves nothing behind"
        assert err
        return Outcome(status, out, err)
    tables = {
        name: list(csv.DictReader(io.StringIO(contents[name], newline=""))) for name in contents if ".csv" in name
    }
    for rows in tables.values():
        for cell in (cell for row in rows for cell in row.values()):
            assert _NUMBER.fullmatch(cell) or not _FORMULA.search(cell), "a spreadsheet computes this"
    document = json.loads(contents["out.json"], parse_constant=_no_constant)
    outcome = Outcome(status, out, err, document, tables["out.csv"], tables["issues.csv"])
    _check_conservation(outcome)
    return outcome


def is_harmless(char: str) -> bool:
    """Whether a character shows as itself: no control, no format character, no half of one, no unknown one."""
    is_hidden = char in _INVISIBLE or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return char in _BLANKS or not is_hidden


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def _check_conservation(outcome: Outcome) -> None:
    """Rows = cases + rejected + duplicates; each rejected row has its line in the list, and nobody else has one."""
    for source in outcome.document["sources"]:
        assert source["rows"] == source["cases"] + source["rejected"] + source["duplicates"]
        assert source["rows"] == sum(file["rows"] for file in source["files"])
        rejected = {
            (issue["file"], issue["line"])
            for issue in outcome.issues
            if (issue["severity"], issue["source"]) == ("rejected", source["name"])
        }
        assert len(rejected) == source["rejected"]
