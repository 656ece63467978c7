"""Delays, in their two forms.

Law: a delay is read as a `WrittenDelay`. The checks refuse keys that do not go together, and `tell_apart` then makes it
a `Delay` or an `ElapsedDelay`: only these two leave the rules.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from gpj_kpi.calendars.counting.start import AT_EVENT, DayEnd, Start
from gpj_kpi.calendars.limits import Limit, Rollover, Unit
from gpj_kpi.rules.models.clock import (
    Abandoned,
    EndsField,
    Pauses,
    StartField,
    StartRules,
    columns_of_start,
    start_name,
)
from gpj_kpi.rules.models.conditions import ConditionField
from gpj_kpi.rules.models.measures.kind import MeasureKind, RateOf
from gpj_kpi.rules.models.measures.limits import (
    CaseLimit,
    ClassLimit,
    LimitField,
    SeveralLimits,
    parts_of,
    text_of,
    units_of_limit,
)
from gpj_kpi.rules.text.faults import RulePath
from gpj_kpi.rules.text.values import Text, Written


class WrittenDelay(MeasureKind):
    """A delay as it is written, with the keys of both forms.

    Attributes:
        kind: `delay`.
        from_: column that starts the clock, or several of which one does (`from` in the file).
        to: columns that stop it.
        limit: until when a case must have ended.
        elapsed: column that holds the duration in seconds, in the place of `from` and `to`.
        done: with `elapsed`: when a case has ended.
        start: what becomes of an event before a limit in days or months counts; None: it counts from the event.
        ends: when the last day of a limit in days or months ends.
        rollover: where a last day that is closed moves.
        pauses: what stops the clock in between; not with `elapsed`, nor with a due instant that comes with the case.
        abandoned: which cases were given up before they could end, and how they count; None: there are none such.
        rate: `missed` for the share of the missed among all cases in scope; None: of the met among those judged.
    """

    kind: Literal["delay"]
    from_: Annotated[StartField | None, Field(alias="from")] = None
    to: EndsField | None = None
    limit: LimitField
    elapsed: Text | None = None
    done: ConditionField | None = None
    start: Annotated[StartRules | None, Written] = None
    ends: DayEnd = "end_of_day"
    rollover: Rollover = "none"
    pauses: Annotated[Pauses | None, Written] = None
    abandoned: Annotated[Abandoned | None, Written] = None
    rate: Annotated[RateOf | None, Written] = None

    @property
    def begins(self) -> Start:
        """What becomes of an event, as calendars take it."""
        return AT_EVENT if self.start is None else self.start.rule

    @property
    def looks_at_hours(self) -> bool:
        """Whether a limit in days begins or ends otherwise than at midnight."""
        return self.start is not None or self.ends != "end_of_day"

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "share" if self.rate is None else "missed_share"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "ratio"

    @property
    def limits(self) -> tuple[CaseLimit, ...]:
        """The limit, then that of a short abandonment if there is one."""
        within = None if self.abandoned is None else self.abandoned.within
        return (self.limit,) if within is None else (self.limit, within)

    @property
    def units(self) -> dict[RulePath, Unit]:
        """The units of its limits; a due date has none."""
        places: tuple[RulePath, ...] = (("limit",), ("abandoned", "within"))
        found: dict[RulePath, Unit] = {}
        for place, limit in zip(places, self.limits, strict=False):
            found |= units_of_limit(limit, *place)
        return found

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
    def clock_start(self) -> str:
        """Name of its start among the cells of a case."""
        return start_name(self.from_)


def _require_lengths(limit: CaseLimit) -> CaseLimit:
    """Refuse what is not made of lengths of time alone."""
    leaves = [part for _, part in parts_of(limit) if not isinstance(part, ClassLimit | SeveralLimits)]
    if not all(isinstance(leaf, Limit) and leaf.unit.is_elapsed for leaf in leaves):
        message = f"{text_of(limit)} is not a time that passes by day and night."
        raise ValueError(message)
    return limit


class ElapsedDelay(WrittenDelay):
    """Whether each case ended within a limit, by its elapsed column.

    Attributes:
        from_: never here.
        to: never here.
        limit: longest delay allowed, in elapsed time.
        elapsed: column that holds the duration, in its unit.
        done: when a case has ended.
        start: never here.
        ends: `end_of_day`: elapsed time has no last day.
        rollover: `none`, likewise.
        pauses: never here.
    """

    from_: Annotated[None, Field(alias="from")] = None
    to: None = None
    limit: Annotated[LimitField, AfterValidator(_require_lengths)]
    elapsed: Text
    done: ConditionField
    start: None = None
    ends: Literal["end_of_day"] = "end_of_day"
    rollover: Literal["none"] = "none"
    pauses: None = None


def tell_apart(written: WrittenDelay) -> Delay | ElapsedDelay:
    """Make a `Delay` or an `ElapsedDelay` of one that is sound.

    Raises:
        pydantic.ValidationError: it is neither; a check that should have refused it is missing.
    """
    form = Delay if written.elapsed is None else ElapsedDelay
    return form.model_validate({name: getattr(written, name) for name in written.model_fields_set}, by_name=True)
