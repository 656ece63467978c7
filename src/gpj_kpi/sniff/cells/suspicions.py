"""What a heading says of its cells, and what the cells look like: a doubt where the two differ.

Law: a heading that announces dates or amounts over cells of another type always makes a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gpj_kpi.rules import COLUMN_TYPES, ColumnType
from gpj_kpi.sentences import sniff as told
from gpj_kpi.sentences.sentence import Sentence, say
from gpj_kpi.sniff.words import names_a_date, names_an_amount

_MONTHS = "janv|jan|févr|fevr|feb|fév|mars|mar|avr|apr|mai|may|juin|jun|juil|jul|août|aout|aug|sept|sep|oct|nov|déc|dec"
_DAYS = "lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun"
_UNREAD = (
    (re.compile(r".*[0-9]:[0-9]{2}.*\b[AaPp]\.?[Mm]\b\.?"), told.AM_PM),
    (re.compile(r"[0-9]{1,3}(:[0-9]{2}){1,2}([.,][0-9]+)?"), told.TIMES),
    (re.compile(r"[^0-9A-Za-z]?[ \u00a0\u202f]?[+-]?[0-9][0-9.,' \u00a0\u202f]*(€|EUR|\$|£|USD|GBP)|[€$£].*[0-9]"),
     told.CURRENCY),
    (re.compile(r"\([0-9][0-9.,' \u00a0\u202f]*\)"), told.BRACKETS),
    (re.compile(r"[+-]?[0-9 \u00a0\u202f'.,]*[0-9][.,][0-9]{7,}|[+-]?[0-9]{10,}[.,][0-9]+"),
     told.LONG_NUMBERS),
    (re.compile(rf"({_DAYS})[a-zé]*\.?,? .*[0-9].*", re.IGNORECASE), told.DAY_NAMES),
    (re.compile(rf"([0-9]{{1,2}}(er|st|nd|rd|th)?[ -])?({_MONTHS})[a-zéû]*\.?[ -]([0-9]{{1,2}},? )?[0-9]{{2,4}}.*",
                re.IGNORECASE),
     told.MONTH_NAMES),
)  # fmt: skip
_BRACKETS = re.compile(r"\([0-9].*\)")
_SERIAL = re.compile(r"[2-6][0-9]{4}([.,][0-9]+)?")
_HALF = 0.5


def suspicion(header: str, type_: ColumnType, counts: Mapping[str, int]) -> Sentence | None:
    """Say what to doubt about the type of a column.

    Returns:
        None where nothing speaks against it.

    Args:
        header: its heading.
        type_: the type that its cells fit.
        counts: how often each text occurs in it.
    """
    if type_ == "text":
        for form, doubt in _UNREAD:
            if _share(counts, form) >= _HALF:
                return say(doubt)
    if names_a_date(header) and not COLUMN_TYPES[type_].holds_dates:
        if _share(counts, _SERIAL) >= _HALF:
            return say(told.SERIALS)
        return say(told.NO_DATES, type=type_)
    if names_an_amount(header) and not COLUMN_TYPES[type_].holds_numbers:
        is_negative = any(map(_BRACKETS.fullmatch, counts))
        return say(told.BRACKETS) if is_negative else say(told.NO_AMOUNTS, type=type_)
    return None


def _share(counts: Mapping[str, int], form: re.Pattern[str]) -> float:
    total = sum(counts.values())
    return sum(count for text, count in counts.items() if form.fullmatch(text)) / total if total else 0.0
