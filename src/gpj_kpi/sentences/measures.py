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
    "Supprimez l’un des deux.",
)
UNIT_ASSUMED = Wordings(
    en="its cells are lengths of time, and no unit is declared: they were read as seconds. "
    "Declare `unit: seconds`, or milliseconds, minutes or hours.",
    fr="ses cellules sont des durées, et aucune unité n’est déclarée\u00a0: elles ont été lues en secondes. "
    "Déclarez `unit: secondes`, ou millisecondes, minutes ou heures.",
)
WRITTEN_LATER = Wordings(
    en="cases of which every row was written after as-of, by `order_by`: {n}. They are not known then, and are in no "
    "figure.",
    fr="cas dont toutes les lignes ont été écrites après la date d’arrêté, d’après `order_by`\u00a0: {n}. Ils ne sont "
    "pas encore connus à cette date, et ne comptent dans aucun résultat.",
)
KNOWN_AT_NO_DATE = Wordings(
    en="{column} is a column of type {type}, and a cell becomes known at a date or a time. Name a column of type date "
    "or datetime.",
    fr="{column} est une colonne de type {type}, et une cellule est connue à partir d’une date ou d’une heure. Nommez "
    "une colonne de type date ou datetime.",
)
KNOWN_FROM_THE_START = Wordings(
    en="{column} tells the rows of a case apart, so it is known with the row itself. Remove known_at.",
    fr="{column} distingue les lignes d’un cas\u00a0: elle est connue avec la ligne même. Supprimez known_at.",
)
KNOWN_AT_OF_PAUSES = Wordings(
    en="{column} belongs to pauses, and a pause is known with its row. Remove known_at. If rows are written later, "
    "name the column that says when: `order_by:` of source {source}.",
    fr="{column} fait partie de pauses, et une pause est connue avec sa ligne. Supprimez known_at. Si des lignes sont "
    "écrites plus tard, nommez la colonne qui dit quand\u00a0: `order_by:` de la source {source}.",
)
DURATION_WITHOUT_PART = Wordings(
    en='the key "{key}" is missing: a duration has "from" and "to", or "elapsed". Write it.',
    fr="la clé «\u00a0{key}\u00a0» manque\u00a0: une durée a «\u00a0from\u00a0» et «\u00a0to\u00a0», "
    "ou «\u00a0elapsed\u00a0». Écrivez-la.",
)
DONE_WITHOUT_ELAPSED = Wordings(
    en='"done" goes with "elapsed" only: here the case has ended when "to" is filled. Remove it.',
    fr="«\u00a0done\u00a0» ne va qu’avec «\u00a0elapsed\u00a0»\u00a0: ici le cas est terminé quand "
    "«\u00a0to\u00a0» est rempli. Supprimez-la.",
)
ELAPSED_HAS_NO_CALENDAR = Wordings(
    en="{unit} are counted on a calendar, and a column that holds a length of time has none. Expected secondes, "
    "minutes or heures.",
    fr="les {unit} se comptent sur un calendrier, et une colonne qui contient une durée n’en a pas. Attendu\u00a0: "
    "secondes, minutes ou heures.",
)
NO_STATISTIC = Wordings(
    en="{read} is not a statistic: mean, median, max, min, or percentile N with N from 1 to 99. {hint}",
    fr="{read} n’est pas une statistique\u00a0: mean (moyenne), median (médiane), max, min, ou percentile N, "
    "N de 1 à 99. {hint}",
)
