#!/usr/bin/env bash
# The quarter of a file name as French offices write it, 2008-T2, beside 2008-Q2.
#
# GUESS: T is no letter of a quarter for pandas, so 2008-T2 is refused, as a name that it cannot read.
# REAL: the T is taken for the one between a date and a time, and what follows for the month: T2 is February, and so
# is read without a word where the second quarter was meant. Q2 is April, the first month of its quarter.
# VERSIONS: pandas 3.1.1
# OUTPUT:
#> Q2: Period 2008-04
#> T2: Period 2008-02
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq pandas==3.1.1

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import pandas as pd

for quarter in ("Q2", "T2"):
    print(f"{quarter}: Period {pd.Period(f'2008-{quarter}', freq='M')}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
