"""What is said of figures at a moment, and of those made of other figures: stock, age, combined verdicts, ratios."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

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
