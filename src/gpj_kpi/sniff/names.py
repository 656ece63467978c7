"""Ids and labels made of headings and file names.

Law: an id holds small ASCII letters, digits and single underscores, and begins with a letter. No two are equal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpj_kpi.rules.models.conditions import CONNECTIVES
from gpj_kpi.sniff.words import words_of

_LONGEST_ID = 40
_DATE = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}"
    r"(?:[-_. ]?(?:[TtQq][1-4]|[SsHh][12]|[Ww][0-5][0-9]|(?:0[1-9]|1[0-2])(?:[-_. ]?(?:0[1-9]|[12][0-9]|3[01]))?))?"
    r"(?:[-_T ][0-2][0-9][-_h:]?[0-5][0-9](?:[-_:]?[0-5][0-9])?)?(?![0-9])"
    r"|(?<![0-9])(?:0[1-9]|[12][0-9]|3[01])[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:19|20)[0-9]{2}(?![0-9])"
)


def column_ids(headings: Sequence[str]) -> list[str]:
    """Make one id per heading.

    >>> column_ids(["N° dossier", "Reçu le", "Reçu le ?", "12", "all", "€"])
    ['no_dossier', 'recu_le', 'recu_le_2', 'column_12', 'column_all', 'column_6']
    """
    found: list[str] = []
    for place, heading in enumerate(headings, start=1):
        slug = _slug(words_of(heading)) or str(place)
        if slug[0].isdigit() or slug in CONNECTIVES:
            slug = f"column_{slug}"
        found.append(_unused(slug, found))
    return found


def source_id(file_name: str) -> str:
    """Id of a source, of the file's name without its date.

    >>> source_id("dossiers_2008-H1.csv"), source_id("2008.csv"), source_id("Réclamations 31-01-2008.csv.gz")
    ('dossiers', 'export', 'reclamations')
    """
    slug = _slug(words_of(_DATE.sub(" ", _stem(file_name))))
    return slug if slug and slug[0].isalpha() else "_".join(filter(None, ("export", slug)))


def label(file_name: str) -> str:
    """Name for people, of the file's name without its date."""
    words = " ".join(re.sub(r"[_\-.\s]+", " ", _DATE.sub(" ", _stem(file_name))).split())
    return words[:1].upper() + words[1:] or "Export"


def file_pattern(file_name: str) -> str:
    """Write a pattern that matches this one file name.

    >>> file_pattern("appels [1].csv"), file_pattern("~a.csv")
    ('appels [[]1].csv', '[~]a.csv')
    """
    escaped = re.sub(r"[*?\[]", lambda found: f"[{found.group()}]", file_name)
    if escaped.startswith("~") or re.match("[A-Za-z]:", escaped):
        return f"[{escaped[0]}]{escaped[1:]}"
    return escaped


def dateless_pattern(file_name: str) -> str | None:
    """Write a pattern for other periods; None without a date.

    >>> dateless_pattern("dossiers_2008-T1.csv"), dateless_pattern("notes.csv")
    ('dossiers_*.csv', None)
    """
    parts = _DATE.split(file_name)
    if len(parts) == 1 or not any(map(str.isalpha, _DATE.sub("", _stem(file_name)))):
        return None
    return "*".join(file_pattern(part) for part in parts)


def _stem(file_name: str) -> str:
    return re.sub(r"(\.[A-Za-z]{1,4}){1,2}$", "", file_name)


def _slug(words: Sequence[str]) -> str:
    slug = ""
    for word in words:
        longer = f"{slug}_{word}" if slug else word[:_LONGEST_ID]
        if len(longer) > _LONGEST_ID:
            break
        slug = longer
    return slug


def _unused(slug: str, taken: Sequence[str]) -> str:
    number, found = 2, slug
    while found in taken:
        found = f"{slug}_{number}"
        number += 1
    return found
