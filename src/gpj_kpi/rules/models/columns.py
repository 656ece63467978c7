"""The columns of a source: those of its files, and those made of other rows.

Law: only what is declared here is ever read. A column made of other rows is used like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Discriminator, Field, InstanceOf, StrictBool, Tag

from gpj_kpi.rules.models.column_types import COLUMN_TYPES, ColumnType, TypeTraits
from gpj_kpi.rules.models.derived import AGGREGATES, Aggregate, WrittenAggregate
from gpj_kpi.rules.models.exports.date_formats import DateFormats
from gpj_kpi.rules.models.exports.scores import Scores
from gpj_kpi.rules.models.scales import Scale
from gpj_kpi.rules.models.time_units import TimeUnit, read_time_unit
from gpj_kpi.rules.text.values import CellTexts, ReadAs, ReadBy, RuleModel, Text, Written, read_filled

MADE, EXPORTED = "made", "exported"
"""Forms of sources and of columns. They stand in the paths of pydantic's faults."""


class Column(RuleModel):
    """One column of an export.

    Attributes:
        header: its heading in the export.
        type: what its cells are read as.
        format: how dates are written, in strptime directives. The first format that fits is used. Only and always for
            `datetime` and `date`.
        required: an empty cell rejects the row.
        values: the only values allowed in a text column; None allows any.
        personal: the column is checked, and its cells reach no output.
        true_values: cells read as true; only and always for `boolean`.
        false_values: cells read as false; only and always for `boolean`.
        percent: its cells carry the sign: `97,5 %` is 0.975; only for `number`.
        scale: lowest and highest value a cell may have, both included; only for `integer` and `number`.
        scores: the number that each text stands for, any other text being at fault; only for `integer` and `number`.
        unit: what its numbers count, where they are lengths of time; only for `integer` and `number`. Measures with
            `elapsed` read them by it. Conditions, `scale` and means take the numbers as the cells show them.
        known_at: column that says when a cell became known; not for columns of dates, which say so themselves.
        planned: its dates are plans, such as an appointment, and no events; only for `datetime` and `date`.
        coded: its personal cells are matched or counted, and leave the reading as numbers (see `CodedColumn`).
    """

    coded: ClassVar[bool] = False

    header: Text
    type: ColumnType
    format: DateFormats | None = None
    required: StrictBool = False
    values: CellTexts | None = None
    personal: StrictBool = False
    true_values: CellTexts | None = None
    false_values: CellTexts | None = None
    percent: StrictBool = False
    scale: Annotated[Scale | None, Written] = None
    scores: Annotated[Scores | None, Written] = None
    unit: Annotated[TimeUnit | None, ReadBy(read_time_unit, {"type": "string"})] = None
    known_at: Annotated[Text | None, Written] = None
    planned: StrictBool = False

    @property
    def traits(self) -> TypeTraits:
        """What all columns of its type have in common."""
        return COLUMN_TYPES[self.type]

    @property
    def held_scores(self) -> dict[str, int]:
        """The whole number that is held for each text of its scores."""
        return {text: int(score * self.traits.units) for text, score in self.scores or ()}

    @property
    def holds_dates(self) -> bool:
        """Whether the cells are dates or instants."""
        return self.traits.holds_dates

    @property
    def may_be_open(self) -> bool:
        """Whether later rows may still change a cell: those of files are final."""
        return False

    @property
    def held_microseconds(self) -> Fraction:
        """How long one of the whole numbers held lasts, in microseconds.

        Without a declared unit, the numbers are seconds.

        >>> Column(header="Attente", type="integer", unit="minutes").held_microseconds
        Fraction(60000000, 1)
        >>> Column(header="Attente", type="number", unit="milliseconds").held_microseconds
        Fraction(1, 1000)
        """
        return Fraction((self.unit or TimeUnit.SECONDS).microseconds, self.traits.units)


class CodedColumn(Column):
    """A personal column that is matched by, or counted.

    It is never written so in a rule file: the checks make it of a personal column (see `Source.with_coded`). Engines
    give two numbers in the place of each cell, which mean nothing outside the run.
    """

    coded: ClassVar[bool] = True


class MadeColumn(Column):
    """A column made of other rows.

    Attributes:
        header: its id.
        aggregate: what is made of which rows.
        may_be_negative: nothing says that no cell is: those of which it is made may be.
    """

    aggregate: InstanceOf[Aggregate]
    may_be_negative: StrictBool = True

    @property
    def may_be_open(self) -> bool:
        """Whether later rows may still change a cell."""
        return self.aggregate.may_be_open


def form_of_column(written: object) -> str:
    """Say whether a column is exported or made of other rows."""
    keys = written if isinstance(written, dict) else ()
    is_made = "from" in keys or ("header" not in keys and any(key in keys for key in (*AGGREGATES, "match")))
    return MADE if is_made or isinstance(written, WrittenAggregate) else EXPORTED


Columns = Annotated[
    Mapping[str, Column],
    ReadAs(
        Annotated[
            Mapping[
                str,
                Annotated[
                    Annotated[Column, Tag(EXPORTED)] | Annotated[WrittenAggregate, Tag(MADE)],
                    Discriminator(form_of_column),
                ],
            ],
            BeforeValidator(read_filled),
            Field(json_schema_extra={"minProperties": 1}),
        ]
    ),
]
"""Columns by id. Until they are checked, those made of other rows are `WrittenAggregate`s."""
