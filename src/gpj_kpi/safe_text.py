"""Text from files, rule files and file names, as it may be shown.

Law: nothing that was read moves a cursor, turns the direction of writing, hides a word or makes a line of its own.
"""

from __future__ import annotations

_LONGEST = 60
_BLANKS = "\u00a0\u202f"
# Letters and marks by their class, and yet nothing is seen of them.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def one_line(text: str) -> str:
    r"""Return the text with all that a terminal would obey, or not show, spelled out: a fault is one line.

    Spelled out are line breaks and other controls, marks that turn the direction of writing, characters
    without width, halves of a character, and blanks other than the three of French typography.

    >>> one_line("a\x1b[2J\u202eb")
    'a\\x1b[2J\\u202eb'
    """
    if text.isprintable() and _INVISIBLE.isdisjoint(text):
        return text  # nearly all are, and a cell may be megabytes long
    return "".join(char if is_shown(char) else char.encode("unicode_escape").decode() for char in text)


def is_shown(char: str) -> bool:
    """Whether a character shows as itself on a terminal, whatever stands around it."""
    return (char.isprintable() and char not in _INVISIBLE) or char in _BLANKS


def shortened(text: str) -> str:
    """Return at most the first 60 characters of a text: enough to find it, too few to fill a screen."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
