"""The rule file as frozen models.

Law: a model holds what one part of the file says, and nothing else. What one part demands of another
(a column that exists, a target that fits its measure) is checked by `checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.periods import Period, parse_period
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.calendars.time_zones.named import edition, zone_names
from gpj_kpi.errors import UsageError
from gpj_kpi.rules.models.calendar import CalendarRules
from gpj_kpi.rules.models.conditions import Condition, columns_in_hours
from gpj_kpi.rules.models.excused import Excused
from gpj_kpi.rules.models.indicators import Indicator
from gpj_kpi.rules.models.measures.limits import due_columns_of, event_columns_of
from gpj_kpi.rules.models.sources import Sources
from gpj_kpi.rules.text.faults import RulePath, nearest, refused, shown
from gpj_kpi.rules.text.values import TEXT_SCHEMA, Id, ReadBy, RuleModel, Text, read_filled, read_text
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.sentence import say

_OTHER_ON_EACH_MACHINE = ("localtime", "posixrules", "Factory")
"""Names under which `zoneinfo` finds what each machine was set to, or nothing."""


def _read_version(value: object) -> object:
    # Literal[1] alone would take true for 1.
    if isinstance(value, bool) or value != 1:
        raise refused("bad_version", f"{shown(value)} is not allowed. Expected 1, the version of this grammar.")
    return value


def _read_time_zone(value: object) -> str:
    name, known = read_text(value), zone_names()
    if name in known:
        return name
    if name in _OTHER_ON_EACH_MACHINE:
        raise refused("bad_time_zone", say(sentences.ZONE_OF_NO_PLACE, zone=shown(name)))
    place = name.split("/")[-1].casefold().replace(" ", "_")
    of_the_place = [zone for zone in known if zone.split("/")[-1].casefold() == place]
    advice = nearest(name, of_the_place or known)
    raise refused("bad_time_zone", say(sentences.UNKNOWN_ZONE, zone=shown(name), edition=edition(), advice=advice))


class Commitment(RuleModel):
    """A published sentence, with the indicators that say whether it was kept.

    Attributes:
        id: unique over the file.
        title: name for people.
        promise: the commitment in one plain sentence.
        ref: where it is published.
        indicators: at least one.
    """

    id: Id
    title: Text
    promise: Text
    ref: Text | None = None
    indicators: Annotated[tuple[Indicator, ...], BeforeValidator(read_filled), Field(json_schema_extra={"minItems": 1})]


@dataclass(frozen=True)
class SourceDates:
    """The date columns of a source that the indicators use.

    Attributes:
        events: reference dates, starts, ends and abandonments of any indicator of the file, and the `from` and `to` of
            pauses, in the order of the columns. Plans and personal columns are never among them; a due date is, where
            it is a reference date or a start too.
        references: columns whose date puts a case in a period, in the order of their first use, planned ones too. For
            a source that only holds pauses: its `from`.
        due: columns that limits name as due dates, each with the first day on which one does so; None means always.
        in_hours: columns of which conditions ask for the opening hours.
    """

    events: tuple[str, ...]
    references: tuple[str, ...]
    due: Mapping[str, date | None]
    in_hours: tuple[str, ...] = ()


class RuleDocument(RuleModel):
    """Everything a rule file says.

    The JSON schema of this model is that of the file.

    Attributes:
        version: version of the grammar, 1.
        organisation: the house, whose commitments these are.
        language: language of the labels.
        time_zone: IANA name; local times of the exports are read in it.
        calendar: open days and hours.
        excused: times in which commitments could not be kept.
        sources: exports by id.
        commitments: in the order of the file.
    """

    version: Annotated[Literal[1], BeforeValidator(_read_version)]
    organisation: Text
    language: Literal["fr", "en"] = "fr"
    time_zone: Annotated[str, ReadBy(_read_time_zone, TEXT_SCHEMA)]
    calendar: CalendarRules = Field(default_factory=CalendarRules)
    excused: Annotated[tuple[Excused, ...], BeforeValidator(read_filled)] = ()
    sources: Sources
    commitments: Annotated[
        tuple[Commitment, ...], BeforeValidator(read_filled), Field(json_schema_extra={"minItems": 1})
    ]

    @property
    def units(self) -> dict[RulePath, Unit]:
        """The units in which something is counted, by place in the file."""
        counted: dict[RulePath, Unit] = {
            ("commitments", position, "indicators", place, *below): unit
            for position, commitment in enumerate(self.commitments)
            for place, indicator in enumerate(commitment.indicators)
            for below, unit in indicator.units.items()
        }
        ages: dict[RulePath, Unit] = {
            ("sources", name, "fresh"): source.fresh.unit for name, source in self.sources.items() if source.fresh
        }
        return counted | ages

    @property
    def conditions(self) -> list[tuple[RulePath, str, Condition]]:
        """Every condition, with its place in the file and the source whose columns it names."""
        found: list[tuple[RulePath, str, object]] = [
            (("excused", place, "where"), str(each.source), each.where) for place, each in enumerate(self.excused)
        ]
        for name, source in self.sources.items():
            for id_, made in source.made_columns.items():
                of_column = ("sources", name, "columns", id_)
                found.append(((*of_column, "where"), made.source, made.where))
                found.append(((*of_column, made.kind), made.source, made.condition))
        for position, commitment in enumerate(self.commitments):
            for place, indicator in enumerate(commitment.indicators):
                path = ("commitments", position, "indicators", place)
                found.append(((*path, "where"), indicator.source, indicator.where))
                found += [
                    ((*path, "measure", *below), source or indicator.source, condition)
                    for below, source, condition in indicator.measure.conditions
                ]
        return [(path, name, each) for path, name, each in found if isinstance(each, Condition)]

    def _in_hours(self, source: str) -> tuple[str, ...]:
        """List the columns of a source of which conditions ask for the opening hours."""
        asked = {id_ for _, name, each in self.conditions if name == source for id_ in columns_in_hours(each)}
        return tuple(sorted(asked))

    @property
    def indicators(self) -> list[tuple[Commitment, Indicator]]:
        """Every indicator with its commitment, in the order of the file."""
        return [(commitment, indicator) for commitment in self.commitments for indicator in commitment.indicators]

    @property
    def pausing(self) -> dict[str, Indicator]:
        """Each source of pauses, with one indicator whose cases they pause.

        All indicators that use a source of pauses read it alike, so that any of them will do. `pauses_in` says which of
        its rows they take for pauses.
        """
        return {indicator.pauses.source: indicator for _, indicator in self.indicators if indicator.pauses}

    def excused_of(self, source: str) -> tuple[Excused, ...] | None:
        """List the excused times that may concern cases of a source.

        None where the file names none for any source.
        """
        return tuple(each for each in self.excused if each.source in {None, source}) if self.excused else None

    def pauses_in(self, source: str) -> list[Condition | None]:
        """List which rows of a source are pauses, once each; None: all.

        There is one entry for each way in which indicators choose them.
        """
        found = [indicator.pauses for _, indicator in self.indicators if indicator.pauses]
        return list(dict.fromkeys(each.where for each in found if each.source == source))

    def behind(self, indicator: Indicator) -> list[tuple[Commitment, Indicator]]:
        """List the indicators that one is made of, each with its commitment."""
        return [pair for id_ in indicator.measure.rests_on for pair in self.indicators if pair[1].id == id_]

    def due_columns(self, source: str) -> dict[str, date | None]:
        """Find the columns of a source that limits name as due dates.

        Each stands with the first day on which a limit does so; None means always.
        """
        found: dict[str, date | None] = {}
        for _, indicator in self.indicators:
            for version in indicator.in_force if indicator.source == source else ():
                limits = version.indicator.measure.limits
                for column in (column for limit in limits for column in due_columns_of(limit)):
                    since, known = version.first_day, found.get(column, version.first_day)
                    found[column] = None if since is None or known is None else min(since, known)
        return found

    def export_of(self, source: str) -> str:
        """Name the export in whose files the rows of a source stand."""
        of = self.sources[source].made_of
        return source if of is None else self.export_of(of)

    def needs_of(self, source: str) -> tuple[str, ...]:
        """List the sources whose rows a source needs.

        The source itself is not among them.
        """
        each = self.sources[source]
        named = ([each.made_of] if each.made_of else []) + [made.source for made in each.made_columns.values()]
        return tuple(name for name in dict.fromkeys(named) if name != source)

    def with_needs(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Add the sources that some need, each before these."""
        found: dict[str, None] = {}

        def add(source: str) -> None:
            for name in self.needs_of(source) if source not in found else ():
                add(name)
            found[source] = None

        for source in sources:
            add(source)
        return tuple(found)

    def _dates_looked_at(self, source: str) -> tuple[str, ...]:
        """List the dates of a source of which columns elsewhere are made."""
        made = [each for other in self.sources.values() for each in other.made_columns.values()]
        named = [column for each in made if each.source == source for column in (each.at, each.column) if column]
        events = self.sources[source].event_columns()
        return tuple(column for column in dict.fromkeys(named) if column in events)

    def dates_of(self, source: str) -> SourceDates:
        """Find the date columns of a source that indicators use.

        It does not matter which indicators are asked for.

        Args:
            source: id of a source of this file.
        """
        measured = [indicator for _, indicator in self.indicators if indicator.source == source]
        references = tuple(dict.fromkeys(indicator.reference_column for indicator in measured))
        used, looked_at = {*references}, self._dates_looked_at(source)
        for indicator in measured:
            used |= {*(indicator.measure.start_columns or [indicator.reference_column]), *indicator.measure.end_columns}
            used |= {column for limit in indicator.limits for column in event_columns_of(limit)}
            used |= {indicator.version_by} if indicator.version_by else set()
        if source in self.pausing and (pauses := self.pausing[source].pauses):
            used |= {pauses.from_, pauses.to}
            references = references or (pauses.from_,)
        used |= {*looked_at}
        references = references or looked_at
        events = tuple(id_ for id_ in self.sources[source].event_columns() if id_ in used)
        return SourceDates(events, references, self.due_columns(source), self._in_hours(source))


