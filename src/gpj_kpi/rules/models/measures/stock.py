"""Stock: what is open at the end of each period, and how old it is.

Law: a case is open from its start to its end, in whichever period it came.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules.models.clock import EndsField
from gpj_kpi.rules.models.measures.durations import DAY_UNITS, Statistic, read_statistic, read_unit
from gpj_kpi.rules.models.measures.kind import MeasureKind
from gpj_kpi.rules.models.measures.limits import CaseLimit, read_length
from gpj_kpi.rules.text.faults import RulePath, refused
from gpj_kpi.rules.text.values import TEXT_SCHEMA, ReadBy, Text
from gpj_kpi.sentences.amounts import AGE_HAS_A_LENGTH
from gpj_kpi.sentences.sentence import say


def _read_age(value: object) -> Limit:
    if isinstance(value, dict):
        raise refused("bad_limit", say(AGE_HAS_A_LENGTH))
    return read_length(value)


class StockKind(MeasureKind):
    """What `open` and `age` have in common.

    Attributes:
        from_: column that says when a case begins (`from` in the file).
        to: columns that say when it ends.
    """

    from_: Annotated[Text, Field(alias="from")]
    to: EndsField

    @property
    def is_stock(self) -> bool:
        """It is taken at the end of a period."""
        return True

    @property
    def is_total(self) -> bool:
        """Whether cases to come change the figure of a period."""
        return True

    @property
    def start_column(self) -> str | None:
        """Column by which a case begins."""
        return self.from_

    @property
    def end_columns(self) -> tuple[str, ...]:
        """Columns by which it ends."""
        return self.to.columns


class Open(StockKind):
    """How many cases are open at the end of a period.

    Attributes:
        kind: `open`.
        older_than: only those count whose limit is used up by then; None counts all.
    """

    kind: Literal["open"]
    older_than: Annotated[Limit | None, ReadBy(_read_age, TEXT_SCHEMA)] = None

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "open"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "cases"

    @property
    def limits(self) -> tuple[CaseLimit, ...]:
        """The limit that a case must have used up, if any."""
        return () if self.older_than is None else (self.older_than,)

    @property
    def units(self) -> dict[RulePath, Unit]:
        """The unit of that limit."""
        return {} if self.older_than is None else {("older_than",): self.older_than.unit}


class Age(StockKind):
    """How old the open cases are at a period's end.

    Attributes:
        kind: `age`.
        unit: what is counted, as for a duration.
        statistic: how the ages become one figure.
    """

    kind: Literal["age"]
    unit: Annotated[Unit, ReadBy(read_unit, {"type": "string"})] = Unit.SECONDS
    statistic: Annotated[Statistic, ReadBy(read_statistic, {"type": "string"})]

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return self.statistic.label

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "business_seconds" if self.unit.is_business_time else DAY_UNITS.get(self.unit, "seconds")

    @property
    def summed(self) -> tuple[str, ...]:
        """The age of each case."""
        return ("value",)

    @property
    def units(self) -> dict[RulePath, Unit]:
        """The unit in which it is counted."""
        return {("unit",): self.unit}
