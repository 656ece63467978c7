"""Results as plain values: what CSV and JSON have in common.

Law: the names and their order are those of `RESULT_COLUMNS`; a fraction becomes a whole number, or the nearest float.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from gpj_kpi.results import RESULT_COLUMNS, Result

Plain = str | int | float | bool | None


def record(result: Result) -> dict[str, Plain]:
    """Return one result by column; days in ISO 8601, None where there is nothing."""
    return {name: _plain(getattr(result, name)) for name in RESULT_COLUMNS}


def _plain(value: Fraction | dt.date | Plain) -> Plain:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value.isoformat() if isinstance(value, dt.date) else value
