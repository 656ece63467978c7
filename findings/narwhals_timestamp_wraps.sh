#!/usr/bin/env bash
# `dt.timestamp("us")` of moments that are too far for microseconds, in Arrow seconds and polars milliseconds.
#
# GUESS: an error, as the cast of either library gives; or the same result from both.
# REAL: on Arrow the number wraps round, and a moment 36 billion years ahead is 1970-01-01; on polars it goes missing.
# Nothing is said.
# VERSIONS: narwhals 2.29.0, pyarrow 26.0.1, polars 2.1.0
# OUTPUT:
#> seconds of Arrow, 2**60 and 0: [0, 0]
#> milliseconds of polars, 2**62 and 0: [None, 0]
#> the cast of Arrow is refused
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq narwhals==2.29.0 pyarrow==26.0.1 polars==2.1.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import narwhals as nw
import polars as pl
import pyarrow as pa

far = 2**60
arrow = pa.table({"at": pa.array([far, 0], pa.timestamp("s"))})
frame = pl.DataFrame({"at": pl.Series([2**62, 0]).cast(pl.Datetime("ms"))})
print("seconds of Arrow, 2**60 and 0:", nw.from_native(arrow)["at"].dt.timestamp("us").to_list())
print("milliseconds of polars, 2**62 and 0:", nw.from_native(frame)["at"].dt.timestamp("us").to_list())
try:
    arrow["at"].cast(pa.timestamp("us"))
except pa.ArrowInvalid:
    print("the cast of Arrow is refused")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
