"""What is said of the limit of a case, and of the version that judges it; for `rules` and `outputs`."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

NO_LIMIT_IN_MAPPING = Wordings(
    en="{read} is not a limit. Expected 10 jours ouvrés, or a mapping with one of the keys column, before, from, by, "
    "first, last.",
    fr="{read} n’est pas un délai. Attendu\u00a0: 10 jours ouvrés, ou un ensemble de clés avec column, before, from, "
    "by, first ou last.",
)
ONE_FORM = Wordings(
    en="{read} of {n} keys. Expected exactly one of these keys: {forms}.",
    fr="{read} de {n} clés. Attendu\u00a0: exactement une de ces clés\u00a0: {forms}.",
)
LIMIT_WITHOUT_KEY = Wordings(
    en='the key "{key}" is missing: it goes with "{given}". Write both, e.g. `{{from: raised_at, within: 2 heures}}` '
    "or `{{before: hearing_on, at_least: 2 jours ouvrés}}`.",
    fr="la clé «\u00a0{key}\u00a0» manque\u00a0: elle va avec «\u00a0{given}\u00a0». Écrivez les deux, p. ex. "
    "`{{from: raised_at, within: 2 heures}}` ou `{{before: hearing_on, at_least: 2 jours ouvrés}}`.",
)
LEAD_IS_STRICT = Wordings(
    en='{read}: "at_least" already says how it compares. Write the length alone, e.g. at_least: 2 jours ouvrés.',
    fr="{read}\u00a0: «\u00a0at_least\u00a0» dit déjà comment comparer. Écrivez la durée seule, p. ex. "
    "`at_least: 2 jours ouvrés`.",
)
SEVERAL_EXPECTED = Wordings(
    en="{read} is not a list of limits. Expected two or more, e.g. `{mode}: [16 heures, {{column: due_at}}]`.",
    fr="{read} n’est pas une liste de délais. Attendu\u00a0: deux ou plus, p. ex. "
    "`{mode}: [16 heures, {{column: due_at}}]`.",
)
TOO_MANY_LIMITS = Wordings(
    en="this limit is made of more than {most} limits, and each case is held against each. Expected fewer classes, or "
    "a column of due dates: `{{column: due_at}}`.",
    fr="ce délai se compose de plus de {most} délais, et chaque cas est comparé à chacun. Attendu\u00a0: moins de "
    "classes, ou une colonne d’échéances\u00a0: `{{column: due_at}}`.",
)
CLASS_WITHOUT_VALUE = Wordings(
    en="a class without a name: an empty cell is in no class, and its case is invalid. Remove this entry.",
    fr="une classe sans nom\u00a0: une cellule vide n’est dans aucune classe, et son cas est invalide. Supprimez "
    "cette entrée.",
)
NO_CLASS_HAS_A_LIMIT = Wordings(
    en="no value of {column} has a limit, so that no case is judged. Expected e.g. "
    "`{{by: {column}, P1: 4 heures, P4: none}}`.",
    fr="aucune valeur de {column} n’a de délai\u00a0: aucun cas ne serait jugé. Attendu, p. ex.\u00a0: "
    "`{{by: {column}, P1: 4 heures, P4: none}}`.",
)
NO_SUCH_CLASS = Wordings(
    en="{read} is no value of a column of type {type}, so that no case is ever in this class. Write it as the column "
    "holds it, or remove it.",
    fr="{read} n’est pas une valeur d’une colonne de type {type}\u00a0: aucun cas ne serait dans cette classe. "
    "Écrivez-la comme la colonne la contient, ou supprimez-la.",
)
CLASS_IS_NULL = Wordings(
    en="{read} is one of this source's null_values, and an empty cell is in no class. Remove it.",
    fr="{read} est l’une des null_values de cette source, et une cellule vide n’est dans aucune classe. Supprimez-la.",
)
NO_SUCH_VALUE = Wordings(
    en="{read} is not among the values of {column}. {hint}",
    fr="{read} n’est pas parmi les valeurs de {column}. {hint}",
)
CLASS_TWICE = Wordings(
    en="{read} is the same value as another class. Keep one.",
    fr="{read} est la même valeur qu’une autre classe. Gardez-en une.",
)
CLASS_NOT_LISTED = Wordings(
    en="the values of {column} have no limit for {missing}, and nobody could say what such a case was promised. Write "
    "its limit, or none where nothing is promised.",
    fr="les valeurs de {column} sont sans délai pour {missing}, et nul ne pourrait dire ce qui était promis à un tel "
    "cas. Écrivez son délai, ou none si rien n’est promis.",
)
BY_CLASS = Wordings(
    en="a limit is chosen by a text, an integer or a boolean",
    fr="un délai est choisi par un texte, un nombre entier ou un booléen",
)
SAYS_NO_DUE_DATE = Wordings(
    en="{column} starts or ends the delay, and so says nothing of when it is due. Correct one.",
    fr="{column} commence ou termine le délai, et ne dit donc rien de l’échéance. Corrigez l’un des deux.",
)
DUE_IS_NOT_MOVED = Wordings(
    en="a due date that comes with the case is not moved by pauses. Remove them, or write a limit.",
    fr="une échéance fournie avec le cas n’est pas déplacée par des suspensions. Supprimez-les, ou écrivez un délai.",
)
DUE_NEEDS_DATES = Wordings(
    en="a due instant needs a date or datetime column",
    fr="une échéance demande une colonne de type date ou datetime",
)
EVENT_NEEDS_DATES = Wordings(
    en="an event from which a limit counts needs a date or datetime column",
    fr="un événement à partir duquel un délai est compté demande une colonne de type date ou datetime",
)
WHEN_IT_BEGAN = Wordings(
    en="when a limit began",
    fr="quand un délai a commencé",
)
NO_LENGTH_IN_SECONDS = Wordings(
    en="a duration in seconds has no calendar. Expected a limit in secondes, minutes or heures.",
    fr="une durée en secondes n’a pas de calendrier. Attendu\u00a0: un délai en secondes, minutes ou heures.",
)
ONE_LENGTH_EXPECTED = Wordings(
    en="a short abandonment has a length, not a due date. Expected e.g. 20 secondes.",
    fr="un abandon court a une seule durée, et pas d’échéance. Attendu, p. ex.\u00a0: 20 secondes.",
)
VERSION_BY_WITHOUT_VERSIONS = Wordings(
    en='"version_by" says which version judges a case, and there are no versions. Remove it, or write versions.',
    fr="«\u00a0version_by\u00a0» dit quelle version juge un cas, et il n’y a pas de versions. Supprimez-le, ou écrivez "
    "des versions.",
)
VERSION_BY_WITHOUT_LIMIT = Wordings(
    en='"version_by" says which limit judges a case, and a {kind} has none. Remove it.',
    fr="«\u00a0version_by\u00a0» dit quel délai juge un cas, et une mesure «\u00a0{kind}\u00a0» n’en a pas. "
    "Supprimez-le.",
)
VERSION_NEEDS_DATES = Wordings(
    en="a version is chosen by a date or datetime column",
    fr="une version est choisie par une colonne de type date ou datetime",
)
SEVERAL_COLUMNS_EXPECTED = Wordings(
    en="{read} is not a start. Expected a column, `{{first: [...]}}` or `{{last: [...]}}` with two or more columns.",
    fr="{read} n’est pas un début. Attendu\u00a0: une colonne, `{{first: [...]}}` ou `{{last: [...]}}` avec deux "
    "colonnes ou plus.",
)
STARTS_OF_ONE_TYPE = Wordings(
    en="{columns} are of different types: on one day nobody can tell which came first. Declare all as datetime or all "
    "as date.",
    fr="{columns} sont de types différents\u00a0: un même jour, nul ne peut dire laquelle est venue la première. "
    "Déclarez-les toutes datetime ou toutes date.",
)
LEAD = Wordings(en='at least {length} before "{heading}"', fr="au moins {length} avant «\u00a0{heading}\u00a0»")
LATER = Wordings(en='{length} from "{heading}"', fr="{length} à compter de «\u00a0{heading}\u00a0»")
BY = Wordings(en='by "{heading}": {classes}', fr="selon «\u00a0{heading}\u00a0»\u00a0: {classes}")
NOTHING_PROMISED = Wordings(en="none", fr="aucun délai")
EARLIEST = Wordings(en="the earliest of ({limits})", fr="le plus tôt de ({limits})")
LATEST = Wordings(en="the latest of ({limits})", fr="le plus tard de ({limits})")
