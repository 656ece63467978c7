#!/usr/bin/env bash
# The days on which months end that are counted from 31 January, by `date_range` with an offset of one month.
#
# GUESS: each is so many months after the first day: 31 January, 29 February, 31 March, 30 April.
# REAL: each is one month after the day before it, so that February cuts all that follow: 29 March, 29 April. A limit
# of months counted from the list ends two days early.
# VERSIONS: pandas 3.1.1
# OUTPUT:
#> by date_range           31/01 29/02 29/03 29/04 29/05
#> each from the first day 31/01 29/02 31/03 30/04 31/05
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq pandas==3.1.1

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

import pandas as pd

first, last = dt.date(2024, 1, 31), dt.date(2024, 5, 31)
by_pandas = pd.date_range(first, last, freq=pd.DateOffset(months=1))
print("by date_range          ", *(f"{day:%d/%m}" for day in by_pandas))
print("each from the first day", *(f"{first + pd.DateOffset(months=n):%d/%m}" for n in range(5)))
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
