"""The whole path, in order: exports -> cases -> verdicts -> results.

Law: no rule, no arithmetic and no engine here; each step is one call to the module that owns it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import day_at
from gpj_kpi.calendars.open_time import build_open_time
from gpj_kpi.calendars.periods import GRAINS, Grain, Period, parse_period, parts
from gpj_kpi.cases.make import calendar_of, make_cases, sift
from gpj_kpi.cases.pauses import without_faulty
from gpj_kpi.engines import EngineName, engine_for
from gpj_kpi.engines.memory import memory_named
from gpj_kpi.errors import UsageError
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.results.conservation import conservation_of, undated_notice
from gpj_kpi.results.result import Result
from gpj_kpi.results.score import score
from gpj_kpi.results.tally import require_conserved, tally
from gpj_kpi.rules import Commitment, Indicator, RuleFile
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.frame import Verdicts
from gpj_kpi.verdicts.judge import batches, judge, judge_together, require_few_groups
from gpj_kpi.verdicts.scopes import ScopeCount, count_scopes, with_same_rows

if TYPE_CHECKING:
    import pandas as pd

    from gpj_kpi.engines.pandas.frames import AnyFrame

Progress = Callable[[str, int, int], None]
"""Called before each step with its name, its number from 1, and the number of steps."""


def evaluate(  # noqa: PLR0913 - what may be asked of a run, each by its name
    rules: RuleFile,
    data: Path | str | Mapping[str, AnyFrame],
    *,
    period: str | int | Period,
    by: Grain = "quarter",
    as_of: dt.datetime | dt.date | None = None,
    indicators: Sequence[str] = (),
    group_by: str | None = None,
    engine: EngineName = "duckdb",
    spark_master: str | None = None,
    progress: Progress | None = None,
    memory: str | None = None,
) -> Evaluation:
    """Judge the commitments of a rule file on exports.

    Args:
        rules: made by `load_rules`.
        data: folder of the exports, or one frame per source, whose columns are named by header or by id: of pandas, or
            of another library that Narwhals accepts. Lazy frames are computed, the declared columns only.
        period: whole period, e.g. "2008", "2008-Q1", "2008-03" or "2008-01-15/2008-02-10" (both days included).
        by: parts that are reported beside the whole.
        as_of: instant to which the data is known: local time if naive; a date means the end of that day. By default
            the latest instant in each source.
        indicators: ids to evaluate; all when empty.
        group_by: column that splits the results; the sources of all chosen indicators must have it.
        engine: reads the files of a folder; "spark" is for more than one machine holds (docs/scale.md).
        spark_master: where Spark runs, e.g. "spark://host:7077"; by default in the Spark session that is active, or
            else on this machine.
        progress: called before each step.
        memory: what tables and queries may take before they spill to the temporary folder, e.g. "2GB"; by default
            600 MB. For a folder only.

    Raises:
        UsageError: an option has an impossible value.
        ExportError: the exports are refused.

    Example:
        evaluate(load_rules("commitments.yaml"), "sample_data", period="2008").results
    """
    whole = period if isinstance(period, Period) else parse_period(str(period))
    parts_of_period = _parts_of(whole, by)
    chosen = _chosen(rules, indicators)
    measured = [name for name in rules.sources if any(indicator.source == name for _, indicator in chosen)]
    wanted = {*measured, *(indicator.pauses.source for _, indicator in chosen if indicator.pauses)}
    pauses = {id_: indicator for id_, indicator in rules.pausing.items() if id_ in wanted}
    names = [name for name in rules.sources if name in wanted or name in {each.source for each in pauses.values()}]
    _require_group(rules, measured, group_by)
    zone = ZoneInfo(rules.time_zone)
    given = None if as_of is None else AsOf.given(as_of, zone)
    step = _steps(progress, total=2 * len(names) + len(chosen))

    engine_ = engine_for(data, rules, memory=memory_named(memory, "memory"), engine=engine, spark_master=spark_master)
    sifted = {}
    for number, name in enumerate(names):
        step(rules.sources[name].label)
        sifted[name] = sift(name, rules.sources[name], engine_.read(name, names[number + 1 :]), engine_)
    engine_.seal()
    calendar = calendar_of(rules, sifted, engine_, as_of=given)
    open_time = build_open_time(calendar)
    cases = {}
    for name in names:
        step(rules.sources[name].label)
        cases[name] = make_cases(
            name, rules.sources[name], sifted[name], calendar, engine_, due=rules.due_columns(name)
        )
        if group_by is not None and name in measured:
            require_few_groups(cases[name].frame, group_by, engine_)
    for name, indicator in pauses.items():
        paused = cases[indicator.source].frame
        cases[name] = without_faulty(cases[name], paused, indicator, rules, engine_, due=rules.due_columns(name))

    judged: dict[str, Verdicts] = {}
    results: list[Result] = []
    conservation = []
    issues = [issue for name in names for issue in cases[name].issues]
    batch_of = {
        indicator.id: batch
        for batch in batches([indicator for _, indicator in chosen], is_cut_off=given is not None)
        for indicator in batch
    }
    looked: dict[str, ScopeCount] = {}
    tallies: dict[str, pd.DataFrame] = {}
    for commitment, indicator in chosen:
        step(indicator.label)
        of_source = cases[indicator.source]
        context = Context(
            source=rules.sources[indicator.source],
            calendar=calendar,
            as_of=given or AsOf.latest(of_source.latest_event, zone),
            engine=engine_,
            open_time=open_time,
            pauses=cases[indicator.pauses.source].frame if indicator.pauses else None,
            pause_source=rules.sources[indicator.pauses.source] if indicator.pauses else None,
        )
        if indicator.id not in tallies:
            batch = batch_of[indicator.id]
            if indicator.id not in looked:
                looked |= count_scopes(
                    of_source.frame,
                    with_same_rows(indicator, (each for _, each in chosen), is_cut_off=given is not None),
                    context,
                    n_cases=of_source.cases,
                )
            together = judge_together(of_source.frame, batch, context, group_by=group_by)
            tallies |= tally(together, batch, engine_, n_cases=of_source.cases, is_grouped=group_by is not None)
        days = tallies[indicator.id]
        require_conserved(indicator, days, in_scope=looked[indicator.id].in_scope)
        verdicts = Verdicts(
            commitment=commitment,
            indicator=indicator,
            source=context.source,
            judge=partial(judge, of_source.frame, indicator, context, group_by=group_by),
            engine=engine_,
            in_scope=looked[indicator.id].in_scope,
            first_day=_day(looked[indicator.id].first_day),
            as_of=context.as_of,
        )
        issues += undated_notice(verdicts, days)
        judged[indicator.id] = verdicts
        results += score(verdicts, days, whole, parts_of_period)
        conservation.append(conservation_of(verdicts, days, whole))
    return Evaluation(
        rules=rules,
        period=whole,
        by=parts_of_period,
        result_list=tuple(results),
        cases=cases,
        as_of={name: given or AsOf.latest(cases[name].latest_event, zone) for name in names},
        issue_list=tuple(issues),
        conservation=tuple(conservation),
        calendar=calendar,
        _verdicts=judged,
    )


def _parts_of(whole: Period, by: Grain) -> tuple[Period, ...]:
    """The parts of a period; none where it is one itself."""
    if by not in GRAINS:
        message = f'"{by}" is not a part of a period. Expected one of: {", ".join(GRAINS)}.'
        raise UsageError(message)
    return tuple(part for part in parts(whole, by) if not part.covers(whole))


def _chosen(rules: RuleFile, indicators: Sequence[str]) -> list[tuple[Commitment, Indicator]]:
    """The indicators asked for, in the order of the rule file; an unknown id is refused by `rules.indicator`."""
    wanted = {rules.indicator(id_).id for id_ in indicators}
    return [pair for pair in rules.indicators if not wanted or pair[1].id in wanted]


def _require_group(rules: RuleFile, sources: Sequence[str], group_by: str | None) -> None:
    """Refuse a grouping column that a chosen source lacks or must not show."""
    if group_by is None:
        return
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


def _steps(progress: Progress | None, total: int) -> Callable[[str], None]:
    done = 0

    def step(name: str) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(name, done, total)

    return step


def _day(number: int | None) -> dt.date | None:
    return None if number is None else day_at(number)
