#!/usr/bin/env bash
# A night shift from 22:00 to 06:00 as a rule of businesstimedelta.
#
# GUESS: the rule takes the night over midnight; or it is refused, for its end lies before its start.
# REAL: it is taken, and holds no time at all: a whole night lasts 0 hours. Adding one hour at 23:30 gives 23:00 of
# the next evening.
# VERSIONS: businesstimedelta 1.0.1
# OUTPUT:
#> 2024-05-14 22:00:00 to 2024-05-15 06:00:00: 0 hours 0 seconds
#> 2024-05-14 23:30:00 + 1 hour: 2024-05-15 23:00:00
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq businesstimedelta==1.0.1 tzdata==2026.6

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

from businesstimedelta import BusinessTimeDelta, WorkDayRule

night = WorkDayRule(start_time=dt.time(22), end_time=dt.time(6), working_days=range(7))
begin, end = dt.datetime(2024, 5, 14, 22), dt.datetime(2024, 5, 15, 6)
taken = night.difference(begin, end)
print(f"{begin} to {end}: {taken.hours} hours {taken.seconds} seconds")
start = dt.datetime(2024, 5, 14, 23, 30)
due = start + BusinessTimeDelta(night, hours=1)
print(f"{start} + 1 hour: {due:%Y-%m-%d %H:%M:%S}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
