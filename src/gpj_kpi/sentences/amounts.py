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
AGE_HAS_A_LENGTH = Wordings(
    en="an age is a length of time, not a due date. Expected e.g. 30 jours calendaires.",
    fr="un âge est une durée, pas une échéance. Attendu\u00a0: par exemple 30 jours calendaires.",
)
STOCK_HAS_ITS_START = Wordings(
    en="what is open at the end of a period is counted whenever it came, and {column} is its start. Remove period_by.",
    fr="ce qui est en cours à la fin d’une période est compté quelle que soit la date d’arrivée, et {column} en est le "
    "début. Supprimez period_by.",
)
ALWAYS_OVER = Wordings(
    en="{column} both starts and ends the case, which is then never open. Correct one.",
    fr="{column} commence et termine le cas, qui n’est alors jamais en cours. Corrigez l’une des deux.",
)
NO_INDICATOR = Wordings(
    en="{id} is not an indicator of this file. {advice}",
    fr="{id} n’est pas un indicateur de ce fichier. {advice}",
)
ROWS_ARE_JUDGED = Wordings(
    en="{id} is a {kind}, and the rows of a combined verdict are judged by a delay or a share. Name one.",
    fr="{id} est de type {kind}, et les lignes d’un verdict combiné sont jugées par un delay ou un share. "
    "Nommez-en un.",
)
KEYS_WEIGH_NOTHING = Wordings(
    en="{id} weighs its rows, and a combined verdict counts each key once. Name an indicator without weight.",
    fr="{id} pondère ses lignes, et un verdict combiné compte chaque clé une fois. Nommez un indicateur sans weight.",
)
TOTALS_ARE_DIVIDED = Wordings(
    en="{id} is a {kind}, and a ratio of indicators divides figures of count or sum. Name such a one.",
    fr="{id} est de type {kind}, et un rapport d’indicateurs divise des chiffres de count ou de sum. Nommez-en un.",
)
A_KEY = Wordings(
    en="rows are put together by text, integer or boolean",
    fr="les lignes se regroupent par text, integer ou boolean",
)
THEIRS = Wordings(
    en="{key} is that of the indicator named under of. Remove it here.",
    fr="{key} est celui de l’indicateur nommé sous of. Supprimez-le ici.",
)
ANOTHER_SOURCE = Wordings(
    en="{of} looks at cases of {source}. Write that source here too.",
    fr="{of} porte sur les cas de {source}. Écrivez cette source ici aussi.",
)
BOTH_ALIKE = Wordings(
    en="one side is an indicator, and this one is a column. Name two columns, or two indicators: `{{indicator: id}}`.",
    fr="un côté est un indicateur, et celui-ci une colonne. Nommez deux colonnes, ou deux indicateurs\u00a0: "
    "`{{indicator: id}}`.",
)
OVER_ITSELF = Wordings(
    en="{id} is divided by itself, which is always 1. Correct one.",
    fr="{id} est divisé par lui-même, ce qui donne toujours 1. Corrigez l’un des deux.",
)
NO_CASES_OF_ITS_OWN = Wordings(
    en="{id} divides the figures of {sides}, and has no cases of its own. Ask for theirs.",
    fr="{id} divise les chiffres de {sides}, et n’a pas de cas à lui. Demandez les leurs.",
)
NO_OPERAND = Wordings(
    en="{read} is neither a column nor an indicator. Expected e.g. offered, or `{{indicator: complaints}}`.",
    fr="{read} n’est ni une colonne ni un indicateur. Attendu\u00a0: par exemple offered, ou "
    "`{{indicator: complaints}}`.",
)
