"""Layout and cells of a file -> the declaration of a source, decided over all columns at once.

Law: the whole file has one order of day and month, one decimal mark and one list of words for a missing value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gpj_kpi.rules import COLUMN_TYPES
from gpj_kpi.sentences.sentence import Sentence, say
from gpj_kpi.sentences.sniffing import sniff as told
from gpj_kpi.sniff.cells.dates import DatesFound, find_dates, is_placeholder
from gpj_kpi.sniff.cells.numbers import Marks, choose_marks
from gpj_kpi.sniff.columns import MOST, Evidence, guess_column, looks_french
from gpj_kpi.sniff.contents import Contents
from gpj_kpi.sniff.guess import ColumnGuess, SourceGuess
from gpj_kpi.sniff.headers import is_number
from gpj_kpi.sniff.layouts import Layout
from gpj_kpi.sniff.names import column_ids, dateless_pattern, file_pattern, label, source_id
from gpj_kpi.sniff.words import is_null_word, is_short_code

_MOST_PLACEHOLDERS = 3
_HALF = 0.5
_MOST_COLUMNS = 500
_MOST_LINES = 5
_USUAL_DECIMAL = "."


@dataclass(frozen=True)
class ColumnRead:
    """A column to declare: its place, its id and its heading."""

    place: int
    id: str
    header: str


def columns_of(layout: Layout) -> list[ColumnRead]:
    """List the first columns that have a heading of their own.

    One without, or with another's, cannot be named.
    """
    counts = Counter(layout.headers)
    named = [(place, header) for place, header in enumerate(layout.headers) if header and counts[header] == 1]
    named = named[:_MOST_COLUMNS]
    ids = column_ids([header for _, header in named])
    return [ColumnRead(place, id_, header) for id_, (place, header) in zip(ids, named, strict=True)]


def evidence_of(layout: Layout, columns: Sequence[ColumnRead]) -> dict[str, Evidence]:
    """Count the cells of each column, by its id."""
    found = {}
    for column in columns:
        counts = Counter(record[column.place] for record in layout.records)
        found[column.id] = Evidence(counts={t: n for t, n in counts.items() if t}, empty=counts[""])
    return found


def guess_source(
    file_name: str, contents: Contents, layout: Layout, columns: Sequence[ColumnRead], evidence: Mapping[str, Evidence]
) -> SourceGuess:
    """Declare the source of a file, but for its key."""
    nulls = {text for each in evidence.values() for text in _null_words(each)}
    evidence = {id_: each.without(frozenset(nulls)) for id_, each in evidence.items()}
    french = _why_french(layout, columns, evidence)
    is_day_first, order_doubts = _day_order(_dates(evidence, day_first=True), french)
    dates = _dates(evidence, day_first=is_day_first)
    placeholders = {text for id_, found in dates.items() for text in _placeholders(evidence[id_], found)}
    evidence = {id_: each.without(frozenset(placeholders)) for id_, each in evidence.items()}
    dates = _dates(evidence, day_first=is_day_first)
    marks = choose_marks(_undated(evidence, dates), is_french=french is not None)
    guesses = [
        _with_order_doubt(
            guess_column(column.id, column.header, evidence[column.id], dates[column.id], marks),
            dates,
            day_first=is_day_first,
        )
        for column in columns
    ]
    decimal, thousands = _marks_to_say(marks, guesses)
    open_marks = (say(told.OPEN_MARKS),) if marks.is_open else ()
    return SourceGuess(
        id=source_id(file_name),
        file=file_name,
        label=label(file_name),
        files=file_pattern(file_name),
        delimiter=layout.delimiter,
        encoding=contents.encoding,
        trailing_delimiter=layout.trailing_delimiter,
        skip_rows=layout.skip_rows,
        repeated_headers=layout.repeated_headers,
        footer=layout.footer,
        decimal=decimal,
        thousands=thousands,
        null_values=("", *sorted(nulls | placeholders)) if nulls | placeholders else (),
        key=(),
        columns=tuple(guesses),
        doubts={
            "files": _file_doubts(file_name),
            "encoding": contents.doubts,
            "footer": _footer_doubts(layout),
            "thousands" if thousands else "decimal": open_marks,
            "null_values": (say(told.PLACEHOLDERS),) if placeholders else (),
            "columns": (*order_doubts, *_column_doubts(layout, guesses)),
        },
    )


def _dates(evidence: Mapping[str, Evidence], *, day_first: bool) -> dict[str, DatesFound | None]:
    """Find the dates in each column."""
    return {
        id_: None if each.is_hopeless else find_dates(each.counts, day_first=day_first)
        for id_, each in evidence.items()
    }


def _undated(evidence: Mapping[str, Evidence], dates: Mapping[str, DatesFound | None]) -> list[Mapping[str, int]]:
    """List the cells of the columns that hold no dates."""
    return [each.counts for id_, each in evidence.items() if not _is_dated(dates[id_], each)]


def _why_french(layout: Layout, columns: Sequence[ColumnRead], evidence: Mapping[str, Evidence]) -> Sentence | None:
    """Say by what the file looks French; None when it does not."""
    marks = choose_marks(_undated(evidence, _dates(evidence, day_first=True)), is_french=False)
    return looks_french([column.header for column in columns], layout.delimiter, marks.decimal)


def _marks_to_say(marks: Marks, guesses: Sequence[ColumnGuess]) -> tuple[str | None, str | None]:
    """Choose the marks of numbers that the declaration needs."""
    types = {guess.type for guess in guesses}
    thousands = marks.thousands if any(COLUMN_TYPES[type_].holds_numbers for type_ in types) else None
    return (marks.decimal if "number" in types or thousands == _USUAL_DECIMAL else None), thousands


def _is_dated(dates: DatesFound | None, evidence: Evidence) -> bool:
    return dates is not None and dates.fitting >= MOST * evidence.total


def _null_words(evidence: Evidence) -> list[str]:
    """List the texts that say a cell holds nothing."""
    found = [text for text in evidence.counts if is_null_word(text)]
    codes = sum(count for text, count in evidence.counts.items() if is_short_code(text))
    return [text for text in found if not (is_short_code(text) and codes > _HALF * evidence.total)]


def _placeholders(evidence: Evidence, dates: DatesFound | None) -> list[str]:
    """List the dates that stand for none.

    Where they are many, they are no placeholders.
    """
    if dates is None or not _is_dated(dates, evidence):
        return []
    found = [text for text in evidence.counts if is_placeholder(text, dates.formats)]
    return found if len(found) <= _MOST_PLACEHOLDERS else []


def _day_order(dates: Mapping[str, DatesFound | None], french: Sentence | None) -> tuple[bool, tuple[str, ...]]:
    """Decide whether the day comes first in the file's dates.

    The second value is what speaks against it.
    """
    found = [each for each in dates.values() if each is not None and each.is_open]
    day, month = sum(each.day_first for each in found), sum(each.month_first for each in found)
    if day or month or not found:
        return day >= month, ()
    if all("." in format_ or "-" in format_ for each in found for format_ in each.formats):
        french = french or say(told.NO_SLASH)
    order, reason = (told.DAY, french) if french else (told.MONTH, say(told.NOT_FRENCH))
    return french is not None, (say(told.ORDER_ASSUMED, order=say(order), reason=reason),)


def _with_order_doubt(guess: ColumnGuess, dates: Mapping[str, DatesFound | None], *, day_first: bool) -> ColumnGuess:
    """Say where the order came from another column."""
    own = dates[guess.id]
    if not guess.formats or own is None or not own.is_open or own.day_first or own.month_first:
        return guess
    telling = [id_ for id_, each in dates.items() if each is not None and (each.day_first or each.month_first)]
    if not telling:
        return guess
    order = say(told.DAY if day_first else told.MONTH)
    return replace(guess, doubts=(*guess.doubts, say(told.ORDER_ELSEWHERE, order=order, column=telling[0])))


def _file_doubts(file_name: str) -> tuple[str, ...]:
    pattern = dateless_pattern(file_name)
    return (say(told.OTHER_PERIODS, pattern=pattern),) if pattern else ()


def _footer_doubts(layout: Layout) -> tuple[str, ...]:
    found = []
    if any(beginning[0].isdigit() for beginning in layout.footer):
        found.append(say(told.NUMBERED_FOOTER))
    if layout.like_footer:
        like = told.LIKE_FOOTER if len(layout.like_footer) == 1 else told.LIKE_FOOTERS
        found.append(say(like, lines=_some(layout.like_footer)))
    return tuple(found)


def _some(lines: Sequence[int]) -> str:
    """List the first of some lines."""
    return ", ".join(map(str, lines[:_MOST_LINES])) + (", ..." if len(lines) > _MOST_LINES else "")


def _column_doubts(layout: Layout, guesses: Sequence[ColumnGuess]) -> tuple[str, ...]:
    """List the doubts about all columns."""
    unnamed = sum(not header for header in layout.headers)
    twice = sorted(header for header, count in Counter(layout.headers).items() if header and count > 1)
    further = len(layout.headers) - unnamed - sum(Counter(layout.headers)[header] for header in twice) - len(guesses)
    found = []
    if further:
        found.append(say(told.FURTHER_COLUMNS, kept=len(guesses), count=further))
    if unnamed:
        found.append(say(told.UNNAMED_COLUMNS, count=unnamed))
    if twice:
        found.append(say(told.TWICE, count=len(twice)))
    if numbers := sum(is_number(guess.header) for guess in guesses):
        found.append(say(told.NUMBER_HEADINGS, count=numbers))
    if not any(COLUMN_TYPES[guess.type].holds_dates for guess in guesses):
        found.append(say(told.NO_DATE_AT_ALL))
    if layout.total_lines:
        found.append(say(told.TOTAL if len(layout.total_lines) == 1 else told.TOTALS, lines=_some(layout.total_lines)))
    if any(guess.values for guess in guesses):
        found.append(say(told.VALUES))
    if any(guess.personal and not guess.doubts for guess in guesses):
        found.append(say(told.PERSONAL))
    return tuple(found)
