"""The files of an export: which rows each carries, and how they are written.

Law: an export is written in one pass, in the order of time, whatever its size. A row goes to every file whose window
holds its instant; windows overlap where the system exported some days twice.
"""

from __future__ import annotations

import csv
import heapq
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter, itemgetter
from pathlib import Path
from random import Random
from typing import Any

from tools.sample_data.office import EXTRACTED_AT, LIVE_ON
from tools.sample_data.rows import Row

SEED = "gpj-kpi 2008"
NEW_LAYOUT_ON = date(2008, 7, 1)
FIRST_NUMBER = 104_201


@dataclass(frozen=True, kw_only=True)
class Export:
    """How one system exports its cases.

    Attributes:
        name: name of the export on the command line; seeds its draws.
        stem: start of the file names.
        period: one file per `month`, `quarter` or `year`.
        encoding: of the files; utf-8-sig is utf-8 with a byte-order mark.
        columns: headers in the order of the files.
        key: header and prefix of the numbers of the cases; they count up in the order of the rows.
        draw: yields the drawn rows in order of time.
        plant: builds the boundary, invalid and refused rows, in any order.
        grows_with_claims: whether there are more cases where there are more claims.
        reach_back: how far before its period a file already begins.
        reach_ahead: how far after its period a file still goes on.
        new_columns: headers of the files from `NEW_LAYOUT_ON` on; None where nothing changed.
        fill: cells that follow from the scale and the number of a row.
    """

    name: str
    stem: str
    period: str
    encoding: str
    columns: tuple[str, ...]
    key: tuple[str, str]
    draw: Callable[[Random, int], Iterator[Row]]
    plant: Callable[[Random], list[Row]]
    grows_with_claims: bool = False
    reach_back: timedelta = timedelta()
    reach_ahead: timedelta = timedelta()
    new_columns: tuple[str, ...] | None = None
    fill: Callable[[int, int], dict[str, str]] | None = None


class ExportFile:
    """One file of an export, created with its first row.

    Attributes:
        path: where the file is written.
        count: number of rows written so far.
        since: the first instant of its window.
        until: the end of its window, which is not in it.
    """

    def __init__(self, path: Path, export: Export, first: date, until: date) -> None:
        """Take the period of the file: from `first` on, before `until`."""
        self.path = path
        self.count = 0
        self.since = datetime.combine(first, time()) - export.reach_back
        self.until = datetime.combine(until, time()) + export.reach_ahead
        self._encoding = export.encoding
        self._columns = export.new_columns if export.new_columns and first >= NEW_LAYOUT_ON else export.columns
        self._pick = itemgetter(*self._columns)
        self._write: Callable[[Sequence[str]], Any] | None = None

    def write(self, row: Row, stack: ExitStack) -> None:
        """Write one row; `stack` closes the file that the first row opens."""
        if self._write is None:
            stream = stack.enter_context(self.path.open("w", encoding=self._encoding, newline=""))
            self._write = csv.writer(stream, delimiter=";", lineterminator="\r\n").writerow
            self._write(self._columns)
        fields: Sequence[str] = self._pick(row.cells)
        if row.cut:
            fields = fields[: row.cut]
        elif row.split:
            place = self._columns.index(row.split)
            fields = [*fields[:place], *fields[place].split(";"), *fields[place + 1 :]]
        self._write(fields)
        self.count += 1


def list_periods(period: str) -> Iterator[tuple[str, date, date]]:
    """Yield the periods that the exports cover.

    Args:
        period: `month`, `quarter` or `year`.

    Yields:
        The label of a period, its first day and the day after its last.
    """
    months = {"month": 1, "quarter": 3, "year": 12}[period]
    for year in (2007, 2008, 2009):
        for number in range(12 // months):
            first = date(year, number * months + 1, 1)
            until = date(year + (number + 1) * months // 12, (number + 1) * months % 12 + 1, 1)
            if until > LIVE_ON and first <= EXTRACTED_AT.date():
                labels = {"month": f"{year}-{first.month:02d}", "quarter": f"{year}-T{number + 1}", "year": f"{year}"}
                yield labels[period], first, until


def write_export(export: Export, out: Path, scale: int) -> dict[str, int]:
    """Write the files of an export; return their row counts by name."""
    rng = Random(f"{SEED}/{export.name}")
    files = [
        ExportFile(out / f"{export.stem}_{label}.csv", export, first, until)
        for label, first, until in list_periods(export.period)
    ]
    planted = sorted(export.plant(rng), key=attrgetter("at"))
    header, prefix = export.key
    with ExitStack() as stack:
        rows = heapq.merge(export.draw(rng, scale), planted, key=attrgetter("at"))
        for number, row in enumerate(rows, start=FIRST_NUMBER):
            row.cells.setdefault(header, f"{prefix}{number:07d}")
            if export.fill:
                row.cells.update(export.fill(scale, number))
            for file in files:
                if file.since <= row.at < file.until:
                    file.write(row, stack)
    return {file.path.name: file.count for file in files if file.count}
