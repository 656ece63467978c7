"""An indicator of the rule file, and the versions that change it.

Law: an indicator holds what its part of the file says, and nothing else. On each day one version of it is in force.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, StrictInt

from gpj_kpi.calendars.days import DAY, FIRST_YEAR, LAST_YEAR
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.periods import Grain, Period, free_range
from gpj_kpi.rules.models.clock import Pauses
from gpj_kpi.rules.models.conditions import ConditionField
from gpj_kpi.rules.models.measures.limits import CaseLimit, LimitField, units_of_limit
from gpj_kpi.rules.models.measures.measure import Measure
from gpj_kpi.rules.models.targets import Published, Target, parse_published, parse_target
from gpj_kpi.rules.text.faults import RulePath, at_key, read_each, refused, shown
from gpj_kpi.rules.text.values import (
    Id,
    ReadBy,
    RuleModel,
    Text,
    Written,
    read_day,
    read_entries,
    read_filled,
)

_PERIOD_FORMS = 'Expected a year, quarter, month or ISO week: "2008", "2008-Q1", "2008-03" or "2008-W05".'


def period_label(text: str) -> str:
    """Return the label of a period as the results write it.

    It is `2008`, `2008-Q1`, `2008-03` or `2008-W05`.

    Raises:
        RefusedError: the text names no such period.
    """
    match = re.fullmatch(r"([0-9]{4})(?:[- ]?[QT]([1-4])|-(0[1-9]|1[0-2])|-W([0-9]{2}))?", text.strip().upper())
    if not match:
        raise refused("bad_period", f"{shown(text)} is not a period. {_PERIOD_FORMS}")
    year, quarter, month, week = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise refused("bad_period", f"{shown(text)} lies outside the years {FIRST_YEAR} to {LAST_YEAR}.")
    if week:
        try:
            date.fromisocalendar(int(year), int(week), 1)
        except ValueError as error:
            message = f"{shown(text)}: {year} has no such ISO week. {_PERIOD_FORMS}"
            raise refused("bad_period", message) from error
    return year + (f"-Q{quarter}" if quarter else f"-{month}" if month else f"-W{week}" if week else "")


def _read_published(value: object) -> dict[str, Published]:
    figures: dict[str, Published] = {}

    def read(key: str, figure: object) -> None:
        label = at_key(period_label, key)
        if label in figures:
            raise refused("duplicate", f"the figure of {label} is given twice. Keep one.", at_key=True)
        figures[label] = parse_published(figure)

    read_each(read_entries(value, "periods with their printed figure, e.g. {2008: 97%}").items(), read)
    return figures


_FIGURE_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "number"}]}
TargetField = Annotated[Target, ReadBy(parse_target, _FIGURE_SCHEMA)]
PublishedField = Annotated[
    Mapping[str, Published],
    ReadBy(
        _read_published,
        {"type": "object", "additionalProperties": {"anyOf": [*_FIGURE_SCHEMA["anyOf"], {"type": "object"}]}},
    ),
]


class Version(RuleModel):
    """What an indicator says from a day on.

    Attributes:
        from_: first local day (`from` in the file); a case that begins on that day or later is judged by it.
        limit: in the place of the limit before; None keeps it.
        target: in the place of the target before; None keeps it.
        tolerance: in the place of the tolerance before; None keeps it.
        ref: where it was published.
    """

    from_: Annotated[date, Field(alias="from"), ReadBy(read_day, {"type": "string", "format": "date"})]
    limit: Annotated[LimitField | None, Written] = None
    target: Annotated[TargetField | None, Written] = None
    tolerance: Annotated[TargetField | None, Written] = None
    ref: Text


class Indicator(RuleModel):
    """One figure by which a commitment is followed.

    Attributes:
        id: unique over the file.
        label: name for people.
        source: id of the source whose cases are measured.
        period_by: column whose date puts a case in a period; None takes the start of the delay.
        version_by: column whose day says which version judges a case; None takes the start of the delay.
        where: which cases are in scope; None takes all.
        measure: what is looked at in one case.
        target: what a period is held to; None reports without judgement.
        tolerance: from here to the target the status is `near`; same unit and direction as the target.
        min_cases: below it the status is `too_few`.
        per: the only kind of period in which the target is judged; None judges it in every period.
        reading: why the published sentence was read this way.
        published: printed figures by period label, e.g. `2008`, `2008-Q1`.
        versions: later limits, targets and tolerances, in the order of their days.
    """

    id: Id
    label: Text
    source: Text
    period_by: Text | None = None
    version_by: Text | None = None
    where: ConditionField | None = None
    measure: Measure
    target: TargetField | None = None
    tolerance: TargetField | None = None
    min_cases: Annotated[StrictInt, Field(ge=1)] | None = None
    per: Grain | None = None
    reading: Text | None = None
    published: PublishedField = Field(default_factory=dict)
    versions: Annotated[tuple[Version, ...], BeforeValidator(read_filled)] = ()

    @cached_property
    def in_force(self) -> tuple[InForce, ...]:
        """The indicator as it reads from each version on.

        The first entry is what holds before them all.
        """
        found = [InForce(None, None, self.model_copy(update={"versions": ()}))]
        for version in self.versions:
            before = found[-1].indicator
            changes: dict[str, Any] = {
                key: getattr(version, key) for key in ("target", "tolerance") if getattr(version, key) is not None
            }
            if version.limit is not None:
                changes["measure"] = before.measure.model_copy(update={"limit": version.limit})
            found.append(InForce(version.from_, version.ref, before.model_copy(update=changes)))
        return tuple(found)

    def during(self, period: Period) -> tuple[tuple[Period, InForce], ...]:
        """Give each version in force during a period, with its part."""
        ends = [version.from_ - DAY for version in self.versions] + [period.last_day]
        found = []
        for version, end in zip(self.in_force, ends, strict=True):
            first_day, last_day = (
                max(period.first_day, version.first_day or period.first_day),
                min(end, period.last_day),
            )
            if first_day <= last_day:
                found.append((first_day, last_day, version))
        if len(found) == 1:
            return ((period, found[0][2]),)
        return tuple((free_range(first, last, period.year_begins), version) for first, last, version in found)

    def judging(self, period: Period) -> tuple[tuple[date | None, InForce], ...]:
        """Give each version by which cases of a period may be judged.

        Each stands with its first day in the period. Where another date than that of the period chooses the version,
        it may be any, and its first day is that from which it holds.
        """
        if self.version_column == self.reference_column:
            return tuple((part.first_day, version) for part, version in self.during(period))
        return tuple((version.first_day, version) for version in self.in_force)

    def held_to(self, period: Period) -> tuple[tuple[Period, InForce], ...]:
        """Give each version whose target holds for a period, with its part.

        A stock is held to the version in force at the end of the period.
        """
        found = self.during(period)
        return found if not self.measure.is_stock else ((period, found[-1][1]),)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the indicator; what is in force is found anew."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("in_force", None)
        return copied

    @property
    def limits(self) -> tuple[CaseLimit, ...]:
        """Every limit by which its cases are judged.

        First those of all versions, then that of a short abandonment.
        """
        measures = [version.indicator.measure for version in self.in_force]
        return (*(limit for measure in measures for limit in measure.limits[:1]), *measures[0].limits[1:])

    @property
    def pauses(self) -> Pauses | None:
        """What stops the clock of its cases."""
        return self.measure.stopped_by

    @property
    def reference_column(self) -> str:
        """Id of the column whose date puts a case in a period."""
        column = self.period_by if self.period_by is not None else self.measure.start_column
        if column is None:
            message = f"indicator {self.id} has no period_by: load_rules refuses such a file."
            raise ValueError(message)
        return column

    @property
    def version_column(self) -> str:
        """Name of the date that says which version judges a case.

        It is told among the cells of a case, where the start may be one of several columns.
        """
        return self.version_by or self.measure.clock_start or self.reference_column

    @property
    def units(self) -> dict[RulePath, Unit]:
        """Every unit of a limit or duration, by place below the indicator."""
        found: dict[RulePath, Unit] = {("measure", *place): unit for place, unit in self.measure.units.items()}
        for position, version in enumerate(self.versions):
            if self.measure.limits and version.limit is not None:
                found |= units_of_limit(version.limit, "versions", position, "limit")
        return found


@dataclass(frozen=True)
class InForce:
    """An indicator as it reads from a day on.

    Attributes:
        first_day: first local day; None: from the beginning.
        ref: where this version was published; None for what holds from the beginning.
        indicator: with the limit, target and tolerance of that time, and no versions.
    """

    first_day: date | None
    ref: str | None
    indicator: Indicator
