#!/usr/bin/env bash
# The month that names of monthly files say in six digits: 200805 and 052008.
#
# GUESS: a `Period` of months and a `Timestamp` read both as May 2008, or one of them refuses what it cannot tell.
# REAL: they agree on neither. `Timestamp` takes 200805 for year, day and month of two digits each, 20 August 2005;
# `Period` takes 052008 for August of the year 520. Nothing is refused, so a list of the months that are there is wrong.
# VERSIONS: pandas 3.1.1
# OUTPUT:
#> 200805: Period 2008-05, Timestamp 2005-08-20
#> 052008: Period 0520-08, Timestamp 2008-05-20
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq pandas==3.1.1

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import pandas as pd

for text in ("200805", "052008"):
    print(f"{text}: Period {pd.Period(text, freq='M')}, Timestamp {pd.Timestamp(text):%Y-%m-%d}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
