"""What the README shows is what the commands print."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    gpj-kpi (.*?)(?:\s+#.*)?$", README, flags=re.MULTILINE)
SHOWN = re.findall(r"<!-- shown by: gpj-kpi ([^\n]*) \((\d+) columns\) -->\n```text\n(.*?)```", README, flags=re.DOTALL)


def run(arguments: str, folder: Path, columns: str = "100") -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, from the project's folder or from another."""
    return subprocess.run(
        [sys.executable, "-c", "from gpj_kpi.cli import main; main()", *shlex.split(arguments)],
        cwd=folder,
        env={"COLUMNS": columns, "PATH": "", "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("arguments", COMMANDS)
def test_commands_of_the_readme_run(arguments: str, tmp_path: Path) -> None:
    """Each command of the README runs; `check` may say that a target is missed."""
    for name in ("commitments.yaml", "sample_data", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    done = run(arguments, tmp_path)
    assert done.returncode == (4 if arguments.startswith("check") else 0), done.stderr
    assert done.stdout or "--output" in arguments


@pytest.mark.parametrize(("arguments", "columns", "shown"), SHOWN)
def test_readme_shows_what_is_printed(arguments: str, columns: str, shown: str) -> None:
    """The output in the README is the output, down to the last space but those at line ends."""
    printed = run(arguments, ROOT, columns).stdout
    assert [line.rstrip() for line in printed.splitlines()] == [line.rstrip() for line in shown.splitlines()]


def test_readme_shows_something() -> None:
    """The two tests above have something to test."""
    assert len(COMMANDS) >= 8
    assert len(SHOWN) >= 4


@pytest.mark.parametrize("command", ["report", "check", "validate", "sniff", "deadline", "calendar"])
def test_every_command_is_documented(command: str) -> None:
    """Each command is named in the README and explains itself."""
    assert f"gpj-kpi {command}" in README
    assert "Usage" in run(f"{command} --help", ROOT).stdout


def test_every_result_column_is_documented() -> None:
    """The README lists the columns of results in their order."""
    from gpj_kpi.results.result import RESULT_COLUMNS  # noqa: PLC0415 - the other tests run the command line

    assert ", ".join(RESULT_COLUMNS) in " ".join(README.split())


def test_every_column_of_the_calendar_is_documented() -> None:
    """The README lists the columns of a year in their order."""
    header = run("calendar 2008 --format csv", ROOT).stdout.splitlines()[0]
    assert header.replace(",", ", ") in " ".join(README.split())
