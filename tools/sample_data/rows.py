"""One record of an export, and how its cells are written.

Law: the files know nothing that happened after the extraction; such a cell is empty.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from tools.sample_data.office import EXTRACTED_AT

ABSENT = ""


class Row(NamedTuple):
    """One record of an export.

    Attributes:
        at: the wall-clock time that places the record in its files.
        cells: header -> text, for every column of the export.
        split: header of a column that is written without quotes, so that its ";" gives a field too many.
        cut: number of fields after which the record breaks off; 0 for a whole record.
    """

    at: datetime
    cells: dict[str, str]
    split: str = ""
    cut: int = 0


def split_headers(line: str) -> tuple[str, ...]:
    """Split the first line of an export into its headers."""
    return tuple(line.split(";"))


def show_instant(at: datetime | None) -> str:
    """Format an instant; empty when absent or later than the extraction."""
    return ABSENT if at is None or at > EXTRACTED_AT else f"{at:%d/%m/%Y %H:%M:%S}"


def show_day(day: date | None) -> str:
    """Format a day; empty when absent or not before the extraction."""
    return ABSENT if day is None or day >= EXTRACTED_AT.date() else f"{day:%d/%m/%Y}"


def show_clock(second: int) -> str:
    """Format a second of the day as hh:mm:ss."""
    minutes, seconds = divmod(second, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def read_instant(text: str) -> datetime | None:
    """Read an instant of a `PLANTED` table; "-" has not happened."""
    return None if text == "-" else datetime.fromisoformat(text)


def spoil(row: Row, **changes: str) -> Row:
    """Replace cells of a row; underscores in argument names are spaces."""
    return row._replace(cells=row.cells | {header.replace("_", " "): text for header, text in changes.items()})
