#!/usr/bin/env bash
# A text with blanks around its date, read by a format that has none.
#
# GUESS: DuckDB refuses it, as Python's function of the same name does.
# REAL: blanks and tabs before and behind the date are skipped; only those inside it are refused.
# VERSIONS: duckdb 2.0.0
# OUTPUT:
#> '01/02/2008'     DuckDB 2008-02-01   Python 2008-02-01
#> '  01/02/2008'   DuckDB 2008-02-01   Python refused
#> '01/02/2008  '   DuckDB 2008-02-01   Python refused
#> '\t01/02/2008'   DuckDB 2008-02-01   Python refused
#> '01/ 02/2008'    DuckDB refused      Python refused
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq duckdb==2.0.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

import duckdb

FORMAT = "%d/%m/%Y"


def read_by_duckdb(text):
    try:
        return duckdb.execute("SELECT strptime(?, ?)", [text, FORMAT]).fetchone()[0].date()
    except duckdb.InvalidInputException:
        return "refused"


def read_by_python(text):
    try:
        return dt.datetime.strptime(text, FORMAT).date()
    except ValueError:
        return "refused"


for text in ("01/02/2008", "  01/02/2008", "01/02/2008  ", "\t01/02/2008", "01/ 02/2008"):
    print(f"{text!r:16} DuckDB {read_by_duckdb(text)!s:12} Python {read_by_python(text)}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
