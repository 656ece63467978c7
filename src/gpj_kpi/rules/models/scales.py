"""The scale of a score: its lowest and its highest value.

Law: both ends are on it, and the lower one comes first.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from gpj_kpi.rules.text.faults import read_each, refused, shown
from gpj_kpi.rules.text.values import ReadBy


def _read_scale(value: object) -> tuple[int | Decimal, int | Decimal]:
    if isinstance(value, list | tuple) and len(value) == 2:  # noqa: PLR2004 - a scale has two ends
        low, high = read_each(enumerate(value), _read_scale_end)
        if low >= high:
            raise refused("bad_value", f"[{low}, {high}] is not a scale. Expected the lower end first, e.g. [1, 5].")
        return low, high
    message = f"{shown(value)} is not a scale. Expected [lowest, highest], the lower first, e.g. [1, 5]."
    raise refused("bad_value", message)


def _read_scale_end(_position: int, value: object) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refused("bad_value", f"{shown(value)} is not a number. Expected e.g. [1, 5], without quotes.")
    return value


Scale = Annotated[
    tuple[int | Decimal, int | Decimal],
    ReadBy(_read_scale, {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
]
