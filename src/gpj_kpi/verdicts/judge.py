"""Cases become verdicts, row for row: each case under one indicator, judged on its own.

Law: no row is collapsed and none disappears but those outside the scope, or begun after as-of (see `scopes`).

Verdicts have one row per case in scope: the key columns, `_row`, and (no column id begins with an underscore)

- `_reference_day`: days from 1970-01-01; null without a reference date;
- `_verdict`: met, missed, pending, excluded or invalid; counted where there is nothing to meet; beyond_calendar where
  no due date can be known; `_lateness`: late, overdue or abandoned when missed;
- `_started_at`, `_ended_at`, `_due_at`: Int64 microseconds of UTC, or null;
- `_value`: Int64 microseconds elapsed, open days, or a score in the units of its column, or null; `_weight` likewise;
- `_version`: first day of the version that judged, from 1970-01-01; null for what holds from the beginning;
- `_group`: String, or null without grouping.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Sequence

import narwhals as nw

from gpj_kpi.calendars.days import day_number
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame, units_of
from gpj_kpi.errors import UsageError
from gpj_kpi.rules import Count, Delay, Duration, ElapsedDelay, Indicator, InForce, Mean, Share
from gpj_kpi.verdicts.conditions import judged
from gpj_kpi.verdicts.context import Context, key_columns, nothing
from gpj_kpi.verdicts.delays import judge_delay, judge_duration, judge_elapsed, takes_steps
from gpj_kpi.verdicts.outcomes import NOT_LOOKED_AT, CaseFrame, Judgement, coded, lateness_of, verdict_of
from gpj_kpi.verdicts.scopes import blank_unknown, in_scope, same_rows_key, scope_key

NO_GROUP = "(none)"
_MOST_GROUPS = 1000
_MOST = 32
"""Indicators in one pass: the client of DuckDB takes longer for frames of many columns, and pandas warns of them."""


def judge(cases: Frame, indicator: Indicator, context: Context, *, group_by: str | None = None) -> Frame:
    """Judge every case in the scope of an indicator.

    Args:
        cases: one row per case (see `sources`).
        indicator: what is measured.
        context: source, calendar, as-of and engine.
        group_by: column whose value becomes `_group`; missing values form the group "(none)".

    Returns:
        One row per case in scope (see the module docstring).
    """
    outcome = nw.col("_outcome")
    return _by_versions(cases, indicator, context, group_by).select(
        *context.source.key,
        "_row",
        "_reference_day",
        verdict_of(outcome).alias("_verdict"),
        lateness_of(outcome).alias("_lateness"),
        *("_started_at", "_ended_at", "_due_at", "_value", "_weight", "_version", "_group"),
    )


def _by_versions(cases: Frame, indicator: Indicator, context: Context, group_by: str | None) -> Frame:
    """Cases in scope, each judged by the version in force, with `_outcome` in place of a verdict."""
    known, condition = blank_unknown(cases, [indicator], context), in_scope(indicator, context)
    looked_at = (known if condition is None else known.filter(condition)).with_columns(
        _reference_day=nw.col(DAY_COLUMN.format(indicator.reference_column)), _group=_group_of(group_by, context)
    )
    judged_cases = [
        _judged(looked_at if is_in_force is None else looked_at.filter(is_in_force), version, context)
        for version, is_in_force in _spans(indicator, nw.col("_reference_day"))
    ]
    return judged_cases[0] if len(judged_cases) == 1 else nw.concat(judged_cases)


def _is_between(day: nw.Expr, first_day: dt.date | None, end: dt.date | None) -> nw.Expr:
    """Whether the reference date lies from a day on, and before another; without a date, it is before every day."""
    begun = nw.lit(value=True) if first_day is None else (day >= day_number(first_day)).fill_null(value=False)
    return begun if end is None else begun & (day < day_number(end)).fill_null(value=first_day is None)


def _spans(indicator: Indicator, day: nw.Expr) -> list[tuple[InForce, nw.Expr | None]]:
    """Each version of an indicator, and whether a reference date is one on which it is in force; None: always."""
    versions = indicator.in_force
    if len(versions) == 1:
        return [(versions[0], None)]
    ends = [later.first_day for later in versions[1:]] + [None]
    return [(version, _is_between(day, version.first_day, end)) for version, end in zip(versions, ends, strict=True)]


def _judged(looked_at: Frame, version: InForce, context: Context) -> Frame:
    """Cases that one version of an indicator judges."""
    indicator = version.indicator
    first_day = nothing() if version.first_day is None else nw.lit(day_number(version.first_day)).cast(nw.Int64)
    case_frame = CaseFrame(looked_at, context.engine)
    found = _JUDGES[type(indicator.measure)](indicator, context, case_frame)
    return case_frame.complete().select(
        *(nw.col(place).alias(key) for key, place in key_columns(context.source).items()),
        "_row",
        "_reference_day",
        found.outcome.alias("_outcome"),
        found.started_at.alias("_started_at"),
        found.ended_at.alias("_ended_at"),
        found.due_at.alias("_due_at"),
        found.value.alias("_value"),
        found.weight.alias("_weight"),
        first_day.alias("_version"),
        "_group",
    )


def batches(indicators: Sequence[Indicator], *, is_cut_off: bool) -> list[list[Indicator]]:
    """Indicators that are judged in one pass: those of one source and reference date that see the same cases.

    Args:
        indicators: of any sources.
        is_cut_off: an as-of was asked for, after which events have not happened; due dates are no events.

    Returns:
        At most 32 indicators each, in the order of their first ones.
    """
    found: dict[Hashable, list[Indicator]] = {}
    for indicator in indicators:
        own = indicator.id if takes_steps(indicator) else None
        seen = same_rows_key(indicator, is_cut_off=is_cut_off)
        found.setdefault((seen, own, indicator.reference_column), []).append(indicator)
    places = {indicator.id: place for place, indicator in enumerate(indicators)}
    cut = [alike[first : first + _MOST] for alike in found.values() for first in range(0, len(alike), _MOST)]
    return sorted(cut, key=lambda batch: places[batch[0].id])


def judge_together(
    cases: Frame, indicators: Sequence[Indicator], context: Context, *, group_by: str | None = None
) -> Frame:
    """Judge every case of a source under each indicator of one batch.

    Returns:
        One row per case: `_reference_day`, `_group` where cases are grouped, and for each indicator, by its number:
        `_outcome_0` (a code of `judgement`, NOT_LOOKED_AT outside its scope), and where its measure has them `_value_0`
        and `_weight_0`, of which those outside its scope mean nothing.
    """
    group = [] if group_by is None else [_group_of(group_by, context).alias("_group")]
    if takes_steps(indicators[0]):
        names = [] if group_by is None else ["_group"]
        tallied = (nw.col(f"_{name}").alias(f"_{name}_0") for name in ("outcome", *_summed(indicators[0])))
        return _by_versions(cases, indicators[0], context, group_by).select("_reference_day", *names, *tallied)
    scopes = [in_scope(indicator, context) for indicator in indicators]
    known = blank_unknown(cases, indicators, context)
    if len({scope_key(indicator, context) for indicator in indicators}) == 1 and scopes[0] is not None:
        known, scopes = known.filter(scopes[0]), [None] * len(indicators)
    case_frame = CaseFrame(known, context.engine)
    day = nw.col(DAY_COLUMN.format(indicators[0].reference_column))
    columns = []
    for number, (indicator, is_in_scope) in enumerate(zip(indicators, scopes, strict=True)):
        spans = _spans(indicator, day)
        found = [_JUDGES[type(indicator.measure)](version.indicator, context, case_frame) for version, _ in spans]
        in_force = [is_in_force for _, is_in_force in spans]
        outcome = _first_of([judgement.outcome for judgement in found], in_force)
        if is_in_scope is not None:
            outcome = nw.when(is_in_scope).then(outcome).otherwise(nw.lit(NOT_LOOKED_AT))
        columns.append(outcome.alias(f"_outcome_{number}"))
        for name in _summed(indicator):
            parts = [_SUMMED[name](judgement) for judgement in found]
            columns.append(_first_of(parts, in_force).alias(f"_{name}_{number}"))
    return case_frame.complete().select(day.alias("_reference_day"), *group, *columns)


_SUMMED: dict[str, Callable[[Judgement], nw.Expr]] = {
    "value": lambda judgement: judgement.value,
    "weight": lambda judgement: judgement.weight,
}


def _summed(indicator: Indicator) -> tuple[str, ...]:
    """What of a judgement is summed."""
    match indicator.measure:
        case Mean(weight=str()):
            return "value", "weight"
        case Mean() | Duration():
            return ("value",)
    return ()


def _first_of(chosen: Sequence[nw.Expr], conditions: Sequence[nw.Expr | None]) -> nw.Expr:
    """The expression whose condition holds; None: it is the only one, and always in force."""
    choices = [(condition, one) for condition, one in zip(conditions, chosen, strict=True) if condition is not None]
    if not choices:
        return chosen[0]
    (condition, one), *others = choices
    found = nw.when(condition).then(one)
    for condition, one in others:
        found = found.when(condition).then(one)
    return found


def _group_of(column: str | None, context: Context) -> nw.Expr:
    """Name of a case's group, null without grouping; booleans are spelt alike on every engine."""
    if column is None:
        return nothing().cast(nw.String)
    cell = nw.col(column)
    if context.source.columns[column].type == "boolean":
        return nw.when(cell).then(nw.lit("true")).when(~cell).then(nw.lit("false")).otherwise(nw.lit(NO_GROUP))
    return cell.cast(nw.String).fill_null(NO_GROUP)


