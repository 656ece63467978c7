#!/usr/bin/env bash
# A local time on the day that Samoa left out, 30 December 2011, with `nonexistent="shift_forward"`.
#
# GUESS: the time moves forward to the first instant that exists, midnight of the 31st, whichever hour of the skipped
# day it names. So it does for an hour skipped in spring.
# REAL: noon of the 30th becomes 13:00 of the 29th, 11 hours before the gap begins, and 00:30 becomes 01:00 of the
# 31st. A case is dated before it happened.
# VERSIONS: pandas 3.1.1, tzdata 2026.6
# OUTPUT:
#> 2008-03-30 02:30  ->  2008-03-30 03:00:00+02:00
#> 2011-12-30 00:30  ->  2011-12-31 01:00:00+14:00
#> 2011-12-30 12:00  ->  2011-12-29 13:00:00-10:00
#> 2011-12-30 23:30  ->  2011-12-31 00:00:00+14:00
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq pandas==3.1.1 tzdata==2026.6

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import pandas as pd

SKIPPED = (
    ("Europe/Paris", "2008-03-30 02:30"),
    ("Pacific/Apia", "2011-12-30 00:30"),
    ("Pacific/Apia", "2011-12-30 12:00"),
    ("Pacific/Apia", "2011-12-30 23:30"),
)
for zone, text in SKIPPED:
    print(f"{text}  ->  {pd.Timestamp(text).tz_localize(zone, nonexistent='shift_forward')}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
