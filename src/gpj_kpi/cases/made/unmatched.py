"""Rows that match no case, rows that are in no case, and cases that find no row.

Law: each is listed with its file and line, up to a hundred of a kind; the others are counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import narwhals as nw

from gpj_kpi.cases.made.rows import Rows, held_columns, known_rows, takes_part
from gpj_kpi.engines.interface import Engine, Frame
from gpj_kpi.errors import Issue
from gpj_kpi.rules import Aggregate, Source
from gpj_kpi.rules.models.conditions import columns_of
from gpj_kpi.sentences import derived as sentences
from gpj_kpi.sentences.sentence import Wordings, say

_MOST = 100


def list_unmatched(
    name: str,
    matched: Frame,
    rows: Rows,
    known: Frame,
    groups: Frame,
    made: Aggregate,
    engine: Engine,
    told: dict[str, Frame],
) -> list[Issue]:
    """List the rows that match no case, but for those that are told already.

    Args:
        name: id of the source of the cases.
        matched: what each case is matched by, in the order of `groups`.
        rows: the rows.
        known: those that are known; `_empty_key` says whether what is matched is empty in the export.
        groups: how many rows there are, as `_n`, by `_match_0`, ...
        made: says what is matched.
        engine: where all lie.
        told: the rows that are told, by their source; these are added.
    """
    theirs = held_columns(rows.source, made.theirs)
    keys = [f"_match_{n}" for n in range(len(theirs))]
    lost = groups.join(matched, left_on=keys, right_on=matched.collect_schema().names(), how="anti")
    missing = nw.col("_empty_key")
    n_lost = _count(lost.select(nw.col("_n").sum().alias("n")), engine)
    n_empty = _count(known.filter(missing).select(nw.len().alias("n")), engine)
    if not n_lost + n_empty:
        return []
    chosen = known.filter(missing).select("_row")
    if n_lost:
        of_lost = known.join(lost.select(*keys), left_on=theirs, right_on=keys, how="semi").select("_row")
        chosen = nw.concat([chosen, of_lost]) if n_empty else of_lost
    n = n_lost + n_empty
    if rows.name in told:
        # A row that matches no case in several ways is one row.
        chosen = engine.keep(chosen.join(told[rows.name], on="_row", how="anti"))
        n = _count(chosen.select(nw.len().alias("n")), engine)
        told[rows.name] = nw.concat([told[rows.name], chosen])
    else:
        told[rows.name] = chosen
    if not n:
        return []
    values = {"source": rows.name, "cases": name, "columns": ", ".join(made.theirs)}
    column = rows.source.columns[made.theirs[0]].header
    kind = _Kind("unmatched_row", sentences.UNMATCHED_ROW, sentences.UNMATCHED_MORE)
    return _list(kind, _Place(rows.name, rows.place, column), chosen, n, values, engine)


def list_in_no_case(name: str, source: Source, events: Rows, without: Frame, engine: Engine) -> tuple[int, list[Issue]]:
    """Count and list the events whose key is empty."""
    found, issues = 0, list[Issue]()
    for id_ in source.key:
        empty = without.filter(nw.col(id_).is_null())
        without = without.filter(~nw.col(id_).is_null())
        n = _count(empty.select(nw.len().alias("n")), engine)
        if n:
            kind = _Kind("row_in_no_case", sentences.IN_NO_CASE, sentences.IN_NO_CASE_MORE)
            place = _Place(events.name, events.place, events.source.columns[id_].header)
            values = {"source": events.name, "cases": name, "columns": id_}
            issues += _list(kind, place, empty.select("_row"), n, values, engine)
            found += n
    return found, issues


def list_undated(name: str, rows_of: Mapping[str, Rows], made: Mapping[str, Aggregate], engine: Engine) -> list[Issue]:
    """List the rows that no column sees because they do not say when they happened.

    A row that gives nothing but that moment is passed over without a word: its cell is empty.

    Args:
        name: id of the source of the cases.
        rows_of: the rows, as they were exported, by their source.
        made: what is made of them, by column.
        engine: where they lie.
    """
    issues: list[Issue] = []
    for source, at in dict.fromkeys((each.source, each.at) for each in made.values()):
        rows, columns = rows_of[source], rows_of[source].source.exported.columns
        if at is None or at not in columns or columns[at].required:
            continue
        looking = [each for each in made.values() if (each.source, each.at) == (source, at) and each.column != at]
        # The cases themselves have no made column yet.
        seen = [
            takes_part(replace(each, at=None), rows.source)
            for each in looking
            if not each.is_own or _list_named(each) <= set(columns)
        ]
        if not seen:
            continue
        known = known_rows(replace(rows, frame=rows.frame.with_columns(_lacks=nw.col(at).is_null())))
        lost = known.filter(nw.col("_lacks") & nw.any_horizontal(*seen, ignore_nulls=False)).select("_row")
        n = _count(lost.select(nw.len().alias("n")), engine)
        if n:
            kind = _Kind("row_without_date", sentences.WITHOUT_DATE, sentences.WITHOUT_DATE_MORE)
            values = {"source": rows.name, "cases": name, "at": at}
            issues += _list(kind, _Place(rows.name, rows.place, columns[at].header), lost, n, values, engine)
    return issues


def _list_named(made: Aggregate) -> set[str]:
    """List the columns of its rows that say which are looked at."""
    where = set() if made.where is None else columns_of(made.where)
    return where if made.column is None else where | {made.column}


def list_not_found(
    name: str, place: str, source: Source, frame: Frame, rows: Rows, made: Mapping[str, Aggregate], engine: Engine
) -> list[Issue]:
    """List the cases whose look-up finds no row."""
    id_, first = next(iter(made.items()))
    filled = nw.all_horizontal(
        *(~nw.col(each).is_null() for each in held_columns(source, first.ours)), ignore_nulls=False
    )
    lacking = frame.filter(filled & nw.col("_found").is_null()).select("_row")
    found = _count(lacking.select(nw.len().alias("n")), engine)
    if not found:
        return []
    values = {"source": rows.name, "columns": ", ".join(first.ours), "made": id_}
    kind = _Kind("row_not_found", sentences.NOT_FOUND, sentences.NOT_FOUND_MORE)
    column = source.columns[first.ours[0]].header
    return _list(kind, _Place(name, place, column), lacking, found, values, engine)


def _count(numbers: Frame, engine: Engine) -> int:
    """Fetch one number; nothing is 0."""
    cell = engine.fetch(numbers)["n"].iloc[0]
    return 0 if cell is None or cell != cell else int(cell)  # noqa: PLR0124 - NaN


@dataclass(frozen=True)
class _Kind:
    """A kind of notice.

    Attributes:
        code: its code.
        one: what is said of one row.
        more: what is said of all further rows, as `n`.
    """

    code: str
    one: Wordings
    more: Wordings


@dataclass(frozen=True)
class _Place:
    """Where rows stand.

    Attributes:
        source: id of the source of these rows.
        export: id of the export in whose files they stand.
        column: heading of the column at fault.
    """

    source: str
    export: str
    column: str


def _list(kind: _Kind, place: _Place, chosen: Frame, n: int, values: Mapping[str, str], engine: Engine) -> list[Issue]:
    """Make a notice of each first row, and one of others."""
    rows = sorted(int(row) for row in engine.fetch(chosen.sort("_row").head(_MOST))["_row"])
    issues = [
        Issue(
            code=kind.code,
            message=say(kind.one, **values),
            file=file,
            line=line,
            column=place.column,
            source=place.source,
            severity="notice",
        )
        for file, line in engine.positions(place.export, rows)
    ]
    if n > len(rows):
        others = n - len(rows)
        message = say(kind.more, n=others, **values)
        issues.append(Issue(code=kind.code, message=message, source=place.source, severity="notice", count=others))
    return issues
