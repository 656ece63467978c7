"""The SQL by which DuckDB reads one file and types its cells.

Law: cell rules are those of `cells`. Columns are named by number and by the ids of the rule file (small letters,
digits, single underscores) with a suffix, so that no name is ever a word of SQL; texts are quoted.
"""

from __future__ import annotations

import glob
from collections.abc import Sequence

from gpj_kpi.engines import cells
from gpj_kpi.engines.export import DAY_COLUMN, MICROSECONDS_A_DAY, MILLIONTHS
from gpj_kpi.engines.files import StagedFile
from gpj_kpi.engines.records import Header
from gpj_kpi.rules import Column, Source


def scan(staged: StagedFile, source: Source, header: Header, *, parallel: bool) -> str:
    """SQL that reads the records of a file as text, columns c0, c1, ...; unreadable ones go to rejected_records.

    The scanner by itself drops empty cells at the end of a record that has too many. So one column more than the
    header is asked for and short records are padded: a record is whole when its last cell is there and the
    one after it is not. No cell is null by its text (the null text is one that no export holds).
    """
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(header.width + 1))
    return (
        f"read_csv({_text(glob.escape(str(staged.readable)))}, header = true, skip = {header.line - 1}, "
        "auto_detect = false, "
        f"columns = {{{columns}}}, delim = {_text(source.delimiter)}, quote = '\"', escape = '\"', "
        f"strict_mode = true, null_padding = true, nullstr = chr(1) || 'null', parallel = {parallel}, "
        "store_rejects = true, rejects_table = 'rejected_records', rejects_scan = 'rejected_scans')"
    )


def typed_records(source: Source, header: Header, records: str) -> str:
    """SQL that turns the texts of a scan into typed columns and names the first fault of each record.

    It goes in steps, each a subquery, so that no cell is worked on twice: cells, cleaned texts, dates, typed columns.
    The columns are `<id>__typed`, `<id>__wall_day`, `_fault` and `_fault_text`.
    """
    nulls = _texts([null for null in source.null_values if null])
    raw, stripped, texts, typed = [], [], [], []
    faults = ["WHEN _too_few OR _too_many THEN ':malformed_record'"]
    fault_texts = ["WHEN _too_few THEN 'too few cells' WHEN _too_many THEN 'too many cells'"]
    for id_, column in source.columns.items():
        raw.append(f"c{header.places[id_]} AS {id_}__cell")
        stripped.append(f"nullif({_stripped(f'{id_}__cell')}, '') AS {id_}__stripped")
        given = f"CASE WHEN {id_}__stripped NOT IN ({nulls}) THEN {id_}__stripped END" if nulls else f"{id_}__stripped"
        texts.append(f"{given} AS {id_}__text")
        typed += _typed_columns(id_, column, source)
        faults += [f"WHEN {condition} THEN '{id_}:{code}'" for condition, code in _fault_conditions(id_, column)]
        fault_texts.append(f"WHEN starts_with(_fault, '{id_}:') THEN {id_}__text")
    last = header.width - 1
    steps = [
        [f"c{last} IS NULL AS _too_few", f"c{last + 1} IS NOT NULL AS _too_many", *raw],
        ["*", *stripped],
        ["*", *texts],
        ["*", *(_moment(id_, column) for id_, column in source.columns.items() if column.holds_dates)],
        ["*", *typed],
        ["*", f"CASE {' '.join(faults)} END AS _fault"],
        [
            *(name for name, _ in shown_columns(source)),
            "_fault",
            f"CASE WHEN _fault IS NULL THEN NULL {' '.join(fault_texts)} END AS _fault_text",
        ],
    ]
    query = records
    for step in steps:
        query = f"(SELECT {', '.join(step)} FROM {query})"  # noqa: S608
    return query[1:-1]


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
    format_ = column.format or ""
    text = f"{id_}__text"
    if cells.has_offset(format_):
        text = f"regexp_replace({text}, '[Zz]$', '+0000')"
    matching = f"CASE WHEN {_matches(text, cells.datetime_pattern(format_))} THEN {text} END"
    return f"try_strptime({matching}, {_text(format_)}) AS {id_}__moment"


def _typed_columns(id_: str, column: Column, source: Source) -> list[str]:
    """SQL of the typed column(s) of one declared column, from its text or timestamp."""
    text, moment, typed = f"{id_}__text", f"{id_}__moment", f"{id_}__typed"
    day = f"{moment}::DATE - DATE '1970-01-01'"
    match column.type:
        case "text":
            return [f"{text} AS {typed}"]
        case "integer":
            return [f"CASE WHEN {_matches(text, cells.INTEGER_PATTERN)} THEN TRY_CAST({text} AS BIGINT) END AS {typed}"]
        case "number":
            pattern = _matches(text, cells.number_pattern(source.decimal))
            decimal = f"TRY_CAST(replace({text}, {_text(source.decimal)}, '.') AS DECIMAL(18, 6))::DECIMAL(38, 6)"
            return [f"CASE WHEN {pattern} THEN ({decimal} * {MILLIONTHS})::BIGINT END AS {typed}"]
        case "boolean":
            true, false = _texts(column.true_values or ()), _texts(column.false_values or ())
            return [f"CASE WHEN {text} IN ({true}) THEN true WHEN {text} IN ({false}) THEN false END AS {typed}"]
        case "date":
            return [f"{day} AS {typed}"]
    wall_day = "NULL::BIGINT" if cells.has_offset(column.format) else day
    return [f"epoch_us({moment}) AS {typed}", f"{wall_day} AS {id_}__wall_day"]


def _fault_conditions(id_: str, column: Column) -> list[tuple[str, str]]:
    """Conditions on the typed columns under which a cell is at fault, with the code of the fault."""
    text, typed = f"{id_}__text", f"{id_}__typed"
    found = []
    if column.required:
        found.append((f"{text} IS NULL", "missing_value"))
    if column.type != "text":
        found.append((f"{text} IS NOT NULL AND {typed} IS NULL", f"bad_{column.type}"))
    if column.holds_dates:
        unit = 1 if column.type == "date" else MICROSECONDS_A_DAY
        first, end = cells.FIRST_DAY * unit, (cells.LAST_DAY + 1) * unit
        found.append((f"{typed} < {first} OR {typed} >= {end}", "out_of_range"))
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
