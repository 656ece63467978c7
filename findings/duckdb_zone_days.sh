#!/usr/bin/env bash
# The time between two instants with their offsets, over the weekend on which summer time begins in Paris.
#
# GUESS: from Saturday noon to Monday noon 47 hours pass, whatever the session's time zone: both instants are fixed.
# REAL: DuckDB counts days of the session's zone. In Europe/Paris these are 2 days, and an interval of 2 days is 48
# hours: a case that ended in time is late.
# VERSIONS: duckdb 2.0.0
# OUTPUT:
#> UTC           1 day, 23:00:00  47 hours  within 47 hours: yes
#> Europe/Paris  2 days, 0:00:00  48 hours  within 47 hours: no
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq duckdb==2.0.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import duckdb

PASSED = "TIMESTAMPTZ '2008-03-31 12:00:00+02:00' - TIMESTAMPTZ '2008-03-29 12:00:00+01:00'"

for zone in ("UTC", "Europe/Paris"):
    duckdb.execute(f"SET TimeZone = '{zone}'")
    query = f"SELECT {PASSED}, epoch({PASSED}) / 3600, {PASSED} <= INTERVAL 47 HOUR"
    passed, hours, in_time = duckdb.execute(query).fetchone()
    print(f"{zone:12}  {passed}  {hours:.0f} hours  within 47 hours: {'yes' if in_time else 'no'}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
