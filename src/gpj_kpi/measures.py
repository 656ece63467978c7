"""Cases become verdicts, row for row: each case under one indicator, judged on its own.

Law: no row is collapsed and none disappears but those outside the scope, or begun after as-of.
Events after as-of have not happened.

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
from collections.abc import Callable

import narwhals as nw
import pandas as pd

from gpj_kpi.abandonment import UNDATED
from gpj_kpi.conditions import judged, scope
from gpj_kpi.delays import ended_at, judge_delay, judge_duration
from gpj_kpi.engines.cells import EPOCH
from gpj_kpi.engines.export import DAY_COLUMN, MILLIONTHS, Engine, Frame
from gpj_kpi.errors import UsageError
from gpj_kpi.rules import Abandoned, ColumnLimit, Count, Delay, Duration, Indicator, InForce, Mean, Share, Source
from gpj_kpi.setting import Setting, key_columns, nothing
from gpj_kpi.sources import event_columns

NO_GROUP = "(none)"
_MOST_GROUPS = 1000


def judge(cases: Frame, indicator: Indicator, setting: Setting, *, group_by: str | None = None) -> Frame:
    """Judge every case in the scope of an indicator.

    Args:
        cases: one row per case (see `sources`).
        indicator: what is measured.
        setting: source, calendar, as-of and engine.
        group_by: column whose value becomes `_group`; missing values form the group "(none)".

    Returns:
        One row per case in scope (see the module docstring).
    """
    group = nothing().cast(nw.String) if group_by is None else _group(group_by, setting)
    in_scope = in_scope_of(cases, indicator, setting).with_columns(
        _reference_day=nw.col(DAY_COLUMN.format(indicator.reference_column)), _group=group
    )
    versions = indicator.in_force
    if len(versions) == 1:
        return _judged(in_scope, versions[0], setting)
    ends = [later.first_day for later in versions[1:]] + [None]
    return nw.concat(
        [
            _judged(in_scope.filter(_is_between(version.first_day, end)), version, setting)
            for version, end in zip(versions, ends, strict=True)
        ]
    )


def _is_between(first_day: dt.date | None, end: dt.date | None) -> nw.Expr:
    """Whether the reference date lies from a day on, and before another; without a date, it is before every day."""
    day = nw.col("_reference_day")
    begun = nw.lit(value=True) if first_day is None else (day >= (first_day - EPOCH).days).fill_null(value=False)
    return begun if end is None else begun & (day < (end - EPOCH).days).fill_null(value=first_day is None)


def _judged(in_scope: Frame, version: InForce, setting: Setting) -> Frame:
    """The verdicts of cases that one version of an indicator judges."""
    indicator = version.indicator
    first_day = nothing() if version.first_day is None else nw.lit((version.first_day - EPOCH).days).cast(nw.Int64)
    judged_cases = _JUDGES[type(indicator.measure)](in_scope, indicator, setting).with_columns(_version=first_day)
    return judged_cases.select(
        *(nw.col(place).alias(key) for key, place in key_columns(setting.source).items()),
        "_row",
        "_reference_day",
        "_verdict",
        "_lateness",
        "_started_at",
        "_ended_at",
        "_due_at",
        "_value",
        "_weight",
        "_version",
        "_group",
    )


def _group(column: str, setting: Setting) -> nw.Expr:
    """Name of a case's group; booleans are spelt alike on every engine."""
    cell = nw.col(column)
    if setting.source.columns[column].type == "boolean":
        return nw.when(cell).then(nw.lit("true")).when(~cell).then(nw.lit("false")).otherwise(nw.lit(NO_GROUP))
    return cell.cast(nw.String).fill_null(NO_GROUP)


def first_reference_day(cases: Frame, indicator: Indicator, engine: Engine) -> int | None:
    """First day, from 1970-01-01, on which the source has a case, inside the scope or not.

    None when it has none, and for all but a count: only there does a period without cases have a figure.
    """
    if not isinstance(indicator.measure, Count):
        return None
    day = DAY_COLUMN.format(indicator.reference_column)
    found = engine.fetch(cases.select(nw.col(day).min().alias("first")))["first"].iloc[0]
    return None if pd.isna(found) else int(found)


def require_few_groups(cases: Frame, group_by: str, engine: Engine) -> None:
    """Refuse to group by a column that tells nearly every case from the others.

    Raises:
        UsageError: the column has more than 1,000 values.
    """
    found = int(engine.fetch(cases.select(group_by).unique().select(nw.len().alias("n")))["n"].iloc[0])
    if found > _MOST_GROUPS:
        message = f'column "{group_by}" has {found} values: results are grouped by at most {_MOST_GROUPS}.'
        raise UsageError(message)


