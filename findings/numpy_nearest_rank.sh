#!/usr/bin/env bash
# The percentiles of the whole numbers from 1 to 100 by numpy's method inverted_cdf, the nearest rank.
#
# GUESS: percentile k is k, for every k: k of the 100 values are k or less.
# REAL: five of them are one too high. k / 100 times 100 is a little above k there, and the next rank is taken.
# VERSIONS: numpy 2.4.6
# OUTPUT:
#> percentile  7 is  8: 0.07 * 100 = 7.000000000000001
#> percentile 14 is 15: 0.14 * 100 = 14.000000000000002
#> percentile 28 is 29: 0.28 * 100 = 28.000000000000004
#> percentile 55 is 56: 0.55 * 100 = 55.00000000000001
#> percentile 56 is 57: 0.56 * 100 = 56.00000000000001
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq numpy==2.4.6

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import numpy as np

values = np.arange(1, 101)
for k in range(1, 101):
    found = int(np.quantile(values, k / 100, method="inverted_cdf"))
    if found != k:
        print(f"percentile {k:2} is {found:2}: {k / 100} * 100 = {k / 100 * 100}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
