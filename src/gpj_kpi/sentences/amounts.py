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
