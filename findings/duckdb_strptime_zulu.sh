#!/usr/bin/env bash
# A time that ends in Z, read by a format with `%z`.
#
# GUESS: `%z` reads Z as offset nought, as the strptime of Python has done since 3.7: Z is how ISO 8601 writes UTC.
# REAL: DuckDB refuses it, and `try_strptime` makes it NULL. It reads +00 and +00:00. With a letter Z in the format
# the time is read, and is no instant.
# VERSIONS: duckdb 2.0.1
# OUTPUT:
#> 2024-05-01T10:00:00+00:00  duckdb 2024-05-01 10:00:00+00  python 2024-05-01 10:00:00+00:00
#> 2024-05-01T10:00:00+00     duckdb 2024-05-01 10:00:00+00  python refused
#> 2024-05-01T10:00:00Z       duckdb None  python 2024-05-01 10:00:00+00:00
#> with a letter Z in the format: TIMESTAMP
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq duckdb==2.0.1

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

import duckdb

FORMAT = "%Y-%m-%dT%H:%M:%S%z"
for text in ("2024-05-01T10:00:00+00:00", "2024-05-01T10:00:00+00", "2024-05-01T10:00:00Z"):
    query = "SELECT CAST(try_strptime(?, ?) AS VARCHAR)"
    read = duckdb.execute(query, [text, FORMAT]).fetchone()[0]
    try:
        by_python = dt.datetime.strptime(text, FORMAT)
    except ValueError:
        by_python = "refused"
    print(f"{text:25}  duckdb {read}  python {by_python}")
query = "SELECT typeof(strptime('2024-05-01T10:00:00Z', '%Y-%m-%dT%H:%M:%SZ'))"
print("with a letter Z in the format:", duckdb.execute(query).fetchone()[0])
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
