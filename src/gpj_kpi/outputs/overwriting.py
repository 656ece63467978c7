"""What an output may not be written over: the rule file and the exports.

Law: exports are the files that a pattern of any declared source takes, whether a run asks for that source or not, and
whether the file is there yet or not. Links and spellings of a folder make no difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from gpj_kpi.engines.text_files.folder import find_paths
from gpj_kpi.errors import UsageError
from gpj_kpi.rules import RuleFile
from gpj_kpi.rules.text.patterns import NamePattern, parts_of
from gpj_kpi.sentences import outputs
from gpj_kpi.sentences.sentence import say


def require_not_rules(paths: Iterable[Path], rules: Path) -> None:
    """Refuse to write over the rule file.

    Raises:
        UsageError: a path leads to it.
    """
    for path in paths:
        if _identity(path) is not None and _identity(path) == _identity(rules):
            raise UsageError(say(outputs.NAMES_THE_RULES, path=path))


def require_no_export(paths: Iterable[Path], rules: RuleFile, data: Path | None) -> None:
    """Refuse to write where a source reads.

    Args:
        paths: what will be written; their folders are there.
        rules: declares the sources.
        data: the folder of the exports; None where it is not known: any folder may be one of exports, as links lead to
            folders by other names.

    Raises:
        UsageError: a pattern of a source takes one of the paths.
        ExportError: a folder of the exports cannot be listed.
    """
    patterns = [(name, pattern) for name, source in rules.sources.items() for pattern in source.files]
    for path in paths:
        for name, pattern in patterns:
            last = parts_of(pattern)[-1]
            if data is None and any(last.takes(place.name) for place in _places(path)):
                raise UsageError(say(outputs.MAY_NAME_AN_EXPORT, path=path, source=name, pattern=pattern))
            if data is not None and _is_taken(path, PurePosixPath(pattern).parts, data):
                message = say(outputs.NAMES_AN_EXPORT, path=path, source=name, pattern=pattern, folder=data)
                raise UsageError(message)


def _is_taken(path: Path, pattern: Sequence[str], data: Path) -> bool:
    """Whether a pattern below the data folder takes a path.

    It may take it only once it is written.
    """
    *above, name = pattern
    places = [(_identity(place.parent), place.name) for place in _places(path)]
    for folder in find_paths(data, "/".join(above)):
        identity = _identity(folder)
        if any(parent == identity and NamePattern(name).takes(of) for parent, of in places):
            return True
    return any(_leads_to(export, path) for export in find_paths(data, "/".join(pattern)))


def _places(path: Path) -> Iterator[Path]:
    """List the places through which a path leads, link by link.

    Their folders are spelled without links.
    """
    seen: set[Path] = set()
    while path not in seen:
        seen.add(path)
        place = Path(os.path.realpath(path.parent)) / path.name
        yield place
        if not place.is_symlink():
            return
        path = place.parent / place.readlink()


def _leads_to(export: Path, path: Path) -> bool:
    """Whether an export and a path are one file, there or not."""
    identity = _identity(export)
    if identity is not None:
        return identity == _identity(path)
    return os.path.realpath(export) == os.path.realpath(path)


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell a file or folder from all others, however spelled.

    None where there is none.
    """
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
