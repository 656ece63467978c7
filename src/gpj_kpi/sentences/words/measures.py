"""What an indicator is, in words: its figure, its clock, its weights, its target and its versions."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

THEN = Wordings(en="{left}; {right}", fr="{left}\u00a0; {right}")
WHERE = Wordings(en=" where {condition}", fr=" où {condition}")

# Shares.
SHARE = Wordings(
    en="the share of cases in which {met}, among the judged cases of {source}{where}",
    fr="la part des cas où {met}, parmi les cas jugés de {source}{where}",
)
MISSED_SHARE = Wordings(
    en="the share of missed cases, among all cases (pending, excluded and invalid ones too) of {source}{where}; "
    "a case is met if {met}",
    fr="la part des cas non tenus, parmi tous les cas (en cours, exclus et invalides compris) de {source}{where}"
    "\u00a0; un cas est tenu si {met}",
)
BALANCE = Wordings(
    en="the share of cases in which {for_}, minus the share of cases in which {against}, in points from -100 to 100, "
    "among the cases of {source}{where}",
    fr="la part des cas où {for_}, diminuée de la part des cas où {against}, en points de -100 à 100, "
    "parmi les cas de {source}{where}",
)
ALL_MET = Wordings(
    en="the share of {keys} judged in {source} whose cases are all met under the indicator {of}",
    fr="la part des {keys} jugés dans {source} dont tous les cas sont tenus selon l’indicateur {of}",
)
ANY_MET = Wordings(
    en="the share of {keys} judged in {source} with at least one case that is met under the indicator {of}",
    fr="la part des {keys} jugés dans {source} dont au moins un cas est tenu selon l’indicateur {of}",
)
COMBINATIONS = Wordings(en="combinations of {columns}", fr="groupes de {columns}")

# Means, numbers and amounts.
MEAN = Wordings(
    en="the mean of {value} over the cases of {source}{where}",
    fr="la moyenne de {value} sur les cas de {source}{where}",
)
COUNT = Wordings(en="the number of cases of {source}{where}", fr="le nombre de cas de {source}{where}")
DIFFERENT = Wordings(
    en="the number of different {column} in the cases of {source}{where}",
    fr="le nombre de {column} différents dans les cas de {source}{where}",
)
SUM = Wordings(
    en="the sum of {of} over the cases of {source}{where}", fr="la somme de {of} sur les cas de {source}{where}"
)
RATIO = Wordings(
    en="the sum of {of} divided by the sum of {over}{per}, over the cases of {source}{where}",
    fr="la somme de {of} divisée par la somme de {over}{per}, sur les cas de {source}{where}",
)
RATIO_OF_INDICATORS = Wordings(
    en="the figure of the indicator {of} divided by that of the indicator {over}{per}, in the same period",
    fr="le chiffre de l’indicateur {of} divisé par celui de l’indicateur {over}{per}, pour la même période",
)
PER_MANY = Wordings(en=", per {number} {what}", fr=", pour {number} {what}")

# Lengths of time.
DURATION = Wordings(
    en="{statistic}, in {unit}, of the ended cases of {source}{where}",
    fr="{statistic}, en {unit}, des cas terminés de {source}{where}",
)
ELAPSED_DURATION = Wordings(
    en="{statistic}, in {unit}, of the cases of {source}{where}",
    fr="{statistic}, en {unit}, des cas de {source}{where}",
)
FROM_TO = Wordings(en="from {start} to {end}", fr="de {start} à {end}")
GIVEN_BY = Wordings(en="given by {column}", fr="donnée par {column}")
MEAN_TIME = Wordings(en="the mean time {span}", fr="la durée moyenne {span}")
MEDIAN_TIME = Wordings(en="the median time {span}", fr="la durée médiane {span}")
LONGEST_TIME = Wordings(en="the longest time {span}", fr="la plus longue durée {span}")
SHORTEST_TIME = Wordings(en="the shortest time {span}", fr="la plus courte durée {span}")
PERCENTILE_TIME = Wordings(en="percentile {number} of the time {span}", fr="le percentile {number} de la durée {span}")

# Stock.
OPEN = Wordings(
    en="the number of cases open{age} at the end of the period (from {start} to {end}), "
    "among the cases of {source}{where}",
    fr="le nombre de cas ouverts{age} à la fin de la période (de {start} à {end}), parmi les cas de {source}{where}",
)
OLDER = Wordings(en=" for at least {length}", fr=" depuis au moins {length}")
PAST_LIMIT = Wordings(en=" past a limit of less than {length}", fr=" au-delà d’un délai de moins de {length}")
AGE = Wordings(
    en="{statistic}, in {unit}, of the cases open at the end of the period (from {start} to {end}), "
    "among the cases of {source}{where}",
    fr="{statistic}, en {unit}, des cas ouverts à la fin de la période (de {start} à {end}), "
    "parmi les cas de {source}{where}",
)
MEAN_AGE = Wordings(en="the mean age", fr="l’âge moyen")
MEDIAN_AGE = Wordings(en="the median age", fr="l’âge médian")
GREATEST_AGE = Wordings(en="the greatest age", fr="le plus grand âge")
LEAST_AGE = Wordings(en="the least age", fr="le plus petit âge")
PERCENTILE_AGE = Wordings(en="percentile {number} of the age", fr="le percentile {number} de l’âge")

# The end of a case, and its limit.
FIRST_OF = Wordings(en="the first of {columns}", fr="la première des dates {columns}")
LAST_OF = Wordings(en="the last of {columns} (all needed)", fr="la dernière des dates {columns} (toutes nécessaires)")
LAST_FILLED = Wordings(en="the last filled of {columns}", fr="la dernière remplie des dates {columns}")
COMES_IN_TIME = Wordings(en="{end} comes in time ({limit})", fr="{end} vient à temps ({limit})")
COMES_WITHIN = Wordings(en="{end} comes {length} after {start}", fr="{end} vient {length} après {start}")
COMES_BY = Wordings(en="{end} comes no later than {due}", fr="{end} vient au plus tard à {due}")
COMES_BEFORE = Wordings(en="{end} comes before {due}", fr="{end} vient avant {due}")
WITHIN = Wordings(en="{length} after {start}", fr="{length} après {start}")
AHEAD = Wordings(en="at least {length} before {event}", fr="au moins {length} avant {event}")
BY_CLASS = Wordings(en="by {column}: {classes}", fr="selon {column}\u00a0: {classes}")
CLASS = Wordings(en="{value} {limit}", fr="{value} {limit}")
NO_PROMISE = Wordings(en="nothing", fr="rien")
EARLIEST_OF = Wordings(en="the earliest of: {limits}", fr="la première échéance de\u00a0: {limits}")
LATEST_OF = Wordings(en="the latest of: {limits}", fr="la dernière échéance de\u00a0: {limits}")
IN_TIME_BY_COLUMN = Wordings(en="in time ({limit})", fr="à temps ({limit})")
DONE_WITHIN = Wordings(en="{done} and {elapsed} is {length}", fr="{done} et {elapsed} est {length}")
AT_MOST_BY_COLUMN = Wordings(en="at most {length}", fr="d’au plus {length}")
LESS_BY_COLUMN = Wordings(en="less than {length}", fr="de moins de {length}")

# The clock.
BEGINS = Wordings(en="a case begins at {start}", fr="un cas commence à {start}")
ONLY_WHERE = Wordings(en="only cases where {condition} count", fr="seuls comptent les cas où {condition}")
MOVES_TO_BUSINESS_DAY = Wordings(
    en="a last day that is not a business day moves to the next business day",
    fr="un dernier jour qui n’est pas ouvré est reporté au jour ouvré suivant",
)
MOVES_TO_WORKING_DAY = Wordings(
    en="a last day that is not a jour ouvrable moves to the next jour ouvrable",
    fr="un dernier jour qui n’est pas ouvrable est reporté au jour ouvrable suivant",
)
MOVES_BACK_TO_BUSINESS_DAY = Wordings(
    en="a last day that is not a business day moves to the business day before",
    fr="un dernier jour qui n’est pas ouvré est avancé au jour ouvré précédent",
)
MOVES_BACK_TO_WORKING_DAY = Wordings(
    en="a last day that is not a jour ouvrable moves to the jour ouvrable before",
    fr="un dernier jour qui n’est pas ouvrable est avancé au jour ouvrable précédent",
)
OF_MONTH = Wordings(
    en="{moves}, unless that lies in another month: then the other way",
    fr="{moves}, sauf si celui-ci est d’un autre mois\u00a0: alors dans l’autre sens",
)
CUT_OFF = Wordings(
    en="an event at {time} or later counts as one of the next business day",
    fr="un événement à {time} ou plus tard compte comme un événement du jour ouvré suivant",
)
CLOSED_DAY = Wordings(
    en="an event on a day that is not a business day counts as one of the next business day",
    fr="un événement d’un jour qui n’est pas ouvré compte comme un événement du jour ouvré suivant",
)
CLOSED_HOURS = Wordings(
    en="an event outside the opening hours counts as one of the next opening",
    fr="un événement hors des heures d’ouverture compte comme un événement de la prochaine ouverture",
)
DAY_ONE = Wordings(en="the day of the event is day one", fr="le jour de l’événement est le premier jour")
SAME_HOUR = Wordings(
    en="the last day of a limit in days ends at the hour of the event",
    fr="le dernier jour d’un délai en jours finit à l’heure de l’événement",
)
AT_CLOSING = Wordings(
    en="the last day of a limit in days ends when the house closes",
    fr="le dernier jour d’un délai en jours finit à la fermeture",
)
VERSION_BY = Wordings(
    en="the version that judges a case is that of the day of its {column}",
    fr="la version qui juge un cas est celle du jour de son {column}",
)
PAUSED = Wordings(
    en="the clock stands still from {from_} to {to} of each row of {source} {match}{where}",
    fr="le délai est suspendu de {from_} à {to} de chaque ligne de {source} {match}{where}",
)
ABANDONED = Wordings(
    en="cases where {when} are abandoned{at}: {counts}", fr="les cas où {when} sont abandonnés{at}\u00a0: {counts}"
)
ABANDONED_AT = Wordings(en=" at {at}", fr=" à {at}")
ALWAYS_MISSED = Wordings(en="they are missed", fr="ils sont non tenus")
ALWAYS_EXCLUDED = Wordings(en="they are excluded", fr="ils sont exclus")
EXCLUDED_IF = Wordings(
    en="they are excluded if that happens {within}, else missed",
    fr="ils sont exclus si cela arrive {within}, sinon non tenus",
)
MET_IF = Wordings(
    en="they are met if that happens {within}, else missed",
    fr="ils sont tenus si cela arrive {within}, sinon non tenus",
)
WITHIN_THE_LIMIT = Wordings(en="within the limit", fr="dans le délai")
WITHIN_LENGTH = Wordings(en="{length} after {start}", fr="{length} après {start}")
WITHIN_ELAPSED = Wordings(en="after {length} by {elapsed}", fr="après {length} selon {elapsed}")

# Values and weights.
SCALE = Wordings(
    en="only values from {low} to {high} are valid", fr="seules les valeurs de {low} à {high} sont valides"
)
WEIGHT = Wordings(en="the weight of a case is its {column}", fr="le poids d’un cas est son {column}")
WEIGHTS = Wordings(
    en="the weight of a case is {weights} (any other value of {column} is invalid)",
    fr="le poids d’un cas est {weights} (toute autre valeur de {column} est invalide)",
)
STRATUM = Wordings(en="{weight} if {condition}", fr="{weight} si {condition}")

# The period, and what it is held to.
PERIOD = Wordings(
    en="each case counts in the period of its {column}", fr="chaque cas compte dans la période de son {column}"
)
PERIOD_OF_EARLIEST = Wordings(
    en="the period is that of the earliest {column}", fr="la période est celle du premier {column}"
)
NO_TARGET = Wordings(en="no target", fr="sans objectif")
TARGET = Wordings(en="target: {figure}", fr="objectif\u00a0: {figure}")
TARGET_PER = Wordings(en="target of each {grain}: {figure}", fr="objectif de chaque {grain}\u00a0: {figure}")
NEAR = Wordings(en="missed but near: {figure}", fr="non tenu mais proche\u00a0: {figure}")
MIN_CASES = Wordings(en="judged only with at least {count}", fr="jugé seulement avec au moins {count}")
AT_LEAST = Wordings(en="at least {figure}", fr="au moins {figure}")
MORE = Wordings(en="more than {figure}", fr="plus de {figure}")
AT_MOST = Wordings(en="at most {figure}", fr="au plus {figure}")
LESS = Wordings(en="less than {figure}", fr="moins de {figure}")
PERCENT = Wordings(en="{number}%", fr="{number}\u202f%")
YEAR = Wordings(en="year", fr="année")
QUARTER = Wordings(en="quarter", fr="trimestre")
MONTH = Wordings(en="month", fr="mois")
WEEK = Wordings(en="week", fr="semaine")

# Versions.
VERSION = Wordings(en="from {day} on, {changes} ({ref})", fr="à partir du {day}, {changes} ({ref})")
LIMIT = Wordings(en="limit: {limit}", fr="délai\u00a0: {limit}")
DUE = Wordings(en="no later than {due}", fr="au plus tard à {due}")
BEFORE_DUE = Wordings(en="before {due}", fr="avant {due}")

# Excused times.
EXCUSED = Wordings(
    en="excused from {first} to {last}: {cases}; reason: {reason} ({ref})",
    fr="excusé du {first} au {last}\u00a0: {cases}\u00a0; motif\u00a0: {reason} ({ref})",
)
ALL_CASES = Wordings(en="all cases", fr="tous les cas")
CASES_OF = Wordings(en="the cases of {source}{where}", fr="les cas de {source}{where}")
