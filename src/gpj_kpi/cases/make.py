"""Exports become cases: rejected rows set aside, duplicates removed, local times turned into instants.

Law: rows read = cases + rejected + duplicates, checked here for every source.

Cases have one row per key: `_row` (place in the export), the declared columns that are not personal, under their
ids, with dates and datetimes as Int64 microseconds of UTC (a date is its local midnight) beside `<id>__day`,
the local day counted from 1970-01-01; numbers are whole millionths.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.days import MICROSECONDS_A_DAY, day_at
from gpj_kpi.cases.duplicates import Repeats, conflict_notices, find_repeats, repeat_issues, without_repeats
from gpj_kpi.cases.instants import with_instants
from gpj_kpi.cases.reject_messages import set_aside_issue
from gpj_kpi.cases.rejects import cell_issues, in_file_order, require_few_rejected
from gpj_kpi.engines.interface import Engine, Export, FileRead, Frame
from gpj_kpi.errors import Issue
from gpj_kpi.rules import Source

DueColumns = Mapping[str, dt.date | None]
"""Columns that hold due dates, which are no events, each with the day from which it does; None: from the beginning."""


@dataclass(frozen=True)
class Cases:
    """The cases of one source and the count of what became of its rows.

    Attributes:
        name: id of the source.
        frame: one row per case (see the module docstring).
        files: the files read.
        rows: records read.
        cases: rows of `frame`.
        rejected: records that could not become a case, each with an issue for every cell at fault.
        duplicates: records that repeat the key of a case.
        conflicts: keys of duplicates whose rows differ in a declared column that is not personal.
        issues: faults of rejected rows, by file and line, then notices.
        latest_event: latest instant among its events, microseconds of UTC; None when it holds none.
    """

    name: str
    frame: Frame
    files: tuple[FileRead, ...]
    rows: int
    cases: int
    rejected: int
    duplicates: int
    conflicts: int
    issues: tuple[Issue, ...]
    latest_event: int | None


@dataclass(frozen=True)
class Sifted:
    """One export, its rows that become cases set apart from those that do not.

    Attributes:
        export: what the engine read.
        rows: one row per case, as it was exported.
        rejected: records that cannot become a case.
        repeats: rows that repeat a key.
        issues: faults of rejected rows, by file and line, then notices.
    """

    export: Export
    rows: Frame
    rejected: int
    repeats: Repeats
    issues: list[Issue]


def sift(name: str, source: Source, export: Export, engine: Engine) -> Sifted:
    """Set the rows of an export apart that do not become cases: those at fault, and those that repeat a key.

    Args:
        name: id of the source.
        source: its declaration.
        export: what the engine read.
        engine: where the export lies.

    Raises:
        ExportError: more rows are rejected than `max_rejected` allows.
    """
    faulty = export.rows.filter(~nw.col("_fault").is_null())
    sound = export.rows.filter(nw.col("_fault").is_null()).drop("_fault", "_fault_text")
    n_faulty = _count(faulty, engine)
    repeats = find_repeats(name, sound, source, engine)
    rejected = n_faulty + len(export.malformed) + repeats.rejected
    issues = cell_issues(name, source, export, faulty, engine, n_faulty=n_faulty)
    issues += repeat_issues(name, source, repeats, engine)
    issues = in_file_order(export.files, issues)
    further_lines = sum(fault.lines - 1 for fault in export.malformed)
    require_few_rejected(name, source, export.n_rows, rejected, issues, further_lines=further_lines)
    issues += [set_aside_issue(name, lines) for lines in export.set_aside]
    issues += _same_content_notices(name, export.files)
    issues += conflict_notices(name, source, repeats)
    return Sifted(export, without_repeats(name, sound, repeats, engine), rejected, repeats, issues)


def make_cases(
    name: str, source: Source, sifted: Sifted, calendar: Calendar, engine: Engine, *, due: DueColumns
) -> Cases:
    """Turn the rows that become cases into cases: local times become instants.

    Args:
        name: id of the source.
        source: its declaration.
        sifted: its export, the rows set apart that become cases.
        calendar: covers every day of the export.
        engine: where the export lies.
        due: columns that hold due dates, which say nothing of what is known.

    Raises:
        RuntimeError: the rows do not add up; a bug.
    """
    export = sifted.export
    frame = with_instants(sifted.rows, source, calendar, engine, export.instants)
    totals = _totals(frame, source.event_columns(), engine)
    cases = totals["_cases"]
    if export.n_rows != cases + sifted.rejected + sifted.repeats.duplicates:
        counts = f"{cases} cases + {sifted.rejected} rejected + {sifted.repeats.duplicates} duplicates"
        message = f"{name}: {export.n_rows} rows, but {counts}."
        raise RuntimeError(message)
    return Cases(
        name=name,
        frame=frame.drop("_twice", "_never"),
        files=export.files,
        rows=export.n_rows,
        cases=cases,
        rejected=sifted.rejected,
        duplicates=sifted.repeats.duplicates,
        conflicts=sifted.repeats.conflicts,
        issues=(*sifted.issues, *_clock_notices(name, totals)),
        latest_event=_latest_event(totals, source, due),
    )


def _count(frame: Frame, engine: Engine) -> int:
    return int(engine.fetch(frame.select(nw.len().alias("n")))["n"].iloc[0])


def _same_content_notices(name: str, files: Sequence[FileRead]) -> list[Issue]:
    """A notice for each file whose bytes are those of one read before it."""
    first: dict[str, str] = {}
    return [
        Issue(
            code="same_content",
            message=f"holds the very bytes of {first[file.sha256]}. Take one of the two out of the folder.",
            file=file.path,
            source=name,
            severity="notice",
        )
        for file in files
        if first.setdefault(file.sha256, file.path) != file.path
    ]


def _totals(frame: Frame, events: Sequence[str], engine: Engine) -> dict[str, int]:
    """Count cases and doubtful wall times, and find the latest instant of each event, in one pass; empty ones are 0."""
    found = engine.fetch(
        frame.select(
            nw.len().alias("_cases"),
            nw.col("_twice").sum(),
            nw.col("_never").sum(),
            *(nw.col(event).max() for event in events),
        )
    )
    return {str(name): int(cell) for name, cell in found.iloc[0].items() if not pd.isna(cell)}


def _latest_event(totals: Mapping[str, int], source: Source, due: DueColumns) -> int | None:
    """Latest event. A version that names a due date changes nothing before the first event of its time."""
    sure = _latest(totals, source.event_columns(due))
    last_day = None if sure is None else day_at(sure // MICROSECONDS_A_DAY)
    in_force = [id_ for id_, since in due.items() if since is None or last_day is None or since <= last_day]
    return _latest(totals, source.event_columns(in_force))


def _latest(totals: Mapping[str, int], events: Sequence[str]) -> int | None:
    return max((totals[event] for event in events if event in totals), default=None)


def find_latest_event(frame: Frame, source: Source, engine: Engine, *, due: DueColumns) -> int | None:
    """Latest instant among the events of some cases; None when they hold none."""
    events = source.event_columns()
    found = engine.fetch(frame.select(*(nw.col(event).max() for event in events))).iloc[0]
    return _latest_event({str(name): int(cell) for name, cell in found.items() if not pd.isna(cell)}, source, due)


def _clock_notices(name: str, totals: Mapping[str, int]) -> list[Issue]:
    """Notices for wall times that the clock shows twice, or never."""
    texts = {
        "twice": "local times that occur twice (autumn change of clock): {}. The first occurrence was taken.",
        "never": "local times that do not exist (spring change of clock): {}. The offset before the change was taken.",
    }
    return [
        Issue(
            code=f"clock_{kind}",
            message=text.format(totals[f"_{kind}"]),
            source=name,
            severity="notice",
            count=totals[f"_{kind}"],
        )
        for kind, text in texts.items()
        if totals.get(f"_{kind}")
    ]
