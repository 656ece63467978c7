#!/usr/bin/env bash
# A length of time in words, by `format_timedelta` of Babel, in French.
#
# GUESS: the largest unit that fits, cut or rounded: 21 heures, 51 minutes.
# REAL: from 85 % of a unit on, it is one of that unit: 21 hours are "1 jour", and 51 minutes "1 heure". A promise of 24
# hours that took 21 reads like one that took all of it.
# VERSIONS: babel 2.19.0
# OUTPUT:
#> 20 hours: 20 heures
#> 21 hours: 1 jour
#> 35 hours: 1 jour
#> 50 minutes: 50 minutes
#> 51 minutes: 1 heure
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq babel==2.19.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

from babel.dates import format_timedelta

for number, unit in ((20, "hours"), (21, "hours"), (35, "hours"), (50, "minutes"), (51, "minutes")):
    said = format_timedelta(dt.timedelta(**{unit: number}), locale="fr").replace("\N{NO-BREAK SPACE}", " ")
    print(f"{number} {unit}: {said}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
