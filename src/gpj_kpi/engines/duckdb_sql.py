"""The SQL by which DuckDB reads one file and types its cells.

Law: cell rules are those of `cells`. Columns are named by number and by the ids of the rule file (small letters,
digits, single underscores) with a suffix, so that no name is ever a word of SQL; texts are quoted.
"""

from __future__ import annotations

import glob
from collections.abc import Sequence

from gpj_kpi.engines import cells
from gpj_kpi.engines.export import DAY_COLUMN, MICROSECONDS_A_DAY, MILLIONTHS, held_ends
from gpj_kpi.engines.header import Header
from gpj_kpi.engines.survey import LONGEST_RECORD, Survey
from gpj_kpi.rules import Column, Source

_LONGEST_BY_DEFAULT = 1 << 20
_TELLING_HEADERS = 8
"""Cells of a record that tell it for the header, if each holds its own heading."""


def _scan(records: Survey, source: Source, header: Header) -> str:
    """SQL that reads the records of a sound file as text, columns c0, c1, ...

    The scanner by itself drops empty cells at the end of a record that has too many. So columns are asked for that
    the header has not, and short records are padded: a record is whole when its last cell is there and the one after
    it is not. No cell is null by its text (the null text is one that no export holds). The parallel scanner refuses
    line breaks inside quotes.
    """
    width = header.width + (2 if source.trailing_delimiter else 1)
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(width))
    is_parallel = not records.breaks_lines and records.longest < _LONGEST_BY_DEFAULT
    sizes = "" if is_parallel else f", max_line_size = {LONGEST_RECORD}, buffer_size = {2 * LONGEST_RECORD}"
    return (
        f"read_csv({_text(glob.escape(str(records.path.absolute())))}, header = true, skip = {header.line - 1}, "
        "auto_detect = false, "
        f"columns = {{{columns}}}, delim = {_text(source.delimiter)}, quote = '\"', escape = '\"', "
        f"strict_mode = true, null_padding = true, nullstr = chr(1) || 'null', parallel = {is_parallel}{sizes})"
    )


def typed_records(records: Survey, source: Source, header: Header) -> str:
    """SQL that reads a sound file, turns its texts into typed columns and names the faults of each record.

    It goes in steps, each a subquery, so that no cell is worked on twice: cells, cleaned texts, dates, typed columns.
    The columns are `<id>__typed`, `<id>__wall_day`, `_fault` and `_fault_text`.
    """
    nulls = _texts([null for null in source.null_values if null])
    raw, stripped, texts, typed, is_header = [], [], [], [], []
    at_fault: list[str] = []
    cell_faults: list[str] = []
    for id_, column in source.columns.items():
        place = header.places[id_]
        raw.append(f"c{place} AS {id_}__cell")
        stripped.append(f"nullif({_stripped(f'{id_}__cell')}, '') AS {id_}__stripped")
        given = f"CASE WHEN {id_}__stripped NOT IN ({nulls}) THEN {id_}__stripped END" if nulls else f"{id_}__stripped"
        texts.append(f"{given} AS {id_}__text")
        typed += _typed_columns(id_, column, source)
        conditions = _fault_conditions(id_, column, holds_nul=records.holds_nul)
        if conditions:
            at_fault.append(id_)
            cell_faults.append(_cell_fault(id_, conditions))
        names = [header.texts[id_]]
        if place == 0:
            names.append(f'"{names[0]}"')  # behind a byte order mark, quotes are text
        is_header.append(f"{id_}__stripped IN ({_texts(names)})")
    steps = [
        [*_counted_cells(header.width, source), *raw],
        ["*", *stripped],
        ["*", *texts],
        ["*", *(_moment(id_, column) for id_, column in source.columns.items() if column.holds_dates)],
        ["*", *typed],
        ["*", *cell_faults],
        ["*", f"{_faults(at_fault, is_header[:_TELLING_HEADERS])} AS _fault"],
        [*(name for name, _ in shown_columns(source)), "_fault", f"{_fault_texts(at_fault)} AS _fault_text"],
    ]
    query = _scan(records, source, header)
    for step in steps:
        query = f"(SELECT {', '.join(step)} FROM {query})"  # noqa: S608
    return query[1:-1]


def _counted_cells(width: int, source: Source) -> list[str]:
    """SQL that tells whether a record has too few or too many cells."""
    too_many = f"c{width} IS NOT NULL"
    if source.trailing_delimiter:
        too_many = f"coalesce(c{width}, '') <> '' OR c{width + 1} IS NOT NULL"
    return [f"c{width - 1} IS NULL AS _too_few", f"({too_many}) AS _too_many"]


def _cell_fault(id_: str, conditions: Sequence[tuple[str, str]]) -> str:
    """SQL of the fault of one cell; null where there is none."""
    cases = " ".join(f"WHEN {condition} THEN '{id_}:{code}'" for condition, code in conditions)
    return f"CASE {cases} END AS {id_}__fault"


def _faults(at_fault: Sequence[str], is_header: Sequence[str]) -> str:
    """SQL of the faults of a record: of the record itself, or of each of its cells; null where there is none."""
    named = ", ".join(f"{id_}__fault" for id_ in at_fault)
    of_cells = f"nullif(concat_ws({_text(cells.FAULT_MARK)}, {named}), '')" if named else "NULL"
    return (
        "CASE WHEN _too_few THEN ':too_few_cells' WHEN _too_many THEN ':too_many_cells' "
        f"WHEN {' AND '.join(is_header)} THEN ':repeated_header' ELSE {of_cells} END"
    )


