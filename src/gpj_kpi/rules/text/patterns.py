"""Patterns of file names: which names they take, and which are only like theirs.

Law: a pattern takes the same names on every machine. A name that begins with a dot is hidden: only a pattern that
begins with a dot takes it.
"""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

_WILDCARDS = re.compile(r"[*?\[]")
_SIGN = re.compile(r"\[!?\]?[^\]]*\]|.", re.DOTALL)
_SEPARATORS = " _-.'"
_GZ = ".gz"
_OF_BACKUPS = "~#"
"""Editors write them into the names of backups and locks, which are like no export."""
_NUMBER_OF_COPY = re.compile(r"\s*\([0-9]+\)(?=\.[^.]*$|$)")


@dataclass(frozen=True)
class NamePattern:
    """One part of a pattern: a file's name, or a folder's.

    Attributes:
        text: as it is written.
    """

    text: str

    @property
    def is_any_depth(self) -> bool:
        """Whether it stands for folders at any depth."""
        return self.text == "**"

    @property
    def is_plain(self) -> bool:
        """Whether it is a name itself."""
        return not _WILDCARDS.search(self.text)

    def takes(self, name: str) -> bool:
        """Whether it takes a name.

        >>> [NamePattern("*.csv").takes(name) for name in ("a.csv", "a.CSV", ".a.csv")]
        [True, False, False]
        """
        return not (is_hidden(name) and not is_hidden(self.text)) and bool(self._exact.match(name))

    def is_like(self, name: str) -> bool:
        """Whether it takes a name once both are folded.

        Folded away are capitals, accents, all that is no letter or digit, `.gz`, and the number of a copy, `(1)`.

        >>> [NamePattern("réponses_*.csv").is_like(name) for name in ("Reponses 2008.CSV.gz", "notes.csv")]
        [True, False]
        """
        return not is_hidden(name) and bool(self._pattern_of_folded.match(_fold_name(name)))

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return re.compile(fnmatch.translate(self.text))

    @cached_property
    def _pattern_of_folded(self) -> re.Pattern[str]:
        return re.compile(fnmatch.translate("".join(_fold_signs(self.text))))


def is_hidden(name: str) -> bool:
    """Whether a file or folder is hidden."""
    return name.startswith(".")


@lru_cache(maxsize=1000)
def parts_of(pattern: str) -> tuple[NamePattern, ...]:
    """Split a pattern at its slashes."""
    return tuple(NamePattern(part) for part in PurePosixPath(pattern).parts)


def takes(pattern: str, path: str) -> bool:
    """Whether a pattern takes a file.

    Args:
        pattern: below the data folder.
        path: of the file, relative to the data folder, with forward slashes.

    >>> takes("**/calls_*.csv", "2008/T1/calls_1.csv"), takes("*.csv", "2008/calls_1.csv")
    (True, False)
    """
    return _take(parts_of(pattern), PurePosixPath(path).parts)


def _take(patterns: tuple[NamePattern, ...], names: tuple[str, ...]) -> bool:
    if not patterns or not names:
        return not patterns and not names
    if not patterns[0].is_any_depth:
        return patterns[0].takes(names[0]) and _take(patterns[1:], names[1:])
    return _take(patterns[1:], names) or (not is_hidden(names[0]) and _take(patterns, names[1:]))


def _fold(text: str) -> str:
    """Write a text in small letters, each accent behind its letter."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).strip()


def _fold_name(name: str) -> str:
    """Fold a name; the dot before its suffix stays."""
    stem, dot, suffix = _NUMBER_OF_COPY.sub("", _fold(name).removesuffix(_GZ)).rpartition(".")
    return dot.join("".join(filter(_is_kept, part)) for part in (stem, suffix))


def _is_kept(char: str) -> bool:
    return char.isalnum() or char in _OF_BACKUPS


def _fold_signs(pattern: str) -> Iterator[str]:
    """Write the pattern of folded names, sign by sign."""
    signs = _SIGN.findall(_fold(pattern).removesuffix(_GZ))
    last_dot = max((place for place, sign in enumerate(signs) if sign == "."), default=None)
    for place, sign in enumerate(signs):
        if len(sign) > 1:
            yield "*" if any(fnmatch.fnmatchcase(blank, sign) for blank in _SEPARATORS) else sign
        elif sign in "*?" or place == last_dot:
            yield sign
        elif any(map(unicodedata.combining, "".join(signs[place + 1 : place + 2]))):
            yield "*"  # archives spoil letters with accents, into another or none
        elif _is_kept(sign):
            yield sign
