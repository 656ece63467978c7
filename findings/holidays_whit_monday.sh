#!/usr/bin/env bash
# Whit Monday among the public holidays of France.
#
# GUESS: it is there every year: the labour code lists it, and a holiday on which people work is one still.
# REAL: holidays leaves it out in 2005, 2006 and 2007, when the day of solidarity fell on it. workalendar has it.
# VERSIONS: holidays 0.109, workalendar 17.0.0
# OUTPUT:
#> 2004-05-31  holidays yes  workalendar yes
#> 2005-05-16  holidays no   workalendar yes
#> 2006-06-05  holidays no   workalendar yes
#> 2007-05-28  holidays no   workalendar yes
#> 2008-05-12  holidays yes  workalendar yes
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq holidays==0.109 workalendar==17.0.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

import holidays
from workalendar.europe import France


def say(is_there):
    return "yes" if is_there else "no"


WHIT_MONDAYS = ("2004-05-31", "2005-05-16", "2006-06-05", "2007-05-28", "2008-05-12")
for day in map(dt.date.fromisoformat, WHIT_MONDAYS):
    in_holidays = day in holidays.country_holidays("FR")
    in_workalendar = day in {date for date, _ in France().holidays(day.year)}
    print(f"{day}  holidays {say(in_holidays):3}  workalendar {say(in_workalendar)}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
