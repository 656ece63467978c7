"""SQL by which DuckDB scans files and types their cells.

Law: cells obey the rules of `cells`. Columns are named by number and by the ids of the rule file (small letters,
digits, single underscores) with a suffix, so that no name is a word of SQL. Texts are quoted.
"""

from __future__ import annotations

import glob
from collections.abc import Sequence

from gpj_kpi.engines import cells
from gpj_kpi.engines.duckdb.codes import code_cells
from gpj_kpi.engines.interface import (
    DAY_COLUMN,
    MILLIONTHS,
    READ_COLUMN,
    cell_columns,
    fault_of_type,
    held_ends,
    shown_texts,
)
from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.records import LONGEST_RECORD, FileRecords
from gpj_kpi.rules import Column, Source
from gpj_kpi.rules.text.values import compose

_STRIPPED = "{}__stripped"
_LONGEST_BY_DEFAULT = 1 << 20
_TELLING_HEADERS = 8
"""Cells of a record that tell it for the header, if each holds its own heading."""


def scan(files: Sequence[FileRecords], source: Source, header: Header) -> str:
    """Write the SQL that reads records as text.

    The columns are c0, c1, ... The scanner drops empty cells at the end of a record that has too many. So more columns
    than the header has are asked for, and short records are padded: a record is whole when its last cell is there and
    the one after it is not. No cell is null by its text: no export holds the null text. The parallel scanner refuses
    line breaks inside quotes.

    Args:
        files: what is scanned, in this order.
        source: how the cells are separated.
        header: of each of the files.
    """
    width = header.width + (2 if source.trailing_delimiter else 1)
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(width))
    paths = literals([glob.escape(str(file.path.absolute())) for file in files])
    longest = max(file.longest for file in files)
    is_long = longest >= _LONGEST_BY_DEFAULT
    is_parallel = not is_long and not any(file.breaks_lines for file in files)
    sizes = f", max_line_size = {LONGEST_RECORD}, buffer_size = {2 * LONGEST_RECORD}" if is_long else ""
    return (
        f"read_csv([{paths}], header = true, skip = {header.line - 1}, auto_detect = false, "
        f"columns = {{{columns}}}, delim = {literal(source.delimiter)}, quote = '\"', escape = '\"', "
        f"strict_mode = true, null_padding = true, nullstr = chr(1) || 'null', parallel = {is_parallel}{sizes})"
    )


def typed_records(records: FileRecords, source: Source, header: Header, zone: str) -> str:
    """Write the SQL that types a sound file and names its faults.

    Each step is a subquery, so that no cell is worked on twice: cells, cleaned texts, dates, typed columns.
    The columns are `<id>__typed`, `<id>__local_day`, `<id>__read`, `_fault` and `_fault_text`.
    """
    nulls = literals([null for null in source.null_values if null])
    raw, stripped, composed, texts, moments, typed, codes, is_header = [], [], [], [], [], [], [], []
    nfc = f"nfc_normalize({_STRIPPED})" if records.leaves_nfc else _STRIPPED
    at_fault: list[str] = []
    cell_faults: list[str] = []
    for id_, column in source.columns.items():
        raw.append(f"c{header.places[id_]} AS {id_}__cell")
        stripped.append(f"nullif({_stripped_cell(f'{id_}__cell')}, '') AS {id_}__stripped")
        composed.append(f"{nfc.format(id_)} AS {id_}__composed")
        given = f"CASE WHEN {id_}__composed NOT IN ({nulls}) THEN {id_}__composed END" if nulls else f"{id_}__composed"
        texts.append(f"{given} AS {id_}__text")
        if column.holds_dates:
            moments.append(f"{moment(id_, column)} AS {id_}__moment")
        typed += _typed_columns(id_, column, source)
        codes += [f"{code} AS {name}" for code, name in code_cells(id_, column)]
        conditions = fault_conditions(id_, column, zone, holds_nul=records.holds_nul)
        if conditions:
            at_fault.append(id_)
            cell_faults.append(_cell_fault(id_, conditions))
        is_header.append(f"{id_}__composed IN ({literals(header_texts(id_, header))})")
    steps = [
        [*counted_cells(header.width, source), *raw],
        ["*", *stripped],
        ["*", *composed],
        ["*", *texts],
        ["*", *moments],
        ["*", *typed, *(_text_as_read(id_) for id_ in shown_texts(source))],
        ["*", *cell_faults, *codes],
        ["*", f"{_faults(at_fault, is_header[:_TELLING_HEADERS])} AS _fault"],
        [
            *(name for name, _ in shown_columns(source, as_read=True)),
            "_fault",
            f"{_fault_texts(at_fault)} AS _fault_text",
        ],
    ]
    query = scan([records], source, header)
    for step in steps:
        query = f"(SELECT {', '.join(step)} FROM {query})"  # noqa: S608
    return query[1:-1]


