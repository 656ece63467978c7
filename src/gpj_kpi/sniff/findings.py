"""What reading the whole file found, as doubts about a column or about the source.

Law: a doubt gives counts and lines only. No cell is quoted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gpj_kpi.sentences import places
from gpj_kpi.sentences.sentence import Sentence, Wordings, join, say
from gpj_kpi.sentences.sniffing import sniff as told
from gpj_kpi.sniff.guess import ColumnGuess, SourceGuess
from gpj_kpi.sniff.proof import WholeReading
from gpj_kpi.sniff.words import names_a_person

_NO_WORD = {
    "bad_integer": (told.IS_NO_WHOLE_NUMBER, told.ARE_NO_WHOLE_NUMBERS),
    "bad_number": (told.IS_NO_NUMBER, told.ARE_NO_NUMBERS),
    "bad_boolean": (told.IS_NEITHER, told.ARE_NEITHER),
    "bad_date": (told.IS_NO_DATE, told.ARE_NO_DATES),
    "bad_datetime": (told.IS_NO_MOMENT, told.ARE_NO_MOMENTS),
    "out_of_range": (told.LIES_OUTSIDE, told.LIE_OUTSIDE),
    "missing_value": (told.IS_EMPTY, told.ARE_EMPTY),
    "nul_character": (told.HOLDS_NUL, told.HOLD_NUL),
}
_KINDS = {
    "repeated_header": told.REPEATED_HEADER,
    "stray_quote": told.STRAY_QUOTE,
    "too_few_cells": told.TOO_FEW_CELLS,
    "too_long": told.TOO_LONG,
    "too_many_cells": told.TOO_MANY_CELLS,
    "unclosed_quote": told.UNCLOSED_QUOTE,
    "undecodable_bytes": told.UNDECODABLE_BYTES,
}
_USUAL_REJECTED = 0.01
_NO_KEY = 0.1


@dataclass(frozen=True)
class Findings:
    """The reading by the last guess, and its share of different keys.

    Attributes:
        reading: what was counted.
        key_share: different keys per sound row.
        has_backslashes: quotes inside cells stand behind a backslash.
    """

    reading: WholeReading
    key_share: float
    has_backslashes: bool = False


def add_findings(guess: SourceGuess, findings: Findings) -> SourceGuess:
    """Add to a guess what the reading found."""
    reading = findings.reading
    lines = reading.first_lines()
    repeats = reading.sound - round(findings.key_share * reading.sound)
    max_rejected = _max_rejected(reading)
    doubts = {**guess.doubts, "key": _key_doubts(guess, reading, repeats)}
    if max_rejected:
        doubts["max_rejected"] = (_of(reading.rejected, reading.rows, told.IS_REJECTED, told.ARE_REJECTED),)
    return replace(
        guess,
        about=(
            _read(guess, reading, repeats),
            *_misfit_lines(reading, lines.get("")),
            *((say(told.BACKSLASHES),) if findings.has_backslashes and reading.misfits else ()),
        ),
        doubts=doubts,
        has_duplicates=repeats > 0,
        max_rejected=max_rejected,
        columns=tuple(_with_faults(column, reading, lines.get(column.id, 0)) for column in guess.columns),
    )


def number(count: int) -> Sentence:
    """Write a count in groups of three digits.

    >>> number(1204)
    '1,204'
    """
    return Sentence(f"{count:,}", f"{count:,}".replace(",", "\u202f"))


def misfit_kinds(codes: Iterable[str]) -> Sentence:
    """Say in words why some records cannot be read."""
    return join((say(_KINDS[code]) if code in _KINDS else code.replace("_", " ") for code in codes), ", ")


def _of(count: int, rows: int, one: Wordings, several: Wordings) -> Sentence:
    """Write so many of the rows, with what they do."""
    return say(told.OF_ROWS, count=number(count), rows=_rows(rows), what=say(one if count == 1 else several))


def _rows(count: int) -> Sentence:
    return say(told.ROW if count == 1 else told.ROWS, count=number(count))


def _read(guess: SourceGuess, reading: WholeReading, repeats: int) -> Sentence:
    """Say how many rows were read, and how many lines stand above."""
    read = say(told.READ, file=guess.file, rows=_rows(reading.rows), how=_read_as(reading, repeats))
    if not guess.skip_rows:
        return read
    above = say(told.LINE_ABOVE if guess.skip_rows == 1 else told.LINES_ABOVE, count=number(guess.skip_rows))
    return join((read, above), " ")


def _read_as(reading: WholeReading, repeats: int) -> Sentence:
    if not reading.rejected and not repeats:
        return say(told.ALL_READ)
    parts = [say(told.REJECTED, count=number(reading.rejected))] if reading.rejected else []
    parts += [say(told.REPEATING, count=number(repeats))] if repeats else []
    both = parts[0] if len(parts) == 1 else say(told.AND, first=parts[0], second=parts[1])
    return say(told.OF_WHICH, parts=both)


def _misfit_lines(reading: WholeReading, line: int | None) -> tuple[str, ...]:
    """Count the records that do not fit the header."""
    misfits = sum(reading.misfits.values())
    if not misfits or line is None:
        return ()
    wording = told.MISFIT if misfits == 1 else told.MISFITS
    kinds = misfit_kinds(sorted(reading.misfits))
    return (say(wording, count=number(misfits), kinds=kinds, where=_from(line, misfits)),)


def _max_rejected(reading: WholeReading) -> str | None:
    """Choose the share to accept, in whole percent.

    Returns:
        None where the usual one is enough.
    """
    rejected, rows = reading.rejected + reading.further_lines, reading.rows + reading.further_lines
    share = rejected / rows if rows else 0.0
    return f"{math.ceil(100 * rejected / rows)}%" if share > _USUAL_REJECTED else None


def _key_doubts(guess: SourceGuess, reading: WholeReading, repeats: int) -> tuple[str, ...]:
    found: list[str] = list(_repeat_doubts(guess, reading))
    if repeats <= _NO_KEY * reading.sound:
        found += guess.doubts.get("key", ())
    headers = {column.id: column.header for column in guess.columns}
    if any(names_a_person(headers[id_]) for id_ in guess.key):
        found.append(say(told.PERSON_AS_KEY))
    if repeats > _NO_KEY * reading.sound and not guess.repeated:
        found.append(say(told.NO_KEY, count=number(repeats), rows=number(reading.sound)))
    elif repeats:
        found.append(say(told.LAST_COUNTS, rows=_of(repeats, reading.sound, told.REPEATS_ONE, told.REPEAT_ONE)))
    return tuple(found)


def _repeat_doubts(guess: SourceGuess, reading: WholeReading) -> Iterator[Sentence]:
    """Ask what a row is where an id repeats.

    The other key is given.
    """
    if guess.repeated is None:
        return
    values = round(reading.distinct_share((guess.repeated,)) * reading.sound)
    yield say(told.ID_REPEATS, column=guess.repeated, values=number(values), rows=number(reading.sound))
    if guess.rival:
        rival = guess.rival[0] if len(guess.rival) == 1 else f"[{', '.join(guess.rival)}]"
        yield say(told.AS_CASES if guess.rival == (guess.repeated,) else told.AS_EVENTS, key=rival)


def _with_faults(column: ColumnGuess, reading: WholeReading, line: int) -> ColumnGuess:
    faults = reading.faults.get(column.id)
    if faults is None:
        return column
    kinds = join(
        (
            say(told.OF_CELLS, count=number(count), rows=number(reading.rows), what=_predicate(code, count))
            for code, count in sorted(faults.codes.items())
        ),
        ", ",
    )
    where = _from(line, sum(faults.codes.values()))
    return replace(column, doubts=(*column.doubts, say(told.PLACED, what=kinds, where=where)))


def _predicate(code: str, count: int) -> Sentence:
    """Say what is wrong with some cells."""
    one, several = _NO_WORD.get(code, (told.IS_AT_FAULT, told.ARE_AT_FAULT))
    return say(one if count == 1 else several, code=code)


def _from(line: int, count: int) -> Sentence:
    """Say where cells or records at fault stand."""
    return say(places.LINE if count == 1 else told.FROM_LINE, line=line)
