"""The scores of a column: the number that each text of an export stands for.

Law: a text is compared as cells are, and stands for one number.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from gpj_kpi.rules.models.targets import parse_number
from gpj_kpi.rules.text.faults import read_each, refused, shown
from gpj_kpi.rules.text.values import ReadBy, read_cells, read_entries, read_filled
from gpj_kpi.sentences.amounts import TEXT_OF_TWO_SCORES
from gpj_kpi.sentences.sentence import say

_WHAT = 'texts with their number, e.g. {"4 : Satisfait": 4}'


def read_scores(value: object) -> tuple[tuple[str, Fraction], ...]:
    """Read the number of each text.

    Raises:
        RefusedError: a text comes twice as cells are compared, or a score is no number; each is named.
    """
    if isinstance(value, tuple):
        return value
    found: dict[str, Fraction] = {}

    def read(key: str, score: object) -> None:
        (text,) = read_cells(key)
        if text in found:
            raise refused("duplicate", say(TEXT_OF_TWO_SCORES, read=shown(key)), at_key=True)
        found[text] = parse_number(score)

    read_each(read_entries(read_filled(value), _WHAT).items(), read)
    return tuple(found.items())


Scores = Annotated[
    tuple[tuple[str, Fraction], ...],
    ReadBy(
        read_scores,
        {
            "type": "object",
            "additionalProperties": {"anyOf": [{"type": "number"}, {"type": "string"}]},
            "minProperties": 1,
        },
    ),
]
