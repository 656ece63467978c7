"""What is said of sums, ratios, balances, weights and scores; for `rules`."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

NO_UNIT_OF_A_RATIO = Wordings(
    en='{read} is not a unit of a ratio. Expected e.g. "per 100 cases", or no unit.',
    fr="{read} n’est pas une unité de rapport. Attendu par exemple «\u00a0pour 100 dossiers\u00a0», ou aucune unité.",
)
ADDED_UP = Wordings(
    en="what is added up needs an integer or number column",
    fr="ce qui s’additionne demande une colonne integer ou number",
)
EACH_OVER_ITSELF = Wordings(
    en="{column} is divided by itself, which is always 1. Correct one of the two.",
    fr="{column} est divisée par elle-même, ce qui donne toujours 1. Corrigez l’une des deux.",
)
A_LENGTH_OF_TIME = Wordings(
    en='this {kind} gives a length of time. Expected e.g. "< 20 secondes".',
    fr='cette mesure {kind} donne une longueur de temps. Attendu par exemple "< 20 secondes".',
)
A_RATIO_OF_COUNTS = Wordings(
    en='a ratio of whole numbers gives a percentage. Expected e.g. "95%", or "unit: per 1 case" for a plain number.',
    fr='un rapport de nombres entiers donne un pourcentage. Attendu par exemple "95%"\u00a0; ou écrivez '
    "`unit: pour 1 dossier` pour un simple nombre.",
)
ABOVE_THE_WHOLE = Wordings(
    en="a share cannot exceed 100%. Correct the percentage.",
    fr="une part ne dépasse pas 100\u00a0%. Corrigez le pourcentage.",
)
FOR_IS_AGAINST = Wordings(
    en="the same condition says that a case is for and that it is against. Correct one of the two.",
    fr="la même condition dit qu’un cas est pour et qu’il est contre. Corrigez l’une des deux.",
)
BEYOND_A_BALANCE = Wordings(
    en="a balance lies between -100 and 100. Correct the figure.",
    fr="un solde est compris entre -100 et 100. Corrigez le chiffre.",
)
STRATA_OF_NOTHING = Wordings(
    en='the key "by" is missing: weights by stratum name the column that tells the strata apart, e.g. '
    "{{by: region, nord: 2}}. Write it.",
    fr="la clé «\u00a0by\u00a0» manque\u00a0: des pondérations par strate nomment la colonne qui distingue les "
    "strates, par exemple `{{by: region, nord: 2}}`. Écrivez-la.",
)
NO_STRATUM = Wordings(
    en="no stratum has a weight, so that every case would be invalid. Write each value with its weight, e.g. nord: 2.",
    fr="aucune strate n’a de pondération, et tout cas serait invalide. Écrivez chaque valeur avec sa pondération, "
    "par exemple `nord: 2`.",
)
NEGATIVE_WEIGHT = Wordings(
    en="{read}: a weight is not negative. Correct it.",
    fr="{read}\u00a0: une pondération n’est pas négative. Corrigez-la.",
)
WEIGHT_TOO_LONG = Wordings(
    en="{read}: a weight has at most nine digits and six decimals. Shorten it.",
    fr="{read}\u00a0: une pondération a au plus neuf chiffres et six décimales. Raccourcissez-la.",
)
A_STRATUM = Wordings(
    en="strata are told apart by a text, integer or boolean column",
    fr="les strates se distinguent par une colonne text, integer ou boolean",
)
A_WEIGHT = Wordings(
    en="a weight needs an integer or number column",
    fr="une pondération demande une colonne integer ou number",
)
STRATUM_NEVER_FOUND = Wordings(
    en="{read} is one of this source's null_values: a case without a stratum is excluded. Remove it.",
    fr="{read} figure parmi les null_values de cette source\u00a0: un cas sans strate est exclu. Supprimez-la.",
)
STRATUM_OF_NO_VALUE = Wordings(
    en="{read} is not among the values of {column}. {hint}",
    fr="{read} n’est pas parmi les valeurs de {column}. {hint}",
)
STRATUM_NO_WHOLE_NUMBER = Wordings(
    en="{read} is not a whole number, and {column} is an integer column. Correct it.",
    fr="{read} n’est pas un nombre entier, et {column} est une colonne integer. Corrigez.",
)
STRATUM_NO_BOOLEAN = Wordings(
    en="{read} is not true or false, and {column} is a boolean column. Correct it.",
    fr="{read} n’est ni true ni false, et {column} est une colonne boolean. Corrigez.",
)
STRATUM_TWICE = Wordings(
    en="the stratum {read} comes twice. Keep one.",
    fr="la strate {read} figure deux fois. Gardez-en une.",
)
MISSED_ARE_COUNTED = Wordings(
    en='"rate: missed" is a share of all cases in scope, of which some have no weight. Remove it, or the weight.',
    fr="`rate: missed` est une part de tous les cas du champ, dont certains n’ont pas de pondération. "
    "Supprimez cette clé, ou la pondération.",
)
TEXT_OF_TWO_SCORES = Wordings(
    en="{read} comes twice, as cells are compared. Keep one.",
    fr="{read} figure deux fois, comme les cellules se comparent. Gardez-en un.",
)
SCORES_ARE_NO_PERCENTAGES = Wordings(
    en='"percent" and "scores" exclude each other: the number of a text is in the rule file. Remove one of the two.',
    fr="«\u00a0percent\u00a0» et «\u00a0scores\u00a0» s’excluent\u00a0: le nombre d’un texte est dans le fichier "
    "de règles. Supprimez l’un des deux.",
)
SCORE_NOT_WHOLE = Wordings(
    en="{read} is not a whole number, and the column is an integer. Correct it, or write type: number.",
    fr="{read} n’est pas un nombre entier, et la colonne est integer. Corrigez-le, ou écrivez `type: number`.",
)
SCORE_TOO_LONG = Wordings(
    en="{read}: a score has at most nine digits and six decimals. Shorten it.",
    fr="{read}\u00a0: une note a au plus neuf chiffres et six décimales. Raccourcissez-la.",
)
SCORE_OFF_SCALE = Wordings(
    en="{read} is outside the scale from {lowest} to {highest}: all its rows would be rejected. Correct one.",
    fr="{read} est hors de l’échelle de {lowest} à {highest}\u00a0: toutes ses lignes seraient rejetées. "
    "Corrigez l’un des deux.",
)
SCORE_NEVER_FOUND = Wordings(
    en="{read} is one of this source's null_values, and is never found. Remove it from one of the two.",
    fr="{read} figure parmi les null_values de cette source, et ne se trouve jamais. Retirez-le de l’un des deux.",
)
