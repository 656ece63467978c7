"""Files written beside their target and renamed.

Law: a reader never sees half a file, and a failed run leaves the old files as they were, and nothing else. There is one
exception: after a kill -9 between two renames each file is whole, but the files are not of one run.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from gpj_kpi.errors import GpjKpiError, OutputError, UsageError
from gpj_kpi.process import signals, temporary
from gpj_kpi.sentences import outputs
from gpj_kpi.sentences.sentence import say

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def require_writable(paths: Iterable[Path]) -> None:
    """Refuse, before any work is done, paths that cannot be written.

    Raises:
        UsageError: a path is named twice, its folder is missing or cannot be written to, or what is there is a folder,
            a loop of links or a file that may not be written or replaced.
        OutputError: the disk is full already.
    """
    seen: set[Path] = set()
    for path in paths:
        with _refusing(path, UsageError):
            target = _target(path)
            if target in seen:
                raise UsageError(f"{path} is named twice as output. Name it once.")
            seen.add(target)
            if not target.parent.is_dir():
                raise UsageError(f"{path} cannot be written: there is no folder {path.parent}. Create it.")
            if target.exists() and not target.is_file():
                raise UsageError(f"{path} cannot be written: it exists and is not a file. Choose another name.")
            if target.exists() and not _may_write(target):
                raise UsageError(say(outputs.WRITE_PROTECTED, path=path))
            if target.exists() and not _may_replace(target):
                raise UsageError(say(outputs.NOT_REPLACEABLE, path=path))
            temporary.remove(temporary.make_file(target.parent, target.name))


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write every file, or none.

    All are written whole beside their targets first, then renamed one after the other; when one cannot be renamed,
    those before it get their old content back. A file that exists keeps its mode; a link keeps pointing where it did.

    Raises:
        OutputError: a file cannot be written.
    """
    with contextlib.ExitStack() as at_end:
        staged = []
        for path, content in contents.items():
            with _refusing(path, OutputError):
                staged.append((path, _stage(_target(path), content, at_end)))
        ways_back = [_way_back(_target(path), at_end) for path, _ in staged]
        with signals.hold_stops(), contextlib.ExitStack() as undo:
            for (path, beside), way_back in zip(staged, ways_back, strict=True):
                with _refusing(path, OutputError):
                    beside.replace(_target(path))
                undo.callback(way_back)
            undo.pop_all()


def _stage(target: Path, content: bytes, at_end: contextlib.ExitStack) -> Path:
    """Write the content beside its target; return where it is.

    It goes at `at_end` unless it is renamed.
    """
    beside = temporary.make_file(target.parent, target.name)
    at_end.callback(temporary.remove, beside)
    with beside.open("wb") as file:
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return beside


def _way_back(target: Path, at_end: contextlib.ExitStack) -> Callable[[], None]:
    """Give what makes a target again what it is now.

    The old content has a second name until `at_end`.
    """
    kept = None
    if target.exists():
        try:
            kept = temporary.make_link(target)
        except OSError:
            return lambda: None  # the file system has no links: what is renamed stays so
        at_end.callback(temporary.remove, kept)

    def go_back() -> None:
        with contextlib.suppress(OSError):
            if kept is None:
                target.unlink()
            else:
                kept.replace(target)

    return go_back


def _target(path: Path) -> Path:
    """Follow links to the file that is written.

    Raises:
        UsageError: they lead in a circle.
    """
    try:
        target = path.resolve()
        if target.is_symlink():  # from Python 3.13 on a loop is given back as it stands
            target.stat()
    except (OSError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno != errno.ELOOP:
            raise
        raise UsageError(say(outputs.LINK_LOOP, path=path)) from error
    return target


def _may_write(target: Path) -> bool:
    """Whether a file may be written, which a rename would not ask.

    Nobody has write permission for what is protected, not even root, who could.
    """
    may = os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    return may and bool(target.stat().st_mode & _WRITABLE)


def _may_replace(target: Path) -> bool:
    """Whether a file may be renamed over.

    In a sticky folder, only its owner, the folder's and root may.
    """
    folder, me = target.parent.stat(), os.geteuid() if hasattr(os, "geteuid") else 0
    return not folder.st_mode & stat.S_ISVTX or me in {0, folder.st_uid, target.stat().st_uid}


@contextlib.contextmanager
def _refusing(path: Path, fault: type[GpjKpiError]) -> Iterator[None]:
    """Turn refusals of the system into errors.

    A disk that is full is no wrong use.
    """
    try:
        yield
    except OSError as error:
        told = OutputError if error.errno in _NO_ROOM else fault
        raise told(f"{path} cannot be written: {error.strerror or error}.") from error
