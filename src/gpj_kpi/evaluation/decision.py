"""What `check` decides: which targets are not kept, what cannot be judged in full, and the exit status.

Law: nothing is computed anew, and nothing is written here. What is accepted is listed like all else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from gpj_kpi.calendars.periods import Period
from gpj_kpi.cases.coverage import KINDS, Kind
from gpj_kpi.errors import INCOMPLETE_CODES, ExitCode, Issue
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.results.result import Result, Status

_WORST_FIRST: tuple[Status, ...] = ("missed", "near")
Days = tuple[dt.date, dt.date]
"""A first and a last day, both included."""


@dataclass(frozen=True, kw_only=True)
class Strictness:
    """What decides, and what may pass.

    Attributes:
        parts_decide: each part of the period that has begun decides, not the whole alone.
        accept_partial: a period covered in part, and cases that are pending, may pass.
        fail_on_near: a figure near its target fails, as one that misses it.
    """

    parts_decide: bool = False
    accept_partial: bool = False
    fail_on_near: bool = False


@dataclass(frozen=True)
class NotKept:
    """An indicator or group that is not kept, wholly or in part.

    Attributes:
        whole: its result over the whole period, which may be kept.
        parts: the parts that fail, in order.
    """

    whole: Result
    parts: tuple[Period, ...]


@dataclass(frozen=True)
class NotCovered:
    """A source that does not cover periods that decide.

    Attributes:
        source: id.
        kind: how much of them it covers.
        periods: which they are; more than one only where there is no data.
        silent: the long stretches without a case within the period; empty where there is no data.
    """

    source: str
    kind: Kind
    periods: tuple[Period, ...]
    silent: tuple[Days, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What an evaluation comes to.

    Attributes:
        not_kept: the worst first.
        not_covered: what the data leaves out, by source.
        undecided: results of a count whose period goes on, or whose pending cases can still change the status.
        missing: notices that say that data is missing.
        exit_code: 4 if a target fails, else 5 if anything of the others may not pass, else 0.
    """

    not_kept: tuple[NotKept, ...]
    not_covered: tuple[NotCovered, ...]
    undecided: tuple[Result, ...]
    missing: tuple[Issue, ...]
    exit_code: ExitCode


def decide(evaluation: Evaluation, strictness: Strictness) -> Decision:
    """Decide what an evaluation comes to.

    The whole period decides, for all cases and for each group; with `parts_decide` each part as well, once it has
    begun.
    """
    failing = _WORST_FIRST if strictness.fail_on_near else _WORST_FIRST[:1]
    pairs = zip(evaluation.by, evaluation.asked.parts, strict=True) if strictness.parts_decide else ()
    begun = [row for row, part in pairs if evaluation.today is None or part.first_day <= evaluation.today]
    periods = [*begun, evaluation.period]
    labels = {period.label for period in periods}
    deciding = [result for result in evaluation.result_list if result.period in labels]
    not_covered = _list_not_covered(evaluation, periods)
    undecided = tuple(result for result in deciding if result.status == "pending" or result.is_open)
    missing = tuple(issue for issue in evaluation.issue_list if issue.code in INCOMPLETE_CODES)
    if strictness.accept_partial:
        is_incomplete = bool(missing) or any(each.kind != "partial" for each in not_covered)
    else:
        is_incomplete = bool(missing or not_covered or undecided)
    is_failed = any(result.status in failing for result in deciding)
    return Decision(
        not_kept=_list_not_kept(evaluation, failing),
        not_covered=not_covered,
        undecided=undecided,
        missing=missing,
        exit_code=ExitCode.TARGET_MISSED if is_failed else ExitCode.INCOMPLETE if is_incomplete else ExitCode.DONE,
    )


def _list_not_kept(evaluation: Evaluation, failing: Sequence[Status]) -> tuple[NotKept, ...]:
    """List what is not kept, as a whole or in parts."""
    by_label = {part.label: part for part in evaluation.by}
    failed: dict[tuple[str, str | None], list[Period]] = {}
    for result in evaluation.result_list:
        if result.period in by_label and result.status in failing:
            failed.setdefault((result.indicator, result.group), []).append(by_label[result.period])
    found = [
        NotKept(result, tuple(failed.get((result.indicator, result.group), ())))
        for result in evaluation.result_list
        if result.period == evaluation.period.label
    ]
    found = [each for each in found if each.parts or each.whole.status in _WORST_FIRST]
    return tuple(sorted(found, key=lambda each: (*_WORST_FIRST, each.whole.status).index(each.whole.status)))


def _list_not_covered(evaluation: Evaluation, periods: Sequence[Period]) -> tuple[NotCovered, ...]:
    """List what each source does not cover, the worst first.

    What an indicator without a target asks for is asked for as well.
    """
    asked = {result.indicator for result in evaluation.result_list}
    dates = {
        (each.source, each.reference_column): None
        for pair in evaluation.rules.indicators
        if pair[1].id in asked
        for _, each in (pair, *evaluation.rules.behind(pair[1]))
    }
    found: dict[NotCovered, None] = {}
    for source, column in sorted(dates, key=lambda pair: list(evaluation.rules.sources).index(pair[0])):
        coverage = evaluation.coverage[source, column]
        kinds = {period: coverage.of(period).kind for period in periods}
        without = tuple(period for period in periods if kinds[period] == "none")
        of_source = [NotCovered(source, "none", without)] if without else []
        of_source += [
            NotCovered(source, kinds[period], (period,), tuple(coverage.silences(period)))
            for period in periods
            if kinds[period] in {"partial", "gap"}
        ]
        found |= dict.fromkeys(sorted(of_source, key=lambda each: -KINDS.index(each.kind)))
    return tuple(found)
