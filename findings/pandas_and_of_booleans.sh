#!/usr/bin/env bash
# Files that were answered, and whose channel is the letter: two conditions, one on a number and one on a text.
#
# GUESS: both columns know "missing", so `late & letter` and `letter & late` are the same three answers.
# REAL: with pyarrow installed, a comparison of texts is held by Arrow (bool[pyarrow]) and one of whole numbers by pandas
# (boolean). Text & number works. Number & text is a TypeError as soon as a text is missing. Texts of
# StringDtype("python") compare into boolean, and work in either order.
# VERSIONS: numpy 2.4.6, pandas 3.1.1, pyarrow 26.0.1
# OUTPUT:
#> letter           bool[pyarrow]
#> late             boolean
#> letter & late    True, <NA>, False
#> late & letter    TypeError: boolean value of NA is ambiguous
#> late & python    True, <NA>, False
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq numpy==2.4.6 pandas==3.1.1 pyarrow==26.0.1

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import pandas as pd

channel = pd.Series(["letter", None, "web"], dtype="string")
days = pd.Series([12, 14, 3], dtype="Int64")
letter, late = channel == "letter", days > 10
python = channel.astype(pd.StringDtype("python")) == "letter"


def both(left, right):
    try:
        return ", ".join(map(str, left & right))
    except TypeError as error:
        return f"TypeError: {error}"


print(f"letter           {letter.dtype}")
print(f"late             {late.dtype}")
print(f"letter & late    {both(letter, late)}")
print(f"late & letter    {both(late, letter)}")
print(f"late & python    {both(late, python)}")
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
