#!/usr/bin/env bash
# How many month ends lie in a window of twelve months, when a sum by date rolls from month end to month end.
#
# GUESS: twelve in each, whatever the month.
# REAL: thirteen in the window that ends on 28 February 2025. Twelve months before it is 28 February 2024, which is not
# the end of that month: 29 February 2024 lies in the window too. A yearly total counts one month twice, every
# fourth year.
# VERSIONS: polars 2.1.0
# OUTPUT:
#> window that ends on 2024-12-31: 12 months
#> window that ends on 2025-01-31: 12 months
#> window that ends on 2025-02-28: 13 months
#> window that ends on 2025-03-31: 12 months
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq polars==2.1.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import calendar
import datetime as dt

import polars as pl

ends = [
    dt.date(year, month, calendar.monthrange(year, month)[1]) for year in (2023, 2024, 2025) for month in range(1, 13)
]
months = pl.DataFrame({"end": ends, "months": [1] * len(ends)})
rolled = months.with_columns(pl.col("months").rolling_sum_by("end", window_size="12mo"))
shown = rolled.filter(pl.col("end").is_between(dt.date(2024, 12, 1), dt.date(2025, 3, 31)))
for end, counted in shown.rows():
    print(f"window that ends on {end}: {counted} months")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
