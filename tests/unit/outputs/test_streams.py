from __future__ import annotations

import errno
import io
import sys

import pytest
from rich.console import Console
from rich.text import Text

from gpj_kpi.errors import OutputError
from gpj_kpi.outputs.streams import draw, say, write_stdout


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colour is asked for, and the width is known."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "33")


def _set_stdout(monkeypatch: pytest.MonkeyPatch, encoding: str) -> io.BytesIO:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    return raw


def _print(console: Console) -> None:
    console.print(Text("▼ 97,4\u202f% [b]œuvre[/b]", style="bold red"))


def test_what_is_drawn_is_as_wide_as_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The console that is drawn on has the width of the terminal, and nothing is printed by drawing."""
    raw = _set_stdout(monkeypatch, "utf-8")
    assert draw(lambda console: console.print(f"{console.width}")) == b"33\n"
    sys.stdout.flush()
    assert raw.getvalue() == b""


def test_no_width_is_the_usual_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """With COLUMNS=0 a page is 80 columns wide, and not empty."""
    _set_stdout(monkeypatch, "utf-8")
    monkeypatch.setenv("COLUMNS", "0")
    assert draw(lambda console: console.print(f"{console.width}")) == b"80\n"


def test_a_pipe_gets_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no terminal gets the text alone; square brackets are text."""
    _set_stdout(monkeypatch, "utf-8")
    assert draw(_print) == "▼ 97,4\u202f% [b]œuvre[/b]\n".encode()


def test_forced_colour_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bold is 1 and red is 31 in the codes of terminals; 0 ends both."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    _set_stdout(monkeypatch, "utf-8")
    assert draw(_print).startswith("\x1b[1;31m▼".encode())
    assert draw(_print).endswith(b"\x1b[0m\n")


@pytest.mark.parametrize(
    ("text", "encoding", "written"),
    [
        ("▼▽✓✗°", "ascii", b"Vv+xo"),
        ("97,4\u202f% – l’été…", "ascii", b"97,4 % - l'ete..."),
        ("≥ 95\u00a0%", "latin-1", b">= 95\xa0%"),
        ("œuf", "latin-1", b"?uf"),
        ("œuf", "cp1252", b"\x9cuf"),
        ("日", "ascii", b"?"),
    ],
)
def test_characters_that_stdout_lacks_become_their_nearest(
    text: str, encoding: str, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marks have a stand-in, letters lose their accent, and what has neither becomes a question mark."""
    _set_stdout(monkeypatch, encoding)
    assert draw(lambda console: console.print(Text(text))) == written + b"\n"


def test_results_are_written_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes go to stdout unchanged, whatever its encoding."""
    raw = _set_stdout(monkeypatch, "ascii")
    write_stdout("é\n".encode())
    assert raw.getvalue() == "é\n".encode()


class _Broken(io.RawIOBase):
    """A stream that fails when it is written to."""

    def __init__(self, code: int) -> None:
        self._code = code

    def writable(self) -> bool:
        return True

    def write(self, _: object) -> int:
        raise OSError(self._code, "No space left on device" if self._code == errno.ENOSPC else "Broken pipe")

    def fileno(self) -> int:
        return _SPARE


_SPARE = 200
"""A descriptor that nothing else has: what cannot be written is sent to /dev/null under its number."""


def test_a_full_disk_is_an_error_and_a_reader_that_stops_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that breaks is no fault; results that go nowhere are one."""
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(_Broken(errno.EPIPE)), encoding="utf-8"))
    write_stdout(b"x")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(_Broken(errno.ENOSPC)), encoding="utf-8"))
    with pytest.raises(OutputError, match=r"^stdout cannot be written: No space left on device\.$"):
        write_stdout(b"x")


def test_what_is_said_is_one_line_of_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """A line break in a message is spelled out, and stdout stays empty."""
    say("a\nb")
    assert capsys.readouterr() == ("", "a\\nb\n")


def test_a_closed_stderr_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exit status still tells."""
    monkeypatch.setattr(sys, "stderr", None)
    say("a")