class RuleFile(RuleDocument):
    """A rule file that was read and found sound.

    Attributes:
        path: the file that was read.
        sha256: hexadecimal digest of its bytes.
    """

    path: Path
    sha256: str

    @property
    def schedule(self) -> Schedule:
        """What the file says of days and hours, as calendars take it."""
        return Schedule(
            time_zone=self.time_zone,
            country=self.calendar.country,
            subdivision=self.calendar.subdivision,
            week=self.calendar.first_week,
            turn=self.calendar.turn,
            closed=self.calendar.closed_days,
            worked=self.calendar.worked_days,
            opening_hours=self.calendar.opening_hours,
            file=self.path.name,
        )

    @property
    def exported(self) -> RuleFile:
        """The rule file with what its exports hold alone."""
        sources = {name: each.exported for name, each in self.sources.items() if each.made_of is None}
        return self.model_copy(update={"sources": sources})

    def period(self, text: str) -> Period:
        """Read a period by the years of the house.

        Raises:
            UsageError: the text names no period.
        """
        return parse_period(text, self.calendar.year_begins)

    def indicator(self, indicator_id: str) -> Indicator:
        """Return the indicator of this id.

        Raises:
            UsageError: there is none; the message names the nearest id.
        """
        known = {indicator.id: indicator for _, indicator in self.indicators}
        if indicator_id not in known:
            message = f"{shown(indicator_id)} is not an indicator of {self.path.name}. {nearest(indicator_id, known)}"
            raise UsageError(message)
        return known[indicator_id]
