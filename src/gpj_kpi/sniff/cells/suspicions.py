"""What a heading says of its cells, and what the cells look like: a doubt where the two differ.

Law: a heading that announces dates or amounts over cells of another type always makes a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gpj_kpi.rules import COLUMN_TYPES, ColumnType
from gpj_kpi.sentences.sentence import Sentence, say
from gpj_kpi.sentences.sniffing import columns as told
from gpj_kpi.sniff.cells.dated_digits import dated_digits, share
from gpj_kpi.sniff.words import names_a_date, names_an_amount

_MONTHS = (
    "janv(ier)?|jan(uary)?|f[ée]v(r(ier)?)?|feb(ruary)?|mars|mar(ch)?|mrz|märz|avr(il)?|apr(il)?|abr|mai|may|juin|june?|"
    "juil(let)?|july?|ao[uû]t|aug(ust)?|sept(embre|ember)?|sep|oct(obre|ober)?|okt(ober)?|nov(embre|ember)?|"
    "d[ée]c(embre|ember)?|dez(ember)?|dic"
)
_DAYS = (
    "lun(di)?|mar(di)?|mer(credi)?|jeu(di)?|ven(dredi)?|sam(edi)?|dim(anche)?|mon(day)?|tue(s(day)?)?|wed(nesday)?|"
    "thu(rs(day)?)?|fri(day)?|sat(urday)?|sun(day)?"
)
_BLANK = "[ \u00a0\u202f]"
_ZONES = "UTC|GMT|CES?T|EES?T|WES?T|BST|IST|[ECMP][SD]T"
_UNREAD_MOMENTS = (
    (re.compile(rf".*[0-9]{_BLANK}?[AaPp]\.?{_BLANK}?[Mm]\b.*"), told.AM_PM),
    (re.compile(rf"({_DAYS})\.?,? .*[0-9].*", re.IGNORECASE), told.DAY_NAMES),
    (re.compile(rf"([0-9]{{4}}[ -])?([0-9]{{1,2}}(er|st|nd|rd|th)?[ \u00a0/.-]?)?({_MONTHS})\.?[ \u00a0/.-]?"
                r"([0-9]{1,2},? )?[0-9]{2,4}\b.*",
                re.IGNORECASE),
     told.MONTH_NAMES),
    (re.compile(rf".*[0-9][:.h][0-9]{{2}}.*{_BLANK}?\(?({_ZONES})\b.*"), told.ZONE_LETTERS),
    (re.compile(r".*[0-9]:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)? ?[+-][0-9]{1,2}"), told.SHORT_OFFSETS),
    (re.compile(r"[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}.*[:.][0-9]{2}[.,][0-9]{7,}.*"), told.LONG_FRACTIONS),
)  # fmt: skip
_UNREAD = (
    (re.compile(r"[0-9]{4}-?W[0-9]{2}(-?[1-7])?"), told.WEEKS),
    (re.compile(r"(19|20)[0-9]{2}[-/.](0[1-9]|1[0-2])|(0[1-9]|1[0-2])[-/.](19|20)[0-9]{2}"), told.MONTHS),
    (re.compile(r"-?[0-9]{0,3}(:[0-9]{2}){1,2}([.,][0-9]+)?( ?- ?[0-9]{1,2}:[0-9]{2})?"), told.TIMES),
    (re.compile(r"-?P(?=[0-9T])([0-9]+[YMWD])*(T([0-9.,]+[HMS])+)?"), told.TIMES),
    (re.compile(r"-?([0-9]+ ?(jours?|j|days?|d|heures?|hours?|hrs?|h|minutes?|mins?|mn|m|secondes?|seconds?|secs?|s)\b"
                r"\.?,? ?)+"),
     told.TIMES),
    (re.compile(r"[^0-9A-Za-z]?[ \u00a0\u202f]?[+-]?[0-9][0-9.,' \u00a0\u202f]*(€|EUR|\$|£|USD|GBP)|[€$£].*[0-9]"),
     told.CURRENCY),
    (re.compile(r"\([0-9][0-9.,' \u00a0\u202f]*\)"), told.BRACKETS),
    (re.compile(r"[+-]?[0-9 \u00a0\u202f'.,]*[0-9][.,][0-9]{7,}|[+-]?[0-9]{10,}[.,][0-9]+"), told.LONG_NUMBERS),
    (re.compile(r"((19|20)[0-9]{2}[-/. ][0-9]{1,2}[-/. ][0-9]{1,2}|[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](19|20)[0-9]{2})"
                r"([^0-9].*)?"),
     told.UNREAD_DATES),
)  # fmt: skip
_BRACKETS = re.compile(r"\([0-9].*\)")
_MINUS_BEHIND = re.compile(r"[0-9][0-9.,' \u00a0\u202f]*-")
_HALF = 0.5


def suspicions(header: str, type_: ColumnType, counts: Mapping[str, int]) -> tuple[Sentence, ...]:
    """Say what to doubt about the type of a column.

    Args:
        header: its heading.
        type_: the type that its cells fit.
        counts: how often each text occurs in it.
    """
    if COLUMN_TYPES[type_].holds_dates:
        return ()
    digits = dated_digits(header, counts)
    if digits:
        return (digits,)
    if type_ == "text":
        moments = tuple(say(doubt) for form, doubt in _UNREAD_MOMENTS if share(counts, form) >= _HALF)
        others = (say(doubt) for form, doubt in _UNREAD if share(counts, form) >= _HALF)
        unread = moments or tuple(others)[:1]
        if unread:
            return unread
    if names_a_date(header):
        return (say(told.NO_DATES, type=type_),)
    if names_an_amount(header) and not COLUMN_TYPES[type_].holds_numbers:
        return (_amount_doubt(type_, counts),)
    return ()


def _amount_doubt(type_: ColumnType, counts: Mapping[str, int]) -> Sentence:
    if any(map(_BRACKETS.fullmatch, counts)):
        return say(told.BRACKETS)
    return say(told.MINUS_BEHIND) if any(map(_MINUS_BEHIND.fullmatch, counts)) else say(told.NO_AMOUNTS, type=type_)