def count_in_scope(cases: Frame, indicator: Indicator, setting: Setting) -> int:
    """Number of cases that an indicator looks at, counted before they are judged."""
    return int(setting.engine.fetch(in_scope_of(cases, indicator, setting).select(nw.len().alias("n")))["n"].iloc[0])


def in_scope_of(cases: Frame, indicator: Indicator, setting: Setting) -> Frame:
    """Cases that an indicator looks at, as they were known at as-of."""
    if isinstance(indicator.measure, Delay) and indicator.measure.abandoned is not None:
        cases = cases.with_columns(_is_undated(indicator.measure, indicator.measure.abandoned).alias(UNDATED))
    copied = [nw.col(key).alias(place) for key, place in key_columns(setting.source).items() if place != key]
    known = _known_at(cases.with_columns(*copied) if copied else cases, indicator, setting)
    return known if indicator.where is None else known.filter(scope(indicator.where, setting.source.columns))


def _is_undated(measure: Delay, abandoned: Abandoned) -> nw.Expr:
    """Whether the export, as it is, says neither when a case was abandoned nor when it ended."""
    if measure.to is None:
        return nw.lit(value=False)
    never_ended = ended_at(measure.to).is_null()
    return never_ended if abandoned.at is None else never_ended & nw.col(abandoned.at).is_null()


def _known_at(cases: Frame, indicator: Indicator, setting: Setting) -> Frame:
    """Cases begun by as-of, with the events after it blanked: they have not happened."""
    if setting.known is None:
        return cases
    columns = setting.source.columns
    # A due date of this indicator is known before it comes; the due dates of others may be its events.
    due = {limit.column for limit in indicator.limits if isinstance(limit, ColumnLimit)}
    start = getattr(indicator.measure, "from_", None) or indicator.reference_column
    if start not in due:
        cases = cases.filter(nw.col(start).is_null() | (nw.col(start) < setting.known.days_before))
    events = event_columns(setting.source, due)
    happened = {id_: setting.has_happened(nw.col(id_), columns[id_].type) for id_ in events}
    return cases.with_columns(
        *(nw.when(happened[id_]).then(nw.col(id_)).alias(id_) for id_ in events),
        *(nw.when(happened[id_]).then(nw.col(DAY_COLUMN.format(id_))).alias(DAY_COLUMN.format(id_)) for id_ in events),
    )


def _judge_share(cases: Frame, indicator: Indicator, setting: Setting) -> Frame:
    measure = indicator.measure
    assert isinstance(measure, Share)
    holds = judged(measure.of, setting.source.columns)
    verdict = nw.when(holds).then(nw.lit("met")).when(~holds).then(nw.lit("missed")).otherwise(nw.lit("excluded"))
    return _without_clock(cases.with_columns(_verdict=verdict, _value=nothing(), _weight=nothing()))


def _judge_mean(cases: Frame, indicator: Indicator, setting: Setting) -> Frame:
    measure = indicator.measure
    assert isinstance(measure, Mean)
    value = nw.col(measure.value)
    invalid = nw.lit(value=False)
    if measure.scale is not None:
        factor = units_of(measure.value, setting.source)
        lowest, highest = (end * factor for end in measure.scale)
        invalid = (value < float(lowest)) | (value > float(highest))
    missing = value.is_null()
    weight = nothing()
    if measure.weight is not None:
        weight = nw.col(measure.weight)
        missing = missing | weight.is_null()
        invalid = invalid | (weight < 0)
    verdict = (
        nw.when(missing).then(nw.lit("excluded")).when(invalid).then(nw.lit("invalid")).otherwise(nw.lit("counted"))
    )
    return _without_clock(cases.with_columns(_verdict=verdict, _value=value, _weight=weight))


def units_of(column: str, source: Source) -> int:
    """How many units of a column's whole numbers make 1: a million for `number`, 1 for `integer`."""
    return MILLIONTHS if source.columns[column].type == "number" else 1


def _judge_count(cases: Frame, _: Indicator, __: Setting) -> Frame:
    counted = cases.with_columns(_verdict=nw.lit("counted"), _value=nothing(), _weight=nothing())
    return _without_clock(counted)


def _without_clock(cases: Frame) -> Frame:
    return _without_due(cases.with_columns(_started_at=nothing(), _ended_at=nothing()))


def _without_due(cases: Frame) -> Frame:
    return cases.with_columns(_due_at=nothing(), _lateness=nothing().cast(nw.String))


_JUDGES: dict[type, Callable[[Frame, Indicator, Setting], Frame]] = {
    Delay: judge_delay,
    Duration: judge_duration,
    Share: _judge_share,
    Mean: _judge_mean,
    Count: _judge_count,
}
