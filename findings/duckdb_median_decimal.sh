#!/usr/bin/env bash
# The median of two decimals with one digit behind the point, 94.9 and 95.0.
#
# GUESS: 94.95, as their mean is: the median of an even number of values is halfway between the two in the middle.
# REAL: DuckDB keeps the type of the column and cuts the second digit off: 94.9. The median of doubles is 94.95.
# VERSIONS: duckdb 2.0.0
# OUTPUT:
#> mean               94.95  DOUBLE
#> median             94.9   DECIMAL(4,1)
#> median of doubles  94.95  DOUBLE
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq duckdb==2.0.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import duckdb

EXPRESSIONS = {"mean": "avg(rate)", "median": "median(rate)", "median of doubles": "median(rate::DOUBLE)"}
RATES = "(VALUES (94.9::DECIMAL(4, 1)), (95.0::DECIMAL(4, 1))) AS rates(rate)"

for name, expression in EXPRESSIONS.items():
    value, type_ = duckdb.execute(f"SELECT {expression}, typeof({expression}) FROM {RATES}").fetchone()
    print(f"{name:17}  {value!s:5}  {type_}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
