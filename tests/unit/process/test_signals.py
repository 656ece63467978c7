from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def _run(folder: Path, script: str) -> tuple[int, bytes, list[str]]:
    """Run a script in a folder; its exit status, its output, and what it left."""
    head = "import os, signal\nfrom pathlib import Path\nfrom gpj_kpi.process import signals, temporary\n"
    done = subprocess.run([sys.executable, "-c", head + script], cwd=folder, capture_output=True, check=False)
    assert done.stderr == b""
    return done.returncode, done.stdout, sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_stop_ends_the_process_with_128_and_its_number(tmp_path: Path, name: str, status: int) -> None:
    """Nothing is unwound: neither `finally` nor what follows is done."""
    script = f"""
with signals.stop_at_once():
    try:
        os.kill(os.getpid(), signal.{name})
    finally:
        Path("unwound").touch()
"""
    assert _run(tmp_path, script) == (status, b"", [])


def test_a_stop_removes_what_is_temporary_and_does_first_what_it_was_given(tmp_path: Path) -> None:
    """Each action once, in the order in which they were given, while the temporary files are still there."""
    script = """
with signals.stop_at_once():
    made = temporary.make_file(Path(), "a.csv")
    signals.do_before_stop(lambda: os.write(1, b"first, " if made.exists() else b"too late, "))
    signals.do_before_stop(lambda: os.write(1, b"second"))
    os.kill(os.getpid(), signal.SIGTERM)
"""
    assert _run(tmp_path, script) == (143, b"first, second", [])


def test_a_stop_waits_for_the_end_of_a_block_that_holds_it(tmp_path: Path) -> None:
    """What is inside the block is done, and what comes after is not."""
    script = """
with signals.stop_at_once():
    with signals.hold_stops():
        os.kill(os.getpid(), signal.SIGTERM)
        Path("inside").touch()
    Path("after").touch()
"""
    assert _run(tmp_path, script) == (143, b"", ["inside"])


def test_a_block_that_holds_stops_ends_quietly_where_none_came(tmp_path: Path) -> None:
    """The next stop is no longer held."""
    script = """
with signals.stop_at_once():
    with signals.hold_stops():
        pass
    Path("after").touch()
    os.kill(os.getpid(), signal.SIGTERM)
    Path("never").touch()
"""
    assert _run(tmp_path, script) == (143, b"", ["after"])


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """As under `nohup`."""
    script = """
signal.signal(signal.SIGHUP, signal.SIG_IGN)
with signals.stop_at_once():
    os.kill(os.getpid(), signal.SIGHUP)
    Path("inside").touch()
"""
    assert _run(tmp_path, script) == (0, b"", ["inside"])


def test_a_stop_after_the_block_comes_too_late(tmp_path: Path) -> None:
    """All is written then, and the exit status says so."""
    script = """
with signals.stop_at_once():
    Path("written").touch()
os.kill(os.getpid(), signal.SIGTERM)
"""
    assert _run(tmp_path, script) == (0, b"", ["written"])
