"""What is said of measures: units, durations, and what was known at as-of; for `rules`, `cases` and `verdicts`."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

UNKNOWN_TIME_UNIT = Wordings(
    en="{read} is not a unit of a column. Expected one of: milliseconds, seconds, minutes, hours.",
    fr="{read} n’est pas une unité de colonne. Attendu\u00a0: millisecondes, secondes, minutes ou heures.",
)
PERCENT_OF_TIME = Wordings(
    en='"percent" and "unit" exclude each other: a length of time is no percentage. Remove one of the two.',
    fr="«\u00a0percent\u00a0» et «\u00a0unit\u00a0» s’excluent\u00a0: une durée n’est pas un pourcentage. "
    "Supprimer l’un des deux.",
)
UNIT_ASSUMED = Wordings(
    en="its cells are lengths of time, and no unit is declared: they were read as seconds. "
    "Declare `unit: seconds`, or milliseconds, minutes or hours.",
    fr="ses cellules sont des durées, et aucune unité n’est déclarée\u00a0: elles ont été lues en secondes. "
    "Déclarer `unit: secondes`, ou millisecondes, minutes ou heures.",
)
