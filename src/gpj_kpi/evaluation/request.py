"""What is asked of an evaluation, checked against the rule file before anything is read.

Law: a question that the rule file cannot answer is refused here, with a message, and nowhere later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.periods import Grain, Period
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.cases.known import Known
from gpj_kpi.errors import UsageError
from gpj_kpi.evaluation.asked import AskedPeriods, choose_periods
from gpj_kpi.rules import Commitment, Indicator, RuleFile


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked of an evaluation, made by `ask`.

    Attributes:
        rules: the rule file.
        zone: its time zone.
        asked: the whole period, what stands beside it, and what each is compared with.
        chosen: the indicators to report, each with its commitment, in the order of the rule file.
        evaluated: these, and the indicators that they are made of, in the same order.
        sources: ids of the sources to make cases of, each behind those that it needs.
        pausing: those of them that hold pauses, each with an indicator whose cases they pause.
        group_by: column that splits the results; None where nothing does.
        as_of: the as-of that was given; None takes the latest event of each source.
        today: the local day of now, to which data may be expected; None where that was not said.
    """

    rules: RuleFile
    zone: ZoneInfo
    asked: AskedPeriods
    chosen: tuple[tuple[Commitment, Indicator], ...]
    evaluated: tuple[tuple[Commitment, Indicator], ...]
    sources: tuple[str, ...]
    pausing: Mapping[str, Indicator]
    group_by: str | None
    as_of: AsOf | None
    today: dt.date | None

    @property
    def period(self) -> Period:
        """The whole period."""
        return self.asked.whole

    @property
    def parts(self) -> tuple[Period, ...]:
        """Its parts or windows, in order; none where it is a part itself."""
        return self.asked.rows

    @property
    def indicators(self) -> list[Indicator]:
        """The indicators to evaluate, in the order of the rule file."""
        return [indicator for _, indicator in self.evaluated]

    @property
    def measured(self) -> frozenset[str]:
        """Ids of the sources whose cases are judged."""
        return frozenset(indicator.source for indicator in self.indicators)

    @property
    def exported(self) -> tuple[str, ...]:
        """Ids of the sources that are read."""
        return tuple(name for name in self.sources if self.rules.sources[name].made_of is None)

    @property
    def first_indicator(self) -> int:
        """The place of the first indicator among the steps."""
        return len(self.exported) + len(self.sources)

    @property
    def steps(self) -> list[str]:
        """Names of all steps: sources read, sources made, indicators."""
        labels = {name: self.rules.sources[name].label for name in self.sources}
        return [
            *(labels[name] for name in self.exported),
            *labels.values(),
            *(indicator.label for _, indicator in self.chosen),
        ]

    def known_to(self, known: Known) -> AsOf:
        """Say to when a source is known, by its latest event."""
        return self.as_of or AsOf.latest(known.latest_event, self.zone, lone_after=bool(known.lone))


def ask(  # noqa: PLR0913 - what may be asked of a run, each by its name
    rules: RuleFile,
    period: str | int | Period,
    *,
    by: Grain | None = None,
    as_of: dt.datetime | dt.date | None = None,
    now: dt.datetime | dt.date | None = None,
    indicators: Sequence[str] = (),
    group_by: str | None = None,
    window: str | None = None,
    compare: str | int | None = None,
    until_business_day: int | None = None,
) -> Request:
    """Check what is asked, and say which sources and indicators it takes.

    Args:
        rules: made by `load_rules`.
        period: the whole period, or its label.
        by: kind of its parts; None: quarters.
        as_of: to when the data is known; None takes the latest event.
        now: up to when data may be expected; None takes the end of the period.
        indicators: ids; all when empty.
        group_by: column that splits the results.
        window: see `choose_periods`, also for the next two.
        compare: what each figure is compared with.
        until_business_day: the number of the last day of the period.

    Raises:
        UsageError: the rule file cannot answer it.
    """
    asked = choose_periods(rules, period, by=by, window=window, compare=compare, until_business_day=until_business_day)
    chosen = _choose(rules, indicators)
    behind = {indicator.id for _, each in chosen for _, indicator in (*rules.behind(each), (None, each))}
    evaluated = tuple(pair for pair in rules.indicators if pair[1].id in behind)
    measured = {indicator.source for _, indicator in evaluated}
    read = measured | {indicator.pauses.source for _, indicator in evaluated if indicator.pauses}
    # Pauses that are measured themselves are held against the cases they pause, so these are read too.
    pausing = {name: indicator for name, indicator in rules.pausing.items() if name in read}
    read |= {indicator.source for indicator in pausing.values()}
    if group_by is not None:
        _require_group(rules, [name for name in rules.sources if name in measured], group_by)
    zone = zone_named(rules.time_zone)
    return Request(
        rules=rules,
        zone=zone,
        asked=asked,
        chosen=chosen,
        evaluated=evaluated,
        sources=rules.with_needs(name for name in rules.sources if name in read),
        pausing=pausing,
        group_by=group_by,
        as_of=None if as_of is None else AsOf.given(as_of, zone),
        today=None if now is None else AsOf.given(now, zone, "now").last_day,
    )


def _choose(rules: RuleFile, indicators: Sequence[str]) -> tuple[tuple[Commitment, Indicator], ...]:
    """Choose indicators by id, all without one; refuse an unknown id."""
    wanted = {rules.indicator(id_).id for id_ in indicators}
    return tuple(pair for pair in rules.indicators if not wanted or pair[1].id in wanted)


def _require_group(rules: RuleFile, sources: Sequence[str], group_by: str) -> None:
    """Refuse a grouping column that a source lacks or must not show."""
    lacking = [name for name in sources if group_by not in rules.sources[name].columns]
    if lacking:
        having = [name for name, source in rules.sources.items() if group_by in source.columns]
        hint = f"It is a column of: {', '.join(having)}." if having else "No source has it."
        message = f'no column "{group_by}" in: {", ".join(lacking)}. {hint} Choose indicators with --indicator.'
        raise UsageError(message)
    for name in sources:
        column = rules.sources[name].columns[group_by]
        if column.personal or not column.traits.makes_groups:
            reason = "is personal" if column.personal else f"holds a {column.type}"
            message = f'column "{group_by}" of {name} {reason}: results can be grouped by text, boolean or integer.'
            raise UsageError(message)
