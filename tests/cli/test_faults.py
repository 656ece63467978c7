from __future__ import annotations

import gzip
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gpj_kpi.process.signals import SIGNALS

RUN = """
import os, sys
from gpj_kpi.process import signals
with signals.stop_at_once():
    os.write(int(sys.argv.pop(1)), b".")
    from gpj_kpi.cli import main
    main()
"""
"""The console entry, which tells when a stop is provided for."""

WRITE = """
import os, sys
from pathlib import Path
from gpj_kpi.process import signals
from gpj_kpi.outputs.files import write_files
with signals.stop_at_once():
    os.write(int(sys.argv.pop(1)), b".")
    write_files({Path(name): (sys.argv[1] * 5_000_000).encode() for name in ("a.csv", "b.json", "c.csv")})
"""
"""Nothing but the writing of three files, of five million times a letter."""

REPORT = ["report", "--year", "2024", "--format", "csv"]
OUTPUTS = ["--output", "a.csv", "--output", "b.json", "--issues", "c.csv"]
OLD = {"a.csv": b"old", "b.json": b"old", "c.csv": b"old"}


def heed_signals() -> None:
    """Heed what the caller of the tests ignores (`nohup`, a wrapper of CI), and a process would ignore with it."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


class Place:
    """A folder with rules and exports, and one for temporary files: what runs leave in either is seen."""

    def __init__(self, folder: Path, spare: Path) -> None:
        """Pack the exports, so that copies of them are made."""
        self.folder, self.spare = folder, spare
        rules = (folder / "commitments.yaml").read_text(encoding="utf-8")
        (folder / "commitments.yaml").write_text(rules.replace("dossiers_*.csv", "dossiers_*.csv.gz"), encoding="utf-8")
        plain = folder / "sample_data" / "dossiers_2024.csv"
        self.claims = plain.with_name("dossiers_2024.csv.gz")
        self.claims.write_bytes(gzip.compress(plain.read_bytes()))
        plain.unlink()

    def start(
        self,
        *arguments: str,
        script: str = RUN,
        prepare: Callable[[], object] | None = None,
        stdout: int = subprocess.PIPE,
        stderr: int = subprocess.PIPE,
    ) -> subprocess.Popen[bytes]:
        """Start a process, in which `prepare` is done first; return when a stop is provided for, or it has ended."""

        def begin() -> None:
            heed_signals()
            if prepare is not None:
                prepare()

        told, tell = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(tell), *arguments],
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", "TMPDIR": str(self.spare)},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            pass_fds=[tell],
            preexec_fn=begin,  # noqa: PLW1509 - what it does is safe among threads: signals, a limit, a closed file
        )
        os.close(tell)
        os.read(told, 1)
        os.close(told)
        return process

    def run(self, *arguments: str, prepare: Callable[[], object] | None = None) -> tuple[int, bytes, str]:
        """Run to the end; give exit status, stdout and stderr."""
        process = self.start(*arguments, prepare=prepare)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err.decode()

    def stopped(self, seconds: float, number: int, *arguments: str, script: str) -> tuple[int, bytes, str]:
        """Run, send a signal so long after the start, and give exit status, stdout and stderr."""
        process = self.start(*arguments, script=script)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(number)
            out, err = process.communicate(timeout=60)
        return process.returncode, out, err.decode()

    def moments(self, count: int, *arguments: str, script: str) -> Iterator[float]:
        """So many moments spread over a run, in seconds from its start, the last one a little after its end."""
        process = self.start(*arguments, script=script)
        started = time.perf_counter()
        assert process.communicate(timeout=60)[1] == b""
        lasted = time.perf_counter() - started
        return (1.1 * lasted * number / (count - 1) for number in range(count))

    def outputs(self) -> dict[str, bytes]:
        """What stands beside the rule file and the exports."""
        names = {path.name for path in self.folder.iterdir()} - {"commitments.yaml", "sample_data"}
        return {name: (self.folder / name).read_bytes() for name in names}

    def visible(self) -> dict[str, bytes]:
        """The outputs, without what is on its way to become one."""
        return {name: content for name, content in self.outputs().items() if not name.startswith(".")}

    def write(self, contents: dict[str, bytes]) -> None:
        """Write outputs as an earlier run left them."""
        for name, content in contents.items():
            (self.folder / name).write_bytes(content)

    def temporary(self) -> list[str]:
        """What is in the folder for temporary files."""
        return [path.name for path in self.spare.iterdir()]


@pytest.fixture
def place(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The small rule file of these tests, with a folder for temporary files that no other test uses."""
    return Place(folder, tmp_path_factory.mktemp("spare"))


