"""What an engine must do, and what it gives for one source.

Law: an export knows how many rows each file held, and where each faulty one stands.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

import narwhals as nw
import pandas as pd

from gpj_kpi.rules import COLUMN_TYPES, Column, Source, Strata

Frame = nw.LazyFrame[Any]

MILLIONTHS = COLUMN_TYPES["number"].units
"""Numbers are held as whole millionths, so that sums and comparisons are exact."""

DAY_COLUMN = "{}__day"
"""Names the column that holds the local day of a datetime column."""

OPEN_COLUMN = "{}__open"
"""Names the column that says of a made one whether its time is not over, so that its cell may still change."""

HOURS_COLUMN = "{}__hours"
"""Names the column that says of a datetime one whether the house was open then: 1, else 0."""

READ_COLUMN = "{}__read"
"""Names the column that holds a text as it was read, where it was not in NFC."""

CODE_COLUMNS = ("{}__code_a", "{}__code_b")
"""Name the two columns that stand for a personal column which is matched by or counted.

They hold the halves of a digest of each cell, with a salt that is drawn for the run and kept nowhere. In one run equal
cells have equal codes, in all sources and files. Outside of it they mean nothing.
"""


@dataclass(frozen=True)
class FileRead:
    """One file of an export.

    Attributes:
        path: relative to the data folder.
        sha256: of the file.
        rows: how many rows it holds.
        is_blank: it holds no text, not even headings.
    """

    path: str
    sha256: str
    rows: int
    is_blank: bool = False


@dataclass(frozen=True)
class UnreadFile:
    """A file that no source takes, with a name like theirs.

    Attributes:
        path: relative to the data folder.
        pattern: the one that nearly takes it.
    """

    path: str
    pattern: str


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row at fault, or one cell of it.

    Attributes:
        file: path relative to the data folder, or the source's name for a frame.
        line: first physical line of its record in the file; for a frame, its position from 1.
        column: id of the declared column, or None for a record that cannot be split into cells.
        code: one of `errors.REJECT_CODES`.
        text: what was read.
        lines: number of physical lines that a malformed record runs over.
    """

    file: str
    line: int
    column: str | None
    code: str
    text: str | None
    lines: int = 1


@dataclass(frozen=True)
class SetAside:
    """Lines of a file that the rule file says are not rows.

    Attributes:
        file: path relative to the data folder.
        line: first physical line of the first of them.
        code: `lines_above`, `footer` or `repeated_headers`; or `lines_in_quotes`, which look like rows and are cells.
        lines: how many.
    """

    file: str
    line: int
    code: str
    lines: int


@dataclass(frozen=True)
class Export:
    """One source, read and typed.

    Attributes:
        rows: one row per well-formed record (see the package docstring for the columns).
        files: the files read, in the order of their names.
        malformed: the records that cannot be split into cells.
        set_aside: the lines declared not to be rows.
        instants: datetime columns whose cells are microseconds of UTC already, not of local time.
        as_read: text columns beside which stands what was read, as some cells were not in NFC.
    """

    rows: Frame = field(repr=False)
    files: tuple[FileRead, ...]
    malformed: tuple[RowFault, ...]
    set_aside: tuple[SetAside, ...]
    instants: frozenset[str]
    as_read: frozenset[str] = frozenset()

    @property
    def n_rows(self) -> int:
        """Rows read, malformed records included."""
        return sum(file.rows for file in self.files)

    @property
    def n_set_aside(self) -> int:
        """Lines declared not to be rows; those of cells are none."""
        return sum(lines.lines for lines in self.set_aside if lines.code != "lines_in_quotes")


def held_ends(column: Column) -> tuple[int, int]:
    """Give both ends of a column's scale, as its cells are held.

    >>> from gpj_kpi.rules import Column, Source
    >>> held_ends(Column(header="Note", type="number", scale=(1, 5)))
    (1000000, 5000000)
    """
    assert column.scale is not None
    lowest, highest = (Fraction(end) * column.traits.units for end in column.scale)
    return math.ceil(lowest), math.floor(highest)


def fault_of_type(column: Column) -> str | None:
    """Give the code of a cell that cannot be read.

    Scores are the only texts that their column may hold.
    """
    return column.traits.fault if column.scores is None else "not_in_values"


def shown_texts(source: Source) -> list[str]:
    """List the text columns that leave an engine."""
    return [id_ for id_, column in source.columns.items() if column.type == "text" and not column.personal]


def cell_columns(id_: str, column: Column) -> tuple[str, ...]:
    """Name the columns that hold the cells of a declared one.

    By these its cells are compared: they are equal where the cells are. A personal column has none, unless it is coded.

    >>> cell_columns("channel", Column(header="Canal", type="text"))
    ('channel',)
    """
    if column.coded:
        return tuple(name.format(id_) for name in CODE_COLUMNS)
    return () if column.personal else (id_,)


def code_columns(source: Source) -> list[str]:
    """List the columns of codes that a source has."""
    return [name for id_, column in source.columns.items() if column.coded for name in cell_columns(id_, column)]


def units_of(column: str, source: Source) -> int:
    """Give the number of held units that make 1 in a column.

    A million for `number`, 1 for `integer`.
    """
    return source.columns[column].traits.units


def units_of_weight(weight: str | Strata, source: Source) -> int:
    """Give the number of held units that make a weight of 1."""
    return MILLIONTHS if isinstance(weight, Strata) else units_of(weight, source)


class Engine(Protocol):
    """What reading, judging and scoring ask of an engine."""

    def read(self, name: str, following: Sequence[str] = (), /) -> Export:
        """Read and type one source.

        Those that will be asked for after it may be begun at once.

        Raises:
            ExportError: it cannot be read at all.
        """

    def unread(self, name: str) -> list[UnreadFile]:
        """Find the files that no source takes, though their names are alike.

        Raises:
            ExportError: a folder cannot be listed.
        """

    def positions(self, name: str, rows: Sequence[int]) -> list[tuple[str, int]]:
        """Find the file and first physical line of some rows.

        Rows are given by their `_row`, ascending.
        """

    def likely_repeated(self, name: str, rows: Frame) -> Frame:
        """Choose rows among which are all that share a key.

        The fewer others, the better.
        """

    def without(self, name: str, rows: Frame, dropped: Frame) -> Frame:
        """Leave out the rows of a source whose `_row` is dropped."""

    def table(self, frame: pd.DataFrame) -> Frame:
        """Make a small pandas frame joinable with the rows of this engine."""

    def keep(self, frame: Frame) -> Frame:
        """Compute a frame once, so that later steps read the outcome."""

    def fetch(self, frame: Frame) -> pd.DataFrame:
        """Bring a small frame into pandas, whole numbers as Int64."""

    def seal(self) -> None:
        """Forbid any further file access: all declared files are read."""

    def close(self) -> None:
        """Give back memory and temporary files."""
