"""Files and folders that exist only while a run lasts.

They are copies of exports, and outputs on their way to their names. Law: at any end of the run they are gone. The next
run removes what a killed run left: it knows them by their names, and by the lock that no process holds any more. What
cannot be locked is left alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_ATTEMPTS = 100

_made: dict[Path, int | None] = {}
"""What this process has made and not yet removed, with the descriptor that holds its lock."""


def make_folder(parent: Path, name: str) -> Path:
    """Make a folder that other users cannot look into.

    Folders of this name that killed runs left are removed.

    Raises:
        OSError: it cannot be made.
    """
    return _make(parent, name, lambda path: path.mkdir(mode=0o700))


def make_file(parent: Path, name: str) -> Path:
    """Make an empty file.

    Files of this name that killed runs left are removed.

    Raises:
        OSError: it cannot be made.
    """
    return _make(parent, name, lambda path: path.touch(exist_ok=False))


def make_link(target: Path) -> Path:
    """Make a second name for a file, beside it.

    Raises:
        OSError: it cannot be made.
    """
    return _create(target.parent, target.name, lambda path: path.hardlink_to(target))


def remove(path: Path) -> None:
    """Remove a temporary file or folder, and let go of its lock.

    One that was renamed meanwhile stays.
    """
    _delete(path)
    lock = _made.pop(path, None)
    if lock is not None:
        os.close(lock)


def remove_all() -> None:
    """Remove all that this process has made.

    Threads that still write into it fail from then on.
    """
    for path in list(_made):
        _delete(path)


def _make(parent: Path, name: str, create: Callable[[Path], None]) -> Path:
    _remove_stale(parent, name)
    while True:
        path = _create(parent, name, create)
        try:
            _made[path] = _lock(path)
        except (BlockingIOError, FileNotFoundError):
            # Another run took it for a left-over before it was locked.
            remove(path)
            continue
        except OSError:
            pass  # nothing can be locked here, and so nothing is removed by others either
        return path


def _create(parent: Path, name: str, create: Callable[[Path], None]) -> Path:
    path = parent / f".{name}.{os.urandom(4).hex()}.tmp"
    _made[path] = None  # before it is there: a stop may come at any moment
    try:
        create(path)
    except OSError:
        del _made[path]
        raise
    return path


def _remove_stale(parent: Path, name: str) -> None:
    """Remove what has such a name and is locked by nobody."""
    is_such = re.compile(rf"\.{re.escape(name)}\.[0-9a-f]{{8}}\.tmp").fullmatch
    with contextlib.suppress(OSError):
        for path in [each for each in parent.iterdir() if is_such(each.name)]:
            with contextlib.suppress(OSError):
                lock = _lock(path)
                _delete(path)
                os.close(lock)


def _lock(path: Path) -> int:
    """Lock a file or folder, and give the descriptor of the lock.

    Raises:
        BlockingIOError: another process holds it.
        FileNotFoundError: it was removed before it was locked.
        OSError: it cannot be locked.
    """
    if sys.platform == "win32":
        raise OSError("files are not locked here")
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.lstat()
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _delete(path: Path) -> None:
    """Delete a file, or a folder that threads may still write into.

    A folder is given another name first: what is written by its old name fails from then on. A folder that is made
    again by that name goes as well, as often as it takes.
    """
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                moved = path
                with contextlib.suppress(OSError):  # Windows: not while a file in it is open
                    moved = path.rename(path.with_name(_other_name(path)))
                shutil.rmtree(moved, ignore_errors=True)
            else:
                path.unlink()
        if not os.path.lexists(path):
            return


def _other_name(path: Path) -> str:
    """Give another name that the next run takes for a left-over too."""
    return f"{path.name[: -len('01234567.tmp')]}{os.urandom(4).hex()}.tmp"
