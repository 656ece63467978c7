from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gpj_kpi.process import temporary

_HOLD = """
import sys
from pathlib import Path
from gpj_kpi.process import temporary
folder = temporary.make_folder(Path(sys.argv[1]), "x")
(folder / "sub").mkdir()
(folder / "sub" / "copy.csv").write_text("personal")
print(folder, temporary.make_file(Path(sys.argv[1]), "a.csv"), flush=True)
sys.stdin.read()
"""


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_a_killed_run_left_is_removed_and_what_a_live_one_holds_is_not(tmp_path: Path) -> None:
    """Two runs make the same things; one is killed: what it left goes at the next, what the other has stays."""
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    runs = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    made = []
    for run in runs:
        assert run.stdout
        made.append({Path(name).name for name in run.stdout.readline().split()})
    runs[1].kill()
    runs[1].wait()
    assert _names(tmp_path) == made[0] | made[1]
    folder, file = temporary.make_folder(tmp_path, "x"), temporary.make_file(tmp_path, "a.csv")
    try:
        assert _names(tmp_path) == {*made[0], folder.name, file.name}
    finally:
        for run in runs:
            run.send_signal(signal.SIGKILL)
            run.communicate()
        temporary.remove(folder)
        temporary.remove(file)


@pytest.mark.parametrize("name", [".a.csv.tmp", ".a.csv.backup.tmp", ".a.csv.12345678", ".b.csv.12345678.tmp", "a.csv"])
def test_no_other_file_is_taken_for_a_left_over(name: str, tmp_path: Path) -> None:
    """Only names that this program gives, and gives for this target, are its own."""
    (tmp_path / name).write_text("mine")
    temporary.remove(temporary.make_file(tmp_path, "a.csv"))
    assert (tmp_path / name).read_text() == "mine"


def test_a_link_with_the_name_of_a_left_over_leads_nowhere(tmp_path: Path) -> None:
    """What a link points to is not this program's, whatever the link is called."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("mine")
    (tmp_path / ".x.12345678.tmp").symlink_to(tmp_path / "mine")
    temporary.remove(temporary.make_folder(tmp_path, "x"))
    assert (tmp_path / "mine" / "file").read_text() == "mine"


def test_a_folder_goes_while_something_still_writes_into_it(tmp_path: Path) -> None:
    """A thread that makes files in the folder without a pause does not keep it from being removed."""
    folder = temporary.make_folder(tmp_path, "x")

    def write() -> None:
        for number in range(100_000):  # an end, lest a fault fill the disk
            try:
                (folder / str(number)).touch()
            except OSError:
                return

    writer = threading.Thread(target=write)
    writer.start()
    temporary.remove(folder)
    writer.join()
    assert _names(tmp_path) == set()


def test_other_users_cannot_look_into_the_folder(tmp_path: Path) -> None:
    """Copies of exports hold personal data."""
    folder = temporary.make_folder(tmp_path, "x")
    assert folder.stat().st_mode & 0o777 == 0o700
    temporary.remove(folder)


def test_no_lock_outlives_what_it_locked(tmp_path: Path) -> None:
    """A thousand files made and removed leave no descriptor open."""
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(1000):
        temporary.remove(temporary.make_file(tmp_path, "a.csv"))
    assert len(list(Path("/dev/fd").iterdir())) == before
