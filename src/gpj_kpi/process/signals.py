"""How a run is stopped: by Ctrl-C, the TERM of a time-out, or a terminal that closes.

Law: a stop unwinds nothing and waits for nothing. The temporary files of the run are removed, and the process ends.
Only the renames that make several files visible together are never stopped halfway.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator

from gpj_kpi.process import temporary

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

_before_stop: list[Callable[[], None]] = []
_held: list[int] = []
_is_holding = False


@contextlib.contextmanager
def stop_at_once() -> Iterator[None]:
    """End the process at the first stop inside the block.

    The exit status is 128 and the signal's number. After the block a stop comes too late and is ignored. A signal that
    is ignored already, as by `nohup`, stays ignored.
    """
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)


@contextlib.contextmanager
def hold_stops() -> Iterator[None]:
    """Let stops wait until the end of the block."""
    global _is_holding  # noqa: PLW0603 - signals are of the whole process
    _is_holding = True
    try:
        yield
    finally:
        _is_holding = False
        for number in _held:
            _end(number)


def do_before_stop(action: Callable[[], None]) -> None:
    """Let a stop do something first; it must not wait for anything."""
    _before_stop.append(action)


def _stop(number: int, _: object) -> None:
    if _is_holding:
        _held.append(number)
    else:
        _end(number)


def _end(number: int) -> None:
    # SystemExit would do in most places. In others it is lost (inside a callback of a library) or becomes another
    # error (inside a query). And it would wait for the threads that read exports.
    for action in _before_stop:
        action()
    temporary.remove_all()
    os._exit(128 + number)
