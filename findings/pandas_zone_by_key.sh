#!/usr/bin/env bash
# A zone read from a file of our own (`ZoneInfo.from_file`), in a subclass that can be pickled by its name.
#
# GUESS: pandas asks the zone for its offsets, as Python does: the file that was read decides, not the one that is
# installed.
# REAL: as soon as `__reduce__` answers, pandas reads the installed zone of that name instead. An edition of the time
# zones that was chosen on purpose is passed over, and nothing is said. Without `__reduce__` of its own the zone
# decides.
# VERSIONS: pandas 3.1.1, tzdata 2026.6
# OUTPUT:
#> ZoneInfo  python 21:00  pandas 21:00
#> Named     python 21:00  pandas 13:00
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq pandas==3.1.1 tzdata==2026.6

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
from importlib import resources
from zoneinfo import ZoneInfo

import pandas as pd


class Named(ZoneInfo):
    def __reduce__(self):
        return ZoneInfo, (self.key,)


def read(kind):
    with resources.files("tzdata.zoneinfo.Asia").joinpath("Tokyo").open("rb") as file:
        return kind.from_file(file, key="Europe/Paris")


noon = pd.Timestamp("2008-03-03 12:00", tz="UTC")
for kind in (ZoneInfo, Named):
    zone = read(kind)
    by_python = noon.to_pydatetime().astimezone(zone)
    print(f"{kind.__name__:8}  python {by_python:%H:%M}  pandas {noon.tz_convert(zone):%H:%M}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
