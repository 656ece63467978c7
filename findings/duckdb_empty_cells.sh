#!/usr/bin/env bash
# A record with a cell too many, in an export that DuckDB reads in strict mode with three declared columns.
#
# GUESS: the record is refused, whatever the fourth cell holds.
# REAL: it is refused if that cell holds a text. Empty cells behind the third are dropped without a word, however many.
# VERSIONS: duckdb 2.0.0
# OUTPUT:
#> 2;claim;open;x  =>  refused
#> 2;claim;open;   =>  read as 2, claim, open
#> 2;claim;open;;; =>  read as 2, claim, open
#> 2;claim         =>  refused
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq duckdb==2.0.0

"$folder/venv/bin/python" -I - "$folder/export.csv" >"$folder/output" <<'PYTHON'
import sys
from pathlib import Path

import duckdb

export = Path(sys.argv[1])
for record in ("2;claim;open;x", "2;claim;open;", "2;claim;open;;;", "2;claim"):
    export.write_text(f"number;kind;state\n1;claim;closed\n{record}\n")
    try:
        rows = duckdb.read_csv(
            str(export),
            header=True,
            delimiter=";",
            auto_detect=False,
            strict_mode=True,
            columns={"number": "VARCHAR", "kind": "VARCHAR", "state": "VARCHAR"},
        ).fetchall()
        found = "read as " + ", ".join(rows[1])
    except duckdb.InvalidInputException:
        found = "refused"
    print(f"{record:15} =>  {found}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