def require_few_groups(cases: Frame, group_by: str, engine: Engine) -> None:
    """Refuse to group by a column that tells nearly every case from the others.

    Raises:
        UsageError: the column has more than 1,000 values.
    """
    found = int(engine.fetch(cases.select(group_by).unique().select(nw.len().alias("n")))["n"].iloc[0])
    if found > _MOST_GROUPS:
        message = f'column "{group_by}" has {found} values: results are grouped by at most {_MOST_GROUPS}.'
        raise UsageError(message)


def _judge_share(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    measure = indicator.measure
    assert isinstance(measure, Share)
    holds = judged(measure.of, context.source.columns)
    outcome = nw.when(holds).then(coded("met")).when(~holds).then(coded("missed")).otherwise(coded("excluded"))
    return Judgement(outcome=outcome)


def _judge_mean(indicator: Indicator, context: Context, _: CaseFrame) -> Judgement:
    measure = indicator.measure
    assert isinstance(measure, Mean)
    value = nw.col(measure.value)
    invalid = nw.lit(value=False)
    if measure.scale is not None:
        factor = units_of(measure.value, context.source)
        lowest, highest = (end * factor for end in measure.scale)
        invalid = (value < float(lowest)) | (value > float(highest))
    missing = value.is_null()
    weight = nothing()
    if measure.weight is not None:
        weight = nw.col(measure.weight)
        missing = missing | weight.is_null()
        invalid = invalid | (weight < 0)
    outcome = nw.when(missing).then(coded("excluded")).when(invalid).then(coded("invalid")).otherwise(coded("counted"))
    return Judgement(outcome=outcome, value=value, weight=weight)


def _judge_count(_: Indicator, __: Context, ___: CaseFrame) -> Judgement:
    return Judgement(outcome=coded("counted"))


_JUDGES: dict[type, Callable[[Indicator, Context, CaseFrame], Judgement]] = {
    Delay: judge_delay,
    ElapsedDelay: judge_elapsed,
    Duration: judge_duration,
    Share: _judge_share,
    Mean: _judge_mean,
    Count: _judge_count,
}
