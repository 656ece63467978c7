"""The printed block, put into a rule file and used to read the whole file.

Law: what is said of a file was counted in all of it, not in a sample.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import narwhals as nw

from gpj_kpi.engines import Engine, Export, engine_for
from gpj_kpi.engines.cells import FAULT_MARK
from gpj_kpi.engines.interface import Frame
from gpj_kpi.rules import RuleFile, read_rules
from gpj_kpi.rules.text.values import compose

_HEAD = "version: 1\norganisation: gpj-kpi sniff\ntime_zone: Europe/Paris\n"
_TAIL = """\
  {other}:
    label: A source that holds dates
    files: none.csv
    key: day
    columns: {{day: {{header: day, type: date, format: "%Y-%m-%d", required: true}}}}
commitments:
  - {{id: proof, title: Proof, promise: Proof, indicators: [
      {{id: rows, label: Rows, source: {other}, period_by: day, measure: {{kind: count}}}}]}}
"""
_MOST_TEXTS = 5000


@dataclass
class ColumnFaults:
    """The faults of one column over the whole file.

    Attributes:
        codes: number of cells by code.
        first_row: where the first one stands.
        texts: number of cells by text in NFC, empty ones excepted.
        is_cut: there are more texts than were brought here.
    """

    first_row: int
    codes: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    is_cut: bool = False


class WholeReading:
    """What reading the whole file by a block counted.

    Attributes:
        rows: number of rows.
        rejected: number of rows at fault.
        further_lines: physical lines of records that cannot be split, beyond the first of each.
        faults: those of cells, by column.
        misfits: number of rows that cannot be read, by code.
    """

    def __init__(self, name: str, export: Export, engine: Engine) -> None:
        self._name, self._engine = name, engine
        self._sound: Frame = export.rows.filter(nw.col("_fault").is_null())
        self._shares: dict[tuple[str, ...], float] = {}
        faulty = export.rows.filter(~nw.col("_fault").is_null())
        self.faults: dict[str, ColumnFaults] = {}
        self.rows = export.n_rows
        self.rejected = len(export.malformed) + self._count_codes(faulty)
        self.further_lines = sum(fault.lines - 1 for fault in export.malformed)
        self._malformed_line = min((fault.line for fault in export.malformed), default=None)
        self._of_records = self.faults.pop("", None)
        self.misfits = Counter(fault.code for fault in export.malformed)
        self.misfits.update(self._of_records.codes if self._of_records else ())
        if self.faults:
            self._count_texts(faulty)

    def _count_codes(self, faulty: Frame) -> int:
        counts = (nw.len().alias("n"), nw.col("_row").min().alias("first"))
        groups = self._engine.fetch(faulty.group_by("_fault").agg(*counts).sort("first"))
        for combined, n, first in zip(groups["_fault"], groups["n"], groups["first"], strict=True):
            for fault in str(combined).split(FAULT_MARK):
                column, _, code = fault.partition(":")
                of_column = self.faults.setdefault(column, ColumnFaults(int(first)))
                of_column.codes[code] += int(n)
        return int(groups["n"].sum())

    def _count_texts(self, faulty: Frame) -> None:
        counts = (nw.len().alias("n"), nw.col("_row").min().alias("first"))
        groups = faulty.group_by("_fault", "_fault_text").agg(*counts)
        found = self._engine.fetch(groups.sort("n", "first", descending=[True, False]).head(_MOST_TEXTS))
        for combined, texts, n in zip(found["_fault"], found["_fault_text"], found["n"], strict=True):
            for fault, text in zip(str(combined).split(FAULT_MARK), str(texts).split(FAULT_MARK), strict=False):
                column, _, code = fault.partition(":")
                if column in self.faults and code != "missing_value":
                    self.faults[column].texts[compose(text)] += int(n)
        if len(found) == _MOST_TEXTS:
            for of_column in self.faults.values():
                of_column.is_cut = True

    @property
    def sound(self) -> int:
        """Rows without fault."""
        return self.rows - self.rejected

    def distinct_share(self, columns: tuple[str, ...]) -> float:
        """Count the different keys of some columns, per sound row."""
        if columns not in self._shares:
            keys = self._sound.select(*columns).unique().select(nw.len().alias("n"))
            distinct = int(self._engine.fetch(keys)["n"].iloc[0])
            self._shares[columns] = distinct / self.sound if self.sound else 0.0
        return self._shares[columns]

    def first_lines(self) -> dict[str, int]:
        """Find the physical line of the first fault of each column.

        Under "" stands that of the rows that cannot be read as a whole.
        """
        faults = self.faults | ({"": self._of_records} if self._of_records else {})
        rows = sorted({each.first_row for each in faults.values()})
        places = self._engine.positions(self._name, rows) if rows else []
        lines = {row: line for row, (_, line) in zip(rows, places, strict=True)}
        found = {column: lines[each.first_row] for column, each in faults.items()}
        if self._malformed_line is not None:
            found[""] = min(self._malformed_line, found.get("", self._malformed_line))
        return found


def proven_rules(block: str, name: str) -> RuleFile:
    """Load a block as part of a rule file.

    Raises:
        RuleFileError: it does not load.
    """
    other = "other" if name != "other" else "other_2"
    return read_rules((_HEAD + block + _TAIL.format(other=other)).encode(), Path("sniffed.yaml"))


@contextlib.contextmanager
def read_whole(path: Path, block: str, name: str) -> Iterator[WholeReading]:
    """Read a file by a block; ask its counts inside the `with`.

    Raises:
        ExportError: the file cannot be read so.
    """
    engine = engine_for(path.parent, proven_rules(block, name))
    try:
        yield WholeReading(name, engine.read(name), engine)
    finally:
        engine.close()
