"""Exports become cases: rejected rows and duplicates are left out, local times become instants.

Law: rows read = cases + rejected + duplicates, checked here for every source.

Cases have one row per key. Their columns are `_row` (the place in the export) and the declared columns that are not
personal, under their ids; of a personal one that is matched by or counted, its codes. Dates and datetimes are Int64
microseconds of UTC; a date stands for its local midnight. Beside each stands `<id>__day`, the local day counted from
1970-01-01. Numbers are whole millionths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import narwhals as nw

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.cases.duplicates import (
    Repeats,
    conflict_notices,
    drop_repeats,
    find_repeats,
    repeat_issues,
    require_few_duplicates,
    was_written,
)
from gpj_kpi.cases.instants import with_instants
from gpj_kpi.cases.known import Known, find_known
from gpj_kpi.cases.made.assembly import add_made_columns
from gpj_kpi.cases.made.rows import Rows
from gpj_kpi.cases.notices import empty_notices, same_content_notices, set_aside_issue, unread_notices
from gpj_kpi.cases.opening import Opening
from gpj_kpi.cases.rejects import cell_issues, in_file_order, require_few_rejected
from gpj_kpi.engines.interface import Engine, Export, FileRead, Frame
from gpj_kpi.errors import Issue
from gpj_kpi.rules import Source, SourceDates
from gpj_kpi.sentences.measures import WRITTEN_LATER
from gpj_kpi.sentences.sentence import say


@dataclass(frozen=True)
class Cases:
    """The cases of one source, and what became of its rows.

    Attributes:
        name: id of the source.
        frame: one row per case (see the module docstring).
        files: the files read.
        rows: number of rows read.
        cases: number of rows of `frame`.
        rejected: number of rows that cannot become a case; each has an issue for every cell at fault.
        duplicates: number of rows dropped because another row of their key is the case.
        conflicts: number of keys whose rows differ in a declared column that is not personal.
        set_aside: number of lines that the rule file declares not to be rows.
        issues: faults of rejected rows, by file and line, then notices.
        known: the days of its events, and the latest of them.
        as_read: text columns beside which stands what was read (see `Export`).
        made_of: the events of which the cases are made; None for those of an export.
    """

    name: str
    frame: Frame = field(repr=False)
    files: tuple[FileRead, ...]
    rows: int
    cases: int
    rejected: int
    duplicates: int
    conflicts: int
    set_aside: int
    issues: tuple[Issue, ...]
    known: Known
    as_read: frozenset[str] = frozenset()
    made_of: MadeOf | None = None


@dataclass(frozen=True)
class MadeOf:
    """The events of which cases are made.

    Attributes:
        source: id of their source.
        events: number of its cases.
        in_cases: number of those that are in a case.
        in_none: number of those that are in no case.
        later: number of those that were written, or whose key became known, after as-of.
    """

    source: str
    events: int
    in_cases: int
    in_none: int
    later: int


@dataclass(frozen=True)
class Sifted:
    """One export, parted into the rows that become cases and the others.

    Attributes:
        export: what the engine read.
        rows: one row per case, as it was exported.
        rejected: number of rows that cannot become a case.
        repeats: the rows of repeated keys.
        issues: faults of rejected rows, by file and line, then notices.
    """

    export: Export
    rows: Frame = field(repr=False)
    rejected: int
    repeats: Repeats
    issues: list[Issue]


def sift(
    name: str,
    source: Source,
    export: Export,
    engine: Engine,
    *,
    as_of: AsOf | None = None,
    may_be_empty: bool = False,
) -> Sifted:
    """Part the rows that become cases from rejected and repeated rows.

    Args:
        name: id of the source.
        source: its declaration.
        export: what the engine read.
        engine: where the export lies.
        as_of: the one that was given, if any.
        may_be_empty: no row is nothing to be told, as there may be no pause.

    Raises:
        ExportError: more rows are rejected, or duplicates, than the source allows.
    """
    is_sound = nw.col("_fault").is_null()
    faulty = export.rows.filter(~is_sound)
    sound = export.rows.filter(is_sound).drop("_fault", "_fault_text")
    n_faulty = int(engine.fetch(faulty.select(nw.len().alias("n")))["n"].iloc[0])
    written = was_written(source, export.instants, as_of)
    repeats = find_repeats(name, sound, source, engine, written=written)
    rejected = n_faulty + len(export.malformed) + repeats.rejected
    at_fault = cell_issues(name, source, export, faulty, engine, n_faulty=n_faulty)
    at_fault += repeat_issues(name, source, repeats, engine)
    at_fault = in_file_order(export.files, at_fault)
    further_lines = sum(fault.lines - 1 for fault in export.malformed)
    require_few_rejected(name, source, export.n_rows, rejected, at_fault, further_lines=further_lines)
    many = require_few_duplicates(name, source, export.n_rows, repeats.duplicates)
    return Sifted(
        export=export,
        rows=drop_repeats(name, sound, repeats, engine),
        rejected=rejected,
        repeats=repeats,
        issues=[
            *at_fault,
            *(set_aside_issue(name, lines) for lines in export.set_aside),
            *empty_notices(name, export.files, may_be_empty=may_be_empty),
            *same_content_notices(name, export.files),
            *unread_notices(name, engine.unread(name)),
            *many,
            *conflict_notices(name, source, repeats, is_cut_off=written is not None),
        ],
    )


def make_cases(
    name: str,
    source: Source,
    sifted: Sifted,
    calendar: Calendar,
    engine: Engine,
    *,
    dates: SourceDates,
    others: Mapping[str, Rows] = MappingProxyType({}),
    as_of: AsOf | None = None,
) -> Cases:
    """Turn the rows of an export that become cases into cases.

    Args:
        name: id of the source.
        source: its declaration.
        sifted: its export.
        calendar: covers every day of the export.
        engine: where the export lies.
        dates: the columns that hold events, reference dates and due dates.
        others: the rows of other sources of which its columns are made.
        as_of: the one that was given, if any.

    Raises:
        RuntimeError: the rows do not add up; a bug.
    """
    export, repeats = sifted.export, sifted.repeats
    frame = with_instants(sifted.rows, source.exported, calendar, engine, export.instants)
    frame = Opening(dates.in_hours, calendar, engine).add(frame, source.exported.columns)
    frame, unmatched = _add_made(name, source, frame, dates, others, calendar, engine, as_of)
    sums = _list_sums(source, as_of)
    known = find_known(name, source, frame, dates, calendar.schedule, engine, sums=sums, as_of=as_of)
    cases, totals = known.totals.n_cases, known.totals.sums
    if export.n_rows != cases + sifted.rejected + repeats.duplicates:
        counts = f"{cases} cases + {sifted.rejected} rejected + {repeats.duplicates} duplicates"
        message = f"{name}: {export.n_rows} rows, but {counts}."
        raise RuntimeError(message)
    return Cases(
        name=name,
        frame=frame.drop("_twice", "_never"),
        files=export.files,
        rows=export.n_rows,
        cases=cases,
        rejected=sifted.rejected,
        duplicates=repeats.duplicates,
        conflicts=repeats.conflicts,
        set_aside=export.n_set_aside,
        issues=(*sifted.issues, *_clock_notices(name, totals), *_later_notices(name, totals), *known.lone, *unmatched),
        known=known,
        as_read=export.as_read,
    )


def _add_made(
    name: str,
    source: Source,
    frame: Frame,
    dates: SourceDates,
    others: Mapping[str, Rows],
    calendar: Calendar,
    engine: Engine,
    as_of: AsOf | None,
) -> tuple[Frame, tuple[Issue, ...]]:
    """Add the columns made of other rows.

    Of its own rows too, the source must be known: for these, by the events that its files have.
    """
    if not source.made_columns:
        return frame, ()
    rows_of = dict(others)
    if any(made.is_own for made in source.made_columns.values()):
        exported = source.exported
        events = tuple(id_ for id_ in dates.events if id_ in exported.columns)
        references = tuple(id_ for id_ in dates.references if id_ in exported.columns)
        by_files = SourceDates(events, references or events, dates.due)
        known = find_known(name, exported, frame, by_files, calendar.schedule, engine, as_of=as_of)
        zone = zone_named(calendar.schedule.time_zone)
        known_to = as_of or AsOf.latest(known.latest_event, zone, lone_after=bool(known.lone))
        rows_of[name] = Rows(
            name=name, place=name, source=source, frame=frame, as_of=known_to, events=known.events, due=dates.due
        )
    assembled = add_made_columns(name, source, frame, rows_of, calendar, engine, name, dates)
    return assembled.frame, assembled.issues


def _list_sums(source: Source, as_of: AsOf | None) -> dict[str, nw.Expr]:
    """List what is added up over all cases, by name.

    That is doubtful local times, and cases written after as-of.
    """
    found = {"_twice": nw.col("_twice"), "_never": nw.col("_never")}
    written = source.written_column
    if as_of is not None and written is not None:
        happened = as_of.happened(nw.col(written), by_day=source.columns[written].type == "date")
        found["_later"] = (~happened).cast(nw.Int64)
    return found


def _clock_notices(name: str, totals: Mapping[str, int]) -> list[Issue]:
    """Make notices of local times that occur twice, and never."""
    twice = "local times that occur twice (autumn change of clock): {}. The first occurrence was taken."
    never = "local times that do not exist (spring change of clock): {}. The offset before the change was taken."
    return [
        Issue(code=code, message=text.format(count), source=name, severity="notice", count=count)
        for code, text, count in (("clock_twice", twice, totals["_twice"]), ("clock_never", never, totals["_never"]))
        if count
    ]


def _later_notices(name: str, totals: Mapping[str, int]) -> list[Issue]:
    """Make a notice of the cases that were written after as-of."""
    later = totals.get("_later", 0)
    if not later:
        return []
    message = say(WRITTEN_LATER, n=later)
    return [Issue(code="written_later", message=message, source=name, severity="notice", count=later)]
