"""What reading the whole file found, as doubts about a column or about the source.

Law: a doubt gives counts and lines only. No cell is quoted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from gpj_kpi.sniff.guess import ColumnGuess, SourceGuess
from gpj_kpi.sniff.proof import WholeReading
from gpj_kpi.sniff.words import names_a_person

_NO_WORD = {
    "bad_integer": ("is no whole number", "are no whole numbers"),
    "bad_number": ("is no number", "are no numbers"),
    "bad_boolean": ("is neither of the two", "are neither of the two"),
    "bad_date": ("is no date", "are no dates"),
    "bad_datetime": ("is no date with a time", "are no dates with a time"),
    "out_of_range": ("lies outside 1950-2199", "lie outside 1950-2199"),
    "missing_value": ("is empty", "are empty"),
    "nul_character": ("holds a NUL", "hold a NUL"),
}
_USUAL_REJECTED = 0.01
_NO_KEY = 0.1


@dataclass(frozen=True)
class Findings:
    """The reading by the last guess, and its share of different keys."""

    reading: WholeReading
    key_share: float


def add_findings(guess: SourceGuess, findings: Findings) -> SourceGuess:
    """Add to a guess what the reading found."""
    reading = findings.reading
    lines = reading.first_lines()
    repeats = reading.sound - round(findings.key_share * reading.sound)
    max_rejected = _max_rejected(reading)
    doubts = {**guess.doubts, "key": _key_doubts(guess, reading, repeats)}
    if max_rejected:
        doubts["max_rejected"] = (_of(reading.rejected, reading.rows, "is rejected", "are rejected"),)
    return replace(
        guess,
        about=(
            f"{guess.file}: {_rows(reading.rows)}, {_read_as(reading, repeats)}.",
            *_misfit_lines(reading, lines.get("")),
        ),
        doubts=doubts,
        has_duplicates=repeats > 0,
        max_rejected=max_rejected,
        columns=tuple(_with_faults(column, reading, lines.get(column.id, 0)) for column in guess.columns),
    )


def number(count: int) -> str:
    """Write a count in groups of three digits.

    >>> number(1204)
    '1,204'
    """
    return f"{count:,}"


def _of(count: int, rows: int, one: str, several: str) -> str:
    """Write so many of the rows, with what they do."""
    return f"{number(count)} of {_rows(rows)} {one if count == 1 else several}"


def _rows(count: int) -> str:
    return f"{number(count)} {'row' if count == 1 else 'rows'}"


def _read_as(reading: WholeReading, repeats: int) -> str:
    if not reading.rejected and not repeats:
        return "all read"
    parts = [f"{number(reading.rejected)} rejected"] if reading.rejected else []
    parts += [f"{number(repeats)} that repeat a key"] if repeats else []
    return "of which " + " and ".join(parts)


def _misfit_lines(reading: WholeReading, line: int | None) -> tuple[str, ...]:
    """Count the records that do not fit the header."""
    misfits = sum(reading.misfits.values())
    if not misfits or line is None:
        return ()
    kinds = ", ".join(code.replace("_", " ") for code in sorted(reading.misfits))
    subject = "1 record" if misfits == 1 else f"{number(misfits)} records"
    return (f"{subject} cannot be read ({kinds}): {_from(line, misfits)}.",)


def _max_rejected(reading: WholeReading) -> str | None:
    """Choose the share to accept, in whole percent.

    Returns:
        None where the usual one is enough.
    """
    rejected, rows = reading.rejected + reading.further_lines, reading.rows + reading.further_lines
    share = rejected / rows if rows else 0.0
    return f"{math.ceil(100 * rejected / rows)}%" if share > _USUAL_REJECTED else None


def _key_doubts(guess: SourceGuess, reading: WholeReading, repeats: int) -> tuple[str, ...]:
    found: list[str] = []
    if repeats <= _NO_KEY * reading.sound:
        found += guess.doubts.get("key", ())
    headers = {column.id: column.header for column in guess.columns}
    if any(names_a_person(headers[id_]) for id_ in guess.key):
        found.append("it may speak of a person, and a key cannot be personal")
    if repeats > _NO_KEY * reading.sound:
        found.append(
            f"no key found: {number(repeats)} of {number(reading.sound)} rows would be dropped as repeats of this one"
        )
    elif repeats:
        found.append(f"{_of(repeats, reading.sound, 'repeats one', 'repeat one')}: the last counts")
    return tuple(found)


def _with_faults(column: ColumnGuess, reading: WholeReading, line: int) -> ColumnGuess:
    faults = reading.faults.get(column.id)
    if faults is None:
        return column
    kinds = [
        f"{number(count)} of {number(reading.rows)} cells {_predicate(code, count)}"
        for code, count in sorted(faults.codes.items())
    ]
    return replace(column, doubts=(*column.doubts, f"{', '.join(kinds)}: {_from(line, sum(faults.codes.values()))}"))


def _predicate(code: str, count: int) -> str:
    """Say what is wrong with some cells."""
    one, several = _NO_WORD.get(code, (f"is at fault ({code})", f"are at fault ({code})"))
    return one if count == 1 else several


def _from(line: int, count: int) -> str:
    """Say where cells or records at fault stand."""
    return f"line {line}" if count == 1 else f"from line {line} on"
