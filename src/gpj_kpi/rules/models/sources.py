"""The `sources` part of the rule file: exports and their columns.

Law: only what is declared here is ever read. Relations between keys (a format that a type needs, a key
that is declared) are checked by `checks`, so that one fault never hides another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, StrictBool, Tag

from gpj_kpi.rules.models.columns import EXPORTED, MADE, CodedColumn, Columns, MadeColumn
from gpj_kpi.rules.models.derived import Aggregate
from gpj_kpi.rules.models.exports.dialects import Delimiter, EncodingName, LinesAbove, Thousands
from gpj_kpi.rules.models.exports.expectations import Expectations, Freshness
from gpj_kpi.rules.models.targets import parse_percentage
from gpj_kpi.rules.text.faults import read_each, refused, shown
from gpj_kpi.rules.text.sizes import SIZE
from gpj_kpi.rules.text.values import (
    TEXTS_SCHEMA,
    CellTexts,
    Names,
    ReadAs,
    ReadBy,
    RuleModel,
    Text,
    Written,
    compose,
    read_filled,
    read_names,
    read_texts,
)

_LONGEST_PATH = 1000
_LONGEST_NAME = 255
_MOST_FOLDERS = 32


def _read_files(value: object) -> tuple[str, ...]:
    names = read_texts(value)
    if isinstance(value, str):
        return (_read_file(0, value),)
    return tuple(read_each(enumerate(names), _read_file))


def _read_file(_position: int, name: str) -> str:
    reason = _why_not_below_data(name)
    if reason:
        message = f"{shown(name)} {reason}. Expected a file name or pattern below --data, e.g. claims_*.csv."
        raise refused("unsafe_path", message)
    return name


def _why_not_below_data(name: str) -> str:
    if not name.strip():
        return "is empty"
    if "://" in name:
        return "is a URL"
    if "\\" in name or not name.isprintable():
        return "has a backslash or a control character; folders are separated by /"
    if name.startswith(("/", "~")) or re.match("[A-Za-z]:", name):
        return "is an absolute path"
    parts = name.split("/")
    if ".." in parts:
        return 'leaves the folder by ".."'
    if any("**" in part and part != "**" for part in parts):
        return 'has "**" beside other characters'
    if not set(parts) - {"", "."}:
        return "names no file"
    if len(name) > _LONGEST_PATH or any(len(part.encode()) > _LONGEST_NAME for part in parts):
        return "is longer than a file's name can be"
    if len(parts) > _MOST_FOLDERS:
        return f"goes through more than {_MOST_FOLDERS} folders"
    return ""


def _read_beginnings(value: object) -> tuple[str, ...]:
    """Read words as in a cell.

    They have no blanks at their ends, and accents in NFC.
    """
    return tuple(compose(name.strip()) for name in read_names(value))


Files = Annotated[tuple[str, ...], ReadBy(_read_files, TEXTS_SCHEMA)]
Beginnings = Annotated[tuple[str, ...], ReadBy(_read_beginnings, TEXTS_SCHEMA)]
Percentage = Annotated[
    Fraction,
    ReadBy(parse_percentage, {"type": "string", "pattern": "^[0-9]+([.,][0-9]+)? ?(%|pour ?cent|per ?cent)$"}),
]


class Source(RuleModel):
    """One export, or several files of one shape.

    Attributes:
        label: name for people.
        files: file names or patterns below the data folder.
        delimiter: one character between cells.
        trailing_delimiter: a line may end with one delimiter more.
        encoding: utf-8, utf-8-sig, cp1252, latin-1 or utf-16.
        skip_rows: physical lines above the header that are not read.
        repeated_headers: the header line may come again among the records; it is left out.
        footer: how the lines below the last record begin, such as a total; they are left out.
        decimal: decimal mark of number cells.
        thousands: mark between groups of three digits; " " stands for the no-break spaces too; None allows none.
        null_values: cells that mean "nothing".
        key: ids of the columns that tell one case from another.
        on_duplicate: which row of a key is kept; `reject` keeps none.
        order_by: column that orders the rows of one key; by default, the order of files and lines.
        max_rejected: share of rows, 0..1, above which the run is refused.
        max_duplicates: share of duplicates, 0..1, above which the run is refused; None refuses none.
        max_unpacked: bytes that a compressed file may unpack to; None bounds them by its own size.
        columns: columns by id.
        expects: files, cases and rows that should be there; empty where nothing is declared.
        fresh: how long before the end asked for the latest event may lie; None: any time.
    """

    label: Text
    files: Files
    delimiter: Delimiter = ";"
    trailing_delimiter: StrictBool = False
    encoding: EncodingName = "utf-8"
    skip_rows: LinesAbove = 0
    repeated_headers: StrictBool = False
    footer: Beginnings = ()
    decimal: Literal[".", ","] = "."
    thousands: Annotated[Thousands | None, Written] = None
    null_values: CellTexts = ("",)
    key: Names
    on_duplicate: Literal["first", "last", "reject"] = "last"
    order_by: Annotated[Text | None, Written] = None
    max_rejected: Percentage = Fraction(1, 100)
    max_duplicates: Annotated[Percentage | None, Written] = None
    max_unpacked: Annotated[Annotated[int, SIZE] | None, Written] = None
    columns: Columns
    expects: Annotated[Expectations, Written] = Expectations()
    fresh: Annotated[Freshness | None, Written] = None

    @property
    def made_of(self) -> str | None:
        """Id of the source of its events; None for an export."""
        return None

    @property
    def made_columns(self) -> dict[str, Aggregate]:
        """What is made of other rows, by column."""
        return {id_: column.aggregate for id_, column in self.columns.items() if isinstance(column, MadeColumn)}

    @property
    def exported(self) -> Source:
        """The source with the columns that its files have."""
        made = self.made_columns
        if not made:
            return self
        return self.model_copy(update={"columns": {id_: each for id_, each in self.columns.items() if id_ not in made}})

    @property
    def written_column(self) -> str | None:
        """Column that says when a row was written; None if none does.

        It is `order_by`, unless that is a number.
        """
        column = self.columns.get(self.order_by) if self.order_by is not None else None
        return self.order_by if column is not None and column.holds_dates else None

    @property
    def date_columns(self) -> list[str]:
        """Columns that hold dates or instants, but for personal ones."""
        return [id_ for id_, column in self.columns.items() if column.holds_dates and not column.personal]

    def with_coded(self, ids: Collection[str]) -> Self:
        """Code the personal ones among some of its columns."""
        coded = {
            id_: CodedColumn.model_construct(column.model_fields_set, **dict(column))
            for id_, column in self.columns.items()
            if id_ in ids and column.personal
        }
        return self.model_copy(update={"columns": {**self.columns, **coded}}) if coded else self

    def event_columns(self, due: Collection[str] = ()) -> list[str]:
        """List the columns that hold events; plans and due dates are none.

        Args:
            due: columns that hold due dates.
        """
        return [id_ for id_ in self.date_columns if not self.columns[id_].planned and id_ not in due]


class WrittenSource(RuleModel):
    """A source made of another, as it is written.

    Attributes:
        label: name for people.
        cases_of: id of the source of its events.
        by: columns there that tell one case from another.
        columns: what is made of the events of a case, and of other rows.
    """

    label: Text
    cases_of: Text
    by: Names
    columns: Columns


class MadeSource(Source):
    """Cases made of the rows of another source.

    Attributes:
        files: none.
        key: columns there that tell one case from another; they are the first of its columns.
        cases_of: id of the source of its events.
    """

    files: Files = ()
    cases_of: Text

    @property
    def made_of(self) -> str | None:
        """Id of the source of its events."""
        return self.cases_of


def form_of_source(written: object) -> str:
    """Say whether a source is exported or made of another."""
    is_made = isinstance(written, dict) and ("cases_of" in written or ("by" in written and "files" not in written))
    return MADE if is_made or isinstance(written, WrittenSource) else EXPORTED


Sources = Annotated[
    Mapping[str, Source],
    ReadAs(
        Annotated[
            Mapping[
                str,
                Annotated[
                    Annotated[Source, Tag(EXPORTED)] | Annotated[WrittenSource, Tag(MADE)],
                    Discriminator(form_of_source),
                ],
            ],
            BeforeValidator(read_filled),
            Field(json_schema_extra={"minProperties": 1}),
        ]
    ),
]
"""Sources by id. Until they are checked, those made of another are `WrittenSource`s."""
