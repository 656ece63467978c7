"""Names of groups: those of cases without a value are told from every text that a cell may hold.

Law: no two groups have one name. A text that would be taken for the name of the cases without a value stands in quotes;
so does that text in quotes, so that it is not taken for the other.
"""

from __future__ import annotations

NO_GROUP = "(none)"
"""Names the group of cases without a value."""
QUOTE = '"'


def in_quotes(text: str, name: str) -> str:
    """Put a text in quotes if it is a reserved name.

    >>> in_quotes("(none)", "(none)"), in_quotes('"(none)"', "(none)"), in_quotes("mail", "(none)")
    ('"(none)"', '""(none)""', 'mail')
    """
    return f"{QUOTE}{text}{QUOTE}" if text.strip(QUOTE) == name else text
