"""Texts -> how numbers are written in a file: the decimal mark, the mark between thousands, the percent sign.

Law: the whole file has one pair of marks. A text that could be two numbers makes a doubt.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gpj_kpi.engines.cells import integer_pattern, number_pattern

_BLANK = "[ \u00a0\u202f]"
_NUMBERLIKE = re.compile(rf"[+-]?[0-9][0-9.,' \u00a0\u202f]*({_BLANK}?%)?")
_PERCENT = re.compile(rf"{_BLANK}?%$")
_THREE_DECIMALS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_MOST = 0.9
_BELOW_THOUSAND = 3


@dataclass(frozen=True)
class Marks:
    """How numbers are written.

    Attributes:
        decimal: the decimal mark.
        thousands: the mark between thousands; " " for the no-break spaces too; None for none.
        is_open: what follows the mark could be decimals or thousands, in every number of the file.
    """

    decimal: str
    thousands: str | None
    is_open: bool = False


def choose_marks(columns: Sequence[Mapping[str, int]], *, is_french: bool) -> Marks:
    """Choose the marks that fit most of the number columns.

    Without number columns, those of the language are taken.

    Args:
        columns: how often each text occurs, for each column that holds no dates.
        is_french: whether the rest of the file looks French.
    """
    usual = (",", ".") if is_french else (".", ",")
    numbers = [_without_signs(counts) for counts in columns if _share(counts, _NUMBERLIKE) >= _MOST]
    candidates = [
        Marks(decimal, thousands)
        for thousands in (None, " ", *usual[::-1], "'")
        for decimal in usual
        if decimal != thousands
    ]
    best = max(candidates, key=lambda marks: round(sum(number_share(c, marks) for c in numbers), 9))
    marked = [c for c in numbers if any(mark in text for text in c for mark in ".,")]
    if best.thousands is None and marked and all(map(_could_be_thousands, marked)):
        mark = next(mark for mark in ".," if any(mark in text for text in marked[0]))
        grouped = Marks("." if mark == "," else ",", mark, is_open=True)
        if (mark == "," and not is_french) or all(map(_has_small_numbers, marked)):
            return grouped
        return Marks(best.decimal, None, is_open=True)
    return best


def number_share(counts: Mapping[str, int], marks: Marks) -> float:
    """Give the share of the cells that are numbers."""
    return _share(counts, _number_form(marks, percent=False))


def integer_share(counts: Mapping[str, int], marks: Marks) -> float:
    """Give the share of the cells that are whole numbers."""
    return _share(counts, re.compile(integer_pattern(marks.thousands)))


def percent_share(counts: Mapping[str, int], marks: Marks) -> float:
    """Give the share of the cells that are percentages with their sign."""
    return _share(counts, _number_form(marks, percent=True))


@functools.cache
def _number_form(marks: Marks, *, percent: bool) -> re.Pattern[str]:
    return re.compile(number_pattern(marks.decimal, marks.thousands, percent=percent))


def _share(counts: Mapping[str, int], form: re.Pattern[str]) -> float:
    total = sum(counts.values())
    return sum(count for text, count in counts.items() if form.fullmatch(text)) / total if total else 0.0


def _without_signs(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Take the percent signs off."""
    found = Counter[str]()
    for text, count in counts.items():
        found[_PERCENT.sub("", text)] += count
    return found


def _could_be_thousands(counts: Mapping[str, int]) -> bool:
    """Whether every mark stands before exactly three digits."""
    return all(_THREE_DECIMALS.fullmatch(text) for text in counts if "." in text or "," in text)


def _has_small_numbers(counts: Mapping[str, int]) -> bool:
    """Whether all numbers without a mark are below a thousand."""
    bare = [text.lstrip("+-") for text in counts if "." not in text and "," not in text]
    return bool(bare) and all(text.isdigit() and len(text) <= _BELOW_THOUSAND for text in bare)
