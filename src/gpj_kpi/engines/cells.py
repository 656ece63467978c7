"""Texts that are a date or number, defined once for every engine.

Law: an engine accepts a cell if the whole cell matches the pattern made here, and the value exists
(31/02/2008 matches and does not exist). So no engine is more lenient than another.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence

from gpj_kpi.calendars.days import FIRST_YEAR, LAST_YEAR, day_at, day_number, microseconds_of, midnight
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.calendars.time_zones.offsets import instant_of
from gpj_kpi.rules import Column
from gpj_kpi.rules.text.values import CELL_BLANKS

NO_BREAK_SPACES = "\u00a0\u202f"
BLANKS = CELL_BLANKS

FIRST_DAY, LAST_DAY = day_number(dt.date(FIRST_YEAR, 1, 1)), day_number(dt.date(LAST_YEAR, 12, 31))
"""Dates outside these days are typing slips or placeholders: their rows are rejected."""

FAULT_MARK = "\x1f"
"""Stands between the faults of one row."""

# A day or month may lack its leading zero, unless it touches another directive: 1122008 has two readings.
_DIRECTIVES = {
    "%d": r"(?:0?[1-9]|[12][0-9]|3[01])",
    "%m": r"(?:0?[1-9]|1[0-2])",
    "%Y": r"[0-9]{4}",
    "%y": r"[0-9]{2}",
    "%H": r"(?:[01]?[0-9]|2[0-3])",
    "%M": r"[0-5][0-9]",
    "%S": r"[0-5][0-9]",
    "%f": r"[0-9]{1,6}",
    "%z": r"(?:[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])",
    "%%": "%",
}
ZERO_OFFSET = "(?i:z|utc|gmt)"
"""Words that `%z` reads as +0000."""

_FULL_WIDTH = {"%d": 2, "%m": 2, "%Y": 4, "%H": 2, "%M": 2, "%S": 2}
_TWO_DIGITS = {"%d": r"(?:0[1-9]|[12][0-9]|3[01])", "%m": r"(?:0[1-9]|1[0-2])", "%H": r"(?:[01][0-9]|2[0-3])"}


def integer_pattern(thousands: str | None) -> str:
    """Give the pattern of a whole number.

    At most fifteen digits, in groups of three if there are groups.

    >>> bool(re.fullmatch(integer_pattern(" "), "1\u202f204"))
    True
    >>> bool(re.fullmatch(integer_pattern(" "), "12 04"))
    False
    """
    return f"[+-]?{_digits(15, thousands)}"


def number_pattern(decimal: str, thousands: str | None, *, percent: bool) -> str:
    """Give the pattern of a number.

    At most nine digits before the decimal mark and six after it, four in a percentage.

    >>> bool(re.fullmatch(number_pattern(",", None, percent=False), "4,25"))
    True
    >>> bool(re.fullmatch(number_pattern(",", None, percent=True), "97,5 %"))
    True
    """
    decimals, sign = (4, f"[ {NO_BREAK_SPACES}]?%") if percent else (6, "")
    return f"[+-]?{_digits(9, thousands)}(?:{re.escape(decimal)}[0-9]{{1,{decimals}}})?{sign}"


def group_marks(thousands: str | None) -> str:
    """Give the characters that may stand between groups of digits."""
    return " " + NO_BREAK_SPACES if thousands == " " else thousands or ""


def _digits(most: int, thousands: str | None) -> str:
    plain = f"[0-9]{{1,{most}}}"
    if thousands is None:
        return plain
    return f"(?:{plain}|[0-9]{{1,3}}(?:[{re.escape(group_marks(thousands))}][0-9]{{3}}){{1,{most // 3 - 1}}})"


def datetime_pattern(format_: str) -> str:
    """Give the pattern of dates written in a strptime format.

    >>> bool(re.fullmatch(datetime_pattern("%d/%m/%Y"), "1/02/2008"))
    True
    >>> bool(re.fullmatch(datetime_pattern("%d/%m/%Y"), "2008-02-01"))
    False
    >>> bool(re.fullmatch(datetime_pattern("%d%m%Y"), "1122008"))
    False
    """
    parts = [part for part in re.split(r"(%.)", format_) if part]
    touching = any(left in _DIRECTIVES and right in _DIRECTIVES for left, right in itertools.pairwise(parts))
    patterns = _DIRECTIVES | _TWO_DIGITS if touching else _DIRECTIVES
    return "".join(patterns.get(part, re.escape(part)) for part in parts)


def full_length(format_: str) -> int | None:
    """Count the bytes of a date written with all its zeros.

    None where the format leaves the length open.

    >>> full_length("%d/%m/%Y %H:%M:%S"), full_length("%H:%M:%S.%f")
    (19, None)
    """
    parts = [part for part in re.split(r"(%.)", format_) if part]
    if any(part.startswith("%") and part not in _FULL_WIDTH for part in parts):
        return None
    return sum(_FULL_WIDTH.get(part, len(part.encode())) for part in parts)


def range_held(column: Column, zone: str, *, is_instant: bool) -> tuple[int, int]:
    """Give the range of dates or times, as a column holds them.

    These are the first in range, and the first one beyond.

    The local day decides.

    Args:
        column: holds dates.
        zone: the time zone of the local days.
        is_instant: its cells are microseconds of UTC, not of local time.

    >>> day = Column(header="d", type="date", format=("%d/%m/%Y",))
    >>> range_held(day, "Europe/Paris", is_instant=False)
    (-7305, 84006)
    """
    days = FIRST_DAY, LAST_DAY + 1
    if not is_instant:
        return days[0] * column.traits.units, days[1] * column.traits.units
    first, beyond = (microseconds_of(instant_of(midnight(day_at(day)), zone_named(zone))) for day in days)
    return first, beyond


def has_offset(formats: Sequence[str] | None) -> bool:
    """Whether datetimes in these formats carry their own UTC offset.

    Their cells are instants then, not local times.
    """
    return any("%z" in format_ for format_ in formats or ())
