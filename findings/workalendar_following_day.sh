#!/usr/bin/env bash
# The next working day for a day that is none, by `find_following_working_day` of the French calendar.
#
# GUESS: from the Wednesday that is 1 May 2024, the Thursday.
# REAL: 1 May itself: only Saturdays and Sundays are passed over. From Saturday 30 March 2024 it is 1 April, which is
# Easter Monday. `add_working_days` of the same class knows both holidays.
# VERSIONS: workalendar 17.0.0
# OUTPUT:
#> Wed 2024-05-01: following working day Wed 2024-05-01, is a working day: False
#> Sat 2024-03-30: following working day Mon 2024-04-01, is a working day: False
#> one working day after Tue 2024-04-30: Thu 2024-05-02
#> one working day after Sat 2024-03-30: Tue 2024-04-02
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq workalendar==17.0.0

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import datetime as dt

from workalendar.europe import France

france = France()
for day in (dt.date(2024, 5, 1), dt.date(2024, 3, 30)):
    found = france.find_following_working_day(day)
    counts = france.is_working_day(found)
    print(f"{day:%a %Y-%m-%d}: following working day {found:%a %Y-%m-%d}, is a working day: {counts}")
for day in (dt.date(2024, 4, 30), dt.date(2024, 3, 30)):
    print(f"one working day after {day:%a %Y-%m-%d}: {france.add_working_days(day, 1):%a %Y-%m-%d}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
