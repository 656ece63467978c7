"""Cases become verdicts, row for row: each case under some indicators, judged on its own.

Law: no row is collapsed. The only cases left out are outside the scope of all indicators, or began after as-of (see
`scopes`).

Verdicts have one row per case. An indicator's columns end with its place in the batch, so the first has `_outcome_0`.

| column                                      | what it holds                                                          |
|---------------------------------------------|------------------------------------------------------------------------|
| `_reference_day`                            | days from 1970-01-01; null without a reference date                    |
| `_group`                                    | name of the case's group; only where cases are grouped                 |
| `_excused`                                  | 1 in an excused time, else 0; only where one concerns the source       |
| `_outcome_0`                                | code of its outcome (see `outcomes`); NOT_LOOKED_AT outside the scope  |
| `_value_0`                                  | microseconds, open days, or a number as its column holds it            |
| `_weight_0`                                 | a weight, or what a ratio divides by, as its column holds it           |
| `_started_at_0`, `_ended_at_0`, `_due_at_0` | microseconds of UTC                                                    |
| `_version_0`                                | first day of the version that judged, from 1970-01-01                  |
| `_cell_0`, `_cell_1`                        | the cell whose different ones are counted, or its codes                |

All but `_group` and cells are whole numbers, and all but the outcome may be null. Outside the scope only the outcome
has a meaning. Tallies take the outcome and what is summed; single cases have all, with `_row` and the columns of their
key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.days import day_number
from gpj_kpi.engines.interface import DAY_COLUMN, READ_COLUMN, Engine, Frame, cell_columns
from gpj_kpi.errors import UsageError
from gpj_kpi.rules import Age, Count, Delay, Duration, ElapsedDelay, ElapsedDuration, Indicator, InForce, Open
from gpj_kpi.verdicts.amounts import AMOUNT_JUDGES
from gpj_kpi.verdicts.context import Context, key_columns
from gpj_kpi.verdicts.delays import judge_delay
from gpj_kpi.verdicts.durations import judge_duration, judge_elapsed_duration
from gpj_kpi.verdicts.elapsed import judge_elapsed
from gpj_kpi.verdicts.groups import NO_GROUP, QUOTE
from gpj_kpi.verdicts.open_cells import hold_open
from gpj_kpi.verdicts.outcomes import NOT_LOOKED_AT, CaseFrame, Judgement
from gpj_kpi.verdicts.scopes import blank_unknown, in_scope, is_excused, same_rows_key, scope_key
from gpj_kpi.verdicts.simple import SIMPLE_JUDGES
from gpj_kpi.verdicts.stock import judge_stock
from gpj_kpi.verdicts.time.steps import takes_steps

DETAILS = ("started_at", "ended_at", "due_at", "value", "weight", "version")
"""What single cases have beside their outcome."""
_MOST_GROUPS = 1000
_MOST = 32
"""Indicators in one pass: the client of DuckDB takes longer for frames of many columns, and pandas warns of them."""

_JUDGES: dict[type, Callable[[Indicator, Context, CaseFrame], Judgement]] = {
    Age: judge_stock,
    Delay: judge_delay,
    ElapsedDelay: judge_elapsed,
    Duration: judge_duration,
    ElapsedDuration: judge_elapsed_duration,
    Open: judge_stock,
    **SIMPLE_JUDGES,
    **AMOUNT_JUDGES,
}


@dataclass(frozen=True)
class _Version:
    """One version of an indicator, as it judges some cases.

    Attributes:
        rules: what it says.
        is_in_force: whether it judges a case; None: it judges all.
    """

    rules: InForce
    is_in_force: nw.Expr | None


@dataclass(frozen=True)
class _Asked:
    """What is asked of the cases for one indicator of a batch.

    Attributes:
        number: its place in the batch.
        versions: its versions; of several, each case is judged by the one in force.
        is_looked_at: whether a case is in its scope; None: all are.
        columns: what is wanted beside the outcome, by its name in `Judgement`.
    """

    number: int
    versions: Sequence[_Version]
    is_looked_at: nw.Expr | None
    columns: Sequence[str]


def batches(indicators: Sequence[Indicator], *, cut_off: Collection[str]) -> list[list[Indicator]]:
    """Sort indicators into batches that are judged in one pass each.

    Those of a batch see the same cases, and have the same reference date.

    Args:
        indicators: of any sources.
        cut_off: ids of the sources whose events after as-of are blanked. Due dates stay.

    Returns:
        At most 32 indicators each, in the order of their first ones.
    """
    found: dict[Hashable, list[Indicator]] = {}
    for indicator in indicators:
        own = indicator.id if takes_steps(indicator) else None
        seen = same_rows_key(indicator, cut_off=cut_off)
        found.setdefault((seen, own, indicator.reference_column), []).append(indicator)
    places = {indicator.id: place for place, indicator in enumerate(indicators)}
    cut = [alike[first : first + _MOST] for alike in found.values() for first in range(0, len(alike), _MOST)]
    return sorted(cut, key=lambda batch: places[batch[0].id])


def judge_together(
    cases: Frame,
    indicators: Sequence[Indicator],
    context: Context,
    *,
    group_by: str | None = None,
    is_detailed: bool = False,
    further: Sequence[nw.Expr] = (),
) -> Frame:
    """Judge every case of a source under each indicator of one batch.

    Args:
        cases: one row per case (see `cases.make`).
        indicators: one batch (see `batches`); any one indicator is a batch.
        context: source, calendar, as-of and engine.
        group_by: column whose value becomes `_group`; missing values form the group `NO_GROUP`.
        is_detailed: single cases are asked for, not only what is counted.
        further: more columns of the cases that are kept, by their names.

    Returns:
        One row per case that some indicator looks at, or more (see the module docstring).
    """
    known = blank_unknown(cases, indicators, context)
    scopes = [in_scope(indicator, context) for indicator in indicators]
    if len({scope_key(indicator, context) for indicator in indicators}) == 1:
        known, scopes = known if scopes[0] is None else known.filter(scopes[0]), [None] * len(indicators)
    day = nw.col(DAY_COLUMN.format(indicators[0].reference_column))
    of_case = [day.alias("_reference_day"), *further]
    if group_by is not None:
        of_case.append(_name_group(group_by, context).alias("_group"))
    if (excused := is_excused(day, context)) is not None:
        of_case.append(excused.alias("_excused"))
    if is_detailed:
        of_case += [nw.col("_row"), *_show_key(context), *_take_cell(indicators[0], context)]
    asked = [
        _Asked(number, _list_versions(indicator), scope, DETAILS if is_detailed else indicator.measure.summed)
        for number, (indicator, scope) in enumerate(zip(indicators, scopes, strict=True))
    ]
    parts = _split_by_version(known, asked[0]) if takes_steps(indicators[0]) else [(known, asked)]
    judged = [_judge_part(part, of_part, of_case, context) for part, of_part in parts]
    return judged[0] if len(judged) == 1 else nw.concat(judged)


def _list_versions(indicator: Indicator) -> list[_Version]:
    """List the versions of an indicator, each with its cases.

    A stock has no limit that a version changes.
    """
    in_force, day = indicator.in_force, nw.col(DAY_COLUMN.format(indicator.version_column))
    if len(in_force) == 1 or indicator.measure.is_stock:
        return [_Version(in_force[0], None)]
    ends = [later.first_day for later in in_force[1:]] + [None]
    return [
        _Version(version, _is_between(day, version.first_day, end)) for version, end in zip(in_force, ends, strict=True)
    ]


def _is_between(day: nw.Expr, first_day: dt.date | None, end: dt.date | None) -> nw.Expr:
    """Say whether a day is in [first_day, end).

    A missing day comes before all others.
    """
    begun = nw.lit(value=True) if first_day is None else (day >= day_number(first_day)).fill_null(value=False)
    return begun if end is None else begun & (day < day_number(end)).fill_null(value=first_day is None)


def _split_by_version(cases: Frame, asked: _Asked) -> list[tuple[Frame, list[_Asked]]]:
    """Split cases by the version that judges them.

    The clocks of each version join columns of their own.
    """
    return [
        (
            cases if version.is_in_force is None else cases.filter(version.is_in_force),
            [replace(asked, versions=[replace(version, is_in_force=None)])],
        )
        for version in asked.versions
    ]


def _judge_part(cases: Frame, asked: Sequence[_Asked], of_case: Sequence[nw.Expr], context: Context) -> Frame:
    """Judge some cases, and keep of them what is wanted."""
    case_frame = CaseFrame(cases, context.engine)
    columns = [column for each in asked for column in _judge_indicator(each, context, case_frame)]
    return case_frame.complete().select(*of_case, *columns)


def _judge_indicator(asked: _Asked, context: Context, case_frame: CaseFrame) -> list[nw.Expr]:
    """Give the columns of one indicator."""
    judgements = [_judge_version(version.rules, context, case_frame) for version in asked.versions]

    def column(name: str) -> nw.Expr:
        return _choose([getattr(judgement, name) for judgement in judgements], asked.versions)

    outcome = column("outcome")
    if asked.is_looked_at is not None:
        outcome = nw.when(asked.is_looked_at).then(outcome).otherwise(nw.lit(NOT_LOOKED_AT))
    named = {"outcome": outcome, **{name: column(name) for name in asked.columns}}
    return [expression.alias(f"_{name}_{asked.number}") for name, expression in named.items()]


def _judge_version(version: InForce, context: Context, case_frame: CaseFrame) -> Judgement:
    """Judge cases by one version of an indicator."""
    judgement = _JUDGES[type(version.indicator.measure)](version.indicator, context, case_frame)
    judgement = replace(judgement, outcome=hold_open(judgement.outcome, version.indicator, context))
    if version.first_day is None:
        return judgement
    return replace(judgement, version=nw.lit(day_number(version.first_day)).cast(nw.Int64))


def _choose(columns: Sequence[nw.Expr], versions: Sequence[_Version]) -> nw.Expr:
    """Choose of each case the column of the version in force."""
    (first, *later), (version, *others) = columns, versions
    if version.is_in_force is None:
        return first
    found = nw.when(version.is_in_force).then(first)
    for column, other in zip(later, others, strict=True):
        assert other.is_in_force is not None
        found = found.when(other.is_in_force).then(column)
    return found


def _name_group(column: str, context: Context) -> nw.Expr:
    """Name the group of each case, alike on every engine."""
    cell, type_ = nw.col(column), context.source.columns[column].type
    if type_ == "boolean":
        return nw.when(cell).then(nw.lit("true")).when(~cell).then(nw.lit("false")).otherwise(nw.lit(NO_GROUP))
    text = cell.cast(nw.String)
    if type_ == "text":
        # What `groups.in_quotes` does to one text.
        is_quoted = text.str.strip_chars(QUOTE) == NO_GROUP
        text = nw.when(is_quoted).then(nw.concat_str(nw.lit(QUOTE), text, nw.lit(QUOTE))).otherwise(text)
    return text.fill_null(NO_GROUP)


def _show_key(context: Context) -> list[nw.Expr]:
    """Give the key of each case, its texts as they were read."""
    return [
        (nw.coalesce(READ_COLUMN.format(key), key) if key in context.as_read else nw.col(place)).alias(key)
        for key, place in key_columns(context.source).items()
    ]


def _take_cell(indicator: Indicator, context: Context) -> list[nw.Expr]:
    """Take the cell whose different ones are counted, if any are."""
    measure = indicator.measure
    if not isinstance(measure, Count) or measure.different is None:
        return []
    held = cell_columns(measure.different, context.source.columns[measure.different])
    return [nw.col(column).alias(f"_cell_{place}") for place, column in enumerate(held)]


def name_groups(cases: Iterable[Frame], group_by: str, engine: Engine) -> dict[str, str]:
    """Name the groups whose texts were not read in NFC.

    A group that was written in one way is named as it was written. In any other case it is named in NFC.

    Args:
        cases: of each source that is grouped.
        group_by: the column of the groups; beside it stands what was read.
        engine: where the cases lie.

    Returns:
        By a name in NFC, the one that was read.
    """
    forms: dict[str, set[str]] = {}
    for frame in cases:
        read = READ_COLUMN.format(group_by)
        ways = frame.select(group_by, *([read] if read in frame.collect_schema().names() else [])).unique()
        for row in engine.fetch(ways).dropna(subset=group_by).to_dict("records"):
            name, written = str(row[group_by]), row.get(read)
            forms.setdefault(name, set()).add(name if written is None or pd.isna(written) else str(written))
    return {name: written for name, ways in forms.items() if len(ways) == 1 for written in ways if written != name}


def require_few_groups(cases: Frame, group_by: str, engine: Engine) -> None:
    """Refuse a grouping column that tells nearly all cases apart.

    Raises:
        UsageError: the column has more than 1,000 values.
    """
    found = int(engine.fetch(cases.select(group_by).unique().select(nw.len().alias("n")))["n"].iloc[0])
    if found > _MOST_GROUPS:
        message = f'column "{group_by}" has {found} values: results are grouped by at most {_MOST_GROUPS}.'
        raise UsageError(message)