def header_texts(id_: str, header: Header) -> list[str]:
    """List how a heading may stand in a repeated header.

    It stands there in NFC, or as it was read.

    Behind a byte order mark, its quotes are text.
    """
    texts = list(dict.fromkeys([header.texts[id_], compose(header.texts[id_])]))
    return [*texts, *(f'"{text}"' for text in texts)] if header.places[id_] == 0 else texts


def counted_cells(width: int, source: Source) -> list[str]:
    """Write the SQL that finds too few or too many cells."""
    too_many = f"c{width} IS NOT NULL"
    if source.trailing_delimiter:
        too_many = f"coalesce(c{width}, '') <> '' OR c{width + 1} IS NOT NULL"
    return [f"c{width - 1} IS NULL AS _too_few", f"({too_many}) AS _too_many"]


def _cell_fault(id_: str, conditions: Sequence[tuple[str, str]]) -> str:
    """Write the SQL of the fault of one cell, or null."""
    cases = " ".join(f"WHEN {condition} THEN '{id_}:{code}'" for condition, code in conditions)
    return f"CASE {cases} END AS {id_}__fault"


def _faults(at_fault: Sequence[str], is_header: Sequence[str]) -> str:
    """Write the SQL of the faults of a record, or null.

    They are of the record itself, or of each cell.
    """
    named = ", ".join(f"{id_}__fault" for id_ in at_fault)
    of_cells = f"nullif(concat_ws({literal(cells.FAULT_MARK)}, {named}), '')" if named else "NULL"
    return (
        "CASE WHEN _too_few THEN ':too_few_cells' WHEN _too_many THEN ':too_many_cells' "
        f"WHEN {' AND '.join(is_header)} THEN ':repeated_header' ELSE {of_cells} END"
    )


def _fault_texts(at_fault: Sequence[str]) -> str:
    """Write the SQL of the texts at fault, in the same order."""
    mark = literal(cells.FAULT_MARK)
    shown = [
        f"CASE WHEN {id_}__fault IS NOT NULL AND {id_}__text IS NULL THEN '' "
        f"WHEN {id_}__fault IS NOT NULL THEN replace({id_}__stripped, {mark}, ' ') END"
        for id_ in at_fault
    ]
    joined = f"concat_ws({mark}, {', '.join(shown)})" if shown else "NULL"
    return f"CASE WHEN _fault IS NULL THEN NULL WHEN starts_with(_fault, ':') THEN '' ELSE {joined} END"


def shown_columns(source: Source, *, as_read: bool) -> list[tuple[str, str]]:
    """List the typed columns that leave, each with its new name.

    Personal columns stay behind; of a coded one its codes leave.

    Args:
        source: declares them.
        as_read: beside texts stands what was read.
    """
    found = []
    for id_, column in source.columns.items():
        if column.coded:
            found += [(name,) * 2 for name in cell_columns(id_, column)]
        elif not column.personal:
            found.append((f"{id_}__typed", id_))
            if column.traits.has_clock:
                found.append((f"{id_}__local_day", DAY_COLUMN.format(id_)))
    return found + [(READ_COLUMN.format(id_),) * 2 for id_ in shown_texts(source) if as_read]


def _text_as_read(id_: str) -> str:
    """Write the SQL of a text as it was read.

    It is null where the text was in NFC.
    """
    stripped = _STRIPPED.format(id_)
    return f"CASE WHEN {id_}__text <> {stripped} THEN {stripped} END AS {READ_COLUMN.format(id_)}"


def _stripped_cell(cell: str) -> str:
    """Write the SQL of a cell without blanks at its ends.

    Its line breaks become line feeds.

    Looking first whether there is something to do is four times faster than `trim` and `replace` alone.
    """
    blanks = literals(list(cells.BLANKS))
    trimmed = f"trim({cell}, {literal(cells.BLANKS)})"
    unified = f"replace(replace({trimmed}, chr(13) || chr(10), chr(10)), chr(13), chr(10))"
    return (
        f"CASE WHEN contains({cell}, chr(13)) THEN {unified} "
        f"WHEN {cell}[1] IN ({blanks}) OR {cell}[-1] IN ({blanks}) THEN {trimmed} ELSE {cell} END"
    )


