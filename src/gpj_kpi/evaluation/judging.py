"""What is handed from step to step of a run, and what judging needs of it.

Law: each value is frozen: a step gives it, and no later step changes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.open_time import OpenTime
from gpj_kpi.cases.coverage import Coverage
from gpj_kpi.cases.make import Cases
from gpj_kpi.engines.interface import Engine, Frame
from gpj_kpi.errors import Issue
from gpj_kpi.evaluation.request import Request
from gpj_kpi.results.conservation import Conservation
from gpj_kpi.results.result import Result
from gpj_kpi.results.stock import moment_of
from gpj_kpi.results.tally import tally
from gpj_kpi.rules import Combined, Commitment, Indicator, RuleFile
from gpj_kpi.verdicts.combined import combine, count_keys
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.frame import Verdicts
from gpj_kpi.verdicts.judge import judge_together
from gpj_kpi.verdicts.outcomes import CODES


@dataclass(frozen=True, kw_only=True)
class ReadCases:
    """The cases of all sources, with what is needed to judge them.

    Attributes:
        cases: by source, in the order of the request.
        as_of: to when each of these is known.
        coverage: by source and the date that puts its cases in periods, on which days it has cases.
        calendar: covers every day of the cases and of their limits.
        open_time: the opening hours on the calendar; None where the rule file has none.
        engine: where the cases lie.
        group_names: the names of groups that were not read in NFC, by those in NFC.
    """

    cases: Mapping[str, Cases]
    as_of: Mapping[str, AsOf]
    coverage: Mapping[tuple[str, str], Coverage]
    calendar: Calendar
    open_time: OpenTime | None
    engine: Engine
    group_names: Mapping[str, str]


@dataclass(frozen=True)
class Counted:
    """The verdicts, counted.

    Attributes:
        in_scope: number of cases that each indicator looks at, by id.
        tallies: its verdicts by day and group (see `tally`), by id.
    """

    in_scope: Mapping[str, int]
    tallies: Mapping[str, pd.DataFrame]


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What is said of each indicator.

    Attributes:
        results: per indicator, period and group.
        conservation: where its cases in scope went.
        issues: faults of rejected rows and notices, of the sources, then of the indicators.
        verdicts: what shows its single cases, by id.
    """

    results: tuple[Result, ...]
    conservation: tuple[Conservation, ...]
    issues: tuple[Issue, ...]
    verdicts: Mapping[str, Verdicts]


def make_contexts(request: Request, read: ReadCases) -> dict[str, Context]:
    """Give each indicator, by id, what judging needs beside its cases."""
    sources = request.rules.sources
    return {
        indicator.id: Context(
            source=sources[indicator.source],
            calendar=read.calendar,
            as_of=_known_to(indicator, request.rules, read.as_of),
            engine=read.engine,
            events=read.cases[indicator.source].known.events,
            open_time=read.open_time,
            pauses=read.cases[indicator.pauses.source].frame if indicator.pauses else None,
            pause_source=sources[indicator.pauses.source] if indicator.pauses else None,
            as_read=read.cases[indicator.source].as_read,
            excused=request.rules.excused_of(indicator.source),
            moment=moment_of(request.period, read.coverage[indicator.source, indicator.reference_column]),
        )
        for indicator in request.indicators
    }


def _known_to(indicator: Indicator, rules: RuleFile, as_of: Mapping[str, AsOf]) -> AsOf:
    """Give the instant to which the ends of an indicator are known.

    An end that is made of the rows of another source is known as far as that source is: where it is empty, nobody knows
    what came after.
    """
    own = as_of[indicator.source]
    if own.cuts_off or own.instant is None:
        return own
    known = [as_of[name] for name in _list_sources(indicator.source, indicator.measure.end_columns, rules)]
    earlier = [each for each in known if each.instant is not None and not each.is_given]
    return replace(own, instant=min([own.instant, *(each.instant for each in earlier if each.instant is not None)]))


def _list_sources(source: str, columns: Sequence[str], rules: RuleFile) -> set[str]:
    """List the other sources of whose rows columns are made, in any number of steps."""
    found: set[str] = set()
    for column in columns:
        made = rules.sources[source].made_columns.get(column)
        if made is not None:
            taken = [] if made.column is None else [made.column]
            found |= {made.source, *_list_sources(made.source, taken, rules)}
    return found - {source}


def count_combined(request: Request, read: ReadCases, contexts: Mapping[str, Context]) -> Counted:
    """Judge the keys of combined verdicts, and count their verdicts."""
    in_scope: dict[str, int] = {}
    tallies: dict[str, pd.DataFrame] = {}
    for indicator in request.indicators:
        if isinstance(indicator.measure, Combined):
            of = request.rules.indicator(indicator.measure.of)
            n = count_keys(read.cases[of.source].frame, indicator.measure, of, contexts[of.id])
            judged = _judge_keys(indicator.measure, contexts, request, read, is_detailed=False)
            in_scope[indicator.id] = n
            tallies |= tally(
                judged,
                [indicator],
                read.engine,
                n_cases=n,
                is_grouped=request.group_by is not None,
                is_excused=bool(contexts[of.id].excused),
            )
    return Counted(in_scope, tallies)


def _judge_keys(
    measure: Combined, contexts: Mapping[str, Context], request: Request, read: ReadCases, *, is_detailed: bool
) -> Frame:
    """Judge the keys of combined verdicts."""
    of = request.rules.indicator(measure.of)
    cases, context = read.cases[of.source].frame, contexts[of.id]
    return combine(cases, measure, of, context, group_by=request.group_by, is_detailed=is_detailed)


def bind_verdicts(
    commitment: Commitment,
    indicator: Indicator,
    contexts: Mapping[str, Context],
    request: Request,
    read: ReadCases,
    in_scope: int,
) -> Verdicts:
    """Bind what shows single cases: they are judged again when asked for.

    Of a stock, these are the cases that are open at the end of the whole period; of combined verdicts, the keys.
    """
    cases, context = read.cases[indicator.source].frame, contexts[indicator.id]
    measure = indicator.measure

    def judge_at(moment: AsOf | None, *, is_detailed: bool = False) -> Frame:
        at = replace(context, moment=moment)
        return judge_together(cases, [indicator], at, group_by=request.group_by, is_detailed=is_detailed)

    def judge() -> Frame:
        if isinstance(measure, Combined):
            return _judge_keys(measure, contexts, request, read, is_detailed=True)
        judged = judge_at(context.moment, is_detailed=True)
        return judged.filter(nw.col("_outcome_0") != CODES["absent"]) if measure.is_stock else judged

    return Verdicts(
        commitment=commitment,
        indicator=indicator,
        source=context.source,
        judge=judge,
        judge_at=judge_at if measure.is_stock else None,
        engine=read.engine,
        in_scope=in_scope,
        as_of=context.as_of,
        excused=context.excused,
        group_names=read.group_names,
    )
