#!/usr/bin/env bash
# A limit of two months, written in two ways that read alike: end <= start + limit, and end - start <= limit.
#
# GUESS: both judge a case alike.
# REAL: DuckDB compares intervals with months of 30 days, so the second way makes 60 days of the limit. It is too strict
# from 1 July to 1 September, and too lenient from 1 January to 2 March.
# VERSIONS: duckdb 2.0.0
# OUTPUT:
#> 2009-07-01 to 2009-09-01, 62 days: end <= start + limit: yes, end - start <= limit: no
#> 2009-01-01 to 2009-03-02, 60 days: end <= start + limit: no, end - start <= limit: yes
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq duckdb==2.0.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import duckdb

QUERY = """
    SELECT (last - first)::VARCHAR, last <= first + INTERVAL 2 MONTH, last - first <= INTERVAL 2 MONTH
    FROM (SELECT ?::TIMESTAMP AS first, ?::TIMESTAMP AS last)
"""


def say(is_in_time):
    return "yes" if is_in_time else "no"


for start, end in (("2009-07-01", "2009-09-01"), ("2009-01-01", "2009-03-02")):
    days, by_end, by_length = duckdb.execute(QUERY, [start, end]).fetchone()
    print(f"{start} to {end}, {days}: end <= start + limit: {say(by_end)}, end - start <= limit: {say(by_length)}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
