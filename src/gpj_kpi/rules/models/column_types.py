"""The types of columns, one row each.

Law: what depends on a type alone stands here: what its declaration needs, how its cells are held, what they are called.
What is done with the cells themselves is written where it is done: `engines.cells` and each engine read them,
`rules.models.conditions` reads what a rule compares with them, and `cases.rejects` says how they are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

ColumnType = Literal["text", "integer", "number", "datetime", "date", "boolean"]


@dataclass(frozen=True, kw_only=True)
class TypeTraits:
    """What all columns of one type have in common.

    Attributes:
        noun: what one of its cells is, in messages; "a date".
        needs: keys that its declaration must have, each with what to write there.
        takes: further keys that its declaration may have.
        holds_dates: its cells are days or moments.
        holds_numbers: its cells are numbers.
        has_clock: its cells show a time of day; their local day is held in a column of its own.
        is_ordered: its cells come one after the other, so that `<` has a meaning.
        makes_groups: results may be grouped by it.
        fault: code of a cell that cannot be read; None where every cell can.
        held: how engines hold its cells, by the name that pandas gives to the type.
        units: how many of the whole numbers held make 1 of a number, or one day.
    """

    noun: str
    needs: Mapping[str, str] = field(default_factory=dict)
    takes: tuple[str, ...] = ()
    holds_dates: bool = False
    holds_numbers: bool = False
    has_clock: bool = False
    is_ordered: bool = False
    makes_groups: bool = False
    fault: str | None
    held: Literal["string", "boolean", "Int64"]
    units: int = 1


COLUMN_TYPES: Mapping[ColumnType, TypeTraits] = MappingProxyType(
    {
        "text": TypeTraits(noun="a text", takes=("values", "known_at"), makes_groups=True, fault=None, held="string"),
        "boolean": TypeTraits(
            noun="true or false",
            needs={
                "true_values": "the list of cells that mean true",
                "false_values": "the list of cells that mean false",
            },
            takes=("known_at",),
            makes_groups=True,
            fault="bad_boolean",
            held="boolean",
        ),
        "integer": TypeTraits(
            noun="a whole number",
            takes=("scale", "scores", "unit", "known_at"),
            holds_numbers=True,
            is_ordered=True,
            makes_groups=True,
            fault="bad_integer",
            held="Int64",
        ),
        "number": TypeTraits(
            noun="a number",
            takes=("percent", "scale", "scores", "unit", "known_at"),
            holds_numbers=True,
            is_ordered=True,
            fault="bad_number",
            held="Int64",
            units=1_000_000,
        ),
        "datetime": TypeTraits(
            noun="a date and time",
            needs={"format": 'how its cells are written, e.g. "%d/%m/%Y %H:%M:%S"'},
            takes=("planned",),
            holds_dates=True,
            has_clock=True,
            is_ordered=True,
            fault="bad_datetime",
            held="Int64",
            units=86_400_000_000,
        ),
        "date": TypeTraits(
            noun="a date",
            needs={"format": 'how its cells are written, e.g. "%d/%m/%Y"'},
            takes=("planned",),
            holds_dates=True,
            is_ordered=True,
            fault="bad_date",
            held="Int64",
        ),
    }
)
"""The traits of each type, in the order in which messages name the types."""
