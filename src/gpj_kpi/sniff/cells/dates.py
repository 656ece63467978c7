"""Texts -> the formats in which they are dates, and whether the day or the month comes first.

Law: a number over 12 proves the order of day and month. Without one, a doubt says that the order is assumed.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gpj_kpi.calendars.days import day_number
from gpj_kpi.engines.cells import FIRST_DAY, LAST_DAY, ZERO_OFFSET, datetime_pattern, has_offset

_DAYS = (
    *(f"%d{mark}%m{mark}{year}" for mark in "/-. " for year in ("%Y", "%y")),
    *(f"%m{mark}%d{mark}{year}" for mark in "/-. " for year in ("%Y", "%y")),
    *(f"%Y{mark}%m{mark}%d" for mark in "-/."),
    "%Y%m%d",
    "%d%m%Y",
)
_CLOCKS = (
    "%H:%M:%S",
    "%H:%M",
    "%H:%M:%S.%f",
    "%H:%M:%S,%f",
    "%Hh%M",
    "%H.%M",
    "%H.%M.%S",
    "%H.%M.%S.%f",
    "%H%M%S",
    "%H%M",
)
_RESTS = tuple(
    between + clock + offset
    for between in (" ", "T", " à ", ", ", " - ", "-", "")
    for clock in _CLOCKS
    for offset in ("", "%z", " %z")
)
_COMPACT = re.compile("(%[dmY]){3}(%H%M(%S)?)?")
_RUNS_TOGETHER = re.compile("%[dmYy]%H")
_LOOKS_DATED = re.compile(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{2,4}.*|[0-9]{8}.*", re.DOTALL)
_LONGEST = 40
_MOST_FORMATS = 6
_FEWEST_COMPACT = 3

ASSUMED_LAST_DAY = 2099


@dataclass(frozen=True)
class DatesFound:
    """Dates among the texts of a column.

    Attributes:
        formats: in the order of how many texts each fits, none reading a text as another moment than another one does.
        fitting: number of cells that one of them fits.
        has_times: whether they have a time of day.
        day_first: cells that are a date only when the day comes first.
        month_first: those that are one only when the month does.
        is_open: whether day and month could change places in the formats.
    """

    formats: tuple[str, ...]
    fitting: int
    has_times: bool
    day_first: int = 0
    month_first: int = 0
    is_open: bool = False


def find_dates(counts: Mapping[str, int], *, day_first: bool) -> DatesFound | None:
    """Find the formats that fit most cells.

    Args:
        counts: how often each text occurs.
        day_first: which order to take where the column itself does not tell.
    """
    dated = {text: count for text, count in counts.items() if _looks_dated(text)}
    if not dated:
        return None
    fits: dict[str, set[str]] = {}
    for text in dated:
        for format_ in _formats_of_shape(re.sub("[0-9]", "9", text)):
            if moment(text, format_) is not None:
                fits.setdefault(format_, set()).add(text)
    days = sum(dated[text] for text in _members(fits, of_times=False))
    times = sum(dated[text] for text in _members(fits, of_times=True))
    has_times = times > days
    fits = {format_: texts for format_, texts in fits.items() if _has_clock(format_) == has_times}
    fits = _of_one_clock(fits, dated)
    proof = _order_proof(fits, dated)
    is_day_first = proof[0] > proof[1] if proof[0] != proof[1] else day_first
    usable = {f: texts for f, texts in fits.items() if is_day_first != _is_month_first(f) or not _is_open(f)}
    formats = _fewest_formats(_one_compact(usable, dated), dated)
    if not formats:
        return None
    covered = set().union(*(usable[format_] for format_ in formats))
    return DatesFound(
        formats=formats,
        fitting=sum(dated[text] for text in covered),
        has_times=has_times,
        day_first=proof[0],
        month_first=proof[1],
        is_open=any(map(_is_open, formats)),
    )


def moment(text: str, format_: str) -> dt.datetime | None:
    """Read a text by a format, as the engines do.

    Returns:
        None if it shows no moment.
    """
    pattern, read = _compiled(format_)
    text = re.sub(ZERO_OFFSET, "+0000", text) if has_offset((format_,)) else text
    if not pattern.fullmatch(text):
        return None
    try:
        return dt.datetime.strptime(text, read)
    except ValueError:
        return None


def is_placeholder(text: str, formats: Sequence[str]) -> bool:
    """Whether a date stands for none.

    It does outside the years of real cases, and in December 2099.
    """
    for format_ in formats:
        found = moment(text, format_)
        if found is not None:
            number = day_number(found.date())
            return not FIRST_DAY <= number <= LAST_DAY or (found.year, found.month) == (ASSUMED_LAST_DAY, 12)
    return False


@functools.cache
def _compiled(format_: str) -> tuple[re.Pattern[str], str]:
    return re.compile(datetime_pattern(format_)), format_


def _looks_dated(text: str) -> bool:
    return len(text) <= _LONGEST and _LOOKS_DATED.fullmatch(text) is not None


@functools.lru_cache(maxsize=4096)
def _formats_of_shape(shape: str) -> tuple[str, ...]:
    """List every format that a text of this shape could have.

    The digits of the shape are all nines.
    """
    found = []
    for day, pattern in _shapes(_DAYS):
        start = pattern.match(shape)
        if start and start.end() == len(shape):
            found.append(day)
        elif start:
            found += [day + rest for rest, clock in _shapes(_RESTS) if clock.fullmatch(shape, start.end())]
    return tuple(format_ for format_ in found if not _RUNS_TOGETHER.search(format_) or _COMPACT.fullmatch(format_))


@functools.cache
def _shapes(formats: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    widths = {
        "%Y": "9{4}",
        "%y": "9{2}",
        "%f": "9{1,6}",
        "%M": "99",
        "%S": "99",
        "%z": rf"(?:[+-]99:?99|{ZERO_OFFSET})",
    }
    found = []
    for format_ in formats:
        parts = re.split("(%.)", format_)
        shape = "".join(widths.get(part, "9{1,2}" if part.startswith("%") else re.escape(part)) for part in parts)
        found.append((format_, re.compile(shape)))
    return tuple(found)


def _has_clock(format_: str) -> bool:
    return "%H" in format_


def _members(fits: Mapping[str, set[str]], *, of_times: bool) -> set[str]:
    return {text for format_, texts in fits.items() if _has_clock(format_) == of_times for text in texts}


def _is_open(format_: str) -> bool:
    """Whether day and month stand side by side before the year."""
    return format_.startswith(("%d", "%m")) and not format_.startswith("%d%m")


def _is_month_first(format_: str) -> bool:
    return format_.startswith("%m")


def _swapped(format_: str) -> str:
    return format_.replace("%d", "%-").replace("%m", "%d").replace("%-", "%m")


def _of_one_clock(fits: dict[str, set[str]], counts: Mapping[str, int]) -> dict[str, set[str]]:
    """Leave out formats with an offset, or without: the rarer ones."""
    with_offset = set().union(*(texts for format_, texts in fits.items() if has_offset((format_,))))
    without = set().union(*(texts for format_, texts in fits.items() if not has_offset((format_,))))
    keep = sum(counts[text] for text in with_offset) > sum(counts[text] for text in without)
    return {format_: texts for format_, texts in fits.items() if has_offset((format_,)) == keep}


def _order_proof(fits: Mapping[str, set[str]], counts: Mapping[str, int]) -> tuple[int, int]:
    """Count the cells that only day-first, and only month-first, formats fit."""
    day: set[str] = set()
    month: set[str] = set()
    for format_, texts in fits.items():
        if _is_open(format_):
            only = texts - fits.get(_swapped(format_), set())
            (month if _is_month_first(format_) else day).update(only)
    return sum(counts[text] for text in day), sum(counts[text] for text in month)


def _one_compact(fits: dict[str, set[str]], counts: Mapping[str, int]) -> dict[str, set[str]]:
    """Keep one of the formats without marks: the one that fits most.

    None is kept if it fits so few that they may be numbers.
    """
    compact = [format_ for format_ in fits if _COMPACT.fullmatch(format_)]
    if not compact:
        return fits
    best = max(compact, key=lambda format_: (_plausible(fits[format_], format_, counts), -compact.index(format_)))
    digits = sum(count for text, count in counts.items() if text.isdigit())
    enough = _plausible(fits[best], best, counts) >= digits and len(fits[best]) >= _FEWEST_COMPACT
    return {f: texts for f, texts in fits.items() if f not in compact or (f == best and enough)}


def _plausible(texts: set[str], format_: str, counts: Mapping[str, int]) -> int:
    return sum(counts[text] for text in texts if text.startswith("9999") or not is_placeholder(text, [format_]))


def _without_letters(format_: str) -> str:
    """Take the letters off a format.

    A rule file has no two formats that differ in them alone.
    """
    return re.sub(r"(%.)|[^\W\d_]", lambda found: found[1] or "", format_)


def _fewest_formats(fits: Mapping[str, set[str]], counts: Mapping[str, int]) -> tuple[str, ...]:
    """Choose formats, each the best for the cells that are left."""
    chosen: list[str] = []
    left = dict(fits)
    while left and len(chosen) < _MOST_FORMATS:
        sums = {format_: sum(counts[text] for text in texts) for format_, texts in left.items()}
        best = max(left, key=lambda format_: sums[format_])
        if not sums[best]:
            break
        chosen.append(best)
        taken = left.pop(best)
        bare = _without_letters(best)
        left = {format_: texts - taken for format_, texts in left.items() if _without_letters(format_) != bare}
    return tuple(chosen)
