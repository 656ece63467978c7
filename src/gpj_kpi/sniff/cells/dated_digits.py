"""Digits that are dates in the writing of a machine: seconds since 1970, CYYMMDD, yyyymm(dd), days of a spreadsheet.

Law: no type reads them, and each of them makes a doubt. Ids are digits too: under their headings nothing is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gpj_kpi.sentences.sentence import Sentence, say
from gpj_kpi.sentences.sniffing import columns as told
from gpj_kpi.sniff.words import names_a_case, names_a_moment, names_a_month, names_a_place_or_quantity, names_an_amount

_EPOCHS = (
    (re.compile(r"1[0-9]{9}([.,][0-9]+)?"), told.SECONDS),
    (re.compile(r"1[0-9]{12}([.,]0+)?"), told.MILLISECONDS),
    (re.compile(r"1[0-9]{15}"), told.MICROSECONDS),
)
_MONTH_OF_BIRTH = re.compile(r"[12][0-9]{2}(0[1-9]|1[0-2])[0-9]{8}")
_MONTH_AND_DAY = "(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
_MONTH = re.compile("(19|20)[0-9]{2}(0[1-9]|1[0-2])")
_WITH_CENTURY = re.compile(f"[01][0-9]{{2}}{_MONTH_AND_DAY}")
_SHORT = re.compile(f"[0-9]{{2}}{_MONTH_AND_DAY}")
_COMPACT = re.compile(rf"(19|20)[0-9]{{2}}{_MONTH_AND_DAY}([0-9]{{4}}|[0-9]{{6}})?([.,]0+)?")
_SERIAL = re.compile(r"[2-6][0-9]{4}([.,][0-9]+)?")
_RECENT_SERIAL = re.compile(r"(3[6-9]|4[0-9])[0-9]{3}([.,][0-9]+)?")
_WITH_TIME = re.compile(r"[0-9]{5}[.,][0-9]{3,}")
_MOST = 0.9
_HALF = 0.5
_FEW = 3


def dated_digits(header: str, counts: Mapping[str, int]) -> Sentence | None:
    """Say as what the digits of a column are dates.

    Returns:
        None where they look like none.

    Args:
        header: its heading.
        counts: how often each text occurs in it.
    """
    epoch = since_1970(header, counts)
    if epoch:
        return epoch
    is_moment = names_a_moment(header)
    # 202401 may be a number too, and yymmdd: the heading decides.
    if (is_moment or names_a_month(header)) and share(counts, _MONTH) >= _MOST:
        return say(told.MONTHS)
    if not is_moment and (names_a_case(header) or len(counts) < _FEW):
        return None
    if share(counts, _COMPACT) >= _HALF:
        return say(told.MOSTLY_COMPACT)
    if share(counts, _WITH_CENTURY) >= _MOST:
        return say(told.WITH_CENTURY)
    if is_moment and share(counts, _SHORT) >= _MOST:
        return say(told.SHORT_COMPACT)
    is_serial = share(counts, _SERIAL) >= _HALF if is_moment else _looks_serial(header, counts)
    return say(told.SERIALS) if is_serial else None


def since_1970(header: str, counts: Mapping[str, int]) -> Sentence | None:
    """Say in which unit cells count the time since 1970.

    Returns:
        None where they do not. Numbers of social security have a month of birth, times since 1970 have it by chance.
    """
    is_moment = names_a_moment(header)
    if not is_moment and (names_a_case(header) or len(counts) < _FEW or share(counts, _MONTH_OF_BIRTH) >= _HALF):
        return None
    for form, unit in _EPOCHS:
        if share(counts, form) >= _MOST:
            return say(told.SINCE_1970, unit=say(unit))
    return None


def share(counts: Mapping[str, int], form: re.Pattern[str]) -> float:
    """Give the share of the cells that have a form."""
    total = sum(counts.values())
    return sum(count for text, count in counts.items() if form.fullmatch(text)) / total if total else 0.0


def _looks_serial(header: str, counts: Mapping[str, int]) -> bool:
    """Whether cells are days since 1900 with their time.

    All lie in the years 1998 to 2036.
    """
    if names_an_amount(header) or names_a_place_or_quantity(header):
        return False
    return share(counts, _RECENT_SERIAL) >= _MOST and share(counts, _WITH_TIME) >= _HALF
