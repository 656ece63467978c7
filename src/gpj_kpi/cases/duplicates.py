"""Rows that repeat a key: which one of them is the case, how many there are, and whether they differ.

Law: `first` and `last` go by the column `order_by`, where a missing value is the earliest, then by file name, then by
line. All but the count of each key is asked of the rows of repeated keys alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from gpj_kpi.cases.reject_messages import fault_issue
from gpj_kpi.engines.interface import Engine, Frame, RowFault
from gpj_kpi.errors import Issue
from gpj_kpi.rules import Source

_BEFORE_ALL = -(2**62)
"""Stands for a missing value of `order_by`: less than any number or instant that a cell can hold."""


@dataclass(frozen=True)
class Repeats:
    """The keys that stand in several rows.

    Attributes:
        dropped: `_row` of the rows that are no case for their key stands in another; None where there is none.
        duplicates: rows set aside for another of their key.
        rejected: rows rejected because their key stands in several.
        conflicts: keys whose rows differ in a declared column. Personal columns are not compared: they do not leave
            the engine. 0 where the rows are rejected, for then none of them counts.
    """

    dropped: Frame | None
    duplicates: int
    rejected: int
    conflicts: int


def find_repeats(name: str, sound: Frame, source: Source, engine: Engine) -> Repeats:
    """Find the keys that stand in several rows.

    Args:
        name: id of the source.
        sound: one row per well-formed record: `_row` and the declared columns that are not personal.
        source: gives the key, `on_duplicate` and `order_by`.
        engine: where the rows lie.
    """
    row = nw.col("_row")
    likely = engine.likely_repeated(name, sound)
    by_key = likely.group_by(*source.key).agg(nw.len().alias("_n"), row.min().alias("_first"), row.max().alias("_last"))
    repeated = engine.keep(by_key.filter(nw.col("_n") > 1))
    totals = engine.fetch(repeated.select(nw.col("_n").sum().alias("rows"), nw.len().alias("keys"))).iloc[0]
    keys = int(totals["keys"])
    if not keys:
        return Repeats(dropped=None, duplicates=0, rejected=0, conflicts=0)
    rows = int(totals["rows"])
    of_repeated = engine.keep(likely.join(repeated.select(*source.key), on=list(source.key), how="inner"))
    if source.on_duplicate == "reject":
        return Repeats(dropped=of_repeated.select("_row"), duplicates=0, rejected=rows, conflicts=0)
    if source.order_by is None:
        kept = repeated.select(*source.key, nw.col(f"_{source.on_duplicate}").alias("_kept"))
    else:
        kept = _kept_by_column(of_repeated, source, source.order_by)
    with_kept = of_repeated.select(*source.key, "_row").join(kept, on=list(source.key), how="inner")
    return Repeats(
        dropped=engine.keep(with_kept.filter(nw.col("_row") != nw.col("_kept")).select("_row")),
        duplicates=rows - keys,
        rejected=0,
        conflicts=_count_conflicts(of_repeated, source, engine),
    )


def _kept_by_column(of_repeated: Frame, source: Source, order_by: str) -> Frame:
    """The row of each key whose value is the least or the greatest; among those that share it, the first or last."""

    def end(column: str) -> nw.Expr:
        return nw.col(column).min() if source.on_duplicate == "first" else nw.col(column).max()

    value = nw.col(order_by).cast(nw.Int64).fill_null(_BEFORE_ALL)
    rows = of_repeated.select(*source.key, "_row", value.alias("_value"))
    best = rows.group_by(*source.key).agg(end("_value").alias("_best"))
    with_best = rows.join(best, on=list(source.key), how="inner").filter(nw.col("_value") == nw.col("_best"))
    return with_best.group_by(*source.key).agg(end("_row").alias("_kept"))


def _count_conflicts(of_repeated: Frame, source: Source, engine: Engine) -> int:
    """Number of keys that are left in several rows once rows that are alike are one."""
    contents = of_repeated.drop("_row").unique().group_by(*source.key).agg(nw.len().alias("_n"))
    differing = contents.filter(nw.col("_n") > 1).select(nw.len().alias("n"))
    return int(engine.fetch(differing)["n"].iloc[0])


def without_repeats(name: str, sound: Frame, repeats: Repeats, engine: Engine) -> Frame:
    """The rows that are cases: those of a key of its own, and of the others the one that is kept."""
    return sound if repeats.dropped is None else engine.without(name, sound, repeats.dropped)


def repeat_issues(name: str, source: Source, repeats: Repeats, engine: Engine) -> list[Issue]:
    """One issue per row rejected because its key stands in several rows."""
    if not repeats.rejected or repeats.dropped is None:
        return []
    rows = engine.fetch(repeats.dropped.sort("_row"))
    places = engine.positions(name, [int(row) for row in rows["_row"]])
    faults = [
        RowFault(file=file, line=line, column=source.key[0], code="duplicate_key", text=None) for file, line in places
    ]
    return [fault_issue(name, source, fault) for fault in faults]


def conflict_notices(name: str, source: Source, repeats: Repeats) -> list[Issue]:
    """A notice when rows of one key differ, for then their order decides which one counts."""
    if not repeats.conflicts:
        return []
    first_by = f"by {source.order_by}, then " if source.order_by else ""
    message = (
        f"keys that stand in rows that differ: {repeats.conflicts}. Of each, the {source.on_duplicate} row was counted "
        f"({first_by}files by name, then lines)."
    )
    return [
        Issue(code="conflicting_duplicates", message=message, source=name, severity="notice", count=repeats.conflicts)
    ]
