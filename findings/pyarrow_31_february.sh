#!/usr/bin/env bash
# A day that does not exist, in a CSV column of timestamps, read with and without a format.
#
# GUESS: pyarrow refuses 31 February either way, as it does day 32 and month 13.
# REAL: with a format, 31 February is read as 2 March and 31 April as 1 May, without a word.
# VERSIONS: pyarrow 26.0.1
# OUTPUT:
#> 2008-02-29  with a format 2008-02-29  without 2008-02-29
#> 2008-02-31  with a format 2008-03-02  without refused
#> 2008-04-31  with a format 2008-05-01  without refused
#> 2008-01-32  with a format refused     without refused
#> 2008-13-01  with a format refused     without refused
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq pyarrow==26.0.1

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import io

import pyarrow as pa
from pyarrow import csv


def read(text, **options):
    options = csv.ConvertOptions(column_types={"opened_at": pa.timestamp("s")}, **options)
    try:
        table = csv.read_csv(io.BytesIO(f"opened_at\n{text}\n".encode()), convert_options=options)
    except pa.ArrowInvalid:
        return "refused"
    return table["opened_at"][0].as_py().date()


for text in ("2008-02-29", "2008-02-31", "2008-04-31", "2008-01-32", "2008-13-01"):
    print(f"{text}  with a format {read(text, timestamp_parsers=['%Y-%m-%d'])!s:10}  without {read(text)}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
