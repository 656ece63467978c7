#!/usr/bin/env bash
# Public holidays of Guadeloupe, as `holidays` gives them for 2024.
#
# GUESS: those of the mainland, and the day on which slavery was abolished: the labour code (L. 3422-2) adds no other.
# REAL: Mi-Carême, Good Friday and 21 July are there too, which are customs: an office that is open then gets limits
# that end days later. Martinique has 21 July too, and French Guiana (973) is known by its number alone.
# VERSIONS: holidays 0.109
# OUTPUT:
#> GP 07/03 Mi-Carême; 29/03 Vendredi saint; 27/05 Abolition de l'esclavage; 21/07 Fête de Victor Schoelcher;
#> MQ 22/05 Abolition de l'esclavage; 21/07 Fête de Victor Schoelcher;
#> 973 10/06 Abolition de l'esclavage;
#> RE 20/12 Abolition de l'esclavage;
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq holidays==0.109

"$folder/venv/bin/python" -I - >"$folder/output" <<'PYTHON'
import holidays

mainland = holidays.country_holidays("FR", years=2024)
for place in ("GP", "MQ", "973", "RE"):
    days = holidays.country_holidays("FR", subdiv=place, years=2024, language="fr")
    print(place, *(f"{day:%d/%m} {days[day]};" for day in sorted(days) if day not in mainland))
PYTHON

cat "$folder/output"
diff <(sed -n 's/^#> //p' "$0") "$folder/output" >&2 || {
    echo "$0: the output has changed" >&2
    exit 1
}
