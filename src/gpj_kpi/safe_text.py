"""Text that was read, made safe to show.

Law: no text that was read can move a cursor, turn the direction of writing, hide a word or begin a line of its own.
"""

from __future__ import annotations

_LONGEST = 60
_BLANKS = "\u00a0\u202f"
# Letters and marks by their class; and yet nothing of them is seen.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def one_line(text: str) -> str:
    r"""Spell out what a terminal would obey or not show.

    So a fault is always one line. Spelled out are line breaks and other controls, marks that turn the direction of
    writing, characters without width, halves of a character, and blanks other than the three of French typography.

    >>> one_line("a\x1b[2J\u202eb")
    'a\\x1b[2J\\u202eb'
    """
    if text.isprintable() and _INVISIBLE.isdisjoint(text):
        return text  # nearly all are, and a cell may be megabytes long
    return "".join(char if is_shown(char) else char.encode("unicode_escape").decode() for char in text)


def is_shown(char: str) -> bool:
    """Say whether a character shows as itself on a terminal."""
    return (char.isprintable() and char not in _INVISIBLE) or char in _BLANKS


def shorten(text: str) -> str:
    """Cut a text to 60 characters, an ellipsis included.

    That is enough to find it, and too little to fill a screen.
    """
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
