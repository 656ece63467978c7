"""Sizes of data, as the rule file writes them and as they are said.

Law: a unit is a thousand of the next smaller one, as in `--memory`.
"""

from __future__ import annotations

import re

from gpj_kpi.rules.text.faults import refused, shown
from gpj_kpi.rules.text.values import ReadBy
from gpj_kpi.sentences import exports
from gpj_kpi.sentences.sentence import Sentence, say

_UNITS = {"K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_SIZE = re.compile("([1-9][0-9]{0,5}) ?([KMGT])[BO]", re.IGNORECASE)


def read_size(value: object) -> int:
    """Read a size, `50GB` or `800 Mo`, in bytes.

    Raises:
        RefusedError: the value is not a size with its unit.
    """
    match = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise refused("bad_value", say(exports.BAD_SIZE, text=shown(value)))
    return int(match[1]) * _UNITS[match[2].upper()]


def say_size(size: int) -> Sentence:
    r"""Say a size in its largest unit, rounded down to a tenth.

    >>> say_size(12_345_678_901), say_size(12_345_678_901).french
    ('12.3 GB', '12,3\xa0Go')
    """
    letter, unit = _unit_of(size)
    tenths = size * 10 // unit
    number = str(tenths // 10) + (f".{tenths % 10}" if tenths % 10 else "")
    prefix = letter.lower() if letter == "K" else letter
    return Sentence(f"{number} {prefix}B", f"{number.replace('.', ',')}\u00a0{prefix}o")


def write_size(size: int) -> str:
    """Write a size as the rule file does, rounded up.

    >>> write_size(24_600_000_000)
    '25GB'
    """
    letter, unit = _unit_of(size)
    return f"{-(-size // unit)}{letter}B"


def _unit_of(size: int) -> tuple[str, int]:
    """Choose the largest unit that a size reaches."""
    return max((each for each in _UNITS.items() if each[1] <= size), key=lambda each: each[1], default=("K", 10**3))


SIZE = ReadBy(read_size, {"type": "string", "pattern": "^[1-9][0-9]{0,5} ?[kKmMgGtT][bBoO]$"})
