"""What docs/cron.md shows is what `check` does: its lines run, its outputs are printed, and every status is listed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.test_docs import README, ROOT, run

from gpj_kpi.errors import ExitCode

PAGE = (ROOT / "docs" / "cron.md").read_text(encoding="utf-8")
SHOWN = re.findall(
    r"<!-- shown by: gpj-kpi ([^\n]*) \(status (\d)(?:, without (\S+))?\) -->\n```text\n(.*?)```", PAGE, flags=re.DOTALL
)
BLOCKS = {
    kind: re.findall(rf"^```{kind}\n(.*?)```", PAGE, flags=re.DOTALL | re.MULTILINE)
    for kind in ("crontab", "ini", "sh")
}
CRON = re.findall(r"^[0-9*/-]+(?: [0-9*/-]+){4}  (.*)$", BLOCKS["crontab"][0], flags=re.MULTILINE)
UNIT = re.findall(r"^ExecStart=/bin/sh -c '(.*)'$", BLOCKS["ini"][0], flags=re.MULTILINE)
COMMANDS = [line.replace("\\%", "%") for line in CRON] + [line.replace("%%", "%").replace("$$", "$") for line in UNIT]


def _folder(folder: Path, without: str = "") -> Path:
    """Make a folder with the rule file and the exports, but one."""
    folder.mkdir(exist_ok=True)
    (folder / "commitments.yaml").symlink_to(ROOT / "commitments.yaml")
    (folder / "sample_data").mkdir()
    for path in (ROOT / "sample_data").iterdir():
        if path.name != without:
            shutil.copyfile(path, folder / "sample_data" / path.name)
    return folder


def _script(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(("arguments", "status", "without", "shown"), SHOWN)
def test_the_page_shows_what_is_printed(arguments: str, status: str, without: str, shown: str, tmp_path: Path) -> None:
    """The output and the exit status are those of the page."""
    done = run(arguments, _folder(tmp_path, without), "80")
    assert (done.returncode, done.stdout.rstrip()) == (int(status), shown.rstrip())


@pytest.mark.parametrize("command", COMMANDS)
def test_the_lines_of_cron_and_systemd_run(command: str, tmp_path: Path) -> None:
    """By sh, in the folder of the exports; of this month and year the sample data has nothing, and says so."""
    folder, tools = _folder(tmp_path), tmp_path / "bin"
    tools.mkdir()
    _script(tools, "gpj-kpi", f"exec '{sys.executable}' -c 'from gpj_kpi.cli import main; main()' \"$@\"")
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("cd /srv/kpi && ", "")],
        cwd=folder,
        env={"PATH": f"{tools}:{os.environ['PATH']}", "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == ExitCode.INCOMPLETE, done.stderr
    assert "aucune donnée" in done.stdout
    assert len(list(folder.glob("kpi*.csv"))) == 1


@pytest.mark.parametrize(
    ("status", "woken"),
    [(0, ""), (4, "engagements"), (3, "exports"), (5, "exports"), (1, "operations"), (6, "operations")],
)
def test_the_script_wakes_who_is_concerned(status: int, woken: str, tmp_path: Path) -> None:
    """As the table of the page says, with the lines of this run and no other."""
    _script(tmp_path, "journalctl", 'echo "said $*"')
    _script(tmp_path, "mail", 'cat; echo "$@"')
    done = subprocess.run(
        ["/bin/sh", "-c", BLOCKS["sh"][0]],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "EXIT_STATUS": str(status), "INVOCATION_ID": "a1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == (
        f"said -o cat _SYSTEMD_INVOCATION_ID=a1\n-s gpj-kpi: {status} {woken}@example.org\n" if woken else ""
    )


@pytest.mark.parametrize("page", [README, PAGE], ids=["README", "cron"])
def test_every_exit_status_is_in_the_table(page: str) -> None:
    """The README says what each means, and the page whom it should wake up."""
    table = page.split("| exit status |")[1].split("\n\n", maxsplit=1)[0]
    assert [int(number) for number in re.findall(r"^\| (\d) \|", table, flags=re.MULTILINE)] == list(ExitCode)


def test_a_half_written_export_is_not_read(tmp_path: Path) -> None:
    """Under the name that the page gives it, nothing takes it, and nothing is said of it."""
    whole, beside = _folder(tmp_path / "a", ""), _folder(tmp_path / "b", "telephonie_2008-05.csv")
    shutil.copyfile(ROOT / "sample_data/telephonie_2008-05.csv", beside / "sample_data/telephonie_2008-05.csv.part")
    arguments = "check --month 2008-05 --indicator phone_answer_rate --quiet"
    assert run(arguments, whole).returncode == 0
    done = run(f"{arguments} --issues issues.csv", beside)
    assert done.returncode == ExitCode.INCOMPLETE
    assert ".part" not in (beside / "issues.csv").read_text(encoding="utf-8")
    (beside / "sample_data/telephonie_2008-05.csv.part").rename(beside / "sample_data/telephonie_2008-05.csv")
    assert run(arguments, beside).returncode == 0


def test_the_page_shows_something() -> None:
    """The tests above have something to test."""
    assert (len(SHOWN), len(COMMANDS)) == (6, 3)
