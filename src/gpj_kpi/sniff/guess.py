"""What is guessed about an export, as values: a column, a source, and the doubts about each.

Law: a guess holds all that the printed block says, and a doubt quotes no cell, but a damaged number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gpj_kpi.rules import ColumnType, Encoding
from gpj_kpi.rules.models.time_units import TimeUnit


@dataclass(frozen=True, kw_only=True)
class ColumnGuess:
    """The declaration of one column, with the doubts about it.

    Attributes are as in `rules.Column`; a doubt is a line.
    """

    id: str
    header: str
    type: ColumnType
    formats: tuple[str, ...] = ()
    percent: bool = False
    unit: TimeUnit | None = None
    required: bool = False
    values: tuple[str, ...] = ()
    true_values: tuple[str, ...] = ()
    false_values: tuple[str, ...] = ()
    personal: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SourceGuess:
    """The declaration of one source; attributes as in `rules.Source`.

    Attributes:
        file: the name of the file that was looked at.
        about: lines that open the block.
        doubts: lines about a key of the source, by its name.
        repeated: id of a column of ids that repeats, where rows may be events of a case.
        rival: the key if rows are not what `key` takes them for.
    """

    id: str
    file: str
    label: str
    files: str
    delimiter: str
    encoding: Encoding
    trailing_delimiter: bool
    skip_rows: int
    repeated_headers: bool
    footer: tuple[str, ...]
    decimal: str | None
    thousands: str | None
    null_values: tuple[str, ...]
    key: tuple[str, ...]
    repeated: str | None = None
    rival: tuple[str, ...] = ()
    has_duplicates: bool = False
    max_rejected: str | None = None
    columns: tuple[ColumnGuess, ...]
    about: tuple[str, ...] = ()
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
