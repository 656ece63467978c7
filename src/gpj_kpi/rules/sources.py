"""The `sources` part of the rule file: which exports there are and what their columns hold.

Law: only what is declared here is ever read. Relations between keys (a format that a type needs, a key
that is declared) are checked by `checks`, so that one fault never hides another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator, StrictBool, WithJsonSchema

from gpj_kpi.rules.faults import nearest, read_each, refused, shown
from gpj_kpi.rules.targets import parse_percentage
from gpj_kpi.rules.values import TEXTS_SCHEMA, Names, RuleModel, Text, Texts, read_filled, read_text, read_texts

ColumnType = Literal["text", "integer", "number", "datetime", "date", "boolean"]
Encoding = Literal["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"]

_DIRECTIVES = ("%d", "%m", "%Y", "%y", "%H", "%M", "%S", "%f", "%z", "%%")
_ENCODINGS: dict[str, Encoding] = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf-8-bom": "utf-8-sig",
    "cp1252": "cp1252",
    "cp-1252": "cp1252",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "utf-16": "utf-16",
    "utf16": "utf-16",
}


def _read_delimiter(value: object) -> str:
    text = value if isinstance(value, str) else read_text(value)
    if len(text) != 1 or text in '"\r\n\0' or text.isalnum():
        message = (
            f'{shown(text)} is not a delimiter. Expected one character that is no letter, digit or quote, e.g. ";".'
        )
        raise refused("bad_value", message)
    return text


def _read_encoding(value: object) -> Encoding:
    text = read_text(value)
    encoding = _ENCODINGS.get(text.strip().lower().replace("_", "-"))
    if encoding is None:
        message = f"{shown(text)} is not an encoding that is read. {nearest(text, _ENCODINGS)}"
        raise refused("bad_value", message)
    return encoding


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
    if ".." in name.split("/"):
        return 'leaves the folder by ".."'
    return ""


def _read_format(value: object) -> str:
    text = read_text(value)
    found = re.findall("%.?", text, re.DOTALL)
    unknown = [directive for directive in found if directive not in _DIRECTIVES]
    repeated = [directive for directive in found if directive != "%%" and found.count(directive) > 1]
    if unknown:
        reason = f'"{unknown[0]}" is not a directive that is read. Expected only {", ".join(_DIRECTIVES)}.'
    elif repeated:
        reason = f'"{repeated[0]}" comes twice. Keep one.'
    elif "%d" not in found or "%m" not in found or ("%Y" in found) == ("%y" in found):
        reason = "it does not give a full date. Expected %d, %m and one of %Y and %y, e.g. %d/%m/%Y."
    else:
        return text
    raise refused("bad_format", f"{shown(text)}: {reason}")


Files = Annotated[tuple[str, ...], PlainValidator(_read_files), WithJsonSchema(TEXTS_SCHEMA)]
Delimiter = Annotated[
    str, PlainValidator(_read_delimiter), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 1})
]
DateFormat = Annotated[str, PlainValidator(_read_format), WithJsonSchema({"type": "string"})]
Percentage = Annotated[
    Fraction,
    PlainValidator(parse_percentage),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+([.,][0-9]+)? ?%$"}),
]


class Column(RuleModel):
    """One column of an export.

    Attributes:
        header: its heading in the export.
        type: what its cells are read as.
        format: how dates are written, strptime directives; only and always for `datetime` and `date`.
        required: an empty cell rejects the row.
        values: the only values allowed in a text column; None allows any.
        personal: the column never reaches an output.
        true_values: cells read as true; only and always for `boolean`.
        false_values: cells read as false; only and always for `boolean`.
    """

    header: Text
    type: ColumnType
    format: DateFormat | None = None
    required: StrictBool = False
    values: Texts | None = None
    personal: StrictBool = False
    true_values: Texts | None = None
    false_values: Texts | None = None

    @property
    def holds_dates(self) -> bool:
        """Whether the cells are dates or instants."""
        return self.type in ("date", "datetime")


class Source(RuleModel):
    """One export, or several files of one shape.

    Attributes:
        label: name for people.
        files: file names or patterns below the data folder.
        delimiter: one character between cells.
        encoding: utf-8, utf-8-sig, cp1252, latin-1 or utf-16.
        decimal: decimal mark of number cells.
        null_values: cells that mean "nothing".
        key: ids of the columns that tell one case from another.
        on_duplicate: which row of a key is kept; `reject` keeps none.
        max_rejected: share of rows, 0..1, above which the run is refused.
        columns: columns by id.
    """

    label: Text
    files: Files
    delimiter: Delimiter = ";"
    encoding: Annotated[Encoding, BeforeValidator(_read_encoding)] = "utf-8"
    decimal: Literal[".", ","] = "."
    null_values: Texts = ("",)
    key: Names
    on_duplicate: Literal["first", "last", "reject"] = "last"
    max_rejected: Percentage = Fraction(1, 100)
    columns: Annotated[
        Mapping[str, Column], BeforeValidator(read_filled), Field(json_schema_extra={"minProperties": 1})
    ]
