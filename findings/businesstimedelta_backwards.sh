#!/usr/bin/env bash
# The business time of a case that ends before it begins.
#
# GUESS: it is negative, as the difference of two times is in Python; or it is refused.
# REAL: it is positive, and the same as if the case had ended that much later: nothing shows that start and end were
# swapped.
# VERSIONS: businesstimedelta 1.0.1
# OUTPUT:
#> Tue 12:00 to Wed 12:00: 9 hours
#> Wed 12:00 to Tue 12:00: 9 hours
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq businesstimedelta==1.0.1 tzdata==2026.6

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

from businesstimedelta import WorkDayRule

day = WorkDayRule(start_time=dt.time(9), end_time=dt.time(18), working_days=range(5))
tuesday, wednesday = dt.datetime(2024, 5, 14, 12), dt.datetime(2024, 5, 15, 12)
for start, end in ((tuesday, wednesday), (wednesday, tuesday)):
    print(f"{start:%a %H:%M} to {end:%a %H:%M}: {day.difference(start, end).hours} hours")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
