"""Durations, in their two forms, and the statistics of lengths of time.

Law: a duration is read as a `WrittenDuration`. The checks refuse keys that do not go together, and
`tell_durations_apart` then makes it a `Duration` or an `ElapsedDuration`: only these two leave the rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from gpj_kpi.calendars.limits import Unit, parse_unit
from gpj_kpi.rules.models.clock import EndsField, Pauses, StartField, columns_of_start, start_name
from gpj_kpi.rules.models.conditions import ConditionField
from gpj_kpi.rules.models.measures.kind import MeasureKind
from gpj_kpi.rules.text.faults import RulePath, nearest, refused, shown, text_expected
from gpj_kpi.rules.text.values import ReadBy, Text, Written
from gpj_kpi.sentences.measures import NO_STATISTIC
from gpj_kpi.sentences.sentence import say

_PERCENTILE = re.compile("percentile ([1-9][0-9]?)")
_STATISTICS = ("mean", "median", "percentile 95", "max", "min")
DAY_UNITS = {
    Unit.BUSINESS_DAYS: "business_days",
    Unit.WORKING_DAYS: "working_days",
    Unit.CALENDAR_DAYS: "calendar_days",
}


@dataclass(frozen=True)
class Statistic:
    """How the durations of a period become one figure.

    Attributes:
        kind: mean, median, percentile, or the longest (`max`) or shortest (`min`).
        percentile: 1..99 for a percentile, else None.
    """

    kind: Literal["mean", "median", "percentile", "max", "min"]
    percentile: int | None = None

    @property
    def label(self) -> str:
        """Name in the results: `mean`, `median`, `max`, `min` or e.g. `p95`."""
        return self.kind if self.percentile is None else f"p{self.percentile}"


_WORDS = {"mean": Statistic("mean"), "median": Statistic("median"), "max": Statistic("max"), "min": Statistic("min")}


def read_statistic(value: object) -> Statistic:
    """Return the statistic of a text such as `percentile 95`.

    Raises:
        RefusedError: it is none of these.
    """
    if isinstance(value, Statistic):
        return value
    if not isinstance(value, str):
        raise text_expected(value)
    if value in _WORDS:
        return _WORDS[value]
    match = _PERCENTILE.fullmatch(" ".join(value.split()))
    if match:
        return Statistic("percentile", int(match[1]))
    raise refused("bad_value", say(NO_STATISTIC, read=shown(value), hint=nearest(value, _STATISTICS)))


def read_unit(value: object) -> Unit:
    """Return the unit in which a length of time is counted.

    Raises:
        RefusedError: it is none, or months.
    """
    if isinstance(value, Unit):
        return value
    if not isinstance(value, str):
        raise text_expected(value)
    try:
        unit = parse_unit(value)
    except ValueError as error:
        raise refused("bad_unit", str(error)) from error
    if unit is Unit.MONTHS:
        message = "a duration is not counted in months. Expected e.g. secondes, heures ouvrées or jours ouvrés."
        raise refused("bad_unit", message)
    return unit


class WrittenDuration(MeasureKind):
    """A duration as it is written, with the keys of both forms.

    Attributes:
        kind: `duration`.
        from_: column that starts the clock, or several of which one does (`from` in the file).
        to: columns that stop it.
        elapsed: column that holds the length of time, in the place of `from` and `to`.
        done: with `elapsed`: when a case counts; None: when the column is filled.
        statistic: how the durations of a period become one figure.
        unit: what is counted; the figure is in seconds for elapsed units, in seconds of open time for business hours
            and minutes, else in counted days.
        pauses: what stops the clock in between; not with `elapsed`.
    """

    kind: Literal["duration"]
    from_: Annotated[StartField | None, Field(alias="from")] = None
    to: EndsField | None = None
    elapsed: Text | None = None
    done: ConditionField | None = None
    statistic: Annotated[
        Statistic,
        ReadBy(read_statistic, {"type": "string", "pattern": "^(mean|median|max|min|percentile [1-9][0-9]?)$"}),
    ]
    unit: Annotated[Unit, ReadBy(read_unit, {"type": "string"})] = Unit.SECONDS
    pauses: Annotated[Pauses | None, Written] = None

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return self.statistic.label

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        if self.unit.is_business_time:
            return "business_seconds"
        return DAY_UNITS.get(self.unit, "seconds")

    @property
    def summed(self) -> tuple[str, ...]:
        """The length of each case."""
        return ("value",)

    @property
    def units(self) -> dict[RulePath, Unit]:
        """The unit in which it is counted."""
        return {("unit",): self.unit}

    @property
    def start_column(self) -> str | None:
        """Column that starts the clock.

        It is None if the file gives the duration, or one of several columns starts it.
        """
        return self.from_ if isinstance(self.from_, str) else None

    @property
    def clock_start(self) -> str | None:
        """Name of the start among the cells of a case, if any."""
        return None if self.from_ is None else start_name(self.from_)

    @property
    def start_columns(self) -> tuple[str, ...]:
        """Columns that may start it."""
        return columns_of_start(self.from_)

    @property
    def end_columns(self) -> tuple[str, ...]:
        """Columns that end it; none if the file gives the duration."""
        return () if self.to is None else self.to.columns

    @property
    def stopped_by(self) -> Pauses | None:
        """The pauses of its cases."""
        return self.pauses


class Duration(WrittenDuration):
    """How long the cases took, from column to column.

    Attributes:
        from_: column that starts the clock, or several of which one does.
        to: columns that stop it.
        elapsed: never here.
        done: never here.
    """

    from_: Annotated[StartField, Field(alias="from")]
    to: EndsField
    elapsed: None = None
    done: None = None

    @property
    def start(self) -> str:
        """Name of its start among the cells of a case."""
        return start_name(self.from_)


class ElapsedDuration(WrittenDuration):
    """How long the cases took, by a column that holds it.

    Attributes:
        from_: never here.
        to: never here.
        elapsed: column that holds the length of time.
        done: when a case counts; None: when the column is filled.
        pauses: never here.
    """

    from_: Annotated[None, Field(alias="from")] = None
    to: None = None
    elapsed: Text
    pauses: None = None


def tell_durations_apart(written: WrittenDuration) -> Duration | ElapsedDuration:
    """Make a `Duration` or an `ElapsedDuration` of one that is sound.

    Raises:
        pydantic.ValidationError: it is neither; a check that should have refused it is missing.
    """
    form = Duration if written.elapsed is None else ElapsedDuration
    return form.model_validate({name: getattr(written, name) for name in written.model_fields_set}, by_name=True)
