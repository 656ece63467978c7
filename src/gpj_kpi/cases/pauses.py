"""The rows of an export of pauses that stop the clock of no case are rejected.

Law: a pause ends after it begins, and belongs to a case that was read.
"""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from gpj_kpi.cases.make import Cases, DueColumns, find_latest_event
from gpj_kpi.cases.reject_messages import fault_issue
from gpj_kpi.cases.rejects import in_file_order, require_few_rejected
from gpj_kpi.engines.interface import DAY_COLUMN, Engine, Frame, RowFault
from gpj_kpi.rules import Indicator, RuleFile


def without_faulty(
    read: Cases, paused: Frame, indicator: Indicator, rules: RuleFile, engine: Engine, *, due: DueColumns
) -> Cases:
    """Reject the pauses that end before they begin, and those of a case that was not read.

    Args:
        read: the pauses.
        paused: the cases.
        indicator: one whose cases are paused by them; load_rules makes sure that all read them alike.
        rules: declares both sources.
        engine: where both lie.
        due: columns of the pauses that hold due dates, which are no events.

    Raises:
        ExportError: more rows of the pauses are rejected than `max_rejected` allows.
    """
    pauses = indicator.pauses
    assert pauses is not None
    source, key = rules.sources[read.name], rules.sources[indicator.source].key
    known = paused.select(*key).unique().with_columns(_known=nw.lit(value=True))
    joined = read.frame.join(known, left_on=list(pauses.case), right_on=list(key), how="left")
    is_by_day = "date" in (source.columns[pauses.from_].type, source.columns[pauses.to].type)
    begins, ends = (DAY_COLUMN.format(column) if is_by_day else column for column in (pauses.from_, pauses.to))
    unknown, backwards = nw.col("_known").is_null(), (nw.col(ends) < nw.col(begins)).fill_null(value=False)
    found = engine.fetch(joined.filter(unknown | backwards).select("_row", backwards.alias("backwards")).sort("_row"))
    if found.empty:
        return read
    places = engine.positions(read.name, [int(row) for row in found["_row"]])
    issues = []
    for (file, line), ends_early in zip(places, found["backwards"], strict=True):
        column, code = (pauses.to, "pause_backwards") if ends_early else (pauses.case[0], "unknown_case")
        issues.append(
            fault_issue(read.name, source, RowFault(file=file, line=line, column=column, code=code, text=None))
        )
    rejected = read.rejected + len(found)
    require_few_rejected(read.name, source, read.rows, rejected, issues)
    sound = engine.keep(joined.filter(~(unknown | backwards)).drop("_known"))
    return replace(
        read,
        frame=sound,
        latest_event=find_latest_event(sound, source, engine, due=due),
        cases=read.cases - len(found),
        rejected=rejected,
        issues=tuple(in_file_order(read.files, [*read.issues, *issues])),
    )
