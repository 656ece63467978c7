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
_LITERAL = ("letter", "digit")
_SEPARATORS = " _-.'"
_GZ = ".gz"
_OF_BACKUPS = "~#"
"""Editors write them into the names of backups and locks, which are like no export."""
_SPOILED = "[^\\x00-\\x7f]{1,2}"
"""What archives make of a letter with an accent."""
_A_SIGN = "(?:(?![~#])[\\W_])"
_BEFORE_NUMBER = r"(?<=[^\W\d_])(?=\d)"
_AT_END = r"(?=\.[^.]*\Z|\Z)"
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

        Folded away are capitals, accents, `.gz`, and the number of a copy, `(1)`. A sign, which is no letter or digit,
        may be another one. It may be missing between two letters of the pattern, before a number, and at the end.

        >>> [NamePattern("réponses_*.csv").is_like(name) for name in ("Reponses 2008.CSV.gz", "reponseurs.csv")]
        [True, False]
        """
        names = {_fold_name(name), _fold_name(_read_rightly(name))}
        return not is_hidden(name) and any(self._likeness.match(each) for each in names)

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return re.compile(fnmatch.translate(self.text))

    @cached_property
    def _likeness(self) -> re.Pattern[str]:
        return re.compile(_write_likeness(self.text), re.DOTALL)


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
    """Fold a name; its signs stay."""
    folded = _NUMBER_OF_COPY.sub("", _fold(name).removesuffix(_GZ))
    return "".join(char for char in folded if not unicodedata.combining(char))


def _read_rightly(name: str) -> str:
    """Read a name as UTF-8 that was taken for Windows' letters."""
    try:
        return name.encode("cp1252").decode()
    except UnicodeError:
        return name


def _write_likeness(pattern: str) -> str:
    """Write the expression of the folded names that are like a pattern."""
    tokens = list(_tokens(pattern))
    chunks = [""]
    for place, (kind, text) in enumerate(tokens):
        before = tokens[place - 1][0] if place else ""
        after = tokens[place + 1][0] if place + 1 < len(tokens) else "end"
        if kind == "star":
            chunks.append("")
        elif kind == "sign":
            chunks[-1] += _write_sign(before, after)
        else:
            # A name may have a sign where letters meet digits and where the pattern ends.
            may_part = before in _LITERAL and kind != before and kind in (*_LITERAL, "end")
            chunks[-1] += (f"{_A_SIGN}*?" if may_part else "") + text
    first, *others = chunks
    # As in `fnmatch`: what a star spans is not tried anew, so that many stars take no time.
    between = "".join(f"(?>.*?{chunk})" for chunk in others[:-1])
    return first + between + "".join(f".*{chunk}" for chunk in others[-1:]) + r"\Z"


def _tokens(pattern: str) -> Iterator[tuple[str, str]]:
    """Part a pattern into its kinds of signs, each with its expression."""
    signs = _SIGN.findall(_fold(pattern).removesuffix(_GZ))
    last_dot = max((place for place, sign in enumerate(signs) if sign == "."), default=None)
    was_sign = False
    for place, sign in enumerate(signs):
        if len(sign) == 1 and unicodedata.combining(sign):
            continue
        is_sign = False
        if sign == "*":
            yield "star", ""
        elif sign == "?":
            yield "any", "."
        elif len(sign) > 1:
            one = fnmatch.translate("".join(char for char in sign if not unicodedata.combining(char)))[:-2]
            is_blank = any(fnmatch.fnmatchcase(blank, sign) for blank in _SEPARATORS)
            yield "any", f"(?:{one}|{_A_SIGN}+?|{_BEFORE_NUMBER})" if is_blank else one
        elif place == last_dot:
            yield "end", r"\."
        elif _is_kept(sign):
            has_accent = any(map(unicodedata.combining, "".join(signs[place + 1 : place + 2])))
            text = re.escape(sign)
            yield "digit" if sign.isdigit() else "letter", f"(?:{text}|{_SPOILED})" if has_accent else text
        else:
            is_sign = True
            if not was_sign:
                yield "sign", ""
        was_sign = is_sign


def _is_kept(char: str) -> bool:
    return char.isalnum() or char in _OF_BACKUPS


def _write_sign(before: str, after: str) -> str:
    """Write the expression of a sign between two kinds.

    Beside a star, a missing sign must leave something to tell: else `a_*` were like whatever begins with an a.
    """
    if before in _LITERAL and after in _LITERAL:
        return f"{_A_SIGN}*?"
    ways = [f"{_A_SIGN}+?", _BEFORE_NUMBER, *([_AT_END] if before in _LITERAL else [])]
    return f"(?:{'|'.join(ways)})"