WAYS = pytest.mark.parametrize(
    ("script", "arguments", "count"),
    [(RUN, [*REPORT, *OUTPUTS], 6), (WRITE, ["x"], 25)],
    ids=["whole run", "writing"],
)
"""What is stopped, and at how many moments."""


# --- kill -9


@WAYS
def test_killed_at_any_moment_leaves_whole_files(place: Place, script: str, arguments: list[str], count: int) -> None:
    """Each output is the whole old one or the whole new one, and the next run removes all that was left besides."""
    spread = place.moments(count, *arguments, script=script)
    new = place.outputs()
    assert new.keys() == OLD.keys()
    for seconds in spread:
        place.write(OLD)
        place.stopped(seconds, signal.SIGKILL, *arguments, script=script)
        for name, content in place.visible().items():
            assert content in {OLD[name], new[name]}, f"{name} after {seconds} seconds"
    place.stopped(60, signal.SIGKILL, *arguments, script=script)
    assert place.outputs() == new
    assert place.temporary() == []


# --- Ctrl-C and TERM


@WAYS
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_at_any_moment_leaves_nothing(
    place: Place, number: int, status: int, script: str, arguments: list[str], count: int
) -> None:
    """Nothing is said and nothing left besides; all outputs are old, or all new; the exit status tells the signal."""
    spread = place.moments(count, *arguments, script=script)
    new = place.outputs()
    found = set()
    for seconds in spread:
        place.write(OLD)
        ran, _, err = place.stopped(seconds, number, *arguments, script=script)
        found.add(ran)
        assert err == "", f"after {seconds} seconds"
        assert ran in {0, status}, f"after {seconds} seconds"
        assert place.outputs() in ([OLD, new] if ran else [new]), f"after {seconds} seconds"
        assert place.temporary() == [], f"after {seconds} seconds"
    assert status in found


def test_a_stop_between_two_renames_comes_after_the_last(tmp_path: Path) -> None:
    """Files that become visible together are not parted; what follows them is not done."""
    script = """
import os, signal
from pathlib import Path
from gpj_kpi.process import signals
with signals.stop_at_once():
    with signals.hold_stops():
        os.kill(os.getpid(), signal.SIGTERM)
        Path("together").touch()
    Path("after").touch()
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        preexec_fn=heed_signals,
    )
    assert (done.returncode, done.stdout, done.stderr) == (143, b"", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["together"]


def test_a_stop_leaves_the_terminal_as_it_was() -> None:
    """The progress bar hides the cursor: the last thing written clears its line and shows the cursor again."""
    script = """
import os, signal, time
from gpj_kpi.process import signals
from gpj_kpi.outputs import progress
progress._PATIENCE_SECONDS = 0
with signals.stop_at_once(), progress.progress_bar() as report:
    report("Dossiers", 1, 2)
    time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)
"""
    terminal, end = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        stderr=end,
        env=environment,
        check=False,
        preexec_fn=heed_signals,
    )
    os.close(end)
    written = os.read(terminal, 1 << 16)
    os.close(terminal)
    assert done.returncode == 143
    assert b"Dossiers" in written
    assert written.endswith(b"\r\x1b[2K\x1b[?25h")


def test_a_stop_is_provided_for_before_anything_is_loaded() -> None:
    """What is imported before `main` takes no longer than Python's own modules do."""
    libraries = {"pandas", "duckdb", "narwhals", "pydantic", "rich", "typer", "yaml", "holidays"}
    script = f"import sys; from gpj_kpi.cli import main; print({libraries} & {{*sys.modules}})"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "set()\n"
    )


