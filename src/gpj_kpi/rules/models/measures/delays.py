"""Delays, in their two forms.

Law: a delay is read as a `WrittenDelay`. The checks refuse keys that do not go together, and `tell_apart` then makes it
a `Delay` or an `ElapsedDelay`: only these two leave the rules.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, InstanceOf

from gpj_kpi.calendars.limits import Limit, Rollover, Unit
from gpj_kpi.rules.models.clock import Abandoned, ColumnLimit, EndsField, LimitField, Pauses
from gpj_kpi.rules.models.conditions import ConditionField
from gpj_kpi.rules.models.measures.kind import MeasureKind, RateOf
from gpj_kpi.rules.text.faults import RulePath
from gpj_kpi.rules.text.values import Text, Written


class WrittenDelay(MeasureKind):
    """A delay as it is written, with the keys of both forms.

    Attributes:
        kind: `delay`.
        from_: column that starts the clock (`from` in the file).
        to: columns that stop it.
        limit: longest delay allowed, or the column that holds the due instant.
        elapsed: column that holds the duration in seconds, in the place of `from` and `to`.
        done: with `elapsed`: when a case has ended.
        rollover: whether a last day that is closed moves to the next open one.
        pauses: what stops the clock in between; not with `elapsed`, nor with a due instant that comes with the case.
        abandoned: which cases were given up before they could end, and how they count; None: there are none such.
        rate: `missed` for the share of the missed among all cases in scope; None: of the met among those judged.
    """

    kind: Literal["delay"]
    from_: Annotated[Text | None, Field(alias="from")] = None
    to: EndsField | None = None
    limit: LimitField
    elapsed: Text | None = None
    done: ConditionField | None = None
    rollover: Rollover = "none"
    pauses: Annotated[Pauses | None, Written] = None
    abandoned: Annotated[Abandoned | None, Written] = None
    rate: Annotated[RateOf | None, Written] = None

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "share" if self.rate is None else "missed_share"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "ratio"

    @property
    def limits(self) -> tuple[Limit | ColumnLimit, ...]:
        """The limit, then that of a short abandonment if there is one."""
        within = None if self.abandoned is None else self.abandoned.within
        return (self.limit,) if within is None else (self.limit, within)

    @property
    def units(self) -> dict[RulePath, Unit]:
        """The units of its limits; a due date has none."""
        places: tuple[RulePath, ...] = (("limit",), ("abandoned", "within"))
        limits = zip(places, self.limits, strict=False)
        return {place: limit.unit for place, limit in limits if isinstance(limit, Limit)}

    @property
    def start_column(self) -> str | None:
        """Column that starts the clock; None if the file gives the duration."""
        return self.from_

    @property
    def end_columns(self) -> tuple[str, ...]:
        """Columns that end it, then the one of its abandonment."""
        ends = () if self.to is None else self.to.columns
        return ends if self.abandoned is None or self.abandoned.at is None else (*ends, self.abandoned.at)

    @property
    def stopped_by(self) -> Pauses | None:
        """The pauses of its cases."""
        return self.pauses


class Delay(WrittenDelay):
    """Whether each case ended within a limit, from column to column.

    Attributes:
        from_: column that starts the clock.
        to: columns that stop it.
        elapsed: never here.
        done: never here.
    """

    from_: Annotated[Text, Field(alias="from")]
    to: EndsField
    elapsed: None = None
    done: None = None


class ElapsedDelay(WrittenDelay):
    """Whether each case ended within a limit, by its elapsed column.

    Attributes:
        from_: never here.
        to: never here.
        limit: longest delay allowed, in elapsed time.
        elapsed: column that holds the duration, in its unit.
        done: when a case has ended.
        rollover: `none`: elapsed time has no last day.
        pauses: never here.
    """

    from_: Annotated[None, Field(alias="from")] = None
    to: None = None
    limit: InstanceOf[Limit]
    elapsed: Text
    done: ConditionField
    rollover: Literal["none"] = "none"
    pauses: None = None


def tell_apart(written: WrittenDelay) -> Delay | ElapsedDelay:
    """Make a `Delay` or an `ElapsedDelay` of one that is sound.

    Raises:
        pydantic.ValidationError: it is neither; a check that should have refused it is missing.
    """
    form = Delay if written.elapsed is None else ElapsedDelay
    return form.model_validate({name: getattr(written, name) for name in written.model_fields_set}, by_name=True)
