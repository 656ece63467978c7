"""The data folder: the files that a source takes, and those that no source takes though their names are alike.

Law: a folder is listed whole, or refused with its name. No file is left out because it could not be looked at.
"""

from __future__ import annotations

import contextlib
import difflib
import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gpj_kpi.engines.interface import UnreadFile
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source
from gpj_kpi.rules.text.patterns import NamePattern, is_hidden, parts_of, takes
from gpj_kpi.sentences import exports
from gpj_kpi.sentences.sentence import say

_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}


def require_folder(folder: Path) -> None:
    """Refuse a data folder that does not exist.

    Raises:
        ExportError: it does not, or nobody may look.
    """
    with _looking_at(folder, folder):
        if folder.is_dir():
            return
    message = "there is no such folder of exports. Give the folder with --data."
    raise ExportError(Issue(code="no_folder", message=message, file=str(folder)))


def find_paths(folder: Path, pattern: str) -> list[Path]:
    """Find what a pattern takes: files and folders, each once, in order.

    An empty pattern takes the folder itself.

    Raises:
        ExportError: a folder cannot be listed.
    """
    return sorted(set(_Walk(folder, NamePattern.takes).paths(pattern)))


def find_files(folder: Path, name: str, source: Source) -> list[Path]:
    """Find the files of a source, each once, by name in order.

    Raises:
        ExportError: a pattern matches no file, or a folder cannot be listed.
    """
    found: dict[Path, None] = {}
    root = folder.resolve()
    for pattern in source.files:
        matches = find_paths(folder, pattern)
        if not matches:
            raise _no_file(folder, name, pattern)
        for path in matches:
            with _looking_at(path, folder):
                if not path.is_file():
                    message = f'matches "{pattern}" and is no file, or leads to none. Take it out of the folder.'
                    raise ExportError(Issue(code="not_a_file", message=message, file=path.name, source=name))
                if not path.resolve().is_relative_to(root):
                    message = "leads outside the data folder and is not read. Put the file itself into the folder."
                    raise ExportError(Issue(code="outside_folder", message=message, file=path.name, source=name))
        found.update(dict.fromkeys(matches))
    return sorted(found)


def find_unread(folder: Path, name: str, sources: Mapping[str, Source]) -> list[UnreadFile]:
    """Find files that no source takes, with names like theirs.

    Args:
        folder: the data folder.
        name: id of the source.
        sources: all that are declared.

    Raises:
        ExportError: a folder cannot be listed.
    """
    found: dict[Path, str] = {}
    for pattern in sources[name].files:
        for path in _Walk(folder, NamePattern.is_like).paths(pattern):
            found.setdefault(path, pattern)
    patterns = [pattern for source in sources.values() for pattern in source.files]
    unread = []
    for path in sorted(found):
        relative = path.relative_to(folder).as_posix()
        with _looking_at(path, folder):
            if path.is_file() and not any(takes(pattern, relative) for pattern in patterns):
                unread.append(UnreadFile(relative, found[path]))
    return unread


@dataclass(frozen=True)
class _Walk:
    """A walk through the data folder.

    Attributes:
        folder: the data folder.
        is_wanted: whether a name goes with a part of a pattern.
    """

    folder: Path
    is_wanted: Callable[[NamePattern, str], bool]

    def paths(self, pattern: str) -> Iterator[Path]:
        """Find whatever goes with a pattern, perhaps more than once."""
        return self._below(self.folder, parts_of(pattern))

    def _below(self, folder: Path, parts: Sequence[NamePattern]) -> Iterator[Path]:
        if not parts:
            yield folder
            return
        first, rest = parts[0], parts[1:]
        if first.is_any_depth:
            for each in self._folders_from(folder):
                yield from self._below(each, rest)
        elif first.is_plain and self.is_wanted is NamePattern.takes:
            if self._is_there(folder / first.text):
                yield from self._below(folder / first.text, rest)
        else:
            for name in self._names(folder):
                if self.is_wanted(first, name):
                    yield from self._below(folder / name, rest)

    def _is_there(self, path: Path) -> bool:
        with _looking_at(path, self.folder):
            path.lstat()
            return True
        return False

    def _folders_from(self, folder: Path) -> Iterator[Path]:
        """List a folder and all below it that are not hidden.

        Each comes once: by its own path, else by the first link to it.

        Raises:
            ExportError: a link leads to a folder outside.
        """
        root = os.path.realpath(self.folder)
        seen: set[str] = set()
        own, links = [folder], list[Path]()
        while own or links:
            path = own.pop() if own else links.pop(0)
            real = os.path.realpath(path)
            if real in seen:
                continue
            seen.add(real)
            with _looking_at(path, self.folder):
                if path.is_dir() and not Path(real).is_relative_to(root):
                    file = path.relative_to(self.folder).as_posix()
                    raise ExportError(Issue(code="outside_folder", message=say(exports.LINK_OUTSIDE), file=file))
            yield path
            for name in sorted(self._names(path)):
                with _looking_at(path / name, self.folder):
                    if not is_hidden(name) and (path / name).is_dir():
                        (links if (path / name).is_symlink() else own).append(path / name)

    def _names(self, folder: Path) -> list[str]:
        """List a folder; what is none holds no names."""
        with _looking_at(folder, self.folder), os.scandir(folder) as entries:
            return [each.name for each in entries]
        return []


@contextlib.contextmanager
def _looking_at(path: Path, folder: Path) -> Iterator[None]:
    """Refuse what cannot be looked at; pass over what is not there.

    Raises:
        ExportError: it is there, and cannot be looked at.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NOT_THERE:
            return
        file = path.relative_to(folder).as_posix() if path != folder else str(folder)
        message = say(exports.UNREADABLE_FOLDER, reason=error.strerror or error)
        raise ExportError(Issue(code="unreadable", message=message, file=file)) from error


def _no_file(folder: Path, name: str, pattern: str) -> ExportError:
    """Say that a pattern matches no file; name the nearest one."""
    present: list[str] = []
    with _looking_at(folder, folder):
        present = sorted(path.name for path in folder.iterdir() if ".csv" in path.name.lower())
    last = parts_of(pattern)[-1]
    near = [each for each in present if last.is_like(each)] or difflib.get_close_matches(
        pattern, present, n=1, cutoff=0.5
    )
    hint = f" Nearest there: {near[0]}." if near else " There is no CSV file there." if not present else ""
    message = f'source {name}: no file matches "{pattern}" in {folder}.{hint} Check --data or `files:`.'
    return ExportError(Issue(code="no_file", message=message, source=name))