def moment(id_: str, column: Column) -> str:
    """Write the SQL of a date's timestamp; null if it is none."""
    text, formats = f"{id_}__text", column.format or ()
    if cells.has_offset(formats):
        text = f"regexp_replace({text}, {literal(cells.ZERO_OFFSET)}, '+0000')"
    cases = " ".join(
        f"WHEN {matches(text, cells.datetime_pattern(format_))} THEN try_strptime({text}, {literal(format_)})"
        for format_ in formats
    )
    return f"CASE {cases} END"


def _typed_columns(id_: str, column: Column, source: Source) -> list[str]:
    """Write the SQL of the typed columns of one declared column."""
    typed = [f"{typed_value(id_, column, source)} AS {id_}__typed"]
    if column.traits.has_clock:
        local_day = "NULL::BIGINT" if cells.has_offset(column.format) else _day(f"{id_}__moment")
        typed.append(f"{local_day} AS {id_}__local_day")
    return typed


def typed_value(id_: str, column: Column, source: Source) -> str:
    """Write the SQL of a typed value, from its text or timestamp.

    Null where the text cannot be read.
    """
    text = f"{id_}__text"
    if column.scores is not None:
        cases = " ".join(f"WHEN {literal(score)} THEN {held}" for score, held in column.held_scores.items())
        return f"CASE {text} {cases} END::BIGINT"
    match column.type:
        case "text":
            return text
        case "integer":
            digits = _without(text, cells.group_marks(source.thousands))
            pattern = matches(text, cells.integer_pattern(source.thousands))
            return f"CASE WHEN {pattern} THEN TRY_CAST({digits} AS BIGINT) END"
        case "number":
            return _millionths(text, column, source)
        case "boolean":
            true, false = literals(column.true_values or ()), literals(column.false_values or ())
            return f"CASE WHEN {text} IN ({true}) THEN true WHEN {text} IN ({false}) THEN false END"
        case "date":
            return _day(f"{id_}__moment")
    return f"epoch_us({id_}__moment)"


def _day(moment: str) -> str:
    return f"{moment}::DATE - DATE '1970-01-01'"


def _millionths(text: str, column: Column, source: Source) -> str:
    """Write the SQL of a number in millionths, or null."""
    pattern = cells.number_pattern(source.decimal, source.thousands, percent=column.percent)
    sign = f"%{cells.BLANKS}" if column.percent else ""
    digits = f"replace({_without(text, cells.group_marks(source.thousands) + sign)}, {literal(source.decimal)}, '.')"
    factor = MILLIONTHS // 100 if column.percent else MILLIONTHS
    decimal = f"TRY_CAST({digits} AS DECIMAL(18, 6))::DECIMAL(38, 6)"
    return f"CASE WHEN {matches(text, pattern)} THEN ({decimal} * {factor})::BIGINT END"


def _without(text: str, marks: str) -> str:
    """Write the SQL of a text without some characters."""
    return f"translate({text}, {literal(marks)}, '')" if marks else text


def fault_conditions(id_: str, column: Column, zone: str, *, holds_nul: bool) -> list[tuple[str, str]]:
    """Write the conditions under which a cell is at fault.

    Returns:
        Conditions on its text and its typed value, each with the code of the fault.
    """
    text, typed = f"{id_}__text", f"{id_}__typed"
    found = [(f"contains({text}, chr(0))", "nul_character")] if holds_nul else []
    if column.required:
        found.append((f"{text} IS NULL", "missing_value"))
    if fault := fault_of_type(column):
        found.append((f"{text} IS NOT NULL AND {typed} IS NULL", fault))
    if column.holds_dates:
        first, end = cells.range_held(column, zone, is_instant=cells.has_offset(column.format))
        found.append((f"({typed} < {first} OR {typed} >= {end})", "out_of_range"))
    if column.scale is not None:
        lowest, highest = held_ends(column)
        found.append((f"({typed} < {lowest} OR {typed} > {highest})", "off_scale"))
    if column.values is not None:
        found.append((f"{text} NOT IN ({literals(column.values)})", "not_in_values"))
    return found


def matches(text: str, pattern: str) -> str:
    """Write the SQL that is true of texts of a pattern."""
    return f"regexp_full_match({text}, {literal(pattern)})"


def literals(values: Sequence[str]) -> str:
    """Write texts as SQL literals, commas between them."""
    return ", ".join(literal(value) for value in values)


def literal(value: str) -> str:
    """Write a text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"
