"""Files written beside their target and renamed.

Law: a reader never sees half a file, and a failed run leaves the old files as they were, and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gpj_kpi.errors import UsageError


def require_writable(paths: Iterable[Path]) -> None:
    """Refuse, before any work is done, the paths that no file could be written to.

    Raises:
        UsageError: a path is named twice, its folder is missing, or it is a folder itself.
    """
    seen: set[Path] = set()
    for path in paths:
        with _refused(path):
            target = _target(path)
            if target in seen:
                raise UsageError(f"{path} is named twice as output. Name it once.")
            seen.add(target)
            if not target.parent.is_dir():
                raise UsageError(f"{path} cannot be written: there is no folder {path.parent}. Create it.")
            if target.exists() and not target.is_file():
                raise UsageError(f"{path} cannot be written: it exists and is not a file. Choose another name.")


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write every file, or none.

    All are written whole beside their targets first, then renamed one after the other. A file that exists keeps
    its mode; a link keeps pointing where it did.

    Raises:
        UsageError: a file cannot be written.
    """
    with contextlib.ExitStack() as undo:
        staged = []
        for path, content in contents.items():
            with _refused(path):
                staged.append((path, _stage(_target(path), content, undo)))
        for path, beside in staged:
            with _refused(path):
                beside.replace(_target(path))


def _stage(target: Path, content: bytes, undo: contextlib.ExitStack) -> Path:
    """Write the content beside its target, for `undo` to take away unless it was renamed; return where it is."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    undo.callback(_remove, beside)
    with beside.open("xb") as file:
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return beside


def _remove(beside: Path) -> None:
    """Take away what was not renamed; where nothing could be written, there is nothing to take away either."""
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    return path.resolve()


@contextlib.contextmanager
def _refused(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error
