#!/usr/bin/env bash
# A column of times in a workbook, all of one format, read by python-calamine; one of them is midnight.
#
# GUESS: three times with their date, as openpyxl gives.
# REAL: the one at midnight is a date, the other two are times with their date. They cannot be compared: the earliest
# of the column is a TypeError.
# VERSIONS: python-calamine 0.9.1, openpyxl 3.1.5, xlsxwriter 3.3.1
# OUTPUT:
#> openpyxl: datetime datetime datetime, earliest 2024-05-06 00:00:00
#> calamine: datetime date datetime, earliest: TypeError
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq python-calamine==0.9.1 openpyxl==3.1.5 xlsxwriter==3.3.1

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt
import io

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

content = io.BytesIO()
with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
    times = workbook.add_worksheet()
    shown = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for row, hour in enumerate((9, 0, 17)):
        times.write_datetime(row, 0, dt.datetime(2024, 5, 6, hour), shown)

content.seek(0)
by_openpyxl = [row[0].value for row in openpyxl.load_workbook(content).active.iter_rows()]
content.seek(0)
by_calamine = [row[0] for row in CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()]
for name, cells in (("openpyxl", by_openpyxl), ("calamine", by_calamine)):
    types = " ".join(type(cell).__name__ for cell in cells)
    try:
        print(f"{name}: {types}, earliest {min(cells)}")
    except TypeError:
        print(f"{name}: {types}, earliest: TypeError")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
