"""What is expected of an export: its files, its rhythm, its rows, and how recent it is.

Law: nothing is expected that is not declared. An expectation changes no figure: what is not met is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from gpj_kpi.calendars.limits import Limit, parse_limit
from gpj_kpi.calendars.periods import Grain
from gpj_kpi.rules.models.targets import TargetOperator
from gpj_kpi.rules.text.faults import read_each, refused, shown
from gpj_kpi.rules.text.values import TEXT_SCHEMA, ReadBy, RuleModel, read_day
from gpj_kpi.sentences import expected as sentences
from gpj_kpi.sentences.sentence import Wordings, say

FilePer = Literal["month", "quarter", "year"]
CaseOn = Literal["business_day", "week", "month"]

_Word = TypeVar("_Word", bound=str)
_MONTHS = 12
_MOST_DIGITS = 12
_FILES: Mapping[str, FilePer] = {
    "month": "month",
    "mois": "month",
    "quarter": "quarter",
    "trimestre": "quarter",
    "year": "year",
    "an": "year",
    "annee": "year",
}
_RHYTHMS: Mapping[str, CaseOn] = {
    "business day": "business_day",
    "jour ouvre": "business_day",
    "week": "week",
    "semaine": "week",
    "month": "month",
    "mois": "month",
}
_GRAINS: Mapping[str, Grain] = {**_FILES, "week": "week", "semaine": "week"}
_ROWS = re.compile(r"(?P<sign>[<>=≤≥!]*) ?(?P<count>[0-9]+) (?:per|par) (?P<per>.+)")
_GROUPED = re.compile("[0-9]{1,3}(?:[ '.,][0-9]{3})+")
_SIGNS: Mapping[str, TargetOperator] = {
    "": ">=",
    ">=": ">=",
    "≥": ">=",
    ">": ">",
    "<=": "<=",
    "≤": "<=",
    "<": "<",
}
_MONTH = re.compile("0?[1-9]|1[0-2]")


@dataclass(frozen=True)
class ExpectedRows:
    """How many rows a period should bring.

    Attributes:
        op: relation that the number of rows must have to `count`.
        count: number of rows, at least 1.
        per: kind of period.
        text: as the rule file writes it, on one line.
    """

    op: TargetOperator
    count: int
    per: Grain
    text: str


def _fold(text: str) -> str:
    """Write words in small letters, without accents, parted by one space."""
    decomposed = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _read_word(value: object, words: Mapping[str, _Word], refusal: Wordings) -> _Word:
    if isinstance(value, str):
        if value in words.values():
            return value  # type: ignore[return-value]
        word = words.get(re.sub("^(every|each|chaque) ", "", _fold(value)))
        if word is not None:
            return word
    raise refused("bad_value", say(refusal, read=shown(value)))


def _read_file_per(value: object) -> FilePer:
    return _read_word(value, _FILES, sentences.NO_FILE_PER)


def _read_case_on(value: object) -> CaseOn:
    return _read_word(value, _RHYTHMS, sentences.NO_RHYTHM)


def _read_rows(value: object) -> ExpectedRows:
    if isinstance(value, ExpectedRows):
        return value
    text = " ".join(value.split()) if isinstance(value, str) else ""
    grouped = _GROUPED.search(text)
    if grouped:
        digits = re.sub("[^0-9]", "", grouped[0])
        raise refused("bad_value", say(sentences.ROWS_WITH_SEPARATORS, read=shown(value), digits=digits))
    match = _ROWS.fullmatch(text)
    per = _GRAINS.get(_fold(match["per"])) if match else None
    op = _SIGNS.get(match["sign"]) if match else None
    if match is None or per is None or op is None or len(match["count"]) > _MOST_DIGITS:
        raise refused("bad_value", say(sentences.NO_ROWS, read=shown(value)))
    count = int(match["count"])
    if count == 0 or (op == "<" and count == 1):
        raise refused("bad_value", say(sentences.ROWS_OF_NOTHING, read=shown(value)))
    return ExpectedRows(op, count, per, text)


def _read_quiet(value: object) -> tuple[int, ...]:
    entries = value if isinstance(value, list | tuple) else [value]
    if not entries:
        raise refused("empty", say(sentences.NO_QUIET_MONTH))
    months: set[int] = set()

    def read(_position: int, entry: object) -> None:
        month = _read_month(entry)
        if month in months:
            raise refused("duplicate", say(sentences.MONTH_TWICE, read=shown(entry)))
        months.add(month)

    if isinstance(value, list | tuple):
        read_each(enumerate(value), read)
    else:
        read(0, value)
    if len(months) == _MONTHS:
        raise refused("contradiction", say(sentences.ALWAYS_QUIET))
    return tuple(sorted(months))


def _read_month(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str) or not _MONTH.fullmatch(str(value).strip()):
        raise refused("bad_value", say(sentences.NO_MONTH, read=shown(value)))
    return int(value)


def _read_fresh(value: object) -> Limit:
    if isinstance(value, Limit):
        return value
    if not isinstance(value, str):
        raise refused("bad_limit", say(sentences.NO_FRESHNESS, read=shown(value)))
    try:
        return parse_limit(value)
    except ValueError as error:
        raise refused("bad_limit", str(error)) from error


_DAY = ReadBy(read_day, {"type": "string", "format": "date"})
_MONTH_SCHEMA = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": _MONTHS}, TEXT_SCHEMA]}
Freshness = Annotated[Limit, ReadBy(_read_fresh, TEXT_SCHEMA)]
"""How long before the end asked for the latest event may lie."""


class Expectations(RuleModel):
    """What is expected of one export.

    Attributes:
        file_per: there is a file for each month, quarter or year; None expects none.
        case_on: there is a case on each business day, or in each week or month; None expects none.
        rows: how many rows a kind of period brings; None expects none.
        quiet: months of the year, 1..12 in their order, in which no case is expected.
        from_: first day on which something is expected (`from` in the file); None: from the first file, or case.
        until: last day on which something is expected; None: there is none.
    """

    file_per: Annotated[FilePer | None, ReadBy(_read_file_per, TEXT_SCHEMA)] = None
    case_on: Annotated[CaseOn | None, ReadBy(_read_case_on, TEXT_SCHEMA)] = None
    rows: Annotated[ExpectedRows | None, ReadBy(_read_rows, TEXT_SCHEMA)] = None
    quiet: Annotated[
        tuple[int, ...], ReadBy(_read_quiet, {"anyOf": [_MONTH_SCHEMA, {"type": "array", "items": _MONTH_SCHEMA}]})
    ] = ()
    from_: Annotated[date | None, Field(alias="from"), ReadBy(read_day, _DAY.json_schema)] = None
    until: Annotated[date | None, _DAY] = None

    @property
    def asks_for_cases(self) -> bool:
        """Whether files, cases or rows are expected."""
        return any(part is not None for part in (self.file_per, self.case_on, self.rows))
