"""What is wrong with expectations, freshness and planned dates in a rule file."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

NO_FILE_PER = Wordings(
    en="{read} is not a kind of period for which a file is expected. Write month, quarter or year.",
    fr="{read} n’est pas une sorte de période pour laquelle un fichier est attendu. Écrivez mois, trimestre ou année.",
)
NO_RHYTHM = Wordings(
    en="{read} does not say how often a case is expected. Write every business day, every week or every month.",
    fr="{read} ne dit pas à quel rythme un cas est attendu. Écrivez chaque jour ouvré, chaque semaine ou chaque mois.",
)
NO_ROWS = Wordings(
    en='{read} does not say how many rows are expected. Write a sign, a whole number and a period: ">= 1000 per month" '
    "(per week, month, quarter or year).",
    fr="{read} ne dit pas combien de lignes sont attendues. Écrivez un signe, un nombre entier et une période\u00a0: "
    '">= 1000 par mois" (par semaine, mois, trimestre ou année).',
)
ROWS_WITH_SEPARATORS = Wordings(
    en="{read}: a number of rows is written without separators. Write {digits}.",
    fr="{read}\u00a0: un nombre de lignes s’écrit sans séparateurs. Écrivez {digits}.",
)
ROWS_OF_NOTHING = Wordings(
    en='{read}: what is expected is a number of rows from 1 on. Write e.g. ">= 1 per month", or leave rows out.',
    fr="{read}\u00a0: on attend un nombre de lignes d’au moins 1. Écrivez par exemple "
    '">= 1 par mois", ou supprimez rows.',
)
NO_QUIET_MONTH = Wordings(
    en="the list is empty. Write the months without cases, e.g. [08] for August, or leave quiet out.",
    fr="la liste est vide. Écrivez les mois sans cas, par exemple [08] pour août, ou supprimez quiet.",
)
NO_MONTH = Wordings(
    en="{read} is not a month of the year. Write its number from 1 to 12, e.g. 08 for August.",
    fr="{read} n’est pas un mois de l’année. Écrivez son numéro de 1 à 12, par exemple 08 pour août.",
)
MONTH_TWICE = Wordings(en="the month {read} comes twice. Keep one.", fr="le mois {read} vient deux fois. Gardez-en un.")
ALWAYS_QUIET = Wordings(
    en="all twelve months are quiet, so that nothing is ever expected. Leave out the months that have cases.",
    fr="les douze mois sont sans cas, si bien que rien n’est jamais attendu. Retirez les mois qui ont des cas.",
)
NO_FRESHNESS = Wordings(
    en="{read} is not a length of time. Write how old the latest event may be, e.g. 2 jours ouvrés or 48 heures.",
    fr="{read} n’est pas une durée. Écrivez l’âge que peut avoir le dernier événement, par exemple 2 jours ouvrés ou "
    "48 heures.",
)
NOTHING_EXPECTED = Wordings(
    en="nothing is expected here. Write file_per, case_on, rows or quiet, or leave expects out.",
    fr="rien n’est attendu ici. Écrivez file_per, case_on, rows ou quiet, ou supprimez expects.",
)
END_OF_NOTHING = Wordings(
    en='"{key}" bounds what is expected, and nothing is. Write file_per, case_on or rows too, or remove it.',
    fr="«\u00a0{key}\u00a0» borne ce qui est attendu, et rien ne l’est. Écrivez aussi file_per, case_on ou rows, ou "
    "supprimez-le.",
)
UNTIL_BEFORE_FROM = Wordings(
    en="until {until} lies before from {first}, so that nothing is ever expected. Correct one of them.",
    fr="until {until} précède from {first}, si bien que rien n’est jamais attendu. Corrigez l’un des deux.",
)
UNUSED_SOURCE = Wordings(
    en="no indicator uses the source {source}, so that nobody looks whether this is met. Remove it, or write an "
    "indicator.",
    fr="aucun indicateur n’utilise la source {source}, si bien que personne ne regarde si c’est tenu. "
    "Supprimez-le, ou écrivez un indicateur.",
)
NO_EVENT = Wordings(
    en="the indicators use no column of events here, but due or planned dates alone, which do not say how far the data "
    "reaches. Remove fresh.",
    fr="les indicateurs n’utilisent ici aucune colonne d’événements, mais seulement des échéances ou des dates "
    "prévues, qui ne disent pas jusqu’où vont les données. Supprimez fresh.",
)
FRESH_IN_HOURS = Wordings(
    en="{limit} is a length of hours, and {column} is a date column without a time of day. Expected jours ouvrés, "
    "jours ouvrables, jours calendaires or mois.",
    fr="{limit} est une durée en heures, et {column} est une colonne de dates sans heure. Attendu des jours ouvrés, "
    "jours ouvrables, jours calendaires ou mois.",
)
PLAN = Wordings(
    en="{column} is planned, and a plan does not say {what}. Name the column that does, or remove planned from its "
    "declaration.",
    fr="{column} est une date prévue, et une prévision ne dit pas {what}. Nommez la colonne qui le dit, ou supprimez "
    "planned de sa déclaration.",
)
WHEN_IT_ENDED = Wordings(en="when a case ended", fr="quand un cas a pris fin")
WHEN_ABANDONED = Wordings(en="when a case was abandoned", fr="quand un cas a été abandonné")
WHEN_PAUSED = Wordings(en="when a pause began or ended", fr="quand une suspension a commencé ou fini")
WHEN_KNOWN = Wordings(en="when a cell became known", fr="quand une cellule a été connue")
WHEN_WRITTEN = Wordings(en="when a row was written", fr="quand une ligne a été écrite")
