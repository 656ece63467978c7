"""The weights of cases: a column, or a number for each stratum.

Law: a weight is never negative, and is held exactly. A stratum that is not listed has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from gpj_kpi.rules.models.conditions import ConditionValue
from gpj_kpi.rules.models.targets import parse_number
from gpj_kpi.rules.text.faults import read_each, refused, shown
from gpj_kpi.rules.text.values import ReadBy, read_text
from gpj_kpi.sentences import amounts as sentences
from gpj_kpi.sentences.sentence import say

UNITS = 1_000_000
"""How many of the whole numbers held make a weight of 1."""
_BEYOND = 1_000_000_000


@dataclass(frozen=True)
class Strata:
    """A weight for each value of a column.

    Attributes:
        by: column that tells the strata apart.
        weights: each value with its weight, in millionths; texts as they are written, until the checks type them by the
            column.
    """

    by: str
    weights: tuple[tuple[ConditionValue, int], ...]


def read_weight(value: object) -> str | Strata:
    """Read a column, or weights such as `{by: region, nord: 2}`.

    Raises:
        RefusedError: it is neither, or a weight is none; each is named.
    """
    if isinstance(value, Strata):
        return value
    if not isinstance(value, dict):
        return read_text(value)
    if "by" not in value:
        raise refused("missing_key", say(sentences.STRATA_OF_NOTHING))
    if len(value) == 1:
        raise refused("empty", say(sentences.NO_STRATUM))
    read = dict(read_each(value.items(), _read_entry))
    by = read.pop("by")
    return Strata(str(by), tuple((name, int(weight)) for name, weight in read.items()))


def _read_entry(key: str, value: object) -> tuple[str, str | int]:
    """Read one entry: the column, or a weight in millionths."""
    if key == "by":
        return key, read_text(value)
    weight = parse_number(value)
    if weight < 0:
        raise refused("bad_value", say(sentences.NEGATIVE_WEIGHT, read=shown(value)))
    held = Fraction(weight) * UNITS
    if held.denominator > 1 or weight >= _BEYOND:
        raise refused("bad_value", say(sentences.WEIGHT_TOO_LONG, read=shown(value)))
    return key, held.numerator


WeightField = Annotated[
    str | Strata,
    ReadBy(
        read_weight,
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": {"by": {"type": "string"}},
                    "additionalProperties": {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]},
                    "required": ["by"],
                    "minProperties": 2,
                },
            ]
        },
    ),
]
