"""A few of the cases as a process of its own, as cron and shells run it: none hangs, none leaves anything behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hostile import contents, gates, rule_files
from tests.hostile.case import Case, rule_text
from tests.hostile.conftest import arguments, checked, write

PATIENCE_SECONDS = 60
CASES = {
    "a pipe": gates.CASES["a pipe"],
    "a link to /dev/zero": gates.CASES["a link to /dev/zero"],
    "a bomb of aliases": rule_files.CASES["a bomb of aliases"],
    "a link of the terminal": contents.CASES["text: a link of the terminal"],
    "a file name that is no utf-8": contents.CASES["file name: bytes that are no utf-8"],
    "a file name of escape codes": contents.CASES["file name of a refused file: escape codes"],
}
WITHOUT_ACCENTS = ("a link of the terminal", "a file name that is no utf-8")


@pytest.mark.parametrize(
    ("name", "encoding"), [*((name, "utf-8") for name in CASES), *((name, "ascii") for name in WITHOUT_ACCENTS)]
)
def test_hostile_case_as_a_process(name: str, encoding: str, tmp_path: Path) -> None:
    """The exit status is that of the table, in a terminal of any encoding."""
    write(CASES[name], tmp_path)
    ran = _start(arguments(CASES[name]), tmp_path, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    outcome = checked(ran.returncode, ran.stdout.decode(encoding), ran.stderr.decode(encoding), tmp_path)
    assert outcome.status == CASES[name].status, outcome.err


@pytest.mark.parametrize("rules", ["/dev/zero", "data"])
def test_rules_that_are_no_rule_file(rules: str, tmp_path: Path) -> None:
    """A device or a folder where rules should be is refused in one line, at once."""
    write(Case(rules=rule_text()), tmp_path)
    ran = _start(["report", "--rules", rules, "--data", "data", "--year", "2008"], tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr.count(b"\n")) == (3, b"", 1), ran.stderr


def _start(arguments: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from gpj_kpi.cli import main; main()", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
