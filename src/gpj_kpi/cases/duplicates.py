"""Rows that repeat a key: which one is the case, how many there are, and whether they differ.

Law: the rows of one key are ordered by the column `order_by`, a missing value first; then by file name; then by line.
`first` and `last` name the two ends of that order. Where an as-of was given and `order_by` is a date, a row written
later is no candidate of its key. If all rows of a key are, one of them stays, and no indicator looks at it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

import narwhals as nw

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import day_number
from gpj_kpi.cases.instants import happened_by_clock
from gpj_kpi.cases.rejects import fault_issue
from gpj_kpi.engines.interface import READ_COLUMN, Engine, Frame, RowFault, code_columns
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source
from gpj_kpi.sentences import exports
from gpj_kpi.sentences.sentence import Sentence, say

_MANY = Fraction(1, 5)
"""More duplicates than this are told, where the rule file does not say how many there may be."""
_BEFORE_ALL = -(2**62)
"""Stands for a missing value of `order_by`: less than any number or instant that a cell can hold."""
_AFTER_AS_OF = _BEFORE_ALL - 1
"""Stands for the value of a row written after as-of, which is the last one only where there is no other."""


@dataclass(frozen=True)
class Repeats:
    """The rows of repeated keys, and which of them do not count.

    Attributes:
        dropped: rows that do not become cases, by `_row`; None where no key is repeated.
        duplicates: number of rows dropped because another row of their key is the case.
        rejected: number of rows rejected because their key is repeated.
        conflicts: number of keys whose rows differ in a declared column that is not personal. 0 where these rows are
            rejected: none of them counts, and so their order decides nothing.
    """

    dropped: Frame | None
    duplicates: int
    rejected: int
    conflicts: int


def was_written(source: Source, instants: Collection[str], as_of: AsOf | None) -> nw.Expr | None:
    """Say whether a row was written by as-of; None: every row was.

    Args:
        source: names the column that says when.
        instants: datetime columns that hold microseconds of UTC, not of local time.
        as_of: the one that was given, if any.
    """
    id_ = source.written_column
    if as_of is None or as_of.last_day is None or id_ is None:
        return None
    if not source.columns[id_].traits.has_clock:
        happened = nw.col(id_) <= day_number(as_of.last_day)
    elif id_ in instants:
        happened = as_of.happened(nw.col(id_), by_day=False)
    else:
        happened = happened_by_clock(id_, as_of)
    return happened.fill_null(value=True)


def find_repeats(name: str, sound: Frame, source: Source, engine: Engine, *, written: nw.Expr | None = None) -> Repeats:
    """Find the rows of repeated keys, and choose which of them count.

    All rows are counted by key. Everything else is asked only of the rows whose key is repeated, for they are few.

    Args:
        name: id of the source.
        sound: one row per well-formed record: `_row` and the declared columns that are not personal.
        source: gives the key, `on_duplicate` and `order_by`.
        engine: where the rows lie.
        written: whether a row was written by as-of (see `was_written`).
    """
    key = list(source.key)
    row = nw.col("_row")
    likely = engine.likely_repeated(name, sound)
    by_key = likely.group_by(*key).agg(nw.len().alias("_n"), row.min().alias("_first"), row.max().alias("_last"))
    repeated = engine.keep(by_key.filter(nw.col("_n") > 1))
    totals = engine.fetch(repeated.select(nw.col("_n").sum().alias("rows"), nw.len().alias("keys"))).iloc[0]
    n_keys = int(totals["keys"])
    if not n_keys:
        return Repeats(dropped=None, duplicates=0, rejected=0, conflicts=0)
    n_rows = int(totals["rows"])
    rows = engine.keep(likely.join(repeated.select(*key), on=key, how="inner"))
    if source.on_duplicate == "reject":
        return Repeats(dropped=rows.select("_row"), duplicates=0, rejected=n_rows, conflicts=0)
    if source.order_by is None:
        # The numbers of rows go by file name and line already.
        kept = repeated.select(*key, nw.col(f"_{source.on_duplicate}").alias("_kept"))
    else:
        kept = _choose_by_column(rows, source, source.order_by, written)
    with_kept = rows.select(*key, "_row").join(kept, on=key, how="inner")
    return Repeats(
        dropped=engine.keep(with_kept.filter(row != nw.col("_kept")).select("_row")),
        duplicates=n_rows - n_keys,
        rejected=0,
        conflicts=_count_conflicts(rows, source, engine),
    )


def _choose_by_column(repeated: Frame, source: Source, order_by: str, written: nw.Expr | None) -> Frame:
    """Choose the first or last row of each key by a column.

    Returns:
        One row per key: the key, and `_kept`, the `_row` that is the case.
    """
    key = list(source.key)

    def end_of(column: str) -> nw.Expr:
        return nw.col(column).min() if source.on_duplicate == "first" else nw.col(column).max()

    value = nw.col(order_by).cast(nw.Int64).fill_null(_BEFORE_ALL)
    if written is not None and source.on_duplicate == "last":
        value = nw.when(written).then(value).otherwise(nw.lit(_AFTER_AS_OF))
    rows = repeated.select(*key, "_row", value.alias("_value"))
    ends = rows.group_by(*key).agg(end_of("_value").alias("_end"))
    at_end = rows.join(ends, on=key, how="inner").filter(nw.col("_value") == nw.col("_end"))
    # Several rows of a key may share the value: among them the row number decides.
    return at_end.group_by(*key).agg(end_of("_row").alias("_kept"))


def _count_conflicts(repeated: Frame, source: Source, engine: Engine) -> int:
    """Count the keys whose rows are not all alike, accents in NFC.

    Personal cells make no difference, coded or not.
    """
    beside = ["_row", *map(READ_COLUMN.format, source.columns), *code_columns(source)]
    contents = repeated.drop(*beside, strict=False).unique().group_by(*source.key).agg(nw.len().alias("_n"))
    differing = contents.filter(nw.col("_n") > 1).select(nw.len().alias("n"))
    return int(engine.fetch(differing)["n"].iloc[0])


def drop_repeats(name: str, sound: Frame, repeats: Repeats, engine: Engine) -> Frame:
    """Keep the rows that are cases.

    That is one row of each key, or none where the rows of a repeated key are rejected.
    """
    return sound if repeats.dropped is None else engine.without(name, sound, repeats.dropped)


def require_few_duplicates(name: str, source: Source, rows: int, duplicates: int) -> list[Issue]:
    """Refuse an export with too many duplicates.

    Args:
        name: id of the source.
        source: gives `max_duplicates`.
        rows: number of rows read.
        duplicates: number of rows dropped because another row of their key is the case.

    Returns:
        A notice where `max_duplicates` is not declared, and more than a fifth of the rows are duplicates.

    Raises:
        ExportError: they are more than `max_duplicates` allows.
    """
    most = _MANY if source.max_duplicates is None else source.max_duplicates
    if duplicates <= most * rows:
        return []
    percents = f"{float(most * 100):.4f}".rstrip("0").rstrip(".")
    share = Sentence(f"{percents}%", f"{percents.replace('.', ',')}\u202f%")
    if source.max_duplicates is not None:
        message = say(exports.TOO_MANY_DUPLICATES, duplicates=duplicates, rows=rows, share=share)
        raise ExportError(Issue(code="too_many_duplicates", message=message, source=name, file=name))
    more = f"{-(-100 * duplicates // rows)}%"
    message = say(exports.MANY_DUPLICATES, duplicates=duplicates, rows=rows, share=share, more=more)
    return [Issue(code="many_duplicates", message=message, source=name, severity="notice", count=duplicates)]


def repeat_issues(name: str, source: Source, repeats: Repeats, engine: Engine) -> list[Issue]:
    """Make an issue of each row rejected for its repeated key."""
    if not repeats.rejected or repeats.dropped is None:
        return []
    rows = engine.fetch(repeats.dropped.sort("_row"))
    places = engine.positions(name, [int(row) for row in rows["_row"]])
    faults = [
        RowFault(file=file, line=line, column=source.key[0], code="duplicate_key", text=None) for file, line in places
    ]
    return [fault_issue(name, source, fault) for fault in faults]


def conflict_notices(name: str, source: Source, repeats: Repeats, *, is_cut_off: bool = False) -> list[Issue]:
    """Make a notice of the keys whose rows differ.

    Of such a key, the order of the rows decides which one counts.

    Args:
        name: id of the source.
        source: its declaration.
        repeats: the rows of repeated keys.
        is_cut_off: rows written after as-of were no candidates.
    """
    if not repeats.conflicts:
        return []
    message = say(
        exports.ROWS_DIFFER_AT_AS_OF if is_cut_off else exports.ROWS_DIFFER,
        keys=repeats.conflicts,
        which=say(exports.FIRST_ROW if source.on_duplicate == "first" else exports.LAST_ROW),
        order=say(exports.ORDERED_BY, column=source.order_by) if source.order_by else say(exports.IN_ORDER),
    )
    return [
        Issue(code="conflicting_duplicates", message=message, source=name, severity="notice", count=repeats.conflicts)
    ]
