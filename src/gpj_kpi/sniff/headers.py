"""Is a line a header, or a case like the lines below it?

Law: a line is judged by how it differs from the lines below it. One cell alone decides where no heading is like it: a
date, a telephone number, or a number of five digits. Years and ordinals in a row say nothing: they may be headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gpj_kpi.sniff.cells.dates import find_dates

_NUMBER = re.compile("[+-]?[0-9][0-9.,' \u00a0\u202f]*%?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_TELEPHONE = re.compile(r"(\+|00)[1-9][0-9 .()-]{6,}|\(?0[0-9]{1,3}\)?([ .-]?[0-9]{2,4}){3,4}")
_YEAR = re.compile("(19|20)[0-9]{2}")
_ORDINAL = re.compile("0?[1-9]|[1-9][0-9]")
_LONGEST_NUMBER = 4
_MOST = 0.8
_FEW_VALUES = 4


def reads_as_case(headers: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a line is more like the records below than a header.

    Args:
        headers: its cells.
        body: some records below, as wide.
    """
    like_case = like_header = 0
    runs = _runs(headers)
    for place, header in enumerate(headers):
        cells = [record[place] for record in body if record[place] and record[place] != header]
        repeats = sum(record[place] == header and tuple(record) != tuple(headers) for record in body)
        if not header or not (cells or repeats):
            continue
        kind, own = _usual(list(map(_kind, cells))), _kind(header)
        shape = _usual([_shape(cell) for cell in cells])
        if place in runs and not _are_years(header, cells):
            continue
        if own != "text" and own in {kind, "date"}:
            like_case += 1
        elif kind not in ("text", None):
            like_header += 1
        elif repeats > 1 or (shape == _shape(header) and any(char.isdigit() for char in header) and len(cells) > 1):
            like_case += 1
        elif len(cells) >= _FEW_VALUES * len(set(cells)):
            like_header += 1
    return like_case > like_header


def holds_no_headings(line: Sequence[str]) -> bool:
    """Whether a cell of a line cannot be a heading.

    That is a date, a telephone number, or a number too long for a year or an ordinal.
    """
    return any(map(_is_no_heading, line))


def is_number(heading: str) -> bool:
    """Whether a heading is a number.

    It may be a year, an ordinal, or the cell of a case.
    """
    return _NUMBER.fullmatch(heading) is not None


def _runs(headers: Sequence[str]) -> set[int]:
    """Find headings that are different years, or 1, 2, ...

    There are none where another number stands beside them, or no word does.
    """
    numbers = {place: header for place, header in enumerate(headers) if is_number(header)}
    values = list(numbers.values())
    are_years = all(map(_YEAR.fullmatch, values)) and len(set(values)) == len(values)
    are_ordinals = (
        len(values) > 1
        and all(map(_ORDINAL.fullmatch, values))
        and list(map(int, values)) == list(range(1, len(values) + 1))
    )
    has_word = any(char.isalpha() for header in headers for char in header)
    return set(numbers) if has_word and (are_years or are_ordinals) else set()


def _are_years(header: str, cells: Sequence[str]) -> bool:
    """Whether a heading is a year, and most cells below are too."""
    years = sum(_YEAR.fullmatch(cell) is not None for cell in cells)
    return _YEAR.fullmatch(header) is not None and years >= _MOST * len(cells)


def _is_no_heading(text: str) -> bool:
    if _TELEPHONE.fullmatch(text) or (is_number(text) and sum(map(str.isdigit, text)) > _LONGEST_NUMBER):
        return True
    return find_dates({text: 1}, day_first=True) is not None


def _kind(text: str) -> str:
    if _NUMBER.fullmatch(text) and not text.count(" ") > 1:
        return "date" if find_dates({text: 1}, day_first=True) else "number"
    if _EMAIL.fullmatch(text):
        return "email"
    return "date" if find_dates({text: 1}, day_first=True) else "text"


def _shape(text: str) -> str:
    return "".join("9" if char.isdigit() else "a" if char.isalpha() else char for char in text)


def _usual(values: Sequence[str]) -> str | None:
    """Find what most of the values are; None without such."""
    if not values:
        return None
    value, count = Counter(values).most_common(1)[0]
    return value if count >= _MOST * len(values) else None
