#!/usr/bin/env bash
# Business days between two dates, and between the same dates the other way round.
#
# GUESS: the count changes its sign and nothing else.
# REAL: the date given first counts and the other does not, in both directions: Friday to Saturday is 1, Saturday to
# Friday is 0.
# VERSIONS: numpy 2.4.6
# OUTPUT:
#> Fri to Sat: 1, back: 0
#> Sat to Mon: 0, back: -1
#> Fri to Mon: 1, back: -1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq numpy==2.4.6

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

import numpy as np

friday, saturday, monday = (dt.date(2024, 5, day) for day in (17, 18, 20))
for start, end in ((friday, saturday), (saturday, monday), (friday, monday)):
    there, back = np.busday_count(start, end), np.busday_count(end, start)
    print(f"{start:%a} to {end:%a}: {there}, back: {back}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
