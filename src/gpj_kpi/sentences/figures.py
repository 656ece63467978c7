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
