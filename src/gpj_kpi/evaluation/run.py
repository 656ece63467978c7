"""The whole path, in order: exports -> cases -> verdicts -> results.

Law: there is no rule, no arithmetic and no engine here: each step is one call to the module that owns it. A step gives
one frozen value, and no later step changes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.open_time import build_open_time
from gpj_kpi.calendars.periods import Grain, Period
from gpj_kpi.cases.made.events import make_of_cases
from gpj_kpi.cases.made.rows import Rows
from gpj_kpi.cases.make import Cases, Sifted, make_cases, sift
from gpj_kpi.cases.pauses import without_faulty
from gpj_kpi.engines import EngineName, engine_for
from gpj_kpi.engines.interface import Engine
from gpj_kpi.engines.memory import memory_named
from gpj_kpi.errors import Issue
from gpj_kpi.evaluation.calendar_span import calendar_of
from gpj_kpi.evaluation.completeness import cover, list_missing
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.evaluation.judging import (
    Counted,
    ReadCases,
    Scored,
    bind_verdicts,
    count_combined,
    make_contexts,
)
from gpj_kpi.evaluation.request import Request, ask
from gpj_kpi.results.conservation import conservation_of, undated_notice
from gpj_kpi.results.ratios import Side, conserve_both, score_ratio
from gpj_kpi.results.result import Result
from gpj_kpi.results.score import score
from gpj_kpi.results.tally import require_conserved, tally
from gpj_kpi.rules import IndicatorRatio, RuleFile
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.elapsed import unit_notices
from gpj_kpi.verdicts.judge import batches, judge_together, name_groups, require_few_groups
from gpj_kpi.verdicts.scopes import choose_same_rows, count_scopes

if TYPE_CHECKING:
    from gpj_kpi.engines.pandas.frames import AnyFrame

Progress = Callable[[str, int, int], None]
"""Called before each step with its name, its number from 1, and the number of steps."""
Reach = Callable[[int], None]
"""Called with the place of the step that begins, from 0. It reports that step, and first those left out before it."""


def evaluate(  # noqa: PLR0913 - what may be asked of a run, each by its name
    rules: RuleFile,
    data: Path | str | Mapping[str, AnyFrame],
    *,
    period: str | int | Period,
    by: Grain | None = None,
    as_of: dt.datetime | dt.date | None = None,
    now: dt.datetime | dt.date | None = None,
    indicators: Sequence[str] = (),
    group_by: str | None = None,
    engine: EngineName = "duckdb",
    spark_master: str | None = None,
    progress: Progress | None = None,
    memory: str | None = None,
    window: str | None = None,
    compare: str | int | None = None,
    until_business_day: int | None = None,
) -> Evaluation:
    """Judge the commitments of a rule file on exports.

    Args:
        rules: made by `load_rules`.
        data: folder of the exports, or a frame per source with its columns by heading or id (docs/python.md).
        period: whole period, e.g. "2008", "2008-Q1", "2008-03" or "2008-01-15/2008-02-10" (both days included).
        by: parts that are reported beside the whole; quarters where nothing is said.
        as_of: to when the data is known: a local time, or 24:00 of a date. By default the latest event of each source.
        now: up to when data may be expected: a local time or a date. By default the end of the period, or as-of.
        indicators: ids to evaluate; all when empty.
        group_by: column that splits the results; the sources of all chosen indicators must have it.
        engine: reads the files of a folder; "spark" is for exports too large for one machine (docs/scale.md).
        spark_master: where Spark runs, e.g. "spark://host:7077". By default in the active session, or on this machine.
        progress: called before each step.
        memory: what the data of a folder may take before it spills to temporary files, e.g. "2GB"; by default 600 MB.
            Python and the libraries take some 300 MB beside it, and more for tens of millions of rows.
        window: in the place of each part, a stretch of this length that ends with it, e.g. "12 months".
        compare: beside each figure, that of another period: "previous", "year-before", or a period.
        until_business_day: the period ends with its business day of this number, and so does one compared with.

    Raises:
        UsageError: an option has an impossible value.
        ExportError: the exports are refused.
    """
    request = ask(
        rules,
        period,
        by=by,
        as_of=as_of,
        now=now,
        indicators=indicators,
        group_by=group_by,
        window=window,
        compare=compare,
        until_business_day=until_business_day,
    )
    engine_ = engine_for(
        data, rules.exported, memory=memory_named(memory, "memory"), engine=engine, spark_master=spark_master
    )
    reach = _count_steps(progress, request.steps)
    read = read_cases(request, engine_, reach)
    contexts = make_contexts(request, read)
    scored = score_all(request, read, contexts, count_verdicts(request, read, contexts, reach), reach)
    missing = list_missing(request, read.cases, read.coverage, read.calendar, in_files=not isinstance(data, Mapping))
    return _conclude(request, read, scored, missing)


def read_cases(request: Request, engine: Engine, reach: Reach) -> ReadCases:
    """Read every source, and make its rows into cases.

    Raises:
        ExportError: the exports are refused.
        UsageError: there are too many groups.
    """
    sifted = _sift_all(request, engine, reach)
    engine.seal()
    calendar = calendar_of(
        request.rules, sifted, engine, as_of=request.as_of, last_days=[each.last_day for each in request.asked.every]
    )
    open_time = build_open_time(calendar)
    cases = _make_all(request, sifted, calendar, engine, reach)
    as_of = {name: request.known_to(each.known) for name, each in cases.items()}
    return ReadCases(
        cases=cases,
        as_of=as_of,
        coverage=cover(request, cases, as_of),
        calendar=calendar,
        open_time=open_time,
        engine=engine,
        group_names=_name_groups(request, cases, engine),
    )


def _sift_all(request: Request, engine: Engine, reach: Reach) -> dict[str, Sifted]:
    """Read every source, and find the rows that become cases."""
    sifted = {}
    for place, name in enumerate(request.exported):
        reach(place)
        export = engine.read(name, request.exported[place + 1 :])
        source, may_be_empty = request.rules.sources[name].exported, name in request.pausing
        sifted[name] = sift(name, source, export, engine, as_of=request.as_of, may_be_empty=may_be_empty)
    return sifted


def _make_all(
    request: Request, sifted: Mapping[str, Sifted], calendar: Calendar, engine: Engine, reach: Reach
) -> dict[str, Cases]:
    """Make the rows into cases, and reject pauses that belong to none."""
    rules, cases = request.rules, dict[str, Cases]()
    for place, name in enumerate(request.sources, len(request.exported)):
        reach(place)
        source, dates = rules.sources[name], rules.dates_of(name)
        others = {other: _rows_of(request, cases[other]) for other in rules.needs_of(name)}
        if source.made_of is not None:
            of = cases[source.made_of]
            cases[name] = make_of_cases(name, source, of, calendar, engine, dates=dates, others=others)
        else:
            cases[name] = make_cases(
                name, source, sifted[name], calendar, engine, dates=dates, others=others, as_of=request.as_of
            )
        if request.group_by is not None and name in request.measured:
            require_few_groups(cases[name].frame, request.group_by, engine)
    for name, indicator in request.pausing.items():
        paused, as_of = cases[indicator.source].frame, request.as_of
        cases[name] = without_faulty(cases[name], paused, indicator, rules, engine, as_of=as_of)
    return {name: cases[name] for name in rules.sources if name in cases}


def _rows_of(request: Request, cases: Cases) -> Rows:
    """Give the cases of a source as rows for columns elsewhere."""
    return Rows(
        name=cases.name,
        place=request.rules.export_of(cases.name),
        source=request.rules.sources[cases.name],
        frame=cases.frame,
        as_of=request.known_to(cases.known),
        events=cases.known.events,
        due=request.rules.dates_of(cases.name).due,
    )


def _name_groups(request: Request, cases: Mapping[str, Cases], engine: Engine) -> Mapping[str, str]:
    """Name the groups whose texts were not read in NFC."""
    grouped = [cases[name] for name in request.measured if name in cases]
    if request.group_by is None or not any(request.group_by in each.as_read for each in grouped):
        return {}
    return name_groups((each.frame for each in grouped), request.group_by, engine)


def count_verdicts(request: Request, read: ReadCases, contexts: Mapping[str, Context], reach: Reach) -> Counted:
    """Judge the cases, batch after batch, and count their verdicts."""
    chosen = [indicator for indicator in request.indicators if not indicator.measure.rests_on]
    cut_off = frozenset(name for name, as_of in read.as_of.items() if as_of.cuts_off)
    steps = {indicator.id: place for place, (_, indicator) in enumerate(request.chosen, request.first_indicator)}
    in_scope: dict[str, int] = {}
    tallies: dict[str, pd.DataFrame] = {}
    for batch in batches(chosen, cut_off=cut_off):
        first = batch[0]
        reach(steps.get(first.id, 0))
        cases, context = read.cases[first.source], contexts[first.id]
        if first.id not in in_scope:
            alike = choose_same_rows(first, chosen, cut_off=cut_off)
            in_scope |= count_scopes(cases.frame, alike, context, n_cases=cases.cases)
        judged = judge_together(cases.frame, batch, context, group_by=request.group_by)
        tallies |= tally(
            judged,
            batch,
            read.engine,
            n_cases=cases.cases,
            is_grouped=request.group_by is not None,
            is_excused=bool(context.excused),
        )
    more = count_combined(request, read, contexts)
    return Counted({**in_scope, **more.in_scope}, {**tallies, **more.tallies})


def score_all(
    request: Request, read: ReadCases, contexts: Mapping[str, Context], counted: Counted, reach: Reach
) -> Scored:
    """Turn tallies into results, in the order of the rule file.

    Raises:
        CalendarRangeError: a case is due on a day that no calendar covers.
        RuntimeError: the cases do not add up; a bug.
    """
    issues = [issue for each in read.cases.values() for issue in each.issues]
    issues += unit_notices(request.indicators, request.rules.sources)
    sides: dict[str, Side] = {}
    for commitment, indicator in request.evaluated:
        if isinstance(indicator.measure, IndicatorRatio):
            continue
        days, in_scope = counted.tallies[indicator.id], counted.in_scope[indicator.id]
        require_conserved(indicator, days, in_scope=in_scope)
        verdicts = bind_verdicts(commitment, indicator, contexts, request, read, in_scope)
        issues += undated_notice(verdicts, days)
        sides[indicator.id] = Side(verdicts, days, read.coverage[indicator.source, indicator.reference_column])
    results: list[Result] = []
    compared = request.asked.compared
    conservation = []
    for place, (commitment, indicator) in enumerate(request.chosen, request.first_indicator):
        reach(place)
        if isinstance(indicator.measure, IndicatorRatio):
            both = sides[indicator.measure.of.id], sides[indicator.measure.over.id]
            results += score_ratio(commitment, indicator, both, request.period, request.parts, compared)
            conservation.append(conserve_both(indicator, both, request.period))
            continue
        side = sides[indicator.id]
        results += score(side.verdicts, side.tallied, request.period, request.parts, side.coverage, compared)
        conservation.append(conservation_of(side.verdicts, side.tallied, request.period))
    judged = {id_: side.verdicts for id_, side in sides.items()}
    return Scored(results=tuple(results), conservation=tuple(conservation), issues=tuple(issues), verdicts=judged)


def _conclude(request: Request, read: ReadCases, scored: Scored, missing: Sequence[Issue]) -> Evaluation:
    """Hand over what was found."""
    return Evaluation(
        rules=request.rules,
        period=request.period,
        by=request.parts,
        result_list=scored.results,
        cases=read.cases,
        as_of=read.as_of,
        coverage=read.coverage,
        issue_list=(*scored.issues, *missing),
        conservation=scored.conservation,
        calendar=read.calendar,
        today=request.today,
        asked=request.asked,
        _verdicts=scored.verdicts,
    )


def _count_steps(progress: Progress | None, steps: Sequence[str]) -> Reach:
    """Report each step once, in order, whichever begins first."""
    done = 0

    def reach(place: int) -> None:
        nonlocal done
        while done <= place:
            done += 1
            if progress is not None:
                progress(steps[done - 1], done, len(steps))

    return reach
