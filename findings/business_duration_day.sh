#!/usr/bin/env bash
# Two whole business days, 9:00 to 18:00, in the unit "day" of business-duration.
#
# GUESS: they are 2 days: the unit stands beside business hours and business minutes.
# REAL: they are 0.75 days: the 18 business hours are divided by 24. A limit of 2 business days is kept until the
# sixth.
# VERSIONS: business-duration 0.68
# OUTPUT:
#> Mon 09:00 to Mon 18:00: 9 hours, 0.375 days
#> Mon 09:00 to Tue 18:00: 18 hours, 0.75 days
#> Mon 09:00 to Fri 18:00: 45 hours, 1.875 days
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq business-duration==0.68 "pandas==3.1.1" "numpy==2.4.6" "holidays==0.109"

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

from business_duration import businessDuration

opens, closes = dt.time(9), dt.time(18)
start = dt.datetime(2024, 5, 13, 9)
for days in (1, 2, 5):
    end = start + dt.timedelta(days=days - 1, hours=9)
    counted = {unit: businessDuration(start, end, opens, closes, unit=unit) for unit in ("hour", "day")}
    print(f"{start:%a %H:%M} to {end:%a %H:%M}: {counted['hour']:.0f} hours, {counted['day']} days")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
