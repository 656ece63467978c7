"""Different cells of the other rows of a case.

Law: a case's own row is never among them, and what an open cell may still change is not known.
"""

from __future__ import annotations

import narwhals as nw

from gpj_kpi.cases.made.bounds import Bounded
from gpj_kpi.cases.made.rows import held_columns, is_settled_part, is_unsettled
from gpj_kpi.engines.interface import OPEN_COLUMN, Frame
from gpj_kpi.rules import Aggregate, Source


def count_different(id_: str, made: Aggregate, bounded: Bounded, known: Frame, theirs: Source) -> Frame:
    """Count the different cells of the other rows of each case.

    The cell of its own row does not count if no other row has it.

    Args:
        id_: the column that is made.
        made: says whose cells are counted.
        bounded: the cases.
        known: the rows that are known.
        theirs: their declaration.

    Returns:
        `_row` and the count of each case; where an open cell may change it, whether it is open (`OPEN_COLUMN`).
    """
    held = held_columns(theirs, [str(made.column)])
    match = held_columns(theirs, made.theirs)
    looked_at = known.filter(is_settled_part(made, theirs))
    keyed = looked_at.filter(nw.all_horizontal(*(~nw.col(each).is_null() for each in match), ignore_nulls=False))
    cells = [f"_cell_{number}" for number in range(len(held))]
    rows = keyed.select(
        "_row",
        *(nw.col(each).alias(key) for key, each in zip(bounded.keys, match, strict=True)),
        *(nw.col(each).alias(cell) for cell, each in zip(cells, held, strict=True)),
    )
    groups = rows.group_by(*bounded.keys, *cells).agg(nw.len().alias("_n"))
    totals = groups.group_by(*bounded.keys).agg(nw.len().alias("_total"))
    own = rows.join(groups.filter(nw.col("_n") == 1), on=[*bounded.keys, *cells], how="inner")
    alone = own.select(*bounded.keys, "_row", (nw.col("_row") * 0 + 1).alias("_alone"))
    joined = bounded.frame.join(totals, on=list(bounded.keys), how="left")
    joined = joined.join(alone, on=[*bounded.keys, "_row"], how="left")
    found = nw.col("_total").fill_null(0).cast(nw.Int64) - nw.col("_alone").fill_null(0).cast(nw.Int64)
    cell = nw.col("_row") * 0 + found
    if not made.may_be_open:
        return joined.select("_row", nw.when(bounded.is_known).then(cell).alias(id_))
    joined, is_open = _join_unsettled(joined, made, bounded, known, theirs)
    is_open = bounded.is_known & is_open
    if bounded.waits is not None:
        is_open = is_open | bounded.waits
    is_known = bounded.is_known & ~is_open
    return joined.select("_row", nw.when(is_known).then(cell).alias(id_), is_open.alias(OPEN_COLUMN.format(id_)))


def _join_unsettled(
    joined: Frame, made: Aggregate, bounded: Bounded, known: Frame, theirs: Source
) -> tuple[Frame, nw.Expr]:
    """Join to each case how many other rows of it an open cell leaves open, and say whether any is."""
    unsettled = is_unsettled(made, theirs)
    if unsettled is None:
        return joined, nw.lit(value=False)
    match = held_columns(theirs, made.theirs)
    rows = known.filter(unsettled & nw.all_horizontal(*(~nw.col(each).is_null() for each in match), ignore_nulls=False))
    keyed = rows.select("_row", *(nw.col(each).alias(key) for key, each in zip(bounded.keys, match, strict=True)))
    totals = keyed.group_by(*bounded.keys).agg(nw.len().alias("_n_unsettled"))
    own = keyed.select("_row", *bounded.keys, (nw.col("_row") * 0 + 1).alias("_is_unsettled"))
    joined = joined.join(totals, on=list(bounded.keys), how="left")
    joined = joined.join(own, on=[*bounded.keys, "_row"], how="left")
    n_others, n_own = (nw.col(name).fill_null(0).cast(nw.Int64) for name in ("_n_unsettled", "_is_unsettled"))
    return joined, nw.col("_row") * 0 + n_others - n_own > 0
