"""Sums and ratios: amounts that are added up over the cases of a period.

Law: what a number counts follows from the declaration of its column. So a sum and a ratio are read as they are written,
and the checks then make them a `Sum` and a `Ratio` that know their amounts: only these two leave the rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import InstanceOf

from gpj_kpi.rules.models.columns import Column, MadeColumn
from gpj_kpi.rules.models.measures.kind import MeasureKind
from gpj_kpi.rules.models.time_units import TimeUnit
from gpj_kpi.rules.text.faults import at_key, refused, shown, text_expected
from gpj_kpi.rules.text.values import TEXT_SCHEMA, ReadBy, Text, read_text
from gpj_kpi.sentences.amounts import NO_OPERAND, NO_UNIT_OF_A_RATIO
from gpj_kpi.sentences.sentence import say

_PER = re.compile(
    r"(?:per|pour)\s+(?P<number>[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){1,2}|[1-9][0-9]{0,8})\s+(?P<of>[^\W\d].*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Amount:
    """What the numbers are that are added up.

    Attributes:
        each: worth of one of the whole numbers held: in seconds for lengths of time, else as the cell shows it.
        unit: what the numbers of the cells count, where they are lengths of time; else None.
        is_whole: they are whole numbers, and no lengths of time: they count something.
        may_be_negative: nothing in the declaration says that none is.
    """

    each: Fraction
    unit: TimeUnit | None
    is_whole: bool
    may_be_negative: bool

    @property
    def is_time(self) -> bool:
        """Whether they are lengths of time."""
        return self.unit is not None

    @property
    def each_shown(self) -> Fraction:
        """Worth of one held number, as the cell shows it.

        >>> amount_of(Column(header="Attente", type="number", unit="minutes")).each_shown
        Fraction(1, 1000000)
        """
        return self.each if self.unit is None else self.each * 1_000_000 / self.unit.microseconds


CASES = Amount(each=Fraction(1), unit=None, is_whole=True, may_be_negative=False)
"""The amount of a count."""


def amount_of(column: Column) -> Amount:
    """Give the amount that a column of numbers holds.

    >>> amount_of(Column(header="Attente", type="integer", unit="minutes", scale=(0, 600))).each
    Fraction(60, 1)
    """
    is_time = column.unit is not None
    return Amount(
        each=column.held_microseconds / 1_000_000 if is_time else Fraction(1, column.traits.units),
        unit=column.unit,
        is_whole=column.type == "integer" and not is_time,
        may_be_negative=may_be_negative(column),
    )


def may_be_negative(column: Column) -> bool:
    """Say whether a cell of a column may be negative.

    Rows that are counted are none or more. What is taken or added up of a made column's rows is as their cells are.
    """
    if isinstance(column, MadeColumn):
        return column.may_be_negative and column.aggregate.kind not in {"count", "different"}
    if column.scores is not None:
        return any(score < 0 for _, score in column.scores)
    return column.scale is None or column.scale[0] < 0


@dataclass(frozen=True)
class PerMany:
    """The unit of a ratio per so many: `per 100 cases`.

    Attributes:
        number: so many.
        text: as the rule file writes it, on one line.
    """

    number: int
    text: str


def read_per_many(value: object) -> PerMany:
    """Read `per 100 cases` or `pour 1 000 appels`.

    Raises:
        RefusedError: it is no such unit.
    """
    if isinstance(value, PerMany):
        return value
    if not isinstance(value, str):
        raise text_expected(value)
    text = " ".join(value.split())
    match = _PER.fullmatch(text)
    if not match:
        raise refused("bad_unit", say(NO_UNIT_OF_A_RATIO, read=shown(value)))
    return PerMany(int(re.sub(r"\D", "", match["number"])), text)


@dataclass(frozen=True)
class OfIndicator:
    """The figure of an indicator.

    Attributes:
        id: of the indicator.
    """

    id: str


def read_operand(value: object) -> str | OfIndicator:
    """Read a column, or `{indicator: id}`.

    Raises:
        RefusedError: it is neither.
    """
    if isinstance(value, OfIndicator):
        return value
    if not isinstance(value, dict):
        return read_text(value)
    if list(value) != ["indicator"]:
        raise refused("bad_value", say(NO_OPERAND, read=shown(value)))
    return OfIndicator(at_key(read_text, value["indicator"]))


OperandField = Annotated[
    str | OfIndicator,
    ReadBy(
        read_operand,
        {
            "anyOf": [
                TEXT_SCHEMA,
                {
                    "type": "object",
                    "properties": {"indicator": TEXT_SCHEMA},
                    "required": ["indicator"],
                    "additionalProperties": False,
                },
            ]
        },
    ),
]


class WrittenSum(MeasureKind):
    """The sum of a number column, as it is written.

    Attributes:
        kind: `sum`.
        of: column that is added up.
    """

    kind: Literal["sum"]
    of: Text

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "sum"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "total"

    @property
    def summed(self) -> tuple[str, ...]:
        """The amount of each case."""
        return ("value",)

    @property
    def is_total(self) -> bool:
        """Whether cases to come change the figure of a period."""
        return True


class Sum(WrittenSum):
    """The sum of a number column.

    Attributes:
        amount: what the column holds.
    """

    amount: InstanceOf[Amount]

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "seconds" if self.amount.is_time else "total"


class WrittenRatio(MeasureKind):
    """One sum divided by another, as it is written.

    Attributes:
        kind: `ratio`.
        of: column whose sum is divided, or the indicator whose figure is.
        over: column by whose sum it is divided, or the indicator.
        unit: per how many it is given; None: per one.
    """

    kind: Literal["ratio"]
    of: OperandField
    over: OperandField
    unit: Annotated[PerMany | None, ReadBy(read_per_many, {"type": "string", "pattern": "^(per|pour) [1-9]"})] = None

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "ratio"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "points"

    @property
    def summed(self) -> tuple[str, ...]:
        """The two amounts of each case."""
        return ("value", "weight")


class KnownRatio(WrittenRatio):
    """A ratio whose amounts are known.

    Attributes:
        of_amount: what is divided.
        over_amount: by what it is divided.
    """

    of_amount: InstanceOf[Amount]
    over_amount: InstanceOf[Amount]

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results.

        A share where both are counts, a length of time where only the first is one, else a plain number.
        """
        if self.unit is not None:
            return f"per_{self.unit.number}"
        if self.of_amount.is_whole and self.over_amount.is_whole:
            return "ratio"
        return "seconds" if self.of_amount.is_time and not self.over_amount.is_time else "points"

    @property
    def each(self) -> tuple[Fraction, Fraction]:
        """Worth of one held number, for both sides of a ratio.

        A plain number of which one side alone is a length of time takes that side as the cells show it: cases per
        hour. Any other takes lengths of time in seconds.
        """
        of, over = self.of_amount, self.over_amount
        if of.is_time == over.is_time or self.unit_name == "seconds":
            return of.each, over.each
        return of.each_shown, over.each_shown


class Ratio(KnownRatio):
    """One sum divided by another.

    Attributes:
        of: column whose sum is divided.
        over: column by whose sum it is divided.
    """

    of: Text
    over: Text


class IndicatorRatio(KnownRatio):
    """The figure of one indicator divided by that of another.

    Attributes:
        of: the indicator whose figure is divided.
        over: the one by whose figure it is divided.
    """

    of: InstanceOf[OfIndicator]
    over: InstanceOf[OfIndicator]

    @property
    def summed(self) -> tuple[str, ...]:
        """Nothing: the indicators have their own sums."""
        return ()

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The two indicators."""
        return (self.of.id, self.over.id)