def _fault_texts(at_fault: Sequence[str]) -> str:
    """SQL of what was read in each cell at fault, in the same order."""
    mark = _text(cells.FAULT_MARK)
    shown = [
        f"CASE WHEN {id_}__fault IS NOT NULL THEN replace(coalesce({id_}__text, ''), {mark}, ' ') END"
        for id_ in at_fault
    ]
    joined = f"concat_ws({mark}, {', '.join(shown)})" if shown else "NULL"
    return f"CASE WHEN _fault IS NULL THEN NULL WHEN starts_with(_fault, ':') THEN '' ELSE {joined} END"


def shown_columns(source: Source) -> list[tuple[str, str]]:
    """Typed columns that leave the engine, each with the name it gets then; personal ones stay behind."""
    found = []
    for id_, column in source.columns.items():
        if not column.personal:
            found.append((f"{id_}__typed", id_))
            if column.type == "datetime":
                found.append((f"{id_}__wall_day", DAY_COLUMN.format(id_)))
    return found


def _stripped(cell: str) -> str:
    """SQL of a cell without blanks at its ends, its line breaks as line feeds.

    Looking first whether there is something to do is four times faster than `trim` and `replace` alone.
    """
    blanks = _texts(list(cells.BLANKS))
    trimmed = f"trim({cell}, {_text(cells.BLANKS)})"
    unified = f"replace(replace({trimmed}, chr(13) || chr(10), chr(10)), chr(13), chr(10))"
    return (
        f"CASE WHEN contains({cell}, chr(13)) THEN {unified} "
        f"WHEN {cell}[1] IN ({blanks}) OR {cell}[-1] IN ({blanks}) THEN {trimmed} ELSE {cell} END"
    )


def _moment(id_: str, column: Column) -> str:
    """SQL of the timestamp that a date or datetime column shows; null where the text is none."""
    text, formats = f"{id_}__text", column.format or ()
    if cells.has_offset(formats):
        text = f"regexp_replace({text}, '[Zz]$', '+0000')"
    cases = " ".join(
        f"WHEN {_matches(text, cells.datetime_pattern(format_))} THEN try_strptime({text}, {_text(format_)})"
        for format_ in formats
    )
    return f"CASE {cases} END AS {id_}__moment"


def _typed_columns(id_: str, column: Column, source: Source) -> list[str]:
    """SQL of the typed column(s) of one declared column, from its text or timestamp."""
    text, moment, typed = f"{id_}__text", f"{id_}__moment", f"{id_}__typed"
    day = f"{moment}::DATE - DATE '1970-01-01'"
    match column.type:
        case "text":
            return [f"{text} AS {typed}"]
        case "integer":
            digits = _without(text, cells.group_marks(source.thousands))
            pattern = _matches(text, cells.integer_pattern(source.thousands))
            return [f"CASE WHEN {pattern} THEN TRY_CAST({digits} AS BIGINT) END AS {typed}"]
        case "number":
            return [f"{_millionths(text, column, source)} AS {typed}"]
        case "boolean":
            true, false = _texts(column.true_values or ()), _texts(column.false_values or ())
            return [f"CASE WHEN {text} IN ({true}) THEN true WHEN {text} IN ({false}) THEN false END AS {typed}"]
        case "date":
            return [f"{day} AS {typed}"]
    wall_day = "NULL::BIGINT" if cells.has_offset(column.format) else day
    return [f"epoch_us({moment}) AS {typed}", f"{wall_day} AS {id_}__wall_day"]


def _millionths(text: str, column: Column, source: Source) -> str:
    """SQL of a number in millionths; null where the text is none."""
    pattern = cells.number_pattern(source.decimal, source.thousands, percent=column.percent)
    sign = f"%{cells.BLANKS}" if column.percent else ""
    digits = f"replace({_without(text, cells.group_marks(source.thousands) + sign)}, {_text(source.decimal)}, '.')"
    factor = MILLIONTHS // 100 if column.percent else MILLIONTHS
    decimal = f"TRY_CAST({digits} AS DECIMAL(18, 6))::DECIMAL(38, 6)"
    return f"CASE WHEN {_matches(text, pattern)} THEN ({decimal} * {factor})::BIGINT END"


def _without(text: str, marks: str) -> str:
    """SQL of a text without some characters."""
    return f"translate({text}, {_text(marks)}, '')" if marks else text


def _fault_conditions(id_: str, column: Column, *, holds_nul: bool) -> list[tuple[str, str]]:
    """Conditions on the typed columns under which a cell is at fault, with the code of the fault."""
    text, typed = f"{id_}__text", f"{id_}__typed"
    found = [(f"contains({text}, chr(0))", "nul_character")] if holds_nul else []
    if column.required:
        found.append((f"{text} IS NULL", "missing_value"))
    if column.type != "text":
        found.append((f"{text} IS NOT NULL AND {typed} IS NULL", f"bad_{column.type}"))
    if column.holds_dates:
        unit = 1 if column.type == "date" else MICROSECONDS_A_DAY
        first, end = cells.FIRST_DAY * unit, (cells.LAST_DAY + 1) * unit
        found.append((f"({typed} < {first} OR {typed} >= {end})", "out_of_range"))
    if column.scale is not None:
        lowest, highest = held_ends(column)
        found.append((f"({typed} < {lowest} OR {typed} > {highest})", "off_scale"))
    if column.values is not None:
        found.append((f"{text} NOT IN ({_texts(column.values)})", "not_in_values"))
    return found


def _matches(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {_text(pattern)})"


def _texts(values: Sequence[str]) -> str:
    return ", ".join(_text(value) for value in values)


def _text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"
