"""Pauses that cannot stop a clock are rejected.

Law: a pause ends no earlier than it begins, and belongs to a case that was read.
"""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.cases.known import find_known
from gpj_kpi.cases.make import Cases
from gpj_kpi.cases.rejects import fault_issue, in_file_order, require_few_rejected
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame, RowFault
from gpj_kpi.rules import Indicator, Pauses, RuleFile, Source


def without_faulty(
    read: Cases, paused: Frame, indicator: Indicator, rules: RuleFile, engine: Engine, *, as_of: AsOf | None
) -> Cases:
    """Reject pauses that end before they begin, and pauses of unknown cases.

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
    is_unknown, is_backwards = nw.col("_known").is_null(), _ends_early(pauses, source)
    is_faulty = is_unknown | is_backwards
    faulty = engine.fetch(joined.filter(is_faulty).select("_row", is_backwards.alias("backwards")).sort("_row"))
    if faulty.empty:
        return read
    issues = []
    places = engine.positions(read.name, [int(row) for row in faulty["_row"]])
    for (file, line), ends_early in zip(places, faulty["backwards"], strict=True):
        column, code = (pauses.to, "pause_backwards") if ends_early else (pauses.case[0], "unknown_case")
        fault = RowFault(file=file, line=line, column=column, code=code, text=None)
        issues.append(fault_issue(read.name, source, fault))
    rejected = read.rejected + len(faulty)
    require_few_rejected(read.name, source, read.rows, rejected, issues)
    sound = engine.keep(joined.filter(~is_faulty).drop("_known"))
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


def _ends_early(pauses: Pauses, source: Source) -> nw.Expr:
    """Say whether a pause ends before it begins.

    A pause that has not ended does not. Where one of the two is a date without a time, days are compared: a pause may
    end on the day on which it begins.
    """
    by_day = "date" in (source.columns[pauses.from_].type, source.columns[pauses.to].type)
    begins, ends = (DAY_COLUMN.format(column) if by_day else column for column in (pauses.from_, pauses.to))
    return (nw.col(ends) < nw.col(begins)).fill_null(value=False)
