"""Combined verdicts: the verdicts of all rows of one key become one.

Law: the first outcome of an order that a row has is that of its key. A row whose key has an empty cell stands alone,
and is invalid.
"""

from __future__ import annotations

import narwhals as nw

from gpj_kpi.engines.interface import READ_COLUMN, Frame
from gpj_kpi.rules import Combined, Indicator
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.judge import DETAILS, judge_together
from gpj_kpi.verdicts.outcomes import CODES, NOT_LOOKED_AT, code
from gpj_kpi.verdicts.scopes import blank_unknown, in_scope

_MISSED = ("overdue", "late", "abandoned", "missed")
_NO_PART = ("invalid", "excluded")
_ORDERS = {
    "all": ("beyond_calendar", *_MISSED, "pending", "met", *_NO_PART),
    "any": ("beyond_calendar", "met", "pending", *_MISSED, *_NO_PART),
}
"""What becomes of a key: the first of these that one of its rows is."""


def combine(
    cases: Frame,
    measure: Combined,
    of: Indicator,
    context: Context,
    *,
    group_by: str | None = None,
    is_detailed: bool = False,
) -> Frame:
    """Judge the rows, and make one verdict of those of each key.

    Args:
        cases: one row per case of the source.
        measure: says which rows belong together.
        of: judges the rows.
        context: that of the indicator which judges the rows.
        group_by: as in `judge_together`; a key belongs to the group of its earliest row.
        is_detailed: single keys are asked for, not only what is counted.

    Returns:
        One row per key, with the columns of `judge_together`. Its day is that of its earliest row, and so is whether
        it is excused.
    """
    keys = _keys(measure, context)
    further = [nw.col(of.reference_column).alias("_at"), nw.col("_row").alias("_of_row"), *keys.values()]
    shown = {column: _as_read(column, context) for column in measure.by} if is_detailed else {}
    further += [cell.alias(f"_shown_{number}") for number, cell in enumerate(shown.values())]
    judged = judge_together(cases, [of], context, group_by=group_by, further=further)
    places = {CODES[name]: place for place, name in enumerate(_ORDERS[measure.met_if])}
    is_alone, outcome = nw.col("_alone") >= 0, nw.col("_outcome_0")
    place = nw.when(is_alone).then(nw.lit(places[CODES["invalid"]]))
    for held, rank in places.items():
        place = place.when(outcome == held).then(nw.lit(rank))
    # Without a date a row comes last; of one moment, the first of the export counts.
    placed = judged.filter(outcome != NOT_LOOKED_AT).with_columns(
        _place=place.otherwise(nw.lit(len(places))).cast(nw.Int64),
        _undated=nw.when(nw.col("_at").is_null()).then(nw.lit(1)).otherwise(nw.lit(0)),
        _moment=nw.col("_at").fill_null(0),
        _one=nw.lit(1),
    )
    by = list(keys)
    numbered = placed.with_columns(
        _least=nw.col("_place").min().over(*by),
        _number=nw.col("_one").cum_sum().over(*by, order_by=["_undated", "_moment", "_of_row"]).cast(nw.Int64),
    )
    first, least = numbered.filter(nw.col("_number") == 1), nw.col("_least")
    found = nw.when(least == len(places)).then(nw.lit(len(CODES) + 1))
    for held, rank in places.items():
        found = found.when(least == rank).then(nw.lit(held))
    columns = [nw.col("_reference_day"), *([nw.col("_group")] if group_by is not None else [])]
    columns += [nw.col("_excused")] if context.excused else []
    if is_detailed:
        columns += [nw.col("_of_row").alias("_row")]
        columns += [nw.col(f"_shown_{number}").alias(column) for number, column in enumerate(shown)]
    made = first.select(*columns, found.otherwise(code("invalid")).cast(nw.Int64).alias("_outcome_0"), "_of_row")
    if is_detailed:
        made = made.with_columns(
            nw.when(nw.col("_of_row") < 0).then(nw.col("_of_row")).alias(f"_{name}_0") for name in DETAILS
        )
    return made.drop("_of_row")


def count_keys(cases: Frame, measure: Combined, of: Indicator, context: Context) -> int:
    """Count the keys of the rows in scope."""
    known, scope = blank_unknown(cases, [of], context), in_scope(of, context)
    keys = (known if scope is None else known.filter(scope)).select(*_keys(measure, context).values()).unique()
    return int(context.engine.fetch(keys.select(nw.len().alias("n")))["n"].iloc[0])


def _keys(measure: Combined, context: Context) -> dict[str, nw.Expr]:
    """Give the columns that tell keys apart, none of them empty."""
    empty = nw.any_horizontal(*(nw.col(column).is_null() for column in measure.by), ignore_nulls=False)
    alone = nw.when(empty).then(nw.col("_row")).otherwise(nw.lit(-1)).cast(nw.Int64)
    found = {"_alone": alone.alias("_alone")}
    for number, column in enumerate(measure.by):
        is_text = context.source.columns[column].type == "text"
        cell = nw.col(column).fill_null("") if is_text else nw.col(column).cast(nw.Int64).fill_null(-1)
        found[f"_by_{number}"] = cell.alias(f"_by_{number}")
    return found


def _as_read(column: str, context: Context) -> nw.Expr:
    """Give a cell as it was read."""
    return nw.coalesce(READ_COLUMN.format(column), column) if column in context.as_read else nw.col(column)
