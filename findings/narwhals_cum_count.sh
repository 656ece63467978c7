#!/usr/bin/env bash
# The calls of a client are numbered by their time, in a frame that is not sorted by it.
#
# GUESS: one Narwhals expression gives the same numbers on pandas and on polars: called_at, counted by cum_count() over
# the client in the order of called_at, is 1 for the first call.
# REAL: on pandas the calls are numbered as they stand in the frame. The column that is counted becomes true or false
# before the frame is sorted by it, so that all calls are alike. A column that is not in order_by is counted right.
# VERSIONS: narwhals 2.29.0, numpy 2.4.6, pandas 3.1.1, polars 2.1.0
# OUTPUT:
#> called at minute        30  10  20
#> pandas counts called_at  1   2   3
#> pandas counts call       3   1   2
#> polars counts called_at  3   1   2
#> polars counts call       3   1   2
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq narwhals==2.29.0 numpy==2.4.6 pandas==3.1.1 polars==2.1.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import narwhals as nw
import pandas as pd
import polars as pl

CALLS = {"client": ["a", "a", "a"], "call": ["x", "y", "z"], "called_at": [30, 10, 20]}


def line(title, numbers):
    return f"{title:23}" + "".join(f"{number:3} " for number in numbers).rstrip()


print(line("called at minute", CALLS["called_at"]))
for name, make in (("pandas", pd.DataFrame), ("polars", pl.DataFrame)):
    frame = nw.from_native(make(CALLS))
    for column in ("called_at", "call"):
        numbers = frame.select(nw.col(column).cum_count().over("client", order_by="called_at"))[column]
        print(line(f"{name} counts {column}", numbers.to_list()))
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