def test_a_signal_that_is_ignored_stays_so(place: Place) -> None:
    """A run under `nohup` outlives its terminal."""
    process = place.start(*REPORT, prepare=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    process.send_signal(signal.SIGHUP)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err


# --- two runs at once


def test_two_runs_into_one_file_leave_one_of_two(place: Place) -> None:
    """While two processes write the same files over and over, each is whole whenever it is looked at."""
    script = WRITE.replace("    write_files", "    for _ in range(30): write_files").replace("5_000_000", "500_000")
    place.write(OLD)
    running = [place.start(letter, script=script) for letter in "xy"]
    whole = {b"x" * 500_000, b"y" * 500_000, b"old"}
    while any(process.poll() is None for process in running):
        assert {(place.folder / name).read_bytes() for name in OLD} <= whole
    for process in running:
        assert process.communicate() == (b"", b"")
    assert place.outputs().keys() == OLD.keys()


# --- a disk that is full, and a folder that takes no file


def limit_file_size() -> None:
    """Let no file grow beyond 4,000 bytes, as if the disk were full then."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, resource.RLIM_INFINITY))


def test_a_full_disk_under_the_outputs_leaves_the_old_ones(place: Place) -> None:
    """The second of three does not fit: none is replaced, the message names it, and the status is 6."""
    place.write(OLD)
    assert place.run(*REPORT, *OUTPUTS, prepare=limit_file_size) == (
        6,
        b"",
        "b.json cannot be written: File too large.\n",
    )
    assert place.outputs() == OLD
    assert place.temporary() == []


def test_a_full_disk_under_the_temporary_files_is_told(place: Place) -> None:
    """A copy of an export does not fit: the export is not called faulty, and nothing is written."""
    place.write(OLD)
    place.claims.write_bytes(
        gzip.compress(gzip.decompress(place.claims.read_bytes()) + b"B;30/12/2024 12:00;;\n" * 999)
    )
    status, out, err = place.run(*REPORT, *OUTPUTS, prepare=limit_file_size)
    assert (status, out) == (3, b"")
    assert (
        err
        == f"no space is left for temporary files in {place.spare}. Make room there, or set TMPDIR to another folder.\n"
    )
    assert place.outputs() == OLD
    assert place.temporary() == []


@pytest.mark.parametrize(
    ("largest", "words"),
    [(0, "there is no folder for temporary files: "), (100, "no space is left for temporary files in ")],
)
def test_sniff_tells_a_full_disk(place: Place, largest: int, words: str) -> None:
    """Where no temporary file can be made, or none of a size, `sniff` says so in one line, and leaves nothing."""
    limits = (largest, resource.RLIM_INFINITY)
    status, out, err = place.run(
        "sniff", str(place.claims), prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    )
    assert (status, out, err.count("\n")) == (3, b"", 1)
    assert err.startswith(words)
    assert place.temporary() == []


def test_sniff_needs_no_disk_for_a_plain_export(place: Place) -> None:
    """An export that is not packed is read where it stands: `sniff` writes no file, so that a stop leaves none."""
    plain = place.claims.with_name("plain_2024.csv")
    plain.write_bytes(gzip.decompress(place.claims.read_bytes()))
    status, out, err = place.run(
        "sniff", str(plain), prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    )
    assert (status, err) == (0, "")
    assert b"no_dossier:" in out


def test_a_folder_that_takes_no_file_is_told_before_the_work(place: Place) -> None:
    """No file can be made in /dev/fd, not even by root: that is said at once, and the other output stays."""
    place.write(OLD)
    status, out, err = place.run(*REPORT, "--data", "nowhere", "--output", "a.csv", "--output", "/dev/fd/b.csv")
    assert (status, out) == (2, b"")
    assert err.startswith("/dev/fd/b.csv cannot be written: ")
    assert place.outputs() == OLD


# --- stdout and stderr

PRINTING = pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["report", "--help"],
        ["--version"],
        ["validate"],
        ["calendar", "2024"],
        ["deadline", "2024-01-08 09:00", "48 heures"],
        REPORT,
    ],
    ids=" ".join,
)


@PRINTING
def test_a_reader_that_stops_early_gets_no_complaint(place: Place, arguments: list[str]) -> None:
    """`gpj-kpi … | true`: nothing is wrong, and nothing is said, but what is said of the exports."""
    process = place.start(*arguments)
    assert process.stdout
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err in {b"", b"rows rejected: 1, notices: 0; --issues FILE.csv writes them all.\n"}


def test_a_reader_that_stops_early_hides_no_missed_target(place: Place) -> None:
    """`gpj-kpi check … | true` has the status of `gpj-kpi check …`."""
    process = place.start("check", "--year", "2024", "--issues", "c.csv")
    assert process.stdout
    process.stdout.close()
    process.stdout = None
    assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 4


@PRINTING
def test_results_that_cannot_be_written_are_a_failure(place: Place, arguments: list[str]) -> None:
    """Where stdout is a full disk the exit status is 6, and one line says why."""
    full = os.open("/dev/full", os.O_WRONLY)
    process = place.start(*arguments, stdout=full)
    os.close(full)
    assert process.communicate(timeout=60)[1] == b"stdout cannot be written: No space left on device.\n"
    assert process.returncode == 6


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["validate"], [*REPORT, *OUTPUTS]])
def test_a_closed_stdout_is_told_before_the_work(place: Place, arguments: list[str]) -> None:
    """Whoever wants files alone sends stdout to /dev/null; a stdout that is closed may be a mistake."""
    status, _, err = place.run(*arguments, prepare=lambda: os.close(1))
    assert (status, err) == (
        2,
        "stdout is closed: the results would go nowhere. Leave it open, or send it to /dev/null.\n",
    )
    assert place.outputs() == {}


def test_a_closed_stderr_changes_no_result(place: Place) -> None:
    """What would have been said there is said nowhere: neither on stdout nor in a file."""
    status, out, _ = place.run(*REPORT, "--output", "a.csv")
    written = place.outputs()
    assert status == 0
    assert place.run(*REPORT, "--output", "a.csv", prepare=lambda: os.close(2)) == (0, out, "")
    assert place.outputs() == written == {"a.csv": out}
    assert place.run("report", prepare=lambda: os.close(2)) == (2, b"", "")


@pytest.mark.parametrize(("arguments", "status"), [(["report"], 2), (["repot"], 2), (REPORT, 0)])
def test_a_full_stderr_changes_no_status(place: Place, arguments: list[str], status: int) -> None:
    """A message that cannot be written leaves the exit status as it is."""
    full = os.open("/dev/full", os.O_WRONLY)
    process = place.start(*arguments, stderr=full)
    os.close(full)
    process.communicate(timeout=60)
    assert process.returncode == status


# --- exports


def test_an_export_that_another_program_still_writes_is_refused(place: Place) -> None:
    """It is appended to all the while: nothing is written, and the message names it."""
    place.write(OLD)
    scores = place.folder / "sample_data" / "notes.csv"
    process = place.start(*REPORT, *OUTPUTS)
    with scores.open("a", encoding="utf-8") as file:
        while process.poll() is None:
            file.write("F3;01/05/2024;5\n")
            file.flush()
    out, err = process.communicate()
    assert (process.returncode, out) == (3, b"")
    assert err == b"notes.csv: changed while it was read. Run again when nothing writes to it any more.\n"
    assert place.outputs() == OLD
    assert place.temporary() == []


def test_gz_that_is_cut_short_is_refused(place: Place) -> None:
    """A transfer that broke off looks like a shorter export: nothing is written, and the message names it."""
    place.write(OLD)
    place.claims.write_bytes(place.claims.read_bytes()[:-20])
    assert place.run(*REPORT, *OUTPUTS) == (
        3,
        b"",
        "dossiers_2024.csv.gz: cannot be read: the compressed data ends too early. Export it again.\n",
    )
    assert place.outputs() == OLD
    assert place.temporary() == []
