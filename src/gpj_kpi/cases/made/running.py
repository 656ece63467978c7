"""Running sums over rows in their order, read at the two ends of the time of each case.

Law: rows and ends are sorted together, once. What lies in the time of a case is the difference of two sums. A case is
never held against each row, so that the cost grows like a sort.

A row has the sum of all rows up to itself. So a number of rows is also the rank of one: the first row of a time has the
rank that follows the sum before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw

from gpj_kpi.cases.made.bounds import FROM, UNTIL, Bounded
from gpj_kpi.engines.interface import Engine, Frame

LOW, HIGH, OWN, RANK = "_low_{}", "_high_{}", "_own_{}", "_rank_{}"
"""Sums before the time of a case and up to its end, what its own row adds, and the sum at its own row."""
_BEFORE, _ROW, _BEHIND = 0, 1, 2
_FAR = 1 << 62
"""Comes after every moment."""


@dataclass(frozen=True)
class Running:
    """Running sums of rows, and those at the ends of times.

    Attributes:
        frame: a row for each row and each end: the keys, `_row`, `_place`, and beside each number its running sum.
        keys: columns that hold what is matched.
        names: the numbers that are added up.
        is_backward: rows are counted from the last one, as the times have no end.
        has_low: the times have a beginning, before which something was counted.
    """

    frame: Frame
    keys: tuple[str, ...]
    names: tuple[str, ...]
    is_backward: bool
    has_low: bool

    def at_ends(self, own_of: Sequence[str] | None) -> Frame:
        """Give the sums of each case, one row for each.

        Args:
            own_of: numbers of which the case's own row may have some; None where no row is a case.

        Returns:
            `_row` and `LOW`, `HIGH`, and where rows are cases `OWN` and `RANK` of each number. Sums that are not there
            are 0.
        """
        row = (nw.col("_row") * (-1 if self.is_backward else 1)).alias("_row")
        if own_of is None and not self.has_low:
            ends = self.frame.filter(nw.col("_place") == _BEHIND)
            return ends.select(row, *(nw.col(f"{name}_sum").alias(HIGH.format(name)) for name in self.names))
        sums = [
            nw.when(nw.col("_place") == place).then(nw.col(f"{name}_sum")).otherwise(nw.lit(0)).alias(of.format(name))
            for place, of in ((_BEFORE, LOW), (_BEHIND, HIGH))
            for name in self.names
            if of == HIGH or self.has_low
        ]
        if own_of is not None:
            is_own = (nw.col("_place") == _ROW) & (nw.col("_own") == 1)
            sums += [nw.when(is_own).then(nw.col(name)).otherwise(nw.lit(0)).alias(OWN.format(name)) for name in own_of]
            sums += [
                nw.when(is_own).then(nw.col(f"{name}_sum")).otherwise(nw.lit(0)).alias(RANK.format(name))
                for name in own_of
            ]
        parts = self.frame if own_of is not None else self.frame.filter(nw.col("_place") != _ROW)
        taken = parts.select(row, *sums)
        names = [name for name in taken.collect_schema().names() if name != "_row"]
        return taken.group_by("_row").agg(*(nw.col(name).sum() for name in names))

    def ranked(self, name: str) -> Frame:
        """Give the rows that a number marks, by their rank.

        Returns:
            The keys, `_rank`, and the row as `_event`.
        """
        marked = self.frame.filter((nw.col("_place") == _ROW) & (nw.col(name) == 1))
        event = nw.col("_row") * (-1 if self.is_backward else 1)
        return marked.select(*self.keys, nw.col(f"{name}_sum").alias("_rank"), event.alias("_event"))


def add_up(bounded: Bounded, events: Frame, names: Sequence[str], engine: Engine, *, with_own: bool) -> Running:
    """Add up numbers of rows, in the order of their moments.

    Args:
        bounded: the cases.
        events: the rows: the keys, `_at`, `_row`, and the numbers; `_own` where some rows are cases.
        names: of the numbers.
        engine: where all lie.
        with_own: some rows are cases.
    """
    is_backward, has_low = bounded.ends == (FROM,), len(bounded.ends) > 1
    sign = -1 if is_backward else 1
    held = (*names, "_own") if with_own else tuple(names)
    parts = [
        events.select(
            *bounded.keys,
            (nw.col("_at") * sign).alias("_at"),
            nw.lit(_ROW, nw.Int8).alias("_place"),
            (nw.col("_row") * sign).alias("_row"),
            *held,
        )
    ]
    timed = bounded.frame.filter(bounded.is_known)
    high = nw.col(bounded.ends[-1]) * sign if bounded.ends else nw.col("_row") * 0 + _FAR
    ends = [(_BEHIND, high)]
    if has_low:
        timed = timed.filter(nw.col(FROM) <= nw.col(UNTIL))
        ends.append((_BEFORE, nw.col(FROM)))
    parts += [
        timed.select(
            *bounded.keys,
            at.alias("_at"),
            nw.lit(place, nw.Int8).alias("_place"),
            (nw.col("_row") * sign).alias("_row"),
            *((nw.col("_row") * 0).alias(name) for name in held),
        )
        for place, at in ends
    ]
    order = ["_at", "_place", "_row"]
    running = nw.concat(parts).with_columns(
        nw.col(name).cum_sum().over(*bounded.keys, order_by=order).cast(nw.Int64).alias(f"{name}_sum") for name in names
    )
    return Running(engine.keep(running), bounded.keys, tuple(names), is_backward, has_low)
