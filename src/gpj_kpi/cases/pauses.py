"""Pauses that cannot stop a clock are rejected.

Law: a pause ends no earlier than it begins, and belongs to a case that was read. A row that no indicator takes for a
pause is none, and nothing is asked of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import narwhals as nw

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.cases.known import find_known
from gpj_kpi.cases.make import Cases
from gpj_kpi.cases.rejects import fault_issue, in_file_order, require_few_rejected
from gpj_kpi.engines.conditions import meets
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame, RowFault
from gpj_kpi.rules import Condition, Indicator, Pauses, RuleFile, Source


def without_faulty(
    read: Cases, paused: Frame, indicator: Indicator, rules: RuleFile, engine: Engine, *, as_of: AsOf | None
) -> Cases:
    """Reject pauses that end before they begin, and pauses of unknown cases.

    So are pauses without a case or a beginning, which only a source that holds other rows too can have.

    Args:
        read: the pauses.
        paused: the cases.
        indicator: one whose cases they pause; load_rules makes sure that every such indicator reads them alike.
        rules: declares both sources.
        engine: where both lie.
        as_of: the one that was given, if any.

    Returns:
        The pauses that are left. What is known of them no longer rests on a rejected one.

    Raises:
        ExportError: more rows of the pauses are rejected than `max_rejected` allows.
    """
    pauses = indicator.pauses
    assert pauses is not None
    source, key = rules.sources[read.name], rules.sources[indicator.source].key
    known = paused.select(*key).unique().with_columns(_known=nw.lit(value=True))
    joined = read.frame.join(known, left_on=list(pauses.case), right_on=list(key), how="left")
    faults = [
        *((column, "missing_value", nw.col(column).is_null()) for column in (*pauses.case, pauses.from_)),
        (pauses.to, "pause_backwards", _ends_early(pauses, source)),
        (pauses.case[0], "unknown_case", nw.col("_known").is_null()),
    ]
    is_pause = _is_pause(rules.pauses_in(read.name), source)
    first = nw.lit(len(faults))
    for place, (_, _, is_at_fault) in reversed(list(enumerate(faults))):
        first = nw.when(is_at_fault).then(nw.lit(place)).otherwise(first)
    placed = joined.with_columns(
        _fault=first if is_pause is None else nw.when(is_pause).then(first).otherwise(len(faults))
    )
    is_faulty = nw.col("_fault") < len(faults)
    faulty = engine.fetch(placed.filter(is_faulty).select("_row", "_fault").sort("_row"))
    if faulty.empty:
        return read
    issues = []
    # Pauses made of events stand in the files of these, whose rows may be at fault as often as they say.
    export = rules.export_of(read.name)
    places = engine.positions(export, [int(row) for row in faulty["_row"]])
    for (file, line), at_fault in zip(places, faulty["_fault"], strict=True):
        column, code, _ = faults[int(at_fault)]
        fault = RowFault(file=file, line=line, column=column, code=code, text=None)
        issues.append(fault_issue(read.name, source, fault))
    rejected = read.rejected + len(faulty)
    require_few_rejected(read.name, rules.sources[export], read.rows, rejected, issues)
    sound = engine.keep(placed.filter(~is_faulty).drop("_known", "_fault"))
    left = find_known(
        read.name,
        source,
        sound,
        rules.dates_of(read.name),
        rules.schedule,
        engine,
        as_of=as_of,
    )
    others = [issue for issue in read.issues if issue not in read.known.lone]
    return replace(
        read,
        frame=sound,
        known=left,
        cases=read.cases - len(faulty),
        rejected=rejected,
        issues=tuple(in_file_order(read.files, [*others, *issues, *left.lone])),
    )


def _is_pause(chosen: Sequence[Condition | None], source: Source) -> nw.Expr | None:
    """Say whether some indicator takes a row for a pause; None: all are."""
    conditions = [meets(each, source.columns) for each in chosen if each is not None]
    if len(conditions) < len(chosen):
        return None
    return nw.any_horizontal(*conditions, ignore_nulls=False)


def _ends_early(pauses: Pauses, source: Source) -> nw.Expr:
    """Say whether a pause ends before it begins.

    A pause that has not ended does not. Where one of the two is a date without a time, days are compared: a pause may
    end on the day on which it begins.
    """
    by_day = "date" in (source.columns[pauses.from_].type, source.columns[pauses.to].type)
    begins, ends = (DAY_COLUMN.format(column) if by_day else column for column in (pauses.from_, pauses.to))
    return (nw.col(ends) < nw.col(begins)).fill_null(value=False)
