"""SQL that types plain records: those without a fault and with nothing to clean.

Law: a record is plain only if the exact SQL of `sql` would give the same values for it. All other records are left to
that SQL. Most records of most exports are plain, and this SQL is far faster, as it neither cleans cells nor names
faults.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gpj_kpi.engines.cells import BLANKS, datetime_pattern, full_length, has_offset
from gpj_kpi.engines.duckdb.codes import code_cells
from gpj_kpi.engines.duckdb.sql import (
    counted_cells,
    fault_conditions,
    header_texts,
    literal,
    literals,
    matches,
    moment,
    scan,
    shown_columns,
    typed_value,
)
from gpj_kpi.engines.interface import (
    DAY_COLUMN,
    READ_COLUMN,
    cell_columns,
    code_columns,
    fault_of_type,
    shown_texts,
)
from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.records import FileRecords
from gpj_kpi.rules import Column, Source

_SECOND = 1_000_000
"""Microseconds."""


@dataclass(frozen=True)
class _Found:
    """What may stand in the cells of a column.

    Attributes:
        nul: some byte of the files is NUL.
        odd_blanks: some blank of the files is neither a space nor a line break.
        leaves_nfc: some text of the files is not in NFC.
        line_breaks: some cell of the column holds a line break.
    """

    nul: bool
    odd_blanks: bool
    leaves_nfc: bool
    line_breaks: bool


def plain_records(files: Sequence[FileRecords], source: Source, header: Header, zone: str) -> str:
    """Write the SQL that reads and types plain records.

    Its columns are `<id>__held` of each column that is shown, the codes of coded ones, and `_plain`: whether the record
    is plain.

    What stands in the columns of a record that is not plain means nothing.
    """
    raw, read, moments, typed, held, soundness = [], [], [], [], [], {}
    for id_, column in source.columns.items():
        found = _Found(
            nul=any(file.holds_nul for file in files),
            odd_blanks=any(file.odd_blanks for file in files),
            leaves_nfc=any(file.leaves_nfc for file in files),
            line_breaks=any(header.places[id_] in file.broken_cells for file in files),
        )
        raw.append(f"c{header.places[id_]} AS {id_}__text")
        if column.holds_dates:
            read_as, moment_of = _moment(id_, column, source, found)
            read.append(read_as)
            moments.append(moment_of)
        typed.append(f"{_value(id_, column, source)} AS {id_}__typed")
        if not column.personal:
            held.append(f"{_held(id_, column)} AS {id_}__held")
        held += [f"{code} AS {name}" for code, name in code_cells(id_, column)]
        if is_sound := _soundness(id_, column, source, found, zone):
            soundness[id_] = is_sound
    is_plain = ["NOT _too_few", "NOT _too_many", _is_no_header(next(iter(soundness)), header), *soundness.values()]
    steps = [
        [*counted_cells(header.width, source), *raw],
        ["*", *read],
        ["*", *moments],
        ["*", *typed],
        ["*", *held],
        [
            *(f"{id_}__held" for id_ in source.columns if not source.columns[id_].personal),
            *code_columns(source),
            f"coalesce({' AND '.join(is_plain)}, false) AS _plain",
        ],
    ]
    query = scan(files, source, header)
    for step in steps:
        query = f"(SELECT {', '.join(step)} FROM {query})"  # noqa: S608
    return query[1:-1]


def plain_columns(source: Source, *, as_read: bool) -> list[str]:
    """Write the SQL of the shown columns, from those of `plain_records`.

    The order is that of `shown_columns`. The texts of plain records are in NFC as they were read.
    """
    found: list[str] = []
    for id_, column in source.columns.items():
        held = f"{id_}__held"
        if column.personal:
            found += cell_columns(id_, column)
            continue
        if column.traits.has_clock:
            in_seconds = _is_in_seconds(column)
            day = f"({held} // 86400)::BIGINT" if in_seconds else f"make_timestamp({held})::DATE - DATE '1970-01-01'"
            local_day = "NULL::BIGINT" if has_offset(column.format) else day
            found.append(f'{held}::BIGINT * {_SECOND} AS "{id_}"' if in_seconds else f'{held} AS "{id_}"')
            found.append(f'{local_day} AS "{DAY_COLUMN.format(id_)}"')
        elif column.type in {"date", "integer"}:
            found.append(f'{held}::BIGINT AS "{id_}"')
        else:
            found.append(f'{held}::VARCHAR AS "{id_}"' if _enumerated(id_, column) else f'{held} AS "{id_}"')
    return found + [f'NULL::VARCHAR AS "{READ_COLUMN.format(id_)}"' for id_ in shown_texts(source) if as_read]


def _held(id_: str, column: Column) -> str:
    """Write the SQL of a value as its table holds it.

    Days, whole numbers and seconds take four bytes; a value that does not fit there is null, and its record not plain.
    """
    typed = f"{id_}__typed"
    if _is_in_seconds(column):
        return f"TRY_CAST({typed} // {_SECOND} AS UINTEGER)"  # of 1970 to 2106
    return f"TRY_CAST({typed} AS INTEGER)" if column.type in {"date", "integer"} else typed


def _is_in_seconds(column: Column) -> bool:
    return column.traits.has_clock and not any("%f" in format_ for format_ in column.format or ())


def exact_columns(source: Source, *, as_read: bool) -> list[str]:
    """Write the SQL of the shown columns, from those of `typed_records`."""
    return [f'{typed} AS "{id_}"' for typed, id_ in shown_columns(source, as_read=as_read)]


def _nulls(source: Source) -> list[str]:
    return list(dict.fromkeys(["", *source.null_values]))


def _moment(id_: str, column: Column, source: Source, found: _Found) -> tuple[str, str]:
    """Write the SQL of a date's timestamp, in two steps.

    Null where the text is no date.

    Texts that stand for none are not read: for `strptime`, failing is slow.
    """
    text, read, nulls = f"{id_}__text", f"{id_}__read", _nulls(source)
    if has_offset(column.format) or len(column.format or ()) != 1:
        exact = f"CASE WHEN {text} NOT IN ({literals(nulls)}) THEN {moment(id_, column)} END"
        return f"NULL AS {read}", f"{exact} AS {id_}__moment"
    format_ = (column.format or ("",))[0]
    read_as = f"try_strptime({text}, {literal(format_)})"
    if not column.required or nulls != [""]:
        read_as = f"CASE WHEN {text} NOT IN ({literals(nulls)}) THEN {read_as} END"
    is_exact = f"{read} IS NOT NULL AND {matches(text, datetime_pattern(format_))}"
    moment_of = f"CASE WHEN {_is_of_format(text, read, format_, found)} THEN {read} WHEN {is_exact} THEN {read} END"
    return f"{read_as} AS {read}", f"{moment_of} AS {id_}__moment"


def _is_of_format(text: str, read: str, format_: str, found: _Found) -> str:
    """Write the SQL that is true only of an exact format.

    It is asked of texts that `strptime` has read as a timestamp.

    `strptime` skips blanks at the ends, takes any blanks for a space, and numbers of fewer digits. So a text is of the
    format if it is as long as all directives at their full width, and has no blank but the one that the format has.
    Where blanks are not so few, the fastest proof is to write the timestamp again.
    """
    length, spaces = full_length(format_), format_.count(" ")
    if length is None or spaces > 1 or found.odd_blanks:
        return f"strftime({read}, {literal(format_)}) = {text}"
    conditions = [
        f"strlen({text}) = {length}",
        f"{text} NOT LIKE '% % %'" if spaces else f"NOT contains({text}, ' ')",
        *([f"NOT contains({text}, chr(10))"] if found.line_breaks else []),
    ]
    return " AND ".join(conditions)


def _value(id_: str, column: Column, source: Source) -> str:
    """Write the SQL of a typed value; null where there is none."""
    nulls = _nulls(source)
    enumerated = _enumerated(id_, column)
    if enumerated and set(nulls).isdisjoint(column.values or ()):
        return enumerated
    value = enumerated or _digit(id_, column, source) or typed_value(id_, column, source)
    return value if column.holds_dates else f"CASE WHEN {id_}__text NOT IN ({literals(nulls)}) THEN {value} END"


def _enumerated(id_: str, column: Column) -> str | None:
    """Write the SQL of a text as one of its column's values.

    Such values take a byte each. None where the column allows any text.
    """
    if column.type != "text" or column.values is None:
        return None
    return f"TRY_CAST({id_}__text AS ENUM({literals(list(dict.fromkeys(column.values)))}))"


def _digit(id_: str, column: Column, source: Source) -> str | None:
    """Write the SQL of a whole number, fast for one digit.

    Most are a score or a count. None where the cells of the column are no whole numbers.
    """
    if column.type != "integer" or column.scores is not None:
        return None
    text = f"{id_}__text"
    is_digit = f"strlen({text}) = 1 AND {text} BETWEEN '0' AND '9'"
    return f"CASE WHEN {is_digit} THEN ascii({text})::BIGINT - 48 ELSE {typed_value(id_, column, source)} END"


def _soundness(id_: str, column: Column, source: Source, found: _Found, zone: str) -> str | None:
    """Write the condition under which a cell is plain.

    None where every cell is.
    """
    text, typed = f"{id_}__text", f"{id_}__typed"
    is_free_text = column.type == "text" and column.values is None
    leaves = not column.personal or column.coded
    if is_free_text and not leaves and not column.required and not found.nul:
        return None  # no text is at fault, and none leaves the engine
    conditions = [f"{typed if column.personal else f'{id_}__held'} IS NOT NULL"]
    if is_free_text and found.odd_blanks:
        blanks = literals(list(BLANKS))
        conditions.append(f"{text}[1] NOT IN ({blanks}) AND {text}[-1] NOT IN ({blanks})")
    elif is_free_text:
        at_an_end = f"{text} LIKE ' %' OR {text} LIKE '% '"
        conditions.append(f"CASE WHEN contains({text}, ' ') THEN NOT ({at_an_end}) ELSE true END")
    if is_free_text and found.line_breaks:
        conditions.append(f"NOT contains({text}, chr(10))")  # a carriage return stands only before a line feed
    if is_free_text and found.leaves_nfc:
        conditions.append(f"nfc_normalize({text}) = {text}")
    told_by_type = {"missing_value", fault_of_type(column), *(["not_in_values"] if column.type == "text" else [])}
    if _is_in_seconds(column) and not column.personal:
        told_by_type.add("out_of_range")
    conditions += [
        f"NOT ({condition})"
        for condition, code in fault_conditions(id_, column, zone, holds_nul=found.nul)
        if code not in told_by_type
    ]
    is_sound = " AND ".join(conditions)
    return is_sound if column.required else f"({text} IN ({literals(_nulls(source))}) OR {is_sound})"


def _is_no_header(id_: str, header: Header) -> str:
    """Write the SQL that is true of no repeated header.

    The cell that is looked at has another text.
    """
    return f"{id_}__text NOT IN ({literals(header_texts(id_, header))})"
