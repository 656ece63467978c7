"""Results, issues and days as CSV: one line each, in UTF-8, with commas, LF and decimal points.

A value that is missing is an empty cell. Law: no spreadsheet takes a text for a formula, whichever sign it takes for
the end of a cell, and no terminal obeys one. JSON has the texts as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gpj_kpi.calendars.year import CalendarYear
from gpj_kpi.evaluation.evaluation import ISSUE_COLUMNS, Evaluation
from gpj_kpi.outputs.records import Plain, day_record, record
from gpj_kpi.results.result import RESULT_COLUMNS
from gpj_kpi.safe_text import one_line
from gpj_kpi.sentences.sentence import Spoken, in_language

# Where a formula would begin: in full width too, after blanks, and after the semicolon that French spreadsheets expect.
_FORMULA = re.compile(r'^(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])|(?<=;)(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])')


def render(evaluation: Evaluation) -> bytes:
    """Return the whole file; its header is `RESULT_COLUMNS`."""
    return _table(RESULT_COLUMNS, (record(result).values() for result in evaluation.result_list))


def render_issues(evaluation: Evaluation, language: Spoken) -> bytes:
    """Return rejected rows and notices, one line each, under `ISSUE_COLUMNS`."""
    rows = ([in_language(getattr(issue, name), language) for name in ISSUE_COLUMNS] for issue in evaluation.issue_list)
    return _table(ISSUE_COLUMNS, rows)


def render_year(year: CalendarYear) -> bytes:
    """Return one line for every day of a year."""
    rows = [day_record(day) for day in year.days]
    return _table(list(rows[0]), (row.values() for row in rows))


def _table(header: Sequence[str], rows: Iterable[Iterable[Plain]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"  # the shortest digits, never an exponent
    if isinstance(value, str):
        return _FORMULA.sub("'", one_line(value))
    return str(value)
