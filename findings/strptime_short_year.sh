#!/usr/bin/env bash
# A year of two digits under a format with `%Y`: 01/02/24 read as %d/%m/%Y.
#
# GUESS: it is refused, as by the strptime of Python, which asks for four digits: the format does not say the century.
# REAL: DuckDB and polars read the year 24. An export that changes its form of dates gives cases that are 2,000 years
# old, and no error.
# VERSIONS: duckdb 2.0.1, polars 2.1.0
# OUTPUT:
#> 01/02/2024  duckdb 2024-02-01  polars 2024-02-01  python 2024-02-01
#> 01/02/24    duckdb 0024-02-01  polars 0024-02-01  python refused
#> 01/02/4     duckdb 0004-02-01  polars 0004-02-01  python refused
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq duckdb==2.0.1 polars==2.1.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

import duckdb
import polars as pl

FORMAT = "%d/%m/%Y"
for text in ("01/02/2024", "01/02/24", "01/02/4"):
    by_duckdb = duckdb.execute("SELECT CAST(try_strptime(?, ?) AS DATE)", [text, FORMAT]).fetchone()[0]
    by_polars = pl.Series([text]).str.to_date(FORMAT, strict=False)[0]
    try:
        by_python = dt.datetime.strptime(text, FORMAT).date()
    except ValueError:
        by_python = "refused"
    print(f"{text:10}  duckdb {by_duckdb}  polars {by_polars}  python {by_python}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
