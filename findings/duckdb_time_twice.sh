#!/usr/bin/env bash
# A local time that occurs twice, when summer time ends: 02:30 on 26 October 2008 in Paris.
#
# GUESS: `AT TIME ZONE` takes it for its first occurrence, in summer time, as Python does without `fold` and pandas 3
# asks for.
# REAL: DuckDB takes the second one, in winter time: an hour later than Python. A call answered within the hour waits
# an hour longer, or less than nothing.
# VERSIONS: duckdb 2.0.1, tzdata 2026.6
# OUTPUT:
#> 2008-10-26 01:30:00  duckdb 23:30 UTC  python 23:30 UTC
#> 2008-10-26 02:30:00  duckdb 01:30 UTC  python 00:30 UTC
#> 2008-10-26 03:30:00  duckdb 02:30 UTC  python 02:30 UTC
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq duckdb==2.0.1 tzdata==2026.6

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt
from zoneinfo import ZoneInfo

import duckdb

PARIS = ZoneInfo("Europe/Paris")
for text in ("2008-10-26 01:30:00", "2008-10-26 02:30:00", "2008-10-26 03:30:00"):
    query = "SELECT epoch(CAST(? AS TIMESTAMP) AT TIME ZONE 'Europe/Paris')"
    by_duckdb = dt.datetime.fromtimestamp(duckdb.execute(query, [text]).fetchone()[0], dt.UTC)
    by_python = dt.datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(dt.UTC)
    print(f"{text}  duckdb {by_duckdb:%H:%M} UTC  python {by_python:%H:%M} UTC")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
