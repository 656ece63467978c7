#!/usr/bin/env bash
# A fixed holiday after the last year that the holidays package knows for a country.
#
# GUESS: an error, or at least a warning. It warns for India after 2035, where days that follow the moon are missing.
# REAL: the year is empty and nothing is said: a date in it is no holiday, like any working day. For Sri Lanka that
# begins in 2027, for France in 2101.
# VERSIONS: holidays 0.109
# OUTPUT:
#> LK 2026-02-04  holiday  (known until 2026)  no warning
#> LK 2027-02-04  none     (known until 2026)  no warning
#> FR 2100-05-01  holiday  (known until 2100)  no warning
#> FR 2101-05-01  none     (known until 2100)  no warning
#> IN 2036-01-26  holiday  (known until 2100)  1 warning
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq holidays==0.109

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt
import warnings

import holidays

# Independence Day of Sri Lanka, Labour Day of France, Republic Day of India: the same date each year.
DAYS = (("LK", "2026-02-04"), ("LK", "2027-02-04"), ("FR", "2100-05-01"), ("FR", "2101-05-01"), ("IN", "2036-01-26"))
for country, day in DAYS:
    known = holidays.country_holidays(country)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = "holiday" if dt.date.fromisoformat(day) in known else "none"
    told = f"{len(caught)} warning" if caught else "no warning"
    print(f"{country} {day}  {found:7}  (known until {known.end_year})  {told}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
