"""Faults of the rule file, before their place in the file is known.

Law: a fault says what was read, why it is refused and what to write instead. It knows the path of its node; `file` adds
the line and the column.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from gpj_kpi.safe_text import shorten
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.sentence import say

_Item = TypeVar("_Item")
_Read = TypeVar("_Read")
_Name = TypeVar("_Name", bound=str | int)

RulePath = tuple[str | int, ...]
"""Place in the rule file, from its root: keys as they are written, list positions from 0."""

_LONGEST_QUOTE = 60
_LONGEST_LIST = 12


@dataclass(frozen=True, kw_only=True)
class RuleFault:
    """One fault of the rule file.

    Attributes:
        code: short stable name, e.g. `unknown_key`.
        message: what was read, why it is refused, what is expected.
        path: the node concerned, relative to the value that was being read.
        at_key: the key is at fault, not what stands behind it.
        place: line and column from 1, where the path does not tell (YAML syntax, a second key of the same name).
    """

    code: str
    message: str
    path: RulePath = ()
    at_key: bool = False
    place: tuple[int, int] | None = None

    def under(self, *prefix: str | int) -> RuleFault:
        """Return the same fault seen from further up the file."""
        return replace(self, path=(*prefix, *self.path))


class RefusedError(ValueError):
    """A value that cannot be read, with its faults.

    There is at least one. The path of each starts at that value.
    """

    def __init__(self, faults: RuleFault | Sequence[RuleFault]) -> None:
        self.faults: tuple[RuleFault, ...] = (faults,) if isinstance(faults, RuleFault) else tuple(faults)
        super().__init__(" ".join(fault.message for fault in self.faults))


def read_each(items: Iterable[tuple[_Name, _Item]], read: Callable[[_Name, _Item], _Read]) -> list[_Read]:
    """Read every entry of a mapping or a list.

    Args:
        items: key or position of each entry, with the entry.
        read: reads one; its faults are below that entry.

    Raises:
        RefusedError: with the faults of every entry that could not be read.
    """
    found: list[_Read] = []
    faults: list[RuleFault] = []
    for name, item in items:
        try:
            found.append(read(name, item))
        except RefusedError as error:
            faults.extend(fault.under(name) for fault in error.faults)
    if faults:
        raise RefusedError(faults)
    return found


def at_key(read: Callable[[_Item], _Read], key: _Item) -> _Read:
    """Read the key of an entry; its faults point at the key.

    Raises:
        RefusedError: the key cannot be read.
    """
    try:
        return read(key)
    except RefusedError as error:
        raise RefusedError([replace(fault, at_key=True) for fault in error.faults]) from error


def text_expected(value: object) -> RefusedError:
    """Refuse a value that is not text where text is expected.

    `file` adds why YAML did not read it as text.
    """
    return refused("text_expected", f"{shown(value)} is not text. Text is expected here.")


def refused(code: str, message: str, *, at_key: bool = False) -> RefusedError:
    """Refuse the value being read, or its key, for one reason."""
    return RefusedError(RuleFault(code=code, message=message, at_key=at_key))


def unknown_key(key: object, valid: Iterable[str], *, what: str) -> RefusedError:
    """Refuse a key that does not exist, and name the nearest one."""
    return refused("unknown_key", f"{shown(key)} is not a key of {what}. {nearest(key, valid)}", at_key=True)


def shown(value: object) -> str:
    """Return what was read, as a message quotes it.

    Text stands between double quotes, cut to 60 characters.
    """
    if value is None:
        return say(sentences.NOTHING)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return say(sentences.A_MAPPING)
    if isinstance(value, list | tuple):
        return say(sentences.A_LIST)
    text = shorten(str(value))
    return say(sentences.QUOTED, text=text) if isinstance(value, str) else text


def nearest(name: object, valid: Iterable[str]) -> str:
    """Return the sentence that points to the right name.

    It names the nearest one, or else the names that exist.

    >>> nearest("recieved_at", ["received_at", "closed_at"])
    'Did you mean "received_at"?'
    >>> nearest("zzz", ["mean", "median"])
    'Expected one of: mean, median.'
    """
    names = list(dict.fromkeys(valid))
    close = difflib.get_close_matches(str(name)[:_LONGEST_QUOTE].casefold(), [known.casefold() for known in names], n=1)
    if close:
        found = next(known for known in names if known.casefold() == close[0])
        return say(sentences.DID_YOU_MEAN, name=found)
    if not names:
        return say(sentences.NONE_YET)
    listed = [name if any(map(str.isalnum, name)) else f'"{name}"' for name in names[:_LONGEST_LIST]]
    if len(names) > _LONGEST_LIST:
        return say(sentences.EXPECTED_ONE_OF_MANY, names=", ".join(listed), count=len(names))
    return say(sentences.EXPECTED_ONE_OF, names=", ".join(listed))


def path_text(path: RulePath) -> str:
    """Return a path as people write it, e.g. `commitments[0].indicators[2].measure.limit`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


class FaultList:
    """The faults found while parts are checked against each other.

    Parts that are already known to be at fault get no further fault.
    """

    def __init__(self, known: Iterable[RulePath]) -> None:
        self.faults: list[RuleFault] = []
        self._known = set(known)

    def stands(self, *path: str | int) -> bool:
        """Say whether this part was read.

        It was not where it, or a part that holds it, is at fault.
        """
        return not any(path[:length] in self._known for length in range(len(path) + 1))

    def is_sound(self, *path: str | int) -> bool:
        """Say whether this part was read with all that is in it."""
        return self.stands(*path) and not any(known[: len(path)] == path for known in self._known)

    def refuse(self, code: str, message: str, *path: str | int, at_key: bool = False) -> None:
        """Add a fault to a part that was sound.

        Nothing is added where the part, or a part in it, is already known to be at fault.
        """
        if self.is_sound(*path):
            self.faults.append(RuleFault(code=code, message=message, path=path, at_key=at_key))

    def spoil(self, *path: str | int) -> None:
        """Mark a part as at fault."""
        self._known.add(path)

    def read(self, read: Callable[[], _Read], *path: str | int, otherwise: _Read) -> _Read:
        """Read a part that must fit another one.

        Where it does not, its faults are added and `otherwise` is returned.
        """
        if not self.is_sound(*path):
            return otherwise
        try:
            return read()
        except RefusedError as error:
            self.faults.extend(fault.under(*path) for fault in error.faults)
            return otherwise
