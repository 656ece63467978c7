#!/usr/bin/env bash
# A French date asked of the French holidays: is 01/05/2024 among them?
#
# GUESS: it is the first of May, a holiday, for the calendar is that of France; or the text is refused, for it could
# be two days.
# REAL: it is read as 5 January: the month stands first, unless it cannot be one. So the first of May is no holiday,
# and 14/07/2024 is one.
# VERSIONS: holidays 0.109
# OUTPUT:
#> 2024-05-01  holiday
#> 01/05/2024  no holiday
#> 05/01/2024  holiday
#> 13/07/2024  no holiday
#> 14/07/2024  holiday
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq holidays==0.109

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import holidays

france = holidays.country_holidays("FR")
for text in ("2024-05-01", "01/05/2024", "05/01/2024", "13/07/2024", "14/07/2024"):
    print(f"{text}  {'holiday' if text in france else 'no holiday'}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
