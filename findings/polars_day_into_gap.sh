#!/usr/bin/env bash
# One day after 02:30 on Saturday, where Sunday has no 02:30: the clocks go forward.
#
# GUESS: `offset_by("1d")` keeps the local time and so comes to 03:30, moved past the gap; or it is refused, as
# `replace_time_zone` refuses such a time.
# REAL: it comes to 01:30, before the gap, 23 hours after the start: what is due after a day is due an hour early.
# VERSIONS: polars 2.1.0, tzdata 2026.6
# OUTPUT:
#> 29/03 02:30 + 1d  = 30/03 01:30, 23 hours later
#> 29/03 02:30 + 24h = 30/03 03:30, 24 hours later
#> 29/03 02:30 + 2d  = 31/03 02:30, 47 hours later
#> 30/03 02:30 is refused by replace_time_zone
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq polars==2.1.0 tzdata==2026.6

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

import polars as pl

start = pl.Series([dt.datetime(2008, 3, 29, 2, 30)]).dt.replace_time_zone("Europe/Paris")
for offset in ("1d", "24h", "2d"):
    end = start.dt.offset_by(offset)
    hours = (end - start)[0] / dt.timedelta(hours=1)
    print(f"{start[0]:%d/%m %H:%M} + {offset:3} = {end[0]:%d/%m %H:%M}, {hours:.0f} hours later")
try:
    pl.Series([dt.datetime(2008, 3, 30, 2, 30)]).dt.replace_time_zone("Europe/Paris")
except pl.exceptions.ComputeError:
    print("30/03 02:30 is refused by replace_time_zone")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
