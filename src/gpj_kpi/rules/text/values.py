"""The small values of the rule file: texts, ids and dates, alone or in lists.

Law: a reader returns the value or raises `RefusedError` with every fault in it. It never changes what it is given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core.core_schema import CoreSchema, no_info_plain_validator_function, with_info_plain_validator_function

from gpj_kpi.calendars.days import FIRST_YEAR, LAST_YEAR
from gpj_kpi.rules.text.faults import read_each, refused, shown, text_expected

CELL_BLANKS = " \t\u00a0\u202f\ufeff"
"""Stripped from both ends of every cell: blanks, and the byte order mark of a file that was joined to another."""

_BLANKS = re.compile(r"[\s\ufeff]+")
_ID = re.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class RuleModel(BaseModel):
    """A part of the rule file: frozen, and unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, eq=False)
class ReadBy:
    """An annotation: a function makes the value from what is written.

    `PlainValidator` with `WithJsonSchema` does the same, and also works out how the type beside it would be written
    back, which nobody asks for: half of the time that it takes to load the models.

    Attributes:
        read: returns the value, or raises `RefusedError`.
        json_schema: of what is written.
        with_info: whether `read` also takes what pydantic knows of the field.
    """

    read: Callable[..., object]
    json_schema: dict[str, Any]
    with_info: bool = False

    def __get_pydantic_core_schema__(self, _type: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        make = with_info_plain_validator_function if self.with_info else no_info_plain_validator_function
        return make(self.read)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.json_schema.copy()


@dataclass(frozen=True, eq=False)
class ReadAs:
    """An annotation: the value is read as another type first.

    The checks then turn it into the type that is annotated.

    Attributes:
        written: the type as which it is read.
    """

    written: object

    def __get_pydantic_core_schema__(self, _type: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self.written)


def read_text(value: object) -> str:
    """Return a text that says something.

    Raises:
        RefusedError: it is not text, or blank.
    """
    if not isinstance(value, str):
        raise text_expected(value)
    if not value.strip():
        raise refused("empty", "the text is empty. Write it, or leave an optional key out.")
    return value


def fold_heading(text: str) -> str:
    r"""Write a heading as headings are compared.

    Blanks of any kind, no-break spaces and line breaks among them, are one space. Accents are in NFC.

    >>> fold_heading("N°\u00a0\u202fdossier\n")
    'N° dossier'
    """
    return compose(_BLANKS.sub(" ", text).strip(" "))


def compose(text: str) -> str:
    r"""Write a text as cells are compared, in NFC.

    An accent and its letter are one character.

    >>> compose("re\u0301gle\u0301") == "réglé"
    True
    """
    return unicodedata.normalize("NFC", text)


def read_id(value: object) -> str:
    """Return an id: small letters, digits and underscores, a letter first.

    Raises:
        RefusedError: it is not an id.
    """
    text = read_text(value)
    if not _ID.fullmatch(text):
        message = (
            f"{shown(text)} is not an id. Expected letters a-z, digits and single _, a letter first, e.g. opened_at."
        )
        raise refused("bad_id", message)
    return text


def read_date(value: object) -> date:
    """Return a date written yyyy-mm-dd.

    Raises:
        RefusedError: it is not such a date.
    """
    if isinstance(value, date):
        return value
    message = f"{shown(value)} is not a date. Expected yyyy-mm-dd, e.g. 2008-05-02."
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise refused("bad_date", message)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise refused("bad_date", message) from error


def read_day(value: object) -> date:
    """Return a date from 1950 to 2199, where cases can lie.

    Raises:
        RefusedError: it is not such a date.
    """
    day = read_date(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refused(
            "bad_date", f"{day} lies outside the years {FIRST_YEAR} to {LAST_YEAR}, and would have no effect."
        )
    return day


def read_written(value: object) -> object:
    """Return the value of an optional key that is there.

    Raises:
        RefusedError: nothing is written behind it.
    """
    if value is None:
        raise refused("empty", "nothing is written here. Write it, or leave the key out.")
    return value


def read_texts(value: object) -> tuple[str, ...]:
    """Return one text or a list of texts as a tuple.

    The empty text is allowed.

    Raises:
        RefusedError: an entry is not text (each is named), or there is none.
    """
    if not isinstance(value, list | tuple):
        return (_any_text(0, value),)
    if not value:
        raise refused("empty", "the list is empty. Write at least one entry, or leave it out.")
    return tuple(read_each(enumerate(value), _any_text))


def read_cells(value: object) -> tuple[str, ...]:
    """Return one text or a list of texts, as cells are read.

    Blanks at their ends are taken off, line breaks become line feeds, and accents are in NFC.

    Raises:
        RefusedError: an entry is not text (each is named), or there is none.
    """
    return tuple(compose(re.sub("\r\n?", "\n", text).strip(CELL_BLANKS)) for text in read_texts(value))


def read_names(value: object) -> tuple[str, ...]:
    """Return one name or a list of different names as a tuple.

    Raises:
        RefusedError: an entry is not text, is blank, or comes twice.
    """
    names = read_texts(value)
    if not isinstance(value, list | tuple):
        return (read_text(value),)

    def read(position: int, name: str) -> str:
        if name in names[:position]:
            raise refused("duplicate", f"{shown(name)} comes twice. Keep one.")
        return read_text(name)

    return tuple(read_each(enumerate(names), read))


def read_entries(value: object, expected: str) -> dict[str, object]:
    """Return a mapping.

    Raises:
        RefusedError: it is none; the message says what is expected.
    """
    if isinstance(value, dict):
        return value
    raise refused("bad_value", f"{shown(value)} is not a mapping. Expected {expected}.")


def read_filled(value: object) -> object:
    """Refuse a list or a mapping without entries; return anything else.

    Its type is checked elsewhere.

    Raises:
        RefusedError: it has no entry.
    """
    if value in ([], {}):
        raise refused("empty", f"{shown(value)} without entries says nothing. Write at least one.")
    return value


def _any_text(_position: int, value: object) -> str:
    if not isinstance(value, str):
        raise text_expected(value)
    return value


TEXT_SCHEMA = {"type": "string"}
Written = BeforeValidator(read_written)
"""Refuses an optional key with nothing behind it: a part that is half written must not be taken for none."""

Text = Annotated[str, ReadBy(read_text, {"type": "string", "minLength": 1})]
Id = Annotated[str, ReadBy(read_id, {"type": "string", "pattern": f"^{_ID.pattern}$"})]
TEXTS_SCHEMA = {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA, "minItems": 1}]}
Texts = Annotated[tuple[str, ...], ReadBy(read_texts, TEXTS_SCHEMA)]
CellTexts = Annotated[tuple[str, ...], ReadBy(read_cells, TEXTS_SCHEMA)]
Names = Annotated[tuple[str, ...], ReadBy(read_names, TEXTS_SCHEMA)]
